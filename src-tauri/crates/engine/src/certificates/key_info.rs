//! Which key it is: algorithm, size and fingerprint, of certificates as of private keys, whether we can use them or not.

use aws_lc_rs::digest;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::hex;
use crate::keys::{KeyError, KeyFacts, PrivateKey};
use crate::secret::Secret;

/// A public key, of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// `RSA`, `EC`, `Ed25519`, `RSASSA-PSS`, or an OID.
    pub algorithm: String,
    /// Length of the modulus or of the curve's field, in bits.
    pub bits: u32,
    /// SHA-256 over the DER SubjectPublicKeyInfo, hexadecimal.
    pub spki_sha256: String,
    /// RFC 7638 thumbprint; RSA alone, since nothing else can be used here.
    pub thumbprint: Option<String>,
}

impl KeyInfo {
    /// Reads a DER SubjectPublicKeyInfo.
    pub(super) fn of_public(spki: &[u8]) -> Self {
        let spki_sha256 = hex(digest::digest(&digest::SHA256, spki).as_ref());
        let (algorithm, bits) = match SubjectPublicKeyInfo::from_der(spki) {
            Ok((_, info)) => match info.parsed() {
                Ok(PublicKey::RSA(key)) => ("RSA".to_owned(), key.key_size()),
                Ok(PublicKey::EC(point)) => ("EC".to_owned(), point.key_size()),
                _ => (info.algorithm.algorithm.to_id_string(), 0),
            },
            Err(_) => (String::new(), 0),
        };
        let thumbprint = KeyFacts::from_spki(spki).ok().map(|facts| facts.thumbprint);
        Self { algorithm, bits: u32::try_from(bits).unwrap_or(0), spki_sha256, thumbprint }
    }

    /// Reads a PKCS#8 private key.
    pub(super) fn of_private(pkcs8: &Secret<Vec<u8>>) -> Result<Self, KeyError> {
        Ok(Self::of_public(&PrivateKey::from_pkcs8(pkcs8)?.facts()?.spki))
    }
}
