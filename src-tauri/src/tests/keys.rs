//! A key's life through its commands: made, taken in, adopted, named, backed up, forgotten.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use inngang_contract::{BackUpKey, ImportKey, KeyForm};
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::KeyStore;
use inngang_engine::secret::Secret;
use serde_json::{Value, json};
use tauri::async_runtime::{block_on, spawn};

use super::Outcome;
use super::rig::{PASSWORD, Rig};
use crate::keys;

/// Password of a file that is imported.
const FILE: &str = "et langt og godt passord";
const LONG: Duration = Duration::from_secs(30);

fn made(rig: &Rig) -> Result<Value, String> {
    rig.ask("key_create", json!({ "bits": "2048" }))
}

#[test]
fn forgetting_wants_the_name_typed() -> Outcome {
    let rig = Rig::begun()?;
    let key = made(&rig)?;
    rig.ask("key_rename", json!({ "key": key["id"], "name": "  Lønn  " }))?;
    for typed in ["", "lønn", key["kid"].as_str().unwrap_or_default()] {
        assert_eq!(rig.ask("key_forget", json!({ "key": key["id"], "typed": typed })).err().as_deref(), Some("app.not_typed"), "{typed}");
    }
    let view = rig.ask("key_forget", json!({ "key": key["id"], "typed": " Lønn" }))?;
    assert!(view["setup"]["key"].is_null());
    assert_eq!(rig.history()?, ["forgotten", "renamed", "made"]);
    assert_eq!(rig.ask("key_forget", json!({ "key": key["id"], "typed": "Lønn" })).err().as_deref(), Some("key.not_found"));
    Ok(())
}

#[test]
fn a_key_that_only_the_vault_knows_is_found_at_the_next_start() -> Outcome {
    let rig = Rig::begun()?;
    made(&rig)?;
    // As when the program was killed between the vault and the database.
    rig.active()?.ports.keys.generate("315000106-20260101-0a0b0c0d", KeySize::Rsa2048)?;
    let rig = rig.restarted()?;
    let keys = |rig: &Rig| Ok::<_, String>(rig.ask("key_list", json!({}))?["keys"].as_array().map_or(0, Vec::len));
    assert_eq!(keys(&rig)?, 1);
    rig.ask("vault_unlock", json!({ "password": PASSWORD }))?;
    assert_eq!((keys(&rig)?, rig.history()?), (2, vec!["made".to_owned(); 2]));
    assert!(rig.ask("key_choose", json!({ "key": "315000106-20260101-0a0b0c0d" }))?["private_here"] == true);
    Ok(())
}

#[test]
fn a_pasted_key_is_taken_in_once() -> Outcome {
    let rig = Rig::begun()?;
    let password = "et langt og godt passord";
    let sealed = PrivateKey::make(KeySize::Rsa2048)?.to_encrypted_pkcs8(&Secret::new(password.to_owned()))?;
    // EXPOSE: a key made for this test.
    let text = sealed.expose().clone();
    let import = |password: Option<&str>| rig.ask("key_import", json!({ "file": null, "text": text, "password": password }));
    assert_eq!(import(None).err().as_deref(), Some("key.password_needed"));
    assert_eq!(import(Some("et annet passord")).err().as_deref(), Some("key.wrong_password"));
    let key = import(Some(password))?;
    assert_eq!((key["private_here"].as_bool(), &key["id"]), (Some(true), &key["thumbprint"]));
    made(&rig)?;
    // Again it is the same key, and the wizard's.
    assert_eq!(import(Some(password))?["id"], key["id"]);
    let list = rig.ask("key_list", json!({}))?;
    assert_eq!((list["keys"].as_array().map(Vec::len), &list["chosen"]), (Some(2), &key["id"]));
    assert_eq!(rig.history()?, ["made", "imported"]);
    Ok(())
}

#[test]
fn what_is_saved_is_public() -> Outcome {
    let rig = Rig::begun()?;
    let key = made(&rig)?;
    let (active, id) = (rig.active()?, key["id"].as_str().ok_or("no id")?);
    let save = |form| keys::public(&rig.app, &active, id, form).map_err(|problem| problem.code);
    for (form, begins, ending) in
        [(KeyForm::Jwk, "{", ".jwk.json"), (KeyForm::Jwks, "{", ".jwks.json"), (KeyForm::Pem, "-----BEGIN PUBLIC", ".pem")]
    {
        let (bytes, name) = save(form)?;
        let text = String::from_utf8(bytes)?;
        assert!(text.starts_with(begins) && name.ends_with(ending), "{name}: {text}");
        assert!(!text.contains("\"d\"") && !text.contains("PRIVATE"), "{text}");
    }
    assert_eq!(save(KeyForm::Cer).err().as_deref(), Some("app.step_missing"));
    Ok(())
}

#[test]
fn a_backup_wants_the_person_and_the_name_and_opens_elsewhere() -> Outcome {
    let rig = Rig::begun()?;
    let key = made(&rig)?;
    let (active, kid) = (rig.active()?, key["kid"].as_str().ok_or("no kid")?);
    let secret = |text: &str| Secret::new(text.to_owned());
    let back_up = |typed: &str, vault: Option<&str>, password: &str| {
        let input =
            BackUpKey { key: kid.to_owned(), password: secret(password), vault_password: vault.map(secret), typed: typed.to_owned() };
        block_on(keys::back_up(&rig.app, &active, input)).map_err(|problem| problem.code)
    };
    let password = "et langt og godt passord";
    for (typed, vault, password, code) in [
        ("noe annet", Some(PASSWORD), password, "app.not_typed"),
        (kid, None, password, "key.vault_wrong_password"),
        (kid, Some("feil passord"), password, "key.vault_wrong_password"),
        (kid, Some(PASSWORD), "kort", "key.backup_password_short"),
    ] {
        assert_eq!(back_up(typed, vault, password).err().as_deref(), Some(code));
    }
    let (file, _) = back_up(kid, Some(PASSWORD), password)?;
    rig.choose("310000000")?;
    rig.ask("vault_protect", json!({ "password": PASSWORD }))?;
    let there = rig.ask("key_import", json!({ "file": null, "text": String::from_utf8(file)?, "password": password }))?;
    assert_eq!(there["thumbprint"], key["thumbprint"]);
    Ok(())
}

#[test]
fn a_backup_is_noted_before_its_file_is_there() -> Outcome {
    let rig = Rig::begun()?;
    let (key, home) = (made(&rig)?, tempfile::tempdir()?);
    let (active, id) = (rig.active()?, key["id"].as_str().ok_or("no id")?);
    let save = |path: &Path| keys::save_backup(&rig.app, &active, id, path, b"sealed").map_err(|problem| problem.code);
    assert_eq!(save(&home.path().join("no folder/key.pem")).err().as_deref(), Some("app.not_saved"));
    assert_eq!(rig.history()?, ["backed_up", "made"]);
    let path = home.path().join("key.pem");
    assert_eq!((save(&path)?.saved.as_deref(), std::fs::read(&path)?), (Some("key.pem"), b"sealed".to_vec()));
    Ok(())
}

/// A vault that tells when it has stored a key, and answers when it is told to.
struct Slow {
    vault: Arc<dyn KeyStore>,
    stored: Sender<()>,
    answers: Mutex<Receiver<()>>,
}

impl KeyStore for Slow {
    fn generate(&self, id: &str, size: KeySize) -> Result<NewKey, KeyError> {
        self.vault.generate(id, size)
    }

    fn import(&self, id: &str, pkcs8: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        let kept = self.vault.import(id, pkcs8);
        // The test has ended when nobody listens.
        let _ = self.stored.send(());
        let _ = self.answers.lock().unwrap_or_else(PoisonError::into_inner).recv();
        kept
    }

    fn sign(&self, id: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.vault.sign(id, algorithm, message)
    }

    fn public(&self, id: &str) -> Result<KeyFacts, KeyError> {
        self.vault.public(id)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        self.vault.list()
    }

    fn forget(&self, id: &str) -> Result<(), KeyError> {
        self.vault.forget(id)
    }
}

#[test]
fn a_cancelled_import_takes_nothing_from_the_next() -> Outcome {
    let rig = Rig::begun()?;
    let (stored, has_stored) = channel();
    let (answer, answers) = channel();
    let mut active = rig.app.held().take().and_then(Arc::into_inner).ok_or("the profile is in use")?;
    active.ports.keys = Arc::new(Slow { vault: Arc::clone(&active.ports.keys), stored, answers: Mutex::new(answers) });
    let (active, key) = (Arc::new(active), PrivateKey::make(KeySize::Rsa2048)?.to_encrypted_pkcs8(&Secret::new(FILE.to_owned()))?);
    let import = || {
        // EXPOSE: a key made for this test.
        let input = ImportKey { file: None, text: Some(Secret::new(key.expose().clone())), password: Some(Secret::new(FILE.to_owned())) };
        let (app, active) = (Arc::clone(&rig.app), Arc::clone(&active));
        spawn(async move { keys::import(&app, &active, input).await.map_err(|problem| problem.code) })
    };
    let first = import();
    has_stored.recv_timeout(LONG)?;
    active.key_journey.cancel();
    assert_eq!(block_on(first)?.err().as_deref(), Some("key.import_cancelled"));
    let second = import();
    // Long enough for the second to find the key, were it let in.
    std::thread::sleep(Duration::from_millis(500));
    answer.send(())?;
    answer.send(())?;
    let view = block_on(second)??;
    // The first has cleaned up when the next would be let in.
    drop(block_on(active.importing.lock()));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(active.ports.keys.list()?, [view.id]);
    Ok(())
}
