//! Whatever a provider says in the token answer, the header, the claims: a login or a problem, with nothing secret in it.

use std::sync::{Arc, Mutex, PoisonError};

use proptest::collection::{hash_map, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::honest::SECRET;
use crate::provider::{Bends, Part, json_reply};
use crate::rig::Rig;

/// Any JSON, whose members are often those that somebody reads; with texts that begin so.
fn any_json(names: &'static [&'static str], begins: &'static str) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        "[a-z]{0,8}".prop_map(move |text| json!(format!("{begins}-{text}"))),
        Just(json!("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA")),
    ];
    let name = prop_oneof![proptest::sample::select(names).prop_map(str::to_owned), ".{0,8}"];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            hash_map(name.clone(), inner, 0..6).prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Logs in once for each, at one provider. `told` looks for secrets itself.
fn each(part: Part, values: impl Strategy<Value = Value>, bend: fn(&mut Value, &Value)) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let next = Arc::new(Mutex::new(Value::Null));
    let said = Arc::clone(&next);
    let bends = Bends::default().bend(part, move |_, whole| bend(whole, &said.lock().unwrap_or_else(PoisonError::into_inner)));
    let rig = runtime.block_on(Rig::new(bends))?;
    TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() })
        .run(&values, |value| {
            *next.lock().unwrap_or_else(PoisonError::into_inner) = value;
            let (_, sent) = runtime.block_on(rig.told()).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(sent, 1);
            Ok(())
        })
        .map_err(|failure| failure.to_string().into())
}

fn merge(whole: &mut Value, value: &Value) {
    match (whole.as_object_mut(), value.as_object()) {
        (Some(whole), Some(members)) => whole.extend(members.clone()),
        _ => *whole = value.clone(),
    }
}

const MEMBERS: &[&str] = &["access_token", "id_token", "refresh_token", "expires_in", "scope", "authorization_details"];

#[test]
fn rp_any_token_answer_is_a_login_or_a_problem() -> Outcome {
    each(Part::Tokens, any_json(MEMBERS, SECRET), merge)
}

#[test]
fn rp_any_header_is_a_login_or_a_problem() -> Outcome {
    let named = any_json(&["kid", "typ", "crit", "jwk", "x5c", "jku", "b64", "cty"], SECRET);
    each(Part::Header, named, |header, value| {
        merge(header, value);
        // Anything that is no object cannot be signed by its own word.
        if !header.is_object() {
            *header = json!({ "alg": "RS256", "kid": header });
        }
    })
}

#[test]
fn rp_any_claims_are_a_login_or_a_problem() -> Outcome {
    const CLAIMS: &[&str] = &["sub", "exp", "iat", "nbf", "nonce", "auth_time", "amr", "pid", "locale", "name", "email", "eidas_x", "sid"];
    each(Part::Claims, any_json(CLAIMS, SECRET), merge)
}

/// A refusal's own words are shown, with what looks like a secret taken out.
#[test]
fn rp_any_refusal_is_a_problem() -> Outcome {
    let runtime = tokio::runtime::Runtime::new()?;
    let next = Arc::new(Mutex::new((400, Value::Null)));
    let said = Arc::clone(&next);
    let bends = Bends::default().instead(move |asked| {
        let (status, body) = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (asked.line == "POST /token").then(|| json_reply(status, &body))
    });
    let rig = runtime.block_on(Rig::new(bends))?;
    let answers = (prop_oneof![Just(200), Just(302), 400_u16..600], any_json(MEMBERS, "word"));
    TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() })
        .run(&answers, |answer| {
            *next.lock().unwrap_or_else(PoisonError::into_inner) = answer;
            let (code, sent) = runtime.block_on(rig.told()).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(code.is_some() && sent == 1);
            Ok(())
        })
        .map_err(|failure| failure.to_string().into())
}
