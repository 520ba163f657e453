//! How a client proves itself at the endpoints that it calls directly: idporten.md 2.3, 7.2.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::idporten::IdPorten;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::jose::{self, Algorithm, Jws};
use crate::registration::{Authentication, Client, KEY_LIFETIME, RegisteredKey, SECRET_LIFETIME};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const LONGEST_ASSERTION: i64 = 120;
/// How far the client's clock may be off.
const SKEW: i64 = 10;

/// An active client that may log people in here.
pub(super) fn login_client(app: &IdPorten, id: &str) -> Option<Client> {
    app.world.store.client(id).filter(|client| client.active && app.provider.serves(client.kind))
}

/// Finds out which client is calling.
pub(super) fn authenticate(app: &IdPorten, parameters: &Parameters, headers: &HeaderMap) -> Result<Client, Refusal> {
    let basic = basic(headers)?;
    let shown = [
        basic.is_some().then_some(Authentication::ClientSecretBasic),
        parameters.text("client_secret").map(|_| Authentication::ClientSecretPost),
        parameters.text("client_assertion").map(|_| Authentication::PrivateKeyJwt),
    ];
    let mut shown = shown.into_iter().flatten();
    let method = shown.next().unwrap_or(Authentication::None);
    if shown.next().is_some() {
        return Err(Refusal::invalid_request("More than one way of client authentication"));
    }
    let id = match &basic {
        Some((id, _)) => id,
        None => parameters.text("client_id").ok_or_else(|| Refusal::invalid_client("Missing client_id parameter"))?,
    };
    if parameters.text("client_id").is_some_and(|named| named != id) {
        return Err(Refusal::invalid_client("The client_id differs from the authenticated client"));
    }
    let client = login_client(app, id).ok_or_else(|| Refusal::invalid_client("Unknown or inactive client"))?;
    let registered = client.login.authentication;
    if method == Authentication::None && registered != method {
        return Err(Refusal::invalid_client("No client authentication included"));
    }
    if method != registered {
        return Err(Refusal::invalid_client(format!("The client is registered with {}", registered.name())));
    }
    match method {
        Authentication::None => {}
        Authentication::PrivateKeyJwt => check_assertion(app, parameters, &client)?,
        Authentication::ClientSecretBasic | Authentication::ClientSecretPost => {
            let secret = basic.as_ref().map(|(_, secret)| secret.as_str()).or_else(|| parameters.text("client_secret"));
            check_secret(secret.unwrap_or_default(), &client, app.world.clock.now())?;
        }
    }
    Ok(client)
}

/// RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, Refusal> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let malformed = || Refusal::invalid_client("Malformed Authorization header");
    let (scheme, encoded) = header.to_str().ok().and_then(|header| header.split_once(' ')).ok_or_else(malformed)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(malformed());
    }
    let joined = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(malformed)?;
    let (id, secret) = joined.split_once(':').ok_or_else(malformed)?;
    let decoded = |text: &str| url::form_urlencoded::parse(text.as_bytes()).map(|(text, _)| text.into_owned()).collect();
    Ok(Some((decoded(id), decoded(secret))))
}

fn check_secret(shown: &str, client: &Client, now: i64) -> Result<(), Refusal> {
    match &client.login.secret {
        Some(secret) if secret.value == shown && now - secret.made < SECRET_LIFETIME => Ok(()),
        Some(secret) if secret.value == shown => Err(Refusal::invalid_client("The client secret has expired")),
        _ => Err(Refusal::invalid_client("Wrong client secret")),
    }
}

fn check_assertion(app: &IdPorten, parameters: &Parameters, client: &Client) -> Result<(), Refusal> {
    let refused = |why: &str| Refusal::invalid_client(format!("Invalid client assertion: {why}"));
    if parameters.text("client_assertion_type") != Some(ASSERTION_TYPE) {
        return Err(refused("unknown client_assertion_type"));
    }
    let jws = Jws::parse(parameters.required("client_assertion")?).map_err(|_| refused("not a JWT"))?;
    let now = app.world.clock.now();
    check_signature(&jws, client.spread_keys(now, app.world.propagation()), now).map_err(refused)?;
    if jws.text("iss") != Some(&client.id) || jws.text("sub") != Some(&client.id) {
        return Err(refused("iss and sub must be the client_id"));
    }
    if jws.text("aud") != Some(app.issuer()) {
        return Err(refused("aud must be the issuer, as one string"));
    }
    let time = |claim| jws.claims.get(claim).and_then(Value::as_i64);
    let (Some(iat), Some(exp)) = (time("iat"), time("exp")) else { return Err(refused("iat and exp are required")) };
    if exp <= now - SKEW || iat > now + SKEW {
        return Err(refused("expired or not yet valid"));
    }
    if exp - iat > LONGEST_ASSERTION || exp <= iat {
        return Err(refused("exp may be at most 120 seconds after iat"));
    }
    let jti = jws.text("jti").filter(|jti| !jti.is_empty()).ok_or_else(|| refused("jti is required"))?;
    match app.assertions.put(&format!("{} {jti}", client.id), (), exp + SKEW + 1, now) {
        true => Ok(()),
        false => Err(refused("jti was used before")),
    }
}

fn check_signature(jws: &Jws<'_>, keys: &[RegisteredKey], now: i64) -> Result<(), &'static str> {
    if jws.header_text("alg") != Some("RS256") {
        return Err("alg must be RS256");
    }
    let kid = jws.header_text("kid").ok_or("kid is required")?;
    let registered = keys.iter().find(|key| key.kid == kid).ok_or("unknown kid")?;
    if now - registered.uploaded >= KEY_LIFETIME {
        return Err("the key is older than one year");
    }
    let key = jose::public_key(&registered.jwk).map_err(|_| "the registered key cannot be read")?;
    match jws.is_signed_by(&key, Algorithm::Rs256) {
        true => Ok(()),
        false => Err("wrong signature"),
    }
}
