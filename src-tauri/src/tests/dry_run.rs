//! The dry run through the window, by what the profile has heard; and the list of scopes.

use serde_json::{Value, json};

use super::Outcome;
use super::rig::{BAKERY, PASSWORD, Rig, order};

impl Rig {
    fn checks(&self, client: &str, other: &Value) -> Result<Vec<(String, String)>, String> {
        let view = self.ask("maskinporten_dry_run", order(client, other))?;
        let text = |check: &Value, name: &str| check[name].as_str().unwrap_or_default().to_owned();
        let checks = view["checks"].as_array().into_iter().flatten();
        Ok(checks.map(|check| (text(check, "code").replace("maskinporten.", ""), text(check, "outcome"))).collect())
    }

    fn bad(&self, client: &str, other: &Value) -> Result<Vec<String>, String> {
        Ok(self.checks(client, other)?.into_iter().filter(|(_, outcome)| outcome == "bad").map(|(code, _)| code).collect())
    }
}

#[test]
fn an_order_in_order_has_nothing_bad_and_nothing_is_sent_for_it() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let before = rig.ask("trail_open", json!({}))?["entries"].as_array().map(Vec::len);
    assert_eq!(rig.bad(&client, &json!({}))?, [""; 0]);
    assert_eq!(rig.ask("trail_open", json!({}))?["entries"].as_array().map(Vec::len), before);
    assert_eq!(rig.bad(&client, &json!({ "consumer": BAKERY }))?.len(), 1, "oneself as consumer");
    Ok(())
}

#[test]
fn what_self_service_has_told_is_known() -> Outcome {
    let rig = Rig::begun()?;
    let administration = rig.connected()?;
    let client =
        rig.portal("clients", &[("organisation", BAKERY), ("kind", "maskinporten"), ("name", "A"), ("scope", "altinn:broker.read")])?;
    let client = client.strip_prefix("/clients/").and_then(|rest| rest.split('?').next()).ok_or("no client")?;
    let key = json!({ "kid": "ukjent" });
    assert_eq!(rig.bad(client, &key)?, [""; 0], "nobody has told yet");
    rig.ask("selfservice_client", json!({ "client_id": client }))?;
    assert_eq!(rig.bad(client, &key)?, ["check_key_not_on_client", "check_scopes_not_on_client"]);
    rig.ask("selfservice_disconnect", json!({}))?;
    assert_eq!(rig.bad(client, &key)?, [""; 0], "what was told is forgotten with the connection");
    assert_ne!(administration, client);
    Ok(())
}

#[test]
fn the_client_of_another_environment_is_seen() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    rig.ask("profile_choose", json!({ "environment": "test", "organisation": BAKERY, "organisation_name": null }))?;
    rig.ask("vault_protect", json!({ "password": PASSWORD }))?;
    rig.ask("key_create", json!({ "bits": "2048" }))?;
    let bad = rig.bad(&client, &json!({}))?;
    assert!(bad.iter().any(|code| code.contains("client")), "{bad:?}");
    Ok(())
}

#[test]
fn the_list_of_scopes_is_a_copy_until_it_is_asked_for_and_then_kept() -> Outcome {
    let rig = Rig::begun()?;
    let search = |rig: &Rig, refresh: bool| rig.ask("maskinporten_scopes", json!({ "words": "instances.read", "refresh": refresh }));
    let copy = search(&rig, false)?;
    assert_eq!((copy["from"].as_str(), copy["scopes"][0]["scope"].as_str()), (Some("copy"), Some("altinn:instances.read")));
    let read = search(&rig, true)?;
    assert_eq!((read["from"].as_str(), read["scopes"][0]["for_all"].as_bool()), (Some("service"), Some(true)));
    let rig = rig.restarted()?;
    rig.ask("app_open", json!({}))?;
    assert_eq!(search(&rig, false)?, read, "as of then");
    rig.ask("practice_fault", json!({ "name": "unavailable-503", "on": true }))?;
    assert_eq!(search(&rig, true)?, read, "what cannot be read leaves it as it was");
    Ok(())
}
