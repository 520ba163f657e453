//! The ID token (idporten.md 9), right or as a fault has it.

use hmac::{Hmac, KeyInit, Mac};
use rsa::pkcs8::{EncodePublicKey, LineEnding};
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

use crate::idporten::grants::Authorization;
use crate::idporten::refusal::Refusal;
use crate::idporten::tokens::{name, subject};
use crate::idporten::{IdPorten, Provider, representation};
use crate::jose::{SigningKey, encode};
use crate::keys::KeyName;
use crate::{Fault, Faults};

const LIFETIME: i64 = 120;
const HOUR: i64 = 60 * 60;
const OTHER_CLIENT: &str = "another-client";

impl IdPorten {
    pub(super) async fn id_token(&self, authorization: &Authorization) -> Result<String, Refusal> {
        let mut claims = self.id_claims(authorization);
        disfigure(&mut claims, &self.world.faults, &self.world.addresses.maskinporten);
        self.seal(&claims).await
    }

    fn id_claims(&self, authorization: &Authorization) -> Value {
        let now = self.world.clock.now();
        let mut claims = json!({
            "iss": self.issuer(),
            "sub": subject(authorization),
            "aud": authorization.client,
            "pid": authorization.person.national_id,
            "acr": authorization.acr,
            "amr": ["TestID"],
            "auth_time": authorization.auth_time,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": Uuid::new_v4().to_string(),
            "locale": authorization.language.tag(),
        });
        set(&mut claims, "nonce", authorization.nonce.as_deref());
        if authorization.has("profile") {
            let (given, family) = name(authorization);
            set(&mut claims, "given_name", given);
            set(&mut claims, "family_name", Some(family));
        }
        if let Some(claims) = claims.as_object_mut() {
            representation::tell(claims, authorization);
            if self.provider == Provider::Ansattporten {
                representation::introduce(claims, authorization);
            }
        }
        claims
    }

    async fn seal(&self, claims: &Value) -> Result<String, Refusal> {
        let faults = &self.world.faults;
        let next = faults.is_on(Fault::KeyRotation);
        let published = self.key(if next { KeyName::IdPortenNext } else { self.provider.key() }).await?;
        let sealed = if faults.is_on(Fault::AlgNone) {
            return Ok(format!("{}.", unsigned("none", published.kid(), claims)));
        } else if faults.is_on(Fault::AlgHs256) {
            return authenticated(&published, claims);
        } else if faults.is_on(Fault::IdTokenOtherKey) {
            // Under the published name, so that only the signature gives it away.
            self.key(KeyName::IdPortenUnpublished).await?.sign(&json!({ "kid": published.kid() }), claims)
        } else if faults.is_on(Fault::UnpublishedKid) {
            self.key(KeyName::IdPortenUnpublished).await?.sign(&json!({}), claims)
        } else {
            published.sign(&json!({}), claims)
        };
        sealed.map_err(|error| Refusal::new("server_error", error))
    }
}

/// What each fault makes of a claim; null takes it away. A claim that is not there stays away.
fn disfigure(claims: &mut Value, faults: &Faults, other_issuer: &str) {
    let (client, now) = (claims["aud"].clone(), claims["iat"].as_i64().unwrap_or_default());
    let disfigured = [
        (Fault::BrokenNonce, "nonce", json!(Uuid::new_v4().simple().to_string())),
        (Fault::MissingNonce, "nonce", Value::Null),
        (Fault::IdTokenWrongIss, "iss", json!(other_issuer)),
        (Fault::WrongAudience, "aud", json!(OTHER_CLIENT)),
        (Fault::TwoAudiences, "aud", json!([client, OTHER_CLIENT])),
        (Fault::MissingSub, "sub", Value::Null),
        (Fault::IdTokenExpired, "iat", json!(now - HOUR - LIFETIME)),
        (Fault::IdTokenExpired, "exp", json!(now - HOUR)),
        (Fault::IdTokenFromTheFuture, "iat", json!(now + HOUR)),
        (Fault::IdTokenFromTheFuture, "exp", json!(now + HOUR + LIFETIME)),
        (Fault::MissingIat, "iat", Value::Null),
        (Fault::NoPid, "pid", Value::Null),
    ];
    let Some(claims) = claims.as_object_mut() else { return };
    for (_, claim, value) in disfigured.into_iter().filter(|(fault, ..)| faults.is_on(*fault)) {
        if claims.remove(claim).is_some() && !value.is_null() {
            claims.insert(claim.to_owned(), value);
        }
    }
}

fn set(claims: &mut Value, name: &str, value: Option<&str>) {
    if let (Some(claims), Some(value)) = (claims.as_object_mut(), value) {
        claims.insert(name.to_owned(), value.into());
    }
}

/// Header with claims, as they would be signed.
fn unsigned(algorithm: &str, kid: &str, claims: &Value) -> String {
    format!("{}.{}", encode(json!({ "kid": kid, "alg": algorithm }).to_string()), encode(claims.to_string()))
}

/// HS256 with the public key as the secret, which everybody has: whoever lets the token choose the algorithm believes it.
fn authenticated(key: &SigningKey, claims: &Value) -> Result<String, Refusal> {
    let failed = |_| Refusal::new("server_error", "The public key cannot be written");
    let secret = key.public().to_public_key_pem(LineEnding::LF).map_err(failed)?;
    let unsigned = unsigned("HS256", key.kid(), claims);
    let mut code = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|error| Refusal::new("server_error", error))?;
    code.update(unsigned.as_bytes());
    Ok(format!("{unsigned}.{}", encode(code.finalize().into_bytes())))
}
