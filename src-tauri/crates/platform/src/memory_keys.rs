//! A key store that is forgotten when the program ends: headless runs without a stored profile.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::KeyStore;
use inngang_engine::secret::Secret;

use crate::held;

/// Keys in memory.
#[derive(Debug, Default)]
pub struct MemoryKeys(Mutex<BTreeMap<String, Arc<PrivateKey>>>);

impl MemoryKeys {
    fn key(&self, id: &str) -> Result<Arc<PrivateKey>, KeyError> {
        held(&self.0).get(id).cloned().ok_or(KeyError::NotFound)
    }

    fn keep(&self, id: &str, key: PrivateKey) -> Result<NewKey, KeyError> {
        let facts = key.facts()?;
        let mut keys = held(&self.0);
        if keys.get(id).is_some_and(|other| other.facts().is_ok_and(|other| other != facts)) {
            return Err(KeyError::BadKeyId);
        }
        keys.insert(id.to_owned(), Arc::new(key));
        Ok(NewKey { id: id.to_owned(), facts })
    }
}

impl KeyStore for MemoryKeys {
    fn generate(&self, id: &str, size: KeySize) -> Result<NewKey, KeyError> {
        self.keep(id, PrivateKey::make(size)?)
    }

    fn import(&self, id: &str, pkcs8: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        self.keep(id, PrivateKey::from_pkcs8(&pkcs8)?)
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
        Ok(held(&self.0).keys().cloned().collect())
    }

    fn forget(&self, id: &str) -> Result<(), KeyError> {
        held(&self.0).remove(id).map(drop).ok_or(KeyError::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_and_go() -> Result<(), KeyError> {
        let keys = MemoryKeys::default();
        let made = keys.generate("a", KeySize::Rsa2048)?;
        assert_eq!(keys.public("a")?, made.facts);
        assert!(matches!(keys.generate("a", KeySize::Rsa2048), Err(KeyError::BadKeyId)));
        assert_eq!(keys.sign("a", SigningAlgorithm::Rs256, b"x")?.len(), 256);
        keys.forget("a")?;
        assert!(matches!(keys.sign("a", SigningAlgorithm::Rs256, b"x"), Err(KeyError::NotFound)));
        Ok(())
    }
}
