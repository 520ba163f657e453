//! The database on a real file.

use std::fs;

use inngang_engine::keys::{KeySize, PrivateKey};
use tempfile::TempDir;

use super::*;

mod keeping;
mod key_sets;
mod renewals;
mod requests;

struct Place {
    folder: TempDir,
}

type Failure = Box<dyn std::error::Error>;

impl Place {
    fn new() -> Result<Self, Failure> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("inngang.db")
    }

    fn names(&self) -> Result<Vec<String>, Failure> {
        let mut names = fs::read_dir(self.folder.path())?
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect::<Result<Vec<_>, _>>()?;
        names.sort();
        Ok(names)
    }
}

type Spoil = fn(&[u8]) -> Vec<u8>;

fn profile(id: &str, environment: &str) -> Result<ProfileRow, Failure> {
    Ok(ProfileRow {
        id: id.to_owned(),
        environment: environment.to_owned(),
        organisation: "123456785".parse()?,
        organisation_name: "Blåbær AS".to_owned(),
        created_at: rows::moment(1_790_000_000)?,
    })
}

fn key(created_at: time::OffsetDateTime) -> Result<KeyRow, Failure> {
    let facts = PrivateKey::make(KeySize::Rsa2048)?.facts()?;
    Ok(KeyRow { id: "k".to_owned(), name: String::new(), kid: "123456785-x".parse()?, facts, created_at, certificate: None })
}

#[test]
fn rows_survive() -> Result<(), Failure> {
    let place = Place::new()?;
    let at = rows::moment(1_790_000_001)?;
    let key = key(at)?;
    let named = KeyRow { name: "Lønn".to_owned(), certificate: Some("ab".to_owned()), ..key.clone() };
    let certificate =
        CertificateRow { id: "ab".to_owned(), key_id: "k".to_owned(), chain: vec![vec![1; 300], vec![], vec![2]], imported_at: at };
    let step = StepRow { step: "keys".to_owned(), document: r#"{"æ":1}"#.to_owned(), done_at: at };
    {
        let database = Database::open(&place.path())?;
        database.keep_profile(&profile("p", "practice")?)?;
        database.keep_key("p", &key)?;
        assert_eq!(database.keys("p")?, [key]);
        database.keep_key("p", &named)?;
        database.keep_certificate("p", &certificate)?;
        database.keep_step("p", &step)?;
        database.keep_setting("language", "nn")?;
        database.keep_setting("language", "nb")?;
    }
    let database = Database::open(&place.path())?;
    assert_eq!(database.profiles()?, [profile("p", "practice")?]);
    assert_eq!(database.keys("p")?, [named]);
    assert_eq!(database.certificates("p")?, [certificate]);
    assert_eq!(database.steps("p")?, [step]);
    assert_eq!((database.setting("language")?.as_deref(), database.setting("theme")?), (Some("nb"), None));
    // The same organisation in the same environment is the same profile.
    assert_eq!(database.keep_profile(&profile("q", "practice")?)?.id, "p");
    assert_eq!(database.keep_profile(&profile("q", "test")?)?.id, "q");
    database.forget_profile("p")?;
    assert!(database.keys("p")?.is_empty() && database.certificates("p")?.is_empty() && database.steps("p")?.is_empty());
    assert!(database.profile("p")?.is_none() && database.profile("q")?.is_some());
    Ok(())
}

#[test]
fn clients_and_dates_survive() -> Result<(), Failure> {
    let place = Place::new()?;
    let at = rows::moment(1_790_000_001)?;
    let client = ClientRow {
        id: "client-1".parse()?,
        kind: "maskinporten".to_owned(),
        name: "Lønn".to_owned(),
        key: Some("k".to_owned()),
        added_at: at,
    };
    let registration =
        RegistrationRow { key: "k".to_owned(), client: client.id.clone(), kid: "kid-1".parse()?, registered_at: at, retired_at: None };
    let watched = WatchedRow { id: "w".to_owned(), what: "client_secret".to_owned(), name: "Innlogging".to_owned(), starts_at: at };
    {
        let database = Database::open(&place.path())?;
        database.keep_profile(&profile("p", "practice")?)?;
        database.keep_client("p", &client)?;
        database.keep_registration("p", &registration)?;
        database.keep_watched("p", &watched)?;
        database.add_key("p", &key(at)?, "made")?;
        database.note_key("p", "k", "backed_up", at)?;
        assert!(database.note_told("p", "w", 7, at)?);
        assert!(!database.note_told("p", "w", 7, at)?);
    }
    let database = Database::open(&place.path())?;
    assert_eq!(database.clients("p")?, std::slice::from_ref(&client));
    assert_eq!(database.registrations("p")?, [registration]);
    assert_eq!(database.watched("p")?, [watched]);
    assert_eq!(database.told("p", at)?, [("w".to_owned(), 7)]);
    assert_eq!(database.key_history("p")?.iter().map(|event| event.what.as_str()).collect::<Vec<_>>(), ["backed_up", "made"]);
    database.forget_key("p", "k", at)?;
    assert_eq!(database.clients("p")?, [ClientRow { key: None, ..client }]);
    assert!(database.registrations("p")?.is_empty());
    database.forget_profile("p")?;
    assert!(database.clients("p")?.is_empty() && database.watched("p")?.is_empty() && database.key_history("p")?.is_empty());
    Ok(())
}

/// What a file of version 1 knew of registrations is known afterwards.
#[test]
fn the_first_version_moves_forward() -> Result<(), Failure> {
    let place = Place::new()?;
    let facts = PrivateKey::make(KeySize::Rsa2048)?.facts()?;
    {
        let connection = Connection::open(place.path())?;
        connection.execute_batch(schema::FIRST)?;
        connection.pragma_update(None, "user_version", 1)?;
        connection.execute("INSERT INTO profiles VALUES ('p', 'practice', '123456785', '', 1)", [])?;
        for (id, registered, client) in [("k", Some(5), Some("client-1")), ("l", None, None)] {
            let values = rusqlite::params![id, facts.spki, facts.thumbprint, registered, client];
            connection.execute("INSERT INTO keys VALUES ('p', ?1, 'kid-1', ?2, ?3, 2048, 1, ?4, ?5, NULL)", values)?;
        }
    }
    let database = Database::open(&place.path())?;
    assert_eq!(database.keys("p")?.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["k", "l"]);
    let registration = RegistrationRow {
        key: "k".to_owned(),
        client: "client-1".parse()?,
        kid: "kid-1".parse()?,
        registered_at: rows::moment(5)?,
        retired_at: None,
    };
    assert_eq!(database.registrations("p")?, [registration]);
    assert_eq!(database.clients("p")?.first().and_then(|client| client.key.clone()).as_deref(), Some("k"));
    Ok(())
}

/// Before version 4 one unfinished list of clients was kept, whichever agent's it was; what cannot be read of it is no list.
#[test]
fn an_unfinished_list_becomes_its_agents() -> Result<(), Failure> {
    let cases = [(r#"{"agent":"a1","numbers":"1"}"#, &["agent_run/a1", "road"][..]), (r#"{"agent":7}"#, &["road"]), ("{", &["road"])];
    for (document, expected) in cases {
        let place = Place::new()?;
        Database::open(&place.path())?.keep_profile(&profile("p", "practice")?)?;
        {
            let connection = Connection::open(place.path())?;
            connection.execute_batch("ALTER TABLE requests DROP COLUMN party_name; PRAGMA user_version = 3;")?;
            connection.execute("INSERT INTO steps VALUES ('p', 'road', 'x', 1), ('p', 'agent_run', ?1, 1)", [document])?;
        }
        let database = Database::open(&place.path())?;
        let steps = database.steps("p")?;
        assert_eq!(steps.iter().map(|row| row.step.as_str()).collect::<Vec<_>>(), expected, "{document}");
        assert!(steps.iter().all(|row| row.step == "road" || row.document == document));
    }
    Ok(())
}

/// A list that stands under its agent already was kept by a newer program.
#[test]
fn an_unfinished_list_does_not_take_the_place_of_its_agents() -> Result<(), Failure> {
    let place = Place::new()?;
    Database::open(&place.path())?.keep_profile(&profile("p", "practice")?)?;
    {
        let connection = Connection::open(place.path())?;
        connection.execute_batch("ALTER TABLE requests DROP COLUMN party_name; PRAGMA user_version = 3;")?;
        connection.execute(r#"INSERT INTO steps VALUES ('p', 'agent_run', '{"agent":"a1"}', 1), ('p', 'agent_run/a1', 'newer', 2)"#, [])?;
    }
    let steps = Database::open(&place.path())?.steps("p")?;
    assert_eq!(steps.iter().map(|row| (&*row.step, &*row.document)).collect::<Vec<_>>(), [("agent_run/a1", "newer")]);
    Ok(())
}

#[test]
fn a_name_is_replaced_by_a_name_only() -> Result<(), Failure> {
    let database = Database::open(&Place::new()?.path())?;
    let named = |name: &str| Ok::<_, Failure>(ProfileRow { organisation_name: name.to_owned(), ..profile("p", "practice")? });
    for (given, kept) in [("", ""), ("Blåbær AS", "Blåbær AS"), ("", "Blåbær AS"), ("Tyttebær AS", "Tyttebær AS")] {
        assert_eq!(database.keep_profile(&named(given)?)?.organisation_name, kept);
        assert_eq!(database.profiles()?, [named(kept)?]);
    }
    Ok(())
}

#[test]
fn a_newer_file_is_left_as_it_is() -> Result<(), Failure> {
    let place = Place::new()?;
    drop(Database::open(&place.path())?);
    {
        let connection = Connection::open(place.path())?;
        connection.pragma_update(None, "user_version", 99)?;
        connection.execute_batch("CREATE TABLE later (x)")?;
    }
    let before = fs::read(place.path())?;
    for _ in 0..2 {
        assert_eq!(Database::open(&place.path()).err(), Some(DatabaseError::Newer { found: 99, known: 5 }));
    }
    assert_eq!(fs::read(place.path())?, before);
    Ok(())
}

#[test]
fn a_damaged_file_is_kept() -> Result<(), Failure> {
    let rubbish: [Spoil; 3] = [
        |_| b"this is no database, and it is long enough to be asked ".repeat(20),
        |good| good.iter().enumerate().map(|(at, byte)| if at > 4096 { 0x5a } else { *byte }).collect(),
        |good| good[..good.len() / 2].to_vec(),
    ];
    for make in rubbish {
        let place = Place::new()?;
        Database::open(&place.path())?.keep_profile(&profile("p", "practice")?)?;
        let bad = make(&fs::read(place.path())?);
        fs::write(place.path(), &bad)?;
        let Err(DatabaseError::Damaged { file }) = Database::open(&place.path()) else { return Err("opened".into()) };
        assert_eq!(fs::read(place.folder.path().join(&file))?, bad);
        // The next one begins anew.
        assert!(Database::open(&place.path())?.profiles()?.is_empty());
        assert!(place.names()?.contains(&file));
    }
    Ok(())
}

#[test]
fn two_programs_take_turns() -> Result<(), Failure> {
    let place = Place::new()?;
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let path = place.path();
                scope.spawn(move || -> Result<(), DatabaseError> {
                    let database = Database::open(&path)?;
                    (0..25).try_for_each(|count| database.keep_setting(&format!("{writer}-{count}"), "x"))
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().map_err(|_| "panicked")).collect::<Result<Vec<_>, _>>()
    })?
    .into_iter()
    .collect::<Result<Vec<()>, _>>()?;
    let database = Database::open(&place.path())?;
    for name in (0..4).flat_map(|writer| (0..25).map(move |count| format!("{writer}-{count}"))) {
        assert_eq!(database.setting(&name)?.as_deref(), Some("x"), "{name}");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn files_are_private() -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new()?;
    let database = Database::open(&place.path())?;
    database.keep_setting("a", "b")?;
    assert_eq!(place.names()?, ["inngang.db", "inngang.db-shm", "inngang.db-wal"]);
    for name in place.names()? {
        assert_eq!(fs::metadata(place.folder.path().join(&name))?.permissions().mode() & 0o777, 0o600, "{name}");
    }
    Ok(())
}

/// The computer's clock was a year ahead when the reminder was told, and is right again.
#[test]
fn what_a_clock_that_was_ahead_has_told_is_told_again() -> Result<(), Failure> {
    let (place, at) = (Place::new()?, time::OffsetDateTime::from_unix_timestamp(1_793_000_000)?);
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    let days = time::Duration::days;
    assert!(database.note_told("p", "w", 7, at + days(365))?);
    assert!(database.told("p", at)?.is_empty() && database.note_told("p", "w", 7, at)?);
    // Once by the right clock, and not again for a clock that is turned by a little.
    assert_eq!(database.told("p", at - days(1))?, [("w".to_owned(), 7)]);
    assert!(!database.note_told("p", "w", 7, at - days(1))? && !database.note_told("p", "w", 7, at + days(3))?);
    Ok(())
}
