//! The token reader through its commands: from memory, pasted, checked, forgotten.

use serde_json::{Value, json};

use super::Outcome;
use super::rig::{BAKERY, Rig};
use crate::tokens;

impl Rig {
    fn read(&self, text: Option<&str>, token: Option<&Value>) -> Result<Value, String> {
        self.ask("token_read", json!({ "text": text, "token": token }))
    }
}

#[test]
fn a_token_is_read_from_memory_and_as_it_is_pasted() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let id = rig.obtain(&client)?["token"].clone();
    let view = rig.read(None, Some(&id))?;
    assert_eq!((view["token"].as_str(), view["place"].as_str()), (Some("maskinporten"), Some("practice")));
    assert!(view["parties"].to_string().contains(BAKERY));

    let active = rig.active()?;
    let token = tauri::async_runtime::block_on(tokens::held(id.as_str().ok_or("no id")?, &active)).map_err(|problem| problem.code)?;
    // EXPOSE: a token of practice's, pasted as a person would.
    let pasted = format!("Authorization: Bearer {}\n", token.secret.expose());
    let again = rig.read(Some(&pasted), None)?;
    assert_eq!((&again["claims"], &again["scopes"]), (&view["claims"], &view["scopes"]));
    let signature = rig.ask("token_signature", json!({ "reading": again["reading"] }))?;
    assert!(signature["problem"].is_null() && signature["finding"]["severity"] == "good", "{signature}");
    let whole = rig.ask("report_open", json!({}))?.to_string() + &again.to_string() + &rig.ask("trail_open", json!({}))?.to_string();
    // EXPOSE: to see that it is nowhere.
    assert!(token.secret.expose().split('.').all(|part| !whole.contains(part)), "{whole}");

    let stale = rig.ask("token_signature", json!({ "reading": view["reading"] }));
    assert_eq!(stale.err().as_deref(), Some("app.token_gone"), "another was read since");
    rig.ask("vault_lock", json!({}))?;
    let wiped = rig.ask("token_signature", json!({ "reading": again["reading"] }));
    assert_eq!(wiped.err().as_deref(), Some("app.token_gone"));
    Ok(())
}

#[test]
fn what_is_no_token_says_what_it_is() -> Outcome {
    let rig = Rig::begun()?;
    let refused = rig.read(Some("hei"), None).err().ok_or("a greeting was read")?;
    assert!(refused.starts_with("token."), "{refused}");
    assert_eq!(rig.read(None, None).err().as_deref(), Some("app.token_gone"));
    Ok(())
}
