//! Files that a person chose, held for the page under ids. The page never sees what is in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{PickedFile, PickedFiles};
use inngang_engine::certificates::{OpenedFile, SIZE_LIMIT};
use inngang_engine::secret::Secret;
use inngang_platform::files::{FileError, read_chosen};

/// More than anybody's set of certificates.
const AT_ONCE: usize = 20;

/// A held file.
#[derive(Clone)]
pub(crate) struct HeldFile {
    pub(crate) name: String,
    pub(crate) bytes: Arc<Secret<Vec<u8>>>,
    /// What came out when it opened: its password is not asked for again, and not kept.
    pub(crate) opened: Option<Arc<OpenedFile>>,
}

/// The files chosen last, together; older ones are wiped when others are chosen.
#[derive(Default)]
pub(crate) struct HeldFiles(Mutex<BTreeMap<String, HeldFile>>);

impl HeldFiles {
    /// Reads chosen files and holds them, or tells of each why it cannot be read. Files beyond any set are not looked at, and told.
    pub(crate) fn take(&self, paths: &[PathBuf]) -> PickedFiles {
        // A network disk may take its time, in which nobody else waits for the lock.
        let mut read = BTreeMap::new();
        let (looked_at, beyond) = paths.split_at(paths.len().min(AT_ONCE));
        let mut picked: Vec<PickedFile> = looked_at.iter().map(|path| take(path, &mut read)).collect();
        picked.extend(beyond.iter().map(|path| refused(path, FileError::TooMany { limit: AT_ONCE as i64 })));
        *self.held() = read;
        PickedFiles { picked }
    }

    /// Lends a held file.
    pub(crate) fn lend(&self, id: &str) -> Option<HeldFile> {
        self.held().get(id).cloned()
    }

    /// Keeps what came out of a file, while it is held.
    pub(crate) fn keep_opened(&self, id: &str, opened: &Arc<OpenedFile>) {
        if let Some(file) = self.held().get_mut(id) {
            file.opened = Some(Arc::clone(opened));
        }
    }

    /// Wipes them all, as after an import.
    pub(crate) fn clear(&self) {
        self.held().clear();
    }

    fn held(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, HeldFile>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn refused(path: &Path, failure: FileError) -> PickedFile {
    PickedFile { file: None, name: name(path), problem: Some(failure.into()) }
}

fn take(path: &Path, held: &mut BTreeMap<String, HeldFile>) -> PickedFile {
    match read_chosen(path, SIZE_LIMIT) {
        Err(failure) => refused(path, failure),
        Ok(bytes) => {
            let name = name(path);
            let id = uuid::Uuid::new_v4().to_string();
            held.insert(id.clone(), HeldFile { name: name.clone(), bytes: Arc::new(bytes), opened: None });
            PickedFile { file: Some(id), name, problem: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_beyond_any_set_are_told() {
        let picked = HeldFiles::default().take(&vec![PathBuf::from("/nowhere/a.p12"); 22]).picked;
        let codes: Vec<_> = picked.iter().filter_map(|file| Some(file.problem.as_ref()?.code.as_str())).collect();
        assert_eq!((codes[..20].to_vec(), codes[20..].to_vec()), (vec!["file.gone"; 20], vec!["file.too_many"; 2]));
        assert!(picked.iter().all(|file| file.file.is_none() && file.name == "a.p12"));
    }
}
