//! Renewals in the database: each stage with what it means, forwards and back.

use inngang_engine::renewal::{OldKey, Renewal, Road, Stage};
use time::OffsetDateTime;

use super::*;

const STAGES: [Stage; 6] = [Stage::Begun, Stage::Made, Stage::Added, Stage::Proved, Stage::Switched, Stage::Retired];

fn at(hours: i64) -> Result<OffsetDateTime, DatabaseError> {
    rows::moment(1_790_000_000 + 3600 * hours)
}

fn renewal() -> Result<Renewal, Failure> {
    Ok(Renewal {
        client: "client-1".parse()?,
        old: Some(OldKey { key: "k".to_owned(), kid: "old-kid".parse()? }),
        new_key: "n".to_owned(),
        new_kid: "new-kid".parse()?,
        road: Road::Api,
        stage: Stage::Begun,
        scopes: vec!["altinn:a".parse()?, "altinn:b".parse()?],
        size: KeySize::Rsa4096,
        begun_at: at(1)?,
        added_at: Some(at(3)?),
        proved_until: None,
    })
}

/// A profile with the client `client-1`, which signs with `k`.
fn begun(place: &Place) -> Result<Database, Failure> {
    let database = Database::open(&place.path())?;
    database.keep_profile(&profile("p", "practice")?)?;
    database.add_key("p", &key(at(0)?)?, "made")?;
    let client_name = String::new();
    database.register(
        "p",
        &NewRegistration {
            key: "k".to_owned(),
            client: "client-1".parse()?,
            client_name,
            kind: "maskinporten".to_owned(),
            kid: "old-kid".parse()?,
            at: at(0)?,
            in_use: true,
        },
    )?;
    Ok(database)
}

/// Writes a stage down as it is reached: from `Made` on the new key `n` is there.
fn reach(database: &Database, renewal: &Renewal) -> Result<(), Failure> {
    if renewal.stage >= Stage::Made {
        database.add_key("p", &KeyRow { id: "n".to_owned(), kid: "new-kid".parse()?, ..key(at(2)?)? }, "made")?;
    }
    let before = database.renewal("p", &renewal.client)?;
    Ok(database.keep_renewal("p", before.as_ref(), renewal, at(4)?)?)
}

/// What the client signs with, which keys stand there, and how many renewals are under way.
fn seen(database: &Database) -> Result<(Option<String>, Vec<String>, usize), Failure> {
    let living = database.registrations("p")?.into_iter().filter(|row| row.retired_at.is_none());
    let signs = database.clients("p")?.into_iter().next().and_then(|client| client.key);
    Ok((signs, living.map(|row| row.kid.to_string()).collect(), database.renewals("p")?.len()))
}

fn expected(stage: Stage) -> (Option<String>, Vec<String>, usize) {
    let (signs, stand, under_way): (&str, &[&str], usize) = match stage {
        Stage::Begun | Stage::Made => ("k", &["old-kid"], 1),
        Stage::Added | Stage::Proved => ("k", &["old-kid", "new-kid"], 1),
        Stage::Switched => ("n", &["old-kid", "new-kid"], 1),
        Stage::Retired => ("n", &["new-kid"], 0),
    };
    (Some(signs.to_owned()), stand.iter().map(|kid| (*kid).to_owned()).collect(), under_way)
}

#[test]
fn each_stage_is_written_with_what_it_means() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = begun(&place)?;
    for stage in STAGES {
        let renewal = Renewal { stage, proved_until: (stage >= Stage::Proved).then_some(at(5)?), ..renewal()? };
        // Twice, as when the program was killed before it heard that it was done.
        for _ in 0..2 {
            reach(&database, &renewal)?;
            assert_eq!(seen(&database)?, expected(stage), "{stage:?}");
        }
        let kept = database.renewal("p", &renewal.client)?;
        assert_eq!(kept, (stage != Stage::Retired).then_some(renewal));
    }
    let history: Vec<String> = database.key_history("p")?.into_iter().map(|event| event.what).collect();
    assert_eq!(history, ["retired", "renewed", "registered", "made", "registered", "made"]);
    // Its year counts from when it was posted.
    let since: Vec<_> = database.registrations("p")?.into_iter().filter(|row| row.key == "n").map(|row| row.registered_at).collect();
    assert_eq!(since, [at(3)?]);
    Ok(())
}

#[test]
fn every_stage_can_be_gone_back_from() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = begun(&place)?;
    for stage in STAGES.into_iter().take(5).chain(STAGES.into_iter().take(5).rev()) {
        reach(&database, &Renewal { stage, ..renewal()? })?;
        assert_eq!(seen(&database)?, expected(stage), "{stage:?}");
        assert_eq!(database.keys("p")?.len(), if stage == Stage::Begun { 1 } else { 2 });
    }
    assert_eq!(database.renewal_that_needs("p", "k")?, Some("client-1".parse()?));
    assert_eq!(database.renewal_that_needs("p", "n")?, Some("client-1".parse()?));
    assert!(database.is_needed("p", "k")? && database.is_needed("p", "n")?);
    database.forget_renewal("p", &renewal()?, at(6)?)?;
    assert_eq!(seen(&database)?, (Some("k".to_owned()), vec!["old-kid".to_owned()], 0));
    assert_eq!(database.keys("p")?.into_iter().map(|row| row.id).collect::<Vec<_>>(), ["k"]);
    assert_eq!(database.renewal_that_needs("p", "k")?, None);
    Ok(())
}

#[test]
fn a_step_that_another_program_has_gone_past_is_not_written() -> Result<(), Failure> {
    let place = Place::new()?;
    let (database, theirs) = (begun(&place)?, Database::open(&place.path())?);
    let stage = |stage| Ok::<_, Failure>(Renewal { stage, ..renewal()? });
    let (made, added) = (stage(Stage::Made)?, stage(Stage::Added)?);
    let refused = Err(DatabaseError::Changed);
    assert_eq!(database.keep_renewal("p", Some(&made), &added, at(4)?), refused, "it is gone");
    reach(&database, &made)?;
    assert_eq!(database.keep_renewal("p", None, &stage(Stage::Begun)?, at(4)?), refused, "begun twice");
    reach(&theirs, &added)?;
    let ours = [stage(Stage::Begun)?, added.clone(), stage(Stage::Retired)?];
    for next in ours {
        assert_eq!(database.keep_renewal("p", Some(&made), &next, at(4)?), refused, "{:?}", next.stage);
    }
    assert_eq!(database.forget_renewal("p", &stage(Stage::Begun)?, at(4)?), refused);
    let another = Renewal { new_key: "another".to_owned(), ..added.clone() };
    assert_eq!(database.keep_renewal("p", Some(&another), &stage(Stage::Proved)?, at(4)?), refused);
    assert_eq!((database.renewal("p", &added.client)?, seen(&database)?), (Some(added), expected(Stage::Added)));
    Ok(())
}

#[test]
fn what_was_chosen_meanwhile_stands_until_the_switch() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = begun(&place)?;
    let signs = || Ok::<_, Failure>(seen(&database)?.0);
    reach(&database, &Renewal { stage: Stage::Made, ..renewal()? })?;
    // The old key was taken away at Digdir, and noted.
    database.retire("p", &renewal()?.client, "k", at(4)?)?;
    for stage in [Stage::Added, Stage::Proved] {
        reach(&database, &Renewal { stage, ..renewal()? })?;
        assert_eq!(signs()?, None, "{stage:?}");
    }
    reach(&database, &Renewal { stage: Stage::Switched, ..renewal()? })?;
    assert_eq!(signs()?.as_deref(), Some("n"));
    Ok(())
}

#[test]
fn a_client_that_had_no_key_gets_one() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = begun(&place)?;
    let client = ClientRow { id: "client-2".parse()?, kind: "maskinporten".to_owned(), name: String::new(), key: None, added_at: at(0)? };
    database.keep_client("p", &client)?;
    let renewal = Renewal { client: client.id.clone(), old: None, ..renewal()? };
    for stage in STAGES {
        reach(&database, &Renewal { stage, ..renewal.clone() })?;
        let signs = database.clients("p")?.into_iter().find(|row| row.id == client.id).and_then(|row| row.key);
        assert_eq!(signs.is_some(), stage >= Stage::Switched, "{stage:?}");
    }
    Ok(())
}

#[test]
fn what_ends_is_listed_by_its_end() -> Result<(), Failure> {
    let place = Place::new()?;
    let database = begun(&place)?;
    let added = Renewal { stage: Stage::Added, ..renewal()? };
    reach(&database, &added)?;
    let watched = WatchedRow { id: "w".to_owned(), what: "client_secret".to_owned(), name: "Innlogging".to_owned(), starts_at: at(0)? };
    database.keep_watched("p", &watched)?;
    let names = |database: &Database| Ok::<_, Failure>(database.calendar("p")?.into_iter().map(|entry| entry.name).collect::<Vec<_>>());
    assert_eq!(names(&database)?, ["Innlogging", "old-kid", "new-kid"]);
    database.retire("p", &added.client, "k", at(5)?)?;
    assert_eq!(names(&database)?, ["Innlogging", "new-kid"]);
    Ok(())
}
