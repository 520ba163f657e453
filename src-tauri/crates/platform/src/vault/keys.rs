//! The vault as the engine's key store.

use std::collections::BTreeMap;
use std::sync::Arc;

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::KeyStore;
use inngang_engine::secret::Secret;

use super::stamp::{Stamp, stamp};
use super::{VAULT, Vault};
use crate::held;

/// Keys read already: reading one costs more than signing with it. Good as long as the file is the same.
pub(super) struct Cached {
    stamp: Option<Stamp>,
    keys: BTreeMap<String, Arc<PrivateKey>>,
}

impl Vault {
    pub(super) fn key(&self, id: &str) -> Result<Arc<PrivateKey>, KeyError> {
        // Known before the cache is held: whoever locks the vault empties it, and must not wait for a person who is asked.
        self.identity()?;
        // The stamp is taken before the file is read: one that changes in between is read again next time.
        let now = stamp(&self.path(VAULT));
        let mut cached = held(&self.cached);
        if let Some(cached) = cached.as_ref().filter(|cached| cached.stamp == now)
            && let Some(key) = cached.keys.get(id)
        {
            return Ok(Arc::clone(key));
        }
        let pkcs8 = self.read()?.key(id).ok_or(KeyError::NotFound)?;
        let key = Arc::new(PrivateKey::from_pkcs8(&pkcs8)?);
        match cached.as_mut().filter(|cached| cached.stamp == now) {
            Some(cached) => drop(cached.keys.insert(id.to_owned(), Arc::clone(&key))),
            None => *cached = Some(Cached { stamp: now, keys: BTreeMap::from([(id.to_owned(), Arc::clone(&key))]) }),
        }
        Ok(key)
    }

    fn keep(&self, id: &str, key: &PrivateKey) -> Result<NewKey, KeyError> {
        let (facts, pkcs8) = (key.facts()?, key.to_pkcs8()?);
        self.change(|contents| {
            // The same key again is welcome; another one under its name would be the end of the first.
            if let Some(other) = contents.key(id)
                && PrivateKey::from_pkcs8(&other)?.facts()? != facts
            {
                return Err(KeyError::BadKeyId);
            }
            contents.keep_key(id, &pkcs8);
            Ok(())
        })?;
        Ok(NewKey { id: id.to_owned(), facts })
    }
}

impl KeyStore for Vault {
    fn generate(&self, id: &str, size: KeySize) -> Result<NewKey, KeyError> {
        // A locked vault says so before the work of making a key.
        self.identity()?;
        self.keep(id, &PrivateKey::make(size)?)
    }

    fn import(&self, id: &str, pkcs8: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        self.keep(id, &PrivateKey::from_pkcs8(&pkcs8)?)
    }

    fn sign(&self, id: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.key(id)?.sign(algorithm, message)
    }

    fn sign_pss(&self, id: &str, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.key(id)?.sign_pss(message)
    }

    fn public(&self, id: &str) -> Result<KeyFacts, KeyError> {
        self.key(id)?.facts()
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(self.read()?.key_names())
    }

    fn forget(&self, id: &str) -> Result<(), KeyError> {
        self.change(|contents| if contents.forget_key(id) { Ok(()) } else { Err(KeyError::NotFound) })
    }
}
