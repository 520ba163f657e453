//! A member of a token as it may be shown: its name's meaning, its value without persons or secrets in it.

use serde_json::Value;
use time::OffsetDateTime;

use super::members::Members;
use crate::keys::PRIVATE;
use crate::maskinporten::{OrganisationClaim, numeric_date};
use crate::names::NationalId;
use crate::scrub;

/// A longer text fills the screen and tells nothing more.
const LONGEST: usize = 2_000;

/// What each name means has a text, under the name with `_` for other signs.
pub const KNOWN: [&str; 63] = [
    "acr",
    "alg",
    "amr",
    "at_hash",
    "aud",
    "aud_onbehalfof",
    "auth_time",
    "authorization_details",
    "azp",
    "client_amr",
    "client_id",
    "client_onbehalfof",
    "client_orgno",
    "clm",
    "cnf",
    "consumer",
    "consumer_org",
    "crit",
    "cty",
    "delegation_source",
    "email",
    "exp",
    "family_name",
    "given_name",
    "iat",
    "iss",
    "iss_onbehalfof",
    "jku",
    "jti",
    "jwk",
    "kid",
    "locale",
    "name",
    "nameid",
    "nbf",
    "nonce",
    "pid",
    "resource",
    "scope",
    "sid",
    "sik",
    "sub",
    "supplier",
    "token_type",
    "typ",
    "urn:altinn:authenticatemethod",
    "urn:altinn:authlevel",
    "urn:altinn:developer",
    "urn:altinn:org",
    "urn:altinn:orgNumber",
    "urn:altinn:party:external-identifier",
    "urn:altinn:party:uuid",
    "urn:altinn:partyid",
    "urn:altinn:person:identifier-no",
    "urn:altinn:person:idporten-email",
    "urn:altinn:representingpartyid",
    "urn:altinn:userid",
    "urn:altinn:username",
    "x5c",
    "x5t",
    "x5t#S256",
    "x5u",
    "zip",
];

/// Those whose whole value is a person, whatever its form.
const PERSONS: [&str; 2] = ["pid", "urn:altinn:person:identifier-no"];

/// Seconds since 1970 (RFC 7519 §2 NumericDate).
const MOMENTS: [&str; 4] = ["iat", "exp", "nbf", "auth_time"];

/// A member of the header or of the claims.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// As it stands there.
    pub name: String,
    /// Text key under `token:claim.`; none when nobody knows the name.
    pub meaning: Option<String>,
    /// For showing.
    pub value: ClaimValue,
}

/// A value for showing. National ids have stars; what is or resembles a key or a token is not there.
#[derive(Clone, PartialEq, Eq)]
pub enum ClaimValue {
    /// A text.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// True or false.
    Flag(bool),
    /// `null`.
    Nothing,
    /// A moment, which is written in seconds.
    Moment(OffsetDateTime),
    /// Several.
    List(Vec<ClaimValue>),
    /// An object.
    Members(Vec<(String, ClaimValue)>),
    /// Certificates or keys, so many; their base64 says nothing to a person.
    Certificates(usize),
    /// A token within the token, or the private part of a key.
    Hidden,
}

/// All members, in order.
pub(super) fn claims(members: &Members) -> Vec<Claim> {
    members.all.iter().map(|(name, value)| claim(name, value)).collect()
}

fn claim(name: &str, value: &Value) -> Claim {
    let value = match (name, value) {
        _ if PERSONS.contains(&name) => person(value),
        ("x5c", Value::Array(certificates)) => ClaimValue::Certificates(certificates.len()),
        _ if MOMENTS.contains(&name) => moment(value).map_or_else(|| shown(value), ClaimValue::Moment),
        _ => shown(value),
    };
    let meaning = KNOWN.contains(&name).then(|| name.replace(|sign: char| !sign.is_ascii_alphanumeric(), "_"));
    Claim { name: text(name), meaning, value }
}

/// Seconds in a number, or in a text that Altinn's test tokens have (altinn.md 2.4).
pub(super) fn moment(value: &Value) -> Option<OffsetDateTime> {
    let seconds = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    numeric_date(seconds?)
}

/// Any value, without what may not be shown.
pub(super) fn shown(value: &Value) -> ClaimValue {
    match value {
        Value::Null => ClaimValue::Nothing,
        Value::Bool(flag) => ClaimValue::Flag(*flag),
        Value::Number(number) => ClaimValue::Number(text(&number.to_string())),
        Value::String(held) if is_a_token(held) => ClaimValue::Hidden,
        Value::String(held) => ClaimValue::Text(text(held)),
        Value::Array(values) => ClaimValue::List(values.iter().map(shown).collect()),
        Value::Object(members) => {
            let private = |name: &str| members.contains_key("kty") && PRIVATE.contains(&name);
            let member = |(name, value): (&String, &Value)| match name.as_str() {
                name if private(name) => (name.to_owned(), ClaimValue::Hidden),
                name if PERSONS.contains(&name) => (name.to_owned(), person(value)),
                name => (text(name), shown(value)),
            };
            ClaimValue::Members(members.iter().map(member).collect())
        }
    }
}

fn person(value: &Value) -> ClaimValue {
    let held = match value {
        Value::String(held) => held.clone(),
        Value::Number(number) => number.to_string(),
        _ => return ClaimValue::Hidden,
    };
    held.parse::<NationalId>().map_or(ClaimValue::Hidden, |id| ClaimValue::Text(id.masked()))
}

/// A text with stars in its national ids, cut where it is too long to read.
pub(super) fn text(held: &str) -> String {
    let mut text = scrub::masking_national_ids(held);
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// An organisation, which a person can stand in the place of.
pub(super) fn organisation(value: &Value) -> Option<OrganisationClaim> {
    let claim = OrganisationClaim::of(value)?;
    Some(OrganisationClaim { id: text(&claim.id), ..claim })
}

/// A token in a token is as much of a secret as the one that it came in.
fn is_a_token(held: &str) -> bool {
    held.starts_with("eyJ") && held.matches('.').count() >= 2
}

impl std::fmt::Debug for Claim {
    /// Values are about persons and organisations.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claim").field("name", &self.name).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ClaimValue {
    /// As a claim.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClaimValue(***)")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn persons_and_secrets_are_not_shown() {
        fn check(value: &Value, expected: &ClaimValue) {
            assert!(shown(value) == *expected, "{value}");
        }
        let said = |text: &str| ClaimValue::Text(text.to_owned());
        check(&json!("14867521349"), &said("148675*****"));
        check(&json!("urn:altinn:person:identifier-no:14867521349"), &said("urn:altinn:person:identifier-no:148675*****"));
        check(&json!(14_867_521_349_u64), &ClaimValue::Number("148675*****".to_owned()));
        check(&json!("0192:315000106"), &said("0192:315000106"));
        check(&json!("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA"), &ClaimValue::Hidden);
        let key = json!({ "kty": "RSA", "e": "AQAB", "d": "x" });
        let members = vec![("d".to_owned(), ClaimValue::Hidden), ("e".to_owned(), said("AQAB")), ("kty".to_owned(), said("RSA"))];
        check(&key, &ClaimValue::Members(members));
        check(
            &json!({ "pid": 7, "d": null }),
            &ClaimValue::Members(vec![("d".into(), ClaimValue::Nothing), ("pid".into(), ClaimValue::Hidden)]),
        );
        check(&json!({ "14867521349": 1 }), &ClaimValue::Members(vec![("148675*****".into(), ClaimValue::Number("1".into()))]));
        assert_eq!(text(&"å".repeat(3_000)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn names_have_meanings_and_moments() {
        let read = |name: &str, value: Value| claim(name, &value);
        assert_eq!(read("urn:altinn:party:uuid", json!("x")).meaning.as_deref(), Some("urn_altinn_party_uuid"));
        assert_eq!(read("no_such", json!("x")).meaning, None);
        assert!(read("exp", json!("1793000000")).value == read("exp", json!(1_793_000_000)).value);
        assert!(matches!(read("exp", json!(1_793_000_000)).value, ClaimValue::Moment(_)));
        for odd in [json!(1_793_000_000_000_000_u64), json!(1.5), json!("soon"), json!([1]), json!(-62_167_219_201_i64)] {
            assert!(!matches!(read("exp", odd).value, ClaimValue::Moment(_)));
        }
        assert!(read("pid", json!("1486752134 9")).value == ClaimValue::Hidden);
        assert!(read("x5c", json!(["MIIE", "MIIF"])).value == ClaimValue::Certificates(2));
    }
}
