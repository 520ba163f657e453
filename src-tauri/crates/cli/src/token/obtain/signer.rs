//! What signs: a key of the profile's vault, or one from a file that is held in memory and forgotten.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, ImportedCertificate, SIZE_LIMIT};
use inngang_engine::keys::{self, KeySource, SigningAlgorithm};
use inngang_engine::maskinporten::Credential;
use inngang_engine::names::{ClientId, KeyId, OrgNumber};
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;

use super::Order;
use super::place::Place;
use crate::failure::Failed;
use crate::key::{Keys, needs_password};
use crate::words::Words;
use crate::{Stop, password};

/// What signs, as it was named.
#[derive(Debug)]
pub(super) enum Signer {
    /// A key of the profile.
    Key(String),
    /// A private key in a file.
    KeyFile(PathBuf),
    /// A certificate with its key.
    P12(PathBuf),
}

/// The same, read from where it is.
pub(super) enum Held {
    Key(String),
    KeyFile(PathBuf, KeySource),
    P12(PathBuf, CertificateFile),
}

impl Signer {
    /// Reads the file and its password before anything is started.
    pub(super) fn hold(&self, order: &Order, words: &Words) -> Result<Held, Failed> {
        let password = || order.password_fd.map(|number| password::from_descriptor(number, words)).transpose();
        let bytes = |path: &Path| Ok::<_, Failed>(Arc::new(read_chosen(path, SIZE_LIMIT)?));
        Ok(match self {
            Self::Key(name) if order.choice.profile.is_none() && order.choice.environment.is_some() => {
                return Err(Stop::because(&words.get("cli:token.key_needs_profile", &[("key", name)])).into());
            }
            Self::Key(name) => Held::Key(name.clone()),
            Self::KeyFile(path) => Held::KeyFile(path.clone(), KeySource { bytes: bytes(path)?, password: password()? }),
            Self::P12(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Held::P12(path.clone(), CertificateFile { name, bytes: bytes(path)?, password: password()? })
            }
        })
    }
}

/// What signs, with whose it is where that is known from it.
pub(super) struct Signing {
    pub(super) credential: Credential,
    pub(super) organisation: Option<OrgNumber>,
}

impl Held {
    pub(super) const fn is_in_vault(&self) -> bool {
        matches!(self, Self::Key(_))
    }

    /// Puts the key into the store where it is not there.
    pub(super) fn take_in(self, client: &ClientId, place: &Place<'_>, order: &Order, words: &Words) -> Result<Signing, Failed> {
        let kid = order.kid.as_deref().map(|kid| kid.parse::<KeyId>()).transpose();
        let kid = kid.map_err(|_| Stop::because(&words.get("cli:token.bad_kid", &[])))?;
        let (ask, algorithm) = (order.choice.ask, order.algorithm);
        match self {
            Self::Key(name) => registered(&name, kid, client, place, algorithm, words),
            Self::KeyFile(path, source) => from_file(&path, source, ask, kid, place, algorithm, words),
            Self::P12(path, file) => {
                let imported = imported(&path, file, ask, place, words)?;
                let organisation = imported.facts.organisation;
                let (key, chain) = (imported.key.id, imported.chain);
                let credential = match kid {
                    Some(kid) => Credential::RegisteredKey { key, kid, algorithm },
                    None => Credential::Certificate { key, chain, algorithm },
                };
                Ok(Signing { credential, organisation })
            }
        }
    }
}

/// Under the name that it stands under on this client; else the one that it was registered under last, else our own for it.
fn registered(
    name: &str,
    kid: Option<KeyId>,
    client: &ClientId,
    place: &Place<'_>,
    algorithm: SigningAlgorithm,
    words: &Words,
) -> Result<Signing, Failed> {
    let unknown = || Stop::because(&words.get("cli:token.key_needs_profile", &[("key", name)]));
    let here = place.here.ok_or_else(unknown)?;
    let ours = Keys::read(here.database(), here.id())?;
    let row = ours.find(name, words)?;
    let there = ours.stands(row).filter(|stands| stands.client == *client && stands.retired_at.is_none()).last();
    let kid = kid.unwrap_or_else(|| there.map_or_else(|| ours.kid(row).clone(), |stands| stands.kid.clone()));
    Ok(Signing { credential: Credential::RegisteredKey { key: row.id.clone(), kid, algorithm }, organisation: None })
}

fn from_file(
    path: &Path,
    mut source: KeySource,
    ask: bool,
    kid: Option<KeyId>,
    place: &Place<'_>,
    algorithm: SigningAlgorithm,
    words: &Words,
) -> Result<Signing, Failed> {
    let loaded = password::opening(path, ask, words, needs_password, |typed| {
        source.password = typed.or_else(|| source.password.take());
        keys::load(&source, &Effort::default(), &place.ports)
    })??;
    let kid = kid.or(loaded.kid).ok_or_else(|| Stop::because(&words.get("cli:token.needs_kid", &[])))?;
    Ok(Signing { credential: Credential::RegisteredKey { key: loaded.id, kid, algorithm }, organisation: None })
}

/// One that expired, or that nobody known issued, signs all the same: what comes of it is the service's to say, and the dry run's.
fn imported(path: &Path, mut file: CertificateFile, ask: bool, place: &Place<'_>, words: &Words) -> Result<ImportedCertificate, Failed> {
    use CertificateError::{PasswordNeeded, WrongPassword, WrongPasswordSpaces};
    let needs_password = |error: &CertificateError| matches!(error, PasswordNeeded | WrongPassword | WrongPasswordSpaces);
    let imported = password::opening(path, ask, words, needs_password, |typed: Option<Secret<String>>| {
        file.password = typed.or_else(|| file.password.take());
        certificates::import_recommended(&file, &Effort::default(), &place.environment, &place.ports)
    });
    Ok(imported??)
}
