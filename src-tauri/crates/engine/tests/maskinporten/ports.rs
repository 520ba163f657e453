//! Ports of the tests' own: one key under every name, a clock to turn.

use std::sync::{Mutex, OnceLock, PoisonError};

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore};
use inngang_engine::secret::Secret;
use time::{Duration, OffsetDateTime};

/// The right time, put wrong.
#[derive(Default)]
pub(crate) struct Turned(Mutex<Duration>);

impl Turned {
    pub(crate) fn turn(&self, seconds: i64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += Duration::seconds(seconds);
    }
}

impl Clock for Turned {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc() + *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One key under every name, made once, since making one is slow.
pub(crate) struct OneKey;

impl OneKey {
    fn pair() -> Result<&'static PrivateKey, KeyError> {
        static PAIR: OnceLock<Result<PrivateKey, KeyError>> = OnceLock::new();
        PAIR.get_or_init(|| PrivateKey::make(KeySize::Rsa2048)).as_ref().map_err(|_| KeyError::Malformed)
    }
}

impl KeyStore for OneKey {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }

    fn sign(&self, _: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        Self::pair()?.sign(algorithm, message)
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Self::pair()?.facts()
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::NotFound)
    }
}
