//! `private_key_jwt`: an assertion that the client's own key or its owner's enterprise certificate has signed (idporten.md 7.2).

use rsa::RsaPublicKey;
use serde_json::Value;

use crate::enterprise_certificate::{judge, leaf};
use crate::idporten::IdPorten;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::jose::{self, Algorithm, Jws};
use crate::registration::{Client, KEY_LIFETIME, RegisteredKey};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const LONGEST_ASSERTION: i64 = 120;
/// How far the client's clock may be off.
const SKEW: i64 = 10;

/// Checks everything about the assertion; the answer is the access token's `client_amr`.
pub(super) async fn check(app: &IdPorten, parameters: &Parameters, client: &Client) -> Result<&'static str, Refusal> {
    if parameters.text("client_assertion_type") != Some(ASSERTION_TYPE) {
        return Err(refused("unknown client_assertion_type"));
    }
    let jws = Jws::parse(parameters.required("client_assertion")?).map_err(|_| refused("not a JWT"))?;
    if jws.header_text("alg") != Some("RS256") {
        return Err(refused("alg must be RS256"));
    }
    let now = app.world.clock.now();
    let (key, method) = signer(app, &jws, client, now).await?;
    if !jws.is_signed_by(&key, Algorithm::Rs256) {
        return Err(refused("wrong signature"));
    }
    check_claims(app.issuer(), &jws, client, now)?;
    // Remembered for as long as it could be used again.
    let jti = jws.text("jti").filter(|jti| !jti.is_empty()).ok_or_else(|| refused("jti is required"))?;
    match app.assertions.put(&format!("{} {jti}", client.id), (), now + LONGEST_ASSERTION + 2 * SKEW + 1, now) {
        true => Ok(method),
        false => Err(refused("jti was used before")),
    }
}

/// Whose key must have signed, with its name in the access token.
async fn signer(app: &IdPorten, jws: &Jws<'_>, client: &Client, now: i64) -> Result<(RsaPublicKey, &'static str), Refusal> {
    let keys = client.spread_keys(now, app.world.propagation());
    match (jws.header.get("kid"), jws.header.get("x5c")) {
        (Some(_), Some(_)) => Err(refused("both kid and x5c")),
        (Some(kid), None) => Ok((registered(keys, kid, now)?, "private_key_jwt")),
        (None, Some(_)) if !keys.is_empty() => Err(refused("the client has a registered key, so kid is required")),
        (None, Some(x5c)) => Ok((certified(app, x5c, client).await?, "virksomhetssertifikat")),
        (None, None) => Err(refused("neither kid nor x5c")),
    }
}

fn registered(keys: &[RegisteredKey], kid: &Value, now: i64) -> Result<RsaPublicKey, Refusal> {
    let registered = keys.iter().find(|key| kid.as_str() == Some(&key.kid)).ok_or_else(|| refused("unknown kid"))?;
    if now - registered.uploaded >= KEY_LIFETIME {
        return Err(refused("the key is older than one year"));
    }
    jose::public_key(&registered.jwk).map_err(|_| refused("the registered key cannot be read"))
}

async fn certified(app: &IdPorten, x5c: &Value, client: &Client) -> Result<RsaPublicKey, Refusal> {
    let leaf = leaf(x5c).ok_or_else(|| refused("x5c cannot be read"))?;
    let judged = judge(&app.world, &leaf).await.map_err(|error| Refusal::new("server_error", error))?;
    let certificate = judged.ok_or_else(|| refused("the certificate is not accepted"))?;
    match certificate.organisation.as_deref() == Some(client.organisation.as_str()) {
        true => Ok(certificate.key),
        false => Err(refused("the certificate belongs to another organisation than the client")),
    }
}

fn check_claims(issuer: &str, jws: &Jws<'_>, client: &Client, now: i64) -> Result<(), Refusal> {
    if !["iss", "sub"].iter().all(|claim| jws.claims.contains_key(*claim)) {
        return Err(refused("iss and sub are required").with_bad_request());
    }
    if jws.text("iss") != Some(&client.id) || jws.text("sub") != Some(&client.id) {
        return Err(refused("iss and sub must be the client_id"));
    }
    if jws.text("aud") != Some(issuer) {
        return Err(refused("aud must be the issuer, as one string"));
    }
    let time = |claim| jws.claims.get(claim).and_then(Value::as_i64);
    let (Some(iat), Some(exp)) = (time("iat"), time("exp")) else { return Err(refused("iat and exp are required")) };
    if exp <= now - SKEW || iat > now + SKEW {
        return Err(refused("expired or not yet valid"));
    }
    match (1..=LONGEST_ASSERTION).contains(&exp.saturating_sub(iat)) {
        true => Ok(()),
        false => Err(refused("exp may be at most 120 seconds after iat")),
    }
}

fn refused(why: &str) -> Refusal {
    Refusal::invalid_client(format!("Invalid client assertion: {why}"))
}
