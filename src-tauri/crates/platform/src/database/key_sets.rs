//! What Digdir tells of a client's keys, noted where ours stand: their years count from there.

use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::selfservice::{KeySet, Merged, RegisteredKey};
use rusqlite::params;
use time::OffsetDateTime;

use super::keeping::note;
use super::{Database, DatabaseError, KeyRow, RegistrationRow};

/// How a set came to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<'a> {
    /// It was read. Somebody may have written one of its keys in the portal, so that the date of the whole set tells no more than that no key
    /// was posted later.
    Read,
    /// We posted it: the year of every key in it began anew.
    Posted,
    /// We posted it to restart this key's year, then.
    PostedAgain(&'a KeyId, OffsetDateTime),
}

impl From<&Merged> for Seen<'_> {
    /// A merge that found all as it should be has posted nothing.
    fn from(merged: &Merged) -> Self {
        if merged.written { Self::Posted } else { Self::Read }
    }
}

impl Database {
    /// Notes since when our keys stand on a client, as Digdir tells: a merge posts every key of the set (maskinporten.md 8). Only what was
    /// posted again on purpose is a line in the history.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn note_set(&self, profile: &str, client: &ClientId, set: &KeySet, seen: Seen<'_>) -> Result<(), DatabaseError> {
        let keys = self.keys(profile)?;
        let stands = self.registrations(profile)?.into_iter().filter(|row| row.client == *client && row.retired_at.is_none());
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for row in stands {
            let Some(told) = told(&row, &keys, set) else { continue };
            let again = match seen {
                Seen::PostedAgain(kid, at) if row.kid == *kid => Some(at),
                Seen::PostedAgain(..) | Seen::Posted | Seen::Read => None,
            };
            // A date of the whole set that was only read can be too late for this key; it is never too early.
            let began = told.year_began().filter(|began| told.dated || seen != Seen::Read || *began < row.registered_at);
            if let Some(began) = began.or(again) {
                let since =
                    "UPDATE registrations SET registered_at = ?4 WHERE profile = ?1 AND client = ?2 AND key = ?3 AND retired_at IS NULL";
                transaction.execute(since, params![profile, client.as_str(), row.key, began.unix_timestamp()])?;
            }
            if let Some(at) = again {
                note(profile, &row.key, "renewed", at, &transaction)?;
            }
        }
        Ok(transaction.commit()?)
    }
}

/// The key of the set that a row of ours tells of: by its name there, and in itself.
fn told<'a>(row: &RegistrationRow, keys: &[KeyRow], set: &'a KeySet) -> Option<&'a RegisteredKey> {
    let ours = keys.iter().find(|key| key.id == row.key)?;
    set.key(row.kid.as_str()).filter(|key| key.is(&ours.facts))
}
