//! A private RSA key in memory: made, read from PKCS#8, signing. Where it is kept is the key store's business.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize as AwsKeySize;
use aws_lc_rs::signature::{self, KeyPair as _, RsaKeyPair};

use super::public::bits_of;
use super::{KeyError, KeyFacts, KeySize, SigningAlgorithm};
use crate::certificates::key_info;
use crate::der::{self, INTEGER, SEQUENCE};
use crate::secret::Secret;

/// The floor at Digdir (maskinporten.md 8).
const LEAST_BITS: i64 = 2048;
/// The library signs with no larger ones.
const MOST_BITS: i64 = 8192;

/// A private RSA key.
#[derive(Debug)]
pub struct PrivateKey(RsaKeyPair);

impl PrivateKey {
    /// Makes a key pair. 4096 bits can take seconds.
    ///
    /// # Errors
    /// When the system's source of randomness fails, which ends as [`KeyError::Malformed`].
    pub fn make(size: KeySize) -> Result<Self, KeyError> {
        let size = match size {
            KeySize::Rsa2048 => AwsKeySize::Rsa2048,
            KeySize::Rsa3072 => AwsKeySize::Rsa3072,
            KeySize::Rsa4096 => AwsKeySize::Rsa4096,
        };
        RsaKeyPair::generate(size).map(Self).map_err(|_| KeyError::Malformed)
    }

    /// Reads a PKCS#8 `PrivateKeyInfo` (RFC 5208, DER), which proves that its numbers belong together.
    ///
    /// # Errors
    /// [`KeyError::NotRsa`] with the name of the algorithm, [`KeyError::TooSmall`], [`KeyError::TooLarge`], [`KeyError::BadExponent`],
    /// [`KeyError::Inconsistent`], or [`KeyError::Malformed`] when it is no such key at all.
    pub fn from_pkcs8(der: &Secret<Vec<u8>>) -> Result<Self, KeyError> {
        // EXPOSE: sorted out here; aws-lc-rs copies the key into memory that it wipes itself.
        let key = key_info::rsa_private(der.expose()).ok_or(KeyError::Malformed)?.map_err(|algorithm| KeyError::NotRsa { algorithm })?;
        check_public_numbers(key)?;
        RsaKeyPair::from_der(key).map(Self).map_err(|_| KeyError::Inconsistent)
    }

    /// The key as PKCS#8 DER, for sealing in the vault.
    ///
    /// # Errors
    /// Never in practice; aws-lc-rs can fail to allocate.
    pub fn to_pkcs8(&self) -> Result<Secret<Vec<u8>>, KeyError> {
        let der = AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'static>>::as_der(&self.0).map_err(|_| KeyError::Malformed)?;
        Ok(Secret::new(der.as_ref().to_vec()))
    }

    /// Public half.
    ///
    /// # Errors
    /// Never in practice; aws-lc-rs can fail to allocate.
    pub fn facts(&self) -> Result<KeyFacts, KeyError> {
        let spki = AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'static>>::as_der(self.0.public_key()).map_err(|_| KeyError::Malformed)?;
        KeyFacts::from_spki(spki.as_ref())
    }

    /// Signs with RSASSA-PKCS1-v1_5 (RFC 7518 §3.3).
    ///
    /// # Errors
    /// When the system's source of randomness, used for blinding, fails.
    pub fn sign(&self, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match algorithm {
            SigningAlgorithm::Rs256 => self.sign_padded(&signature::RSA_PKCS1_SHA256, message),
            SigningAlgorithm::Rs384 => self.sign_padded(&signature::RSA_PKCS1_SHA384, message),
            SigningAlgorithm::Rs512 => self.sign_padded(&signature::RSA_PKCS1_SHA512, message),
        }
    }

    /// Signs with RSASSA-PSS over SHA-256, the salt as long as the hash (RFC 8446 §4.2.3).
    ///
    /// # Errors
    /// When the system's source of randomness fails.
    pub fn sign_pss(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_padded(&signature::RSA_PSS_SHA256, message)
    }

    fn sign_padded(&self, padding: &'static dyn signature::RsaEncoding, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut out = vec![0; self.0.public_modulus_len()];
        self.0.sign(padding, &SystemRandom::new(), message, &mut out).map_err(|_| KeyError::Malformed)?;
        Ok(out)
    }
}

/// Says what the library would only refuse: the first numbers of an RSAPrivateKey (RFC 8017 §A.1.2).
fn check_public_numbers(key: &[u8]) -> Result<(), KeyError> {
    let numbers = der::first(key).and_then(|(key, _)| der::elements(key.inside(SEQUENCE)?)).ok_or(KeyError::Malformed)?;
    let [version, modulus, exponent, rest @ ..] = &numbers[..] else { return Err(KeyError::Malformed) };
    if rest.len() < 6 || numbers[..9].iter().any(|number| number.tag != INTEGER) {
        return Err(KeyError::Malformed);
    }
    // Version 1 has more primes than two; nothing of ours signs with them.
    if version.content != [0] {
        return Err(KeyError::MultiPrime);
    }
    match bits_of(modulus.content) {
        small if small < LEAST_BITS => return Err(KeyError::TooSmall { bits: small }),
        large if large > MOST_BITS => return Err(KeyError::TooLarge { bits: large }),
        _ => {}
    }
    let odd = exponent.content.last().is_some_and(|last| last & 1 == 1);
    if odd && (2..=33).contains(&bits_of(exponent.content)) { Ok(()) } else { Err(KeyError::BadExponent) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_pkcs8() -> Result<(), KeyError> {
        let made = PrivateKey::make(KeySize::Rsa2048)?;
        let read = PrivateKey::from_pkcs8(&made.to_pkcs8()?)?;
        assert_eq!(made.facts()?, read.facts()?);
        assert_eq!(made.facts()?.bits, 2048);
        assert_eq!(read.sign(SigningAlgorithm::Rs256, b"x")?, made.sign(SigningAlgorithm::Rs256, b"x")?);
        Ok(())
    }

    #[test]
    fn a_handshake_is_signed_with_pss() -> Result<(), KeyError> {
        let made = PrivateKey::make(KeySize::Rsa2048)?;
        let (first, second) = (made.sign_pss(b"x")?, made.sign_pss(b"x")?);
        let spki = made.facts()?.spki;
        let read =
            aws_lc_rs::signature::ParsedPublicKey::new(&signature::RSA_PSS_2048_8192_SHA256, &spki).map_err(|_| KeyError::Malformed)?;
        assert!(read.verify_sig(b"x", &first).is_ok() && read.verify_sig(b"x", &second).is_ok());
        assert!(first != second && read.verify_sig(b"y", &first).is_err());
        Ok(())
    }
}
