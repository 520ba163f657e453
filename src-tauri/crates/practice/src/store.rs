//! What practice remembers between two runs of the program.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use tempfile::NamedTempFile;

use crate::PracticeError;
use crate::registration::Client;

mod record;

pub(crate) use record::{Issued, Reason, Record, Revocation};

const RECORD: &str = "town.json";
const LOCK: &str = "town.lock";
const KEYS: &str = "keys";
const ISSUED: &str = "issued";

/// The folder: `town.json`, `keys/`, `issued/`. Folders 0700, files 0600, each write atomic. Several programs may have the
/// same one open: every change is lock, read, modify, write.
pub(crate) struct Store {
    folder: PathBuf,
    record: Mutex<Record>,
}

impl Record {
    /// As it was written last; none where there is none that can be read. Touches nothing.
    pub(crate) fn kept_in(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&read_if_there(&folder.join(RECORD)).ok()??).ok()
    }
}

impl Store {
    /// Opens the folder, or makes it. A damaged record is set aside, and the town begins anew.
    pub(crate) fn open(folder: &Path) -> Result<Self, PracticeError> {
        for place in [folder.to_owned(), folder.join(KEYS), folder.join(ISSUED)] {
            make_private_folder(&place)?;
        }
        let store = Self { folder: folder.to_owned(), record: Mutex::default() };
        store.change(Record::separate_requests)?;
        Ok(store)
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
        let _lock = self.lock()?;
        let mut changed = self.kept()?.unwrap_or_else(|| record.clone());
        let answer = alter(&mut changed)?;
        self.write(&changed)?;
        *record = changed;
        Ok(answer)
    }

    /// What any program wrote last. Nothing when there is no record, or none that can be read: what is in memory then stands.
    fn kept(&self) -> Result<Option<Record>, PracticeError> {
        let path = self.folder.join(RECORD);
        let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
        match serde_json::from_slice(&bytes) {
            Ok(record) => Ok(Some(record)),
            Err(error) => {
                tracing::warn!(%error, "the practice record is damaged");
                set_aside(&path)?;
                Ok(None)
            }
        }
    }

    /// Waits for whoever else changes the folder: nobody holds this longer than reading and writing take.
    fn lock(&self) -> Result<File, PracticeError> {
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.folder.join(LOCK))?;
        file.lock()?;
        Ok(file)
    }

    fn write(&self, record: &Record) -> Result<(), PracticeError> {
        let text = serde_json::to_vec_pretty(record).map_err(std::io::Error::other)?;
        Ok(write_private(&self.folder.join(RECORD), &text)?)
    }

    pub(crate) fn client(&self, id: &str) -> Option<Client> {
        self.read(|record| record.clients.get(id).cloned())
    }

    pub(crate) fn key_file(&self, name: &str) -> Result<Option<Vec<u8>>, PracticeError> {
        Ok(read_if_there(&self.folder.join(KEYS).join(name))?)
    }

    /// Keeps a key unless there is one: whether this one is it.
    pub(crate) fn keep_key_file(&self, name: &str, pem: &str) -> Result<bool, PracticeError> {
        Ok(write_new(&self.folder.join(KEYS).join(name), pem.as_bytes())?)
    }

    /// Sets a damaged key aside, unless another program has put a new one in its place.
    pub(crate) fn set_key_file_aside(&self, name: &str, damaged: &[u8]) -> Result<(), PracticeError> {
        let _lock = self.lock()?;
        let path = self.folder.join(KEYS).join(name);
        if read_if_there(&path)?.is_some_and(|bytes| bytes == damaged) {
            set_aside(&path)?;
        }
        Ok(())
    }

    /// Writes an issued file under a name that is still free, with the certificate alone beside it, and says where.
    pub(crate) fn keep_issued(&self, stem: &str, bytes: &[u8], certificate: &[u8]) -> Result<PathBuf, PracticeError> {
        let folder = self.folder.join(ISSUED);
        for number in 1..1000 {
            let path = if number == 1 { folder.join(format!("{stem}.p12")) } else { folder.join(format!("{stem}-{number}.p12")) };
            if write_new(&path, bytes)? {
                write_private(&path.with_extension("cer"), certificate)?;
                return Ok(path);
            }
        }
        Err(std::io::Error::from(ErrorKind::AlreadyExists).into())
    }
}

fn read_if_there(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A temporary file is 0600 from its first byte.
fn written_beside(path: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(path.parent().ok_or(ErrorKind::InvalidInput)?)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    written_beside(path, bytes)?.persist(path)?;
    Ok(())
}

/// Replaces nothing: whether the name was free.
fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    match written_beside(path, bytes)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(failed) => Err(failed.error),
    }
}

/// Renames a damaged file to `<name>.damaged-<seconds since 1970>`, or to the first later second whose name is free.
fn set_aside(path: &Path) -> std::io::Result<()> {
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    let named = |seconds| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{seconds}"));
        PathBuf::from(name)
    };
    let free = (now..).map(named).find(|path| !path.exists()).ok_or(ErrorKind::AlreadyExists)?;
    std::fs::rename(path, free)
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
mod tests;
