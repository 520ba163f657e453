//! `inngang key import`: a private key that was made elsewhere.

use std::path::Path;
use std::sync::Arc;

use inngang_engine::certificates::{Effort, SIZE_LIMIT};
use inngang_engine::keys::{self, ImportError, ImportedKey, KeySource};
use inngang_platform::database::KeyRow;
use inngang_platform::files::read_chosen;

use super::kept::{proper, tell};
use crate::failure::{Failed, settle};
use crate::profile::{self, Choice, Here, Needs};
use crate::words::Words;
use crate::{Ending, Stop, password};

pub(super) fn run(choice: &Choice, file: &Path, password_fd: Option<u32>, name: Option<&str>, words: &Words) -> Result<Ending, Stop> {
    if password_fd.is_some() && password_fd == choice.vault_password_fd {
        return Err(password::same_descriptor("--password-fd", words));
    }
    // Read before anything is made: a file that is not there makes no profile.
    let bytes = match read_chosen(file, SIZE_LIMIT) {
        Ok(bytes) => Arc::new(bytes),
        Err(failure) => return settle(Err(failure.into()), choice.json, words),
    };
    let password = password_fd.map(|number| password::from_descriptor(number, words)).transpose()?;
    profile::run(choice, Needs::NewKeys, words, async |here| {
        let name = name.map(|name| proper(name, words)).transpose()?;
        let source = KeySource { bytes, password };
        let ImportedKey { id, kid, facts, imported_at, known, locked, .. } = read(source, file, choice.ask, here, words)?;
        let row = KeyRow { id, name: name.clone().unwrap_or_default(), kid, facts, created_at: imported_at, certificate: None };
        match (known, name) {
            (false, _) => here.database().add_key(here.id(), &row, "imported")?,
            (true, Some(name)) => here.database().rename_key(here.id(), &row.id, &name, here.now())?,
            (true, None) => {}
        }
        let ending = tell(here, &row.id, choice.json, words)?;
        if !choice.json {
            crate::print(&advice(known, locked, words))?;
        }
        Ok(ending)
    })
}

/// Asks for the password where somebody can be asked, and again when it is wrong.
fn read(mut source: KeySource, file: &Path, ask: bool, here: &Here<'_>, words: &Words) -> Result<ImportedKey, Failed> {
    let imported = password::opening(file, ask, words, needs_password, |typed| {
        source.password = typed.or_else(|| source.password.take());
        keys::import(&source, &here.stored.row.organisation, &Effort::default(), &here.ports)
    });
    Ok(imported??)
}

/// Whether a password, or another one, may help.
pub(crate) const fn needs_password(error: &ImportError) -> bool {
    matches!(error, ImportError::PasswordNeeded | ImportError::WrongPassword)
}

/// What is left to do about the file.
fn advice(known: bool, locked: bool, words: &Words) -> String {
    let mut text = String::new();
    for key in [known.then_some("known"), (!locked).then_some("lies_open")].into_iter().flatten() {
        text.push_str(&format!("  {}\n", words.get(&format!("cli:key.{key}"), &[])));
    }
    text
}
