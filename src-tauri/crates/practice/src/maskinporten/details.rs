//! Rich authorization details of a grant (maskinporten.md 7.4, 7.5). The town has no system users or consents yet.

use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::jose::Jws;

const SYSTEM_USER: &str = "urn:altinn:systemuser";
const CONSENT: &str = "urn:altinn:consent";
pub(super) const TYPES: [&str; 2] = [SYSTEM_USER, CONSENT];
const SYSTEM_USER_MEMBERS: [&str; 3] = ["type", "systemuser_org", "externalRef"];
const CONSENT_MEMBERS: [&str; 3] = ["type", "id", "from"];

pub(super) fn check(jws: &Jws<'_>) -> Result<(), Refusal> {
    let Some(details) = jws.claims.get("authorization_details") else { return Ok(()) };
    let details: Option<Vec<_>> = details.as_array().and_then(|list| list.iter().map(Value::as_object).collect());
    let details = details.filter(|list| !list.is_empty()).ok_or_else(unknown_type)?;
    for detail in &details {
        let known = known_members(detail).ok_or_else(unknown_type)?;
        if let Some(member) = detail.keys().find(|member| !known.contains(&member.as_str())) {
            return Err(refusal("MP-302", format!("Unknown fields in the authorization details: {member}")));
        }
    }
    let text = "Invalid authorization details values. No matching system user was found in Altinn";
    Err(Refusal::details("invalid_altinn_customer_configuration", "MP-303", text))
}

fn known_members(detail: &Map<String, Value>) -> Option<[&'static str; 3]> {
    match detail.get("type").and_then(Value::as_str)? {
        SYSTEM_USER => Some(SYSTEM_USER_MEMBERS),
        CONSENT => Some(CONSENT_MEMBERS),
        _ => None,
    }
}

fn unknown_type() -> Refusal {
    refusal("MP-301", "Unknown authorization details type".to_owned())
}

fn refusal(code: &'static str, text: String) -> Refusal {
    Refusal::details("invalid_authorization_details", code, text)
}
