//! A locked vault: what it wipes, what it answers, who hears of it, and what a copy of a profile brings back.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::legacy::{self, LogIn};
use inngang_engine::secret::Secret;
use inngang_platform::profile_copy;
use serde_json::json;
use tauri::async_runtime::block_on;
use tauri::ipc::{Channel, InvokeResponseBody};

use super::Outcome;
use super::rig::{BAKERY, PASSWORD, Rig};
use crate::legacy as old;

#[test]
fn locking_wipes_what_the_keys_obtained() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    assert!(rig.obtain(&client)?["token"].is_string());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    rig.app.locking.tell_to(Channel::new(move |body| {
        if let InvokeResponseBody::Json(text) = body {
            ear.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        }
        Ok(())
    }));
    let view = rig.ask("vault_lock", json!({}))?;
    assert_eq!((view["vault"].as_str(), view["setup"]["maskinporten"]["token"].is_null()), (Some("locked"), true));
    assert_eq!(heard.lock().unwrap_or_else(PoisonError::into_inner).as_slice(), ["\"locked\""]);
    assert_eq!(rig.obtain(&client).err().as_deref(), Some("key.vault_locked"));
    assert_eq!(rig.ask("key_create", json!({ "bits": "2048" })).err().as_deref(), Some("key.vault_locked"));
    // The page still sees which keys there are.
    assert_eq!(view["setup"]["key"]["private_here"], true);
    rig.ask("vault_unlock", json!({ "password": PASSWORD }))?;
    assert!(rig.obtain(&client)?["token"].is_string());
    Ok(())
}

#[test]
fn a_run_that_needs_keys_ends_with_the_lock() -> Outcome {
    let rig = Rig::begun()?;
    let active = rig.active()?;
    let runs = [
        &active.key_journey,
        &active.token_journey,
        &active.login_journey,
        &active.access_journey,
        &active.agent_journey,
        &active.renewal_journey,
    ];
    let running = runs.map(crate::active::Journey::start);
    assert!(running.iter().all(|run| !run.is_cancelled()));
    rig.app.lock();
    assert!(running.iter().all(tokio_util::sync::CancellationToken::is_cancelled));
    Ok(())
}

#[test]
fn nobody_is_logged_in_to_altinn_2_after_the_lock() -> Outcome {
    let rig = Rig::begun()?;
    let active = rig.active()?;
    let host = old::host(&active).map_err(|problem| problem.code)?;
    let log_in = || block_on(legacy::log_in(LogIn::Maskinporten(Secret::new("a".to_owned())), None, &host, &active.ports));
    assert!(active.old_session.keep(log_in()?, &active.old_session.begin()) && active.old_session.held().is_some());
    rig.app.lock();
    assert!(active.old_session.held().is_none());
    // One that was under way, and one that another has begun after.
    let run = active.old_session.begin();
    rig.app.lock();
    assert!(!active.old_session.keep(log_in()?, &run) && active.old_session.held().is_none());
    let (first, second) = (active.old_session.begin(), active.old_session.begin());
    assert!(active.old_session.keep(log_in()?, &second) && !active.old_session.keep(log_in()?, &first));
    Ok(())
}

#[test]
fn the_person_says_when_it_locks_and_how_it_opens() -> Outcome {
    let rig = Rig::begun()?;
    let details = rig.ask("vault_open", json!({}))?;
    assert_eq!(
        (details["place"].as_str(), details["lock_after_minutes"].as_u64(), details["keys"].as_u64()),
        (Some("password"), Some(15), Some(0))
    );
    assert_eq!(rig.ask("vault_lock_after", json!({ "minutes": 5 }))?["lock_after_minutes"], 5);
    assert!(rig.ask("vault_lock_after", json!({ "minutes": null }))?["lock_after_minutes"].is_null());
    let change = |current: &str, new: &str| rig.ask("vault_change_password", json!({ "current": current, "new": new }));
    assert_eq!(change("feil passord", "et nytt passord").err().as_deref(), Some("key.vault_wrong_password"));
    change(PASSWORD, "et nytt passord")?;
    // Without a keychain there is nowhere to move to.
    let moved = rig.ask("vault_move", json!({ "to": "keychain", "password": "et nytt passord" }));
    assert_eq!(moved.err().as_deref(), Some("key.keychain_refused"));
    rig.ask("vault_lock", json!({}))?;
    assert_eq!(rig.ask("vault_unlock", json!({ "password": PASSWORD })).err().as_deref(), Some("key.vault_wrong_password"));
    assert_eq!(rig.ask("vault_unlock", json!({ "password": "et nytt passord" }))?["vault"], "open");
    rig.ask("vault_start_over", json!({}))?;
    assert_eq!(rig.ask("vault_open", json!({}))?["set_aside"].as_array().map(Vec::len), Some(1));
    Ok(())
}

#[test]
fn a_copy_of_a_profile_comes_back_without_its_private_keys() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let active = rig.active()?;
    let copy = profile_copy::back_up(&rig.app.database, &active.row.id, active.ports.clock.now())?.ok_or("no profile")?;
    let other = Rig::begun()?;
    other.app.database.forget_profile(&other.active()?.row.id)?;
    let back = block_on(crate::profiles::restore(&other.app, &copy)).map_err(|problem| problem.code)?;
    assert_eq!((back.restored, back.app.profile.map(|profile| profile.organisation)), (true, Some(BAKERY.to_owned())));
    let key = back.app.setup.key.ok_or("no key")?;
    assert_eq!((back.without_private, key.client_id, key.private_here), (vec![key.kid], Some(client), false));
    Ok(())
}
