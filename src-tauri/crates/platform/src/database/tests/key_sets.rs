//! What Digdir tells of a client's keys, and what of it is written down.

use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::names::ClientId;
use inngang_engine::selfservice::{KeySet, RegisteredKey};
use time::OffsetDateTime;

use super::*;

struct Client {
    database: Database,
    id: ClientId,
    ours: KeyRow,
    _place: Place,
}

impl Client {
    /// The key `k` stands on it as `ours`, since noon.
    fn begun() -> Result<Self, Failure> {
        let place = Place::new()?;
        let (database, id) = (Database::open(&place.path())?, "client-1".parse::<ClientId>()?);
        database.keep_profile(&profile("p", "practice")?)?;
        let ours = key(at(0)?)?;
        database.add_key("p", &ours, "made")?;
        let row =
            RegistrationRow { key: "k".to_owned(), client: id.clone(), kid: "ours".parse()?, registered_at: at(12)?, retired_at: None };
        database.keep_registration("p", &row)?;
        Ok(Self { database, id, ours, _place: place })
    }

    /// A set with this key in it, as the server tells of it at this hour; `dated` when that is the key's own date.
    fn set(&self, row: &KeyRow, hour: Option<i64>, dated: bool) -> Result<KeySet, Failure> {
        let jwk = row.facts.jwk(&"ours".parse()?, SigningAlgorithm::Rs256).as_object().cloned().ok_or("no object")?;
        let last_updated = hour.map(at).transpose()?;
        let told = RegisteredKey {
            kid: "ours".to_owned(),
            algorithm: None,
            key_use: None,
            created: hour.map(|_| at(-99)).transpose()?,
            last_updated,
            dated,
            jwk,
        };
        let mut set = KeySet::default();
        set.keys.push(told);
        Ok(set)
    }

    fn since(&self) -> Result<i64, Failure> {
        let rows = self.database.registrations("p")?;
        let at = rows.first().ok_or("no registration")?.registered_at.unix_timestamp();
        Ok((at - START) / 3600)
    }

    /// Since when it stands there, once a set was seen.
    fn noted(&self, set: &KeySet, seen: Seen<'_>) -> Result<i64, Failure> {
        self.database.note_set("p", &self.id, set, seen)?;
        self.since()
    }

    fn history(&self) -> Result<Vec<String>, Failure> {
        Ok(self.database.key_history("p")?.into_iter().map(|event| event.what).collect())
    }
}

const START: i64 = 1_790_000_000;

fn at(hours: i64) -> Result<OffsetDateTime, DatabaseError> {
    rows::moment(START + 3600 * hours)
}

#[test]
fn a_year_counts_from_the_day_that_digdir_tells() -> Result<(), Failure> {
    let client = Client::begun()?;
    for hour in [20, 5, 5] {
        assert_eq!(client.noted(&client.set(&client.ours, Some(hour), true)?, Seen::Read)?, hour);
    }
    assert_eq!(client.noted(&client.set(&client.ours, None, false)?, Seen::Posted)?, 5, "nothing told, nothing learnt");
    assert_eq!(client.history()?, ["made"]);
    Ok(())
}

/// Another key may have been written in the portal alone.
#[test]
fn the_date_of_a_whole_set_moves_a_year_on_only_when_we_posted_it() -> Result<(), Failure> {
    let client = Client::begun()?;
    let set = client.set(&client.ours, Some(20), false)?;
    assert_eq!(client.noted(&set, Seen::Read)?, 12);
    assert_eq!(client.noted(&set, Seen::Posted)?, 20);
    assert_eq!(client.noted(&client.set(&client.ours, Some(8), false)?, Seen::Read)?, 8, "no key was posted later");
    Ok(())
}

#[test]
fn what_was_posted_again_on_purpose_is_in_the_history() -> Result<(), Failure> {
    let client = Client::begun()?;
    let (ours, theirs) = ("ours".parse()?, "theirs".parse()?);
    assert_eq!(client.noted(&client.set(&client.ours, Some(20), false)?, Seen::PostedAgain(&theirs, at(21)?))?, 20);
    assert_eq!(client.history()?, ["made"]);
    assert_eq!(client.noted(&client.set(&client.ours, Some(30), false)?, Seen::PostedAgain(&ours, at(31)?))?, 30);
    assert_eq!(client.noted(&client.set(&client.ours, None, false)?, Seen::PostedAgain(&ours, at(40)?))?, 40, "an API that tells no day");
    assert_eq!(client.history()?, ["renewed", "renewed", "made"]);
    Ok(())
}

#[test]
fn what_is_not_ours_or_was_taken_away_is_left_alone() -> Result<(), Failure> {
    let client = Client::begun()?;
    let another = client.set(&key(at(0)?)?, Some(20), true)?;
    let ours = client.set(&client.ours, Some(20), true)?;
    assert_eq!(client.noted(&another, Seen::Posted)?, 12, "another key under the same name");
    client.database.note_set("p", &"client-2".parse()?, &ours, Seen::Posted)?;
    assert_eq!(client.since()?, 12, "another client");
    client.database.retire("p", &client.id, "k", at(13)?)?;
    assert_eq!(client.noted(&ours, Seen::PostedAgain(&"ours".parse()?, at(21)?))?, 12);
    assert_eq!(client.history()?, ["retired", "made"]);
    Ok(())
}
