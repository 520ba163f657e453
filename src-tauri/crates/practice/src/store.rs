//! What practice remembers between two runs of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::PracticeError;
use crate::idporten::LoginSettings;

const RECORD: &str = "town.json";
const KEYS: &str = "keys";
const ISSUED: &str = "issued";

/// Everything that the person's choices in practice have changed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    /// By client id.
    pub(crate) clients: BTreeMap<String, Client>,
    /// Scopes that a person has consented to: national id, then client id.
    pub(crate) consents: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// DER in standard base64, by the name of the authority.
    pub(crate) authorities: BTreeMap<String, String>,
}

/// A client registered in the portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) organisation: String,
    pub(crate) kind: ClientKind,
    pub(crate) scopes: BTreeSet<String>,
    /// Empty for Maskinporten.
    pub(crate) redirect_uris: Vec<String>,
    /// Of no meaning for Maskinporten.
    #[serde(default)]
    pub(crate) login: LoginSettings,
    pub(crate) keys: Vec<RegisteredKey>,
    /// Seconds since 1970.
    pub(crate) created: i64,
    /// A deleted client stays, inactive: its id is never used again.
    pub(crate) active: bool,
}

/// Digdir's integration types that practice offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ClientKind {
    /// `maskinporten`: web, `private_key_jwt`, jwt-bearer.
    Maskinporten,
    /// `api_klient`: code with PKCE; the portal makes it native, `none`, with refresh.
    IdPorten,
}

/// A public key on a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RegisteredKey {
    pub(crate) kid: String,
    pub(crate) jwk: Value,
    /// Seconds since 1970; the year counts from here.
    pub(crate) uploaded: i64,
}

/// The folder: `town.json`, `keys/`, `issued/`. Folders 0700, files 0600, each write atomic.
pub(crate) struct Store {
    folder: PathBuf,
    record: Mutex<Record>,
}

impl Store {
    /// Opens the folder, or makes it. A file that cannot be read is refused, never overwritten.
    pub(crate) fn open(folder: &Path) -> Result<Self, PracticeError> {
        for place in [folder.to_owned(), folder.join(KEYS), folder.join(ISSUED)] {
            make_private_folder(&place)?;
        }
        let record = match read_if_there(&folder.join(RECORD))? {
            Some(text) => serde_json::from_str(&text).map_err(|error| PracticeError::Damaged { file: folder.join(RECORD), error })?,
            None => Record::default(),
        };
        Ok(Self { folder: folder.to_owned(), record: Mutex::new(record) })
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&Record) -> T) -> T {
        look(&self.record.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the record and writes it; when writing fails nothing has changed.
    pub(crate) fn change<T>(&self, alter: impl FnOnce(&mut Record) -> T) -> Result<T, PracticeError> {
        self.try_change(|record| Ok(alter(record)))
    }

    /// The same for a change that may be refused: then nothing is written.
    pub(crate) fn try_change<T, E: From<PracticeError>>(&self, alter: impl FnOnce(&mut Record) -> Result<T, E>) -> Result<T, E> {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = record.clone();
        let answer = alter(&mut changed)?;
        self.write(&changed)?;
        *record = changed;
        Ok(answer)
    }

    fn write(&self, record: &Record) -> Result<(), PracticeError> {
        let text = serde_json::to_vec_pretty(record).map_err(std::io::Error::other)?;
        Ok(write_private(&self.folder.join(RECORD), &text)?)
    }

    pub(crate) fn client(&self, id: &str) -> Option<Client> {
        self.read(|record| record.clients.get(id).cloned())
    }

    pub(crate) fn key_file(&self, name: &str) -> Result<Option<String>, PracticeError> {
        Ok(read_if_there(&self.folder.join(KEYS).join(name))?)
    }

    pub(crate) fn keep_key_file(&self, name: &str, pem: &str) -> Result<(), PracticeError> {
        Ok(write_private(&self.folder.join(KEYS).join(name), pem.as_bytes())?)
    }

    /// Writes an issued file under a name that is still free, and says where.
    pub(crate) fn keep_issued(&self, stem: &str, bytes: &[u8]) -> Result<PathBuf, PracticeError> {
        let folder = self.folder.join(ISSUED);
        for number in 1..1000 {
            let path = if number == 1 { folder.join(format!("{stem}.p12")) } else { folder.join(format!("{stem}-{number}.p12")) };
            let mut file = tempfile::NamedTempFile::new_in(&folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            match file.persist_noclobber(&path) {
                Ok(_) => return Ok(path),
                Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => {}
                Err(failed) => return Err(failed.error.into()),
            }
        }
        Err(std::io::Error::from(ErrorKind::AlreadyExists).into())
    }
}

fn read_if_there(path: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A temporary file is 0600 from its first byte.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    // It may have been there, open to others.
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_there_after_a_restart() -> Result<(), PracticeError> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(folder.path())?;
        store.change(|record| record.authorities.insert("a".to_owned(), "b".to_owned()))?;
        store.keep_key_file("k.pem", "pem")?;
        let store = Store::open(folder.path())?;
        assert_eq!(store.read(|record| record.authorities.get("a").cloned()), Some("b".to_owned()));
        assert_eq!(store.key_file("k.pem")?, Some("pem".to_owned()));
        assert_eq!(store.key_file("other.pem")?, None);
        Ok(())
    }

    #[test]
    fn a_damaged_record_is_refused_and_left_alone() -> Result<(), PracticeError> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(RECORD);
        std::fs::write(&path, "{")?;
        assert!(matches!(Store::open(folder.path()), Err(PracticeError::Damaged { .. })));
        assert_eq!(std::fs::read_to_string(path)?, "{");
        Ok(())
    }

    #[test]
    fn issued_files_never_replace_each_other() -> Result<(), PracticeError> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(folder.path())?;
        let (first, second) = (store.keep_issued("a", b"1")?, store.keep_issued("a", b"2")?);
        assert_ne!(first, second);
        assert_eq!((std::fs::read(&first)?, std::fs::read(&second)?), (b"1".to_vec(), b"2".to_vec()));
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(first)?) & 0o777, 0o600);
        Ok(())
    }
}
