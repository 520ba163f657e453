//! How the database fails.

use inngang_engine::problem::{Action, Explain, Problem};
use rusqlite::ErrorCode;

inngang_engine::codes! { "database":
    NEWER = "newer", turn: You, facts: [found, known];
    DAMAGED = "damaged", turn: You, facts: [file];
    BUSY = "busy", turn: You;
    UNWRITABLE = "unwritable", turn: You;
    CHANGED = "changed", turn: You;
    FAULT = "fault", turn: Us;
}

/// How the database fails.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// Written by a newer version of the program; left untouched.
    #[error("the database has version {found}, this program knows {known}")]
    Newer {
        /// Its version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// It was set aside; opening again begins a new one.
    #[error("the database is damaged; it is kept as {file}")]
    Damaged {
        /// File name it was set aside under.
        file: String,
    },
    /// Another program keeps it locked.
    #[error("the database is locked by another program")]
    Busy,
    /// No permission, or no space.
    #[error("the database cannot be written")]
    Unwritable,
    /// Another program wrote it after it was read; nothing was written.
    #[error("it was changed meanwhile by another program")]
    Changed,
    /// A fault of ours, or a value that no version of ours writes.
    #[error("database fault: {0}")]
    Fault(String),
}

impl Explain for DatabaseError {
    fn explain(&self) -> Problem {
        match self {
            Self::Newer { found, known } => NEWER.problem().with("found", *found).with("known", *known),
            Self::Damaged { file } => DAMAGED.problem().with("file", file).offer(Action::TryAgain),
            Self::Busy => BUSY.problem().offer(Action::TryAgain),
            // Trying again would take a step that nobody has looked at.
            Self::Changed => CHANGED.problem(),
            Self::Unwritable => UNWRITABLE.problem().offer(Action::TryAgain),
            Self::Fault(_) => FAULT.problem().offer(Action::OpenTrail),
        }
    }
}

impl From<rusqlite::Error> for DatabaseError {
    fn from(failure: rusqlite::Error) -> Self {
        match failure.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::PermissionDenied,
            ) => Self::Unwritable,
            _ => Self::Fault(failure.to_string()),
        }
    }
}
