//! The key that a certificate is for.

use rcgen::{KeyPair, PublicKeyData};
use rsa::sha2::{Digest as _, Sha256};

use super::authority::key_pair;
use super::order::{CertificateOrder, KeyKind, Profile};
use crate::PracticeError;
use crate::jose::{Algorithm, JoseError, SigningKey};

/// A key in the two forms that issuing needs.
pub(super) struct LeafKey {
    pub(super) pkcs8: Vec<u8>,
    pub(super) pair: KeyPair,
}

impl LeafKey {
    /// As many keys as there are orders, made side by side; RSA takes its time.
    pub(super) async fn make_all(orders: &[CertificateOrder]) -> Result<Vec<Self>, PracticeError> {
        let making: Vec<_> = orders.iter().map(bits).map(|bits| tokio::task::spawn_blocking(move || Self::make(bits))).collect();
        let mut keys = Vec::new();
        for key in making {
            keys.push(key.await.map_err(|_| JoseError::Ended)??);
        }
        Ok(keys)
    }

    /// RSA of that size, else P-256.
    fn make(bits: Option<usize>) -> Result<Self, PracticeError> {
        let pair = match bits {
            Some(bits) => key_pair(&SigningKey::generate(bits)?, Algorithm::Rs256)?,
            None => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?,
        };
        Ok(Self { pkcs8: pair.serialize_der(), pair })
    }

    /// RFC 7093 §2: the first 160 bits of a SHA-256 over the public key's bits.
    pub(super) fn identifier(&self) -> Vec<u8> {
        Sha256::digest(self.pair.der_bytes())[..20].to_vec()
    }
}

fn bits(order: &CertificateOrder) -> Option<usize> {
    match order.key {
        KeyKind::EcP256 => None,
        KeyKind::Rsa2048 => Some(2048),
        KeyKind::Rsa3072 => Some(3072),
        KeyKind::Rsa4096 => Some(4096),
        KeyKind::Usual => match order.profile {
            Profile::Seid2 | Profile::Personal => Some(3072),
            Profile::Seid1 | Profile::Transition | Profile::Psd2 => Some(2048),
        },
    }
}
