//! Published keys of a service: fetching a JWK set (RFC 7517 §5), verifying signatures with it.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::http::{Http, HttpFailure, Request};
use crate::ports::Ports;
use crate::secret::Secret;

/// Why a token is not believed. Which code that is, is for the noun that asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum JoseError {
    /// Not three base64url parts with JSON in the first two.
    #[error("not a signed JWT")]
    Malformed,
    /// Another algorithm than asked for, or none.
    #[error("signed with {0}")]
    Algorithm(String),
    /// No published key has this id. The set may be old: fetch it once more before saying so.
    #[error("no published key has this id")]
    UnknownKey,
    /// The signature is somebody else's.
    #[error("the signature does not fit")]
    Signature,
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Published>,
}

/// An entry, of which only the RSA ones for signing matter.
#[derive(Deserialize)]
struct Published {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

/// The RSA signing keys that a service publishes, by id.
#[derive(Debug, Clone)]
pub(crate) struct Keys(Vec<(Option<String>, DecodingKey)>);

impl Keys {
    /// Fetches the set at `url`. Whoever keeps it fetches it again on [`JoseError::UnknownKey`].
    ///
    /// # Errors
    /// [`HttpFailure`] when the answer is no JWK set.
    pub(crate) async fn fetch(http: &Http, ports: &Ports, url: &Url) -> Result<Self, HttpFailure> {
        let response = http.send(Request::get(url, "/{jwks}"), ports).await?;
        if !response.is_success() {
            return Err(response.unexpected());
        }
        Ok(Self::of(response.json::<Set>()?))
    }

    fn of(set: Set) -> Self {
        let signing = set.keys.into_iter().filter(|key| key.kty == "RSA" && key.purpose.as_deref() != Some("enc"));
        Self(
            signing.filter_map(|key| Some((key.kid, DecodingKey::from_rsa_raw_components(&number(&key.n?)?, &number(&key.e?)?)))).collect(),
        )
    }

    /// The claims of `token`, when one of these keys signed it with one of `algorithms`. Issuer, audience and times are the
    /// caller's to check.
    ///
    /// # Errors
    /// [`JoseError`]; an unknown key is told apart.
    pub(crate) fn verify(&self, token: &Secret<String>, algorithms: &[Algorithm]) -> Result<Map<String, Value>, JoseError> {
        let header = super::header_unverified(token).ok_or(JoseError::Malformed)?;
        let text = |name: &str| header.get(name).and_then(Value::as_str);
        let name = text("alg").ok_or(JoseError::Malformed)?;
        let algorithm = name.parse().ok().filter(|algorithm| algorithms.contains(algorithm));
        let algorithm = algorithm.ok_or_else(|| JoseError::Algorithm(name.to_owned()))?;
        let key = self.find(text("kid")).ok_or(JoseError::UnknownKey)?;
        let mut validation = Validation::new(algorithm);
        validation.required_spec_claims.clear();
        (validation.validate_exp, validation.validate_aud) = (false, false);
        // EXPOSE: the library verifies the signature and keeps nothing.
        match jsonwebtoken::decode(token.expose(), key, &validation) {
            Ok(decoded) => Ok(decoded.claims),
            Err(error) if matches!(error.kind(), ErrorKind::InvalidSignature) => Err(JoseError::Signature),
            Err(_) => Err(JoseError::Malformed),
        }
    }

    /// By id; a token without id can only be meant for the only key.
    fn find(&self, kid: Option<&str>) -> Option<&DecodingKey> {
        match (kid, &self.0[..]) {
            (None, [(_, only)]) => Some(only),
            (None, _) => None,
            (Some(kid), keys) => keys.iter().find(|(id, _)| id.as_deref() == Some(kid)).map(|(_, key)| key),
        }
    }
}

/// `n` or `e` in base64url, or in the standard base64 that Altinn writes (altinn.md 2.6).
fn number(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=').replace('+', "-").replace('/', "_")).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keys::{KeySize, PrivateKey, SigningAlgorithm};

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn signed(key: &PrivateKey, header: &Value) -> Result<Secret<String>, Box<dyn std::error::Error>> {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(&json!({ "sub": "x" })));
        let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(SigningAlgorithm::Rs256, message.as_bytes())?);
        Ok(Secret::new(format!("{message}.{signature}")))
    }

    #[test]
    fn a_signature_is_believed_only_from_the_published_key() -> Outcome {
        let (ours, theirs) = (PrivateKey::make(KeySize::Rsa2048)?, PrivateKey::make(KeySize::Rsa2048)?);
        let mut jwk = ours.facts()?.jwk(&"k1".parse()?, SigningAlgorithm::Rs256);
        let standard = jwk["n"].as_str().map(|n| n.replace('-', "+").replace('_', "/"));
        jwk["n"] = json!(standard);
        let other = json!({ "kty": "EC", "crv": "P-256", "kid": "k1" });
        let keys = Keys::of(serde_json::from_value(json!({ "keys": [other, jwk] }))?);
        let check = |token: &Secret<String>| keys.verify(token, &[Algorithm::RS256]).map(|claims| claims["sub"].clone());
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": "k1" }))?), Ok(json!("x")));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256" }))?), Ok(json!("x")));
        assert_eq!(check(&signed(&theirs, &json!({ "alg": "RS256", "kid": "k1" }))?), Err(JoseError::Signature));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": "k2" }))?), Err(JoseError::UnknownKey));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "none", "kid": "k1" }))?), Err(JoseError::Algorithm("none".to_owned())));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "HS256", "kid": "k1" }))?), Err(JoseError::Algorithm("HS256".to_owned())));
        assert_eq!(check(&Secret::new("x".to_owned())), Err(JoseError::Malformed));
        Ok(())
    }
}
