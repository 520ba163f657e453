//! The access token with the answer around it (maskinporten.md 5, 6).

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::scopes::Granted;
use super::signer::Signer;
use crate::jose::Jws;
use crate::keys::KeyName;
use crate::registration::Client;
use crate::world::World;

/// Everything that was found out about the grant.
pub(super) struct Judged<'a> {
    pub(super) client: &'a Client,
    pub(super) signer: &'a Signer,
    pub(super) granted: Granted,
    /// The claim `authorization_details`.
    pub(super) details: Option<Value>,
    pub(super) jws: &'a Jws<'a>,
}

pub(super) async fn issue(world: &World, judged: Judged<'_>) -> Result<Value, Refusal> {
    let Judged { client, signer, granted, details, jws } = judged;
    let now = world.clock.now();
    let lifetime = i64::from(client.lifetimes.access);
    let scope = granted.scopes.join(" ");
    let mut claims = json!({
        "iss": world.addresses.maskinporten,
        "client_id": client.id,
        "client_amr": signer.method,
        "consumer": organisation(&granted.consumer),
        "scope": scope,
        "token_type": "Bearer",
        "iat": now,
        "exp": now + lifetime,
        "jti": uuid::Uuid::new_v4().to_string(),
    });
    if granted.delegated {
        claims["supplier"] = organisation(&client.organisation);
        claims["delegation_source"] = json!(world.delegation_source());
    }
    if let Some(resource) = jws.claims.get("resource") {
        claims["aud"] = resource.clone();
    }
    if let Some(person) = jws.text("pid") {
        claims["pid"] = json!(person);
    }
    if let Some(details) = details {
        claims["authorization_details"] = details;
    }
    let key = world.keys.key(KeyName::Maskinporten).await?;
    let token = key.sign(&Value::Null, &claims).map_err(crate::PracticeError::from)?;
    Ok(json!({ "access_token": token, "token_type": "Bearer", "expires_in": lifetime, "scope": scope }))
}

/// ISO 6523.
fn organisation(number: &str) -> Value {
    json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") })
}
