//! Requests in the database: kept, noted, forgotten, and each profile's own.

use inngang_engine::altinn::RequestKind;
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};

use super::*;

fn request(id: &str, seconds: i64) -> Result<OwnRequest, Failure> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Ok(OwnRequest {
        id: id.to_owned(),
        kind: RequestKind::Standard,
        system: "123456785_kasse".to_owned(),
        party: "123456785".parse()?,
        external_ref: Some("kunde-42".parse()?),
        title: Some("Kasse æøå".to_owned()),
        wanted: Change { rights: names(&["a", "b"]), packages: names(&["urn:p"]), ..Change::default() },
        system_user: None,
        confirm_url: Some("https://am.ui.altinn.no/x".to_owned()),
        created_at: rows::moment(1_790_000_000 + seconds)?,
        standing: Standing::Waiting,
        checked_at: rows::moment(1_790_000_000 + seconds)?,
    })
}

#[test]
fn requests_survive_and_belong_to_one_profile() -> Result<(), Failure> {
    let place = Place::new()?;
    let bare = OwnRequest { kind: RequestKind::Agent, external_ref: None, title: None, confirm_url: None, ..request("1", 0)? };
    let change = Change { unwanted_rights: ["a".to_owned()].into(), ..Change::default() };
    let changing = OwnRequest { kind: RequestKind::Change, wanted: change, system_user: Some("1".to_owned()), ..request("2", 5)? };
    {
        let database = Database::open(&place.path())?;
        for (id, environment) in [("p", "practice"), ("q", "test")] {
            database.keep_profile(&profile(id, environment)?)?;
            database.keep_request(id, &bare)?;
        }
        database.keep_request("p", &changing)?;
    }
    let database = Database::open(&place.path())?;
    assert_eq!(database.requests("p")?, [changing.clone(), bare.clone()], "newest first");
    database.forget_request("p", "1")?;
    assert_eq!((database.requests("p")?, database.requests("q")?), (vec![changing], vec![bare]));
    Ok(())
}

#[test]
fn a_request_that_was_forgotten_is_not_noted() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let before = request("1", 0)?;
    database.keep_request("p", &before)?;
    let seen = before.seen(Standing::Approved, None, rows::moment(1_790_000_060)?);
    database.note_request("p", &seen)?;
    assert_eq!(database.requests("p")?, std::slice::from_ref(&seen));
    database.forget_request("p", "1")?;
    database.note_request("p", &seen)?;
    assert_eq!(database.requests("p")?, []);
    Ok(())
}

/// A file of the version before gets its table, and keeps what it had.
#[test]
fn a_file_without_requests_is_brought_forward() -> Result<(), Failure> {
    let place = Place::new()?;
    Database::open(&place.path())?.keep_profile(&profile("p", "practice")?)?;
    let connection = Connection::open(place.path())?;
    connection.execute_batch("DROP TABLE requests; PRAGMA user_version = 2;")?;
    drop(connection);
    let database = Database::open(&place.path())?;
    database.keep_request("p", &request("1", 0)?)?;
    assert_eq!((database.requests("p")?.len(), database.profiles()?.len()), (1, 1));
    Ok(())
}

#[test]
fn an_open_request_ends_in_the_calendar() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let mut answered = request("2", 2)?;
    answered.standing = Standing::Approved;
    database.keep_request("p", &request("1", 1)?)?;
    database.keep_request("p", &answered)?;
    let entries = database.calendar("p")?;
    assert_eq!(entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["request-1"], "an answered one ends no more");
    assert_eq!((entries[0].ends_at - entries[0].starts_at).whole_days(), 180);
    Ok(())
}
