//! Profiles: one organisation in one environment.

use inngang_engine::names::OrgNumber;
use rusqlite::{Row, params};
use time::OffsetDateTime;

use super::rows::{moment, name};
use super::{Database, DatabaseError};

/// One organisation in one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRow {
    /// Unique everywhere; names the profile's folder and its item in the keychain.
    pub id: String,
    /// `practice`, `test`, `production`, or a custom environment's own name.
    pub environment: String,
    /// Whose it is.
    pub organisation: OrgNumber,
    /// The organisation's name, for people.
    pub organisation_name: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

impl ProfileRow {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, DatabaseError> {
        Ok(Self {
            id: row.get(0)?,
            environment: row.get(1)?,
            organisation: name(row, 2)?,
            organisation_name: row.get(3)?,
            created_at: moment(row.get(4)?)?,
        })
    }
}

pub(super) const COLUMNS: &str = "id, environment, organisation, organisation_name, created_at";

impl Database {
    /// All profiles, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn profiles(&self) -> Result<Vec<ProfileRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM profiles ORDER BY created_at, id"))?;
        statement.query_and_then([], ProfileRow::read)?.collect()
    }

    /// One profile.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn profile(&self, id: &str) -> Result<Option<ProfileRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM profiles WHERE id = ?1"))?;
        statement.query_and_then([id], ProfileRow::read)?.next().transpose()
    }

    /// Makes a profile, or gives an existing one its new name; no name takes none away. What stands under the same environment and organisation
    /// wins: the profile that is then in the database is the answer.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_profile(&self, profile: &ProfileRow) -> Result<ProfileRow, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!(
            "INSERT INTO profiles ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (environment, organisation) DO UPDATE SET organisation_name =
                 CASE WHEN excluded.organisation_name = '' THEN organisation_name ELSE excluded.organisation_name END
             RETURNING {COLUMNS}"
        ))?;
        let ProfileRow { id, environment, organisation, organisation_name, created_at } = profile;
        let values = params![id, environment, organisation.as_str(), organisation_name, created_at.unix_timestamp()];
        statement.query_and_then(values, ProfileRow::read)?.next().ok_or_else(|| DatabaseError::Fault("nothing returned".to_owned()))?
    }

    /// Removes a profile with its keys, certificates and steps. Its vault is not in the database.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_profile(&self, id: &str) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM profiles WHERE id = ?1", [id])?;
        Ok(())
    }
}
