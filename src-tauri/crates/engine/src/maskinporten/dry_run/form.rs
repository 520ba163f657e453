//! The grant itself: whether one can be made, and whether the very one that would be sent is as documented (maskinporten.md 3.1 to 3.3).

use serde_json::{Map, Value};

use super::codes::{GRANT, GRANT_MALFORMED, ISSUER};
use super::{Check, DryRunSubject, Outcome, StoredKey};
use crate::environment::EnvironmentError;
use crate::keys::KeyError;
use crate::maskinporten::{Credential, MaskinportenError, Order, error, grant};
use crate::names::OrgNumber;
use crate::problem::Explain as _;

const HEADER: [&str; 4] = ["alg", "kid", "x5c", "typ"];
const REQUIRED: [&str; 6] = ["aud", "iss", "scope", "iat", "exp", "jti"];
const OPTIONAL: [&str; 4] = ["resource", "pid", "consumer_org", "authorization_details"];
const LONGEST: i64 = 120;

/// What is in the way of a grant; when nothing is, the grant.
pub(super) fn check(order: &Order, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let missing = missing(order, subject);
    if !missing.is_empty() {
        return missing;
    }
    vec![grant(order, subject).unwrap_or_else(|_| malformed(Vec::new()))]
}

/// What obtaining would fail with before anything is sent, in the same words.
fn missing(order: &Order, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let no_chain = matches!(&order.credential, Credential::Certificate { chain, .. } if chain.is_empty());
    let each = [
        (subject.environment.hosts.maskinporten.is_none(), EnvironmentError::NoHost { field: "maskinporten" }.into()),
        (order.scopes.is_empty(), MaskinportenError::NoScopes),
        (no_chain, MaskinportenError::NoChain),
        (*subject.key == StoredKey::Missing, KeyError::NotFound.into()),
    ];
    let problems = each.into_iter().filter_map(|(missing, error)| missing.then(|| error.explain()));
    problems.map(|problem| Check::of(Outcome::Bad, Some(problem.code), problem)).collect()
}

/// Makes the grant as it would be sent, but for the signature, and looks at it.
fn grant(order: &Order, subject: &DryRunSubject<'_>) -> Result<Check, MaskinportenError> {
    let issuer = subject.environment.hosts.maskinporten.as_ref().map(|issuer| issuer.as_str()).unwrap_or_default();
    let (header, claims) = (order.credential.jose_header()?, grant::claims(order, issuer, subject.services_time())?);
    let mut parts = wrong_in_header(&header);
    parts.extend(wrong_in_claims(&claims, issuer, order.client.as_str()));
    let seconds = lifetime(&claims).unwrap_or_default();
    Ok(if parts.is_empty() { Check::good(&GRANT).with("seconds", seconds) } else { malformed(parts) })
}

fn malformed(parts: Vec<&str>) -> Check {
    let parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
    Check::bad(&GRANT_MALFORMED, error::MALFORMED.name).with("parts", parts)
}

/// The audience, where there is one: byte for byte the issuer's name.
pub(super) fn audience(subject: &DryRunSubject<'_>) -> Option<Check> {
    let issuer = subject.environment.hosts.maskinporten.as_ref()?;
    Some(Check::good(&ISSUER).with("issuer", issuer.as_str()))
}

/// Exactly one of `kid` and `x5c`, and nothing that is not documented.
fn wrong_in_header(header: &Map<String, Value>) -> Vec<&str> {
    let unknown = header.keys().map(String::as_str).filter(|name| !HEADER.contains(name));
    let chain = |value: &Value| value.as_array().is_some_and(|chain| !chain.is_empty() && chain.iter().all(Value::is_string));
    let names_one = match (header.get("kid"), header.get("x5c")) {
        (Some(kid), None) => kid.as_str().is_some_and(|kid| !kid.is_empty()),
        (None, Some(x5c)) => chain(x5c),
        _ => false,
    };
    unknown.chain((!names_one).then_some("kid")).collect()
}

fn wrong_in_claims<'a>(claims: &'a Map<String, Value>, issuer: &str, client: &str) -> Vec<&'a str> {
    let documented = |name: &&str| REQUIRED.contains(name) || OPTIONAL.contains(name);
    let unknown = claims.keys().map(String::as_str).filter(|name| !documented(name));
    let missing = REQUIRED.into_iter().filter(|name| !claims.contains_key(*name));
    let wrong = claims.iter().filter(|(name, value)| !is_right(name, value, issuer, client)).map(|(name, _)| name.as_str());
    let lasts = lifetime(claims).is_some_and(|seconds| (1..=LONGEST).contains(&seconds));
    unknown.chain(missing).chain(wrong).chain((!lasts).then_some("exp")).collect()
}

fn is_right(name: &str, value: &Value, issuer: &str, client: &str) -> bool {
    let text = value.as_str();
    let digits = |count: usize| text.is_some_and(|text| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()));
    match name {
        "aud" => text == Some(issuer),
        "iss" => text == Some(client),
        "iat" | "exp" => value.is_i64(),
        "jti" => text.is_some_and(|id| !id.is_empty()),
        "scope" => text.is_some_and(|scope| !scope.is_empty()),
        "resource" => value.as_array().is_some_and(|each| !each.is_empty() && each.iter().all(Value::is_string)),
        "pid" => digits(11),
        "consumer_org" => text.is_some_and(OrgNumber::check_digit_fits),
        "authorization_details" => value.as_array().is_some_and(|each| matches!(&each[..], [one] if names_a_system_user(one))),
        _ => true,
    }
}

/// Exactly the members of maskinporten.md 7.4.
fn names_a_system_user(details: &Value) -> bool {
    let Some(members) = details.as_object() else { return false };
    let owner = details.pointer("/systemuser_org/ID").and_then(Value::as_str).and_then(|id| id.strip_prefix("0192:"));
    let known = ["type", "systemuser_org", "externalRef"];
    details["type"] == "urn:altinn:systemuser"
        && details["systemuser_org"]["authority"] == "iso6523-actorid-upis"
        && owner.is_some_and(OrgNumber::check_digit_fits)
        && members.keys().all(|name| known.contains(&name.as_str()))
}

fn lifetime(claims: &Map<String, Value>) -> Option<i64> {
    let moment = |name: &str| claims.get(name).and_then(Value::as_i64);
    moment("exp")?.checked_sub(moment("iat")?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://test.maskinporten.no/";

    fn good() -> Value {
        json!({
            "aud": ISSUER, "iss": "c", "scope": "a:b", "iat": 100, "exp": 220, "jti": "1",
            "resource": ["urn:a"], "pid": "13888012345", "consumer_org": "983163327",
            "authorization_details": [{
                "type": "urn:altinn:systemuser",
                "systemuser_org": { "authority": "iso6523-actorid-upis", "ID": "0192:983163327" },
                "externalRef": "a",
            }],
        })
    }

    /// maskinporten.md 3.2, 3.3, checklist 2, 8, 10 to 13, 15.
    #[test]
    fn what_is_not_as_documented_is_seen() {
        let check = |place: &str, value: Value, wrong: &[&str]| {
            let mut claims = good();
            match (claims.pointer_mut(place), value.is_null()) {
                (Some(there), false) => *there = value,
                (Some(_), true) => drop(claims.as_object_mut().and_then(|claims| claims.remove(&place[1..]))),
                (None, _) => claims[&place[1..]] = value,
            }
            let claims = claims.as_object().cloned().unwrap_or_default();
            assert_eq!(wrong_in_claims(&claims, ISSUER, "c"), wrong, "{place}");
        };
        check("/jti", json!("2"), &[]);
        for name in REQUIRED.into_iter().filter(|name| !["iat", "exp"].contains(name)) {
            check(&format!("/{name}"), Value::Null, &[name]);
            check(&format!("/{name}"), json!(""), &[name]);
            check(&format!("/{name}"), json!(["x"]), &[name]);
        }
        check("/aud", json!("https://test.maskinporten.no"), &["aud"]);
        check("/aud", json!([ISSUER]), &["aud"]);
        check("/iss", json!("d"), &["iss"]);
        check("/exp", json!(221), &["exp"]);
        check("/exp", json!(100), &["exp"]);
        check("/exp", json!(100.5), &["exp", "exp"]);
        check("/iat", Value::Null, &["iat", "exp"]);
        check("/sub", json!("c"), &["sub"]);
        check("/nbf", json!(100), &["nbf"]);
        check("/resource", json!("urn:a"), &["resource"]);
        check("/resource", json!([]), &["resource"]);
        check("/pid", json!("1388801234"), &["pid"]);
        check("/consumer_org", json!("983163328"), &["consumer_org"]);
        check("/authorization_details", json!({}), &["authorization_details"]);
        check("/authorization_details/0/type", json!("urn:altinn:consent"), &["authorization_details"]);
        check("/authorization_details/0/systemuser_org/ID", json!("983163327"), &["authorization_details"]);
        check("/authorization_details/0/systemuser_org/authority", json!("x"), &["authorization_details"]);
        check("/authorization_details/0", json!({ "type": "urn:altinn:systemuser", "systemuserorg": {} }), &["authorization_details"]);
    }

    /// maskinporten.md 3.1, checklist 4, 5.
    #[test]
    fn a_header_names_the_key_in_one_way() {
        let check = |header: Value, wrong: &[&str]| {
            let header = header.as_object().cloned().unwrap_or_default();
            assert_eq!(wrong_in_header(&header), wrong, "{header:?}");
        };
        check(json!({ "kid": "a" }), &[]);
        check(json!({ "x5c": ["a"] }), &[]);
        check(json!({}), &["kid"]);
        check(json!({ "kid": "a", "x5c": ["a"] }), &["kid"]);
        check(json!({ "kid": "" }), &["kid"]);
        check(json!({ "x5c": "a" }), &["kid"]);
        check(json!({ "x5c": [] }), &["kid"]);
        check(json!({ "kid": "a", "x5t": "b" }), &["x5t"]);
    }
}
