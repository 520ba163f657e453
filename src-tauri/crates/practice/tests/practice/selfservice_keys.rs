//! Key sets through the self-service API: idporten.md 14.5; maskinporten.md 8, "Things a simulator must reject" 23.

use std::time::Duration;

use inngang_practice::{Fault, Practice};
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_rig::{Api, machine, named, set, web, with};
use crate::rig::{Outcome, Rig};

const YEAR: u64 = 365 * 86_400;

/// A new Maskinporten client's id with the path of its keys.
async fn fresh(api: &Api) -> Result<(String, String), Box<dyn std::error::Error>> {
    let made = api.ok(Method::POST, "/clients", Some(&machine())).await?;
    let id = made["client_id"].as_str().ok_or("no id")?.to_owned();
    let path = format!("/clients/{id}/jwks");
    Ok((id, path))
}

#[tokio::test]
async fn a_set_is_written_whole() -> Outcome {
    let api = Api::start().await?;
    let (id, path) = fresh(&api).await?;
    assert_eq!(api.ok(Method::GET, &path, None).await?["keys"], json!([]));
    let first = api.ok(Method::POST, &path, Some(&set(&[named("a"), named("b")]))).await?;
    assert_eq!(first["keys"], json!([named("a"), named("b")]));
    api.rig.practice.clock().advance(Duration::from_secs(5));
    let second = api.ok(Method::PUT, &path, Some(&set(&[named("b"), named("c")]))).await?;
    assert_eq!(api.kids(&id).await?, ["b", "c"], "the rest is gone");
    assert!(first["created"] == second["created"] && first["last_updated"] != second["last_updated"], "{first} {second}");
    assert_eq!(api.ok(Method::GET, &path, None).await?, second);
    assert_eq!(api.call(Method::DELETE, &path, None).await?.status, 204);
    assert!(api.kids(&id).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn keys_are_for_who_signs_with_them() -> Outcome {
    let api = Api::start().await?;
    let secret = api.ok(Method::POST, "/clients", Some(&web())).await?;
    let path = |client: &Value| format!("/clients/{}/jwks", client["client_id"].as_str().unwrap_or_default());
    api.refuses(Method::POST, &path(&secret), Some(&set(&[named("web")])), 400, "cannot have keys").await?;
    let signing = with(&web(), "token_endpoint_auth_method", json!("private_key_jwt"));
    let signing = api.ok(Method::POST, "/clients", Some(&signing)).await?;
    api.ok(Method::POST, &path(&signing), Some(&set(&[named("web")]))).await.map(drop)
}

/// MP-121, and its cure: the same set again.
#[tokio::test]
async fn a_year_begins_anew_when_the_set_is_written_again() -> Outcome {
    let mut api = Api::start().await?;
    let (id, path) = fresh(&api).await?;
    let with_key = set(&[named("yearling")]);
    api.ok(Method::POST, &path, Some(&with_key)).await?;
    let clock = |api: &Api| api.rig.practice.clock().advanced();
    let grant = |advanced: i64, id: &str| {
        let id = id.to_owned();
        move |grant: &mut crate::rig::Grant| {
            (grant.claims["iss"], grant.header["kid"]) = (json!(id), json!("yearling"));
            for claim in ["iat", "exp"] {
                grant.claims[claim] = json!(grant.claims[claim].as_i64().unwrap_or_default() + advanced);
            }
        }
    };
    api.rig.accepts(grant(clock(&api), &id)).await?;
    api.rig.practice.clock().advance(Duration::from_secs(YEAR - 3600));
    api.rig.accepts(grant(clock(&api), &id)).await?;
    // The administration client's key is as old.
    api.token = api.token_with(crate::api_rig::ALL_SCOPES).await?;
    let written = api.ok(Method::POST, &path, Some(&with_key)).await?;
    assert!(written["created"] != written["last_updated"], "{written}");
    api.rig.practice.clock().advance(Duration::from_secs(3600));
    api.rig.accepts(grant(clock(&api), &id)).await?;
    api.rig.practice.clock().advance(Duration::from_secs(YEAR));
    api.rig.refuses("MP-121", grant(clock(&api), &id)).await?;
    api.rig.practice.clock().back_to_present();
    api.rig.accepts(grant(0, &id)).await?;
    Ok(())
}

/// A token endpoint hears of a change when it has spread: of a new key, of a removed one.
#[tokio::test]
async fn changes_spread_in_their_time() -> Outcome {
    let api = Api::start().await?;
    let (id, path) = fresh(&api).await?;
    api.rig.practice.set_propagation(Duration::from_secs(500))?;
    assert_eq!(api.rig.practice.propagation(), Duration::from_secs(120), "Digdir promises two minutes");
    let by = |kid: &str, advanced: i64| {
        let (kid, id) = (kid.to_owned(), id.clone());
        move |grant: &mut crate::rig::Grant| {
            (grant.claims["iss"], grant.header["kid"]) = (json!(id), json!(kid));
            for claim in ["iat", "exp"] {
                grant.claims[claim] = json!(grant.claims[claim].as_i64().unwrap_or_default() + advanced);
            }
        }
    };
    let unknown = "Unknown key identifier (kid) for client";
    api.ok(Method::POST, &path, Some(&set(&[named("old")]))).await?;
    api.rig.refuses(unknown, by("old", 0)).await?;
    api.rig.practice.clock().advance(Duration::from_secs(130));
    api.rig.accepts(by("old", 130)).await?;
    api.ok(Method::POST, &path, Some(&set(&[named("new")]))).await?;
    api.rig.refuses(unknown, by("new", 130)).await?;
    api.rig.accepts(by("old", 130)).await?;
    api.rig.practice.clock().advance(Duration::from_secs(130));
    api.rig.accepts(by("new", 260)).await?;
    api.rig.refuses(unknown, by("old", 260)).await?;
    api.ok(Method::POST, &path, Some(&set(&[named("new")]))).await?;
    api.rig.accepts(by("new", 260)).await?;
    api.rig.practice.set_propagation(Duration::ZERO)?;
    api.ok(Method::POST, &path, Some(&set(&[named("third")]))).await?;
    api.rig.accepts(by("third", 260)).await?;
    api.rig.practice.set_propagation(Duration::from_secs(60))?;
    api.rig.practice.clock().back_to_present();
    api.rig.accepts(by("third", 0)).await?;
    Ok(())
}

#[tokio::test]
async fn another_program_writes_after_each_reading() -> Outcome {
    let api = Api::start().await?;
    let (id, path) = fresh(&api).await?;
    api.ok(Method::POST, &path, Some(&set(&[named("mine")]))).await?;
    api.rig.practice.faults().set(Fault::SecondWriter, true);
    assert_eq!(api.kids(&id).await?, ["mine"]);
    let seen = [api.kids(&id).await?, api.kids(&id).await?];
    for kids in &seen {
        assert!(kids.len() == 2 && kids[0] == "mine" && kids[1].starts_with("other-writer-"), "{kids:?}");
    }
    assert_ne!(seen[0], seen[1]);
    let five: Vec<Value> = (0..5).map(|number| named(&format!("full-{number}"))).collect();
    api.ok(Method::POST, &path, Some(&set(&five))).await?;
    assert_eq!(api.kids(&id).await?, api.kids(&id).await?, "there is no room for it");
    Ok(())
}

#[tokio::test]
async fn a_written_key_vanishes() -> Outcome {
    let api = Api::start().await?;
    let (id, path) = fresh(&api).await?;
    api.ok(Method::POST, &path, Some(&set(&[named("old")]))).await?;
    api.rig.practice.faults().set(Fault::KeyVanishes, true);
    let promised = api.ok(Method::POST, &path, Some(&set(&[named("old"), named("new")]))).await?;
    assert_eq!(promised["keys"].as_array().map(Vec::len), Some(2));
    assert_eq!(api.kids(&id).await?, ["old"]);
    Ok(())
}

/// The year, the delay and what the API wrote are there after a restart.
#[tokio::test]
async fn a_restart_stays_in_the_same_year() -> Outcome {
    let api = Api::start().await?;
    let (id, path) = fresh(&api).await?;
    api.ok(Method::POST, &path, Some(&set(&[named("kept")]))).await?;
    api.rig.practice.set_propagation(Duration::from_secs(7))?;
    let clock = api.rig.practice.clock();
    clock.travel_to(clock.now() + 1000);
    clock.advance(Duration::from_secs(YEAR));
    let advanced = clock.advanced();
    assert!((i64::try_from(YEAR)? + 998..=i64::try_from(YEAR)? + 1001).contains(&advanced), "{advanced}");
    let Api { rig: Rig { practice, http, client, folder }, administration, .. } = api;
    drop(practice);
    let practice = Practice::start(inngang_practice::Options::new(folder.path())).await?;
    assert_eq!((practice.clock().advanced(), practice.propagation()), (advanced, Duration::from_secs(7)));
    let rig = Rig { practice, http, client, folder };
    let date = rig.http.get(&rig.practice.addresses().portal).send().await?.headers()["date"].to_str()?.to_owned();
    let told = time::OffsetDateTime::parse(&date.replace("GMT", "+0000"), &time::format_description::well_known::Rfc2822)?;
    assert!((told.unix_timestamp() - rig.practice.clock().now()).abs() <= 2);
    let mut api = Api { rig, administration, token: String::new() };
    api.rig.practice.clock().travel_to(0);
    assert!(api.rig.practice.clock().advanced() >= -10 * i64::try_from(YEAR)?, "ten years at most");
    api.rig.practice.clock().back_to_present();
    // The administration client's key is younger than seven seconds again.
    api.rig.practice.set_propagation(Duration::ZERO)?;
    api.token = api.token_with(crate::api_rig::ALL_SCOPES).await?;
    assert_eq!(api.kids(&id).await?, ["kept"]);
    Ok(())
}
