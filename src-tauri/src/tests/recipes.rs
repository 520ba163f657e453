//! Recipes: what the window hands out works as it stands.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use super::Outcome;
use super::rig::{PASSWORD, Rig, order};

#[test]
fn the_recipe_by_hand_fetches_a_token_with_the_vault_s_copy_of_the_key() -> Outcome {
    let rig = Rig::begun()?;
    let client = rig.maskinporten_client()?;
    let view = rig.ask("maskinporten_recipes", order(&client, &json!({ "algorithm": "RS256" })))?;
    let recipes = view["recipes"].as_array().cloned().unwrap_or_default();
    let ids: Vec<&str> = recipes.iter().filter_map(|recipe| recipe["id"].as_str()).collect();
    assert_eq!(ids, ["curl", "ks_spring", "node_jose", "python_pyjwt"], "practice is no environment of Altinn's library");

    let key = rig.ask("key_list", json!({}))?["keys"][0].clone();
    let copy = json!({ "key": key["id"], "password": "blåbær på fjellet", "vault_password": PASSWORD, "typed": key["kid"] });
    let copy = serde_json::from_value(copy)?;
    let active = rig.active()?;
    let (sealed, _) = block_on(crate::keys::back_up(&rig.app, &active, copy)).map_err(|problem| problem.code)?;
    let place = tempfile::tempdir()?;
    std::fs::write(place.path().join("sealed.pem"), sealed)?;
    // The person's own password goes to openssl as a person would give it: not in the recipe.
    let opened = Command::new("openssl")
        .args(["pkey", "-in", "sealed.pem", "-passin", "pass:blåbær på fjellet", "-out", "private-key.pem"])
        .current_dir(place.path())
        .status()?;
    assert!(opened.success());
    let ran = Command::new("sh")
        .args(["-eu", "-c", recipes[0]["text"].as_str().ok_or("no text")?])
        .current_dir(place.path())
        .stdin(Stdio::null())
        .output()?;
    let answer: Value = serde_json::from_slice(&ran.stdout).map_err(|failure| format!("{failure}: {ran:?}"))?;
    assert_eq!(answer["scope"], "altinn:instances.read", "{answer}");
    Ok(())
}
