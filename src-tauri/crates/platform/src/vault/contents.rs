//! What a vault holds, as the JSON that is sealed.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

/// Private keys and other secrets, by name. Wiped on drop.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Contents {
    /// PKCS#8 in base64.
    keys: BTreeMap<String, String>,
    /// Client secrets and their like.
    #[serde(default)]
    secrets: BTreeMap<String, String>,
}

impl Contents {
    pub(super) fn parse(plain: &[u8]) -> Option<Self> {
        serde_json::from_slice(plain).ok()
    }

    pub(super) fn to_json(&self) -> Option<Zeroizing<Vec<u8>>> {
        let texts = self.keys.iter().chain(&self.secrets).map(|(name, text)| name.len() + text.len() + 16);
        // Space for escapes too, so that writing never moves what is written.
        let mut json = Zeroizing::new(Vec::with_capacity(64 + 6 * texts.sum::<usize>()));
        serde_json::to_writer(&mut *json, self).ok()?;
        Some(json)
    }

    pub(super) fn key_names(&self) -> Vec<String> {
        self.keys.keys().cloned().collect()
    }

    pub(super) fn keep_key(&mut self, id: &str, pkcs8: &Secret<Vec<u8>>) {
        // EXPOSE: encoded into what is wiped with the contents.
        let old = self.keys.insert(id.to_owned(), BASE64_STANDARD.encode(pkcs8.expose()));
        old.into_iter().for_each(|mut old| old.zeroize());
    }

    pub(super) fn key(&self, id: &str) -> Option<Secret<Vec<u8>>> {
        self.keys.get(id).and_then(|text| BASE64_STANDARD.decode(text).ok()).map(Secret::new)
    }

    pub(super) fn forget_key(&mut self, id: &str) -> bool {
        self.keys.remove(id).map(|mut text| text.zeroize()).is_some()
    }

    pub(super) fn secret(&self, name: &str) -> Option<Secret<String>> {
        self.secrets.get(name).cloned().map(Secret::new)
    }

    pub(super) fn keep_secret(&mut self, name: &str, secret: &Secret<String>) {
        // EXPOSE: copied into what is wiped with the contents.
        let old = self.secrets.insert(name.to_owned(), secret.expose().clone());
        old.into_iter().for_each(|mut old| old.zeroize());
    }

    pub(super) fn forget_secret(&mut self, name: &str) {
        self.secrets.remove(name).into_iter().for_each(|mut text| text.zeroize());
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        self.keys.values_mut().chain(self.secrets.values_mut()).for_each(String::zeroize);
    }
}
