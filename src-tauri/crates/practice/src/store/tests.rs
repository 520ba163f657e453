//! The store on a real folder.

use super::*;

fn insert(store: &Store, name: &str) -> Result<(), PracticeError> {
    store.change(|record| record.authorities.insert(name.to_owned(), "x".to_owned()))?;
    Ok(())
}

fn names(store: &Store) -> Vec<String> {
    store.read(|record| record.authorities.keys().cloned().collect())
}

/// The bytes of what was set aside.
fn aside(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().contains(".damaged-") {
            found.push(std::fs::read(entry.path())?);
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn what_was_changed_is_there_after_a_restart() -> Result<(), PracticeError> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path())?;
    insert(&store, "a")?;
    store.keep_key_file("k.pem", "pem")?;
    let store = Store::open(folder.path())?;
    assert_eq!(names(&store), ["a"]);
    assert_eq!(store.key_file("k.pem")?, Some(b"pem".to_vec()));
    assert_eq!(store.key_file("other.pem")?, None);
    Ok(())
}

#[test]
fn a_damaged_record_is_set_aside() -> Result<(), PracticeError> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(RECORD);
    let bad: [&[u8]; 3] = [b"", b"\xff", b"{"];
    for bytes in bad {
        std::fs::write(&path, bytes)?;
        let store = Store::open(folder.path())?;
        assert!(names(&store).is_empty());
        insert(&store, "new")?;
        assert_eq!(names(&Store::open(folder.path())?), ["new"]);
    }
    assert_eq!(aside(folder.path())?, [&b""[..], b"{", b"\xff"]);
    Ok(())
}

#[test]
fn damage_while_running_loses_nothing() -> Result<(), PracticeError> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path())?;
    insert(&store, "a")?;
    std::fs::write(folder.path().join(RECORD), "{")?;
    insert(&store, "b")?;
    assert_eq!(names(&Store::open(folder.path())?), ["a", "b"]);
    assert_eq!(aside(folder.path())?, [b"{"]);
    Ok(())
}

#[test]
fn two_programs_lose_nothing_of_each_other() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let stores = [Store::open(folder.path())?, Store::open(folder.path())?, Store::open(folder.path())?];
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..)
            .zip(&stores)
            .map(|(writer, store)| scope.spawn(move || (0..20).try_for_each(|count| insert(store, &format!("{writer}-{count:02}")))))
            .collect();
        writers.into_iter().map(|writer| writer.join().map_err(|_| "panicked")).collect::<Result<Vec<_>, _>>()
    })?
    .into_iter()
    .collect::<Result<Vec<()>, _>>()?;
    let expected: Vec<_> = (0..3).flat_map(|writer| (0..20).map(move |count| format!("{writer}-{count:02}"))).collect();
    assert_eq!(names(&Store::open(folder.path())?), expected);
    Ok(())
}

#[test]
fn the_first_key_stays_and_a_damaged_one_does_not() -> Result<(), PracticeError> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path())?;
    assert!(store.keep_key_file("k.pem", "first")?);
    assert!(!store.keep_key_file("k.pem", "second")?);
    // Somebody else has replaced what was found damaged.
    store.set_key_file_aside("k.pem", b"damaged")?;
    assert_eq!(store.key_file("k.pem")?, Some(b"first".to_vec()));
    store.set_key_file_aside("k.pem", b"first")?;
    assert_eq!((store.key_file("k.pem")?, aside(&folder.path().join(KEYS))?), (None, vec![b"first".to_vec()]));
    Ok(())
}

#[test]
fn issued_files_never_replace_each_other() -> Result<(), PracticeError> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path())?;
    let (first, second) = (store.keep_issued("a", b"1", b"one")?, store.keep_issued("a", b"2", b"two")?);
    assert_ne!(first, second);
    assert_eq!((std::fs::read(&first)?, std::fs::read(&second)?), (b"1".to_vec(), b"2".to_vec()));
    assert_eq!(std::fs::read(second.with_extension("cer"))?, b"two");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(first)?) & 0o777, 0o600);
    Ok(())
}

#[test]
fn system_users_of_before_requests_were_kept_apart_are_read() -> Result<(), PracticeError> {
    let folder = tempfile::tempdir()?;
    let user = |id: &str, approved: &str, deleted: bool| {
        format!(
            r#""{id}":{{"id":"{id}","system":"312345609_kassa","owner":"315000106","external_ref":"{id}","kind":"agent",
            "approved":{approved},"is_deleted":{deleted},"created":1}}"#
        )
    };
    let users = [user("a", "2", false), user("b", "null", false), user("c", "null", true)].join(",");
    let system = r#"{"id":"312345609_kassa","vendor":"312345609","name":{"nb":"K","nn":"K","en":"T"},"client_ids":["x"],
        "is_deleted":false,"created":1}"#;
    let record = format!(r#"{{"systems":{{"312345609_kassa":{system}}},"system_users":{{{users}}}}}"#);
    std::fs::write(folder.path().join(RECORD), record)?;
    for _ in 0..2 {
        let store = Store::open(folder.path())?;
        let (users, requests) = store.read(|record| (record.system_users.clone(), record.requests.clone()));
        assert_eq!(users.into_keys().collect::<Vec<_>>(), ["a"]);
        let told: Vec<_> = requests.values().map(|request| (request.id.as_str(), request.status.name())).collect();
        assert_eq!(told, [("b", "New"), ("c", "Rejected")]);
        assert!(store.read(|record| record.systems["312345609_kassa"].rights.is_empty() && !record.systems["312345609_kassa"].is_visible));
    }
    assert!(aside(folder.path())?.is_empty());
    Ok(())
}
