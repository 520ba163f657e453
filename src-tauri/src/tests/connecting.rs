//! Connecting to the self-service API with a key: which one let the administration client in is not forgotten.

use serde_json::json;

use super::Outcome;
use super::rig::{BAKERY, PASSWORD, Rig};

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
