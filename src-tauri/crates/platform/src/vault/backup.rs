//! The one way out for a private key: encrypted, to a person who has just proved to be the one whose vault it is.

use inngang_engine::keys::KeyError;
use inngang_engine::secret::Secret;

use super::{KeptIn, Vault, seal};
use crate::held;

/// How a person proves anew that the vault is theirs, as [`Vault::kept_in`] asks for.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'a> {
    /// Types the vault's password.
    Password(&'a Secret<String>),
    /// Has the keychain give the identity once more, which may ask them.
    Keychain,
}

impl Vault {
    /// A key as a PEM `ENCRYPTED PRIVATE KEY` under a password of its own. Takes about a second. No part of the engine's key
    /// store, which has no such verb: only a deliberate command comes here.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`] or [`KeyError::KeychainRefused`] when the proof fails, [`KeyError::BackupPasswordShort`],
    /// [`KeyError::NotFound`], [`KeyError::Locked`].
    pub fn back_up(&self, id: &str, proof: Proof<'_>, password: &Secret<String>) -> Result<Vec<u8>, KeyError> {
        let opened = self.identity()?;
        let proved = match (proof, self.kept_in()) {
            (Proof::Password(typed), KeptIn::Password) => self.unseal_identity(typed)?,
            (Proof::Keychain, KeptIn::Keychain) => {
                let _asking = held(&self.asking);
                let given = self.keychain.load(&self.item).map_err(|_| KeyError::KeychainRefused)?;
                given.as_ref().and_then(seal::parse_identity).ok_or(KeyError::KeychainGone)?
            }
            // Where the keychain keeps the vault no password is right, and where a password does nothing else will do.
            _ => return Err(KeyError::WrongPassword),
        };
        if !seal::same(&proved, &opened.identity) {
            return Err(self.stale(&opened));
        }
        let sealed = self.key(id)?.to_encrypted_pkcs8(password)?;
        // EXPOSE: encrypted; it is meant for a file.
        Ok(sealed.expose().as_bytes().to_vec())
    }
}
