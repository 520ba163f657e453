//! What happens to keys, each as one transaction with its line in their history: kept, named, registered, retired, forgotten.

use inngang_engine::calendar::KEY_LIFETIME;
use inngang_engine::keys::KeyFacts;
use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::ports::KeyStore;
use rusqlite::{OptionalExtension as _, Transaction, params};
use time::OffsetDateTime;

use super::{Database, DatabaseError, KeyEventRow, KeyRow, RegistrationRow};

/// That a key was put on a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRegistration {
    /// Id of the key.
    pub key: String,
    /// The client.
    pub client: ClientId,
    /// Its name in the portal; empty when not known.
    pub client_name: String,
    /// Digdir's integration type.
    pub kind: String,
    /// The name that the key stands under there.
    pub kid: KeyId,
    /// When it was posted.
    pub at: OffsetDateTime,
    /// Whether the client signs with it from now on; otherwise only one that has no key does.
    pub in_use: bool,
}

impl KeyRow {
    /// What the screen calls it: its own name, else the `kid` of its newest registration that was not taken away, else the one we propose.
    #[must_use]
    pub fn called<'a>(&'a self, registrations: &'a [RegistrationRow]) -> &'a str {
        let living = registrations.iter().rfind(|row| row.key == self.id && row.retired_at.is_none());
        let kid = living.map_or(&self.kid, |row| &row.kid);
        if self.name.is_empty() { kid.as_str() } else { &self.name }
    }
}

impl Database {
    /// Keeps a key that is new in the vault, and notes what brought it there: `made` or `imported`. One that is kept already stays as it is.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn add_key(&self, profile: &str, key: &KeyRow, what: &str) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        if key.insert(profile, &transaction)? {
            let event = KeyEventRow { key: key.id.clone(), name: key.called(&[]).to_owned(), what: what.to_owned(), at: key.created_at };
            event.insert(profile, &transaction)?;
        }
        Ok(transaction.commit()?)
    }

    /// Keeps the keys that are in the vault and that no row names, as after a crash between the two. Gives their ids. Where a row tells of
    /// another key than the vault has, as one from a copy that somebody altered, it tells of the vault's from now on: what a row tells is
    /// registered at Digdir. A locked vault tells of none.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn adopt_keys(&self, profile: &str, keys: &dyn KeyStore, now: OffsetDateTime) -> Result<Vec<String>, DatabaseError> {
        let known = self.keys(profile)?;
        let mut adopted = Vec::new();
        for id in keys.list().unwrap_or_default() {
            // One that cannot be read cannot be used either; it stays where it is.
            let Ok(facts) = keys.public(&id) else { continue };
            if let Some(row) = known.iter().find(|row| row.id == id) {
                if row.facts != facts {
                    tracing::warn!("a row told of another key than the vault has");
                    self.correct_key(profile, &id, &facts)?;
                }
                continue;
            }
            let what = if id == facts.thumbprint { "imported" } else { "made" };
            let Ok(kid) = id.parse().or_else(|_| facts.thumbprint.parse()) else { continue };
            let row = KeyRow { id: id.clone(), name: String::new(), kid, facts, created_at: now, certificate: None };
            self.add_key(profile, &row, what)?;
            adopted.push(id);
        }
        Ok(adopted)
    }

    fn correct_key(&self, profile: &str, id: &str, facts: &KeyFacts) -> Result<(), DatabaseError> {
        self.connection().execute(
            "UPDATE keys SET spki = ?3, thumbprint = ?4, bits = ?5 WHERE profile = ?1 AND id = ?2",
            params![profile, id, facts.spki, facts.thumbprint, facts.bits],
        )?;
        Ok(())
    }

    /// Gives a key its owner's name for it.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn rename_key(&self, profile: &str, id: &str, name: &str, at: OffsetDateTime) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let changed =
            transaction.execute("UPDATE keys SET name = ?3 WHERE profile = ?1 AND id = ?2 AND name <> ?3", [profile, id, name])?;
        if changed == 1 {
            note(profile, id, "renamed", at, &transaction)?;
        }
        Ok(transaction.commit()?)
    }

    /// Notes that a key stands on a client. One that stood there already keeps the day from which its year counts, and may get another `kid`;
    /// after that year it can only have been posted again.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn register(&self, profile: &str, new: &NewRegistration) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let NewRegistration { key, client, client_name, kind, kid, at, in_use } = new;
        let a_year_before = at.unix_timestamp() - KEY_LIFETIME.whole_seconds();
        let stood =
            "SELECT 1 FROM registrations WHERE profile = ?1 AND client = ?2 AND key = ?3 AND retired_at IS NULL AND registered_at > ?4";
        let stood = transaction.query_row(stood, params![profile, client.as_str(), key, a_year_before], |_| Ok(())).optional()?.is_some();
        transaction.execute(
            "INSERT INTO registrations (profile, key, client, kid, registered_at, retired_at) VALUES (?1, ?2, ?3, ?4, ?5, NULL)
             ON CONFLICT DO UPDATE SET kid = excluded.kid, retired_at = NULL,
                 registered_at = CASE WHEN ?6 THEN registered_at ELSE excluded.registered_at END",
            params![profile, key, client.as_str(), kid.as_str(), at.unix_timestamp(), stood],
        )?;
        transaction.execute(
            "INSERT INTO clients (profile, id, kind, name, key, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET kind = excluded.kind, name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
                 key = CASE WHEN ?7 OR key IS NULL THEN excluded.key ELSE key END",
            params![profile, client.as_str(), kind, client_name, key, at.unix_timestamp(), in_use],
        )?;
        if !stood {
            note(profile, key, "registered", *at, &transaction)?;
        }
        Ok(transaction.commit()?)
    }

    /// Notes that a key no longer stands on a client.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn retire(&self, profile: &str, client: &ClientId, key: &str, at: OffsetDateTime) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        retire(profile, client, key, at, &transaction)?;
        Ok(transaction.commit()?)
    }

    /// Removes a key's public half, with what is known of where it stands. Its history remains.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_key(&self, profile: &str, id: &str, at: OffsetDateTime) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        note(profile, id, "forgotten", at, &transaction)?;
        transaction.execute("DELETE FROM keys WHERE profile = ?1 AND id = ?2", [profile, id])?;
        transaction.execute("DELETE FROM registrations WHERE profile = ?1 AND key = ?2", [profile, id])?;
        transaction.execute("UPDATE clients SET key = NULL WHERE profile = ?1 AND key = ?2", [profile, id])?;
        Ok(transaction.commit()?)
    }

    /// Notes what was done with a key, under what it is called now: `backed_up`, say.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn note_key(&self, profile: &str, id: &str, what: &str, at: OffsetDateTime) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        note(profile, id, what, at, &transaction)?;
        Ok(transaction.commit()?)
    }
}

/// A key that stood there stands there no more, and the client does not sign with it.
pub(super) fn retire(
    profile: &str,
    client: &ClientId,
    key: &str,
    at: OffsetDateTime,
    transaction: &Transaction<'_>,
) -> Result<(), DatabaseError> {
    let gone = "UPDATE registrations SET retired_at = ?4 WHERE profile = ?1 AND client = ?2 AND key = ?3 AND retired_at IS NULL";
    if transaction.execute(gone, params![profile, client.as_str(), key, at.unix_timestamp()])? == 1 {
        note(profile, key, "retired", at, transaction)?;
    }
    transaction.execute("UPDATE clients SET key = NULL WHERE profile = ?1 AND id = ?2 AND key = ?3", [profile, client.as_str(), key])?;
    Ok(())
}

/// A line of the history, of a key that is there.
pub(super) fn note(profile: &str, key: &str, what: &str, at: OffsetDateTime, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let named = "SELECT CASE name WHEN '' THEN IFNULL((SELECT kid FROM registrations WHERE profile = ?1 AND key = ?2 AND retired_at IS NULL
        ORDER BY registered_at DESC LIMIT 1), kid) ELSE name END FROM keys WHERE profile = ?1 AND id = ?2";
    let Some(name) = transaction.query_row(named, [profile, key], |row| row.get(0)).optional()? else { return Ok(()) };
    KeyEventRow { key: key.to_owned(), name, what: what.to_owned(), at }.insert(profile, transaction)
}
