//! The vault's password: chosen, typed, changed.

use std::fs;
use std::io::ErrorKind;

use age::x25519::Identity;
use inngang_engine::keys::KeyError;
use inngang_engine::secret::Secret;

use super::seal::{self, Unsealable};
use super::trouble::{trouble, unwritable};
use super::{IDENTITY, VAULT, Vault};
use crate::files::write_whole;
use crate::held;

/// Characters that a new password has at least (NIST SP 800-63B §5.1.1).
pub const LEAST: usize = 8;

impl Vault {
    /// Opens the vault with its password. Takes about half a second.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`]; [`KeyError::Damaged`] when the identity's file is, which is then set aside;
    /// [`KeyError::Locked`] when the keychain keeps the vault, and no password does.
    pub fn unlock(&self, password: &Secret<String>) -> Result<(), KeyError> {
        let locks = self.locks();
        let identity = self.unseal_identity(password)?;
        self.settle(locks, Ok(identity))?;
        self.clear_leftover();
        Ok(())
    }

    /// Chooses the password of a vault that has no keychain, and opens it.
    ///
    /// # Errors
    /// [`KeyError::Locked`] when it has a password already, [`KeyError::KeychainGone`] when it holds something that was
    /// sealed with a keychain, [`KeyError::ShortPassword`].
    pub fn create_password(&self, password: &Secret<String>) -> Result<(), KeyError> {
        long_enough(password)?;
        let locks = self.locks();
        let _asking = held(&self.asking);
        let _alone = self.alone()?;
        if self.path(IDENTITY).exists() {
            return Err(KeyError::Locked);
        }
        if self.path(VAULT).exists() {
            return Err(KeyError::KeychainGone);
        }
        let identity = Identity::generate();
        self.keep_identity(&identity, password)?;
        self.done(locks, identity)
    }

    /// Puts another password in the place of the current one. The vault's file is not touched: killed at any moment, the one
    /// password or the other opens it, and the new one once this has returned.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`] when `current` is; [`KeyError::ShortPassword`]; [`KeyError::Locked`] when the keychain keeps
    /// the vault. The current password then still holds.
    pub fn change_password(&self, current: &Secret<String>, new: &Secret<String>) -> Result<(), KeyError> {
        long_enough(new)?;
        let locks = self.locks();
        let _alone = self.alone()?;
        let identity = self.unseal_identity(current)?;
        self.keep_identity(&identity, new)?;
        self.done(locks, identity)
    }

    /// The identity as the password guards it, read anew each time.
    pub(super) fn unseal_identity(&self, password: &Secret<String>) -> Result<Identity, KeyError> {
        let sealed = match fs::read(self.path(IDENTITY)) {
            Ok(sealed) => sealed,
            Err(failure) if failure.kind() == ErrorKind::NotFound && self.folder.is_dir() => return Err(KeyError::Locked),
            Err(failure) => return Err(trouble(IDENTITY)(failure)),
        };
        seal::unseal_identity(&sealed, password).map_err(|failure| match failure {
            Unsealable::WrongKey => KeyError::WrongPassword,
            Unsealable::Damaged => self.damaged(IDENTITY),
        })
    }

    /// Writes the identity sealed with a password: from this moment it is the password that guards the vault.
    pub(super) fn keep_identity(&self, identity: &Identity, password: &Secret<String>) -> Result<(), KeyError> {
        let sealed = seal::seal_identity(identity, password).map_err(|_| unwritable(IDENTITY))?;
        write_whole(&self.path(IDENTITY), &sealed).map_err(trouble(IDENTITY))
    }
}

/// Whether a new password is no obvious guess.
pub(super) fn long_enough(password: &Secret<String>) -> Result<(), KeyError> {
    // EXPOSE: counted.
    if password.expose().trim().chars().count() >= LEAST { Ok(()) } else { Err(KeyError::ShortPassword { least: LEAST as i64 }) }
}
