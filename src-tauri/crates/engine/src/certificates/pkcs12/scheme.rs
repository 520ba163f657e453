//! Password-based encryption schemes: which they are, what they cost, undoing them.

use zeroize::Zeroizing;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::cipher::{Algorithm, Cipher};
use super::hash::Hash;
use super::kdf::{Pbkdf2, Purpose, Scrypt, blocks, derive_openssl, derive_pbkdf1, derive_pkcs12};
use super::node::{Node, OCTET_STRING};
use super::password::Takes;
use super::pbes2;
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
    /// OpenSSL's `EVP_BytesToKey` with MD5 and one round; the vector's first half of 16 bytes, or all of 8, is its salt.
    OpenSsl {
        iv: Vec<u8>,
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
        let rc2 = |key| Cipher::cbc(Algorithm::Rc2 { key, effective_bits: key * 8 });
        let (cipher, pbkdf1) = match oid.oid()?.as_str() {
            "1.2.840.113549.1.5.3" => (Cipher::cbc(Algorithm::Des), Some(Hash::Md5)),
            "1.2.840.113549.1.5.6" => (rc2(8), Some(Hash::Md5)),
            "1.2.840.113549.1.5.10" => (Cipher::cbc(Algorithm::Des), Some(Hash::Sha1)),
            "1.2.840.113549.1.5.11" => (rc2(8), Some(Hash::Sha1)),
            "1.2.840.113549.1.5.13" => return Self::pbes2(parameters.first().ok_or(CertificateError::Damaged)?, effort),
            "1.2.840.113549.1.12.1.1" => (Cipher::rc4(16), None),
            "1.2.840.113549.1.12.1.2" => (Cipher::rc4(5), None),
            "1.2.840.113549.1.12.1.3" => (Cipher::cbc(Algorithm::TripleDes), None),
            "1.2.840.113549.1.12.1.4" => (Cipher::cbc(Algorithm::TripleDesTwoKeys), None),
            "1.2.840.113549.1.12.1.5" => (rc2(16), None),
            "1.2.840.113549.1.12.1.6" => (rc2(5), None),
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

    /// By the words in a `DEK-Info` field (RFC 1421 §4.6.1.3), as OpenSSL writes them.
    pub(super) fn of_old_pem(cipher: &str, vector: &str) -> Result<Self, CertificateError> {
        let algorithm = match cipher {
            "DES-CBC" => Algorithm::Des,
            "DES-EDE3-CBC" => Algorithm::TripleDes,
            "AES-128-CBC" => Algorithm::Aes128,
            "AES-192-CBC" => Algorithm::Aes192,
            "AES-256-CBC" => Algorithm::Aes256,
            "CAMELLIA-128-CBC" => Algorithm::Camellia128,
            "CAMELLIA-192-CBC" => Algorithm::Camellia192,
            "CAMELLIA-256-CBC" => Algorithm::Camellia256,
            other => return Err(unsupported(&other.chars().take(40).collect::<String>())),
        };
        let cipher = Cipher::cbc(algorithm);
        let digit = |at: usize| u8::from_str_radix(vector.get(at..at + 2)?, 16).ok();
        let iv: Option<Vec<u8>> = (0..vector.len()).step_by(2).map(digit).collect();
        let iv = iv.filter(|iv| iv.len() == cipher.vector()).ok_or(CertificateError::Damaged)?;
        Ok(Self { cipher, derivation: Derivation::OpenSsl { iv } })
    }

    fn pbes2(parameters: &Node<'_>, effort: &Effort) -> Result<Self, CertificateError> {
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
        let (cipher, iv) = pbes2::cipher(&cipher.oid()?, iv, asked)?;
        if iv.len() != cipher.vector() {
            return Err(CertificateError::Damaged);
        }
        let derivation = match pbkdf2 {
            Some(kdf) => Derivation::Pbkdf2 { kdf, iv },
            None => Derivation::Scrypt { kdf: Scrypt::read(parameters, effort)?, iv },
        };
        Ok(Self { cipher, derivation })
    }

    pub(super) fn name(&self) -> String {
        let cipher = self.cipher.name();
        match &self.derivation {
            Derivation::Pkcs12 { .. } => cipher,
            Derivation::Pbkdf1 { hash, .. } => format!("{cipher} PBKDF1-{}", hash.name()),
            Derivation::OpenSsl { .. } => format!("{cipher} MD5"),
            Derivation::Pbkdf2 { kdf, .. } => format!("{cipher} PBKDF2-{}", kdf.prf.name()),
            Derivation::Scrypt { .. } => format!("{cipher} scrypt"),
        }
    }

    /// The count that the file says.
    pub(super) fn iterations(&self) -> u64 {
        match &self.derivation {
            Derivation::Pkcs12 { rounds, .. } | Derivation::Pbkdf1 { rounds, .. } => *rounds,
            Derivation::OpenSsl { .. } => 1,
            Derivation::Pbkdf2 { kdf, .. } => kdf.rounds,
            Derivation::Scrypt { kdf, .. } => kdf.rounds(),
        }
    }

    /// What deriving the key costs, and the vector where that is derived too: the count once more for each block of them.
    pub(super) fn rounds(&self) -> u64 {
        let (key, vector) = (self.cipher.key_length(), self.cipher.vector());
        match &self.derivation {
            Derivation::Pkcs12 { rounds, .. } => rounds.saturating_mul([key, vector].map(|length| blocks(length, Hash::Sha1)).iter().sum()),
            Derivation::Pbkdf2 { kdf, .. } => kdf.cost(key),
            Derivation::OpenSsl { .. } => blocks(key, Hash::Md5),
            Derivation::Pbkdf1 { .. } | Derivation::Scrypt { .. } => self.iterations(),
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
        self.cipher.fits(length)
    }

    /// Whether padding tells most wrong passwords.
    pub(super) const fn padded(&self) -> bool {
        self.cipher.padded()
    }

    /// One key derivation, paid for by the caller. None when the padding says that the password is wrong, or it was stopped.
    pub(super) fn decrypt(&self, password: &[u8], bytes: &[u8], effort: &Effort) -> Option<Zeroizing<Vec<u8>>> {
        let length = self.cipher.key_length();
        let (key, iv) = match &self.derivation {
            Derivation::Pkcs12 { salt, rounds } => {
                let derive = |purpose, length| derive_pkcs12(Hash::Sha1, purpose, password, salt, *rounds, length, effort);
                let iv = if self.cipher.vector() == 0 { Zeroizing::default() } else { derive(Purpose::Iv, self.cipher.vector())? };
                return self.cipher.decrypt(&derive(Purpose::Key, length)?, &iv, bytes);
            }
            Derivation::Pbkdf1 { hash, salt, rounds } => {
                let made = derive_pbkdf1(*hash, password, salt, *rounds, effort)?;
                return self.cipher.decrypt(&made[..8], &made[8..16], bytes);
            }
            Derivation::OpenSsl { iv } => (derive_openssl(password, &iv[..8], length), iv),
            Derivation::Pbkdf2 { kdf, iv } => (kdf.derive(password, length, effort)?, iv),
            Derivation::Scrypt { kdf, iv } => (kdf.derive(password, length)?, iv),
        };
        self.cipher.decrypt(&key, iv, bytes)
    }
}
