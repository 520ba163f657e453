//! Where the vault's identity is kept: the operating system's keychain, memory, or nowhere.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

use inngang_engine::secret::Secret;
use keyring::{Entry, Error};
use zeroize::Zeroize as _;

use crate::folders::IDENTIFIER;
use crate::held;

/// The keychain does not answer, or the person said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the keychain does not answer")]
pub struct KeychainUnavailable;

/// A place for one short secret a profile.
pub trait Keychain: Send + Sync {
    /// The item, or nothing when there is none. May ask the person.
    ///
    /// # Errors
    /// When the keychain does not answer.
    fn load(&self, item: &str) -> Result<Option<Secret<String>>, KeychainUnavailable>;

    /// Keeps the item.
    ///
    /// # Errors
    /// When the keychain does not answer.
    fn store(&self, item: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable>;

    /// Removes the item; one that is not there is removed already.
    ///
    /// # Errors
    /// When the keychain does not answer.
    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable>;
}

/// Secret Service, Keychain Services or Credential Manager.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeychain;

impl Keychain for SystemKeychain {
    fn load(&self, item: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        apart(|| match Entry::new(IDENTIFIER, item)?.get_secret() {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(Secret::new(text))),
                Err(wrong) => {
                    wrong.into_bytes().zeroize();
                    Err(Error::BadEncoding(Vec::new()))
                }
            },
            Err(Error::NoEntry) => Ok(None),
            Err(other) => Err(other),
        })
    }

    fn store(&self, item: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        // EXPOSE: the keychain is where it is kept.
        apart(|| Entry::new(IDENTIFIER, item)?.set_secret(secret.expose().as_bytes()))
    }

    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable> {
        apart(|| match Entry::new(IDENTIFIER, item)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(other) => Err(other),
        })
    }
}

/// Runs on a thread of its own: the D-Bus client blocks, which an asynchronous runtime's thread may not.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, KeychainUnavailable> {
    let done = thread::scope(|scope| scope.spawn(|| work().map_err(|error| kind(&error))).join());
    done.unwrap_or(Err("panicked")).map_err(|kind| {
        tracing::warn!(kind, "keychain");
        KeychainUnavailable
    })
}

/// What to log of an error: its variant. Its text may hold what the keychain held.
const fn kind(error: &Error) -> &'static str {
    match error {
        Error::PlatformFailure(_) => "platform failure",
        Error::NoStorageAccess(_) => "no access",
        Error::NoDefaultStore => "no keychain",
        Error::Ambiguous(_) => "ambiguous",
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => "bad data",
        _ => "other",
    }
}

/// A keychain that lasts as long as it does: for tests.
#[derive(Debug, Default)]
pub struct MemoryKeychain(Mutex<BTreeMap<String, Secret<String>>>);

impl Keychain for MemoryKeychain {
    fn load(&self, item: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        // EXPOSE: copied from one secret into another.
        Ok(held(&self.0).get(item).map(|secret| Secret::new(secret.expose().clone())))
    }

    fn store(&self, item: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        // EXPOSE: copied from one secret into another.
        held(&self.0).insert(item.to_owned(), Secret::new(secret.expose().clone()));
        Ok(())
    }

    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable> {
        held(&self.0).remove(item);
        Ok(())
    }
}

/// No keychain: the vault then asks for a password.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeychain;

impl Keychain for NoKeychain {
    fn load(&self, _: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        Err(KeychainUnavailable)
    }

    fn store(&self, _: &str, _: &Secret<String>) -> Result<(), KeychainUnavailable> {
        Err(KeychainUnavailable)
    }

    fn forget(&self, _: &str) -> Result<(), KeychainUnavailable> {
        Err(KeychainUnavailable)
    }
}
