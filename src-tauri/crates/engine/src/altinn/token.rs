//! A token of Altinn's, and what it says about itself (altinn.md 2.2, 2.4).

use serde_json::{Map, Value};
use time::{Duration, OffsetDateTime};

use crate::jose;
use crate::ports::Ports;
use crate::secret::Secret;

/// It is renewed so long before its end (altinn.md, checklist 8).
const MARGIN: Duration = Duration::seconds(60);

/// A token of Altinn's.
#[derive(Debug)]
pub struct AltinnToken {
    /// The token itself.
    pub secret: Secret<String>,
    /// By this computer's clock, as far as it is known to differ from Altinn's.
    pub expires_at: OffsetDateTime,
    /// What it says about itself.
    pub facts: AltinnFacts,
}

impl AltinnToken {
    /// Whether it is time for another, so that none ends on its way.
    #[must_use]
    pub fn is_nearly_over(&self, ports: &Ports) -> bool {
        self.expires_at - MARGIN <= ports.clock.now()
    }
}

/// What a token of Altinn's says about itself; for display.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AltinnFacts {
    /// `iss`.
    pub issuer: Option<String>,
    /// `urn:altinn:orgNumber`, nine digits; machines only.
    pub organisation: Option<String>,
    /// `urn:altinn:org`, the code of a service owner.
    pub service_owner: Option<String>,
    /// `urn:altinn:userid`; persons only.
    pub user_id: Option<String>,
    /// `urn:altinn:partyid`; persons only.
    pub party_id: Option<i64>,
    /// `urn:altinn:party:uuid`; persons only.
    pub party_uuid: Option<String>,
    /// `urn:altinn:authlevel`.
    pub level: Option<i64>,
    /// `urn:altinn:authenticatemethod`.
    pub method: Option<String>,
    /// `scope`, kept from the original.
    pub scopes: Vec<String>,
    /// `authorization_details`, kept from the original.
    pub system_user: Option<SystemUserFacts>,
}

/// The system user that a token acts as (maskinporten.md 7.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemUserFacts {
    /// `systemuser_id`.
    pub id: String,
    /// `system_id`.
    pub system: Option<String>,
    /// `systemuser_org`: nine digits of its owner.
    pub owner: Option<String>,
}

impl AltinnFacts {
    fn of(claims: &Map<String, Value>) -> Self {
        let text = |name: &str| match claims.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Self {
            issuer: text("iss"),
            organisation: text("urn:altinn:orgNumber"),
            service_owner: text("urn:altinn:org"),
            user_id: text("urn:altinn:userid").or_else(|| text("nameid")),
            party_id: number(claims, "urn:altinn:partyid"),
            party_uuid: text("urn:altinn:party:uuid"),
            level: number(claims, "urn:altinn:authlevel"),
            method: text("urn:altinn:authenticatemethod"),
            scopes: text("scope").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            system_user: claims.get("authorization_details").and_then(SystemUserFacts::of),
        }
    }
}

impl SystemUserFacts {
    /// The details are an array, an object, or either in a text; the id is an array or the one of it.
    pub(crate) fn of(details: &Value) -> Option<Self> {
        match details {
            Value::Array(all) => all.iter().find_map(Self::of),
            Value::String(text) => match serde_json::from_str(text).ok()? {
                Value::String(_) => None,
                held => Self::of(&held),
            },
            Value::Object(members) => {
                let id = members.get("systemuser_id")?;
                let id = id.as_str().or_else(|| id.as_array()?.first()?.as_str())?.to_owned();
                let system = members.get("system_id").and_then(Value::as_str).map(str::to_owned);
                let owner = members.get("systemuser_org").and_then(|owner| owner.get("ID").or_else(|| owner.get("id")));
                let owner = owner.and_then(Value::as_str).map(|owner| owner.rsplit(':').next().unwrap_or(owner).to_owned());
                Some(Self { id, system, owner })
            }
            _ => None,
        }
    }
}

/// The body is the token, raw or as a JSON string.
pub(super) fn read(body: &Secret<String>) -> Option<AltinnToken> {
    // EXPOSE: white space and quotes are taken off into another secret.
    let trimmed = body.expose().trim();
    let bare = trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(trimmed);
    let secret = Secret::new(bare.to_owned());
    jose::header_unverified(&secret)?;
    let claims = jose::claims_unverified(&secret)?;
    let expires_at = OffsetDateTime::from_unix_timestamp(number(&claims, "exp")?).ok()?;
    Some(AltinnToken { secret, expires_at, facts: AltinnFacts::of(&claims) })
}

/// The same claim is a number in one path and a string in another.
pub(super) fn number(claims: &Map<String, Value>, name: &str) -> Option<i64> {
    let claim = claims.get(name)?;
    claim.as_i64().or_else(|| claim.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::altinn::exchange::tests::jwt;

    #[test]
    fn a_token_is_read_raw_or_in_quotes() {
        let jwt = jwt(&json!({ "exp": "1793000000", "urn:altinn:orgNumber": "315000106", "urn:altinn:authlevel": 3 }));
        for body in [jwt.clone(), format!("\"{jwt}\""), format!(" {jwt}\r\n")] {
            let token = read(&Secret::new(body.clone()));
            assert_eq!(token.as_ref().map(|token| token.secret.expose()), Some(&jwt), "{body}");
            assert_eq!(token.as_ref().map(|token| token.expires_at.unix_timestamp()), Some(1_793_000_000));
            assert_eq!(token.and_then(|token| token.facts.organisation).as_deref(), Some("315000106"));
        }
        for body in ["", "\"", "<html></html>", "a.b.c", "{}"] {
            assert!(read(&Secret::new(body.to_owned())).is_none(), "{body}");
        }
    }

    /// A person's are numbers in a test token where the platform writes text, and the other way round.
    #[test]
    fn numbers_and_texts_are_the_same() {
        let facts = |claims: Value| read(&Secret::new(jwt(&claims))).map(|token| token.facts);
        let person = |user: Value, party: Value, level: Value| {
            facts(json!({ "exp": 1, "urn:altinn:userid": user, "urn:altinn:partyid": party, "urn:altinn:authlevel": level }))
        };
        let written = person(json!("20100001"), json!(50_200_001), json!(4));
        assert_eq!(written, person(json!(20_100_001), json!("50200001"), json!("4")));
        let written = written.unwrap_or_default();
        assert_eq!((written.user_id.as_deref(), written.party_id, written.level), (Some("20100001"), Some(50_200_001), Some(4)));
    }

    #[test]
    fn a_system_user_is_read_in_each_form() {
        let detail = json!({ "type": "urn:altinn:systemuser", "systemuser_id": ["a545"], "system_id": "312345609_kasse",
                             "systemuser_org": { "authority": "iso6523-actorid-upis", "ID": "0192:311223305" } });
        let mut lower = detail.clone();
        lower["systemuser_org"] = json!({ "id": "0192:311223305" });
        lower["systemuser_id"] = json!("a545");
        for form in [json!([detail]), detail.clone(), json!(detail.to_string()), json!(json!([detail]).to_string()), json!([lower])] {
            let token = read(&Secret::new(jwt(&json!({ "exp": 1, "authorization_details": form }))));
            let user = token.and_then(|token| token.facts.system_user);
            let expected =
                SystemUserFacts { id: "a545".to_owned(), system: Some("312345609_kasse".to_owned()), owner: Some("311223305".to_owned()) };
            assert_eq!(user, Some(expected), "{form}");
        }
    }
}
