//! The access token with the answer around it (maskinporten.md 5, 6).

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::signer::Signer;
use crate::jose::Jws;
use crate::keys::KeyName;
use crate::registration::Client;
use crate::world::World;

pub(super) async fn issue(world: &World, client: &Client, signer: &Signer, scopes: &[String], jws: &Jws<'_>) -> Result<Value, Refusal> {
    let now = world.clock.now();
    let lifetime = i64::from(client.lifetimes.access);
    let scope = scopes.join(" ");
    let mut claims = json!({
        "iss": world.addresses.maskinporten,
        "client_id": client.id,
        "client_amr": signer.method,
        "consumer": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{}", client.organisation) },
        "scope": scope,
        "token_type": "Bearer",
        "iat": now,
        "exp": now + lifetime,
        "jti": uuid::Uuid::new_v4().to_string(),
    });
    if let Some(resource) = jws.claims.get("resource") {
        claims["aud"] = resource.clone();
    }
    if let Some(person) = jws.text("pid") {
        claims["pid"] = json!(person);
    }
    let key = world.keys.key(KeyName::Maskinporten).await?;
    let token = key.sign(&Value::Null, &claims).map_err(crate::PracticeError::from)?;
    Ok(json!({ "access_token": token, "token_type": "Bearer", "expires_in": lifetime, "scope": scope }))
}
