//! The claims that every grant has (maskinporten.md 3.2, 3.3).

use serde_json::Value;

use super::refusal::Refusal;
use crate::Fault;
use crate::jose::Jws;
use crate::world::World;

const TOLERANCE: i64 = 10;
const LONGEST: i64 = 120;
/// A number of seconds this large is milliseconds.
const MILLISECONDS: i64 = 100_000_000_000;
/// `iss_onbehalfof` is deprecated; practice does not know it.
const DOCUMENTED: [&str; 10] = ["aud", "iss", "iat", "exp", "jti", "scope", "resource", "pid", "consumer_org", "authorization_details"];

/// One string, the issuer byte for byte. While the fault is on it is another environment's.
pub(super) fn check_audience(world: &World, jws: &Jws<'_>) -> Result<(), Refusal> {
    let right = jws.text("aud") == Some(world.addresses.maskinporten.as_str());
    if right && !world.faults.is_on(Fault::WrongAud) {
        return Ok(());
    }
    Err(Refusal::grant("MP-110", "Client authentication failed. Invalid JWT claim aud"))
}

pub(super) fn check_times(world: &World, jws: &Jws<'_>, now: i64) -> Result<(), Refusal> {
    let (issued, expires) = (seconds(jws, "iat")?, seconds(jws, "exp")?);
    if issued - now >= TOLERANCE || world.faults.is_on(Fault::IssuedLater) {
        return Err(Refusal::plain("invalid_grant", "Issue time is after now"));
    }
    if expires <= now || expires <= issued || now - issued >= TOLERANCE || world.faults.is_on(Fault::GrantExpired) {
        return Err(Refusal::grant("MP-130", "JWT is expired"));
    }
    if expires - issued > LONGEST {
        return Err(Refusal::plain("invalid_grant", "Invalid JWT. The lifetime is more than 120 seconds"));
    }
    Ok(())
}

fn seconds(jws: &Jws<'_>, claim: &str) -> Result<i64, Refusal> {
    let number = jws.claims.get(claim).and_then(Value::as_i64);
    number.filter(|number| (0..MILLISECONDS).contains(number)).ok_or_else(|| Refusal::malformed(claim))
}

/// Those that have no code of their own when they are of the wrong kind.
pub(super) fn check_types(jws: &Jws<'_>) -> Result<(), Refusal> {
    let digits =
        |value: &Value, count| value.as_str().is_some_and(|text| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()));
    let right = |claim: &str, value: &Value| match claim {
        "jti" => value.as_str().is_some_and(|text| !text.is_empty()),
        "scope" => value.is_string(),
        "pid" => digits(value, 11),
        "consumer_org" => digits(value, 9),
        "resource" => value.as_array().is_some_and(|uris| !uris.is_empty() && uris.iter().all(is_uri)),
        _ => true,
    };
    match jws.claims.iter().find(|(claim, value)| !right(claim, value)) {
        Some((claim, _)) => Err(Refusal::malformed(claim)),
        None => Ok(()),
    }
}

fn is_uri(value: &Value) -> bool {
    value.as_str().is_some_and(|text| url::Url::parse(text).is_ok())
}

/// Strict as the documentation has it: anything else is refused.
pub(super) fn check_documented(jws: &Jws<'_>) -> Result<(), Refusal> {
    match jws.claims.keys().find(|claim| !DOCUMENTED.contains(&claim.as_str())) {
        Some(claim) => Err(Refusal::malformed(claim)),
        None => Ok(()),
    }
}
