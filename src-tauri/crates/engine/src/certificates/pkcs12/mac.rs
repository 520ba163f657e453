//! The integrity check of a PKCS#12 file: the classic MAC (RFC 7292 §4) or PBMAC1 (RFC 9579).

use subtle::ConstantTimeEq as _;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::hash::Hash;
use super::kdf::{Pbkdf2, Purpose, derive_pkcs12};
use super::node::{Node, OCTET_STRING};
use super::password::Takes;
use super::unsupported;

/// MacData.
pub(super) struct Mac {
    derivation: Derivation,
    hash: Hash,
    tag: Vec<u8>,
}

enum Derivation {
    Pkcs12 { salt: Vec<u8>, rounds: u64 },
    Pbkdf2 { kdf: Pbkdf2, length: usize },
}

impl Mac {
    /// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
    pub(super) fn read(data: &Node<'_>) -> Result<Self, CertificateError> {
        let [info, salt, rest @ ..] = data.sequence()? else { return Err(CertificateError::Damaged) };
        let [algorithm, tag] = info.sequence()? else { return Err(CertificateError::Damaged) };
        let [oid, parameters @ ..] = algorithm.sequence()? else { return Err(CertificateError::Damaged) };
        let oid = oid.oid()?;
        let (derivation, hash) = if oid == "1.2.840.113549.1.5.14" {
            // The salt and the count beside the DigestInfo mean nothing here (RFC 9579 §4).
            pbmac1(parameters.first().ok_or(CertificateError::Damaged)?)?
        } else {
            let rounds = rest.first().map_or(Ok(1), Node::integer)?;
            (Derivation::Pkcs12 { salt: salt.octets(OCTET_STRING)?.into_owned(), rounds }, Hash::of_digest(&oid)?)
        };
        let tag = tag.octets(OCTET_STRING)?.into_owned();
        if tag.len() != hash.length() {
            return Err(CertificateError::Damaged);
        }
        Ok(Self { derivation, hash, tag })
    }

    pub(super) fn name(&self) -> String {
        match &self.derivation {
            Derivation::Pkcs12 { .. } => format!("HMAC-{}", self.hash.name()),
            Derivation::Pbkdf2 { .. } => format!("PBMAC1 HMAC-{}", self.hash.name()),
        }
    }

    pub(super) const fn iterations(&self) -> u64 {
        match &self.derivation {
            Derivation::Pkcs12 { rounds, .. } => *rounds,
            Derivation::Pbkdf2 { kdf, .. } => kdf.rounds,
        }
    }

    /// What one key derivation costs; a key of unusual length costs once more for each block.
    pub(super) fn rounds(&self) -> u64 {
        match &self.derivation {
            Derivation::Pkcs12 { rounds, .. } => *rounds,
            Derivation::Pbkdf2 { kdf, length } => kdf.cost(*length),
        }
    }

    pub(super) const fn takes(&self) -> Takes {
        match &self.derivation {
            Derivation::Pkcs12 { .. } => Takes::Bmp,
            Derivation::Pbkdf2 { .. } => Takes::Octets,
        }
    }

    /// Whether the password and the content fit the tag. One key derivation, paid for by the caller; compares in constant time.
    pub(super) fn fits(&self, password: &[u8], content: &[u8], effort: &Effort) -> bool {
        let key = match &self.derivation {
            Derivation::Pkcs12 { salt, rounds } => {
                derive_pkcs12(self.hash, Purpose::Mac, password, salt, *rounds, self.hash.length(), effort)
            }
            Derivation::Pbkdf2 { kdf, length } => kdf.derive(password, *length, effort),
        };
        key.is_some_and(|key| self.hash.hmac(&key, content).ct_eq(&self.tag).into())
    }
}

/// PBMAC1-params: a derivation and an HMAC, whose hashes may differ. RFC 9579 demands the length of the key, and §9 that it has 20
/// octets at least: a short one could be guessed, and the file with it made to look whole.
fn pbmac1(parameters: &Node<'_>) -> Result<(Derivation, Hash), CertificateError> {
    let [derivation, scheme] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
    let [function, parameters] = derivation.sequence()? else { return Err(CertificateError::Damaged) };
    let function = function.oid()?;
    if function != "1.2.840.113549.1.5.12" {
        return Err(unsupported(&function));
    }
    let kdf = Pbkdf2::read(parameters)?;
    let length = match kdf.key_length {
        Some(length @ 20..=1024) => usize::try_from(length).map_err(|_| CertificateError::Damaged)?,
        Some(_) => return Err(unsupported("PBMAC1 key length")),
        None => return Err(unsupported("PBMAC1 without key length")),
    };
    let hash = Hash::of_hmac(&scheme.sequence()?.first().ok_or(CertificateError::Damaged)?.oid()?)?;
    Ok((Derivation::Pbkdf2 { kdf, length }, hash))
}
