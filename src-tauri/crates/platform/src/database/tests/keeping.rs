//! What happens to keys, and what is left of it in their history.

use inngang_engine::names::ClientId;
use inngang_engine::ports::KeyStore;
use time::OffsetDateTime;

use super::*;
use crate::memory_keys::MemoryKeys;
use crate::vault::{NoKeychain, Vault};

struct Life {
    database: Database,
    place: Place,
}

impl Life {
    /// A profile with one key, `k`.
    fn begun() -> Result<Self, Failure> {
        let place = Place::new()?;
        let database = Database::open(&place.path())?;
        database.keep_profile(&profile("p", "practice")?)?;
        database.add_key("p", &key(at(0)?)?, "made")?;
        Ok(Self { database, place })
    }

    fn history(&self) -> Result<Vec<(String, String)>, Failure> {
        Ok(self.database.key_history("p")?.into_iter().map(|event| (event.what, event.name)).collect())
    }

    /// What each client signs with; and since when each key stands somewhere and until when, in hours.
    fn stands(&self) -> Result<(Vec<Option<String>>, Vec<Stand>), Failure> {
        let hour = |at: OffsetDateTime| (at.unix_timestamp() - START) / 3600;
        let rows = self.database.registrations("p")?.into_iter();
        let rows = rows.map(|row| (row.kid.to_string(), hour(row.registered_at), row.retired_at.map(hour))).collect();
        Ok((self.database.clients("p")?.into_iter().map(|client| client.key).collect(), rows))
    }
}

type Stand = (String, i64, Option<i64>);

const START: i64 = 1_790_000_000;

fn at(hours: i64) -> Result<OffsetDateTime, DatabaseError> {
    rows::moment(START + 3600 * hours)
}

fn registration(key: &str, kid: &str, hours: i64, in_use: bool) -> Result<NewRegistration, Failure> {
    Ok(NewRegistration {
        key: key.to_owned(),
        client: "client-1".parse()?,
        client_name: String::new(),
        kind: "maskinporten".to_owned(),
        kid: kid.parse()?,
        at: at(hours)?,
        in_use,
    })
}

fn event(what: &str, name: &str) -> (String, String) {
    (what.to_owned(), name.to_owned())
}

#[test]
fn a_life_of_a_key_is_written_down() -> Result<(), Failure> {
    let life = Life::begun()?;
    let client: ClientId = "client-1".parse()?;
    life.database.register("p", &registration("k", "portal-kid", 1, true)?)?;
    life.database.rename_key("p", "k", "Lønn", at(2)?)?;
    // The same name again is no event.
    life.database.rename_key("p", "k", "Lønn", at(3)?)?;
    life.database.note_key("p", "k", "backed_up", at(4)?)?;
    life.database.retire("p", &client, "k", at(5)?)?;
    life.database.retire("p", &client, "k", at(6)?)?;
    assert_eq!(life.stands()?, (vec![None], vec![("portal-kid".to_owned(), 1, Some(5))]));
    life.database.forget_key("p", "k", at(7)?)?;
    life.database.forget_key("p", "k", at(8)?)?;
    let expected = [
        event("forgotten", "Lønn"),
        event("retired", "Lønn"),
        event("backed_up", "Lønn"),
        event("renamed", "Lønn"),
        event("registered", "portal-kid"),
        event("made", "123456785-x"),
    ];
    assert_eq!(life.history()?, expected);
    assert_eq!(life.stands()?, (vec![None], Vec::new()));
    Ok(())
}

#[test]
fn a_year_counts_from_the_first_time_and_anew_after_it_was_gone() -> Result<(), Failure> {
    let life = Life::begun()?;
    life.database.register("p", &registration("k", "mistyped", 1, true)?)?;
    life.database.register("p", &registration("k", "right", 2, true)?)?;
    assert_eq!(life.stands()?.1, [("right".to_owned(), 1, None)]);
    life.database.retire("p", &"client-1".parse()?, "k", at(3)?)?;
    life.database.register("p", &registration("k", "again", 4, true)?)?;
    assert_eq!(life.stands()?, (vec![Some("k".to_owned())], vec![("again".to_owned(), 4, None)]));
    // Told of once more when that year is over: it was posted again, for otherwise it would not do.
    let year = 365 * 24;
    life.database.register("p", &registration("k", "again", 4 + year - 1, true)?)?;
    assert_eq!(life.stands()?.1, [("again".to_owned(), 4, None)]);
    life.database.register("p", &registration("k", "again", 4 + year, true)?)?;
    assert_eq!(life.stands()?.1, [("again".to_owned(), 4 + year, None)]);
    assert_eq!(life.history()?.into_iter().filter(|(what, _)| what == "registered").count(), 3);
    Ok(())
}

#[test]
fn a_second_key_is_used_when_it_is_said() -> Result<(), Failure> {
    let life = Life::begun()?;
    let used = |life: &Life| Ok::<_, Failure>(life.stands()?.0);
    life.database.add_key("p", &KeyRow { id: "l".to_owned(), ..key(at(1)?)? }, "imported")?;
    life.database.register("p", &registration("k", "one", 1, false)?)?;
    assert_eq!(used(&life)?, [Some("k".to_owned())]);
    life.database.register("p", &registration("l", "two", 2, false)?)?;
    assert_eq!(used(&life)?, [Some("k".to_owned())]);
    life.database.register("p", &registration("l", "two", 2, true)?)?;
    assert_eq!(used(&life)?, [Some("l".to_owned())]);
    // What does not sign can go without a trace of the one that does.
    life.database.retire("p", &"client-1".parse()?, "k", at(3)?)?;
    assert_eq!(used(&life)?, [Some("l".to_owned())]);
    Ok(())
}

#[test]
fn a_key_is_needed_while_something_rests_on_it() -> Result<(), Failure> {
    let life = Life::begun()?;
    let needed = || life.database.is_needed("p", "k");
    assert!(!needed()?);
    life.database.register("p", &registration("k", "one", 1, true)?)?;
    assert!(needed()? && !life.database.is_needed("other", "k")? && !life.database.is_needed("p", "l")?);
    // It stands there still when the client signs with another.
    life.database.register("p", &registration("l", "two", 2, true)?)?;
    assert!(needed()?);
    life.database.retire("p", &"client-1".parse()?, "k", at(3)?)?;
    assert!(!needed()?);
    Ok(())
}

#[test]
fn a_key_that_no_row_names_is_adopted_once() -> Result<(), Failure> {
    let life = Life::begun()?;
    let keys = MemoryKeys::default();
    keys.generate("123456785-20270101-0a0b0c0d", KeySize::Rsa2048)?;
    let other = PrivateKey::make(KeySize::Rsa2048)?;
    let thumbprint = other.facts()?.thumbprint;
    keys.import(&thumbprint, other.to_pkcs8()?)?;
    let mut expected = vec!["123456785-20270101-0a0b0c0d".to_owned(), thumbprint.clone()];
    expected.sort();
    assert_eq!(life.database.adopt_keys("p", &keys, at(9)?)?, expected);
    assert!(life.database.adopt_keys("p", &keys, at(10)?)?.is_empty());
    let rows = life.database.keys("p")?;
    let adopted_at = at(9)?;
    assert_eq!(rows.iter().filter(|row| row.created_at == adopted_at).count(), 2);
    assert!(life.history()?.contains(&event("imported", &thumbprint)));
    assert!(life.history()?.contains(&event("made", "123456785-20270101-0a0b0c0d")));
    // The row that has lost its key stays: it is told that its private half is not here.
    assert!(rows.iter().any(|row| row.id == "k"));
    Ok(())
}

#[test]
fn a_row_tells_of_the_key_that_the_vault_has() -> Result<(), Failure> {
    let life = Life::begun()?;
    let keys = MemoryKeys::default();
    let made = keys.generate("k", KeySize::Rsa2048)?;
    let told = |life: &Life| Ok::<_, Failure>(life.database.keys("p")?.into_iter().find(|row| row.id == "k").ok_or("no row")?);
    let before = told(&life)?;
    assert_ne!(before.facts, made.facts, "another's, as from an altered copy");
    assert!(life.database.adopt_keys("p", &keys, at(9)?)?.is_empty());
    assert_eq!(told(&life)?, KeyRow { facts: made.facts, ..before });
    Ok(())
}

#[test]
fn a_locked_vault_gives_nothing_to_adopt() -> Result<(), Failure> {
    let life = Life::begun()?;
    let locked = Vault::open(&life.place.folder.path().join("vault"), std::sync::Arc::new(NoKeychain));
    assert!(locked.list().is_err());
    assert!(life.database.adopt_keys("p", &locked, at(9)?)?.is_empty());
    Ok(())
}
