//! Taking in a private key that was made elsewhere, from a file or a pasted text.

use std::sync::Arc;

use time::OffsetDateTime;

use super::import_error::ImportError;
use super::{KeyError, KeyFacts, PrivateKey, SigningAlgorithm, jwk, make_key_id};
use crate::certificates::{CertificateError, Effort, FileKind, loose};
use crate::names::{KeyId, OrgNumber};
use crate::ports::Ports;
use crate::secret::Secret;

/// FIPS 186-5 §5.1: older programs made keys with 3, which some verifiers are fooled with.
const LEAST_EXPONENT: u64 = 65_537;

/// What a person chose or pasted.
#[derive(Debug)]
pub struct KeySource {
    /// All of it. Shared: after a wrong password the same bytes are asked for again.
    pub bytes: Arc<Secret<Vec<u8>>>,
    /// Its password. `None`: not asked for yet.
    pub password: Option<Secret<String>>,
}

/// A key that is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedKey {
    /// Id in the key store: its thumbprint, or the older one when it was there already.
    pub id: String,
    /// The `kid` that we propose: its own, when it came with one that Digdir accepts.
    pub kid: KeyId,
    /// Whether `kid` is its own.
    pub own_kid: bool,
    /// Public half.
    pub facts: KeyFacts,
    /// When it was imported, UTC.
    pub imported_at: OffsetDateTime,
    /// Whether it was in the store already; nothing was stored then.
    pub known: bool,
    /// Whether a password protected it. Where none did, it lies open on the disk that it came from.
    pub locked: bool,
}

/// A key that is in the store, under whatever name it is known elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedKey {
    /// Id in the key store: its thumbprint, or the older one when it was there already.
    pub id: String,
    /// Its own, when it came with one that Digdir accepts.
    pub kid: Option<KeyId>,
    /// Public half.
    pub facts: KeyFacts,
    /// Whether it was in the store already; nothing was stored then.
    pub known: bool,
    /// Whether a password protected it.
    pub locked: bool,
}

/// Reads a private key and puts it into the store. Costs no more than `effort` allows, and can be cancelled there.
///
/// # Errors
/// What it is instead of a key that can be used, or why it cannot be opened; [`ImportError::Key`] about the key itself and from the
/// store. Nothing is stored then.
pub fn load(source: &KeySource, effort: &Effort, ports: &Ports) -> Result<LoadedKey, ImportError> {
    let Found { pkcs8, kid, locked } = read(source, effort)?;
    let key = PrivateKey::from_pkcs8(&pkcs8)?;
    let facts = key.facts()?;
    if facts.exponent() < LEAST_EXPONENT {
        return Err(KeyError::BadExponent.into());
    }
    // Reading it does not prove its factors prime; signing, which checks its own work, fails when they are not.
    key.sign(SigningAlgorithm::Rs256, b"").map_err(|_| KeyError::Inconsistent)?;
    if effort.is_cancelled() {
        return Err(ImportError::Cancelled);
    }
    let (id, known) = match find(&facts, ports)? {
        Some(id) => (id, true),
        None => (ports.keys.import(&facts.thumbprint, key.to_pkcs8()?)?.id, false),
    };
    Ok(LoadedKey { id, kid, facts, known, locked })
}

/// [`load`] for good: a key without a `kid` of its own gets one that we propose.
///
/// # Errors
/// As [`load`].
pub fn import(source: &KeySource, organisation: &OrgNumber, effort: &Effort, ports: &Ports) -> Result<ImportedKey, ImportError> {
    let LoadedKey { id, kid, facts, known, locked } = load(source, effort, ports)?;
    let imported_at = ports.clock.now();
    let own_kid = kid.is_some();
    let kid = kid.map_or_else(|| make_key_id(organisation, imported_at), Ok)?;
    Ok(ImportedKey { id, kid, own_kid, facts, imported_at, known, locked })
}

/// A private key, unread.
struct Found {
    pkcs8: Secret<Vec<u8>>,
    kid: Option<KeyId>,
    locked: bool,
}

fn read(source: &KeySource, effort: &Effort) -> Result<Found, ImportError> {
    // EXPOSE: read and decrypted here; the key that comes out is a secret of its own.
    let (bytes, password) = (source.bytes.expose(), source.password.as_ref().map(|password| password.expose().as_str()));
    let loose = match loose::keys(bytes, password, effort) {
        Err(CertificateError::NotPkcs12(FileKind::Jwk)) => {
            let (pkcs8, kid) = loose::with_text(bytes, jwk::read)?;
            return Ok(Found { pkcs8, kid, locked: false });
        }
        other => other?,
    };
    let mut keys = loose.keys.into_iter();
    match (keys.next(), keys.next()) {
        (Some(pkcs8), None) => Ok(Found { pkcs8, kid: None, locked: loose.locked }),
        (Some(_), Some(_)) => Err(ImportError::SeveralKeys),
        (None, _) => Err(KeyError::Malformed.into()),
    }
}

/// The id under which the store has the same key.
fn find(facts: &KeyFacts, ports: &Ports) -> Result<Option<String>, KeyError> {
    for id in ports.keys.list()? {
        // One that cannot be read is another one.
        if ports.keys.public(&id).is_ok_and(|other| other.thumbprint == facts.thumbprint) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
