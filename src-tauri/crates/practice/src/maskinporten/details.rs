//! Rich authorization details of a grant (maskinporten.md 7.4, 7.5).

use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::Fault;
use crate::jose::Jws;
use crate::registration::Client;
use crate::systems::Wanted;
use crate::world::World;

const SYSTEM_USER: &str = "urn:altinn:systemuser";
const CONSENT: &str = "urn:altinn:consent";
pub(super) const TYPES: [&str; 2] = [SYSTEM_USER, CONSENT];
const SYSTEM_USER_MEMBERS: [&str; 3] = ["type", "systemuser_org", "externalRef"];
const ORGANISATION_MEMBERS: [&str; 2] = ["authority", "ID"];
const CONSENT_MEMBERS: [&str; 3] = ["type", "id", "from"];
const AUTHORITY: &str = "iso6523-actorid-upis";

type Detail = Map<String, Value>;

/// The claim of the token, where the grant has one.
pub(super) fn check(world: &World, client: &Client, jws: &Jws<'_>) -> Result<Option<Value>, Refusal> {
    let Some(details) = jws.claims.get("authorization_details") else { return Ok(None) };
    let on = |fault| world.faults.is_on(fault);
    if on(Fault::DetailsType) {
        return Err(unknown_type());
    }
    if on(Fault::DetailsFields) {
        return Err(unknown_member("systemuserorg"));
    }
    let details: Option<Vec<_>> = details.as_array().and_then(|list| list.iter().map(Value::as_object).collect());
    let details = details.filter(|list| !list.is_empty()).ok_or_else(unknown_type)?;
    details.iter().try_for_each(|detail| check_members(detail))?;
    match details.as_slice() {
        // The town knows no consents.
        [detail] if kind(detail) == Some(SYSTEM_USER) && !on(Fault::NoSystemUser) => system_user(world, client, detail).map(Some),
        _ => Err(no_match()),
    }
}

fn kind(detail: &Detail) -> Option<&str> {
    detail.get("type").and_then(Value::as_str)
}

fn check_members(detail: &Detail) -> Result<(), Refusal> {
    let known = match kind(detail) {
        Some(SYSTEM_USER) => SYSTEM_USER_MEMBERS,
        Some(CONSENT) => CONSENT_MEMBERS,
        _ => return Err(unknown_type()),
    };
    let organisation = detail.get("systemuser_org").and_then(Value::as_object);
    let inner = organisation.into_iter().flat_map(Map::keys).find(|member| !ORGANISATION_MEMBERS.contains(&member.as_str()));
    match detail.keys().find(|member| !known.contains(&member.as_str())).or(inner) {
        Some(member) => Err(unknown_member(member)),
        None => Ok(()),
    }
}

/// Without a reference it is the one whose request had none: Altinn has put the owner's number there.
fn system_user(world: &World, client: &Client, detail: &Detail) -> Result<Value, Refusal> {
    let owner = detail.get("systemuser_org").and_then(owner).ok_or_else(no_match)?;
    let external_ref = detail.get("externalRef").map_or(Some(owner), Value::as_str).ok_or_else(no_match)?;
    let wanted = Wanted { client_id: &client.id, vendor: &client.organisation, owner, external_ref };
    let found = world.system_user(&wanted).ok_or_else(no_match)?;
    Ok(json!([{
        "type": SYSTEM_USER,
        "systemuser_id": [found.id],
        "systemuser_org": { "authority": AUTHORITY, "ID": format!("0192:{owner}") },
        "system_id": found.system,
    }]))
}

/// `0192:` with nine digits.
fn owner(organisation: &Value) -> Option<&str> {
    let number = organisation.get("ID")?.as_str()?.strip_prefix("0192:")?;
    let nine = number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit());
    (nine && organisation.get("authority")?.as_str()? == AUTHORITY).then_some(number)
}

fn unknown_type() -> Refusal {
    refusal("MP-301", "Unknown authorization details type".to_owned())
}

fn unknown_member(member: &str) -> Refusal {
    refusal("MP-302", format!("Unknown fields in the authorization details: {member}"))
}

/// Whatever does not fit: Maskinporten does not say what.
fn no_match() -> Refusal {
    let text = "Invalid authorization details values. No matching system user was found in Altinn";
    Refusal::details("invalid_altinn_customer_configuration", "MP-303", text)
}

fn refusal(code: &'static str, text: String) -> Refusal {
    Refusal::details("invalid_authorization_details", code, text)
}
