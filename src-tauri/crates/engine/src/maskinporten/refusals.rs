//! Everything that Maskinporten is known to refuse with, and what each means (maskinporten.md 10.2, 10.3).

use serde::Deserialize;

use super::error::{
    AUDIENCE, CERTIFICATE, CHAIN, CLIENT, CLOCK, DETAILS_FIELDS, DETAILS_TYPE, FORM, GRANT_EXPIRED, ISSUED_LATER, KEY_EXPIRED,
    KEY_REQUIRED, MALFORMED, NOT_DELEGATED, OTHER_ORGANISATION, OWN_CONSUMER, REFUSED, REPLAYED, SCOPE_FOR_PEOPLE, SCOPE_NOT_GRANTED,
    SCOPE_NOT_REGISTERED, SCOPE_REFUSED, SIGNATURE, SYSTEM_USER, UNKNOWN_KEY,
};
use super::{Credential, MaskinportenError, Order};
use crate::http::Response;
use crate::problem::Action::{self, *};
use crate::problem::{Code, Explain, Fact, Problem, Said};

/// How a refusal is known: by Maskinporten's own code first, then by a phrase, last by OAuth's `error`.
struct Row {
    mp: Option<&'static str>,
    phrases: &'static [&'static str],
    error: Option<&'static str>,
    code: Code,
    actions: &'static [Action],
}

const fn coded(mp: &'static str, phrases: &'static [&'static str], code: Code, actions: &'static [Action]) -> Row {
    Row { mp: Some(mp), phrases, error: None, code, actions }
}

const fn worded(phrases: &'static [&'static str], code: Code, actions: &'static [Action]) -> Row {
    Row { mp: None, phrases, error: None, code, actions }
}

/// For `error` values that can mean one thing only, or when nothing else is said.
const fn named(error: &'static str, code: Code, actions: &'static [Action]) -> Row {
    Row { mp: None, phrases: &[], error: Some(error), code, actions }
}

/// Phrases are lower case. The first row that fits counts, so the more telling phrase stands above the less telling.
const TABLE: &[Row] = &[
    worded(&["unknown key identifier"], UNKNOWN_KEY, &[RegisterKey, ReviewClient]),
    worded(&["requires pre-registered jwk"], KEY_REQUIRED, &[UseKey, RegisterKey]),
    worded(&["combination consumer_org"], OWN_CONSUMER, &[ReviewClient]),
    worded(&["issue time is after now"], ISSUED_LATER, &[TryAgain]),
    coded("MP-011", &["invalid assertion"], MALFORMED, &[TryAgain]),
    coded("MP-012", &["grant is used before"], REPLAYED, &[TryAgain]),
    coded("MP-110", &["invalid jwt claim aud"], AUDIENCE, &[ReviewStart]),
    coded("MP-100", &["client not found", "client authentication failed"], CLIENT, &[ReviewClient, ReviewStart]),
    coded("MP-120", &["signed with an invalid certificate"], CERTIFICATE, &[UseKey, OrderCertificate]),
    coded("MP-121", &["expired key"], KEY_EXPIRED, &[CreateKey, RegisterKey]),
    coded("MP-122", &["does not match certificate orgno", "invalid organization number"], OTHER_ORGANISATION, &[PickFile, ReviewClient]),
    coded("MP-123", &["invalid jwt header x5c", "failed to extract certificate"], CHAIN, &[UseKey, PickFile]),
    coded("MP-124", &["invalid jwt signature", "could not validate jwt signature"], SIGNATURE, &[RegisterKey, ReviewClient]),
    coded("MP-130", &["jwt is expired"], GRANT_EXPIRED, &[TryAgain]),
    coded("MP-200", &["contains invalid scopes for client"], SCOPE_NOT_REGISTERED, &[OpenPortal, ReviewClient]),
    coded("MP-201", &["not allowed for maskinporten", "only allowed for user login"], SCOPE_FOR_PEOPLE, &[ReviewClient, OpenPortal]),
    coded("MP-250", &["has not been granted access to the scope"], SCOPE_NOT_GRANTED, &[TryAgain, ReviewClient]),
    coded("MP-251", &["has not delegated access to the scope"], NOT_DELEGATED, &[TryAgain]),
    coded("MP-301", &["unknown authorization details type"], DETAILS_TYPE, &[]),
    coded("MP-302", &["unknown fields in the authorization details"], DETAILS_FIELDS, &[]),
    coded("MP-303", &["invalid authorization details values"], SYSTEM_USER, &[TryAgain]),
    named("invalid_altinn_customer_configuration", SYSTEM_USER, &[TryAgain]),
    named("unsupported_grant_type", FORM, &[]),
    named("invalid_client", CLIENT, &[ReviewClient, ReviewStart]),
    named("invalid_scope", SCOPE_REFUSED, &[ReviewClient, OpenPortal]),
    named("forbidden", SCOPE_REFUSED, &[ReviewClient, OpenPortal]),
];

/// A refusal that was read.
#[derive(Debug)]
pub struct Refused {
    problem: Problem,
}

impl Refused {
    /// `maskinporten.what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code
    }
}

impl Explain for Refused {
    fn explain(&self) -> Problem {
        self.problem.clone()
    }
}

/// What matters of a refusal's body, each of which may be missing.
#[derive(Debug, Default, Deserialize)]
struct Body {
    error: Option<String>,
    error_description: Option<String>,
    error_uri: Option<String>,
}

/// Reads an answer that is no token: a refusal when it is JSON, otherwise what a proxy or a broken service says.
pub(super) fn read(response: &Response, order: &Order, audience: &str, clock_offset: Option<i64>) -> MaskinportenError {
    match response.json::<Body>() {
        Ok(body) if response.status < 500 => {
            let problem = problem(&body, response.said(), order, audience, clock_offset);
            MaskinportenError::Refused(Box::new(Refused { problem }))
        }
        _ => response.unexpected().into(),
    }
}

fn problem(body: &Body, said: Said, order: &Order, audience: &str, clock_offset: Option<i64>) -> Problem {
    let (code, actions): (Code, &[Action]) = recognise(body).map_or((REFUSED, &[TryAgain]), |row| (row.code, row.actions));
    let about_time = code.name == GRANT_EXPIRED.name || code.name == ISSUED_LATER.name;
    let code = if about_time && clock_offset.is_some_and(|seconds| seconds.abs() >= 10) { CLOCK } else { code };
    let problem = actions.iter().copied().fold(code.problem().said(said), Problem::offer);
    code.facts.iter().fold(problem, |problem, name| problem.with(name, fact(name, body, order, audience, clock_offset)))
}

fn recognise(body: &Body) -> Option<&'static Row> {
    let description = body.error_description.as_deref().unwrap_or_default();
    let text = without_trace(description).to_lowercase();
    let mp = [body.error_uri.as_deref().unwrap_or_default(), description].into_iter().find_map(mp_code);
    let by_code = || TABLE.iter().find(|row| row.mp.is_some() && row.mp == mp);
    let by_phrase = || TABLE.iter().find(|row| row.phrases.iter().any(|phrase| text.contains(phrase)));
    let by_error = || TABLE.iter().find(|row| row.error.is_some() && row.error == body.error.as_deref());
    by_code().or_else(by_phrase).or_else(by_error)
}

/// `MP-` and three digits.
fn mp_code(text: &str) -> Option<&str> {
    text.match_indices("MP-").find_map(|(at, _)| text.get(at..at + 6).filter(|code| code[3..].bytes().all(|byte| byte.is_ascii_digit())))
}

/// Trace ids stand in a parenthesis at the end (maskinporten.md 10.1).
fn without_trace(description: &str) -> &str {
    ["(trace_id", "(correlation id"].iter().find_map(|mark| description.find(mark)).map_or(description, |at| &description[..at])
}

fn fact(name: &str, body: &Body, order: &Order, audience: &str, clock_offset: Option<i64>) -> Fact {
    match name {
        "client" => Fact::from(order.client.as_str()),
        "kid" => match &order.credential {
            Credential::RegisteredKey { kid, .. } => Fact::from(kid.as_str()),
            Credential::Certificate { .. } => Fact::from("x5c"),
        },
        "audience" => Fact::from(audience),
        "seconds" => Fact::from(clock_offset.unwrap_or_default()),
        _ => Fact::from(refused_scopes(body, order)),
    }
}

/// The ordered scopes that the description names; all when it names none.
fn refused_scopes(body: &Body, order: &Order) -> Vec<String> {
    let description = body.error_description.as_deref().unwrap_or_default();
    let words: Vec<&str> = description.split(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'' | '[' | ']')).collect();
    let all = || order.scopes.iter().map(|scope| scope.as_str());
    let named: Vec<String> = all().filter(|scope| words.contains(scope)).map(str::to_owned).collect();
    if named.is_empty() { all().map(str::to_owned).collect() } else { named }
}
