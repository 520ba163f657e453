//! Every row of idporten.md 18.1, 18.2 and 18.3, copied as data, is read as what it is, and found in the dictionary.

use std::collections::BTreeSet;

use super::*;
use crate::dictionary::recognise as look_up;

/// idporten.md 18.1 and 18.2, copied: situation, `error`, words as they may stand, and what it is here.
const ROWS: &[(&str, &str, &str, &str)] = &[
    // 18.1
    ("unknown/inactive client_id", "invalid_client", "Unknown or inactive client", "client_refused"),
    (
        "redirect_uri not registered",
        "invalid_request",
        "The redirect_uri http://127.0.0.1:4/callback is not registered on client 1",
        "redirect_refused",
    ),
    ("redirect_uri not registered", "invalid_redirect_uri", "", "redirect_refused"),
    ("missing/invalid PKCE", "invalid_request", "Missing code_challenge parameter: PKCE is required", "request_refused"),
    ("scope not registered on the client", "invalid_scope", "The scope a:b is not registered on the client", "scope_refused"),
    ("unsupported response_type", "unsupported_response_type", "Only response_type code is supported", "request_refused"),
    ("user cancels / declines", "access_denied", "The person cancelled the login", "cancelled_by_person"),
    ("prompt=none without session", "login_required", "", "interaction_required"),
    ("prompt=none without session", "interaction_required", "", "interaction_required"),
    ("prompt=none without session", "consent_required", "", "interaction_required"),
    ("unsatisfiable acr", "unmet_authentication_requirements", "", "level_refused"),
    ("unsatisfiable acr", "invalid_request", "Unsupported acr_values: Level4", "level_refused"),
    ("expired/used PAR reference", "invalid_request_uri", "Unknown, used or expired request_uri", "request_lapsed"),
    ("expired/used PAR reference", "invalid_request", "The request_uri has expired", "request_lapsed"),
    ("outage", "server_error", "", "unavailable"),
    ("outage", "temporarily_unavailable", "The service is closed for maintenance", "unavailable"),
    // 18.2
    ("no client authentication", "invalid_client", "Client authentication failed. No client authentication included.", "method_refused"),
    ("wrong secret", "invalid_client", "Wrong client secret", "secret_refused"),
    ("expired secret", "invalid_client", "The client secret has expired", "secret_refused"),
    ("assertion lacks sub", "invalid_client", "Invalid client assertion: iss and sub are required", "assertion_refused"),
    ("assertion has wrong aud", "invalid_client", "Invalid client assertion: aud must be the issuer, as one string", "assertion_refused"),
    ("assertion expired", "invalid_client", "Invalid client assertion: expired or not yet valid", "assertion_refused"),
    ("unknown kid", "invalid_client", "Invalid client assertion: unknown kid", "key_refused"),
    ("key > 1 year", "invalid_client", "Invalid client assertion: the key is older than one year", "key_refused"),
    ("method differs", "invalid_client", "The client is registered with client_secret_basic", "method_refused"),
    ("nothing more is said", "invalid_client", "client authentication failed", "client_refused"),
    (
        "the standard's own sentence",
        "invalid_client",
        "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).",
        "client_refused",
    ),
    ("code expired or used twice", "invalid_grant", "Invalid, expired or used authorization code", "grant_refused"),
    ("redirect_uri differs", "invalid_grant", "The redirect_uri differs from the authorization request", "grant_refused"),
    ("wrong code_verifier", "invalid_grant", "The code_verifier does not match the code_challenge", "grant_refused"),
    ("code issued to other client", "invalid_grant", "The code was issued to another client", "grant_refused"),
    ("code", "invalid_grant", "", "grant_refused"),
    ("missing parameter", "invalid_request", "Missing code_verifier parameter", "request_refused"),
    ("duplicate parameter", "invalid_request", "The parameter code is given more than once", "request_refused"),
    ("grant type not registered", "unauthorized_client", "", "grant_not_registered"),
    ("-", "unsupported_grant_type", "", "request_refused"),
    ("DPoP", "invalid_dpop_proof", "", "proof_refused"),
    ("DPoP", "use_dpop_nonce", "", "proof_refused"),
    ("RAR", "invalid_authorization_details", "Invalid authorization_details: mixed types", "details_refused"),
    // In no list.
    ("something new", "new_error", "New words", "refused"),
];

/// What is told by other means than a refusal's words: `error` or words, and the code.
const BESIDE_ROWS: &[(&str, &str)] = &[
    ("Tjenesten er ikke oppdatert", "environment.retired_host"),
    ("invalid_grant: Invalid, expired or revoked refresh token", "login.refresh_refused"),
    ("WWW-Authenticate: Bearer error=\"invalid_token\"", "login.user_info_refused"),
    ("insufficient_scope", "login.user_info_refused"),
];

const TRACE: &str = "(trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)";

fn asked() -> Asked {
    Asked {
        scopes: vec!["openid".to_owned(), "a:b".to_owned()],
        acr_values: "idporten-loa-high".to_owned(),
        redirect_uri: "http://127.0.0.1:0/callback".to_owned(),
        method: "private_key_jwt",
    }
}

fn read(error: &str, description: &str) -> Problem {
    let said = Said { error: Some(error.to_owned()), description: Some(crate::scrub::scrub(description)), ..Said::default() };
    asked().refused(description, said).explain()
}

#[test]
fn every_row_of_the_dossier_is_read_as_what_it_is() {
    for (situation, error, words, expected) in ROWS {
        assert_eq!(read(error, &format!("{words} {TRACE}")).code, format!("login.{expected}"), "{situation}: {error}, {words}");
        assert_eq!(read(error, &words.to_uppercase()).code, format!("login.{expected}"), "{situation}: {error}, {words}");
    }
    let errors: BTreeSet<&str> = ROWS.iter().map(|(_, error, ..)| *error).filter(|error| *error != "new_error").collect();
    assert_eq!(errors.len(), 17 + 2, "as many as the dossier has, and two of others': {errors:?}");
}

#[test]
fn every_row_of_the_dossier_is_found_in_the_dictionary() {
    let rows = ROWS.iter().filter(|(_, error, ..)| *error != "new_error").map(|(_, error, words, code)| {
        (serde_json::json!({ "error": error, "error_description": format!("{words} {TRACE}") }).to_string(), format!("login.{code}"))
    });
    for (text, code) in rows.chain(BESIDE_ROWS.iter().map(|(text, code)| ((*text).to_owned(), (*code).to_owned()))) {
        let found: Vec<&str> = look_up(&text).found.iter().map(|found| found.code).collect();
        assert!(found.contains(&code.as_str()), "{text} finds {found:?}, not {code}");
    }
    for (_, error, _, code) in ROWS.iter().filter(|(_, error, ..)| *error != "new_error") {
        let code = format!("login.{code}");
        assert!(look_up(error).found.iter().any(|found| found.code == code), "{error} alone does not find {code}");
    }
}

#[test]
fn the_table_has_no_row_beyond_the_dossier() {
    for row in TABLE {
        let code = row.known.code.name;
        assert!(ROWS.iter().any(|(.., expected)| code.ends_with(&format!(".{expected}"))), "{code}");
    }
}

#[test]
fn the_facts_are_what_was_asked_for() {
    let fact =
        |error: &str, words: &str, name: &str| read(error, words).facts.iter().find(|fact| *fact.0 == name).map(|fact| fact.1.clone());
    assert_eq!(fact("invalid_scope", "", "scopes"), Some(Fact::List(asked().scopes)));
    assert_eq!(fact("unmet_authentication_requirements", "", "asked"), Some(Fact::from("idporten-loa-high")));
    assert_eq!(fact("invalid_redirect_uri", "", "redirect_uri"), Some(Fact::from("http://127.0.0.1:0/callback")));
    assert_eq!(fact("invalid_client", "No client authentication included", "method"), Some(Fact::from("private_key_jwt")));
    assert_eq!(fact("unsupported_grant_type", "", "error"), Some(Fact::from("unsupported_grant_type")));
    assert_eq!(fact("new_error", "", "error"), Some(Fact::from("new_error")));
    let said = read("invalid_grant", &format!("Used {TRACE}")).said;
    assert!(said.is_some_and(|said| said.description.is_some_and(|words| words.contains("4bf92f35"))));
}
