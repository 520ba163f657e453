//! Answers that nobody has thought of: any JSON in any member, any bytes, any status.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::maskinporten::{MaskinportenError, Token, obtain};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::rig::{Rig, order};
use crate::service::{Reply, Service};
use crate::texts::shown;

/// Stands in every text of an answer, and in no problem that follows from one that succeeded.
const MARK: &str = "hemmelig";

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(|text| Value::from(format!("{MARK}{text}"))),
        any::<String>().prop_map(|text| Value::from(format!("{MARK}{text}"))),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            btree_map("[a-z_]{1,9}", inner, 0..5).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// A member as it should be, or anything.
fn member(right: Value) -> impl Strategy<Value = Value> {
    prop_oneof![2 => Just(right), 1 => value()]
}

/// The members that are read, each there or not.
fn token() -> impl Strategy<Value = Value> {
    let jwt = json!("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA");
    let members = (
        prop_oneof![member(json!(MARK)), member(jwt)],
        member(json!("Bearer")),
        prop_oneof![member(json!(120)), any::<i64>().prop_map(Value::from)],
        member(json!("a:one")),
        value(),
        0..32_u8,
    );
    members.prop_map(|(token, kind, expires_in, scope, other, there)| {
        let named = ["access_token", "token_type", "expires_in", "scope", "other"].into_iter().zip([token, kind, expires_in, scope, other]);
        let there =
            named.enumerate().filter(|(at, _)| there == 0 || there & (1 << at) != 0).map(|(_, (name, value))| (name.to_owned(), value));
        Value::Object(there.collect())
    })
}

fn refusal() -> impl Strategy<Value = Value> {
    let description = prop_oneof!["\\PC{0,60}", "MP-\\PC{0,5}", "(MP-[0-9]{3} )?[a-z ]{0,20}\\(trace_id: \\PC{0,40}\\)?"];
    let error = prop_oneof![Just("invalid_grant"), Just("invalid_scope"), Just("forbidden"), Just("x")];
    let error = error.prop_map(Value::from);
    (prop_oneof![2 => error, 1 => value()], description, value(), 0..4_u8).prop_map(|(error, description, other, there)| match there {
        0 => json!({ "error": error }),
        1 => json!({ "error": error, "error_description": description }),
        2 => json!({ "error": error, "error_description": other, "error_uri": description }),
        _ => json!({ "error_description": description, "error_uri": other }),
    })
}

fn answer() -> impl Strategy<Value = (u16, Vec<u8>)> {
    let status = prop_oneof![4 => Just(200), 4 => Just(400), 1 => 200..600_u16];
    let json = prop_oneof![3 => token(), 2 => refusal(), 1 => value()].prop_map(|json| json.to_string().into_bytes());
    // Cut somewhere, or with one byte that is another.
    let bent = (json.clone(), any::<proptest::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
        let at = at.index(bytes.len());
        if byte < 64 {
            bytes.truncate(at)
        } else {
            bytes[at] = byte
        }
        bytes
    });
    (status, prop_oneof![6 => json, 3 => bent, 1 => vec(any::<u8>(), 0..200)])
}

fn check(status: u16, body: &[u8], outcome: Result<Token, MaskinportenError>) -> Result<(), TestCaseError> {
    let success = (200..300).contains(&status);
    match outcome {
        Ok(token) => {
            prop_assert!(success, "{status}");
            // What is not read may be broken in ways that this reader minds.
            if let Ok(said) = serde_json::from_slice::<Value>(body) {
                prop_assert!(said["expires_in"].is_i64(), "{said}");
                prop_assert_eq!(said["access_token"].as_str(), Some(token.secret.expose().as_str()));
            }
            let sendable = token.secret.expose().bytes().all(|byte| (0x20..0x7f).contains(&byte));
            prop_assert!(sendable && !token.secret.expose().is_empty(), "a token that cannot be sent");
        }
        Err(failure) => {
            let problem = shown(&failure);
            prop_assert!(!success || !format!("{problem:?}").contains(MARK), "an answer that may hold a token is quoted: {problem:?}");
        }
    }
    Ok(())
}

#[test]
fn any_answer_is_a_token_or_a_problem() -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let next = Arc::new(Mutex::new((200, Vec::new())));
    let given = Arc::clone(&next);
    let service = Service::of_tokens(move |_| {
        let (status, body) = given.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Reply::new(&format!("{status} x"), "Content-Type: application/json\r\n", &body)
    });
    let rig = Rig::new(runtime.block_on(service)?)?;
    let order = order()?;
    let mut runner = TestRunner::new(Config { cases: 1_500, failure_persistence: None, ..Config::default() });
    runner.run(&answer(), |(status, body)| {
        // No body may go with these (RFC 9110 §6.4.1).
        prop_assume!(!matches!(status, 204 | 205 | 304));
        *next.lock().unwrap_or_else(PoisonError::into_inner) = (status, body.clone());
        check(status, &body, runtime.block_on(obtain(&order, &rig.environment, &rig.http, &rig.ports)))
    })?;
    Ok(())
}
