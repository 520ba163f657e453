//! A whole profile's rows: read for a copy, merged back from one.

use std::borrow::Cow;
use std::collections::HashSet;

use inngang_engine::vendor::requests::OwnRequest;
use rusqlite::{OptionalExtension as _, Transaction, params};
use time::OffsetDateTime;

use super::profiles::COLUMNS;
use super::rows::joined;
use super::{CertificateRow, ClientRow, Database, DatabaseError, KeyEventRow, KeyRow, ProfileRow, RegistrationRow, StepRow, WatchedRow};

/// Everything of a profile that outlives the program and is not under way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each row says it")]
pub struct ProfileRows {
    pub profile: ProfileRow,
    pub keys: Vec<KeyRow>,
    pub certificates: Vec<CertificateRow>,
    pub clients: Vec<ClientRow>,
    pub registrations: Vec<RegistrationRow>,
    pub watched: Vec<WatchedRow>,
    pub steps: Vec<StepRow>,
    pub requests: Vec<OwnRequest>,
    /// Newest first.
    pub history: Vec<KeyEventRow>,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The profile as it is now.
    pub profile: ProfileRow,
    /// Whether there was none for this organisation in this environment.
    pub is_new: bool,
    /// Ids of the keys that were not there before.
    pub new_keys: Vec<String>,
}

impl Database {
    /// Everything of one profile; nothing when there is no such profile.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn profile_rows(&self, id: &str) -> Result<Option<ProfileRows>, DatabaseError> {
        let Some(profile) = self.profile(id)? else { return Ok(None) };
        Ok(Some(ProfileRows {
            profile,
            keys: self.keys(id)?,
            certificates: self.certificates(id)?,
            clients: self.clients(id)?,
            registrations: self.registrations(id)?,
            watched: self.watched(id)?,
            steps: self.steps(id)?,
            requests: self.requests(id)?,
            history: self.key_history(id)?,
        }))
    }

    /// Merges what was true at `as_of` into the profile of the same organisation and environment, or into a new one. What is there and newer
    /// stays; so does what was forgotten since. All of it or nothing, and nothing when the copy's id is here another organisation's.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn merge(&self, rows: &ProfileRows, as_of: OffsetDateTime) -> Result<Option<Merged>, DatabaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let Some((profile, is_new)) = merge_profile(&rows.profile, &transaction)? else { return Ok(None) };
        let id = &profile.id;
        let mut new_keys = Vec::new();
        let mut forgotten = Vec::new();
        for key in &rows.keys {
            if was_forgotten(id, &key.id, as_of, &transaction)? {
                forgotten.push(key.id.as_str());
            } else if merge_key(id, key, &transaction)? {
                new_keys.push(key.id.clone());
            }
        }
        let kept = |key: &str| !forgotten.contains(&key);
        rows.certificates.iter().filter(|row| kept(&row.key_id)).try_for_each(|row| merge_certificate(id, row, &transaction))?;
        rows.registrations.iter().filter(|row| kept(&row.key)).try_for_each(|row| merge_registration(id, row, &transaction))?;
        for row in &rows.clients {
            merge_client(id, row, row.key.as_deref().filter(|key| kept(key)), &transaction)?;
        }
        rows.watched.iter().try_for_each(|row| merge_watched(id, row, &transaction))?;
        rows.steps.iter().try_for_each(|row| merge_step(id, row, &transaction))?;
        rows.requests.iter().try_for_each(|row| super::requests::merge(id, row, &transaction))?;
        merge_history(id, &rows.history, &transaction)?;
        transaction.commit()?;
        Ok(Some(Merged { profile, is_new, new_keys }))
    }
}

fn merge_profile(profile: &ProfileRow, transaction: &Transaction<'_>) -> Result<Option<(ProfileRow, bool)>, DatabaseError> {
    let found = format!("SELECT {COLUMNS} FROM profiles WHERE environment = ?1 AND organisation = ?2");
    let ours = [profile.environment.as_str(), profile.organisation.as_str()];
    if let Some(there) = transaction.prepare(&found)?.query_and_then(ours, ProfileRow::read)?.next() {
        return Ok(Some((there?, false)));
    }
    let taken = transaction.query_row("SELECT 1 FROM profiles WHERE id = ?1", [&profile.id], |_| Ok(())).optional()?;
    if taken.is_some() {
        return Ok(None);
    }
    let ProfileRow { id, environment, organisation, organisation_name, created_at } = profile;
    transaction.execute(
        &format!("INSERT INTO profiles ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5)"),
        params![id, environment, organisation.as_str(), organisation_name, created_at.unix_timestamp()],
    )?;
    Ok(Some((profile.clone(), true)))
}

/// Whether somebody has removed this key here since the copy was made.
fn was_forgotten(profile: &str, key: &str, as_of: OffsetDateTime, transaction: &Transaction<'_>) -> Result<bool, DatabaseError> {
    let query = "SELECT EXISTS (SELECT 1 FROM key_history WHERE profile = ?1 AND key = ?2 AND what = 'forgotten' AND at >= ?3)
        AND NOT EXISTS (SELECT 1 FROM keys WHERE profile = ?1 AND id = ?2)";
    Ok(transaction.query_row(query, params![profile, key, as_of.unix_timestamp()], |row| row.get(0))?)
}

fn merge_key(profile: &str, key: &KeyRow, transaction: &Transaction<'_>) -> Result<bool, DatabaseError> {
    if key.insert(profile, transaction)? {
        return Ok(true);
    }
    // A name is the one thing of a key that its owner may not have given here yet.
    transaction.execute(
        "UPDATE keys SET name = ?3 WHERE profile = ?1 AND id = ?2 AND name = '' AND thumbprint = ?4",
        [profile, &key.id, &key.name, &key.facts.thumbprint],
    )?;
    Ok(false)
}

fn merge_certificate(profile: &str, row: &CertificateRow, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO certificates (profile, id, key_id, chain, imported_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        params![profile, row.id, row.key_id, joined(&row.chain), row.imported_at.unix_timestamp()],
    )?;
    Ok(())
}

/// Whichever knows of the later event wins.
fn merge_registration(profile: &str, row: &RegistrationRow, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let retired_at = row.retired_at.map(OffsetDateTime::unix_timestamp);
    transaction.execute(
        "INSERT INTO registrations (profile, key, client, kid, registered_at, retired_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET kid = excluded.kid, registered_at = excluded.registered_at, retired_at = excluded.retired_at
         WHERE MAX(excluded.registered_at, IFNULL(excluded.retired_at, excluded.registered_at)) > MAX(registered_at, IFNULL(retired_at, registered_at))",
        params![profile, row.key, row.client.as_str(), row.kid.as_str(), row.registered_at.unix_timestamp(), retired_at],
    )?;
    Ok(())
}

fn merge_client(profile: &str, row: &ClientRow, key: Option<&str>, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO clients (profile, id, kind, name, key, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET name = excluded.name WHERE name = ''",
        params![profile, row.id.as_str(), row.kind, row.name, key, row.added_at.unix_timestamp()],
    )?;
    Ok(())
}

fn merge_watched(profile: &str, row: &WatchedRow, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO watched (profile, id, what, name, starts_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        params![profile, row.id, row.what, row.name, row.starts_at.unix_timestamp()],
    )?;
    Ok(())
}

fn merge_step(profile: &str, row: &StepRow, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let Some(step) = step_now(row) else { return Ok(()) };
    transaction.execute(
        "INSERT INTO steps (profile, step, document, done_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET document = excluded.document, done_at = excluded.done_at WHERE excluded.done_at > done_at",
        params![profile, step, row.document, row.done_at.unix_timestamp()],
    )?;
    Ok(())
}

/// What a step is called now: a copy may be older than version 4, which keeps an unfinished list of clients under its agent. None for one without.
fn step_now(row: &StepRow) -> Option<Cow<'_, str>> {
    if row.step != "agent_run" {
        return Some(Cow::Borrowed(&row.step));
    }
    let document: serde_json::Value = serde_json::from_str(&row.document).ok()?;
    Some(Cow::Owned(format!("agent_run/{}", document.get("agent")?.as_str()?)))
}

/// Both histories in the order of time, each line once.
fn merge_history(profile: &str, theirs: &[KeyEventRow], transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    let mut all: Vec<KeyEventRow> = KeyEventRow::all(profile, transaction)?.into_iter().rev().collect();
    let before = all.len();
    let new: Vec<KeyEventRow> = {
        let ours: HashSet<&KeyEventRow> = all.iter().collect();
        theirs.iter().rev().filter(|event| !ours.contains(event)).cloned().collect()
    };
    all.extend(new);
    if all.len() > before {
        all.sort_by_key(|event| event.at);
        transaction.execute("DELETE FROM key_history WHERE profile = ?1", [profile])?;
        all.iter().try_for_each(|event| event.insert(profile, transaction))?;
    }
    Ok(())
}
