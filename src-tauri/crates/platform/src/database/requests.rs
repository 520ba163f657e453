//! System-user requests of a profile's own: what is watched on at the next start, and the only ones that may be deleted.

use std::collections::BTreeSet;

use inngang_engine::altinn::RequestKind;
use inngang_engine::names::ExternalRef;
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};
use rusqlite::{Row, params};

use super::rows::{moment, name, parsed};
use super::{Database, DatabaseError};

const COLUMNS: &str = "id, kind, system, party, external_ref, title, rights, unwanted_rights, packages, unwanted_packages, system_user, \
                       confirm_url, created_at, standing, checked_at";

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

    /// Keeps a request, or how it stands now.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_request(&self, profile: &str, request: &OwnRequest) -> Result<(), DatabaseError> {
        let Change { rights, unwanted_rights, packages, unwanted_packages } = &request.wanted;
        self.connection().execute(
            &format!(
                "INSERT OR REPLACE INTO requests (profile, {COLUMNS})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
            ),
            params![
                profile,
                request.id,
                request.kind.as_str(),
                request.system,
                request.party.as_str(),
                request.external_ref.as_ref().map(ExternalRef::as_str),
                request.title,
                joined(rights),
                joined(unwanted_rights),
                joined(packages),
                joined(unwanted_packages),
                request.system_user,
                request.confirm_url,
                request.created_at.unix_timestamp(),
                request.standing.as_str(),
                request.checked_at.unix_timestamp()
            ],
        )?;
        Ok(())
    }

    /// Writes down where a request stands now; one that was forgotten meanwhile stays so.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn note_request(&self, profile: &str, request: &OwnRequest) -> Result<(), DatabaseError> {
        self.connection().execute(
            "UPDATE requests SET standing = ?3, checked_at = ?4, confirm_url = ?5 WHERE profile = ?1 AND id = ?2",
            params![profile, request.id, request.standing.as_str(), request.checked_at.unix_timestamp(), request.confirm_url],
        )?;
        Ok(())
    }

    /// Forgets a request, which is then no longer ours.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_request(&self, profile: &str, id: &str) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM requests WHERE profile = ?1 AND id = ?2", [profile, id])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<OwnRequest, DatabaseError> {
    let unknown = |what: &str| DatabaseError::Fault(format!("unknown {what} of a request"));
    Ok(OwnRequest {
        id: row.get(0)?,
        kind: RequestKind::parse(&row.get::<_, String>(1)?).ok_or_else(|| unknown("kind"))?,
        system: row.get(2)?,
        party: name(row, 3)?,
        external_ref: row.get::<_, Option<String>>(4)?.map(|text| parsed(&text)).transpose()?,
        title: row.get(5)?,
        wanted: Change {
            rights: split(&row.get::<_, String>(6)?),
            unwanted_rights: split(&row.get::<_, String>(7)?),
            packages: split(&row.get::<_, String>(8)?),
            unwanted_packages: split(&row.get::<_, String>(9)?),
        },
        system_user: row.get(10)?,
        confirm_url: row.get(11)?,
        created_at: moment(row.get(12)?)?,
        standing: Standing::parse(&row.get::<_, String>(13)?).ok_or_else(|| unknown("standing"))?,
        checked_at: moment(row.get(14)?)?,
    })
}

/// One a line: neither a resource nor a package has a line break in its name.
fn joined(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn split(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}
