//! The engine's ports for tests: keys in memory, a fixed clock, no browser.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use time::{Duration, OffsetDateTime};
use url::Url;

/// Ports whose clock stands still a number of days from now.
pub(crate) fn ports(days: i64) -> Ports {
    Ports { keys: Arc::new(Keys::default()), browser: Arc::new(NoOne), clock: Arc::new(Stopped(after_days(days))) }
}

pub(crate) fn after_days(days: i64) -> OffsetDateTime {
    OffsetDateTime::now_utc() + Duration::days(days)
}

struct Stopped(OffsetDateTime);

impl Clock for Stopped {
    fn now(&self) -> OffsetDateTime {
        self.0
    }
}

struct NoOne;

impl OpenUrl for NoOne {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

#[derive(Default)]
struct Keys(Mutex<BTreeMap<String, PrivateKey>>);

impl Keys {
    fn keep(&self, id: &str, key: PrivateKey) -> Result<NewKey, KeyError> {
        let facts = key.facts()?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), key);
        Ok(NewKey { id: id.to_owned(), facts })
    }
}

impl KeyStore for Keys {
    fn generate(&self, id: &str, size: KeySize) -> Result<NewKey, KeyError> {
        self.keep(id, PrivateKey::make(size)?)
    }

    fn import(&self, id: &str, pkcs8: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        self.keep(id, PrivateKey::from_pkcs8(&pkcs8)?)
    }

    fn sign(&self, id: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).ok_or(KeyError::NotFound)?.sign(algorithm, message)
    }

    fn public(&self, id: &str) -> Result<KeyFacts, KeyError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).ok_or(KeyError::NotFound)?.facts()
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect())
    }

    fn forget(&self, id: &str) -> Result<(), KeyError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id).map(|_| ()).ok_or(KeyError::NotFound)
    }
}
