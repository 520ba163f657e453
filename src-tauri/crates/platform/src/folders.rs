//! Where the program keeps its things, and which language the system speaks.

use std::io;
use std::path::{Path, PathBuf};

use directories::BaseDirs;

/// Name of the program's folder and of its items in the keychain.
pub const IDENTIFIER: &str = "no.inngang.desktop";

/// The program's folders. Made when first needed, for this person alone.
#[derive(Debug, Clone)]
pub struct Folders {
    home: PathBuf,
}

impl Folders {
    /// The system's place for a program's data, or what `INNGANG_HOME` names.
    ///
    /// # Errors
    /// When the system names no such place, or it cannot be made.
    pub fn find() -> io::Result<Self> {
        Self::at(&home().ok_or(io::ErrorKind::NotFound)?)
    }

    /// The folders under `home`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn at(home: &Path) -> io::Result<Self> {
        let folders = Self { home: home.to_owned() };
        make_private(home)?;
        make_private(&folders.logs())?;
        Ok(folders)
    }

    /// Everything of ours.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.home.join("inngang.db")
    }

    /// The log files.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.home.join("logs")
    }

    /// The local practice town.
    #[must_use]
    pub fn practice(&self) -> PathBuf {
        practice_in(&self.home)
    }

    /// A profile's own folder, where its vault is. Its name must be unique everywhere, since it names the keychain's item.
    #[must_use]
    pub fn profile(&self, id: &str) -> PathBuf {
        self.home.join("profiles").join(id)
    }
}

/// The system's place for a program's data, or what `INNGANG_HOME` names. Nothing is made.
fn home() -> Option<PathBuf> {
    match std::env::var_os("INNGANG_HOME").filter(|home| !home.is_empty()) {
        Some(home) => Some(PathBuf::from(home)),
        None => Some(BaseDirs::new()?.data_local_dir().join(IDENTIFIER)),
    }
}

/// The local practice town's folder, when there is one. Nothing is made.
#[must_use]
pub fn practice() -> Option<PathBuf> {
    home().map(|home| practice_in(&home)).filter(|folder| folder.is_dir())
}

fn practice_in(home: &Path) -> PathBuf {
    home.join("practice")
}

/// Makes a folder and those above it, 0700 where the system has such a thing. One that exists stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The system's language among ours: `nb`, `nn` or `en`.
#[must_use]
pub fn language() -> &'static str {
    language_of(sys_locale::get_locales())
}

fn language_of(locales: impl Iterator<Item = String>) -> &'static str {
    for locale in locales {
        match locale.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "nb" | "no" | "da" | "sv" => return "nb",
            "nn" => return "nn",
            "c" | "posix" | "" => {}
            _ => return "en",
        }
    }
    "nb"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        fn check(locales: &[&str], expected: &str) {
            assert_eq!(language_of(locales.iter().map(|text| (*text).to_owned())), expected, "{locales:?}");
        }
        check(&["nb-NO"], "nb");
        check(&["no_NO.UTF-8"], "nb");
        check(&["nn-NO", "nb-NO"], "nn");
        check(&["en-US"], "en");
        check(&["de-DE", "nb-NO"], "en");
        check(&["C"], "nb");
        check(&["POSIX", "nn_NO"], "nn");
        check(&[], "nb");
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_private() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir()?;
        let folders = Folders::at(&place.path().join("a/b"))?;
        assert_eq!(std::fs::metadata(folders.home())?.permissions().mode() & 0o777, 0o700);
        assert_eq!(std::fs::metadata(folders.logs())?.permissions().mode() & 0o777, 0o700);
        Ok(())
    }
}
