//! What an access token says about itself (maskinporten.md 5).

use serde_json::Value;
use time::OffsetDateTime;

use super::OrganisationClaim;
use crate::altinn::SystemUserFacts;
use crate::jose;
use crate::secret::Secret;

/// What a token says about itself; for display, never for deciding who may do what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFacts {
    /// `iss`; none when the token is opaque, which it may become.
    pub issuer: Option<String>,
    /// Who asked.
    pub client_id: Option<String>,
    /// How the client proved itself: `private_key_jwt`, `virksomhetssertifikat`, …
    pub client_amr: Option<String>,
    /// The organisation that the token speaks for, nine digits.
    pub consumer: Option<String>,
    /// The supplier that holds the client, nine digits, for delegated tokens.
    pub supplier: Option<String>,
    /// Scopes that were issued.
    pub scopes: Vec<String>,
    /// `aud`, when it is restricted.
    pub audience: Vec<String>,
    /// `iat`, by Maskinporten's clock.
    pub issued_at: Option<OffsetDateTime>,
    /// `exp`, by Maskinporten's clock.
    pub expires_at: Option<OffsetDateTime>,
    /// `authorization_details`: the system user that it acts as.
    pub system_user: Option<SystemUserFacts>,
    /// The key that Maskinporten signed with.
    pub signing_key: Option<String>,
}

/// Reads a token that is a JWT; one that is opaque says what the answer said.
pub(super) fn read(token: &Secret<String>, scope: Option<&str>) -> TokenFacts {
    let claims = jose::claims_unverified(token).unwrap_or_default();
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let moment = |name: &str| claims.get(name).and_then(Value::as_i64).and_then(numeric_date);
    let organisation = |name: &str| Some(OrganisationClaim::of(claims.get(name)?)?.number_or_id());
    let signing_key = jose::header_unverified(token).and_then(|header| Some(header.get("kid")?.as_str()?.to_owned()));
    let scopes = text("scope").or_else(|| scope.map(str::to_owned)).unwrap_or_default();
    TokenFacts {
        issuer: text("iss"),
        client_id: text("client_id"),
        client_amr: text("client_amr"),
        consumer: organisation("consumer"),
        supplier: organisation("supplier"),
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        audience: audience(claims.get("aud")),
        issued_at: moment("iat"),
        expires_at: moment("exp"),
        system_user: claims.get("authorization_details").and_then(SystemUserFacts::of),
        signing_key,
    }
}

/// RFC 7519 §2 `NumericDate`: a moment of a year that can be written (RFC 3339 §1), so that it can be shown.
pub(crate) fn numeric_date(seconds: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds).ok().filter(|at| at.year() >= 0)
}

/// Older tokens say `unspecified` where there is none.
pub(crate) fn audience(claim: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| value.as_str().filter(|text| *text != "unspecified").map(str::to_owned);
    match claim {
        Some(Value::Array(values)) => values.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
    use serde_json::json;

    use super::*;

    fn token(claims: &Value) -> Secret<String> {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        Secret::new(format!("{}.{}.AAAA", part(&json!({ "alg": "RS256", "kid": "m1" })), part(claims)))
    }

    #[test]
    fn a_token_says_who_asked_for_whom() {
        let claims = json!({
            "iss": "https://test.maskinporten.no/", "client_id": "c", "client_amr": "private_key_jwt", "scope": "a:b c:d",
            "consumer": { "authority": "iso6523-actorid-upis", "ID": "0192:315000106" }, "supplier": { "id": "0192:123456785" },
            "aud": "unspecified", "iat": 1_793_000_000, "exp": 1_793_000_120,
        });
        let facts = read(&token(&claims), Some("ignored"));
        assert_eq!((facts.consumer.as_deref(), facts.supplier.as_deref()), (Some("315000106"), Some("123456785")));
        assert_eq!(facts.scopes, ["a:b", "c:d"]);
        assert!(facts.audience.is_empty());
        assert_eq!(facts.expires_at.map(OffsetDateTime::unix_timestamp), Some(1_793_000_120));
        assert_eq!(facts.signing_key.as_deref(), Some("m1"));
    }

    #[test]
    fn an_opaque_token_says_what_the_answer_said() {
        let facts = read(&Secret::new("opaque".to_owned()), Some("a:b"));
        assert_eq!((facts.issuer, facts.scopes), (None, vec!["a:b".to_owned()]));
    }
}
