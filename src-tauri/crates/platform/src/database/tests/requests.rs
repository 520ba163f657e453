//! Requests in the database: kept, noted, forgotten, and each profile's own.

use inngang_engine::altinn::{RequestKind, Right};
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};

use super::*;

const ONE: &str = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";
const TWO: &str = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a12";

fn request(id: &str, seconds: i64) -> Result<OwnRequest, Failure> {
    let rights = ["a", "b#read", "b#write"].into_iter().map(str::parse).collect::<Result<_, _>>()?;
    Ok(OwnRequest {
        id: id.parse()?,
        kind: RequestKind::Standard,
        system: "123456785_kasse".to_owned(),
        party: "123456785".parse()?,
        party_name: None,
        external_ref: Some("kunde-42".parse()?),
        title: Some("Kasse æøå".to_owned()),
        wanted: Change { rights, packages: ["urn:p".to_owned()].into(), ..Change::default() },
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
    let bare = OwnRequest { kind: RequestKind::Agent, external_ref: None, title: None, confirm_url: None, ..request(ONE, 0)? };
    let change = Change { unwanted_rights: ["a#read".parse()?].into(), ..Change::default() };
    let changing = OwnRequest { kind: RequestKind::Change, wanted: change, system_user: Some(ONE.parse()?), ..request(TWO, 5)? };
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
    database.forget_request("p", ONE.parse()?)?;
    assert_eq!((database.requests("p")?, database.requests("q")?), (vec![changing], vec![bare]));
    Ok(())
}

#[test]
fn a_request_that_was_forgotten_is_not_noted() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let before = request(ONE, 0)?;
    database.keep_request("p", &before)?;
    let seen = before.seen(Standing::Approved, None, rows::moment(1_790_000_060)?);
    database.note_request("p", &seen)?;
    assert_eq!(database.requests("p")?, std::slice::from_ref(&seen));
    database.forget_request("p", ONE.parse()?)?;
    database.note_request("p", &seen)?;
    assert_eq!(database.requests("p")?, []);
    Ok(())
}

/// An answer that was under way when the system was deleted comes too late.
#[test]
fn a_request_without_its_system_waits_for_nobody() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let before = request(ONE, 0)?;
    database.keep_request("p", &before)?;
    let gone = before.seen(Standing::NoSystem, None, rows::moment(1_790_000_060)?);
    database.note_request("p", &gone)?;
    database.note_request("p", &before.seen(Standing::Waiting, None, rows::moment(1_790_000_061)?))?;
    assert_eq!(database.requests("p")?, [gone]);
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
    database.keep_request("p", &request(ONE, 0)?)?;
    assert_eq!((database.requests("p")?.len(), database.profiles()?.len()), (1, 1));
    Ok(())
}

#[test]
fn an_open_request_ends_in_the_calendar() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let mut answered = request(TWO, 2)?;
    answered.standing = Standing::Approved;
    database.keep_request("p", &request(ONE, 1)?)?;
    database.keep_request("p", &answered)?;
    let entries = database.calendar("p")?;
    assert_eq!(
        entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(),
        [format!("request-{ONE}")],
        "an answered one ends no more"
    );
    assert_eq!((entries[0].ends_at - entries[0].starts_at).whole_days(), 180);
    Ok(())
}

#[test]
fn a_name_stands_on_each_request_to_its_organisation() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let other = OwnRequest { party: "974760673".parse()?, ..request(TWO, 5)? };
    [request(ONE, 0)?, other].iter().try_for_each(|own| database.keep_request("p", own))?;
    database.name_party("p", "123456785", "Blåbær AS")?;
    let names = || database.requests("p").map(|all| all.into_iter().map(|own| own.party_name).collect::<Vec<_>>());
    assert_eq!(names()?, [None, Some("Blåbær AS".to_owned())]);
    database.keep_request("p", &request(ONE, 0)?)?;
    assert_eq!(names()?[1].as_deref(), Some("Blåbær AS"), "a name that is known stays known");
    Ok(())
}

/// One value that cannot be read again hides neither the request nor the profile's others.
#[test]
fn a_value_with_a_line_break_breaks_no_row() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let right = Right { resource: "c\n#d".to_owned(), action: None };
    let mut wanted = request(ONE, 0)?.wanted;
    wanted.rights.insert(right);
    wanted.packages.insert("urn:q\nurn:r".to_owned());
    database.keep_request("p", &OwnRequest { wanted, ..request(ONE, 0)? })?;
    assert_eq!(database.requests("p")?, [request(ONE, 0)?]);
    // As a version before may have left it.
    Connection::open(place.path())?.execute("UPDATE requests SET rights = 'a' || char(10) || '#x' || char(10) || 'krav#'", [])?;
    let rights = database.requests("p")?.into_iter().map(|own| own.wanted.rights).collect::<Vec<_>>();
    assert_eq!(rights, [["a".parse()?].into()]);
    Ok(())
}

/// Before version 5 nobody's name was kept.
#[test]
fn a_file_without_names_is_brought_forward() -> Result<(), Failure> {
    let place = Place::new()?;
    let before = {
        let database = Database::open(&place.path())?;
        database.keep_profile(&profile("p", "practice")?)?;
        database.keep_request("p", &request(ONE, 0)?)?;
        database.requests("p")?
    };
    Connection::open(place.path())?.execute_batch("ALTER TABLE requests DROP COLUMN party_name; PRAGMA user_version = 4;")?;
    assert_eq!(Database::open(&place.path())?.requests("p")?, before);
    Ok(())
}
