//! A key store that lets a test see what passes through it, before another one keeps it.

use std::sync::{Arc, Mutex, PoisonError};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::KeyStore;
use inngang_engine::secret::Secret;
use serde_json::Value;

/// Sees private keys and grants, as nothing in the program does.
pub struct WitnessKeys {
    inner: Arc<dyn KeyStore>,
    private: Mutex<Vec<Vec<u8>>>,
    signed: Mutex<Vec<String>>,
}

impl WitnessKeys {
    /// Before the store that keeps the keys.
    pub fn before(inner: Arc<dyn KeyStore>) -> Arc<Self> {
        Arc::new(Self { inner, private: Mutex::default(), signed: Mutex::default() })
    }

    /// Every private key that was kept, as PKCS#8.
    pub fn private(&self) -> Vec<Vec<u8>> {
        self.private.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything that was signed, as JWTs.
    pub fn signed(&self) -> Vec<String> {
        self.signed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A claim of each grant that was signed.
    pub fn claims(&self, name: &str) -> Vec<Value> {
        let claims = self.signed().into_iter().filter_map(|jwt| BASE64_URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1)?).ok());
        claims.filter_map(|json| serde_json::from_slice::<Value>(&json).ok()?.get_mut(name).map(Value::take)).collect()
    }
}

impl KeyStore for WitnessKeys {
    fn generate(&self, id: &str, size: KeySize) -> Result<NewKey, KeyError> {
        self.import(id, PrivateKey::make(size)?.to_pkcs8()?)
    }

    fn import(&self, id: &str, pkcs8: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        self.private.lock().unwrap_or_else(PoisonError::into_inner).push(pkcs8.expose().clone());
        self.inner.import(id, pkcs8)
    }

    fn sign(&self, id: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = self.inner.sign(id, algorithm, message)?;
        let jwt = format!("{}.{}", String::from_utf8_lossy(message), BASE64_URL_SAFE_NO_PAD.encode(&signature));
        self.signed.lock().unwrap_or_else(PoisonError::into_inner).push(jwt);
        Ok(signature)
    }

    fn sign_pss(&self, id: &str, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.inner.sign_pss(id, message)
    }

    fn public(&self, id: &str) -> Result<KeyFacts, KeyError> {
        self.inner.public(id)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        self.inner.list()
    }

    fn forget(&self, id: &str) -> Result<(), KeyError> {
        self.inner.forget(id)
    }
}
