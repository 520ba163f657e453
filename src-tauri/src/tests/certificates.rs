//! The certificate doctor through its commands: several files at once, passwords, cancelling, using, what an older version kept.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use inngang_contract::FileToExamine;
use inngang_engine::secret::Secret;
use inngang_platform::database::StepRow;
use inngang_practice::{CertificateOrder, Flavour, IssuedFile, Issuer, Validity};
use serde_json::{Value, json};
use tauri::async_runtime::block_on;
use tauri::ipc::Channel;

use super::Outcome;
use super::rig::{BAKERY, Rig};
use crate::examining;

const CAMPING: &str = "310000000";

impl Rig {
    fn issue(&self, order: &CertificateOrder) -> Outcome<IssuedFile> {
        Ok(block_on(async {
            self.app.practice().await.map_err(|problem| problem.code)?.issue(order).await.map_err(|failure| failure.to_string())
        })?)
    }

    /// Ids of the files, as a drop gives them.
    fn take(&self, paths: &[PathBuf]) -> Vec<String> {
        self.app.take_files(paths).picked.into_iter().filter_map(|picked| picked.file).collect()
    }

    fn examine(&self, files: &[String], password: Option<&str>) -> Result<Value, String> {
        let files: Vec<Value> = files.iter().map(|file| json!({ "file": file, "password": password })).collect();
        self.ask("certificate_examine", json!({ "files": files }))
    }

    /// One whole certificate of an organisation, taken and examined.
    pub(super) fn examined(&self, organisation: &str) -> Outcome<Value> {
        let issued = self.issue(&CertificateOrder::ordinary(organisation))?;
        let files = self.take(&[issued.path]);
        Ok(self.examine(&files, Some(&issued.password))?)
    }

    pub(super) fn use_recommended(&self, view: &Value) -> Result<Value, String> {
        self.ask("certificate_use", json!({ "examination": view["examination"], "fingerprint": view["recommended"] }))
    }
}

fn codes(view: &Value) -> Vec<&str> {
    let files = view["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    files.iter().map(|file| file["problem"]["code"].as_str().unwrap_or("opened")).collect()
}

#[test]
fn a_set_of_three_is_examined_at_once() -> Outcome {
    let rig = Rig::begun()?;
    let order = CertificateOrder { issuer: Issuer::CommfidesLike, ..CertificateOrder::ordinary(BAKERY) };
    let set = block_on(async {
        rig.app.practice().await.map_err(|problem| problem.code)?.issue_set(&order).await.map_err(|failure| failure.to_string())
    })?;
    let password = set.first().ok_or("no set")?.password.clone();
    let files = rig.take(&set.iter().map(|file| file.path.clone()).collect::<Vec<_>>());
    assert_eq!(files.len(), 3);
    assert_eq!(codes(&rig.examine(&files, None)?), ["certificate.password_needed"; 3]);
    let wrong = rig.examine(&files, Some("not this one"))?;
    assert_eq!((codes(&wrong), wrong["recommended"].is_null()), (vec!["certificate.wrong_password"; 3], true));
    let view = rig.examine(&files, Some(&password))?;
    assert_eq!(codes(&view), ["opened"; 3]);
    let roles: Vec<&str> =
        view["candidates"].as_array().ok_or("no list")?.iter().filter_map(|one| one["certificate"]["role"].as_str()).collect();
    assert_eq!(roles, ["authentication", "signing", "encryption"]);
    let best = &view["candidates"][0]["certificate"];
    assert_eq!((&view["recommended"], best["organisation"].as_str()), (&best["fingerprint"], Some(BAKERY)));
    assert!(best["subject"].as_str().is_some_and(|subject| subject.contains(BAKERY)), "{best}");
    let places: Vec<&str> = best["chain"].as_array().ok_or("no chain")?.iter().filter_map(|link| link["place"].as_str()).collect();
    assert!(places.len() == 3 && !places.contains(&"missing"), "{best}");
    // What opened stays open, without its password.
    assert_eq!(codes(&rig.examine(&files, None)?), ["opened"; 3]);
    Ok(())
}

#[test]
fn the_chosen_one_is_used_once() -> Outcome {
    let rig = Rig::begun()?;
    let view = rig.examined(BAKERY)?;
    let before = rig.ask("app_open", json!({}))?;
    assert!(before["setup"]["certificate"].is_null(), "nothing is stored by looking");
    let used = rig.use_recommended(&view)?;
    assert_eq!((&used["fingerprint"], used["usable"].as_str()), (&view["recommended"], Some("enterprise_certificate")));
    assert_eq!(used["chain"].as_array().map(Vec::len), Some(3));
    assert_eq!(rig.ask("app_open", json!({}))?["setup"]["certificate"], used);
    assert_eq!(rig.use_recommended(&view).err().as_deref(), Some("app.file_gone"), "what was used is wiped");
    assert!(rig.ask("certificate_forget", json!({}))?["setup"]["certificate"].is_null());
    Ok(())
}

#[test]
fn a_key_that_a_client_signs_with_outlives_its_certificate() -> Outcome {
    let rig = Rig::begun()?;
    rig.use_recommended(&rig.examined(BAKERY)?)?;
    let key = rig.ask("key_from_certificate", json!({}))?;
    rig.ask("key_register", json!({ "client_id": "client-1", "kid": "portal-kid", "kind": null }))?;
    // The wizard goes on with another key, and another certificate takes the place of the first.
    rig.ask("key_create", json!({ "bits": "2048" }))?;
    rig.use_recommended(&rig.examined(BAKERY)?)?;
    let there = |id: &Value| {
        Ok::<_, String>(
            rig.ask("key_list", json!({}))?["keys"]
                .as_array()
                .is_some_and(|keys| keys.iter().any(|row| row["id"] == *id && row["private_here"] == true)),
        )
    };
    assert!(there(&key["id"])?);
    // One that nobody works with goes with its certificate, as before.
    let second = rig.ask("app_open", json!({}))?["setup"]["certificate"]["fingerprint"].clone();
    rig.ask("certificate_forget", json!({}))?;
    let keys = rig.ask("key_list", json!({}))?["keys"].as_array().map(Vec::len);
    assert_eq!((second.is_string(), keys, there(&key["id"])?), (true, Some(2), true));
    Ok(())
}

#[test]
fn another_organisations_certificate_stays_out() -> Outcome {
    let rig = Rig::begun()?;
    let view = rig.examined(CAMPING)?;
    assert_eq!(rig.use_recommended(&view).err().as_deref(), Some("certificate.other_organisation"));
    assert!(rig.ask("app_open", json!({}))?["setup"]["certificate"].is_null());
    Ok(())
}

#[test]
fn an_examination_ends_with_its_profile_and_with_its_files() -> Outcome {
    let rig = Rig::begun()?;
    let gone = Some("app.file_gone");
    let view = rig.examined(BAKERY)?;
    rig.choose(CAMPING)?;
    assert_eq!(rig.use_recommended(&view).err().as_deref(), gone, "another profile's");
    rig.choose(BAKERY)?;
    assert_eq!(rig.use_recommended(&view).err().as_deref(), gone, "back again");
    rig.ask("vault_unlock", json!({ "password": "blåbær og fjell" }))?;
    let view = rig.examined(BAKERY)?;
    rig.take(&[]);
    assert_eq!(rig.use_recommended(&view).err().as_deref(), gone, "other files were chosen");
    assert_eq!(rig.ask("certificate_check", json!({ "examination": view["examination"] })).err().as_deref(), gone);
    let view = rig.examined(BAKERY)?;
    rig.use_recommended(&view)?;
    let file = rig.take(&[rig.issue(&CertificateOrder::ordinary(BAKERY))?.path]);
    rig.ask("certificate_forget", json!({}))?;
    assert_eq!(rig.examine(&file, None).err().as_deref(), gone, "forgetting leaves nothing behind");
    Ok(())
}

#[test]
fn the_issuer_is_asked() -> Outcome {
    let rig = Rig::begun()?;
    let view = rig.examined(BAKERY)?;
    let state = |view: &Value| view["candidates"][0]["certificate"]["revocation"].clone();
    assert_eq!(state(&view), "not_checked");
    let checked = rig.ask("certificate_check", json!({ "examination": view["examination"] }))?;
    assert_eq!((state(&checked), &checked["examination"]), ("good".into(), &view["examination"]));
    assert_eq!(rig.use_recommended(&checked)?["revocation"], "good");
    let issued = rig.issue(&CertificateOrder { validity: Validity::Revoked, ..CertificateOrder::ordinary(BAKERY) })?;
    let view = rig.examine(&rig.take(&[issued.path]), Some(&issued.password))?;
    let fingerprint = view["recommended"].clone();
    let checked = rig.ask("certificate_check", json!({ "examination": view["examination"] }))?;
    assert_eq!((state(&checked), checked["recommended"].is_null()), ("revoked".into(), true));
    let refused = rig.ask("certificate_use", json!({ "examination": view["examination"], "fingerprint": fingerprint }));
    assert_eq!(refused.err().as_deref(), Some("certificate.revoked"));
    Ok(())
}

#[test]
fn an_issuer_that_does_not_answer_stops_nobody() -> Outcome {
    let rig = Rig::begun()?;
    rig.ask("practice_fault", json!({ "name": "status-down", "on": true }))?;
    let view = rig.examined(BAKERY)?;
    let checked = rig.ask("certificate_check", json!({ "examination": view["examination"] }))?;
    let best = &checked["candidates"][0]["certificate"];
    assert_eq!((best["revocation"].as_str(), best["usable"].as_str()), (Some("unknown"), Some("enterprise_certificate")));
    rig.ask("practice_fault", json!({ "name": "status-down", "on": false }))?;
    let again = rig.ask("certificate_check", json!({ "examination": view["examination"] }))?;
    assert_eq!(again["candidates"][0]["certificate"]["revocation"], "good", "what is not known is asked again");
    Ok(())
}

#[test]
fn answers_about_an_examination_that_is_gone_are_of_no_use() -> Outcome {
    let rig = Rig::begun()?;
    let view = rig.examined(BAKERY)?;
    let id = view["examination"].as_str().ok_or("no id")?;
    let checked = block_on(async {
        let active = rig.app.active().await?;
        let (checked, ()) = tokio::join!(biased; examining::check(&active, id), async { active.stop_examining() });
        checked
    });
    assert_eq!(checked.err().map(|problem| problem.code).as_deref(), Some("app.file_gone"));
    Ok(())
}

/// A file that takes long to open, held `times` times.
fn slow(rig: &Rig, times: usize) -> Outcome<(Vec<FileToExamine>, Vec<String>)> {
    let issued = rig.issue(&CertificateOrder { flavour: Flavour::BouncyCastle, ..CertificateOrder::ordinary(BAKERY) })?;
    let ids = rig.take(&vec![issued.path; times]);
    let password = || Some(Secret::new(issued.password.clone()));
    Ok((ids.iter().map(|id| FileToExamine { file: id.clone(), password: password() }).collect(), ids))
}

fn stopped_by(stop: impl FnOnce(&Rig, &crate::active::Active)) -> Outcome {
    let rig = Rig::begun()?;
    let (files, _) = slow(&rig, 1)?;
    let code = block_on(async {
        let active = rig.app.active().await?;
        let (examined, ()) = tokio::join!(biased; examining::examine(&rig.app, &active, files, silent()), async { stop(&rig, &active) });
        examined.map(|_| String::new())
    });
    assert_eq!(code.err().map(|problem| problem.code).as_deref(), Some("certificate.cancelled"));
    Ok(())
}

#[test]
fn cancelled_it_says_so() -> Outcome {
    stopped_by(|_, active| active.certificate_journey.cancel())?;
    // What ends after new files came is wiped.
    stopped_by(|rig, _| drop(rig.app.take_files(&[])))
}

#[test]
fn a_second_examination_ends_the_first() -> Outcome {
    let rig = Rig::begun()?;
    let (files, ids) = slow(&rig, 2)?;
    let mut files = files.into_iter();
    let (first, second) = (files.next().into_iter().collect(), files.collect());
    let (first, second) = block_on(async {
        let active = rig.app.active().await?;
        let one = examining::examine(&rig.app, &active, first, silent());
        let other = examining::examine(&rig.app, &active, second, silent());
        Ok::<_, inngang_contract::Problem>(tokio::join!(biased; one, other))
    })
    .map_err(|problem| problem.code)?;
    assert_eq!(first.err().map(|problem| problem.code).as_deref(), Some("certificate.cancelled"));
    let view = second.map_err(|problem| problem.code)?;
    assert_eq!((view.candidates.len(), &view.files[0].file), (1, &ids[1]));
    Ok(())
}

#[test]
fn progress_is_told_late_and_seldom() -> Outcome {
    let rig = Rig::begun()?;
    let (files, _) = slow(&rig, 2)?;
    let (told, started) = (Arc::new(Mutex::new(Vec::new())), Instant::now());
    let telling = Arc::clone(&told);
    let channel = Channel::new(move |_| {
        telling.lock().unwrap_or_else(PoisonError::into_inner).push(started.elapsed());
        Ok(())
    });
    let examined = block_on(async {
        let active = rig.app.active().await?;
        examining::examine(&rig.app, &active, files, channel).await
    });
    assert_eq!(examined.map_err(|problem| problem.code)?.candidates.len(), 1, "the same certificate twice is one");
    let told = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(told.first().is_some_and(|first| *first >= Duration::from_millis(150)), "{told:?}");
    let seldom = told.windows(2).all(|pair| matches!(pair, [one, next] if *next - *one >= Duration::from_millis(95)));
    assert!(seldom, "{told:?}");
    Ok(())
}

fn silent<T>() -> Channel<T> {
    Channel::new(|_| Ok(()))
}

#[test]
fn a_certificate_that_an_older_version_kept_is_still_shown() -> Outcome {
    let rig = Rig::begun()?;
    // As version 0.1 wrote it: without chain, names, verdict, revocation.
    let document = r#"{"subject_name":"BLÅBÆRSVINGEN BAKERI AS","organisation_name":"BLÅBÆRSVINGEN BAKERI AS","organisation":"315000106",
        "issuer_name":"Øvelse Class 3 CA G2 ST Business","issuer_family":"practice","generation":"seid2","role":"authentication",
        "belongs_to":"practice","proved":true,"not_before":"2026-10-01T10:00:00Z","not_after":"2029-10-01T10:00:00Z","serial":"5b01",
        "fingerprint":"ab12","key_bits":3072,"encoding":"AES-256-CBC, HMAC-SHA256","usable":"enterprise_certificate","findings":[],
        "others":0,"file_name":"auth.p12"}"#;
    let active = block_on(rig.app.active()).map_err(|problem| problem.code)?;
    let done_at = active.ports.clock.now();
    rig.app.database.keep_step(&active.row.id, &StepRow { step: "certificate".into(), document: document.into(), done_at })?;
    let shown = &rig.ask("app_open", json!({}))?["setup"]["certificate"];
    assert_eq!((shown["fingerprint"].as_str(), shown["revocation"].as_str()), (Some("ab12"), Some("not_checked")));
    assert_eq!((shown["chain"].as_array().map(Vec::len), shown["verdict"].as_str()), (Some(0), Some("")));
    Ok(())
}
