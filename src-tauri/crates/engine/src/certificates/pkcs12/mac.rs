//! The integrity check of a PKCS#12 file: the classic MAC (RFC 7292 §4, appendix B) or PBMAC1 (RFC 9579).

use std::num::NonZeroU32;

use aws_lc_rs::{digest, hmac, pbkdf2};
use zeroize::{Zeroize, Zeroizing};

use super::super::CertificateError;
use super::ber::{Node, OCTET_STRING};
use super::pfx::unsupported;
use super::scheme::{Hash, Pbkdf2};

/// A password as key derivations take it.
#[derive(Clone, Copy)]
pub(super) enum Password<'a> {
    /// Text; may be empty.
    Text(&'a str),
    /// No bytes at all, not even the terminator: what .NET writes for a null password.
    Null,
}

/// MacData.
pub(super) struct Mac {
    derivation: Derivation,
    tag: Vec<u8>,
}

enum Derivation {
    Classic { hash: Hash, salt: Vec<u8>, iterations: u64 },
    Pbmac1 { kdf: Pbkdf2, key_length: usize, hmac: Hash },
}

impl Mac {
    /// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
    pub(super) fn read(data: &Node<'_>) -> Result<Self, CertificateError> {
        let [info, salt, rest @ ..] = data.sequence()? else { return Err(CertificateError::Damaged) };
        let [algorithm, tag] = info.sequence()? else { return Err(CertificateError::Damaged) };
        let [oid, parameters @ ..] = algorithm.sequence()? else { return Err(CertificateError::Damaged) };
        let hash = match oid.oid()?.as_str() {
            "1.3.14.3.2.26" => Hash::Sha1,
            "2.16.840.1.101.3.4.2.4" => Hash::Sha224,
            "2.16.840.1.101.3.4.2.1" => Hash::Sha256,
            "2.16.840.1.101.3.4.2.2" => Hash::Sha384,
            "2.16.840.1.101.3.4.2.3" => Hash::Sha512,
            "1.2.840.113549.1.5.14" => {
                let derivation = pbmac1(parameters.first().ok_or(CertificateError::Damaged)?)?;
                return Ok(Self { derivation, tag: tag.octets(OCTET_STRING)?.into_owned() });
            }
            other => return Err(unsupported(other)),
        };
        let iterations = rest.first().map_or(Ok(1), Node::integer)?;
        let salt = salt.octets(OCTET_STRING)?.into_owned();
        Ok(Self { derivation: Derivation::Classic { hash, salt, iterations }, tag: tag.octets(OCTET_STRING)?.into_owned() })
    }

    pub(super) const fn iterations(&self) -> u64 {
        match &self.derivation {
            Derivation::Classic { iterations, .. } => *iterations,
            Derivation::Pbmac1 { kdf, .. } => kdf.iterations,
        }
    }

    pub(super) fn name(&self) -> String {
        match &self.derivation {
            Derivation::Classic { hash, .. } => format!("HMAC-{}", hash.name()),
            Derivation::Pbmac1 { hmac, .. } => format!("PBMAC1 HMAC-{}", hmac.name()),
        }
    }

    /// Whether the password and the content fit the MAC. Costs one key derivation; compares in constant time.
    pub(super) fn fits(&self, password: Password<'_>, content: &[u8]) -> bool {
        let (key, hash) = match &self.derivation {
            Derivation::Classic { hash, salt, iterations } => (derive_classic(*hash, password, salt, *iterations), *hash),
            Derivation::Pbmac1 { kdf, key_length, hmac } => match derive_pbkdf2(kdf, password, *key_length) {
                Some(key) => (key, *hmac),
                None => return false,
            },
        };
        hmac::verify(&hmac::Key::new(hmac_algorithm(hash), &key), content, &self.tag).is_ok()
    }
}

/// PBMAC1-params: a KDF and an HMAC. RFC 9579 §4 demands the key length, since the tag would else depend on a guess.
fn pbmac1(parameters: &Node<'_>) -> Result<Derivation, CertificateError> {
    let [kdf, scheme] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
    let [function, kdf] = kdf.sequence()? else { return Err(CertificateError::Damaged) };
    if function.oid()? != "1.2.840.113549.1.5.12" {
        return Err(unsupported(&function.oid()?));
    }
    let kdf = Pbkdf2::read(kdf)?;
    let key_length = match kdf.key_length {
        Some(length @ 1..=64) => usize::try_from(length).map_err(|_| CertificateError::Damaged)?,
        _ => return Err(unsupported("PBMAC1 without key length")),
    };
    if kdf.prf == Hash::Sha224 {
        return Err(unsupported("PBKDF2-SHA-224"));
    }
    let hmac = Hash::of_hmac(&scheme.sequence()?.first().ok_or(CertificateError::Damaged)?.oid()?)?;
    Ok(Derivation::Pbmac1 { kdf, key_length, hmac })
}

/// RFC 7292 appendix B.2 with ID 3, for a key as long as one hash: its first round is its last.
fn derive_classic(hash: Hash, password: Password<'_>, salt: &[u8], iterations: u64) -> Zeroizing<Vec<u8>> {
    let algorithm = digest_algorithm(hash);
    let mut bytes: Vec<u8> = match password {
        Password::Text(text) => text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect(),
        Password::Null => Vec::new(),
    };
    let mut input = Zeroizing::new(vec![3; algorithm.block_len()]);
    for part in [salt, &bytes] {
        let length = part.len().next_multiple_of(algorithm.block_len());
        input.extend(part.iter().cycle().take(length));
    }
    bytes.zeroize();
    let mut out = digest::digest(algorithm, &input);
    for _ in 1..iterations {
        out = digest::digest(algorithm, out.as_ref());
    }
    Zeroizing::new(out.as_ref().to_vec())
}

fn derive_pbkdf2(kdf: &Pbkdf2, password: Password<'_>, length: usize) -> Option<Zeroizing<Vec<u8>>> {
    let algorithm = match kdf.prf {
        Hash::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
        Hash::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        Hash::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
        Hash::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        Hash::Sha224 => return None,
    };
    let iterations = NonZeroU32::new(u32::try_from(kdf.iterations).ok()?)?;
    let password = match password {
        Password::Text(text) => text.as_bytes(),
        Password::Null => &[],
    };
    let mut key = Zeroizing::new(vec![0; length]);
    pbkdf2::derive(algorithm, iterations, &kdf.salt, password, &mut key);
    Some(key)
}

fn digest_algorithm(hash: Hash) -> &'static digest::Algorithm {
    match hash {
        Hash::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha224 => &digest::SHA224,
        Hash::Sha256 => &digest::SHA256,
        Hash::Sha384 => &digest::SHA384,
        Hash::Sha512 => &digest::SHA512,
    }
}

fn hmac_algorithm(hash: Hash) -> hmac::Algorithm {
    match hash {
        Hash::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha224 => hmac::HMAC_SHA224,
        Hash::Sha256 => hmac::HMAC_SHA256,
        Hash::Sha384 => hmac::HMAC_SHA384,
        Hash::Sha512 => hmac::HMAC_SHA512,
    }
}
