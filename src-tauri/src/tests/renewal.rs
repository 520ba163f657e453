//! Renewal, self-service and the calendar through their commands, against practice.

use inngang_engine::keys::{KeySize, PrivateKey};
use inngang_platform::database::KeyRow;
use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use super::Outcome;
use super::rig::Rig;
use crate::reminding;

fn begin(rig: &Rig, client: &str, road: &str) -> Result<Value, String> {
    rig.ask("renewal_begin", json!({ "client_id": client, "road": road, "bits": "2048", "scopes": "altinn:instances.read" }))
}

#[test]
fn a_renewal_goes_step_by_step_and_a_token_can_be_had_at_each() -> Outcome {
    let rig = Rig::begun()?;
    rig.connected()?;
    let client = rig.maskinporten_client()?;
    let old = rig.ask("key_list", json!({}))?["chosen"].clone();
    assert_eq!(begin(&rig, &client, "api")?["stage"], "begun");
    let list = rig.ask("renewal_list", json!({}))?;
    assert_eq!(
        (list["api"].as_bool(), list["clients"].as_array().map(Vec::len), list["renewals"].as_array().map(Vec::len)),
        (Some(true), Some(2), Some(1))
    );
    let typed = rig.active()?.ports.keys.list()?.len();
    for stage in ["made", "added", "proved", "switched", "retired"] {
        let kid = rig.ask("key_choose", json!({ "key": old }))?["kid"].clone();
        let forget = rig.ask("key_forget", json!({ "key": old, "typed": kid }));
        assert_eq!(forget.err().as_deref(), Some("app.key_in_renewal"), "before {stage}");
        // One that is begun goes on.
        begin(&rig, &client, "portal")?;
        assert_eq!(rig.ask("renewal_advance", json!({ "client_id": client }))?["stage"], stage);
        assert!(rig.obtain(&client)?["token"].is_string(), "{stage}");
    }
    assert_eq!(rig.active()?.ports.keys.list()?.len(), typed + 1);
    let list = rig.ask("key_list", json!({}))?;
    assert!(list["chosen"] != old && list["history"][0]["what"] == "retired", "{list}");
    assert_eq!(rig.ask("renewal_advance", json!({ "client_id": client })).err().as_deref(), Some("app.no_renewal"));
    Ok(())
}

#[test]
fn a_renewal_by_the_portal_is_undone_and_leaves_nothing() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let before = rig.ask("key_list", json!({}))?["keys"].clone();
    begin(&rig, &client, "portal")?;
    let made = rig.ask("renewal_advance", json!({ "client_id": client }))?;
    assert_eq!(rig.ask("renewal_advance", json!({ "client_id": client })).err().as_deref(), Some("key.bad_key_id"));
    rig.portal(&format!("clients/{client}/keys"), &[("key", made["jwk"].as_str().ok_or("no jwk")?)])?;
    for (kid, stage) in [(Some(&made["new_kid"]), "added"), (None, "proved"), (None, "switched")] {
        assert_eq!(rig.ask("renewal_advance", json!({ "client_id": client, "kid": kid }))?["stage"], stage);
    }
    for left in ["proved", "added", "made", "begun"] {
        let list = rig.ask("renewal_undo", json!({ "client_id": client }))?;
        assert_eq!(list["renewals"][0]["stage"], left);
        assert!(rig.obtain(&client)?["token"].is_string(), "{left}");
    }
    assert_eq!(rig.ask("renewal_undo", json!({ "client_id": client }))?["renewals"], json!([]));
    assert_eq!(rig.ask("key_list", json!({}))?["keys"], before);
    Ok(())
}

#[test]
fn self_service_makes_clients_and_keeps_their_secrets() -> Outcome {
    let rig = Rig::begun()?;
    assert!(rig.ask("selfservice_clients", json!({ "inactive": false }))?["administration"].is_null());
    assert_eq!(rig.ask("selfservice_scopes", json!({})).err().as_deref(), Some("selfservice.not_connected"));
    let administration = rig.connected()?;
    let new = json!({
        "kind": "api_klient", "authentication": "client_secret_basic", "name": "Innlogging", "description": "Innlogging", "scopes": ""
    });
    let made = rig.ask("selfservice_create", new)?;
    let client = made["client_id"].as_str().ok_or("no client")?.to_owned();
    assert_eq!((made["secret_here"].as_bool(), made.to_string().contains("client_secret\":")), (Some(true), false));
    let entries = rig.ask("calendar_open", json!({}))?["entries"].clone();
    let secret = entries.as_array().into_iter().flatten().find(|entry| entry["what"] == "client_secret").ok_or("no entry")?;
    assert_eq!((secret["name"].as_str(), secret["urgency"].as_str()), (Some("Innlogging"), Some("later")));
    assert!((359..=360).contains(&secret["days_left"].as_i64().unwrap_or_default()), "{secret}");
    // After a restart of the connection the administration client is asked for again by itself.
    rig.app.lock();
    rig.ask("vault_unlock", json!({ "password": super::rig::PASSWORD }))?;
    assert_eq!(rig.ask("selfservice_clients", json!({ "inactive": false }))?["administration"], administration);
    let gone = |typed: &str| rig.ask("selfservice_deactivate", json!({ "client_id": client, "typed": typed }));
    assert_eq!(gone("innlogging").err().as_deref(), Some("app.not_typed"));
    gone("Innlogging")?;
    let copied = rig.ask("selfservice_copy_secret", json!({ "client_id": client }));
    assert_eq!(copied.err().as_deref(), Some("app.secret_gone"));
    assert!(!rig.ask("calendar_open", json!({}))?.to_string().contains("client_secret"));
    Ok(())
}

#[test]
fn a_key_is_put_on_a_client_and_taken_away_again() -> Outcome {
    let rig = Rig::begun()?;
    rig.connected()?;
    let client = rig.maskinporten_client()?;
    let key = rig.ask("key_create", json!({ "bits": "2048" }))?;
    let view = rig.ask("selfservice_add_key", json!({ "client_id": client, "key": key["id"] }))?;
    let keys = view["keys"].as_array().ok_or("no keys")?;
    assert!(keys.len() == 2 && keys.iter().all(|one| one["ours"].is_string()), "{view}");
    let stands = |rig: &Rig| Ok::<_, String>(rig.ask("key_choose", json!({ "key": key["id"] }))?["registrations"][0].clone());
    assert_eq!((stands(&rig)?["client_id"].as_str(), stands(&rig)?["in_use"].as_bool()), (Some(client.as_str()), Some(false)));
    let remove = |kid: &Value| rig.ask("selfservice_remove_key", json!({ "client_id": client, "kid": kid }));
    // A renewal that has not come to its switch yet needs the key in use.
    let in_use = keys.iter().find(|one| one["kid"] != key["kid"]).ok_or("no other key")?["kid"].clone();
    begin(&rig, &client, "api")?;
    assert_eq!(remove(&in_use).err().as_deref(), Some("app.key_in_renewal"));
    rig.ask("renewal_undo", json!({ "client_id": client }))?;
    remove(&key["kid"])?;
    assert!(stands(&rig)?["retired_at"].is_string());
    let last = rig.ask("selfservice_client", json!({ "client_id": client }))?["keys"][0]["kid"].clone();
    assert_eq!(remove(&last).err().as_deref(), Some("selfservice.last_key"));
    // One that only a row tells of, as a copy that somebody altered may bring it, is not the vault's to register.
    let facts = PrivateKey::make(KeySize::Rsa2048)?.facts()?;
    let active = rig.active()?;
    let row =
        KeyRow { id: "k".into(), name: "Lønn".into(), kid: "k".parse()?, facts, created_at: active.ports.clock.now(), certificate: None };
    rig.app.database.add_key(&active.row.id, &row, "imported")?;
    let refused = rig.ask("selfservice_add_key", json!({ "client_id": client, "key": "k" }));
    assert_eq!(refused.err().as_deref(), Some("key.not_found"));
    Ok(())
}

#[test]
fn time_passes_and_the_desktop_is_told_once() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    rig.obtain(&client)?;
    let due = || block_on(reminding::due(&rig.app)).map_err(|problem| problem.code);
    assert_eq!(due()?, []);
    assert_eq!(rig.ask("practice_travel", json!({ "days": 340 }))?["days_ahead"], 340);
    let view = rig.ask("app_open", json!({}))?;
    assert!(view["setup"]["maskinporten"]["token"].is_null());
    assert_eq!((view["reminders"][0]["urgency"].as_str(), view["reminders"][0]["action"].as_str()), (Some("month"), Some("renew_key")));
    assert_eq!((due()?.len(), due()?.len()), (1, 0));
    rig.ask("practice_travel", json!({ "days": 30 }))?;
    assert_eq!(rig.ask("app_open", json!({}))?["reminders"][0]["urgency"], "over");
    rig.ask("calendar_notifications", json!({ "on": false }))?;
    assert_eq!(due()?, []);
    rig.ask("calendar_notifications", json!({ "on": true }))?;
    let told = due()?;
    assert!(told.len() == 1 && !told[0].title.contains("native:") && !told[0].body.contains("{{"), "{told:?}");
    assert_eq!(rig.obtain(&client).err().as_deref(), Some("maskinporten.key_expired"));
    rig.ask("practice_travel", json!({ "days": null }))?;
    assert_eq!(rig.ask("practice_open", json!({}))?["days_ahead"], 0);
    assert!(rig.obtain(&client)?["token"].is_string());
    Ok(())
}

#[test]
fn a_person_adds_a_date_and_takes_it_away() -> Outcome {
    let rig = Rig::begun()?;
    let watch = |day: &str| rig.ask("calendar_watch", json!({ "what": "system_user_request", "name": "Camping", "starts_on": day }));
    assert_eq!(watch("31.12.2026").err().as_deref(), Some("app.bad_date"));
    let view = watch("2026-01-31")?;
    assert_eq!((&view["entries"][0]["watched"], &view["entries"][0]["expires_at"]), (&json!(true), &json!("2026-07-30T00:00:00+02:00")));
    let left = rig.ask("calendar_unwatch", json!({ "id": view["entries"][0]["id"] }))?;
    assert_eq!(left["entries"], json!([]));
    Ok(())
}

#[test]
fn the_portals_form_is_filled_in() -> Outcome {
    let rig = Rig::begun()?;
    let road = |kind: &str| rig.ask("portal_road", json!({ "kind": kind }));
    let value = |road: &Value, name: &str| {
        let fields = road["fields"].as_array().cloned().unwrap_or_default();
        fields.iter().find(|field| field["name"] == name).and_then(|field| field["value"].as_str().map(str::to_owned)).unwrap_or_default()
    };
    assert_eq!(value(&road("maskinporten")?, "key"), "");
    let key = rig.ask("key_create", json!({ "bits": "2048" }))?;
    assert!(value(&road("maskinporten")?, "key").contains(key["kid"].as_str().ok_or("no kid")?));
    assert_eq!(value(&road("api_klient")?, "redirect_uris").lines().count(), 3);
    assert!(road("maskinporten")?["right"].is_null());
    // Not what nobody here can sign with: the row of a key comes back with a copy, its private half does not.
    rig.active()?.ports.keys.forget(key["id"].as_str().ok_or("no id")?)?;
    assert_eq!(road("maskinporten").err().as_deref(), Some("key.not_found"));
    assert_eq!(value(&road("api_klient")?, "redirect_uris").lines().count(), 3);
    Ok(())
}

#[test]
fn what_was_never_posted_is_undone_without_the_api() -> Outcome {
    let rig = Rig::begun()?;
    rig.connected()?;
    let client = rig.maskinporten_client()?;
    let advance = || rig.ask("renewal_advance", json!({ "client_id": client }));
    let undo = || Ok::<_, String>(rig.ask("renewal_undo", json!({ "client_id": client }))?["renewals"][0]["stage"].clone());
    let broken = |on: bool| rig.ask("practice_fault", json!({ "name": "api-500", "on": on }));
    begin(&rig, &client, "api")?;
    assert_eq!(advance()?["stage"], "made");
    broken(true)?;
    assert_eq!(undo()?, "begun");
    assert_eq!(advance()?["stage"], "made");
    assert_eq!(advance().err().as_deref(), Some("network.server_error"));
    assert_eq!(undo().err().as_deref(), Some("network.server_error"), "whether it was posted the API alone can tell");
    broken(false)?;
    assert_eq!((undo()?, advance()?["stage"].clone()), (json!("begun"), json!("made")));
    Ok(())
}

#[test]
fn a_new_key_that_the_vault_has_lost_is_not_pasted() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    begin(&rig, &client, "portal")?;
    let made = rig.ask("renewal_advance", json!({ "client_id": client }))?;
    assert!(made["jwk"].is_string() && made["pem"].is_string());
    let active = rig.active()?;
    let renewal = active_renewal(&rig, &client)?;
    active.ports.keys.forget(&renewal)?;
    let list = rig.ask("renewal_list", json!({}))?;
    assert_eq!((&list["renewals"][0]["jwk"], &list["renewals"][0]["pem"]), (&Value::Null, &Value::Null));
    // Back, and made again.
    assert_eq!(rig.ask("renewal_undo", json!({ "client_id": client }))?["renewals"][0]["stage"], "begun");
    assert!(rig.ask("renewal_advance", json!({ "client_id": client }))?["jwk"].is_string());
    Ok(())
}

fn active_renewal(rig: &Rig, client: &str) -> Outcome<String> {
    let renewal = rig.app.database.renewal(&rig.active()?.row.id, &client.parse()?)?;
    Ok(renewal.ok_or("no renewal")?.new_key)
}
