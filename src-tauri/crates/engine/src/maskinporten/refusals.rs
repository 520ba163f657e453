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
    coded("MP-121", &["expired key"], KEY_EXPIRED, &[RenewKey, RegisterKey]),
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
#[derive(Debug, Clone)]
pub struct Refused {
    problem: Problem,
}

impl Refused {
    /// `maskinporten.what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code
    }

    /// The same refusal, with its cause.
    pub(super) fn because(&self, cause: Problem) -> Self {
        Self { problem: Problem { said: self.problem.said.clone(), ..cause } }
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
    if response.status == 429 {
        return MaskinportenError::Busy { retry_after: response.retry_after, said: response.said() };
    }
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
        "seconds" => Fact::from(clock_offset.unwrap_or_default().abs()),
        // Nobody has looked yet.
        "lookup" => Fact::List(Vec::new()),
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

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn order() -> Result<Order, Box<dyn std::error::Error>> {
        let credential =
            Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: crate::keys::SigningAlgorithm::Rs256 };
        Ok(Order::new("client-1".parse()?, vec!["a:one".parse()?, "b:two".parse()?], credential))
    }

    fn read(error: &str, description: &str, uri: Option<&str>, clock_offset: Option<i64>) -> Result<Problem, Box<dyn std::error::Error>> {
        let body =
            Body { error: Some(error.to_owned()), error_description: Some(description.to_owned()), error_uri: uri.map(str::to_owned) };
        Ok(problem(&body, Said::default(), &order()?, "https://test.maskinporten.no/", clock_offset))
    }

    #[test]
    fn every_row_is_read_by_code_and_by_words() -> Outcome {
        fn check(mp: Option<&str>, error: &str, text: &str, expected: &str) -> Outcome {
            let description = format!("{text} (trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)");
            assert_eq!(read(error, &description, None, None)?.code, expected, "{text}");
            if let Some(mp) = mp {
                let uri = format!("https://test.maskinporten.no/errors/{mp}");
                assert_eq!(read("other", "Something new", Some(&uri), None)?.code, expected, "{mp} in error_uri");
                assert_eq!(read("other", &format!("{mp}: something new"), None, None)?.code, expected, "{mp} in the text");
            }
            Ok(())
        }
        let grant = "invalid_grant";
        check(Some("MP-011"), "invalid_request", "Invalid assertion. Invalid parameter value", "maskinporten.malformed")?;
        check(Some("MP-012"), grant, "Grant is used before", "maskinporten.replayed")?;
        check(Some("MP-100"), grant, "Client authentication failed. Client not found", "maskinporten.client_unknown")?;
        check(Some("MP-110"), grant, "Client authentication failed. Invalid JWT claim aud", "maskinporten.audience")?;
        check(Some("MP-120"), grant, "The JWT is signed with an invalid certificate", "maskinporten.certificate_refused")?;
        check(Some("MP-121"), grant, "Expired key", "maskinporten.key_expired")?;
        let organisation = "Invalid organization number for client. Does not match certificate orgno";
        check(Some("MP-122"), grant, organisation, "maskinporten.other_organisation")?;
        check(Some("MP-123"), grant, "Invalid JWT header x5c", "maskinporten.chain_unreadable")?;
        check(Some("MP-123"), grant, "Failed to extract certificate from jwt", "maskinporten.chain_unreadable")?;
        check(Some("MP-124"), grant, "Invalid JWT signature", "maskinporten.signature")?;
        check(Some("MP-124"), grant, "Could not validate JWT Signature", "maskinporten.signature")?;
        check(Some("MP-130"), grant, "JWT is expired", "maskinporten.grant_expired")?;
        let scopes = "Token request contains invalid scopes for client, b:two";
        check(Some("MP-200"), "invalid_scope", scopes, "maskinporten.scope_not_registered")?;
        let people = "Token request contains scopes not allowed for maskinporten";
        check(Some("MP-201"), "invalid_scope", people, "maskinporten.scope_for_people")?;
        let granted = "Consumer has not been granted access to the scope b:two";
        check(Some("MP-250"), "forbidden", granted, "maskinporten.scope_not_granted")?;
        let delegated = "Consumer 315000106 has not delegated access to the scope b:two to supplier 315000114";
        check(Some("MP-251"), "forbidden", delegated, "maskinporten.not_delegated")?;
        check(Some("MP-301"), "x", "Unknown authorization details type", "maskinporten.details_type")?;
        check(Some("MP-302"), "x", "Unknown fields in the authorization details", "maskinporten.details_fields")?;
        check(Some("MP-303"), "invalid_altinn_customer_configuration", "No system user", "maskinporten.system_user")?;
        let combination = "the combination consumer_org in claim and delegation scope on client is invalid";
        check(None, "invalid_request", combination, "maskinporten.own_consumer")?;
        check(None, grant, "Issue time is after now", "maskinporten.issued_later")?;
        check(None, grant, "Unknown key identifier (kid) for client", "maskinporten.unknown_key")?;
        let required = "Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided";
        check(None, grant, required, "maskinporten.key_required")?;
        check(None, "unsupported_grant_type", "", "maskinporten.form")?;
        check(None, "invalid_scope", "new words", "maskinporten.scope_refused")?;
        check(None, grant, "new words", "maskinporten.refused")
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
        for row in TABLE {
            let text = row.phrases.first().copied().unwrap_or_default();
            let problem = read(row.error.unwrap_or("x"), text, row.mp, Some(0))?;
            assert_eq!(problem.code, row.code.name);
            assert!(problem.facts.keys().copied().eq(sorted(row.code.facts)), "{}", row.code.name);
            assert!(problem.actions.len() <= 2, "{}", row.code.name);
        }
        Ok(())
    }

    fn sorted(names: &[&'static str]) -> Vec<&'static str> {
        let mut names = names.to_vec();
        names.sort_unstable();
        names
    }
}
