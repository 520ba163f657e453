//! The keys of a client as a whole (maskinporten.md 8): at most five, each key id once, one change after another.

use std::collections::BTreeSet;

use super::changes::active;
use super::{Authentication, Author, Client, Deed, Event, Refusal, RegisteredKey};
use crate::store::Record;

const MOST_KEYS: usize = 5;

/// Puts one more key on the client. The same key again restarts its year.
pub(crate) fn add_key(record: &mut Record, id: &str, key: RegisteredKey, by: Author, now: i64) -> Result<(), Refusal> {
    let mut keys = active(record, id)?.keys.clone();
    match keys.iter_mut().find(|other| other.kid == key.kid && other.jwk.get("n") == key.jwk.get("n")) {
        Some(same) => *same = key,
        None => keys.push(key),
    }
    replace_keys(record, id, keys, by, now)
}

/// Takes the key away.
pub(crate) fn remove_key(record: &mut Record, id: &str, kid: &str, by: Author, now: i64) -> Result<(), Refusal> {
    let mut keys = active(record, id)?.keys.clone();
    let before = keys.len();
    keys.retain(|key| key.kid != kid);
    if keys.len() == before {
        return Err(Refusal::new("no_key"));
    }
    replace_keys(record, id, keys, by, now)
}

/// Puts these keys in the place of all that the client had.
pub(crate) fn replace_keys(record: &mut Record, id: &str, keys: Vec<RegisteredKey>, by: Author, now: i64) -> Result<(), Refusal> {
    if active(record, id)?.authentication() != Authentication::PrivateKeyJwt {
        return Err(Refusal::new("key_client"));
    }
    let mut kids = BTreeSet::new();
    if let Some(twice) = keys.iter().find(|key| !kids.insert(&key.kid) || is_taken(record, key)) {
        return Err(Refusal::of("key_duplicate", &twice.kid));
    }
    if keys.len() > MOST_KEYS {
        return Err(Refusal::new("key_many"));
    }
    let deed = Deed::KeysWritten(keys.iter().map(|key| key.kid.clone()).collect());
    let client = active(record, id)?;
    client.write_keys(keys, now);
    client.history.push(Event { at: now, by, deed });
    Ok(())
}

/// A key id names one key, whichever client it stands on.
fn is_taken(record: &Record, key: &RegisteredKey) -> bool {
    let other = |client: &Client| client.keys.iter().any(|other| other.kid == key.kid && other.jwk.get("n") != key.jwk.get("n"));
    record.clients.values().any(other)
}
