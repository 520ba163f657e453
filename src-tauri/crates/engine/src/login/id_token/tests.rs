//! Every claim that keeps an ID token from being believed.

use std::error::Error;

use serde_json::json;
use url::Url;

use super::super::{AnswerPage, AnswerPages, Redirect};
use super::*;
use crate::problem::Explain as _;

const NOW: i64 = 1_790_000_000;
const ISSUER: &str = "https://test.idporten.no";

/// Reads an otherwise good token after `change` has been at it.
fn read(environment: &Environment, change: impl FnOnce(&mut Value)) -> Result<LoginFacts, Box<dyn Error>> {
    let endpoint = Url::parse("https://test.idporten.no/x")?;
    let metadata = Metadata {
        issuer: ISSUER.to_owned(),
        authorization: endpoint.clone(),
        token: endpoint.clone(),
        jwks: endpoint,
        revocation: None,
        end_session: None,
        iss_is_sent: true,
    };
    let page = AnswerPage { title: String::new(), body: String::new() };
    let order = Order {
        client: "desk".parse()?,
        scopes: vec!["profile".parse()?, "altinn:instances.read".parse()?],
        level: Level::Substantial,
        redirect: Redirect::free_port(),
        language: "nb",
        answer: AnswerPages { done: page.clone(), failed: page },
    };
    let authorization = Authorization::make(&order, &metadata, "http://127.0.0.1:1/callback")?;
    let mut claims = json!({
        "iss": ISSUER, "aud": "desk", "sub": "s", "pid": "14867521349", "acr": "idporten-loa-high", "amr": ["TestID"],
        "auth_time": NOW - 5, "iat": NOW, "exp": NOW + 120, "nonce": authorization.nonce, "jti": "j",
    });
    change(&mut claims);
    let check = Check { order: &order, environment, metadata: &metadata, authorization: &authorization };
    Ok(check.facts(serde_json::from_value(claims)?, Some("openid profile"), NOW)?)
}

fn code(error: &(dyn Error + 'static)) -> &'static str {
    error.downcast_ref::<LoginError>().map_or("no login error", |error| error.explain().code)
}

#[test]
fn wrong_claims_are_named() {
    for (claim, value, expected) in [
        ("iss", json!("https://test.idporten.no/"), "login.token_claims"),
        ("iss", json!(null), "login.token_claims"),
        ("aud", json!("other"), "login.token_claims"),
        ("aud", json!(["desk"]), "login.token_claims"),
        ("sub", json!(null), "login.token_claims"),
        ("exp", json!(null), "login.token_claims"),
        ("iat", json!(null), "login.token_claims"),
        ("pid", json!("1486752134"), "login.token_claims"),
        ("exp", json!(NOW - 60), "login.expired_token"),
        ("iat", json!(NOW + 61), "login.clock"),
        ("iat", json!(i64::MAX), "login.clock"),
        ("exp", json!(i64::MIN), "login.expired_token"),
        ("nonce", json!("other"), "login.nonce_mismatch"),
        ("nonce", json!(null), "login.nonce_mismatch"),
        ("acr", json!("idporten-loa-low"), "login.level_too_low"),
        ("acr", json!("selfregistered-email"), "login.level_too_low"),
        ("acr", json!(null), "login.token_claims"),
    ] {
        let read = read(&Environment::test(), |claims| claims[claim] = value.clone());
        assert_eq!(read.map(|_| "believed").unwrap_or_else(|error| code(&*error)), expected, "{claim} {value}");
    }
}

#[test]
fn what_may_differ_is_accepted() -> Result<(), Box<dyn Error>> {
    for (claim, value) in [
        ("pid", json!(null)),
        ("locale", json!(null)),
        ("amr", json!("BankID")),
        ("amr", json!(null)),
        ("acr", json!("idporten-loa-substantial")),
        ("exp", json!(NOW - 59)),
        ("iat", json!(NOW + 60)),
    ] {
        read(&Environment::test(), |claims| claims[claim] = value.clone()).map_err(|error| format!("{claim} {value}: {error}"))?;
    }
    Ok(())
}

#[test]
fn the_facts_are_those_of_the_token() -> Result<(), Box<dyn Error>> {
    let facts = read(&Environment::test(), |claims| {
        claims["given_name"] = json!("Åse");
        claims["family_name"] = json!("Blåbær");
    })?;
    assert_eq!((facts.level, facts.name.as_deref(), &facts.amr[..]), (Level::High, Some("Åse Blåbær"), &["TestID".to_owned()][..]));
    assert_eq!(
        (facts.scopes_granted, facts.scopes_missing),
        (vec!["openid".to_owned(), "profile".to_owned()], vec!["altinn:instances.read".to_owned()])
    );
    assert_eq!(facts.auth_time.unix_timestamp(), NOW - 5);
    Ok(())
}

#[test]
fn nothing_about_the_person_is_printed() -> Result<(), Box<dyn Error>> {
    let printed = format!("{:?}", read(&Environment::test(), |claims| claims["name"] = json!("Åse Blåbær"))?);
    assert!(!printed.contains("Åse") && !printed.contains("148675"), "{printed}");
    Ok(())
}

#[test]
fn test_identities_stay_out_of_production() {
    let refused = read(&Environment::production(), |_| ()).err();
    assert_eq!(refused.map(|error| code(&*error)), Some("login.test_identity"));
    assert!(read(&Environment::production(), |claims| claims["amr"] = json!(["BankID"])).is_ok());
}
