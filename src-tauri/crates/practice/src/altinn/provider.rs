//! What Altinn demands of a token from Maskinporten or ID-porten: altinn.md 2.3.

use axum::http::HeaderMap;
use rsa::RsaPublicKey;
use serde_json::{Map, Value, json};

use crate::Fault;
use crate::altinn::refusal::Refusal;
use crate::jose::{Algorithm, Jws};
use crate::keys::KeyName;
use crate::town::Person;
use crate::world::World;

/// How long after its end a token is still taken for valid.
pub(super) const SKEW: i64 = 10;
const ENTERPRISE_USER: &str = "x-altinn-enterpriseuser-authentication";
/// Who may call in the test ministry's name.
const DIGDIR: &str = "digdir";
const TEST_OWNER: &str = "ttd";
/// Scopes that count as Altinn's although another owner has them.
const PARTNER_SCOPES: [&str; 3] =
    ["skatteetaten:formueinntekt/skattemelding", "skatteetaten:mvameldinginnsending", "skatteetaten:mvameldingvalidering"];

/// Who gave the caller its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Provider {
    Maskinporten,
    IdPorten,
    Studio,
}

impl Provider {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "maskinporten" => Some(Self::Maskinporten),
            "id-porten" => Some(Self::IdPorten),
            "altinnstudio" => Some(Self::Studio),
            _ => None,
        }
    }

    /// The claims that Altinn adds. Everything that goes wrong inside is a 401, even when the token is good.
    pub(super) async fn claims(self, world: &World, jws: &Jws<'_>, headers: &HeaderMap, test: bool) -> Result<Map<String, Value>, Refusal> {
        if world.faults.is_on(Fault::Exchange401) || world.faults.strikes(Fault::Exchange401Once, 1) {
            return Err(Refusal::Token);
        }
        if world.faults.is_on(Fault::Exchange403) {
            return Err(Refusal::Forbidden);
        }
        let key = match self {
            Self::Maskinporten => KeyName::Maskinporten,
            Self::IdPorten => KeyName::IdPorten,
            // Nobody in the town develops in Altinn Studio.
            Self::Studio => return Err(Refusal::Token),
        };
        let key = world.keys.key(key).await.map_err(|_| Refusal::Token)?;
        if !is_valid(jws, &key.public(), world.clock.now()) || world.faults.is_on(Fault::PartyRegisterDown) {
            return Err(Refusal::Token);
        }
        match self {
            Self::Maskinporten => organisation(world, jws, headers, test),
            _ => person(world, jws),
        }
    }
}

/// Signature, then lifetime. The audience is not checked.
pub(crate) fn is_valid(jws: &Jws<'_>, key: &RsaPublicKey, now: i64) -> bool {
    let exp = jws.claims.get("exp").and_then(Value::as_i64);
    jws.header_text("alg") == Some("RS256") && jws.is_signed_by(key, Algorithm::Rs256) && exp.is_some_and(|exp| exp + SKEW > now)
}

fn organisation(world: &World, jws: &Jws<'_>, headers: &HeaderMap, test: bool) -> Result<Map<String, Value>, Refusal> {
    let discovery = format!("{}.well-known/oauth-authorization-server", world.addresses.maskinporten);
    if !jws.text("iss").is_some_and(|iss| !iss.is_empty() && discovery.contains(iss)) {
        return Err(Refusal::Token);
    }
    let number = jws.claims.get("consumer").and_then(consumer).ok_or(Refusal::Token)?;
    if headers.get(ENTERPRISE_USER).is_some_and(|value| !value.is_empty()) {
        return Err(Refusal::EnterpriseUser);
    }
    let mut claims = json!({
        "urn:altinn:orgNumber": number,
        "urn:altinn:authenticatemethod": "maskinporten",
        "urn:altinn:authlevel": 3,
    });
    if let Some(owner) = service_owner(world, jws, number) {
        claims["urn:altinn:org"] = if test && owner == DIGDIR { TEST_OWNER } else { owner }.into();
    }
    object(claims)
}

/// The code of the service owner that calls as one.
fn service_owner(world: &World, jws: &Jws<'_>, number: &str) -> Option<&'static str> {
    let mut scopes = jws.text("scope").unwrap_or_default().split(' ');
    let owner = world.town.service_owners().iter().find(|owner| owner.number == number)?;
    scopes.any(|scope| scope.starts_with("altinn:serviceowner")).then_some(owner.code)
}

/// The number in an ISO 6523 identifier.
pub(crate) fn consumer(claim: &Value) -> Option<&str> {
    let (_, number) = claim.get("ID").and_then(Value::as_str)?.split_once(':')?;
    (claim.get("authority").and_then(Value::as_str) == Some("iso6523-actorid-upis") && !number.is_empty()).then_some(number)
}

/// The issuer is not checked; an ID token has no scope and ends at the first question.
fn person(world: &World, jws: &Jws<'_>) -> Result<Map<String, Value>, Refusal> {
    let mut scopes = jws.text("scope").unwrap_or_default().split(' ');
    if !scopes.any(|scope| scope.starts_with("altinn:") || PARTNER_SCOPES.contains(&scope)) {
        return Err(Refusal::Forbidden);
    }
    let (Some(pid), Some(acr)) = (jws.text("pid"), jws.text("acr")) else { return Err(Refusal::Token) };
    let person = world.town.person(pid).filter(|person| person.known_in_altinn).ok_or(Refusal::Token)?;
    let method = jws.claims.get("amr").and_then(|amr| amr.get(0)).and_then(Value::as_str).unwrap_or("NotDefined");
    object(json!({
        "nameid": person.user_id.to_string(),
        "urn:altinn:userid": person.user_id.to_string(),
        "urn:altinn:username": username(person),
        "urn:altinn:partyid": person.party_id,
        "urn:altinn:party:uuid": person.party_uuid,
        "urn:altinn:authenticatemethod": method,
        "urn:altinn:authlevel": level(acr),
    }))
}

fn username(person: &Person) -> String {
    format!("practice-{}", person.user_id)
}

/// Retired names end in the level.
pub(crate) fn level(acr: &str) -> u32 {
    match acr {
        "idporten-loa-low" => 0,
        "idporten-loa-substantial" => 3,
        "idporten-loa-high" => 4,
        other => other.chars().last().and_then(|last| last.to_digit(10)).unwrap_or(0),
    }
}

fn object(claims: Value) -> Result<Map<String, Value>, Refusal> {
    match claims {
        Value::Object(claims) => Ok(claims),
        _ => Err(Refusal::Token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_altinns_numbers() {
        for (acr, expected) in [
            ("idporten-loa-low", 0),
            ("idporten-loa-substantial", 3),
            ("idporten-loa-high", 4),
            ("Level3", 3),
            ("Level4", 4),
            ("selfregistered-email", 0),
        ] {
            assert_eq!(level(acr), expected, "{acr}");
        }
    }

    #[test]
    fn a_consumer_has_authority_and_number() {
        let claim = |authority: &str, id: &str| json!({ "authority": authority, "ID": id });
        assert_eq!(consumer(&claim("iso6523-actorid-upis", "0192:315000106")), Some("315000106"));
        for wrong in [claim("other", "0192:315000106"), claim("iso6523-actorid-upis", "315000106"), json!("0192:315000106"), json!({})] {
            assert_eq!(consumer(&wrong), None, "{wrong}");
        }
    }
}
