//! A private RSA key in memory: made, read from PKCS#8, signing. Where it is kept is the key store's business.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize as AwsKeySize;
use aws_lc_rs::signature::{self, KeyPair as _, RsaKeyPair};

use super::{KeyError, KeyFacts, KeySize, SigningAlgorithm};
use crate::secret::Secret;

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

    /// Reads a PKCS#8 `PrivateKeyInfo` (RFC 5208, DER).
    ///
    /// # Errors
    /// [`KeyError::NotRsa`] with the name of the algorithm, [`KeyError::TooSmall`] below 2048 bits, or
    /// [`KeyError::Malformed`].
    pub fn from_pkcs8(der: &Secret<Vec<u8>>) -> Result<Self, KeyError> {
        // EXPOSE: the algorithm must be read from the key; the name that comes back is public.
        if let Some(algorithm) = other_algorithm(der.expose()) {
            return Err(KeyError::NotRsa { algorithm });
        }
        // EXPOSE: aws-lc-rs copies the key into memory that it wipes itself.
        match RsaKeyPair::from_pkcs8(der.expose()) {
            Ok(pair) if pair.public_modulus_len() < 256 => Err(KeyError::TooSmall { bits: modulus_bits(&pair) }),
            Ok(pair) => Ok(Self(pair)),
            Err(rejected) if rejected.to_string().contains("TooSmall") => Err(KeyError::TooSmall { bits: 1024 }),
            Err(_) => Err(KeyError::Malformed),
        }
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
        let padding: &'static dyn signature::RsaEncoding = match algorithm {
            SigningAlgorithm::Rs256 => &signature::RSA_PKCS1_SHA256,
            SigningAlgorithm::Rs384 => &signature::RSA_PKCS1_SHA384,
            SigningAlgorithm::Rs512 => &signature::RSA_PKCS1_SHA512,
        };
        let mut out = vec![0; self.0.public_modulus_len()];
        self.0.sign(padding, &SystemRandom::new(), message, &mut out).map_err(|_| KeyError::Malformed)?;
        Ok(out)
    }
}

fn modulus_bits(pair: &RsaKeyPair) -> i64 {
    i64::try_from(pair.public_modulus_len() * 8).unwrap_or(i64::MAX)
}

/// The name of the algorithm in a PKCS#8 key when it is not `rsaEncryption`.
fn other_algorithm(der: &[u8]) -> Option<String> {
    const NAMES: [(&[u8], &str); 4] = [
        (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01], "EC"),
        (&[0x2b, 0x65, 0x70], "Ed25519"),
        (&[0x2b, 0x65, 0x71], "Ed448"),
        (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a], "RSASSA-PSS"),
    ];
    // PrivateKeyInfo ::= SEQUENCE { INTEGER version, SEQUENCE { OID … } … }: the first OID is the algorithm.
    let at = der.iter().take(32).position(|byte| *byte == 0x06)?;
    let length = usize::from(*der.get(at + 1)?);
    let oid = der.get(at + 2..at + 2 + length)?;
    NAMES.iter().find(|(bytes, _)| *bytes == oid).map(|(_, name)| (*name).to_owned())
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
}
