//! Reads a public key and refuses what Digdir refuses (maskinporten.md 8, "Things a simulator must reject" 24).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;
use serde_json::{Map, Value, json};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::{Refusal, RegisteredKey};
use crate::jose::{self, Algorithm};

const SMALLEST: usize = 2048;
const REQUIRED_MEMBERS: [&str; 3] = ["kid", "alg", "use"];
const KEPT_MEMBERS: [&str; 7] = ["kty", "n", "e", "kid", "alg", "use", "x5c"];

/// The key that a person pasted. One in PEM gets a key id of the portal's own.
pub(crate) fn read_text(text: &str, now: i64) -> Result<RegisteredKey, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::new("key_empty"));
    }
    if text.contains("PRIVATE KEY-----") {
        return Err(Refusal::new("key_private"));
    }
    if text.starts_with("-----BEGIN") {
        return Ok(registered(from_pem(text)?, now));
    }
    read_jwk(&serde_json::from_str(text).map_err(|_| Refusal::new("key_unreadable"))?, now)
}

/// The key that a JWK describes.
pub(crate) fn read_jwk(jwk: &Value, now: i64) -> Result<RegisteredKey, Refusal> {
    Ok(registered(from_json(jwk)?, now))
}

fn registered(jwk: Value, now: i64) -> RegisteredKey {
    let kid = jwk.get("kid").and_then(Value::as_str).unwrap_or_default().to_owned();
    RegisteredKey { kid, jwk, uploaded: now }
}

fn from_pem(text: &str) -> Result<Value, Refusal> {
    if text.contains("BEGIN CERTIFICATE") {
        return Err(Refusal::new("key_certificate"));
    }
    // The PEM reader wants LF or CRLF alone; a browser's text area sends CRLF.
    let key = RsaPublicKey::from_public_key_pem(&text.replace("\r\n", "\n")).map_err(|_| Refusal::new("key_unreadable"))?;
    check_size(&key)?;
    let (n, e) = (jose::encode(key.n().to_bytes_be()), jose::encode(key.e().to_bytes_be()));
    let kid = uuid::Uuid::new_v4().to_string();
    Ok(json!({ "kty": "RSA", "use": "sig", "kid": kid, "n": n, "e": e }))
}

fn from_json(value: &Value) -> Result<Value, Refusal> {
    let jwk = value.as_object().filter(|jwk| !jwk.contains_key("keys")).ok_or_else(|| Refusal::new("key_set"))?;
    if jose::PRIVATE_MEMBERS.iter().any(|member| jwk.contains_key(*member)) {
        return Err(Refusal::new("key_private"));
    }
    let member = |name: &str| jwk.get(name).and_then(Value::as_str).unwrap_or_default();
    if member("kty") != "RSA" {
        return Err(Refusal::new("key_not_rsa"));
    }
    if let Some(missing) = REQUIRED_MEMBERS.iter().find(|name| member(name).is_empty()) {
        return Err(Refusal::of("key_missing", *missing));
    }
    if member("use") != "sig" {
        return Err(Refusal::new("key_use"));
    }
    if Algorithm::named(member("alg")).is_none() {
        return Err(Refusal::new("key_alg"));
    }
    if !member("kid").bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)) {
        return Err(Refusal::new("key_kid"));
    }
    let key = jose::public_key(value).map_err(|_| Refusal::new("key_unreadable"))?;
    check_size(&key)?;
    check_certificate(jwk, &key)?;
    Ok(jwk.iter().filter(|(name, _)| KEPT_MEMBERS.contains(&name.as_str())).map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn check_size(key: &RsaPublicKey) -> Result<(), Refusal> {
    if key.n().bits() < SMALLEST { Err(Refusal::new("key_small")) } else { Ok(()) }
}

/// RFC 7517 §4.7: the key in the first certificate must be the JWK's.
fn check_certificate(jwk: &Map<String, Value>, key: &RsaPublicKey) -> Result<(), Refusal> {
    let Some(x5c) = jwk.get("x5c") else { return Ok(()) };
    let leaf = x5c.get(0).and_then(Value::as_str).and_then(|text| STANDARD.decode(text).ok()).unwrap_or_default();
    let certified = X509Certificate::from_der(&leaf)
        .ok()
        .and_then(|(_, certificate)| RsaPublicKey::from_public_key_der(certificate.public_key().raw).ok());
    if certified.as_ref() == Some(key) { Ok(()) } else { Err(Refusal::new("key_x5c")) }
}
