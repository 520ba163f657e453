//! Dates that a person asked us to watch, and which reminders they have seen.

use rusqlite::params;
use time::OffsetDateTime;

use super::rows::moment;
use super::{Database, DatabaseError};

/// A date that a person added: a client secret made in the portal, a system-user request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedRow {
    /// Its id.
    pub id: String,
    /// `client_secret` or `system_user_request`.
    pub what: String,
    /// What its owner calls it.
    pub name: String,
    /// When its time began to run.
    pub starts_at: OffsetDateTime,
}

impl Database {
    /// The watched dates of a profile, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn watched(&self, profile: &str) -> Result<Vec<WatchedRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT id, what, name, starts_at FROM watched WHERE profile = ?1 ORDER BY starts_at, id")?;
        statement
            .query_and_then([profile], |row| {
                Ok(WatchedRow { id: row.get(0)?, what: row.get(1)?, name: row.get(2)?, starts_at: moment(row.get(3)?)? })
            })?
            .collect()
    }

    /// Keeps a watched date, new or changed.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_watched(&self, profile: &str, watched: &WatchedRow) -> Result<(), DatabaseError> {
        let WatchedRow { id, what, name, starts_at } = watched;
        self.connection().execute(
            "INSERT INTO watched (profile, id, what, name, starts_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET what = excluded.what, name = excluded.name, starts_at = excluded.starts_at",
            params![profile, id, what, name, starts_at.unix_timestamp()],
        )?;
        Ok(())
    }

    /// Watches a date no more.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_watched(&self, profile: &str, id: &str) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM watched WHERE profile = ?1 AND id = ?2", [profile, id])?;
        Ok(())
    }

    /// The reminders that were told: an entry of the calendar, and how many days before its end.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn told(&self, profile: &str, now: OffsetDateTime) -> Result<Vec<(String, i64)>, DatabaseError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT entry, days FROM told WHERE profile = ?1 AND told_at <= ?2 ORDER BY entry, days")?;
        statement.query_and_then(params![profile, latest(now)], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    /// Notes that a reminder was told: whether it was for the first time, when two programs run at once.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn note_told(&self, profile: &str, entry: &str, days: i64, at: OffsetDateTime) -> Result<bool, DatabaseError> {
        let values = params![profile, entry, days, at.unix_timestamp(), latest(at)];
        let new = self.connection().execute(
            "INSERT INTO told (profile, entry, days, told_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET told_at = excluded.told_at WHERE told.told_at > ?5",
            values,
        )?;
        Ok(new == 1)
    }
}

/// What was told later than this was told by a clock that was ahead: it is told once more when its time has come. A day may pass between
/// two looks, and a clock be turned a little, without that.
fn latest(now: OffsetDateTime) -> i64 {
    now.saturating_add(time::Duration::DAY).unix_timestamp()
}
