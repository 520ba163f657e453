//! Tokens through the window: variants as they are typed, causes as they are told, and that what has ended is renewed without a word.

use std::time::Duration;

use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use super::Outcome;
use super::rig::{BAKERY, Rig, order};

const SYSTEM_SCOPES: [(&str, &str); 3] =
    [("kind", "maskinporten"), ("scope", "altinn:instances.read"), ("scope", "altinn:authentication/systemregister.write")];

impl Rig {
    fn order(&self, client: &str, other: &Value) -> Result<Value, String> {
        self.ask("maskinporten_obtain", order(client, other))
    }

    fn test_access(&self) -> Result<Value, String> {
        self.ask("access_test", json!({ "subject": "organisation" }))
    }

    fn token_requests(&self) -> Result<usize, String> {
        let trail = self.ask("trail_open", json!({}))?;
        Ok(trail["entries"].as_array().into_iter().flatten().filter(|entry| entry.to_string().contains("/token")).count())
    }
}

#[test]
fn a_token_that_has_ended_is_renewed_without_a_word() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    assert!(rig.obtain(&client)?["token"].is_string());
    let fetched = rig.token_requests()?;
    rig.test_access()?;
    assert_eq!(rig.token_requests()?, fetched, "the one that is kept still holds");
    // The town's time goes by; nobody says so to the program.
    block_on(rig.app.practice()).map_err(|problem| problem.code)?.clock().advance(Duration::from_mins(20));
    let passed = rig.test_access()?;
    assert_eq!(passed["rungs"][0]["outcome"], "passed", "{passed}");
    assert!(rig.token_requests()? > fetched);
    Ok(())
}

#[test]
fn when_it_cannot_be_renewed_the_reason_is_told() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    rig.obtain(&client)?;
    rig.ask("practice_fault", json!({ "name": "key-just-uploaded", "on": true }))?;
    block_on(rig.app.practice()).map_err(|problem| problem.code)?.clock().advance(Duration::from_mins(20));
    assert_eq!(rig.test_access().err().as_deref(), Some("maskinporten.unknown_key"));
    Ok(())
}

#[test]
fn fetching_is_always_anew_and_the_page_knows_it_by_the_same_id() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let first = rig.obtain(&client)?;
    let fetched = rig.token_requests()?;
    let second = rig.obtain(&client)?;
    assert!(rig.token_requests()? > fetched);
    assert_eq!(first["token"], second["token"]);
    assert_ne!(
        first["token"],
        rig.order(&client, &json!({ "resources": "https://a.example.no" }))?["token"],
        "another order is another token"
    );
    rig.ask("vault_lock", json!({}))?;
    assert_eq!(rig.ask("token_read", json!({ "text": null, "token": first["token"] })).err().as_deref(), Some("app.token_gone"));
    Ok(())
}

#[test]
fn a_variant_that_is_typed_wrongly_is_told_in_words() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    for (field, value, code) in [
        ("resources", "api.example.no", "bad_resource"),
        ("person", "1388801234", "bad_person"),
        ("consumer", "315000107", "bad_consumer"),
        ("owner", "31500010", "bad_owner"),
        ("external_ref", "Kunde 42", "reference_alone"),
    ] {
        let expected = format!("maskinporten.{code}");
        for command in ["maskinporten_obtain", "maskinporten_dry_run", "maskinporten_recipes"] {
            let refused = rig.ask(command, order(&client, &json!({ field: value })));
            assert_eq!(refused.err(), Some(expected.clone()), "{command} {field}");
        }
    }
    Ok(())
}

#[test]
fn a_person_s_number_is_kept_nowhere() -> Outcome {
    const PERSON: &str = "13888012345";
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let view = rig.order(&client, &json!({ "person": PERSON }))?;
    assert_eq!(view["for_a_person"], true);
    let refused = rig.order(&client, &json!({ "person": PERSON, "scopes": "altinn:serviceowner" }));
    assert!(refused.is_err());
    rig.ask("maskinporten_dry_run", order(&client, &json!({ "person": PERSON })))?;
    let told = [view, rig.ask("app_open", json!({}))?, rig.ask("trail_open", json!({}))?, rig.ask("report_open", json!({}))?];
    for told in &told {
        assert!(!told.to_string().contains(PERSON), "{told}");
    }
    let mut files = 0;
    for file in rig.files()? {
        let bytes = std::fs::read(&file)?;
        assert!(!bytes.windows(PERSON.len()).any(|window| window == PERSON.as_bytes()), "{}", file.display());
        files += 1;
    }
    assert!(files > 0, "nothing was searched");
    Ok(())
}

#[test]
fn each_cause_of_no_system_user_is_told_and_mended_in_the_town() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.client("clients", &[&[("name", "Inngang")], &SYSTEM_SCOPES[..]].concat())?;
    let other = rig.portal("clients", &[&[("organisation", BAKERY), ("name", "Annen")], &SYSTEM_SCOPES[..]].concat())?;
    let other = other.strip_prefix("/clients/").and_then(|rest| rest.split('?').next()).ok_or("no client")?;
    let as_owner = |reference: &str| rig.order(&client, &json!({ "owner": BAKERY, "external_ref": reference }));
    let code = |answer: Result<Value, String>| answer.err().unwrap_or_default();
    assert_eq!(code(as_owner("")), "maskinporten.system_user_no_system");
    rig.ask("practice_system", json!({ "client_id": other, "name": "Annet" }))?;
    assert_eq!(code(as_owner("")), "maskinporten.system_user_client");
    let town = rig.ask("practice_system", json!({ "client_id": client, "name": "Kassa" }))?;
    assert_eq!(code(rig.ask("practice_system", json!({ "client_id": client, "name": "Kassa" }))), "app.client_on_system");
    assert_eq!(code(as_owner("")), "maskinporten.system_user_waiting");

    let system = town["systems"].as_array().into_iter().flatten().find(|system| system["name"] == "Kassa").ok_or("no system")?;
    let user = json!({ "system": system["id"], "owner": BAKERY, "external_ref": "Kunde 42", "agent": false, "approved": false });
    let town = rig.ask("practice_system_user", user.clone())?;
    assert_eq!(code(rig.ask("practice_system_user", user)), "app.system_user_there");
    let systems = town["systems"].as_array().cloned().unwrap_or_default();
    let waiting = systems.iter().find_map(|system| system["users"].get(0)).ok_or("no system user")?;
    assert_eq!((&waiting["state"], &waiting["external_ref"]), (&json!("waiting"), &json!("Kunde 42")));
    rig.ask("practice_system_user_decide", json!({ "id": waiting["id"], "decision": "approve" }))?;
    assert_eq!(code(as_owner("kunde 42")), "maskinporten.system_user_reference");
    let view = as_owner("Kunde 42")?;
    assert_eq!((&view["system_user"]["owner"], &view["system_user"]["system"]), (&json!(BAKERY), &system["id"]));
    rig.ask("practice_system_user_decide", json!({ "id": waiting["id"], "decision": "delete" }))?;
    assert_eq!(code(as_owner("Kunde 42")), "maskinporten.system_user_deleted");
    Ok(())
}

#[test]
fn the_town_s_ways_are_changed_while_it_runs() -> Outcome {
    let rig = Rig::begun()?;
    let town = rig.ask("practice_behaviour", json!({ "strict": false, "latency_milliseconds": 5, "approval_delay_seconds": 20 }))?;
    assert_eq!((&town["strict"], &town["latency_milliseconds"], &town["approval_delay_seconds"]), (&json!(false), &json!(5), &json!(20)));
    let unchanged = rig.ask("practice_behaviour", json!({ "strict": null, "latency_milliseconds": 0, "approval_delay_seconds": null }))?;
    assert_eq!((&unchanged["strict"], &unchanged["approval_delay_seconds"]), (&json!(false), &json!(20)));
    let delegation = town["delegations"][0].clone();
    let without = rig.ask("practice_delegation", json!({ "delegation": delegation, "on": false }))?;
    assert!(!without["delegations"].as_array().is_some_and(|all| all.contains(&delegation)));
    let with = rig.ask("practice_delegation", json!({ "delegation": delegation, "on": true }))?;
    assert_eq!(with["delegations"], town["delegations"]);
    let own = json!({ "consumer": BAKERY, "supplier": BAKERY, "scope": delegation["scope"] });
    assert_eq!(rig.ask("practice_delegation", json!({ "delegation": own, "on": true })).err().as_deref(), Some("app.cannot_delegate"));
    Ok(())
}

#[test]
fn a_failure_is_looked_up_without_a_profile() -> Outcome {
    let home = tempfile::tempdir()?;
    let (_window, webview) = super::window(home.path())?;
    let whole = super::ask(&webview, "dictionary_open", json!({}))?;
    assert!(whole["entries"].as_array().is_some_and(|entries| entries.iter().any(|entry| entry["code"] == "maskinporten.system_user")));
    let recognised = super::ask(&webview, "dictionary_recognise", json!({ "text": "400: MP-110 (trace_id: abc)" }))?;
    assert_eq!(recognised["found"][0]["name"], "MP-110", "{recognised}");
    Ok(())
}
