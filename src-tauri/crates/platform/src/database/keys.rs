//! Keys' public halves, the clients of a profile, and which key stands where since when.

use inngang_engine::keys::KeyFacts;
use inngang_engine::names::{ClientId, KeyId};
use rusqlite::{Connection, Row, params};
use time::OffsetDateTime;

use super::rows::{moment, name, parsed};
use super::{Database, DatabaseError};

/// A key's public half. The private half is in the vault under the same id; where the key stands is in [`RegistrationRow`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Id in the vault.
    pub id: String,
    /// What its owner calls it; empty until they do.
    pub name: String,
    /// The `kid` that we propose.
    pub kid: KeyId,
    /// Public half.
    pub facts: KeyFacts,
    /// When it was made or imported.
    pub created_at: OffsetDateTime,
    /// Fingerprint of its certificate, when it has one.
    pub certificate: Option<String>,
}

/// A client at Digdir, and the key that it signs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Assigned by Digdir.
    pub id: ClientId,
    /// `maskinporten`, `api_klient`, or another integration type of Digdir's.
    pub kind: String,
    /// Name in the portal, when known.
    pub name: String,
    /// Id of the key in use.
    pub key: Option<String>,
    /// When it was first told of.
    pub added_at: OffsetDateTime,
}

/// That a key stands on a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationRow {
    /// Id of the key.
    pub key: String,
    /// The client.
    pub client: ClientId,
    /// The name it stands under there: ours, or the portal's own when PEM was pasted.
    pub kid: KeyId,
    /// When it was posted: its year counts from here (maskinporten.md 8).
    pub registered_at: OffsetDateTime,
    /// When it was taken away there.
    pub retired_at: Option<OffsetDateTime>,
}

/// Something that was done with a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyEventRow {
    /// Id of the key.
    pub key: String,
    /// What it was called then; it may be forgotten since.
    pub name: String,
    /// `made`, `imported`, `registered`, `renewed`, `retired`, `backed_up`, `renamed`, `forgotten`.
    pub what: String,
    /// When.
    pub at: OffsetDateTime,
}

impl KeyRow {
    fn read(row: &Row<'_>) -> Result<Self, DatabaseError> {
        let facts = KeyFacts::from_spki(&row.get::<_, Vec<u8>>(3)?).map_err(|failure| DatabaseError::Fault(failure.to_string()))?;
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            kid: name(row, 2)?,
            facts,
            created_at: moment(row.get(4)?)?,
            certificate: row.get(5)?,
        })
    }

    /// Whether it is new; one that is there stays as it is.
    pub(super) fn insert(&self, profile: &str, connection: &Connection) -> Result<bool, DatabaseError> {
        self.write(profile, "DO NOTHING", connection).map(|rows| rows == 1)
    }

    fn write(&self, profile: &str, when_there: &str, connection: &Connection) -> Result<usize, DatabaseError> {
        let Self { id, name, kid, facts, created_at, certificate } = self;
        let values =
            params![profile, id, name, kid.as_str(), facts.spki, facts.thumbprint, facts.bits, created_at.unix_timestamp(), certificate];
        let insert = "INSERT INTO keys (profile, id, name, kid, spki, thumbprint, bits, created_at, certificate)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT";
        Ok(connection.execute(&format!("{insert} {when_there}"), values)?)
    }
}

impl KeyEventRow {
    /// Newest first.
    pub(super) fn all(profile: &str, connection: &Connection) -> Result<Vec<Self>, DatabaseError> {
        let mut statement =
            connection.prepare_cached("SELECT key, name, what, at FROM key_history WHERE profile = ?1 ORDER BY number DESC")?;
        let read = |row: &Row<'_>| Ok(Self { key: row.get(0)?, name: row.get(1)?, what: row.get(2)?, at: moment(row.get(3)?)? });
        statement.query_and_then([profile], read)?.collect()
    }

    pub(super) fn insert(&self, profile: &str, connection: &Connection) -> Result<(), DatabaseError> {
        let Self { key, name, what, at } = self;
        connection.execute(
            "INSERT INTO key_history (profile, number, key, name, what, at)
             VALUES (?1, (SELECT IFNULL(MAX(number), 0) + 1 FROM key_history WHERE profile = ?1), ?2, ?3, ?4, ?5)",
            params![profile, key, name, what, at.unix_timestamp()],
        )?;
        Ok(())
    }
}

impl Database {
    /// The keys of a profile, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keys(&self, profile: &str) -> Result<Vec<KeyRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare_cached("SELECT id, name, kid, spki, created_at, certificate FROM keys WHERE profile = ?1 ORDER BY created_at, id")?;
        statement.query_and_then([profile], KeyRow::read)?.collect()
    }

    /// Whether something rests on a key: it stands on a client, a client signs with it, or a renewal needs it.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn is_needed(&self, profile: &str, key: &str) -> Result<bool, DatabaseError> {
        let query = "SELECT EXISTS (SELECT 1 FROM registrations WHERE profile = ?1 AND key = ?2 AND retired_at IS NULL)
            OR EXISTS (SELECT 1 FROM clients WHERE profile = ?1 AND key = ?2)
            OR EXISTS (SELECT 1 FROM renewals WHERE profile = ?1 AND ?2 IN (old_key, new_key))";
        Ok(self.connection().query_row(query, [profile, key], |row| row.get(0))?)
    }

    /// Keeps a key, new or changed.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_key(&self, profile: &str, key: &KeyRow) -> Result<(), DatabaseError> {
        let update = "DO UPDATE SET name = excluded.name, kid = excluded.kid, spki = excluded.spki, thumbprint = excluded.thumbprint,
            bits = excluded.bits, certificate = excluded.certificate";
        key.write(profile, update, &self.connection())?;
        Ok(())
    }

    /// The clients of a profile, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn clients(&self, profile: &str) -> Result<Vec<ClientRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT id, kind, name, key, added_at FROM clients WHERE profile = ?1 ORDER BY added_at, id")?;
        statement
            .query_and_then([profile], |row| {
                Ok(ClientRow { id: name(row, 0)?, kind: row.get(1)?, name: row.get(2)?, key: row.get(3)?, added_at: moment(row.get(4)?)? })
            })?
            .collect()
    }

    /// Keeps a client, new or changed.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_client(&self, profile: &str, client: &ClientRow) -> Result<(), DatabaseError> {
        let ClientRow { id, kind, name, key, added_at } = client;
        self.connection().execute(
            "INSERT INTO clients (profile, id, kind, name, key, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, key = excluded.key",
            params![profile, id.as_str(), kind, name, key, added_at.unix_timestamp()],
        )?;
        Ok(())
    }

    /// Removes a client from the profile, with what stands on it. At Digdir it stays as it is.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_client(&self, profile: &str, id: &ClientId) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for table in ["DELETE FROM clients WHERE profile = ?1 AND id = ?2", "DELETE FROM registrations WHERE profile = ?1 AND client = ?2"]
        {
            transaction.execute(table, [profile, id.as_str()])?;
        }
        Ok(transaction.commit()?)
    }

    /// Where the keys of a profile stand, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn registrations(&self, profile: &str) -> Result<Vec<RegistrationRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT key, client, kid, registered_at, retired_at FROM registrations WHERE profile = ?1 ORDER BY registered_at, key, client",
        )?;
        statement
            .query_and_then([profile], |row| {
                Ok(RegistrationRow {
                    key: row.get(0)?,
                    client: parsed(&row.get::<_, String>(1)?)?,
                    kid: name(row, 2)?,
                    registered_at: moment(row.get(3)?)?,
                    retired_at: row.get::<_, Option<i64>>(4)?.map(moment).transpose()?,
                })
            })?
            .collect()
    }

    /// Keeps where a key stands, new or changed.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_registration(&self, profile: &str, registration: &RegistrationRow) -> Result<(), DatabaseError> {
        let RegistrationRow { key, client, kid, registered_at, retired_at } = registration;
        self.connection().execute(
            "INSERT INTO registrations (profile, key, client, kid, registered_at, retired_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET kid = excluded.kid, registered_at = excluded.registered_at, retired_at = excluded.retired_at",
            params![
                profile,
                key,
                client.as_str(),
                kid.as_str(),
                registered_at.unix_timestamp(),
                retired_at.map(OffsetDateTime::unix_timestamp)
            ],
        )?;
        Ok(())
    }

    /// What was done with the keys of a profile, newest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn key_history(&self, profile: &str) -> Result<Vec<KeyEventRow>, DatabaseError> {
        KeyEventRow::all(profile, &self.connection())
    }
}
