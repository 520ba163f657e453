//! Every claim that keeps an ID token from being believed.

use std::error::Error;

use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::super::{Acr, AnswerPage, AnswerPages, Client, Redirect};
use super::*;
use crate::problem::Explain as _;

const NOW: i64 = 1_790_000_000;
const ISSUER: &str = "https://test.idporten.no";
const TOLD: IssuersTime = IssuersTime { seconds: NOW, is_told: true };

fn order() -> Result<Order, Box<dyn Error>> {
    let page = AnswerPage { title: String::new(), body: String::new() };
    let scopes = vec!["profile".parse()?, "altinn:instances.read".parse()?];
    let answer = AnswerPages { done: page.clone(), failed: page };
    Ok(Order::new(Client::native("desk".parse()?), scopes, Redirect::free_port(), "nb", answer))
}

fn metadata() -> Result<Metadata, Box<dyn Error>> {
    let endpoint = Url::parse("https://test.idporten.no/x")?;
    Ok(Metadata {
        issuer: ISSUER.to_owned(),
        authorization: endpoint.clone(),
        token: endpoint.clone(),
        jwks: endpoint,
        userinfo: None,
        pushed: None,
        pushed_alone: false,
        revocation: None,
        end_session: None,
        iss_is_sent: true,
        acr_values: Vec::new(),
        dpop_algorithms: Vec::new(),
    })
}

fn good() -> Value {
    json!({
        "iss": ISSUER, "aud": "desk", "sub": "s", "pid": "14867521349", "acr": "idporten-loa-high", "amr": ["TestID"],
        "auth_time": NOW - 5, "iat": NOW, "exp": NOW + 120, "nonce": "our-nonce", "jti": "j",
    })
}

fn hold(environment: &Environment, order: &Order, now: IssuersTime, claims: &Value) -> Result<LoginFacts, Box<dyn Error>> {
    let claims = Claims(claims.as_object().cloned().unwrap_or_default());
    let check = Check { order, environment, metadata: &metadata()?, nonce: "our-nonce", waited: Duration::seconds(5) };
    Ok(check.facts(&claims, Some("openid profile"), now)?)
}

/// Reads an otherwise good token after `change` has been at it.
fn read(environment: &Environment, change: impl FnOnce(&mut Value)) -> Result<LoginFacts, Box<dyn Error>> {
    let mut claims = good();
    change(&mut claims);
    hold(environment, &order()?, TOLD, &claims)
}

fn code(error: &(dyn Error + 'static)) -> &'static str {
    error.downcast_ref::<IdTokenError>().map_or("no such error", |error| error.explain().code)
}

fn verdict(read: Result<LoginFacts, Box<dyn Error>>) -> &'static str {
    read.map_or_else(|error| code(&*error), |_| "believed")
}

#[test]
fn checklist_13_a_wrong_claim_is_refused_by_its_own_code() {
    for (claim, value, expected) in [
        ("iss", json!("https://test.idporten.no/"), "login.token_issuer"),
        ("iss", json!("https://idporten.no"), "login.token_issuer"),
        ("iss", json!(null), "login.token_incomplete"),
        ("iss", json!([ISSUER]), "login.token_claims"),
        ("aud", json!("other"), "login.token_audience"),
        ("aud", json!(["other"]), "login.token_audience"),
        ("aud", json!(["desk", "other"]), "login.token_audiences"),
        ("aud", json!(["desk", "desk"]), "login.token_audiences"),
        ("aud", json!([]), "login.token_claims"),
        ("aud", json!([7]), "login.token_claims"),
        ("aud", json!(7), "login.token_claims"),
        ("aud", json!(null), "login.token_incomplete"),
        ("azp", json!("other"), "login.token_audience"),
        ("azp", json!(["desk"]), "login.token_claims"),
        ("sub", json!(null), "login.token_incomplete"),
        ("sub", json!(""), "login.token_claims"),
        ("sub", json!("x".repeat(256)), "login.token_claims"),
        ("exp", json!(null), "login.token_incomplete"),
        ("exp", json!("1"), "login.token_claims"),
        ("exp", json!(NOW - 60), "login.expired_token"),
        ("exp", json!(i64::MIN), "login.expired_token"),
        ("iat", json!(null), "login.token_incomplete"),
        ("iat", json!(1e300), "login.token_claims"),
        ("iat", json!(NOW + 61), "login.future_token"),
        ("iat", json!(i64::MAX), "login.future_token"),
        ("nbf", json!(NOW + 61), "login.future_token"),
        ("nbf", json!("soon"), "login.token_claims"),
        ("nonce", json!("other"), "login.nonce_mismatch"),
        ("nonce", json!("our-nonc"), "login.nonce_mismatch"),
        ("nonce", json!(["our-nonce"]), "login.nonce_mismatch"),
        ("nonce", json!(null), "login.nonce_missing"),
        ("pid", json!("1486752134"), "login.token_claims"),
        ("pid", json!(14_867_521_349_i64), "login.token_claims"),
        ("auth_time", json!("now"), "login.token_claims"),
        ("auth_time", json!(i64::MAX), "login.token_claims"),
    ] {
        assert_eq!(verdict(read(&Environment::test(), |claims| claims[claim] = value.clone())), expected, "{claim} {value}");
    }
}

#[test]
fn checklist_14_a_level_that_was_not_asked_for_is_refused() -> Result<(), Box<dyn Error>> {
    let asked = |acr: &[Acr], got: &str| {
        let order = Order { acr: acr.to_vec(), ..order()? };
        let mut claims = good();
        claims["acr"] = json!(got);
        Ok::<_, Box<dyn Error>>(verdict(hold(&Environment::test(), &order, TOLD, &claims)))
    };
    let (substantial, high) = (Acr::Level(Level::Substantial), Acr::Level(Level::High));
    for (acr, got, expected) in [
        (&[substantial][..], "idporten-loa-high", "believed"),
        (&[substantial], "idporten-loa-substantial", "believed"),
        (&[high], "idporten-loa-substantial", "login.level_too_low"),
        (&[high], "eidas-loa-high", "login.level_too_low"),
        (&[high, Acr::European(Level::High)], "eidas-loa-high", "believed"),
        (&[high, Acr::European(Level::High)], "eidas-loa-substantial", "login.level_too_low"),
        (&[substantial], "idporten-loa-low", "login.level_too_low"),
        (&[substantial], "selfregistered-email", "login.level_too_low"),
        (&[substantial, Acr::Email], "selfregistered-email", "believed"),
        (&[substantial], "", "login.token_claims"),
    ] {
        assert_eq!(asked(acr, got)?, expected, "{acr:?} {got}");
    }
    assert_eq!(verdict(read(&Environment::test(), |claims| claims["acr"] = json!(null))), "login.token_incomplete");
    Ok(())
}

#[test]
fn checklist_14_test_identities_stay_out_of_production() {
    let mut many = vec!["BankID"; 10_000];
    many.push("TestID");
    for amr in [json!(["TestID"]), json!("TestID"), json!(["BankID", "TestID"]), json!(["TESTID"]), json!(many)] {
        assert_eq!(verdict(read(&Environment::production(), |claims| claims["amr"] = amr.clone())), "login.test_identity", "{amr}");
        assert_eq!(verdict(read(&Environment::test(), |claims| claims["amr"] = amr.clone())), "believed", "{amr}");
    }
    assert_eq!(verdict(read(&Environment::production(), |claims| claims["amr"] = json!(["BankID"]))), "believed");
}

#[test]
fn checklist_15_what_may_differ_is_accepted() {
    for (claim, value) in [
        ("aud", json!(["desk"])),
        ("azp", json!("desk")),
        ("azp", json!(null)),
        ("pid", json!(null)),
        ("sid", json!("session")),
        ("locale", json!(null)),
        ("locale", json!(7)),
        ("name", json!({})),
        ("amr", json!("BankID")),
        ("amr", json!(null)),
        ("amr", json!([7])),
        ("acr", json!("idporten-loa-substantial")),
        ("exp", json!(NOW - 59)),
        ("exp", json!(1_790_000_120.5)),
        ("iat", json!(NOW + 60)),
        ("nbf", json!(NOW + 60)),
        ("auth_time", json!(null)),
        ("at_hash", json!("x")),
        ("sub", json!("x".repeat(255))),
    ] {
        assert_eq!(verdict(read(&Environment::test(), |claims| claims[claim] = value.clone())), "believed", "{claim} {value}");
    }
}

#[test]
fn the_computer_s_clock_is_to_blame_only_while_nobody_has_told_the_time() -> Result<(), Box<dyn Error>> {
    let mut claims = good();
    claims["iat"] = json!(NOW + 90);
    let untold = IssuersTime { is_told: false, ..TOLD };
    assert_eq!(verdict(hold(&Environment::test(), &order()?, untold, &claims)), "login.clock");
    assert_eq!(verdict(hold(&Environment::test(), &order()?, TOLD, &claims)), "login.future_token");
    Ok(())
}

#[test]
fn an_earlier_session_is_seen_and_refused_when_a_new_login_was_asked_for() -> Result<(), Box<dyn Error>> {
    let order = |prompt| Ok::<_, Box<dyn Error>>(Order { prompt, ..order()? });
    // The person was away for five seconds.
    for (before, expected, is_earlier) in [(0, "believed", false), (7, "believed", false), (8, "believed", true), (1_800, "believed", true)]
    {
        let mut claims = good();
        claims["auth_time"] = json!(NOW - before);
        let facts = hold(&Environment::test(), &order(None)?, TOLD, &claims)?;
        assert_eq!(facts.from_earlier_session, is_earlier, "{before} {expected}");
    }
    for (auth_time, expected) in [
        (json!(NOW - 15), "believed"),
        (json!(NOW - 16), "login.stale_authentication"),
        (json!(i64::MIN), "login.stale_authentication"),
        (json!(null), "login.token_incomplete"),
    ] {
        let mut claims = good();
        claims["auth_time"] = auth_time.clone();
        assert_eq!(verdict(hold(&Environment::test(), &order(Some(Prompt::Login))?, TOLD, &claims)), expected, "{auth_time}");
    }
    Ok(())
}

#[test]
fn the_facts_are_those_of_the_token() -> Result<(), Box<dyn Error>> {
    let facts = read(&Environment::test(), |claims| {
        claims["given_name"] = json!("Åse");
        claims["family_name"] = json!("Blåbær");
        claims["email"] = json!("ase@example.org");
        claims["eidas_firstname"] = json!("Åsa");
        claims["eidas-dateofbirth"] = json!("1975-12-14");
    })?;
    assert_eq!((facts.level, facts.name.as_deref(), &facts.amr[..]), (Some(Level::High), Some("Åse Blåbær"), &["TestID".to_owned()][..]));
    assert_eq!(
        (facts.scopes_granted, facts.scopes_missing),
        (vec!["openid".to_owned(), "profile".to_owned()], vec!["altinn:instances.read".to_owned()])
    );
    assert_eq!((facts.auth_time.unix_timestamp(), facts.email.as_deref()), (NOW - 5, Some("ase@example.org")));
    let european: Vec<(&str, &str)> = facts.european.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(european, [("eidas-dateofbirth", "1975-12-14"), ("eidas_firstname", "Åsa")]);
    Ok(())
}

/// What is shown and kept steers no terminal, turns no line around, and is no longer than it must be.
#[test]
fn what_a_provider_may_write_as_it_likes_is_made_readable() -> Result<(), Box<dyn Error>> {
    let facts = read(&Environment::test(), |claims| {
        claims["name"] = json!(format!("\u{1b}[31mÅse\u{202e} {}", "x".repeat(10_000)));
        claims["email"] = json!("a\r\n@b\u{2066}.no");
        claims["locale"] = json!("\u{200f}");
        claims["amr"] = json!(vec!["Bank\u{0}ID"; 10_000]);
        for number in 0..1_000 {
            claims[format!("eidas{number}\u{202e}")] = json!("\u{7}x");
        }
    })?;
    let name = facts.name.unwrap_or_default();
    assert!(name.starts_with("[31mÅse x") && name.chars().count() == 255, "{name}");
    assert_eq!((facts.email.as_deref(), facts.locale), (Some("a@b.no"), None));
    assert!(facts.amr.len() == MOST && facts.amr.iter().all(|method| method == "BankID"));
    assert!(facts.european.len() == MOST && facts.european.iter().all(|(name, value)| !name.contains('\u{202e}') && value == "x"));
    Ok(())
}

#[test]
fn what_cannot_be_a_scope_is_none() -> Result<(), Box<dyn Error>> {
    let order = order()?;
    let check = Check { order: &order, environment: &Environment::test(), metadata: &metadata()?, nonce: "n", waited: Duration::ZERO };
    let (granted, missing) = check.scopes(Some("openid \u{202e}profile pro\u{1b}file \"x\" a:b/c.d"));
    assert_eq!((granted.join(" "), missing.join(" ")), ("openid a:b/c.d".to_owned(), "profile altinn:instances.read".to_owned()));
    Ok(())
}

#[test]
fn nothing_about_the_person_is_printed() -> Result<(), Box<dyn Error>> {
    let printed = format!("{:?}", read(&Environment::test(), |claims| claims["name"] = json!("Åse Blåbær"))?);
    assert!(!printed.contains("Åse") && !printed.contains("148675"), "{printed}");
    Ok(())
}

proptest! {
    /// Whatever one claim of a signed token is: facts or a problem, and none of what stood there is said unless it names whom it is for.
    #[test]
    fn any_claim_is_believed_or_refused(at in 0_usize..12, text in "hemmelig[a-z0-9]{0,300}", number in any::<i64>(), kind in 0_u8..5) {
        let claim = ["iss", "aud", "azp", "sub", "exp", "iat", "nbf", "nonce", "acr", "auth_time", "pid", "amr"][at];
        let value = match kind {
            0 => json!(text),
            1 => json!(number),
            2 => json!([text, number]),
            3 => json!({ (text): number }),
            _ => json!(f64::from_bits(number.cast_unsigned())),
        };
        let read = read(&Environment::test(), |claims| claims[claim] = value);
        if let Some(error) = read.as_ref().err().and_then(|error| error.downcast_ref::<IdTokenError>()) {
            let problem = format!("{:?}", error.explain());
            let may_be_said = ["iss", "aud", "azp", "acr"].contains(&claim);
            prop_assert!(may_be_said || !problem.contains("hemmelig"), "{claim} {problem}");
            prop_assert!(problem.len() < 2_000, "{claim} {}", problem.len());
        }
    }
}
