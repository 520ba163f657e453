//! The database: everything that is no secret. One SQLite file, rows with types, small functions.

mod calendar;
mod dates;
mod error;
mod keeping;
mod key_sets;
mod keys;
mod known;
mod merge;
mod profiles;
mod renewals;
mod requests;
mod rows;
mod schema;
mod scope_lists;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use self::dates::WatchedRow;
pub use self::error::{CODES, DatabaseError};
pub use self::keeping::NewRegistration;
pub use self::key_sets::Seen;
pub use self::keys::{ClientRow, KeyEventRow, KeyRow, RegistrationRow};
pub use self::merge::{Merged, ProfileRows};
pub use self::profiles::ProfileRow;
pub use self::rows::{CertificateRow, StepRow};
use crate::files::set_aside;
use crate::held;

/// How long to wait for another program's change.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database, open. Cheap to share by reference; its calls take turns.
pub struct Database(Mutex<Connection>);

impl Database {
    /// Opens the file, makes it when there is none, and brings it forward.
    ///
    /// # Errors
    /// [`DatabaseError::Newer`] leaves the file as it is; [`DatabaseError::Damaged`] has set it aside, and opening again
    /// begins a new one.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        match Self::try_open(path) {
            Err(Trouble::Damaged) => Err(Self::keep_damaged(path)),
            Err(Trouble::Other(failure)) => Err(failure),
            Ok(database) => Ok(database),
        }
    }

    fn try_open(path: &Path) -> Result<Self, Trouble> {
        if path.exists() {
            // Looked at without the right to write, so that a newer version's file stays as it is.
            let looking = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            looking.busy_timeout(PATIENCE)?;
            let found = schema::version(&looking)?;
            if found > schema::KNOWN {
                return Err(Trouble::Other(DatabaseError::Newer { found, known: schema::KNOWN }));
            }
        } else {
            make_private_file(path).map_err(|_| Trouble::Other(DatabaseError::Unwritable))?;
        }
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was acknowledged survives a loss of power too, not only the end of the process.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if check != "ok" {
            return Err(Trouble::Damaged);
        }
        schema::migrate(&mut connection).map_err(Trouble::Other)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Sets the file aside with its journal, whose pages belong to it.
    fn keep_damaged(path: &Path) -> DatabaseError {
        let Ok(file) = set_aside(path, "damaged") else { return DatabaseError::Unwritable };
        for journal in ["-wal", "-shm"] {
            let (from, to) = (beside(path, journal), path.with_file_name(format!("{file}{journal}")));
            if from.exists() && std::fs::rename(from, to).is_err() {
                return DatabaseError::Unwritable;
            }
        }
        DatabaseError::Damaged { file }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        held(&self.0)
    }

    /// A setting.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn setting(&self, key: &str) -> Result<Option<String>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
        Ok(statement.query([key])?.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Changes a setting.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_setting(&self, key: &str, value: &str) -> Result<(), DatabaseError> {
        self.connection().execute("INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", [key, value])?;
        Ok(())
    }
}

/// What opening can meet, before anything is set aside.
enum Trouble {
    Damaged,
    Other(DatabaseError),
}

impl From<rusqlite::Error> for Trouble {
    fn from(failure: rusqlite::Error) -> Self {
        match failure.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged,
            _ => Self::Other(failure.into()),
        }
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// SQLite gives its journals the permissions of the file.
fn make_private_file(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(test)]
mod tests;
