//! The grant: what is claimed, for how long, and by which key (maskinporten.md 3).

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value, json};
use time::{Duration, OffsetDateTime};

use super::{Credential, MaskinportenError, Order};
use crate::jose;
use crate::keys::SigningAlgorithm;
use crate::names::Scope;
use crate::ports::Ports;
use crate::secret::Secret;

/// At most 120 are accepted.
const LIFETIME: i64 = 100;
/// Below this the measurement is as wrong as the clock: `Date` has whole seconds.
const WORTH_CORRECTING: i64 = 2;

/// Signs a fresh grant for `audience`, Maskinporten's issuer. It can be used once; `clock_offset` is its clock minus ours, in seconds.
///
/// # Errors
/// [`MaskinportenError::NoScopes`], [`MaskinportenError::NoChain`], or as [`crate::ports::KeyStore::sign`].
pub fn sign(order: &Order, audience: &str, clock_offset: Option<i64>, ports: &Ports) -> Result<Secret<String>, MaskinportenError> {
    let claims = claims(order, audience, corrected(ports.clock.now(), clock_offset))?;
    let (key, algorithm) = match &order.credential {
        Credential::RegisteredKey { key, algorithm, .. } => (key, *algorithm),
        Credential::Certificate { key, .. } => (key, SigningAlgorithm::Rs256),
    };
    Ok(jose::sign(header(&order.credential)?, &claims, key, algorithm, ports)?)
}

/// Maskinporten's time, when ours is known to be another.
fn corrected(now: OffsetDateTime, clock_offset: Option<i64>) -> OffsetDateTime {
    match clock_offset {
        Some(seconds) if seconds.abs() > WORTH_CORRECTING => now.saturating_add(Duration::seconds(seconds)),
        _ => now,
    }
}

fn header(credential: &Credential) -> Result<Map<String, Value>, MaskinportenError> {
    let (name, value) = match credential {
        Credential::RegisteredKey { kid, .. } => ("kid", json!(kid.as_str())),
        Credential::Certificate { chain, .. } if chain.is_empty() => return Err(MaskinportenError::NoChain),
        // RFC 7515 §4.1.6: standard base64, not base64url.
        Credential::Certificate { chain, .. } => ("x5c", chain.iter().map(|der| BASE64_STANDARD.encode(der)).collect()),
    };
    Ok(Map::from_iter([(name.to_owned(), value)]))
}

/// The documented claims and no other: more of them give "Invalid assertion" (maskinporten.md 3.2).
fn claims(order: &Order, audience: &str, now: OffsetDateTime) -> Result<Map<String, Value>, MaskinportenError> {
    let scope = scope(&order.scopes).ok_or(MaskinportenError::NoScopes)?;
    let issued = now.unix_timestamp();
    Ok(Map::from_iter([
        ("aud".to_owned(), audience.into()),
        ("iss".to_owned(), order.client.as_str().into()),
        ("scope".to_owned(), scope.into()),
        ("iat".to_owned(), issued.into()),
        ("exp".to_owned(), (issued + LIFETIME).into()),
        ("jti".to_owned(), uuid::Uuid::new_v4().to_string().into()),
    ]))
}

/// One string, each scope once, in the order they were given.
fn scope(scopes: &[Scope]) -> Option<String> {
    let mut once: Vec<&str> = Vec::with_capacity(scopes.len());
    for scope in scopes {
        if !once.contains(&scope.as_str()) {
            once.push(scope.as_str());
        }
    }
    (!once.is_empty()).then(|| once.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn order(scopes: &[&str], credential: Credential) -> Result<Order, Box<dyn std::error::Error>> {
        let scopes = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        Ok(Order { client: "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44".parse()?, scopes, credential })
    }

    fn key() -> Result<Credential, Box<dyn std::error::Error>> {
        Ok(Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: SigningAlgorithm::Rs256 })
    }

    #[test]
    fn the_documented_claims_are_sent_and_no_other() -> Outcome {
        let now = OffsetDateTime::from_unix_timestamp(1_793_000_000)?;
        let order = order(&["b:two", "a:one", "b:two"], key()?)?;
        let mut claims = claims(&order, "https://test.maskinporten.no/", now)?;
        let first = claims.remove("jti");
        let expected = json!({
            "aud": "https://test.maskinporten.no/",
            "iss": "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44",
            "scope": "b:two a:one",
            "iat": 1_793_000_000,
            "exp": 1_793_000_100,
        });
        assert_eq!(Value::Object(claims), expected);
        let again = super::claims(&order, "x", now)?.remove("jti");
        assert!(first.is_some() && first != again);
        Ok(())
    }

    #[test]
    fn a_grant_without_scope_or_chain_is_not_signed() -> Outcome {
        assert!(matches!(claims(&order(&[], key()?)?, "x", OffsetDateTime::UNIX_EPOCH), Err(MaskinportenError::NoScopes)));
        let bare = Credential::Certificate { key: "k".to_owned(), chain: Vec::new() };
        assert!(matches!(header(&bare), Err(MaskinportenError::NoChain)));
        Ok(())
    }

    /// certificates.md 12.1, 16 no 46: an array, leaf first, each decoding to the very bytes, and nothing beside it.
    #[test]
    fn the_header_names_the_key_or_carries_the_chain() -> Outcome {
        assert_eq!(Value::Object(header(&key()?)?), json!({ "kid": "kid-1" }));
        let chain = vec![vec![0xfb, 0xff, 0xfe], vec![0x30]];
        let produced = header(&Credential::Certificate { key: "k".to_owned(), chain: chain.clone() })?;
        let x5c = produced.get("x5c").and_then(Value::as_array).ok_or("no array")?;
        let decoded = x5c.iter().map(|one| BASE64_STANDARD.decode(one.as_str().unwrap_or_default())).collect::<Result<Vec<_>, _>>()?;
        assert_eq!(decoded, chain);
        assert_eq!(Value::Object(produced), json!({ "x5c": ["+//+", "MA=="] }));
        Ok(())
    }

    #[test]
    fn the_clock_is_corrected_when_it_is_worth_it() {
        fn check(offset: Option<i64>, expected: i64) {
            assert_eq!(corrected(OffsetDateTime::UNIX_EPOCH, offset).unix_timestamp(), expected, "{offset:?}");
        }
        check(None, 0);
        check(Some(2), 0);
        check(Some(-2), 0);
        check(Some(3), 3);
        check(Some(-300), -300);
    }
}
