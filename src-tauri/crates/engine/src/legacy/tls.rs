//! TLS with a client certificate whose private key never leaves the key store (decision 10).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::ResolvesClientCert;
use rustls::pki_types::CertificateDer;
use rustls::sign::{CertifiedKey, Signer, SigningKey};
use rustls::{SignatureAlgorithm, SignatureScheme};

use super::Identity;
use crate::keys::{KeyError, SigningAlgorithm};
use crate::ports::KeyStore;

/// Offers one certificate, with its whole chain, to whoever asks.
pub(super) struct Offer {
    certified: Arc<CertifiedKey>,
    asked: Arc<AtomicBool>,
}

impl Offer {
    /// `asked` becomes true when the server asks for a certificate and gets it.
    pub(super) fn new(identity: &Identity, keys: &Arc<dyn KeyStore>, asked: &Arc<AtomicBool>) -> Self {
        let chain = identity.chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
        let key = KeyInStore { keys: Arc::clone(keys), id: identity.key.clone() };
        Self { certified: Arc::new(CertifiedKey::new(chain, Arc::new(key))), asked: Arc::clone(asked) }
    }
}

impl ResolvesClientCert for Offer {
    /// Whatever authorities the server names: one that does not know ours shall say so itself.
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.certified.key.choose_scheme(schemes)?;
        self.asked.store(true, Ordering::Relaxed);
        Some(Arc::clone(&self.certified))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

impl fmt::Debug for Offer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Offer")
    }
}

/// How a handshake may be signed, the best first: TLS 1.3 takes the first alone, TLS 1.2 the others too.
const SCHEMES: [(SignatureScheme, Option<SigningAlgorithm>); 4] = [
    (SignatureScheme::RSA_PSS_SHA256, None),
    (SignatureScheme::RSA_PKCS1_SHA256, Some(SigningAlgorithm::Rs256)),
    (SignatureScheme::RSA_PKCS1_SHA384, Some(SigningAlgorithm::Rs384)),
    (SignatureScheme::RSA_PKCS1_SHA512, Some(SigningAlgorithm::Rs512)),
];

#[derive(Clone)]
struct KeyInStore {
    keys: Arc<dyn KeyStore>,
    id: String,
}

impl SigningKey for KeyInStore {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let (scheme, algorithm) = SCHEMES.into_iter().find(|(scheme, _)| offered.contains(scheme))?;
        Some(Box::new(Handshake { key: self.clone(), scheme, algorithm }))
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::RSA
    }
}

impl fmt::Debug for KeyInStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyInStore")
    }
}

#[derive(Debug)]
struct Handshake {
    key: KeyInStore,
    scheme: SignatureScheme,
    /// None for PSS.
    algorithm: Option<SigningAlgorithm>,
}

impl Handshake {
    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let KeyInStore { keys, id } = &self.key;
        match self.algorithm {
            None => keys.sign_pss(id, message),
            Some(algorithm) => keys.sign(id, algorithm, message),
        }
    }
}

impl Signer for Handshake {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        self.signature(message).map_err(|error| rustls::Error::General(error.to_string()))
    }

    fn scheme(&self) -> SignatureScheme {
        self.scheme
    }
}
