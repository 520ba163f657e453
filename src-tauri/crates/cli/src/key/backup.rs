//! `inngang key backup`: the one way out for a private key, encrypted, to a person who proves anew whose vault it is.

use std::io::{self, Write as _};
use std::path::Path;

use inngang_engine::keys::{BACKUP_PASSWORD, KeyError};
use inngang_engine::secret::Secret;
use inngang_platform::vault::{KeptIn, Proof};

use super::Keys;
use crate::failure::Failed;
use crate::profile::{self, Choice, Needs};
use crate::words::Words;
use crate::{Ending, Stop, json, password, print};

pub(super) fn run(choice: &Choice, key: &str, out: &Path, password_fd: Option<u32>, words: &Words) -> Result<Ending, Stop> {
    let file = out.display().to_string();
    if out.symlink_metadata().is_ok() {
        return Err(Stop::because(&words.get("cli:key.file_exists", &[("file", &file)])));
    }
    let password = its_password(choice, password_fd, words)?;
    profile::run(choice, Needs::Keys, words, async |here| {
        let keys = Keys::read(here.database(), here.id())?;
        let row = keys.find(key, words)?;
        let vault = &here.stored.vault;
        let proof = match (vault.kept_in(), &here.stored.vault_password) {
            (KeptIn::Password, Some(typed)) => Proof::Password(typed),
            (KeptIn::Password, None) => return Err(KeyError::Locked.into()),
            (KeptIn::Keychain, _) => Proof::Keychain,
        };
        let encrypted = vault.back_up(&row.id, proof, &password)?;
        // Noted before it is written: a copy that nobody has noted is worse than a note of one that failed.
        here.database().note_key(here.id(), &row.id, "backed_up", here.now())?;
        write_new(out, &encrypted).map_err(|failure| not_written(&failure, &file, words))?;
        let values = [("name", keys.called(row)), ("file", file.as_str())];
        Ok(print(&match choice.json {
            true => json::line(&serde_json::json!({ "backed_up": row.id, "file": file })),
            false => words.get("cli:key.backed_up", &values) + "\n",
        })?)
    })
}

/// What the file is encrypted with.
fn its_password(choice: &Choice, password_fd: Option<u32>, words: &Words) -> Result<Secret<String>, Stop> {
    match (password_fd, choice.ask) {
        (Some(number), _) if choice.vault_password_fd == Some(number) => Err(password::same_descriptor("--password-fd", words)),
        (Some(number), _) => password::from_descriptor(number, words),
        (None, true) => {
            let least = BACKUP_PASSWORD.to_string();
            let password = password::asked(&words.get("cli:password.backup", &[("least", &least)]), words)?;
            password::again(&password, words)?;
            Ok(password)
        }
        (None, false) => Err(Stop::because(&words.get("cli:password.give_backup", &[]))),
    }
}

/// A whole file, 0600, that was not there before; or none.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".inngang-").tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist_noclobber(path)?;
    Ok(())
}

fn not_written(failure: &io::Error, file: &str, words: &Words) -> Failed {
    let key = if failure.kind() == io::ErrorKind::AlreadyExists { "file_exists" } else { "file_unwritable" };
    Stop::because(&words.get(&format!("cli:key.{key}"), &[("file", file)])).into()
}
