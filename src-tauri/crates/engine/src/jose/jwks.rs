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
    /// Not three base64url parts with JSON in the first two, or with a header that wants to be understood and is not.
    #[error("not a signed JWT")]
    Malformed,
    /// Another algorithm than asked for, or none.
    #[error("signed with {0}")]
    Algorithm(String),
    /// No published key has this id. The set may be old: fetch it once more before saying so.
    #[error("no published key has this id")]
    UnknownKey,
    /// The token has no key id, and more than one key could be meant (OpenID Connect Core 1.0 §10.1).
    #[error("no key id, and more than one key")]
    UnnamedKey,
    /// The signature is somebody else's.
    #[error("the signature does not fit")]
    Signature,
}

/// As it is published. An entry that nobody here understands is no reason to refuse the others (RFC 7517 §5).
#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

/// An entry, of which only the RSA ones for signing matter.
#[derive(Deserialize)]
struct Published {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    n: String,
    e: String,
}

/// The RSA signing keys that a service publishes.
#[derive(Debug, Clone)]
pub(crate) struct Keys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    id: Option<String>,
    /// The one algorithm that it is for, where it says so (RFC 7517 §4.4).
    algorithm: Option<String>,
    key: DecodingKey,
}

/// Bits (RFC 7518 §3.3).
const SHORTEST: usize = 2048;

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
        Ok(Self::of(response.json()?))
    }

    fn of(set: Set) -> Self {
        Self(set.keys.into_iter().filter_map(|key| Key::of(serde_json::from_value(key).ok()?)).collect())
    }

    /// The claims of `token`, when one of these keys signed it with one of `algorithms`. Issuer, audience and times are the
    /// caller's to check.
    ///
    /// # Errors
    /// [`JoseError`]; an unknown key is told apart.
    pub(crate) fn verify(&self, token: &Secret<String>, algorithms: &[Algorithm]) -> Result<Map<String, Value>, JoseError> {
        let header = header(token).ok_or(JoseError::Malformed)?;
        let name = header.get("alg").and_then(Value::as_str).ok_or(JoseError::Malformed)?;
        let algorithm = name.parse().ok().filter(|algorithm| algorithms.contains(algorithm));
        let algorithm = algorithm.ok_or_else(|| JoseError::Algorithm(name.to_owned()))?;
        // What must be understood is nothing that we do (RFC 7515 §4.1.11).
        if header.contains_key("crit") {
            return Err(JoseError::Malformed);
        }
        let id = header.get("kid").map(|kid| kid.as_str().ok_or(JoseError::Malformed)).transpose()?;
        let mut validation = Validation::new(algorithm);
        validation.required_spec_claims.clear();
        (validation.validate_exp, validation.validate_aud) = (false, false);
        let mut verdict = Err(JoseError::UnknownKey);
        for key in self.meant(id, name)? {
            // EXPOSE: the library verifies the signature and keeps nothing.
            verdict = match jsonwebtoken::decode(token.expose(), &key.key, &validation) {
                Ok(decoded) => return Ok(decoded.claims),
                Err(error) if matches!(error.kind(), ErrorKind::InvalidSignature) => Err(JoseError::Signature),
                Err(_) => return Err(JoseError::Malformed),
            };
        }
        verdict
    }

    /// By id, which should be one key's alone (RFC 7517 §4.5); a token without id can only be meant for the only key.
    fn meant(&self, id: Option<&str>, algorithm: &str) -> Result<Vec<&Key>, JoseError> {
        let usable = self.0.iter().filter(|key| key.algorithm.as_deref().is_none_or(|own| own == algorithm));
        let meant: Vec<&Key> = usable.filter(|key| id.is_none() || key.id.as_deref() == id).collect();
        if id.is_none() && meant.len() > 1 { Err(JoseError::UnnamedKey) } else { Ok(meant) }
    }
}

impl Key {
    /// `None` for one that is for something else, or too short to be believed.
    fn of(published: Published) -> Option<Self> {
        let signs = published.purpose.as_deref().is_none_or(|purpose| purpose == "sig");
        let verifies = published.key_ops.is_none_or(|all| all.iter().any(|one| one == "verify"));
        let (n, e) = (number(&published.n)?, number(&published.e)?);
        let bits = n.iter().position(|byte| *byte != 0).map_or(0, |zeros| {
            let rest = &n[zeros..];
            rest.len() * 8 - rest[0].leading_zeros() as usize
        });
        let key = || DecodingKey::from_rsa_raw_components(&n, &e);
        (published.kty == "RSA" && signs && verifies && bits >= SHORTEST).then(|| Self {
            id: published.kid,
            algorithm: published.alg,
            key: key(),
        })
    }
}

/// The header, believed by nobody yet. A token without signature has one too, which says so.
fn header(token: &Secret<String>) -> Option<Map<String, Value>> {
    // EXPOSE: the header is read; what makes the token a credential is left behind.
    let parts: Vec<&str> = token.expose().split('.').collect();
    let [header, _, _] = parts[..] else { return None };
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(header).ok()?).ok()
}

/// `n` or `e` in base64url, or in the standard base64 that Altinn writes (altinn.md 2.6).
fn number(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=').replace('+', "-").replace('/', "_")).ok()
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::json;

    use super::*;
    use crate::keys::{KeySize, PrivateKey, SigningAlgorithm};

    type Outcome<T = ()> = Result<T, Box<dyn Error>>;

    fn signed(key: &PrivateKey, header: &Value) -> Outcome<Secret<String>> {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(&json!({ "sub": "x" })));
        let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(SigningAlgorithm::Rs256, message.as_bytes())?);
        Ok(Secret::new(format!("{message}.{signature}")))
    }

    fn published(key: &PrivateKey, change: impl FnOnce(&mut Value)) -> Outcome<Value> {
        let mut jwk = key.facts()?.jwk(&"k1".parse()?, SigningAlgorithm::Rs256);
        change(&mut jwk);
        Ok(jwk)
    }

    fn verdict(set: Vec<Value>, token: &Secret<String>) -> Result<Value, JoseError> {
        Keys::of(Set { keys: set }).verify(token, &[Algorithm::RS256]).map(|claims| claims["sub"].clone())
    }

    #[test]
    fn a_signature_is_believed_only_from_the_published_key() -> Outcome {
        let (ours, theirs) = (PrivateKey::make(KeySize::Rsa2048)?, PrivateKey::make(KeySize::Rsa2048)?);
        let in_standard_base64 = published(&ours, |jwk| {
            jwk["n"] = json!(jwk["n"].as_str().map(|n| n.replace('-', "+").replace('_', "/")));
        })?;
        let other = json!({ "kty": "EC", "crv": "P-256", "kid": "k1" });
        let check = |token: &Secret<String>| verdict(vec![other.clone(), in_standard_base64.clone()], token);
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": "k1" }))?), Ok(json!("x")));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256" }))?), Ok(json!("x")));
        assert_eq!(check(&signed(&theirs, &json!({ "alg": "RS256", "kid": "k1" }))?), Err(JoseError::Signature));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": "k2" }))?), Err(JoseError::UnknownKey));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": 1 }))?), Err(JoseError::Malformed));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": "k1", "crit": ["exp"] }))?), Err(JoseError::Malformed));
        assert_eq!(check(&signed(&ours, &json!({ "alg": "RS256", "kid": "k1", "crit": [] }))?), Err(JoseError::Malformed));
        for algorithm in ["none", "HS256", "RS512", "rs256", ""] {
            let token = signed(&ours, &json!({ "alg": algorithm, "kid": "k1" }))?;
            assert_eq!(check(&token), Err(JoseError::Algorithm(algorithm.to_owned())));
        }
        for text in ["x", "", "e30.e30.", "e30.e30.e30", "a.b.c.d.e"] {
            assert_eq!(check(&Secret::new(text.to_owned())), Err(JoseError::Malformed), "{text}");
        }
        Ok(())
    }

    /// Altinn writes its numbers as certificates do, with `+`, `/` and `=` (altinn.md 2.6).
    #[test]
    fn both_forms_of_base64_are_read_with_and_without_padding() -> Outcome {
        let key = PrivateKey::make(KeySize::Rsa2048)?;
        let token = signed(&key, &json!({ "alg": "RS256", "kid": "k1" }))?;
        for padded in [false, true] {
            for standard in [false, true] {
                let jwk = published(&key, |jwk| {
                    for (name, zeros) in [("n", 256 % 3), ("e", 3 % 3)] {
                        let number = jwk[name].as_str().unwrap_or_default().to_owned();
                        let number = if standard { number.replace('-', "+").replace('_', "/") } else { number };
                        let padding = if padded && zeros > 0 { "=".repeat(3 - zeros) } else { String::new() };
                        jwk[name] = json!(number + &padding);
                    }
                })?;
                assert_eq!(jwk["n"].as_str().is_some_and(|n| n.ends_with('=')), padded);
                assert_eq!(verdict(vec![jwk], &token), Ok(json!("x")), "padded: {padded}, standard: {standard}");
            }
        }
        Ok(())
    }

    /// What the token brings with it is no key of ours (RFC 8725 §3.10).
    #[test]
    fn a_key_in_the_header_is_nobody_s() -> Outcome {
        let (ours, theirs) = (PrivateKey::make(KeySize::Rsa2048)?, PrivateKey::make(KeySize::Rsa2048)?);
        let jwk = published(&theirs, |_| ())?;
        for header in [
            json!({ "alg": "RS256", "kid": "k1", "jwk": jwk.clone() }),
            json!({ "alg": "RS256", "kid": "k1", "jku": "https://example.org/jwks", "x5u": "https://example.org/x5u" }),
        ] {
            assert_eq!(verdict(vec![published(&ours, |_| ())?], &signed(&theirs, &header)?), Err(JoseError::Signature), "{header}");
        }
        Ok(())
    }

    #[test]
    fn a_key_for_something_else_is_not_meant() -> Outcome {
        let key = PrivateKey::make(KeySize::Rsa2048)?;
        let (named, unnamed) = (signed(&key, &json!({ "alg": "RS256", "kid": "k1" }))?, signed(&key, &json!({ "alg": "RS256" }))?);
        for (member, value) in [
            ("use", json!("enc")),
            ("use", json!("SIG")),
            ("alg", json!("RS512")),
            ("alg", json!("RSA-OAEP-256")),
            ("key_ops", json!(["encrypt"])),
            ("kty", json!("oct")),
            ("kty", json!(null)),
            ("n", json!("AQAB")),
            ("n", json!("")),
            ("n", json!("!")),
            ("e", json!(null)),
            ("kid", json!(7)),
        ] {
            let jwk = published(&key, |jwk| jwk[member] = value.clone())?;
            assert_eq!(verdict(vec![jwk.clone()], &named), Err(JoseError::UnknownKey), "{member} {value}");
            // Beside one that is meant it neither helps nor hinders.
            assert_eq!(verdict(vec![jwk, published(&key, |_| ())?, json!(7)], &unnamed), Ok(json!("x")), "{member} {value}");
        }
        for (member, value) in [("use", json!(null)), ("alg", json!(null)), ("key_ops", json!(["verify"])), ("x5c", json!([7]))] {
            assert_eq!(verdict(vec![published(&key, |jwk| jwk[member] = value.clone())?], &named), Ok(json!("x")), "{member} {value}");
        }
        Ok(())
    }

    #[test]
    fn a_name_that_two_keys_have_means_either() -> Outcome {
        let (one, other) = (PrivateKey::make(KeySize::Rsa2048)?, PrivateKey::make(KeySize::Rsa2048)?);
        let set = || Ok::<_, Box<dyn Error>>(vec![published(&one, |_| ())?, published(&other, |_| ())?]);
        for key in [&one, &other] {
            assert_eq!(verdict(set()?, &signed(key, &json!({ "alg": "RS256", "kid": "k1" }))?), Ok(json!("x")));
            assert_eq!(verdict(set()?, &signed(key, &json!({ "alg": "RS256" }))?), Err(JoseError::UnnamedKey));
        }
        assert_eq!(verdict(Vec::new(), &signed(&one, &json!({ "alg": "RS256" }))?), Err(JoseError::UnknownKey));
        Ok(())
    }
}
