//! Every row of maskinporten.md 10.2 and 10.3, copied as data, is read as what it is.

use proptest::prelude::*;
use serde_json::json;

use super::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn order() -> Result<Order, Box<dyn std::error::Error>> {
    let credential =
        Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: crate::keys::SigningAlgorithm::Rs256 };
    Ok(Order::new("client-1".parse()?, vec!["a:one".parse()?, "b:two".parse()?], credential))
}

fn read(error: &str, description: &str, uri: Option<&str>, clock_offset: Option<i64>) -> Result<Problem, Box<dyn std::error::Error>> {
    let body = Body { error: error.to_owned(), description: description.to_owned(), uri: uri.unwrap_or_default().to_owned() };
    Ok(problem(&body, Said::default(), &order()?, "https://test.maskinporten.no/", clock_offset))
}

/// maskinporten.md 10.2, copied: code, `error` where it is known, the fixed part of the text, and what it is here.
const CODED: &[(&str, &str, &str, &str)] = &[
    ("MP-011", "invalid_request", "Invalid assertion. Invalid parameter value", "malformed"),
    ("MP-012", "invalid_grant", "Grant is used before", "replayed"),
    ("MP-100", "invalid_grant", "Client authentication failed", "client_unknown"),
    ("MP-100", "invalid_grant", "Client not found", "client_unknown"),
    ("MP-110", "invalid_grant", "Client authentication failed. Invalid JWT claim aud", "audience"),
    ("MP-120", "invalid_grant", "The JWT is signed with an invalid certificate", "certificate_refused"),
    ("MP-121", "invalid_grant", "Expired key", "key_expired"),
    ("MP-122", "invalid_grant", "Invalid organization number for client. Does not match certificate orgno", "other_organisation"),
    ("MP-123", "invalid_grant", "Invalid JWT header x5c", "chain_unreadable"),
    ("MP-123", "invalid_grant", "Failed to extract certificate from jwt", "chain_unreadable"),
    ("MP-124", "invalid_grant", "Invalid JWT signature", "signature"),
    ("MP-124", "invalid_grant", "Could not validate JWT Signature", "signature"),
    ("MP-130", "invalid_grant", "JWT is expired", "grant_expired"),
    ("MP-200", "invalid_scope", "Token request contains invalid scopes for client, b:two", "scope_not_registered"),
    ("MP-201", "invalid_scope", "Token request contains scopes not allowed for maskinporten", "scope_for_people"),
    ("MP-201", "invalid_scope", "integration types only allowed for user login", "scope_for_people"),
    ("MP-250", "forbidden", "Consumer has not been granted access to the scope b:two", "scope_not_granted"),
    ("MP-251", "forbidden", "Consumer 315000106 has not delegated access to the scope b:two to supplier 315000114", "not_delegated"),
    ("MP-301", "invalid_authorization_details", "Unknown authorization details type", "details_type"),
    ("MP-302", "invalid_authorization_details", "Unknown fields in the authorization details", "details_fields"),
    ("MP-303", "invalid_altinn_customer_configuration", "Invalid authorization details values", "system_user"),
];

/// maskinporten.md 10.3, copied: `error`, text, and what it is here.
const WORDED: &[(&str, &str, &str)] = &[
    (
        "invalid_request",
        "Validation of JWT claim failed: the combination consumer_org in claim and delegation scope on client is invalid",
        "own_consumer",
    ),
    (
        "invalid_grant",
        "Validation of JWT claim failed: the combination consumer_org in claim and delegation scope on client is invalid",
        "own_consumer",
    ),
    ("invalid_grant", "Issue time is after now", "issued_later"),
    ("invalid_grant", "Invalid assertion. Client authentication failed. Invalid JWT signature", "signature"),
    ("invalid_grant", "Unknown key identifier (kid) for client", "unknown_key"),
    ("invalid_grant", "Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided", "key_required"),
    ("invalid_grant", "Invalid JWT signature", "signature"),
    ("unsupported_grant_type", "", "form"),
    ("unsupported_grant_type", "something new", "form"),
    ("invalid_request", "", "form"),
    ("invalid_altinn_customer_configuration", "No system user", "system_user"),
    // One `error` that means many things is never enough.
    ("invalid_request", "new words", "refused"),
    ("invalid_grant", "new words", "refused"),
    ("invalid_grant", "", "refused"),
    ("invalid_client", "", "refused"),
    ("invalid_authorization_details", "new words", "refused"),
    // These say which part it was, and no more.
    ("invalid_scope", "new words", "scope_refused"),
    ("forbidden", "", "scope_refused"),
];

const TRACE: &str = "(trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)";
const CORRELATION: &str = "(Correlation ID: 9d3c1f5e-0b7a-4c58-8f2e-5a1d6c7b8e90)";

#[test]
fn every_code_of_the_dossier_is_read_in_the_address_in_the_text_and_by_words_alone() -> Outcome {
    for (mp, error, text, expected) in CODED {
        let check = |error: &str, text: &str, uri: Option<&str>| -> Outcome {
            assert_eq!(read(error, text, uri, None)?.code, format!("maskinporten.{expected}"), "{mp}: {error}, {text}, {uri:?}");
            Ok(())
        };
        check("other", "Something new", Some(&format!("https://test.maskinporten.no/errors/{mp}")))?;
        check("other", &format!("{mp}: something new {TRACE}"), None)?;
        check(error, &format!("{text} {TRACE}"), None)?;
        check("other", &format!("{} {CORRELATION}", text.to_uppercase()), None)?;
        let uri = Some("https://test.maskinporten.no/errors/MP-012");
        assert_eq!(read(error, text, uri, None)?.code, "maskinporten.replayed", "the code counts before the words");
    }
    let mut codes: Vec<&str> = CODED.iter().map(|row| row.0).collect();
    codes.dedup();
    assert_eq!(codes.len(), 17, "as many as the dossier has");
    Ok(())
}

#[test]
fn every_text_without_a_code_is_read() -> Outcome {
    for (error, text, expected) in WORDED {
        let shown = if text.is_empty() { String::new() } else { format!("{text} {TRACE}") };
        assert_eq!(read(error, &shown, None, None)?.code, format!("maskinporten.{expected}"), "{error}: {text}");
        assert_eq!(read(error, &text.to_lowercase(), None, None)?.code, format!("maskinporten.{expected}"), "{error}: {text}");
    }
    Ok(())
}

#[test]
fn the_table_has_no_row_beyond_the_dossier() {
    let here: Vec<String> =
        CODED.iter().map(|row| row.3).chain(WORDED.iter().map(|row| row.2)).map(|what| format!("maskinporten.{what}")).collect();
    for row in TABLE {
        assert!(here.iter().any(|code| code == row.known.code.name), "{}", row.known.code.name);
    }
}

#[test]
fn an_answer_in_no_table_is_named_by_what_it_says() -> Outcome {
    let check = |error: &str, text: &str, uri: Option<&str>, expected: &str| -> Outcome {
        let body = Body { error: error.to_owned(), description: text.to_owned(), uri: uri.unwrap_or_default().to_owned() };
        let said = Said { status: Some(400), ..Said::default() };
        let problem = problem(&body, said, &order()?, "https://test.maskinporten.no/", None);
        assert_eq!((problem.code, problem.facts.get("answer")), ("maskinporten.refused", Some(&Fact::from(expected))));
        Ok(())
    };
    check("invalid_grant", "new words", Some("https://maskinporten.no/errors/MP-999"), "MP-999")?;
    check("invalid_grant", "MP-998: new words", None, "MP-998")?;
    check("invalid_grant", "new words, MP-1234", None, "invalid_grant")?;
    check("", "", None, "HTTP 400")?;
    check("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln", "", None, "[JWT]")
}

#[test]
fn members_of_the_wrong_sort_are_read_all_the_same() -> Outcome {
    let check = |body: Value, expected: &str| -> Outcome {
        let read = Body::of(&body).ok_or("no object")?;
        assert_eq!(problem(&read, Said::default(), &order()?, "a", None).code, format!("maskinporten.{expected}"), "{body}");
        Ok(())
    };
    check(json!({}), "refused")?;
    check(json!({ "error": null, "error_description": null, "error_uri": null }), "refused")?;
    check(json!({ "error": 7, "error_description": 7, "error_uri": 7 }), "refused")?;
    check(json!({ "error": ["invalid_scope"], "error_description": ["Expired key"], "error_uri": [] }), "key_expired")?;
    check(
        json!({ "error": { "code": "x" }, "error_description": { "text": "JWT is expired" }, "error_uri": { "a": "MP-121" } }),
        "key_expired",
    )?;
    check(json!({ "error": "invalid_scope", "error_uri": true }), "scope_refused")?;
    for no_object in [json!([]), json!("invalid_grant"), json!(null), json!(400)] {
        assert!(Body::of(&no_object).is_none());
    }
    Ok(())
}

#[test]
fn the_refused_scope_is_named() -> Outcome {
    let one = read("invalid_scope", "Token request contains invalid scopes for client, b:two (trace_id: 1)", None, None)?;
    assert_eq!(one.facts.get("scopes"), Some(&Fact::List(vec!["b:two".to_owned()])));
    let all = read("invalid_scope", "Token request contains invalid scopes for client", None, None)?;
    assert_eq!(all.facts.get("scopes"), Some(&Fact::List(vec!["a:one".to_owned(), "b:two".to_owned()])));
    Ok(())
}

#[test]
fn a_clock_known_to_be_wrong_is_blamed_with_its_seconds() -> Outcome {
    let wrong = read("invalid_grant", "JWT is expired", None, Some(-300))?;
    assert_eq!((wrong.code, wrong.facts.get("seconds")), ("maskinporten.clock", Some(&Fact::Number(300))));
    assert_eq!(read("invalid_grant", "Issue time is after now", None, Some(1))?.code, "maskinporten.issued_later");
    Ok(())
}

#[test]
fn every_problem_carries_the_facts_that_its_code_declares_and_two_buttons_at_most() -> Outcome {
    let coded = CODED.iter().map(|(_, error, text, _)| (*error, *text));
    for (error, text) in coded.chain(WORDED.iter().map(|(error, text, _)| (*error, *text))) {
        let problem = read(error, text, None, Some(0))?;
        let code = crate::codes::all_codes().find(|code| code.name == problem.code).ok_or("unknown code")?;
        assert!(problem.facts.keys().copied().eq(sorted(code.facts)), "{}", problem.code);
        assert!(problem.actions.len() <= 2, "{}", problem.code);
    }
    Ok(())
}

fn sorted(names: &[&'static str]) -> Vec<&'static str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_a_refusal_with_all_its_facts(error in ".*", text in "(MP-[0-9]{2,4}|[a-z ]*|.*)(.*trace_id: .*)?", uri in ".*") {
        let body = Body::of(&json!({ "error": error, "error_description": text, "error_uri": uri })).unwrap_or_default();
        let order = order().map_err(|failure| TestCaseError::fail(failure.to_string()))?;
        let problem = problem(&body, Said::default(), &order, "a", None);
        let code = crate::codes::all_codes().find(|code| code.name == problem.code);
        prop_assert!(code.is_some_and(|code| problem.facts.keys().copied().eq(sorted(code.facts))));
        prop_assert!(problem.facts.values().all(|fact| !matches!(fact, Fact::Text(text) if text.chars().count() > 200)));
    }
}
