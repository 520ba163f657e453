//! The services' own signing keys, made once in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::PracticeError;
use crate::jose::{JoseError, SigningKey};
use crate::store::Store;

/// Size of the keys that practice signs with itself.
const BITS: usize = 2048;

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum KeyName {
    Maskinporten,
    IdPorten,
    /// Never published: signs the ID token while that fault is on.
    IdPortenUnpublished,
    Altinn,
    BuypassRoot,
    BuypassIssuing,
    CommfidesRoot,
    CommfidesIssuing,
}

impl KeyName {
    const ALL: [Self; 8] = [
        Self::Maskinporten,
        Self::IdPorten,
        Self::Altinn,
        Self::BuypassIssuing,
        Self::CommfidesIssuing,
        Self::IdPortenUnpublished,
        Self::BuypassRoot,
        Self::CommfidesRoot,
    ];

    const fn file(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten.pem",
            Self::IdPorten => "idporten.pem",
            Self::IdPortenUnpublished => "idporten-unpublished.pem",
            Self::Altinn => "altinn.pem",
            Self::BuypassRoot => "buypass-root.pem",
            Self::BuypassIssuing => "buypass-issuing.pem",
            Self::CommfidesRoot => "commfides-root.pem",
            Self::CommfidesIssuing => "commfides-issuing.pem",
        }
    }
}

/// Each key is read from its file, or made and written there, the first time somebody asks.
pub(crate) struct KeyRing {
    store: Arc<Store>,
    keys: BTreeMap<KeyName, OnceCell<Arc<SigningKey>>>,
}

impl KeyRing {
    pub(crate) fn new(store: Arc<Store>) -> Self {
        Self { store, keys: KeyName::ALL.into_iter().map(|name| (name, OnceCell::new())).collect() }
    }

    /// The key, as soon as it exists. Two who ask at once wait for the same one.
    pub(crate) async fn key(&self, name: KeyName) -> Result<Arc<SigningKey>, PracticeError> {
        let cell = self.keys.get(&name).ok_or(JoseError::Ended)?;
        let key = cell.get_or_try_init(|| load_or_make(self.store.clone(), name)).await?;
        Ok(key.clone())
    }

    /// Makes what is missing, one key after another so that the computer stays usable.
    pub(crate) async fn warm_up(self: Arc<Self>) {
        for name in KeyName::ALL {
            if let Err(error) = self.key(name).await {
                tracing::warn!(?name, %error, "a practice key could not be made");
            }
        }
    }
}

async fn load_or_make(store: Arc<Store>, name: KeyName) -> Result<Arc<SigningKey>, PracticeError> {
    tokio::task::spawn_blocking(move || {
        loop {
            if let Some(kept) = store.key_file(name.file())? {
                if let Some(key) = read(&kept) {
                    return Ok(Arc::new(key));
                }
                tracing::warn!(?name, "a practice key is damaged");
                store.set_key_file_aside(name.file(), &kept)?;
            }
            let key = SigningKey::generate(BITS)?;
            // Another program may have been first; then its key is the one.
            if store.keep_key_file(name.file(), &key.to_pem()?)? {
                return Ok(Arc::new(key));
            }
        }
    })
    .await
    .map_err(|_| JoseError::Ended)?
}

fn read(file: &[u8]) -> Option<SigningKey> {
    SigningKey::from_pem(std::str::from_utf8(file).ok()?).ok()
}
