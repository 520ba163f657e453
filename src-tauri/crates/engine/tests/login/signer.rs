//! What the provider signs with: keys of its own, each algorithm that a client may be tempted by.

use std::sync::OnceLock;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::{KeySize, PrivateKey, SigningAlgorithm};
use serde_json::{Value, json};

use crate::Outcome;

/// Ids of the keys there are; every other id signs with the first.
pub(crate) const FIRST: &str = "first";
pub(crate) const SECOND: &str = "second";

/// A compact JWS as its header says: by the key that it names, with the algorithm that it names.
pub(crate) fn sign(header: &Value, claims: &Value) -> Outcome<String> {
    sign_with(header["kid"].as_str().unwrap_or_default(), header, claims)
}

/// The same by another key than the header names.
pub(crate) fn sign_with(kid: &str, header: &Value, claims: &Value) -> Outcome<String> {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = signature(pair(kid)?, header, message.as_bytes())?;
    Ok(format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
}

/// What a token claims.
pub(crate) fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).and_then(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
    serde_json::from_slice(&part.unwrap_or_default()).unwrap_or_default()
}

fn signature(key: &PrivateKey, header: &Value, message: &[u8]) -> Outcome<Vec<u8>> {
    Ok(match header["alg"].as_str().unwrap_or_default() {
        "none" => Vec::new(),
        // The attack of RFC 8725 §2.1: what everybody can read, used as if it were shared with us alone.
        "HS256" => hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.facts()?.pem().as_bytes()), message).as_ref().to_vec(),
        "ES256" => {
            let random = SystemRandom::new();
            let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)?;
            let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref()).map_err(|error| error.to_string())?;
            key.sign(&random, message)?.as_ref().to_vec()
        }
        other => key.sign(SigningAlgorithm::named(other).unwrap_or_default(), message)?,
    })
}

/// As it is published.
pub(crate) fn jwk(kid: &str) -> Outcome<Value> {
    let mut jwk = pair(kid)?.facts()?.jwk(&FIRST.parse()?, SigningAlgorithm::Rs256);
    jwk["kid"] = json!(kid);
    Ok(jwk)
}

/// Made once, since making one is slow.
fn pair(kid: &str) -> Outcome<&'static PrivateKey> {
    static PAIRS: [OnceLock<Option<PrivateKey>>; 2] = [const { OnceLock::new() }; 2];
    let [first, second] = &PAIRS;
    let pair = if kid == SECOND { second } else { first };
    pair.get_or_init(|| PrivateKey::make(KeySize::Rsa2048).ok()).as_ref().ok_or_else(|| "no key could be made".into())
}
