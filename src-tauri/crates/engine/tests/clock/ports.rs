//! The engine's ports for tests of the clock: a right time that can be put wrong, no key, no browser.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use time::{Duration, OffsetDateTime};
use url::Url;

/// The right time, put wrong.
#[derive(Default)]
pub(crate) struct Turned(Mutex<Duration>);

impl Turned {
    pub(crate) fn by(&self, seconds: i64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += Duration::seconds(seconds);
    }
}

impl Clock for Turned {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc() + *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn ports(clock: &Arc<Turned>) -> Ports {
    Ports { keys: Arc::new(Nobody), browser: Arc::new(Nobody), clock: Arc::<Turned>::clone(clock) }
}

struct Nobody;

impl OpenUrl for Nobody {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

impl KeyStore for Nobody {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn sign(&self, _: &str, _: SigningAlgorithm, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(KeyError::NotFound)
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Err(KeyError::NotFound)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::NotFound)
    }
}
