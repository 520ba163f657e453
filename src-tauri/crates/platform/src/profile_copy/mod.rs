//! A profile as a file without secrets: everything but what is in the vault, to be merged into a database later.

mod document;
mod moment;
mod request;

use inngang_engine::problem::{Action, Explain, Problem};
use time::OffsetDateTime;

use self::document::{Document, Head, MARK, VERSION};
use crate::database::{Database, DatabaseError, Merged};

/// Far more than any profile has.
pub const LIMIT: usize = 16 << 20;

inngang_engine::codes! { "profile_copy":
    FOREIGN = "foreign", turn: You;
    NEWER = "newer", turn: You, facts: [found, known];
    DAMAGED = "damaged", turn: You;
    TOO_LARGE = "too_large", turn: You, facts: [limit];
    TAKEN = "taken", turn: You;
}

/// Why a copy cannot be made or restored. The database is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum ProfileCopyError {
    /// Not a file that [`back_up`] made.
    #[error("not a copy of a profile")]
    Foreign,
    /// Made by a newer version of the program.
    #[error("the copy has version {found}, this program knows {known}")]
    Newer {
        /// Its version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// Cut off, or altered since.
    #[error("the copy is not whole")]
    Damaged,
    /// More than [`LIMIT`] bytes.
    #[error("the copy is larger than {LIMIT} bytes")]
    TooLarge,
    /// Its id is here another organisation's, or the same one's in another environment.
    #[error("the copy's id is taken")]
    Taken,
    /// What the database says.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Explain for ProfileCopyError {
    fn explain(&self) -> Problem {
        let problem = match self {
            Self::Foreign => FOREIGN.problem(),
            Self::Newer { found, known } => NEWER.problem().with("found", *found).with("known", *known),
            Self::Damaged => DAMAGED.problem(),
            Self::TooLarge => TOO_LARGE.problem().with("limit", LIMIT as i64),
            Self::Taken => TAKEN.problem(),
            Self::Database(failure) => return failure.explain(),
        };
        problem.offer(Action::PickFile)
    }
}

/// The profile as JSON: its keys' public halves with their names, certificates, clients, where each key stands since when, watched dates, what
/// the wizard proved, requests to customers, and the history of the keys. The rows have no place for a secret. Nothing when there is no such profile.
///
/// # Errors
/// [`DatabaseError`], as [`ProfileCopyError::Database`].
pub fn back_up(database: &Database, profile: &str, now: OffsetDateTime) -> Result<Option<Vec<u8>>, ProfileCopyError> {
    let Some(rows) = database.profile_rows(profile)? else { return Ok(None) };
    let mut copy = serde_json::to_vec(&Document::of(rows, now)).map_err(|_| ProfileCopyError::Damaged)?;
    copy.push(b'\n');
    if copy.len() > LIMIT { Err(ProfileCopyError::TooLarge) } else { Ok(Some(copy)) }
}

/// Merges a copy into the profile of the same organisation and environment, or makes one: all of it or nothing, and never over something newer.
/// A key whose private half is not in the profile's vault is known by its absence there. Doing it again changes nothing.
///
/// # Errors
/// [`ProfileCopyError`].
pub fn restore(database: &Database, copy: &[u8]) -> Result<Merged, ProfileCopyError> {
    if copy.len() > LIMIT {
        return Err(ProfileCopyError::TooLarge);
    }
    if !copy.starts_with(MARK.as_bytes()) {
        return Err(ProfileCopyError::Foreign);
    }
    let head: Head = serde_json::from_slice(copy).map_err(|_| ProfileCopyError::Damaged)?;
    if head.inngang_profile > VERSION {
        return Err(ProfileCopyError::Newer { found: head.inngang_profile, known: VERSION });
    }
    let document: Document = serde_json::from_slice(copy).map_err(|_| ProfileCopyError::Damaged)?;
    let made_at = document.made_at;
    let rows = document.rows().ok_or(ProfileCopyError::Damaged)?;
    database.merge(&rows, made_at)?.ok_or(ProfileCopyError::Taken)
}

#[cfg(test)]
mod tests;
