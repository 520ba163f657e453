//! Files that a person chose, held for the page under an id. The page never sees their bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::PickedFile;
use inngang_engine::certificates::SIZE_LIMIT;
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;

/// A held file.
pub(crate) struct HeldFile {
    pub(crate) name: String,
    pub(crate) bytes: Arc<Secret<Vec<u8>>>,
}

/// The newest chosen file; an older one is wiped when another is chosen.
#[derive(Default)]
pub(crate) struct HeldFiles(Mutex<BTreeMap<String, HeldFile>>);

impl HeldFiles {
    /// Reads a chosen file and holds it, or tells why it cannot be read.
    pub(crate) fn take(&self, path: &Path) -> PickedFile {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match read_chosen(path, SIZE_LIMIT) {
            Err(failure) => PickedFile { file: None, name, problem: Some(failure.into()) },
            Ok(bytes) => {
                let id = uuid::Uuid::new_v4().to_string();
                let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                held.clear();
                held.insert(id.clone(), HeldFile { name: name.clone(), bytes: Arc::new(bytes) });
                PickedFile { file: Some(id), name, problem: None }
            }
        }
    }

    /// The first of several dropped files; the others are not looked at.
    pub(crate) fn take_first(&self, paths: &[PathBuf]) -> Option<PickedFile> {
        paths.first().map(|path| self.take(path))
    }

    /// Lends a held file.
    pub(crate) fn lend(&self, id: &str) -> Option<HeldFile> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(id).map(|file| HeldFile { name: file.name.clone(), bytes: Arc::clone(&file.bytes) })
    }

    /// Wipes them all, as after an import.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
