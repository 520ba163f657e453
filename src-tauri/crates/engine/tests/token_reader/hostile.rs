//! No text breaks the reader, and no reading or refusal repeats the signature.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::diagnostics::token_reader::TokenReaderError;
use inngang_engine::problem::Explain as _;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::Outcome;
use crate::rig::{codes, everything, header, maskinporten, part, read_text, with};

fn of_json(header: &str, claims: &str) -> String {
    format!("{}.{}.AAAA", BASE64_URL_SAFE_NO_PAD.encode(header), BASE64_URL_SAFE_NO_PAD.encode(claims))
}

#[test]
fn deep_nesting_ends_in_words() {
    let deep = |depth: usize| format!("{{\"a\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(read_text(&of_json(r#"{"alg":"RS256"}"#, &deep(100))).is_ok());
    for depth in [200, 20_000] {
        assert_eq!(read_text(&of_json(r#"{"alg":"RS256"}"#, &deep(depth))), Err(TokenReaderError::Damaged), "{depth}");
    }
    // In a text within, where nobody looks so deep.
    let within = with(maskinporten(), json!({ "authorization_details": deep(5_000) }));
    assert!(read_text(&format!("{}.{}.AAAA", part(&header()), part(&within))).is_ok_and(|reading| reading.details.is_empty()));
}

#[test]
fn huge_numbers_are_shown_or_refused() -> Outcome {
    for number in ["99999999999999999999999999", "-1", "1e300", "18446744073709551615", "1.5"] {
        let reading = read_text(&of_json(r#"{"alg":"RS256"}"#, &format!("{{\"iss\":\"https://maskinporten.no/\",\"exp\":{number}}}")))?;
        assert_eq!(reading.lifetime.expires_at.is_some(), number == "-1", "{number}");
        assert_eq!(codes(&reading).contains(&"token.bad_moment"), number != "-1", "{number}");
    }
    assert_eq!(read_text(&of_json(r#"{"alg":"RS256"}"#, r#"{"exp":1e999}"#)), Err(TokenReaderError::Damaged));
    Ok(())
}

#[test]
fn the_limit_is_a_limit() {
    let filled = |length: usize| format!("{}{}", of_json(r#"{"alg":"RS256"}"#, r#"{"exp":1}"#), " ".repeat(length));
    let bare = filled(0).len();
    assert!(read_text(&filled(64 * 1024 - bare)).is_ok());
    assert_eq!(read_text(&filled(64 * 1024 - bare + 1)), Err(TokenReaderError::TooLong));
}

#[test]
fn members_of_the_wrong_sort_break_nothing() {
    let names = ["iss", "aud", "scope", "consumer", "supplier", "authorization_details", "pid", "client_id", "exp", "iat", "nbf", "jti"];
    for wrong in [json!(null), json!(7), json!(true), json!([[]]), json!({ "ID": [] }), json!(""), json!({ "type": 7 }), json!("{\"ID\":")]
    {
        for name in names {
            let mut claims = maskinporten();
            claims[name] = wrong.clone();
            let reading = read_text(&format!("{}.{}.AAAA", part(&header()), part(&claims)));
            assert!(reading.is_ok(), "{name} {wrong}");
        }
        let header = json!({ "alg": wrong, "kid": wrong, "typ": wrong, "x5c": wrong });
        assert!(read_text(&format!("{}.{}.AAAA", part(&header), part(&maskinporten()))).is_ok(), "{wrong}");
    }
}

/// Any JSON, not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let name = prop_oneof!["[a-zA-Z:_]{0,12}", Just("type".to_owned()), Just("ID".to_owned()), Just("pid".to_owned())];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..6).prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_named(text in "\\PC{0,400}") {
        if let Err(error) = read_text(&text) {
            prop_assert!(error.explain().code.starts_with("token."));
        }
    }

    #[test]
    fn anything_in_the_place_of_a_token_is_read_or_named(text in r#"(Bearer |"|\{"access_token":"|eyJ)?[a-zA-Z0-9_\-.=% \n"{}&:]{0,200}"#) {
        if let Err(error) = read_text(&text) {
            prop_assert!(error.explain().code.starts_with("token."));
        }
    }

    #[test]
    fn any_claims_are_read_without_persons(
        name in prop_oneof![Just("authorization_details"), Just("consumer"), Just("aud"), Just("pid"), Just("scope"), Just("x")],
        value in any_json(),
        id in "[0-9]{11}",
    ) {
        let owner = json!([{ "type": "urn:altinn:systemuser", "systemuser_org": { "ID": id }, "system_id": id }]);
        let changes = json!({
            "supplier": { "ID": id }, "authorization_details": owner, "iss": id, "sub": id, "more": { "deep": [format!("id {id}")] },
        });
        let claims = with(with(maskinporten(), changes), json!({ name: value }));
        let reading = read_text(&format!("{}.{}.AAAA", part(&header()), part(&claims)));
        prop_assert!(reading.is_ok());
        if let Ok(reading) = reading {
            let view = everything(&reading);
            prop_assert!(!view.contains(&id), "{view}");
        }
    }

    #[test]
    fn the_signature_is_nowhere(signature in "[a-zA-Z0-9_-]{342}") {
        let reading = read_text(&format!("{}.{}.{signature}", part(&header()), part(&maskinporten())));
        prop_assert!(reading.is_ok());
        if let Ok(reading) = reading {
            prop_assert!(!everything(&reading).contains(&signature[..32]));
        }
    }
}
