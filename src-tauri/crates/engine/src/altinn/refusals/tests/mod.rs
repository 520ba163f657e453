//! Any answer is read in the order of altinn.md 9.1, none is read as nothing.

mod catalogue;
mod dossier;

use proptest::prelude::*;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use serde_json::json;

use super::*;

const SCOPES: &[&str] = &["a:b"];
const JSON: &str = "application/problem+json";

/// An answer from nowhere.
fn answer(status: u16, content_type: &str, body: &[u8]) -> Response {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(content_type) {
        headers.insert(CONTENT_TYPE, value);
    }
    headers.insert(RETRY_AFTER, HeaderValue::from_static("7"));
    Response::new(StatusCode::from_u16(status).unwrap_or_default(), &headers, "platform.example", body.to_vec(), Vec::new())
}

fn read(status: u16, content_type: &str, body: &str) -> AltinnError {
    refusal(&answer(status, content_type, body.as_bytes()), SCOPES)
}

/// Our code, Altinn's word for it, its first words.
fn told(error: &AltinnError) -> (&'static str, Option<String>, Option<String>) {
    let Problem { code, said, .. } = error.explain();
    let said = said.unwrap_or_default();
    (code, said.error, said.description)
}

#[test]
fn what_tells_most_is_read_first() {
    let check = |status: u16, kind: &str, body: &str, code: &str, error: Option<&str>, words: Option<&str>| {
        let (ours, theirs, description) = told(&read(status, kind, body));
        assert_eq!((ours, theirs.as_deref(), description.as_deref()), (code, error, words), "{status} {body}");
    };
    let problem = r#"{"type":"urn:altinn:error:AUTH-00011","code":"AUTH-00011","title":"No system","status":404,"traceId":"00-4bf9-01"}"#;
    check(404, JSON, problem, "altinn.unknown_system", Some("AUTH-00011"), Some("No system"));
    check(404, "text/plain", problem, "altinn.unknown_system", Some("AUTH-00011"), Some("No system"));
    check(500, JSON, problem, "altinn.unknown_system", Some("AUTH-00011"), Some("No system"));
    check(
        404,
        JSON,
        r#"{"type":"urn:altinn:error:auth-00011"}"#,
        "altinn.unknown_system",
        Some("AUTH-00011"),
        None.or(Some(r#"{"type":"urn:altinn:error:auth-00011"}"#)),
    );
    check(400, JSON, r#"{"code":"AUTH-00099","title":"New"}"#, "altinn.refused", Some("AUTH-00099"), Some("New"));
    check(403, JSON, r#"{"code":"AUTH-00099","title":"New"}"#, "altinn.refused", Some("AUTH-00099"), Some("New"));
    check(503, JSON, r#"{"code":"AUTH-00099","title":"New"}"#, "network.server_error", Some("AUTH-00099"), Some("New"));
    check(
        400,
        JSON,
        r#"{"title":"Bad","errors":{"$.id":["Not a GUID","Really"]}}"#,
        "altinn.malformed_request",
        None,
        Some("$.id: Not a GUID, Really"),
    );
    check(401, JSON, r#"{"title":"Unauthorized","status":401,"traceId":"1"}"#, "altinn.unauthenticated", None, Some("Unauthorized"));
    check(400, "application/json", r#"{"ErrorCode":42,"ErrorMessage":"Old words"}"#, "altinn.refused", Some("42"), Some("Old words"));
    check(
        400,
        "application/json",
        r#"{"error":"invalid_request","error_description":"No"}"#,
        "altinn.refused",
        Some("invalid_request"),
        Some("No"),
    );
    check(403, "application/json", r#"{"statusCode":403,"message":"Out of quota"}"#, "altinn.forbidden", None, Some("Out of quota"));
    check(429, "application/json", r#"{"statusCode":429,"message":"slow down"}"#, "altinn.too_many_requests", None, Some("slow down"));
    check(404, "text/plain", "No such system", "altinn.refused", None, Some("No such system"));
    check(404, "application/json", r#""No such system""#, "altinn.refused", None, Some("No such system"));
    check(403, "", "", "altinn.forbidden", None, None);
    check(404, "text/html; charset=utf-8", "<p>", "network.not_json", None, Some("<p>"));
    check(404, "", "<!DOCTYPE html>", "network.not_json", None, Some("<!DOCTYPE html>"));
    check(429, "text/html", "<html>", "altinn.too_many_requests", None, Some("<html>"));
    check(502, "text/html", "<html>", "network.server_error", None, Some("<html>"));
}

#[test]
fn how_long_to_wait_and_the_status_are_kept() {
    for (status, body) in [(429, ""), (503, ""), (502, "<html>"), (429, r#"{"code":"AUTH-00073"}"#)] {
        let error = read(status, JSON, body);
        assert_eq!((error.status(), error.retry_after()), (Some(status), Some(7)), "{error:?}");
    }
    assert_eq!(read(429, "", "").explain().facts.get("seconds"), Some(&Fact::Number(7)));
}

#[test]
fn each_part_is_told_beside_its_field() {
    let body = json!({ "code": "STD-00000", "title": "Invalid", "validationErrors": [
        { "code": "AUTH.VLD-00099", "title": "New", "paths": ["/a", "/b"], "Ids : ": ["one", "two"] },
        { "code": "STD-00000", "title": "Other" }, 7,
    ] });
    let error = read(400, JSON, &body.to_string());
    let fields: Vec<(&str, &str, &[String])> = error.fields().iter().map(|field| (&*field.path, &*field.title, &*field.values)).collect();
    let ids = ["one".to_owned(), "two".to_owned()];
    assert_eq!(fields, [("/a", "New", &ids[..]), ("/b", "New", &ids[..]), ("", "Other", &[])]);
    assert!(error.fields().iter().all(|field| field.explain().code == "altinn.input_refused"));
}

#[test]
fn problems_within_a_problem_are_read() {
    let one = json!({ "code": "STD-00001", "problems": [{ "code": "AUTH-00011", "title": "No system" }] });
    let error = read(500, JSON, &one.to_string());
    assert_eq!((error.explain().code, error.altinn_code(), error.fields().len()), ("altinn.unknown_system", Some("AUTH-00011"), 1));
    let two = json!({ "code": "STD-00001", "problems": [{ "code": "AUTH-00011", "title": "No system" }, { "code": "AUTH-00055", "title": "Out" }] });
    let error = read(500, JSON, &two.to_string());
    assert_eq!((error.explain().code, error.altinn_code()), ("altinn.several_problems", Some("STD-00001")));
    let codes: Vec<&str> = error.fields().iter().map(|field| field.code.name).collect();
    assert_eq!(codes, ["altinn.unknown_system", "altinn.failed"]);
}

#[test]
fn nothing_secret_is_repeated() {
    let body = r#"{"code":"STD-00000","validationErrors":[{"code":"AUTH.VLD-00003","title":"of 14867521349","paths":["/x"],"ids":["eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln"]}]}"#;
    let kept = format!("{:?}", read(400, JSON, body));
    assert!(!kept.contains("14867521349") && !kept.contains("eyJpc3"), "{kept}");
}

/// Any JSON, with Altinn's own names in it more often than not.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let name =
        prop_oneof!["(code|type|title|status|detail|errors|validationErrors|problems|paths|ErrorCode|message|NotFoundPackages)", ".{0,6}"];
    let text = prop_oneof!["(AUTH|AM|STD|RR)(.VLD)?-000[0-9]{2}", "urn:altinn:error:AUTH-000[0-8][0-9]", ".{0,12}"];
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        text.prop_map(|value| json!(value))
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|values| json!(values)),
            proptest::collection::btree_map(name.clone(), inner, 0..6).prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answer_is_a_problem_with_all_its_facts(
        body in any_json(), status in 100u16..600, kind in prop_oneof![Just(JSON), Just("text/html"), Just("text/plain"), Just("")],
    ) {
        let error = read(status, kind, &body.to_string());
        for problem in error.fields().iter().map(Explain::explain).chain([error.explain()]) {
            let code = crate::codes::all_codes().find(|code| code.name == problem.code);
            let mut facts = code.map(|code| code.facts.to_vec()).unwrap_or_default();
            facts.sort_unstable();
            prop_assert!(code.is_some() && problem.facts.keys().copied().eq(facts), "{:?}", problem);
            prop_assert!(problem.actions.len() <= 2);
            prop_assert!(problem.facts.values().all(|fact| !matches!(fact, Fact::List(list) if list.is_empty()) && *fact != Fact::from("")));
        }
        prop_assert!(error.explain().said.is_some_and(|said| said.status == Some(status)));
    }

    #[test]
    fn any_bytes_are_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..64), status in 100u16..600) {
        let error = refusal(&answer(status, "application/json", &bytes), SCOPES);
        prop_assert!(error.status() == Some(status) && !error.explain().code.is_empty());
    }
}
