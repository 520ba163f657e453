//! Reading a file that a person chose, and writing one of ours so that it is whole or unchanged.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use inngang_engine::problem::{Action, Explain, Problem};
use inngang_engine::secret::Secret;
use time::OffsetDateTime;

inngang_engine::codes! { "file":
    IS_FOLDER = "is_folder", turn: You;
    NOT_REGULAR = "not_regular", turn: You;
    UNREADABLE = "unreadable", turn: You;
    TOO_LARGE = "too_large", turn: You, facts: [bytes, limit];
    TOO_MANY = "too_many", turn: You, facts: [limit];
    EMPTY = "empty", turn: You;
    GONE = "gone", turn: You;
}

/// How the names of files begin that are not whole yet.
const UNFINISHED: &str = ".new-";

/// Why a chosen file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// A folder.
    #[error("a folder, not a file")]
    IsFolder,
    /// A pipe, a device or a socket: reading it might never end.
    #[error("not a regular file")]
    NotRegular,
    /// No permission, or the disk fails.
    #[error("the file cannot be read")]
    Unreadable,
    /// More than anything we read.
    #[error("the file has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Size.
        bytes: i64,
        /// What we read at most.
        limit: i64,
    },
    /// One of more files than are looked at together.
    #[error("one of more than {limit} files")]
    TooMany {
        /// So many are.
        limit: i64,
    },
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// No longer there.
    #[error("the file is gone")]
    Gone,
}

impl Explain for FileError {
    fn explain(&self) -> Problem {
        let problem = match self {
            Self::IsFolder => IS_FOLDER.problem(),
            Self::NotRegular => NOT_REGULAR.problem(),
            Self::Unreadable => UNREADABLE.problem(),
            Self::TooLarge { bytes, limit } => TOO_LARGE.problem().with("bytes", *bytes).with("limit", *limit),
            Self::TooMany { limit } => TOO_MANY.problem().with("limit", *limit),
            Self::Empty => EMPTY.problem(),
            Self::Gone => GONE.problem(),
        };
        problem.offer(Action::PickFile)
    }
}

impl From<io::Error> for FileError {
    fn from(failure: io::Error) -> Self {
        if failure.kind() == io::ErrorKind::NotFound { Self::Gone } else { Self::Unreadable }
    }
}

/// Reads a chosen file of at most `limit` bytes. Looks at what it is before opening it: opening a pipe waits for a writer.
///
/// # Errors
/// [`FileError`].
pub fn read_chosen(path: &Path, limit: usize) -> Result<Secret<Vec<u8>>, FileError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(FileError::IsFolder);
    }
    if !metadata.is_file() {
        return Err(FileError::NotRegular);
    }
    let too_large = |bytes: u64| {
        let count = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
        FileError::TooLarge { bytes: count(bytes), limit: count(limit as u64) }
    };
    if metadata.len() > limit as u64 {
        return Err(too_large(metadata.len()));
    }
    // Space for all of it at once: growing would leave copies of secrets behind.
    let mut bytes = Vec::with_capacity(limit.min(usize::try_from(metadata.len()).unwrap_or(limit)) + 1);
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    let bytes = Secret::new(bytes);
    // EXPOSE: its length alone.
    match bytes.expose().len() {
        0 => Err(FileError::Empty),
        length if length > limit => Err(too_large(length as u64)),
        _ => Ok(bytes),
    }
}

/// Writes a file so that whoever reads it, and whatever dies in between, finds the old bytes or the new ones. 0600.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut temporary = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(path)?;
    sync_folder(folder)
}

/// Removes what [`write_whole`] left in a folder when it was killed. Nobody may be writing there meanwhile.
pub(crate) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Renames a file to `<name>.<why>-<date>` beside it and gives its new name.
///
/// # Errors
/// When it cannot be renamed.
pub(crate) fn set_aside(path: &Path, why: &str) -> io::Result<String> {
    let now = OffsetDateTime::now_utc();
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let date = format!("{:04}-{:02}-{:02}", now.year(), u8::from(now.month()), now.day());
    let free = (1..u32::MAX)
        .map(|count| if count == 1 { format!("{name}.{why}-{date}") } else { format!("{name}.{why}-{date}-{count}") })
        .find(|candidate| !folder.join(candidate).exists())
        .ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, folder.join(&free))?;
    sync_folder(folder)?;
    Ok(free)
}

/// A rename is on the disk when its folder is. Windows has no such call and orders the two itself; some network disks cannot do it, and
/// what was written there is written all the same.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(failure) if matches!(failure.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_files() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let path = |name: &str| place.path().join(name);
        let check = |name: &str, expected: FileError| assert_eq!(read_chosen(&path(name), 10).err(), Some(expected), "{name}");
        fs::write(path("ten"), [7; 10])?;
        fs::write(path("empty"), [])?;
        File::create(path("two gigabytes"))?.set_len(2 << 30)?;
        assert_eq!(read_chosen(&path("ten"), 10).map(|bytes| bytes.expose().len()), Ok(10));
        check("", FileError::IsFolder);
        check("nowhere", FileError::Gone);
        check("empty", FileError::Empty);
        check("two gigabytes", FileError::TooLarge { bytes: 2 << 30, limit: 10 });
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_not_opened() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let pipe = place.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status()?.success());
        assert_eq!(read_chosen(&pipe, 10).err(), Some(FileError::NotRegular));
        assert_eq!(read_chosen(Path::new("/dev/zero"), 10).err(), Some(FileError::NotRegular));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_whole_and_private() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir()?;
        let path = place.path().join("file");
        write_whole(&path, b"old")?;
        write_whole(&path, b"new")?;
        assert_eq!(fs::read(&path)?, b"new");
        assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(place.path())?.count(), 1);
        assert!(write_whole(&place.path().join("no/folder"), b"x").is_err());
        let (first, _) = (set_aside(&path, "damaged")?, write_whole(&path, b"again")?);
        assert_ne!(first, set_aside(&path, "damaged")?);
        assert_eq!(fs::read(place.path().join(first))?, b"new");
        Ok(())
    }
}
