//! Connecting to the self-service API: what let the administration client in is not forgotten, or the connection ends with it.

use std::sync::Arc;

use inngang_contract::Problem;
use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use super::Outcome;
use super::rig::{BAKERY, PASSWORD, Rig};
use crate::connection::{self, Connection};

#[test]
fn the_key_that_was_let_in_stays_the_connection_s_own() -> Outcome {
    let rig = Rig::begun()?;
    let location = rig.portal("administration-clients", &[("organisation", BAKERY)])?;
    let id = location.strip_prefix("/clients/").and_then(|rest| rest.split('?').next()).ok_or("no client")?;
    let first = rig.ask("key_create", json!({ "bits": "2048" }))?;
    rig.portal(&format!("clients/{id}/keys"), &[("key", first["jwk"].as_str().ok_or("no jwk")?)])?;
    rig.ask("selfservice_connect", json!({ "client_id": id, "sign_with": "key" }))?;

    let second = rig.ask("key_create", json!({ "bits": "2048" }))?;
    assert_ne!(first["id"], second["id"]);
    let rig = rig.restarted()?;
    rig.ask("vault_unlock", json!({ "password": PASSWORD }))?;
    assert_eq!(rig.ask("selfservice_clients", json!({ "inactive": false }))?["administration"], *id, "with the first key");

    let keys = rig.ask("key_list", json!({}))?["keys"].clone();
    let kept = keys.as_array().into_iter().flatten().find(|key| key["id"] == first["id"]).ok_or("the first key is gone")?;
    assert_eq!((&kept["registrations"][0]["client_id"], &kept["registrations"][0]["in_use"]), (&json!(id), &json!(true)));
    assert!(kept["client_id"].is_null(), "no system fetches tokens as the administration client");
    Ok(())
}

#[test]
fn any_of_our_keys_can_be_chosen_under_the_name_that_the_portal_gave_it() -> Outcome {
    let rig = Rig::begun()?;
    let location = rig.portal("administration-clients", &[("organisation", BAKERY)])?;
    let id = location.strip_prefix("/clients/").and_then(|rest| rest.split('?').next()).ok_or("no client")?;
    let first = rig.ask("key_create", json!({ "bits": "2048" }))?;
    let jwk = first["jwk"].as_str().ok_or("no jwk")?.replace(first["kid"].as_str().ok_or("no kid")?, "portalens-egen");
    rig.portal(&format!("clients/{id}/keys"), &[("key", &jwk)])?;
    rig.ask("key_create", json!({ "bits": "2048" }))?;
    let connect =
        |kid: &str| rig.ask("selfservice_connect", json!({ "client_id": id, "sign_with": "key", "key": first["id"], "kid": kid }));
    assert_eq!(connect("to ord").err().as_deref(), Some("key.bad_key_id"));
    assert_eq!(connect("").err().as_deref(), Some("maskinporten.unknown_key"), "ours is not its name there");
    assert_eq!(connect(" portalens-egen ")?["administration"], *id);
    let rig = rig.restarted()?;
    rig.ask("vault_unlock", json!({ "password": PASSWORD }))?;
    assert_eq!(rig.ask("selfservice_clients", json!({ "inactive": false }))?["administration"], *id);
    Ok(())
}

#[test]
fn a_connection_by_certificate_goes_over_to_the_next_and_ends_with_the_last() -> Outcome {
    let rig = Rig::begun()?;
    rig.use_recommended(&rig.examined(BAKERY)?)?;
    let location = rig.portal("administration-clients", &[("organisation", BAKERY)])?;
    let id = location.strip_prefix("/clients/").and_then(|rest| rest.split('?').next()).ok_or("no client")?;
    rig.ask("selfservice_connect", json!({ "client_id": id, "sign_with": "certificate" }))?;
    assert_eq!(rig.ask("app_open", json!({}))?["setup"]["administers"], *id);
    let open = || -> Result<Arc<Connection>, String> {
        let code = |problem: Problem| problem.code;
        block_on(connection::connection(&rig.app, &*block_on(rig.app.active()).map_err(code)?)).map_err(code)
    };
    let before = open()?;
    rig.use_recommended(&rig.examined(BAKERY)?)?;
    assert!(!Arc::ptr_eq(&before, &open()?), "the key of the first is gone");
    let left = rig.ask("certificate_forget", json!({}))?;
    assert_eq!(left["setup"]["administers"], Value::Null);
    assert_eq!(rig.ask("selfservice_clients", json!({ "inactive": false }))?["administration"], Value::Null);
    assert_eq!(open().err().as_deref(), Some("selfservice.not_connected"));
    Ok(())
}

#[test]
fn an_api_that_moves_is_followed() -> Outcome {
    let rig = Rig::begun()?;
    rig.connected()?;
    rig.ask("practice_fault", json!({ "name": "api-other-prefix", "on": true }))?;
    let view = rig.ask("selfservice_clients", json!({ "inactive": false }))?;
    assert!(view["base"].as_str().is_some_and(|base| base.ends_with("/external/api/v1")), "{view}");
    Ok(())
}
