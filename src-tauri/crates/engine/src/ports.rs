//! What the engine borrows from the world: keys, a browser, the clock. HTTP is no port; tests speak it for real.

use std::sync::Arc;

use time::OffsetDateTime;
use url::Url;

use crate::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use crate::secret::Secret;

/// Where private keys live. There is no verb *export*: a hardware key and a wrapped key fit the same trait.
pub trait KeyStore: Send + Sync {
    /// Makes an RSA key pair and keeps it under `id`. Takes seconds for 4096 bits; call it off the UI thread.
    ///
    /// # Errors
    /// When the store is locked, or cannot be written.
    fn generate(&self, id: &str, size: KeySize) -> Result<NewKey, KeyError>;

    /// Keeps a PKCS#8 key (RFC 5208, DER) under `id`, which may be that of the same key imported again.
    ///
    /// # Errors
    /// When the key is not RSA of at least 2048 bits, or the store is locked or cannot be written.
    fn import(&self, id: &str, pkcs8: Secret<Vec<u8>>) -> Result<NewKey, KeyError>;

    /// Signs `message` with RSASSA-PKCS1-v1_5 (RFC 7518 §3.3).
    ///
    /// # Errors
    /// When there is no such key, or the store is locked.
    fn sign(&self, id: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError>;

    /// Signs `message` with RSASSA-PSS over SHA-256, the salt as long as the hash: a TLS 1.3 handshake takes nothing older
    /// (RFC 8446 §4.2.3). A store whose keys cannot has none for it.
    ///
    /// # Errors
    /// When there is no such key, or the store is locked.
    fn sign_pss(&self, _id: &str, _message: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(KeyError::NotFound)
    }

    /// The public half as DER SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// When there is no such key, or the store is locked.
    fn public(&self, id: &str) -> Result<KeyFacts, KeyError>;

    /// The ids of all keys, sorted.
    ///
    /// # Errors
    /// When the store is locked or cannot be read.
    fn list(&self) -> Result<Vec<String>, KeyError>;

    /// Removes a key for good.
    ///
    /// # Errors
    /// When the store is locked or cannot be written.
    fn forget(&self, id: &str) -> Result<(), KeyError>;
}

/// Opens an address in the person's own browser.
pub trait OpenUrl: Send + Sync {
    /// # Errors
    /// When no browser could be started; the address can still be copied by hand.
    fn open(&self, url: &Url) -> Result<(), NoBrowser>;

    /// The browsers that may be chosen instead; none where the system does not say.
    fn browsers(&self) -> Vec<Browser> {
        Vec::new()
    }

    /// Opens it in the browser with this id.
    ///
    /// # Errors
    /// When there is none such, or it could not be started.
    fn open_in(&self, _url: &Url, _browser: &str) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

/// A browser that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Names it to [`OpenUrl::open_in`]; means nothing on another computer.
    pub id: String,
    /// As the system calls it.
    pub name: String,
}

/// The system has no browser that could be started.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("no browser could be started")]
pub struct NoBrowser;

/// The time of day.
pub trait Clock: Send + Sync {
    /// Now, UTC.
    fn now(&self) -> OffsetDateTime;
}

/// The three of them together, cheap to clone.
#[derive(Clone)]
pub struct Ports {
    /// Private keys of the profile.
    pub keys: Arc<dyn KeyStore>,
    /// The person's browser.
    pub browser: Arc<dyn OpenUrl>,
    /// The computer's clock.
    pub clock: Arc<dyn Clock>,
}
