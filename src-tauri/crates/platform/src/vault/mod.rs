//! The vault: a profile's private keys in one sealed file, whose identity is in the keychain or under a password.

mod backup;
mod contents;
mod identity;
mod idle;
mod keychain;
mod keys;
mod lock;
mod moving;
mod password;
mod seal;
mod stamp;
mod trouble;

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use inngang_engine::keys::KeyError;
use inngang_engine::secret::Secret;

pub use self::backup::Proof;
use self::contents::Contents;
use self::identity::{Access, Opened};
pub use self::idle::Idle;
pub use self::keychain::{Keychain, KeychainUnavailable, MemoryKeychain, NoKeychain, SystemKeychain};
use self::keys::Cached;
pub use self::moving::KeptIn;
pub use self::password::LEAST as LEAST_PASSWORD;
use self::seal::Unsealable;
use self::trouble::{trouble, unwritable};
use crate::files::{set_aside, sweep, write_whole};
use crate::folders::make_private;

const VAULT: &str = "vault.age";
const IDENTITY: &str = "vault.identity.age";
const LEFTOVER: &str = "vault.leftover";
const MACHINE: &str = "vault.machine";
const LOCK: &str = "vault.lock";

/// How long to wait for another program's change.
const PATIENCE: Duration = Duration::from_secs(10);

/// What stands between a person and the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultStatus {
    /// Nothing.
    Open,
    /// Its password or the keychain, as [`Vault::kept_in`] says, which is asked when the person wants it.
    Locked,
    /// There is no keychain, and no password was chosen yet.
    NeedsPassword,
}

/// One profile's vault. Several programs may have the same one open: every change is lock, read, modify, write.
pub struct Vault {
    folder: PathBuf,
    item: String,
    keychain: Arc<dyn Keychain>,
    /// Held while the person may be asked, so that one question stands at a time. Taken before the folder's lock.
    asking: Mutex<()>,
    access: Mutex<Access>,
    cached: Mutex<Option<Cached>>,
    /// The vault's file was there, so that a disk that is disconnected is no empty vault.
    seen: AtomicBool,
}

impl Vault {
    /// The vault in a profile's folder, whose name is the name of the keychain's item. Touches nothing yet.
    #[must_use]
    pub fn open(folder: &Path, keychain: Arc<dyn Keychain>) -> Self {
        let item = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (asking, access, cached, seen) = Default::default();
        Self { folder: folder.to_owned(), item, keychain, asking, access, cached, seen }
    }

    /// What stands between a person and the vault. Asks the keychain the first time, and never again: an answer and a refusal
    /// are both remembered until [`Vault::reopen`].
    ///
    /// # Errors
    /// [`KeyError::KeychainGone`] when the vault was sealed with a keychain that no longer has or gives its identity,
    /// [`KeyError::Moved`] when that was another computer's.
    pub fn status(&self) -> Result<VaultStatus, KeyError> {
        match self.identity() {
            Ok(_) => Ok(VaultStatus::Open),
            Err(KeyError::Locked) if self.is_locked() || self.kept_in() == KeptIn::Password => Ok(VaultStatus::Locked),
            Err(KeyError::Locked) => Ok(VaultStatus::NeedsPassword),
            Err(other) => Err(other),
        }
    }

    /// A secret that is no key: a client secret, a refresh token.
    ///
    /// # Errors
    /// When the vault is locked or cannot be read.
    pub fn secret(&self, name: &str) -> Result<Option<Secret<String>>, KeyError> {
        Ok(self.read()?.secret(name))
    }

    /// Keeps such a secret.
    ///
    /// # Errors
    /// When the vault is locked or cannot be written.
    pub fn keep_secret(&self, name: &str, secret: &Secret<String>) -> Result<(), KeyError> {
        self.change(|contents| {
            contents.keep_secret(name, secret);
            Ok(())
        })
    }

    /// Removes such a secret.
    ///
    /// # Errors
    /// When the vault is locked or cannot be written.
    pub fn forget_secret(&self, name: &str) -> Result<(), KeyError> {
        self.change(|contents| {
            contents.forget_secret(name);
            Ok(())
        })
    }

    fn read(&self) -> Result<Contents, KeyError> {
        let opened = self.identity()?;
        match self.try_read(&opened) {
            // Nobody writes while we hold the lock, so what is damaged then stays so.
            Err(KeyError::Damaged { .. }) => {
                let _alone = self.alone()?;
                self.read_alone(&opened)
            }
            other => other,
        }
    }

    fn read_alone(&self, opened: &Opened) -> Result<Contents, KeyError> {
        self.try_read(opened).map_err(|failure| match failure {
            KeyError::Damaged { .. } => self.damaged(VAULT),
            other => other,
        })
    }

    fn try_read(&self, opened: &Opened) -> Result<Contents, KeyError> {
        let sealed = match fs::read(self.path(VAULT)) {
            Ok(sealed) => sealed,
            Err(failure) if failure.kind() == ErrorKind::NotFound && !self.was_seen() => return Ok(Contents::default()),
            Err(failure) => return Err(trouble(VAULT)(failure)),
        };
        self.seen(true);
        match seal::unseal(&opened.identity, &sealed) {
            Ok(plain) => Contents::parse(&plain).ok_or_else(|| KeyError::Damaged { file: VAULT.to_owned() }),
            Err(Unsealable::WrongKey) => Err(self.stale(opened)),
            Err(Unsealable::Damaged) => Err(KeyError::Damaged { file: VAULT.to_owned() }),
        }
    }

    fn change<T>(&self, work: impl FnOnce(&mut Contents) -> Result<T, KeyError>) -> Result<T, KeyError> {
        let opened = self.identity()?;
        let _alone = self.alone()?;
        let mut contents = self.read_alone(&opened)?;
        let done = work(&mut contents)?;
        let plain = contents.to_json().ok_or_else(|| unwritable(VAULT))?;
        let sealed = seal::seal(&opened.identity, &plain).map_err(|_| unwritable(VAULT))?;
        write_whole(&self.path(VAULT), &sealed).map_err(trouble(VAULT))?;
        self.seen(true);
        Ok(done)
    }

    /// Sets a damaged file aside and says so.
    fn damaged(&self, file: &'static str) -> KeyError {
        match set_aside(&self.path(file), "damaged") {
            Ok(kept) => {
                self.seen(false);
                KeyError::Damaged { file: kept }
            }
            Err(failure) => trouble(file)(failure),
        }
    }

    /// The folder's lock, against other programs and other threads. A folder that was there and is gone is not made anew.
    fn alone(&self) -> Result<File, KeyError> {
        let begins = !self.was_seen();
        let made = if begins { make_private(&self.folder) } else { Ok(()) };
        let alone = made.and_then(|()| lock::take(&self.path(LOCK), PATIENCE)).map_err(trouble(LOCK))?;
        if begins {
            // Litter is in nobody's way.
            let _left = sweep(&self.folder);
        }
        Ok(alone)
    }

    fn was_seen(&self) -> bool {
        self.seen.load(Ordering::Relaxed)
    }

    fn seen(&self, seen: bool) {
        self.seen.store(seen, Ordering::Relaxed);
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }
}

#[cfg(test)]
mod tests;
