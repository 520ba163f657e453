//! The services' own signing keys, made once in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::PracticeError;
use crate::jose::{JoseError, SigningKey};
use crate::store::Store;
use crate::town_hall::Seat;

/// Size of the keys that practice signs with itself.
const BITS: usize = 2048;

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum KeyName {
    Maskinporten,
    IdPorten,
    Ansattporten,
    /// Never published: signs in another's place while a fault says so.
    IdPortenUnpublished,
    /// Signs instead of ID-porten's own, or of its sibling's, while a fault has them change keys.
    IdPortenNext,
    Altinn,
    /// Signs instead of Altinn's own while a fault has it change keys.
    AltinnNext,
    Authority(Seat),
    /// Answers for the authorities that do not sign OCSP themselves.
    OcspResponder,
}

impl KeyName {
    /// What is made in the background. The authorities' are made before; the others when somebody first asks.
    fn soon_needed() -> impl Iterator<Item = Self> {
        [Self::Maskinporten, Self::IdPorten, Self::Altinn, Self::IdPortenUnpublished, Self::Ansattporten].into_iter()
    }

    fn all() -> impl Iterator<Item = Self> {
        let services = Self::soon_needed().chain([Self::IdPortenNext, Self::AltinnNext, Self::OcspResponder]);
        services.chain(Seat::all().map(Self::Authority))
    }

    fn file(self) -> String {
        let name = match self {
            Self::Maskinporten => "maskinporten",
            Self::IdPorten => "idporten",
            Self::Ansattporten => "ansattporten",
            Self::IdPortenUnpublished => "idporten-unpublished",
            Self::IdPortenNext => "idporten-next",
            Self::Altinn => "altinn",
            Self::AltinnNext => "altinn-next",
            Self::Authority(seat) => return format!("{}.pem", seat.name()),
            Self::OcspResponder => "ocsp-responder",
        };
        format!("{name}.pem")
    }
}

/// Each key is read from its file, or made and written there, the first time somebody asks.
pub(crate) struct KeyRing {
    store: Arc<Store>,
    keys: BTreeMap<KeyName, OnceCell<Arc<SigningKey>>>,
}

impl KeyRing {
    pub(crate) fn new(store: Arc<Store>) -> Self {
        Self { store, keys: KeyName::all().map(|name| (name, OnceCell::new())).collect() }
    }

    /// The key, as soon as it exists. Two who ask at once wait for the same one.
    pub(crate) async fn key(&self, name: KeyName) -> Result<Arc<SigningKey>, PracticeError> {
        let cell = self.keys.get(&name).ok_or(JoseError::Ended)?;
        let key = cell.get_or_try_init(|| load_or_make(self.store.clone(), name)).await?;
        Ok(key.clone())
    }

    /// The key, if somebody has asked for it.
    pub(crate) fn made(&self, name: KeyName) -> Option<Arc<SigningKey>> {
        self.keys.get(&name)?.get().cloned()
    }

    /// Makes what is missing, one key after another so that the computer stays usable.
    pub(crate) async fn warm_up(self: Arc<Self>) {
        for name in KeyName::soon_needed() {
            if let Err(error) = self.key(name).await {
                tracing::warn!(?name, %error, "a practice key could not be made");
            }
        }
    }
}

async fn load_or_make(store: Arc<Store>, name: KeyName) -> Result<Arc<SigningKey>, PracticeError> {
    tokio::task::spawn_blocking(move || {
        loop {
            if let Some(kept) = store.key_file(&name.file())? {
                if let Some(key) = read(&kept) {
                    return Ok(Arc::new(key));
                }
                tracing::warn!(?name, "a practice key is damaged");
                store.set_key_file_aside(&name.file(), &kept)?;
            }
            let key = SigningKey::generate(BITS)?;
            // Another program may have been first; then its key is the one.
            if store.keep_key_file(&name.file(), &key.to_pem()?)? {
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
