//! Renewals under way. A step and what it means for keys and clients are written together, or not at all.

use inngang_engine::keys::KeySize;
use inngang_engine::names::{ClientId, KeyId, Scope};
use inngang_engine::renewal::{OldKey, Renewal, Road, Stage};
use rusqlite::{OptionalExtension as _, Row, Transaction, TransactionBehavior, params};
use time::OffsetDateTime;

use super::keeping::{note, retire};
use super::rows::{moment, name, parsed};
use super::{Database, DatabaseError};

const COLUMNS: &str = "client, old_key, old_kid, new_key, new_kid, bits, road, stage, scopes, begun_at, added_at, proved_until";

impl Database {
    /// The renewals of a profile, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn renewals(&self, profile: &str) -> Result<Vec<Renewal>, DatabaseError> {
        let connection = self.connection();
        let query = format!("SELECT {COLUMNS} FROM renewals WHERE profile = ?1 ORDER BY begun_at, client");
        let mut statement = connection.prepare_cached(&query)?;
        statement.query_and_then([profile], read)?.collect()
    }

    /// The renewal of one client's key.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn renewal(&self, profile: &str, client: &ClientId) -> Result<Option<Renewal>, DatabaseError> {
        Ok(self.renewals(profile)?.into_iter().find(|renewal| renewal.client == *client))
    }

    /// The client whose renewal, not over yet, needs this key.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn renewal_that_needs(&self, profile: &str, key: &str) -> Result<Option<ClientId>, DatabaseError> {
        let needs = |renewal: &Renewal| renewal.new_key == key || renewal.old.as_ref().is_some_and(|old| old.key == key);
        Ok(self.renewals(profile)?.into_iter().find(needs).map(|renewal| renewal.client))
    }

    /// Writes down how far a renewal has come, forwards or back, with what that means: where the new key stands, what the client signs with, that
    /// the old key is gone. One that is over is removed; its history remains. `before` is the renewal that the step began from, none for a new one.
    ///
    /// # Errors
    /// [`DatabaseError::Changed`] when another program has taken a step since; nothing is written then.
    pub fn keep_renewal(
        &self,
        profile: &str,
        before: Option<&Renewal>,
        renewal: &Renewal,
        now: OffsetDateTime,
    ) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        unchanged(profile, &renewal.client, before, &transaction)?;
        write(profile, renewal, &transaction)?;
        if renewal.stage == Stage::Begun {
            forget_new_key(profile, renewal, now, &transaction)?;
        }
        stand(profile, renewal, now, &transaction)?;
        sign(profile, renewal, now, &transaction)?;
        if renewal.stage == Stage::Retired {
            if let Some(old) = &renewal.old {
                retire(profile, &renewal.client, &old.key, now, &transaction)?;
            }
            remove(profile, &renewal.client, &transaction)?;
        }
        Ok(transaction.commit()?)
    }

    /// Removes a renewal that was undone to its beginning, with what was written of its new key.
    ///
    /// # Errors
    /// [`DatabaseError::Changed`], as when it is kept.
    pub fn forget_renewal(&self, profile: &str, renewal: &Renewal, now: OffsetDateTime) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        unchanged(profile, &renewal.client, Some(renewal), &transaction)?;
        forget_new_key(profile, renewal, now, &transaction)?;
        remove(profile, &renewal.client, &transaction)?;
        Ok(transaction.commit()?)
    }
}

/// The window and the headless twin may work on one renewal: a step is written on what it began from, or not at all.
fn unchanged(profile: &str, client: &ClientId, before: Option<&Renewal>, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let query = "SELECT new_key, stage FROM renewals WHERE profile = ?1 AND client = ?2";
    let stored = transaction.query_row(query, [profile, client.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let began = before.map(|renewal| (renewal.new_key.clone(), renewal.stage.as_str().to_owned()));
    if stored == began { Ok(()) } else { Err(DatabaseError::Changed) }
}

/// Nothing is made yet, or no longer there.
fn forget_new_key(profile: &str, renewal: &Renewal, now: OffsetDateTime, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let key = &renewal.new_key;
    note(profile, key, "forgotten", now, transaction)?;
    transaction.execute("DELETE FROM keys WHERE profile = ?1 AND id = ?2", [profile, key])?;
    transaction.execute("DELETE FROM registrations WHERE profile = ?1 AND key = ?2", [profile, key])?;
    Ok(())
}

fn write(profile: &str, renewal: &Renewal, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let scopes: Vec<&str> = renewal.scopes.iter().map(Scope::as_str).collect();
    let at = |moment: Option<OffsetDateTime>| moment.map(OffsetDateTime::unix_timestamp);
    transaction.execute(
        &format!("INSERT OR REPLACE INTO renewals (profile, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"),
        params![
            profile,
            renewal.client.as_str(),
            renewal.old.as_ref().map(|old| &old.key),
            renewal.old.as_ref().map(|old| old.kid.as_str()),
            renewal.new_key,
            renewal.new_kid.as_str(),
            bits(renewal.size),
            renewal.road.as_str(),
            renewal.stage.as_str(),
            scopes.join(" "),
            renewal.begun_at.unix_timestamp(),
            at(renewal.added_at),
            at(renewal.proved_until)
        ],
    )?;
    Ok(())
}

/// The new key stands on the client from `Added` on, and not before.
fn stand(profile: &str, renewal: &Renewal, now: OffsetDateTime, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let (client, key) = (renewal.client.as_str(), &renewal.new_key);
    if renewal.stage < Stage::Added {
        transaction.execute("DELETE FROM registrations WHERE profile = ?1 AND client = ?2 AND key = ?3", [profile, client, key])?;
        return Ok(());
    }
    let since = renewal.added_at.unwrap_or(now);
    let new = transaction.execute(
        "INSERT INTO registrations (profile, key, client, kid, registered_at, retired_at) VALUES (?1, ?2, ?3, ?4, ?5, NULL)
         ON CONFLICT DO NOTHING",
        params![profile, key, client, renewal.new_kid.as_str(), since.unix_timestamp()],
    )?;
    if new == 1 {
        note(profile, key, "registered", since, transaction)?;
    }
    Ok(())
}

/// What the client signs with: the new key from `Switched` on; gone back from there, the old one again. Before that it is whatever it is:
/// somebody may have chosen another key meanwhile.
fn sign(profile: &str, renewal: &Renewal, now: OffsetDateTime, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let (client, new) = (renewal.client.as_str(), &renewal.new_key);
    if renewal.stage < Stage::Switched {
        let old = renewal.old.as_ref().map(|old| &old.key);
        transaction
            .execute("UPDATE clients SET key = ?4 WHERE profile = ?1 AND id = ?2 AND key = ?3", params![profile, client, new, old])?;
        return Ok(());
    }
    let switched = "UPDATE clients SET key = ?3 WHERE profile = ?1 AND id = ?2 AND key IS NOT ?3";
    if transaction.execute(switched, params![profile, client, new])? == 1 {
        note(profile, new, "renewed", now, transaction)?;
    }
    Ok(())
}

fn remove(profile: &str, client: &ClientId, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.execute("DELETE FROM renewals WHERE profile = ?1 AND client = ?2", [profile, client.as_str()])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Renewal, DatabaseError> {
    let unknown = |what: &str| DatabaseError::Fault(format!("unknown {what} of a renewal"));
    let old_kid: Option<KeyId> = row.get::<_, Option<String>>(2)?.map(|kid| parsed(&kid)).transpose()?;
    let old = row.get::<_, Option<String>>(1)?.zip(old_kid).map(|(key, kid)| OldKey { key, kid });
    let at = |column: usize| row.get::<_, Option<i64>>(column)?.map(moment).transpose();
    Ok(Renewal {
        client: name(row, 0)?,
        old,
        new_key: row.get(3)?,
        new_kid: name(row, 4)?,
        size: size(row.get(5)?).ok_or_else(|| unknown("size"))?,
        road: Road::parse(&row.get::<_, String>(6)?).ok_or_else(|| unknown("road"))?,
        stage: Stage::parse(&row.get::<_, String>(7)?).ok_or_else(|| unknown("stage"))?,
        scopes: row.get::<_, String>(8)?.split_whitespace().map(parsed).collect::<Result<_, _>>()?,
        begun_at: moment(row.get(9)?)?,
        added_at: at(10)?,
        proved_until: at(11)?,
    })
}

const fn bits(size: KeySize) -> i64 {
    match size {
        KeySize::Rsa2048 => 2048,
        KeySize::Rsa3072 => 3072,
        KeySize::Rsa4096 => 4096,
    }
}

const fn size(bits: i64) -> Option<KeySize> {
    match bits {
        2048 => Some(KeySize::Rsa2048),
        3072 => Some(KeySize::Rsa3072),
        4096 => Some(KeySize::Rsa4096),
        _ => None,
    }
}
