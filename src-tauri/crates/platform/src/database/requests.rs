//! System-user requests of a profile's own: what is watched on at the next start, and the only ones that may be deleted.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use inngang_engine::altinn::{AltinnId, RequestKind};
use inngang_engine::names::ExternalRef;
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};
use rusqlite::{Connection, Row, params};

use super::rows::{moment, name, parsed};
use super::{Database, DatabaseError};

const COLUMNS: &str = "id, kind, system, party, external_ref, title, rights, unwanted_rights, packages, unwanted_packages, system_user, \
                       confirm_url, created_at, standing, checked_at, party_name";

impl Database {
    /// The requests of a profile, newest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn requests(&self, profile: &str) -> Result<Vec<OwnRequest>, DatabaseError> {
        let connection = self.connection();
        let query = format!("SELECT {COLUMNS} FROM requests WHERE profile = ?1 ORDER BY created_at DESC, id");
        let mut statement = connection.prepare_cached(&query)?;
        statement.query_and_then([profile], read)?.collect()
    }

    /// Keeps a request, or how it stands now. A name that is known stays known.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_request(&self, profile: &str, request: &OwnRequest) -> Result<(), DatabaseError> {
        write(profile, request, "", &self.connection())
    }

    /// Writes down where a request stands now; one that was forgotten meanwhile stays so, and so does one whose system was deleted.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn note_request(&self, profile: &str, request: &OwnRequest) -> Result<(), DatabaseError> {
        self.connection().execute(
            "UPDATE requests SET standing = ?3, checked_at = ?4, confirm_url = ?5
             WHERE profile = ?1 AND id = ?2 AND (standing <> 'no_system' OR ?3 = 'no_system')",
            params![profile, request.id.to_string(), request.standing.as_str(), request.checked_at.unix_timestamp(), request.confirm_url],
        )?;
        Ok(())
    }

    /// Writes down what an organisation is called, on each request to it.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn name_party(&self, profile: &str, party: &str, name: &str) -> Result<(), DatabaseError> {
        self.connection().execute("UPDATE requests SET party_name = ?3 WHERE profile = ?1 AND party = ?2", [profile, party, name])?;
        Ok(())
    }

    /// Forgets a request, which is then no longer ours.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_request(&self, profile: &str, id: AltinnId) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM requests WHERE profile = ?1 AND id = ?2", [profile, &id.to_string()])?;
        Ok(())
    }
}

/// One out of a copy: whichever was looked at later says where it stands. Altinn may have deleted it since; the next look tells.
pub(super) fn merge(profile: &str, request: &OwnRequest, connection: &Connection) -> Result<(), DatabaseError> {
    write(profile, request, "WHERE excluded.checked_at > checked_at", connection)
}

fn write(profile: &str, request: &OwnRequest, unless_newer: &str, connection: &Connection) -> Result<(), DatabaseError> {
    let Change { rights, unwanted_rights, packages, unwanted_packages } = &request.wanted;
    connection.execute(
        &format!(
            "INSERT INTO requests (profile, {COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
             ON CONFLICT DO UPDATE SET title = excluded.title, rights = excluded.rights, unwanted_rights = excluded.unwanted_rights,
                 packages = excluded.packages, unwanted_packages = excluded.unwanted_packages, confirm_url = excluded.confirm_url,
                 standing = excluded.standing, checked_at = excluded.checked_at, party_name = IFNULL(excluded.party_name, party_name)
             {unless_newer}"
        ),
        params![
            profile,
            request.id.to_string(),
            request.kind.as_str(),
            request.system,
            request.party.as_str(),
            request.external_ref.as_ref().map(ExternalRef::as_str),
            request.title,
            joined(rights),
            joined(unwanted_rights),
            joined(packages),
            joined(unwanted_packages),
            request.system_user.map(|id| id.to_string()),
            request.confirm_url,
            request.created_at.unix_timestamp(),
            request.standing.as_str(),
            request.checked_at.unix_timestamp(),
            request.party_name
        ],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<OwnRequest, DatabaseError> {
    let unknown = |what: &str| DatabaseError::Fault(format!("unknown {what} of a request"));
    Ok(OwnRequest {
        id: name(row, 0)?,
        kind: RequestKind::parse(&row.get::<_, String>(1)?).ok_or_else(|| unknown("kind"))?,
        system: row.get(2)?,
        party: name(row, 3)?,
        party_name: row.get(15)?,
        external_ref: row.get::<_, Option<String>>(4)?.map(|text| parsed(&text)).transpose()?,
        title: row.get(5)?,
        wanted: Change {
            rights: split(&row.get::<_, String>(6)?),
            unwanted_rights: split(&row.get::<_, String>(7)?),
            packages: split(&row.get::<_, String>(8)?),
            unwanted_packages: split(&row.get::<_, String>(9)?),
        },
        system_user: row.get::<_, Option<String>>(10)?.map(|text| parsed(&text)).transpose()?,
        confirm_url: row.get(11)?,
        created_at: moment(row.get(12)?)?,
        standing: Standing::parse(&row.get::<_, String>(13)?).ok_or_else(|| unknown("standing"))?,
        checked_at: moment(row.get(14)?)?,
    })
}

/// One a line. Neither a right nor a package has a control sign in its name; one that does is left out, for it would be read as others.
fn joined<T: Display>(names: &BTreeSet<T>) -> String {
    names.iter().map(T::to_string).filter(|name| !name.contains(char::is_control)).collect::<Vec<_>>().join("\n")
}

/// A line that is no name is left out: one must not hide all requests of the profile.
fn split<T: FromStr + Ord>(text: &str) -> BTreeSet<T> {
    text.lines().filter_map(|line| line.parse().inspect_err(|_| tracing::warn!("a right of a request is left out")).ok()).collect()
}
