//! Copies made, cut, altered, and merged into what has changed since.

use inngang_engine::altinn::RequestKind;
use inngang_engine::keys::{KeySize, PrivateKey};
use inngang_engine::secret::Secret;
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};
use time::Duration;
use time::macros::datetime;

use super::*;
use crate::database::{CertificateRow, ClientRow, KeyRow, ProfileRow, RegistrationRow, StepRow, WatchedRow};

type Failure = Box<dyn std::error::Error>;

const NOW: OffsetDateTime = datetime!(2026-08-21 12:00 UTC);

struct Place {
    database: Database,
    home: tempfile::TempDir,
}

fn place() -> Result<Place, Failure> {
    let home = tempfile::tempdir()?;
    Ok(Place { database: Database::open(&home.path().join("db"))?, home })
}

fn day(count: i64) -> OffsetDateTime {
    NOW + Duration::days(count)
}

fn profile(id: &str, organisation: &str) -> Result<ProfileRow, Failure> {
    let organisation = organisation.parse()?;
    Ok(ProfileRow {
        id: id.to_owned(),
        environment: "test".to_owned(),
        organisation,
        organisation_name: "Blåbær AS".to_owned(),
        created_at: day(-90),
    })
}

fn key(id: &str) -> Result<KeyRow, Failure> {
    let facts = PrivateKey::make(KeySize::Rsa2048)?.facts()?;
    Ok(KeyRow { id: id.to_owned(), name: String::new(), kid: id.parse()?, facts, created_at: day(-80), certificate: None })
}

fn registration(key: &str, registered: i64, retired: Option<i64>) -> Result<RegistrationRow, Failure> {
    let (registered_at, retired_at) = (day(registered), retired.map(day));
    Ok(RegistrationRow { key: key.to_owned(), client: "client-1".parse()?, kid: key.parse()?, registered_at, retired_at })
}

/// Looked at on a day.
fn request(standing: Standing, checked: i64) -> Result<OwnRequest, Failure> {
    let rights = ["krav", "krav#read"].into_iter().map(str::parse).collect::<Result<_, _>>()?;
    Ok(OwnRequest {
        id: "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11".parse()?,
        kind: RequestKind::Standard,
        system: "123456785_kasse".to_owned(),
        party: "974760673".parse()?,
        party_name: Some("Havgløtt Fisk AS".to_owned()),
        external_ref: Some("kunde-42".parse()?),
        title: Some("Kasse".to_owned()),
        wanted: Change { rights, packages: ["urn:p".to_owned()].into(), ..Change::default() },
        system_user: None,
        confirm_url: Some("https://am.ui.tt02.altinn.no/x".to_owned()),
        created_at: day(-6),
        standing,
        checked_at: day(checked),
    })
}

/// A profile with two keys, one of them in use, and one of everything else.
fn filled() -> Result<Place, Failure> {
    let place = place()?;
    let database = &place.database;
    database.keep_profile(&profile("p-1", "123456785")?)?;
    database.add_key("p-1", &key("k1")?, "made")?;
    database.add_key("p-1", &key("k2")?, "imported")?;
    database.rename_key("p-1", "k1", "Lønn", day(-70))?;
    database.keep_client(
        "p-1",
        &ClientRow {
            id: "client-1".parse()?,
            kind: "maskinporten".to_owned(),
            name: "Lønn".to_owned(),
            key: Some("k1".to_owned()),
            added_at: day(-60),
        },
    )?;
    database.keep_registration("p-1", &registration("k1", -60, None)?)?;
    database.keep_registration("p-1", &registration("k2", -60, Some(-10))?)?;
    let chain = vec![b"leaf".to_vec(), b"issuer".to_vec()];
    database.keep_certificate("p-1", &CertificateRow { id: sha256(b"leaf"), key_id: "k1".to_owned(), chain, imported_at: day(-80) })?;
    let watched = WatchedRow { id: "w".to_owned(), what: "client_secret".to_owned(), name: "Innlogging".to_owned(), starts_at: day(-20) };
    database.keep_watched("p-1", &watched)?;
    database.keep_step("p-1", &StepRow { step: "road".to_owned(), document: "{\"æ\":1}".to_owned(), done_at: day(-5) })?;
    database.keep_request("p-1", &request(Standing::Waiting, -4)?)?;
    Ok(place)
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn copy(place: &Place) -> Result<Vec<u8>, Failure> {
    Ok(back_up(&place.database, "p-1", NOW)?.ok_or("no profile")?)
}

#[test]
fn a_copy_makes_the_profile_anew() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    assert!(back_up(&from.database, "nobody", NOW)?.is_none());
    let copy = copy(&from)?;
    for is_new in [true, false] {
        let merged = restore(&to.database, &copy)?;
        assert_eq!((merged.is_new, merged.new_keys.len()), (is_new, if is_new { 2 } else { 0 }));
        assert_eq!(to.database.profile_rows("p-1")?, from.database.profile_rows("p-1")?);
    }
    Ok(())
}

/// Copies that were made before requests were in them are as good as before.
#[test]
fn a_copy_without_requests_is_restored() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    let mut told: serde_json::Value = serde_json::from_slice(&copy(&from)?)?;
    assert!(told.as_object_mut().is_some_and(|told| told.remove("requests").is_some()));
    // The mark comes first, whatever the order of the rest.
    let rest = told.to_string().replacen("\"inngang_profile\":1,", "", 1);
    restore(&to.database, format!("{MARK}1,{}", &rest[1..]).as_bytes())?;
    let rows = to.database.profile_rows("p-1")?.ok_or("no profile")?;
    assert_eq!((rows.keys.len(), rows.requests), (2, Vec::new()));
    Ok(())
}

/// A copy may be older than the name under which an unfinished list of clients is kept now.
#[test]
fn an_old_copys_unfinished_list_becomes_its_agents() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    for (document, expected) in [(r#"{"agent":7}"#, &["road"][..]), ("{", &["road"]), (r#"{"agent":"a1"}"#, &["agent_run/a1", "road"])] {
        let step = StepRow { step: "agent_run".to_owned(), document: document.to_owned(), done_at: day(-1) };
        from.database.keep_step("p-1", &step)?;
        restore(&to.database, &copy(&from)?)?;
        let steps = to.database.steps("p-1")?;
        assert_eq!(steps.iter().map(|row| row.step.as_str()).collect::<Vec<_>>(), expected, "{document}");
    }
    Ok(())
}

#[test]
fn what_is_newer_stays() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    let before = copy(&from)?;
    // Under another id, since the profile was made anew here.
    to.database.keep_profile(&profile("p-2", "123456785")?)?;
    assert_eq!(restore(&to.database, &before)?.profile.id, "p-2");
    to.database.rename_key("p-2", "k2", "Ny", day(1))?;
    to.database.keep_registration("p-2", &registration("k1", -60, Some(2))?)?;
    to.database.keep_registration("p-2", &registration("k2", 3, None)?)?;
    to.database.keep_step("p-2", &StepRow { step: "road".to_owned(), document: "2".to_owned(), done_at: day(1) })?;
    to.database.keep_request("p-2", &request(Standing::Approved, 1)?)?;
    let expected = to.database.profile_rows("p-2")?;
    assert!(!restore(&to.database, &before)?.is_new);
    assert_eq!(to.database.profile_rows("p-2")?, expected);
    // What the copy knows of later is taken; what was forgotten since it was made is not brought back.
    from.database.keep_registration("p-1", &registration("k2", -60, Some(4))?)?;
    from.database.keep_step("p-1", &StepRow { step: "road".to_owned(), document: "3".to_owned(), done_at: day(5) })?;
    from.database.keep_request("p-1", &request(Standing::Stale, 5)?)?;
    to.database.forget_key("p-2", "k1", day(6))?;
    let merged = restore(&to.database, &copy(&from)?)?;
    assert_eq!(merged.new_keys, Vec::<String>::new());
    let now = to.database.profile_rows("p-2")?.ok_or("no profile")?;
    assert_eq!(now.keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["k2"]);
    assert_eq!(now.registrations, [registration("k2", -60, Some(4))?]);
    assert_eq!((now.steps.len(), now.steps.first().map(|step| step.document.as_str())), (1, Some("3")));
    assert_eq!(now.requests, [request(Standing::Stale, 5)?]);
    // In the order of time, newest first, each line once.
    assert!(now.history.is_sorted_by(|one, next| one.at >= next.at), "{:?}", now.history);
    assert_eq!(now.history.iter().filter(|event| event.what == "made").count(), 1);
    Ok(())
}

#[test]
fn the_first_and_the_last_moment_are_kept() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    let text = String::from_utf8(copy(&from)?)?;
    for moment in ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        let altered = text.replace("2026-05-23T12:00:00Z", moment);
        assert_ne!(altered, text);
        restore(&to.database, altered.as_bytes())?;
        assert_eq!(back_up(&to.database, "p-1", NOW)?.as_deref(), Some(altered.as_bytes()));
        to.database.forget_profile("p-1")?;
    }
    Ok(())
}

#[test]
fn an_id_that_is_another_organisations_is_refused() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    to.database.keep_profile(&profile("p-1", "974760673")?)?;
    assert!(matches!(restore(&to.database, &copy(&from)?), Err(ProfileCopyError::Taken)));
    assert_eq!(to.database.profiles()?.len(), 1);
    Ok(())
}

#[test]
fn other_files_are_told_apart() -> Result<(), Failure> {
    let (from, to) = (filled()?, place()?);
    let copy = copy(&from)?;
    let check = |bytes: &[u8], expected: &str| {
        let found = format!("{:?}", restore(&to.database, bytes));
        assert!(found.starts_with(&format!("Err({expected}")), "{expected}: {found}");
    };
    check(b"", "Foreign");
    check(b"{\"keys\":[]}", "Foreign");
    check(b"PK\x03\x04", "Foreign");
    check(&vec![b' '; LIMIT + 1], "TooLarge");
    for length in (MARK.len()..copy.len() - 1).step_by(97).chain([copy.len() - 2]) {
        check(&copy[..length], "Damaged");
    }
    let text = String::from_utf8(copy)?;
    check(text.replacen(":1,", ":2,", 1).as_bytes(), "Newer { found: 2, known: 1 }");
    check(br#"{"inngang_profile":99,"unknown":true}"#, "Newer");
    for (ours, altered) in [
        ("\"p-1\"", "\"../p\""),
        ("\"p-1\"", "\"\""),
        ("\"p-1\"", "\"P-1\""),
        ("\"123456785\"", "\"123456789\""),
        ("bGVhZg==", "bGVhZh=="),
        ("bGVhZg==", "bGVhZQ=="),
        ("\"public_key\":\"MII", "\"public_key\":\"AII"),
        ("2026-", "2026/"),
        ("\"krav#read\"", "\"\""),
        ("\"0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11\"", "\"../other\""),
        ("\"Kasse\"", "\"Kasse\\n\\nGodkjenn her\""),
        ("\"waiting\"", "\"paused\""),
        // Moments that can be read and written by nobody once they are in UTC.
        ("2026-05-23T12:00:00Z", "9999-12-31T23:59:59-23:59"),
        ("2026-05-23T12:00:00Z", "0000-01-01T00:00:00+23:59"),
        ("\"retired_at\":\"2026-08-11T12:00:00Z", "\"retired_at\":\"9999-12-31T23:59:59-00:01"),
    ] {
        assert!(text.contains(ours), "{ours}");
        check(text.replacen(ours, altered, 1).as_bytes(), "Damaged");
    }
    assert!(to.database.profiles()?.is_empty());
    Ok(())
}

#[test]
fn a_copy_has_no_secret() -> Result<(), Failure> {
    use std::sync::Arc;

    use inngang_engine::ports::KeyStore as _;

    use crate::vault::{MemoryKeychain, Vault};

    let place = filled()?;
    let vault = Vault::open(&place.home.path().join("p-1"), Arc::new(MemoryKeychain::default()));
    let private = PrivateKey::make(KeySize::Rsa2048)?;
    let pkcs8 = private.to_pkcs8()?;
    let bytes = pkcs8.expose().clone();
    let made = vault.import("k3", pkcs8)?;
    vault.keep_secret("client", &Secret::new("planted-hemmelighet".to_owned()))?;
    let row = KeyRow { id: made.id, name: String::new(), kid: "k3".parse()?, facts: made.facts, created_at: NOW, certificate: None };
    place.database.add_key("p-1", &row, "imported")?;
    let copy = String::from_utf8(copy(&place)?)?;
    let public = inngang_engine::keys::KeyFacts::from_spki(&row.facts.spki)?;
    assert!(copy.contains(&base64(&public.spki)), "the public half is missing");
    assert!(!copy.contains("planted"));
    // Each piece of the key that is not the modulus, at each of base64's three places.
    let secret = bytes.len() / 2..bytes.len() - 24;
    for piece in secret.step_by(7).map(|at| &bytes[at..at + 24]) {
        for shift in 0..3 {
            let text = base64(&[&vec![0; shift], piece].concat());
            assert!(!copy.contains(&text[4..28]), "a piece of the private half");
        }
    }
    Ok(())
}

fn base64(bytes: &[u8]) -> String {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    BASE64_STANDARD.encode(bytes)
}
