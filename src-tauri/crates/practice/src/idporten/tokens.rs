//! Access tokens: idporten.md 10.

use rsa::sha2::{Digest, Sha256};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Fault;
use crate::idporten::client_authentication::Caller;
use crate::idporten::grants::{Authorization, Live};
use crate::idporten::refusal::Refusal;
use crate::idporten::{IdPorten, representation};
use crate::jose::{Algorithm, Jws, encode};
use crate::town::Person;

/// How long after its end a token is still taken for valid.
const SKEW: i64 = 10;

/// The pairwise subject: the same person is another one to another client.
pub(super) fn subject(authorization: &Authorization) -> String {
    pairwise(&authorization.client, authorization.person)
}

pub(super) fn pairwise(client: &str, person: &Person) -> String {
    encode(Sha256::digest(format!("{client}\n{}", person.national_id)))
}

impl IdPorten {
    pub(super) async fn access_token(&self, live: &Live, caller: &Caller, scopes: &[String], key: Option<&str>) -> Result<String, Refusal> {
        let (now, authorization) = (self.world.clock.now(), &live.authorization);
        let jti = Uuid::new_v4().to_string();
        let mut claims = json!({
            "iss": self.issuer(),
            "sub": subject(authorization),
            "pid": authorization.person.national_id,
            "acr": authorization.acr,
            "aud": authorization.resource.as_deref().unwrap_or("unspecified"),
            "client_id": caller.client.id,
            "client_amr": caller.method,
            "consumer": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{}", caller.client.organisation) },
            "scope": scopes.join(" "),
            "iat": now,
            "exp": now + live.access_lifetime(),
            "jti": jti,
        });
        if let Some(key) = key {
            claims["cnf"] = json!({ "jkt": key });
        }
        if let Some(claims) = claims.as_object_mut() {
            representation::tell(claims, authorization);
            if self.world.faults.is_on(Fault::NoPid) {
                claims.remove("pid");
            }
        }
        // Registered before it leaves, so that nobody can show it too early.
        self.grants.note_access(&jti, live, now);
        let key = self.key(self.provider.key()).await?;
        key.sign(&json!({}), &claims).map_err(|error| Refusal::new("server_error", error))
    }

    /// The authorization behind an access token of ours that is neither forged, expired nor revoked, with its claims.
    pub(super) async fn accepted(&self, token: &str) -> Result<Option<(Authorization, Value)>, Refusal> {
        let Ok(jws) = Jws::parse(token) else { return Ok(None) };
        let key = self.key(self.provider.key()).await?;
        let now = self.world.clock.now();
        let in_time = jws.claims.get("exp").and_then(Value::as_i64).is_some_and(|exp| exp + SKEW > now);
        if !in_time || !jws.is_signed_by(&key.public(), Algorithm::Rs256) {
            return Ok(None);
        }
        let authorization = jws.text("jti").and_then(|jti| self.grants.behind(jti, now));
        Ok(authorization.map(|authorization| (authorization, Value::Object(jws.claims.clone()))))
    }
}

/// Given names, family name.
pub(super) fn name(authorization: &Authorization) -> (Option<&'static str>, &'static str) {
    let name = authorization.person.name;
    name.rsplit_once(' ').map_or((None, name), |(given, family)| (Some(given), family))
}
