//! Password-based encryption schemes: their names, what they cost, and which of them can be read.

use super::super::CertificateError;
use super::super::effort::Effort;
use super::ber::{INTEGER, Node, OCTET_STRING};
use super::pfx::unsupported;

/// The decrypting library refuses more for one key.
const ITERATIONS_DECRYPT: u64 = 1_000_000;

/// A scheme that can be read, with its cost.
pub(super) struct Scheme {
    pub(super) name: String,
    pub(super) iterations: u64,
}

/// Reads an AlgorithmIdentifier of PBES1 (RFC 7292 appendix C) or PBES2 (RFC 8018 §6.2).
pub(super) fn scheme(algorithm: &Node<'_>, effort: &Effort) -> Result<Scheme, CertificateError> {
    let [oid, parameters] = algorithm.sequence()? else { return Err(CertificateError::Damaged) };
    let oid = oid.oid()?;
    let name = match oid.as_str() {
        "1.2.840.113549.1.5.13" => return pbes2(parameters, effort),
        "1.2.840.113549.1.12.1.3" => "3DES",
        "1.2.840.113549.1.12.1.6" => "RC2-40",
        "1.2.840.113549.1.12.1.1" => return Err(unsupported("RC4-128")),
        "1.2.840.113549.1.12.1.2" => return Err(unsupported("RC4-40")),
        "1.2.840.113549.1.12.1.4" => return Err(unsupported("2-key 3DES")),
        "1.2.840.113549.1.12.1.5" => return Err(unsupported("RC2-128")),
        other => return Err(unsupported(other)),
    };
    let [_salt, iterations] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
    affordable(Scheme { name: name.to_owned(), iterations: iterations.integer()? })
}

fn pbes2(parameters: &Node<'_>, effort: &Effort) -> Result<Scheme, CertificateError> {
    let [kdf, cipher] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
    let [cipher, ..] = cipher.sequence()? else { return Err(CertificateError::Damaged) };
    let cipher = cipher.oid()?;
    let cipher = match cipher.as_str() {
        "2.16.840.1.101.3.4.1.2" => "AES-128",
        "2.16.840.1.101.3.4.1.22" => "AES-192",
        "2.16.840.1.101.3.4.1.42" => "AES-256",
        "1.2.840.113549.3.7" => "3DES",
        "1.2.840.113549.3.2" => return Err(unsupported("PBES2 RC2")),
        other => return Err(unsupported(other)),
    };
    let [function, kdf] = kdf.sequence()? else { return Err(CertificateError::Damaged) };
    match function.oid()?.as_str() {
        "1.2.840.113549.1.5.12" => {
            let kdf = Pbkdf2::read(kdf)?;
            affordable(Scheme { name: format!("{cipher} PBKDF2-{}", kdf.prf.name()), iterations: kdf.iterations })
        }
        "1.3.6.1.4.1.11591.4.11" => {
            let [_, cost, block, parallel, ..] = kdf.sequence()? else { return Err(CertificateError::Damaged) };
            let memory = cost.integer()?.checked_mul(128).and_then(|memory| memory.checked_mul(block.integer().ok()?));
            effort.memory(memory.unwrap_or(u64::MAX))?;
            if parallel.integer()? > 16 {
                return Err(CertificateError::TooCostly);
            }
            Ok(Scheme { name: format!("{cipher} scrypt"), iterations: cost.integer()? })
        }
        other => Err(unsupported(other)),
    }
}

fn affordable(scheme: Scheme) -> Result<Scheme, CertificateError> {
    if scheme.iterations > ITERATIONS_DECRYPT { Err(CertificateError::TooCostly) } else { Ok(scheme) }
}

/// Hash functions of MACs and PRFs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// From the OID of an HMAC (RFC 8018 appendix B.1).
    pub(super) fn of_hmac(oid: &str) -> Result<Self, CertificateError> {
        match oid {
            "1.2.840.113549.2.7" => Ok(Self::Sha1),
            "1.2.840.113549.2.8" => Ok(Self::Sha224),
            "1.2.840.113549.2.9" => Ok(Self::Sha256),
            "1.2.840.113549.2.10" => Ok(Self::Sha384),
            "1.2.840.113549.2.11" => Ok(Self::Sha512),
            other => Err(unsupported(other)),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

/// PBKDF2-params (RFC 8018 §5.2).
#[derive(Debug)]
pub(super) struct Pbkdf2 {
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u64,
    pub(super) key_length: Option<u64>,
    pub(super) prf: Hash,
}

impl Pbkdf2 {
    pub(super) fn read(parameters: &Node<'_>) -> Result<Self, CertificateError> {
        let [salt, iterations, rest @ ..] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
        let (key_length, rest) = match rest {
            [length, rest @ ..] if length.is(INTEGER) => (Some(length.integer()?), rest),
            rest => (None, rest),
        };
        // An absent PRF is HMAC-SHA1 by default.
        let prf = match rest {
            [prf] => Hash::of_hmac(&prf.sequence()?.first().ok_or(CertificateError::Damaged)?.oid()?)?,
            _ => Hash::Sha1,
        };
        Ok(Self { salt: salt.octets(OCTET_STRING)?.into_owned(), iterations: iterations.integer()?, key_length, prf })
    }
}
