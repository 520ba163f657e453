//! Where the vault's identity is kept, changed without a moment in which a crash loses it.
//!
//! The file `vault.identity.age` decides: while it is there its password opens the vault, and the keychain is not asked. So it is
//! written before the keychain's item goes, and goes after the item was stored and read back. In between the item is superfluous;
//! `vault.leftover`, written before and removed after, has the next unlocking remove what a crash left.

use std::fs;

use inngang_engine::keys::KeyError;
use inngang_engine::secret::Secret;

use super::password::long_enough;
use super::trouble::trouble;
use super::{IDENTITY, KeychainUnavailable, LEFTOVER, VAULT, Vault, seal};
use crate::files::{set_aside, sync_folder, write_whole};
use crate::held;

/// What keeps the vault's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptIn {
    /// The operating system's keychain.
    Keychain,
    /// A file that a password opens.
    Password,
}

impl Vault {
    /// What keeps the vault's identity; a vault that has not begun is for the keychain. Asks nobody.
    #[must_use]
    pub fn kept_in(&self) -> KeptIn {
        if self.path(IDENTITY).exists() { KeptIn::Password } else { KeptIn::Keychain }
    }

    /// Takes the identity out of the keychain and puts it under a password. Takes about half a second.
    ///
    /// A keychain that does not answer when its item is to be removed is asked again after the next unlocking.
    ///
    /// # Errors
    /// [`KeyError::ShortPassword`]; [`KeyError::Locked`] when the vault is, or when it has a password already; when the folder
    /// cannot be written. The keychain then still keeps it.
    pub fn move_to_password(&self, new: &Secret<String>) -> Result<(), KeyError> {
        long_enough(new)?;
        let locks = self.locks();
        let opened = self.identity()?;
        let _asking = held(&self.asking);
        let _alone = self.alone()?;
        if self.kept_in() == KeptIn::Password {
            return Err(KeyError::Locked);
        }
        // Another program may have begun anew since this one opened the vault; what opens nothing is not kept.
        self.read_alone(&opened)?;
        write_whole(&self.path(LEFTOVER), &[]).map_err(trouble(LEFTOVER))?;
        self.keep_identity(&opened.identity, new)?;
        self.forget_leftover();
        self.done(locks, opened.identity)
    }

    /// Puts the identity into the keychain, where no password is asked for any more. Takes about half a second, and the time that
    /// the person takes to answer the keychain.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`]; [`KeyError::KeychainRefused`]; [`KeyError::Locked`] when the keychain keeps it already. The
    /// password then still holds.
    pub fn move_to_keychain(&self, current: &Secret<String>) -> Result<(), KeyError> {
        let locks = self.locks();
        let _asking = held(&self.asking);
        let _alone = self.alone()?;
        let identity = self.unseal_identity(current)?;
        write_whole(&self.path(LEFTOVER), &[]).map_err(trouble(LEFTOVER))?;
        self.keychain.store(&self.item, &seal::identity_text(&identity)).map_err(|_| KeyError::KeychainRefused)?;
        // Believed when it gives back what it was given.
        let given = self.keychain.load(&self.item).map_err(|_| KeyError::KeychainRefused)?;
        if !given.as_ref().and_then(seal::parse_identity).is_some_and(|given| seal::same(&given, &identity)) {
            return Err(KeyError::KeychainRefused);
        }
        fs::remove_file(self.path(IDENTITY)).and_then(|()| sync_folder(&self.folder)).map_err(trouble(IDENTITY))?;
        self.remove_note(LEFTOVER);
        self.done(locks, identity)
    }

    /// Sets a vault aside that nobody can open any more, so that a new one can begin. Its file is kept; so is the keychain's item, unless
    /// it is known not to open that file: a keychain that only refused may give it another day. Asks the keychain.
    ///
    /// # Errors
    /// When the files cannot be renamed.
    pub fn start_over(&self) -> Result<(), KeyError> {
        let _asking = held(&self.asking);
        let _alone = self.alone()?;
        let useless = match self.keychain.load(&self.item) {
            Ok(Some(text)) => !seal::parse_identity(&text).is_some_and(|identity| self.opens(&identity)),
            Ok(None) | Err(KeychainUnavailable) => false,
        };
        for file in [VAULT, IDENTITY] {
            if self.path(file).exists() {
                set_aside(&self.path(file), "given-up").map_err(trouble(file))?;
            }
        }
        if useless {
            // One that stays serves the new vault.
            let _gone = self.keychain.forget(&self.item);
        }
        self.remove_note(LEFTOVER);
        self.begin_anew();
        Ok(())
    }

    /// Files that were set aside beside the vault, damaged or given up, by name.
    #[must_use]
    pub fn set_aside_files(&self) -> Vec<String> {
        let aside = |name: &String| [VAULT, IDENTITY].iter().any(|file| name.strip_prefix(file).is_some_and(|rest| rest.starts_with('.')));
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(aside).collect();
        names.sort();
        names
    }

    /// Removes what a move that was cut short left in the keychain, now that the password has proved to open the vault.
    pub(super) fn clear_leftover(&self) {
        if !self.path(LEFTOVER).exists() {
            return;
        }
        let _asking = held(&self.asking);
        // Under the lock, where no other program is moving the identity the other way.
        let Ok(_alone) = self.alone() else { return };
        if self.kept_in() == KeptIn::Password {
            self.forget_leftover();
        }
    }

    fn forget_leftover(&self) {
        if self.keychain.forget(&self.item).is_ok() {
            self.remove_note(LEFTOVER);
        }
    }

    /// One that stays is harmless.
    fn remove_note(&self, file: &str) {
        let _absent = fs::remove_file(self.path(file));
    }
}
