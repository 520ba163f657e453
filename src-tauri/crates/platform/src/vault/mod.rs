//! The vault: a profile's private keys in one sealed file, whose identity is in the keychain or under a password.

mod contents;
mod keychain;
mod keys;
mod lock;
mod seal;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use age::x25519::Identity;
use inngang_engine::keys::KeyError;
use inngang_engine::secret::Secret;

use self::contents::Contents;
pub use self::keychain::{Keychain, KeychainUnavailable, MemoryKeychain, NoKeychain, SystemKeychain};
use self::keys::Cached;
use self::seal::Unsealable;
use crate::files::{set_aside, write_whole};
use crate::folders::make_private;
use crate::held;

const VAULT: &str = "vault.age";
const IDENTITY: &str = "vault.identity.age";
const LOCK: &str = "vault.lock";

/// How long to wait for another program's change.
const PATIENCE: Duration = Duration::from_secs(10);

/// What stands between a person and the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultStatus {
    /// Nothing.
    Open,
    /// Its password.
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
    identity: Mutex<Option<Identity>>,
    cached: Mutex<Option<Cached>>,
}

impl Vault {
    /// The vault in a profile's folder, whose name is the name of the keychain's item. Touches nothing yet.
    #[must_use]
    pub fn open(folder: &Path, keychain: Arc<dyn Keychain>) -> Self {
        let item = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { folder: folder.to_owned(), item, keychain, asking: Mutex::default(), identity: Mutex::default(), cached: Mutex::default() }
    }

    /// What stands between a person and the vault. Asks the keychain the first time.
    ///
    /// # Errors
    /// [`KeyError::KeychainGone`] when the vault was sealed with a keychain that no longer has or gives its identity.
    pub fn status(&self) -> Result<VaultStatus, KeyError> {
        match self.identity() {
            Ok(_) => Ok(VaultStatus::Open),
            Err(KeyError::Locked) if self.path(IDENTITY).exists() => Ok(VaultStatus::Locked),
            Err(KeyError::Locked) => Ok(VaultStatus::NeedsPassword),
            Err(other) => Err(other),
        }
    }

    /// Opens the vault with its password. Takes about half a second.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`], or [`KeyError::Damaged`] when the identity's file is; it is then set aside.
    pub fn unlock(&self, password: &Secret<String>) -> Result<(), KeyError> {
        let sealed = fs::read(self.path(IDENTITY)).map_err(|_| unwritable(IDENTITY))?;
        let identity = match seal::unseal_identity(&sealed, password) {
            Ok(identity) => identity,
            Err(Unsealable::WrongKey) => return Err(KeyError::WrongPassword),
            Err(Unsealable::Damaged) => return Err(self.damaged(IDENTITY)),
        };
        *held(&self.identity) = Some(identity);
        Ok(())
    }

    /// Chooses the password of a vault that has no keychain, and opens it.
    ///
    /// # Errors
    /// [`KeyError::Locked`] when it has a password already, [`KeyError::KeychainGone`] when it holds something that was
    /// sealed with a keychain, [`KeyError::WrongPassword`] for an empty one.
    pub fn create_password(&self, password: &Secret<String>) -> Result<(), KeyError> {
        // EXPOSE: whether it is empty.
        if password.expose().is_empty() {
            return Err(KeyError::WrongPassword);
        }
        let _asking = held(&self.asking);
        let _lock = self.lock()?;
        if self.path(IDENTITY).exists() {
            return Err(KeyError::Locked);
        }
        if self.path(VAULT).exists() {
            return Err(KeyError::KeychainGone);
        }
        let identity = Identity::generate();
        let sealed = seal::seal_identity(&identity, password).map_err(|_| unwritable(IDENTITY))?;
        write_whole(&self.path(IDENTITY), &sealed).map_err(|_| unwritable(IDENTITY))?;
        *held(&self.identity) = Some(identity);
        Ok(())
    }

    /// Sets a vault aside that nobody can open any more, so that a new one can begin. Its file is kept.
    ///
    /// # Errors
    /// When the files cannot be renamed.
    pub fn start_over(&self) -> Result<(), KeyError> {
        let _asking = held(&self.asking);
        let _lock = self.lock()?;
        for file in [VAULT, IDENTITY] {
            if self.path(file).exists() {
                set_aside(&self.path(file), "given-up").map_err(|_| unwritable(file))?;
            }
        }
        // A keychain that is gone has nothing to forget.
        let _gone = self.keychain.forget(&self.item);
        *held(&self.identity) = None;
        *held(&self.cached) = None;
        Ok(())
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

    /// The identity: from memory, else from the keychain; made the first time.
    fn identity(&self) -> Result<Identity, KeyError> {
        if let Some(identity) = &*held(&self.identity) {
            return Ok(identity.clone());
        }
        let _asking = held(&self.asking);
        // Whoever was asked in the meantime has it now.
        if let Some(identity) = &*held(&self.identity) {
            return Ok(identity.clone());
        }
        // Without the lock: the person may take their time, and other programs need not wait for that.
        let identity = match self.load_identity()? {
            Some(identity) => identity,
            None => self.make_identity()?,
        };
        *held(&self.identity) = Some(identity.clone());
        Ok(identity)
    }

    /// The keychain's identity, or nothing when the vault may begin with a new one.
    fn load_identity(&self) -> Result<Option<Identity>, KeyError> {
        if self.path(IDENTITY).exists() {
            return Err(KeyError::Locked);
        }
        // Looked at first: what another program seals while the person is asked does not make this identity lost.
        let sealed = self.path(VAULT).exists();
        match self.keychain.load(&self.item) {
            Ok(Some(text)) => seal::parse_identity(&text).ok_or(KeyError::KeychainGone).map(Some),
            Ok(None) | Err(KeychainUnavailable) if sealed => Err(KeyError::KeychainGone),
            Ok(None) => Ok(None),
            Err(KeychainUnavailable) => Err(KeyError::Locked),
        }
    }

    /// Under the lock, where two programs that start at once make one identity.
    fn make_identity(&self) -> Result<Identity, KeyError> {
        let _lock = self.lock()?;
        if let Some(identity) = self.load_identity()? {
            return Ok(identity);
        }
        let made = Identity::generate();
        self.keychain.store(&self.item, &seal::identity_text(&made)).map_err(|_| KeyError::Locked)?;
        Ok(made)
    }

    fn read(&self) -> Result<Contents, KeyError> {
        let identity = self.identity()?;
        match self.try_read(&identity) {
            // Nobody writes while we hold the lock, so what is damaged then stays so.
            Err(KeyError::Damaged { .. }) => {
                let _lock = self.lock()?;
                self.read_locked(&identity)
            }
            other => other,
        }
    }

    fn read_locked(&self, identity: &Identity) -> Result<Contents, KeyError> {
        self.try_read(identity).map_err(|failure| match failure {
            KeyError::Damaged { .. } => self.damaged(VAULT),
            other => other,
        })
    }

    fn try_read(&self, identity: &Identity) -> Result<Contents, KeyError> {
        let sealed = match fs::read(self.path(VAULT)) {
            Ok(sealed) => sealed,
            Err(failure) if failure.kind() == io::ErrorKind::NotFound => return Ok(Contents::default()),
            Err(_) => return Err(unwritable(VAULT)),
        };
        let damaged = || KeyError::Damaged { file: VAULT.to_owned() };
        match seal::unseal(identity, &sealed) {
            Ok(plain) => Contents::parse(&plain).ok_or_else(damaged),
            // Under a password the identity proved itself when it was unsealed, so it is the file that changed.
            Err(Unsealable::WrongKey) if !self.path(IDENTITY).exists() => Err(KeyError::KeychainGone),
            Err(_) => Err(damaged()),
        }
    }

    fn change<T>(&self, work: impl FnOnce(&mut Contents) -> Result<T, KeyError>) -> Result<T, KeyError> {
        let identity = self.identity()?;
        let _lock = self.lock()?;
        let mut contents = self.read_locked(&identity)?;
        let done = work(&mut contents)?;
        let plain = contents.to_json().ok_or_else(|| unwritable(VAULT))?;
        let sealed = seal::seal(&identity, &plain).map_err(|_| unwritable(VAULT))?;
        write_whole(&self.path(VAULT), &sealed).map_err(|_| unwritable(VAULT))?;
        Ok(done)
    }

    /// Sets a damaged file aside and says so.
    fn damaged(&self, file: &str) -> KeyError {
        match set_aside(&self.path(file), "damaged") {
            Ok(file) => KeyError::Damaged { file },
            Err(_) => unwritable(file),
        }
    }

    fn lock(&self) -> Result<File, KeyError> {
        make_private(&self.folder).and_then(|()| lock::take(&self.path(LOCK), PATIENCE)).map_err(|_| unwritable(LOCK))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }
}

fn unwritable(file: &str) -> KeyError {
    KeyError::Unwritable { file: file.to_owned() }
}

#[cfg(test)]
mod tests;
