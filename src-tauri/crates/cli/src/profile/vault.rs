//! Opening the vault of the profile: by the keychain, or by a password that is read or asked for.

use inngang_engine::keys::KeyError;
use inngang_engine::secret::Secret;
use inngang_platform::vault::{Vault, VaultStatus};

use super::Choice;
use crate::failure::Failed;
use crate::password;
use crate::words::Words;

/// Opens it. Gives the password that did; one that is given and not needed is left unread.
pub(super) fn unlock(vault: &Vault, choice: &Choice, words: &Words) -> Result<Option<Secret<String>>, Failed> {
    match vault.status()? {
        VaultStatus::Open => Ok(None),
        VaultStatus::Locked => {
            let password = given(choice, "cli:password.vault", words)?;
            vault.unlock(&password)?;
            Ok(Some(password))
        }
        VaultStatus::NeedsPassword => {
            let password = given(choice, "cli:password.new_vault", words)?;
            if choice.vault_password_fd.is_none() {
                password::again(&password, words)?;
            }
            vault.create_password(&password)?;
            Ok(Some(password))
        }
    }
}

fn given(choice: &Choice, prompt: &str, words: &Words) -> Result<Secret<String>, Failed> {
    match (choice.vault_password_fd, choice.ask) {
        (Some(number), _) => Ok(password::from_descriptor(number, words)?),
        (None, true) => Ok(password::asked(&words.get(prompt, &[]), words)?),
        (None, false) => Err(KeyError::Locked.into()),
    }
}
