//! Password-based encryption schemes: which they are, what they cost, undoing them.

use zeroize::Zeroizing;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::cipher::Cipher;
use super::hash::Hash;
use super::kdf::{Pbkdf2, Purpose, Scrypt, derive_pbkdf1, derive_pkcs12};
use super::node::{INTEGER, Node, OCTET_STRING};
use super::password::Takes;
use super::unsupported;

/// A scheme that can be read.
#[derive(Debug)]
pub(super) struct Scheme {
    cipher: Cipher,
    derivation: Derivation,
}

#[derive(Debug)]
enum Derivation {
    /// RFC 7292 appendix C: the vector is derived as the key is.
    Pkcs12 {
        salt: Vec<u8>,
        rounds: u64,
    },
    /// RFC 8018 §6.1: the first half is the key, the second the vector.
    Pbkdf1 {
        hash: Hash,
        salt: Vec<u8>,
        rounds: u64,
    },
    Pbkdf2 {
        kdf: Pbkdf2,
        iv: Vec<u8>,
    },
    Scrypt {
        kdf: Scrypt,
        iv: Vec<u8>,
    },
}

impl Scheme {
    /// Reads an AlgorithmIdentifier of PBES1 (RFC 7292 appendix C, RFC 8018 §6.1) or PBES2 (RFC 8018 §6.2).
    pub(super) fn read(algorithm: &Node<'_>, effort: &Effort) -> Result<Self, CertificateError> {
        let [oid, parameters @ ..] = algorithm.sequence()? else { return Err(CertificateError::Damaged) };
        let rc2_64 = Cipher::Rc2 { key: 8, effective_bits: 64 };
        let (cipher, pbkdf1) = match oid.oid()?.as_str() {
            "1.2.840.113549.1.5.3" => (Cipher::Des, Some(Hash::Md5)),
            "1.2.840.113549.1.5.6" => (rc2_64, Some(Hash::Md5)),
            "1.2.840.113549.1.5.10" => (Cipher::Des, Some(Hash::Sha1)),
            "1.2.840.113549.1.5.11" => (rc2_64, Some(Hash::Sha1)),
            "1.2.840.113549.1.5.13" => return pbes2(parameters.first().ok_or(CertificateError::Damaged)?, effort),
            "1.2.840.113549.1.12.1.1" => (Cipher::Rc4 { key: 16 }, None),
            "1.2.840.113549.1.12.1.2" => (Cipher::Rc4 { key: 5 }, None),
            "1.2.840.113549.1.12.1.3" => (Cipher::TripleDes, None),
            "1.2.840.113549.1.12.1.4" => (Cipher::TripleDesTwoKeys, None),
            "1.2.840.113549.1.12.1.5" => (Cipher::Rc2 { key: 16, effective_bits: 128 }, None),
            "1.2.840.113549.1.12.1.6" => (Cipher::Rc2 { key: 5, effective_bits: 40 }, None),
            other => return Err(unsupported(other)),
        };
        let [salt, rounds] = parameters.first().ok_or(CertificateError::Damaged)?.sequence()? else {
            return Err(CertificateError::Damaged);
        };
        let (salt, rounds) = (salt.octets(OCTET_STRING)?.into_owned(), rounds.integer()?);
        let derivation = match pbkdf1 {
            Some(hash) => Derivation::Pbkdf1 { hash, salt, rounds },
            None => Derivation::Pkcs12 { salt, rounds },
        };
        Ok(Self { cipher, derivation })
    }

    pub(super) fn name(&self) -> String {
        let cipher = self.cipher.name();
        match &self.derivation {
            Derivation::Pkcs12 { .. } => cipher,
            Derivation::Pbkdf1 { hash, .. } => format!("{cipher} PBKDF1-{}", hash.name()),
            Derivation::Pbkdf2 { kdf, .. } => format!("{cipher} PBKDF2-{}", kdf.prf.name()),
            Derivation::Scrypt { .. } => format!("{cipher} scrypt"),
        }
    }

    /// What one key derivation costs.
    pub(super) fn rounds(&self) -> u64 {
        match &self.derivation {
            Derivation::Pkcs12 { rounds, .. } | Derivation::Pbkdf1 { rounds, .. } => *rounds,
            Derivation::Pbkdf2 { kdf, .. } => kdf.rounds,
            Derivation::Scrypt { kdf, .. } => kdf.rounds(),
        }
    }

    pub(super) const fn takes(&self) -> Takes {
        match &self.derivation {
            Derivation::Pkcs12 { .. } => Takes::Bmp,
            _ => Takes::Octets,
        }
    }

    /// Whether bytes of this length can have come out of the cipher.
    pub(super) const fn fits(&self, length: usize) -> bool {
        length > 0 && (self.cipher.block() == 0 || length.is_multiple_of(self.cipher.block()))
    }

    /// One key derivation, paid for by the caller. None when the padding says that the password is wrong.
    pub(super) fn decrypt(&self, password: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let length = self.cipher.key_length();
        let (key, iv) = match &self.derivation {
            Derivation::Pkcs12 { salt, rounds } => {
                let derive = |purpose, length| derive_pkcs12(Hash::Sha1, purpose, password, salt, *rounds, length);
                let iv = if self.cipher.block() == 0 { Zeroizing::default() } else { derive(Purpose::Iv, self.cipher.block()) };
                return self.cipher.decrypt(&derive(Purpose::Key, length), &iv, bytes);
            }
            Derivation::Pbkdf1 { hash, salt, rounds } => {
                let made = derive_pbkdf1(*hash, password, salt, *rounds);
                return self.cipher.decrypt(&made[..8], &made[8..16], bytes);
            }
            Derivation::Pbkdf2 { kdf, iv } => (kdf.derive(password, length)?, iv),
            Derivation::Scrypt { kdf, iv } => (kdf.derive(password, length)?, iv),
        };
        self.cipher.decrypt(&key, iv, bytes)
    }
}

fn pbes2(parameters: &Node<'_>, effort: &Effort) -> Result<Scheme, CertificateError> {
    let [derivation, encryption] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
    let [function, parameters] = derivation.sequence()? else { return Err(CertificateError::Damaged) };
    let [cipher, iv] = encryption.sequence()? else { return Err(CertificateError::Damaged) };
    let function = function.oid()?;
    let pbkdf2 = match function.as_str() {
        "1.2.840.113549.1.5.12" => Some(Pbkdf2::read(parameters)?),
        "1.3.6.1.4.1.11591.4.11" => None,
        other => return Err(unsupported(other)),
    };
    let asked = pbkdf2.as_ref().and_then(|kdf| kdf.key_length);
    let (cipher, iv) = pbes2_cipher(&cipher.oid()?, iv, asked)?;
    if iv.len() != cipher.block() {
        return Err(CertificateError::Damaged);
    }
    let derivation = match pbkdf2 {
        Some(kdf) => Derivation::Pbkdf2 { kdf, iv },
        None => Derivation::Scrypt { kdf: Scrypt::read(parameters, effort)?, iv },
    };
    Ok(Scheme { cipher, derivation })
}

/// A cipher of RFC 8018 appendix B.2, with its initialisation vector.
fn pbes2_cipher(oid: &str, parameters: &Node<'_>, asked: Option<u64>) -> Result<(Cipher, Vec<u8>), CertificateError> {
    let cipher = match oid {
        // An old NSS wrote 32 beside each AES, and used as many bytes.
        "2.16.840.1.101.3.4.1.2" | "2.16.840.1.101.3.4.1.22" if asked == Some(32) => Cipher::Aes256,
        "2.16.840.1.101.3.4.1.2" => Cipher::Aes128,
        "2.16.840.1.101.3.4.1.22" => Cipher::Aes192,
        "2.16.840.1.101.3.4.1.42" => Cipher::Aes256,
        "1.2.392.200011.61.1.1.1.2" => Cipher::Camellia128,
        "1.2.392.200011.61.1.1.1.3" => Cipher::Camellia192,
        "1.2.392.200011.61.1.1.1.4" => Cipher::Camellia256,
        "1.2.840.113549.3.7" => Cipher::TripleDes,
        "1.3.14.3.2.7" => Cipher::Des,
        "1.2.840.113549.3.2" => return rc2(parameters, asked),
        other => return Err(unsupported(other)),
    };
    Ok((cipher, parameters.octets(OCTET_STRING)?.into_owned()))
}

/// RC2-CBC-Parameter (RFC 8018 appendix B.2.3): the bits that count are written in a code of their own.
fn rc2(parameters: &Node<'_>, asked: Option<u64>) -> Result<(Cipher, Vec<u8>), CertificateError> {
    let (effective_bits, iv) = match parameters.sequence() {
        Ok([version, iv]) if version.is(INTEGER) => {
            let bits = match version.integer()? {
                160 => 40,
                120 => 64,
                58 => 128,
                bits @ 256..=1024 => usize::try_from(bits).map_err(|_| CertificateError::Damaged)?,
                _ => return Err(unsupported("RC2")),
            };
            (bits, iv)
        }
        Ok([iv]) => (32, iv),
        _ => (32, parameters),
    };
    let key = match asked {
        None => effective_bits / 8,
        Some(length @ 1..=128) => usize::try_from(length).map_err(|_| CertificateError::Damaged)?,
        Some(_) => return Err(CertificateError::Damaged),
    };
    Ok((Cipher::Rc2 { key, effective_bits }, iv.octets(OCTET_STRING)?.into_owned()))
}
