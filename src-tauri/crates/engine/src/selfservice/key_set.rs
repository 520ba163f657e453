//! The keys of a client as they stand at Digdir: read, compared, made ready to be sent back.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::call::{Call, Verb};
use super::client::{json as read_json, moment};
use super::{SelfService, SelfServiceError, read_client};
use crate::keys::{KeyFacts, PRIVATE};
use crate::names::ClientId;

pub(super) const TEMPLATE: &str = "/clients/{client_id}/jwks";

/// The server's own; not sent back.
const SERVERS: [&str; 2] = ["created", "last_updated"];

/// A key on a client.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisteredKey {
    /// `kid`; empty when there is none.
    pub kid: String,
    /// `alg`.
    pub algorithm: Option<String>,
    /// `use`.
    pub key_use: Option<String>,
    /// When it was first posted.
    pub created: Option<OffsetDateTime>,
    /// When it was last posted.
    pub last_updated: Option<OffsetDateTime>,
    /// Whether the day that its year began is its own, and not that of the whole set: one key may have been written without the others.
    pub dated: bool,
    /// The key as it was told, without private members.
    pub jwk: Map<String, Value>,
}

impl RegisteredKey {
    /// When its year began: posting it again restarts the year (maskinporten.md 8).
    #[must_use]
    pub fn year_began(&self) -> Option<OffsetDateTime> {
        self.last_updated.or(self.created)
    }

    /// Whether it is this key, whatever it is called.
    #[must_use]
    pub fn is(&self, key: &KeyFacts) -> bool {
        let (n, e) = key.numbers();
        self.jwk.get("n").is_some_and(|told| told == n) && self.jwk.get("e").is_some_and(|told| told == e)
    }

    /// Modulus and exponent, which make it the key that it is.
    pub(super) fn numbers(&self) -> (Option<&Value>, Option<&Value>) {
        (self.jwk.get("n"), self.jwk.get("e"))
    }

    /// A key that no server has dated.
    pub(super) fn new(jwk: Map<String, Value>) -> Self {
        Self::from_told(jwk, &Map::new())
    }

    fn from_told(mut jwk: Map<String, Value>, set: &Map<String, Value>) -> Self {
        jwk.retain(|name, _| !PRIVATE.contains(&name.as_str()));
        let text = |name: &str| jwk.get(name).and_then(Value::as_str).map(str::to_owned);
        // Some answers date the keys, some the set.
        let date = |name: &str| moment(jwk.get(name).or_else(|| set.get(name)));
        let has = |name: &str| jwk.contains_key(name);
        Self {
            kid: text("kid").unwrap_or_default(),
            algorithm: text("alg"),
            key_use: text("use"),
            created: date("created"),
            last_updated: date("last_updated"),
            dated: has("last_updated") || (has("created") && !set.contains_key("last_updated")),
            jwk,
        }
    }

    fn to_send(&self) -> Value {
        Value::Object(self.jwk.clone().into_iter().filter(|(name, _)| !SERVERS.contains(&name.as_str())).collect())
    }
}

/// All keys of a client at one moment.
#[derive(Debug, Clone, Default)]
pub struct KeySet {
    /// The keys, in the server's order.
    pub keys: Vec<RegisteredKey>,
    /// What the server calls this state of it, when it has entity tags; no document says that it has.
    pub(super) etag: Option<String>,
}

impl KeySet {
    /// The key that goes by this id.
    #[must_use]
    pub fn key(&self, kid: &str) -> Option<&RegisteredKey> {
        self.keys.iter().find(|key| key.kid == kid)
    }

    /// Whether it holds the same keys, posted at the same times, in whatever order.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        let same = |a: &RegisteredKey, b: &RegisteredKey| {
            (&a.kid, a.numbers(), a.created, a.last_updated) == (&b.kid, b.numbers(), b.created, b.last_updated)
        };
        let within = |few: &Self, many: &Self| few.keys.iter().all(|a| many.keys.iter().any(|b| same(a, b)));
        self.keys.len() == other.keys.len() && within(self, other) && within(other, self)
    }

    /// Key ids that are here and not there.
    pub(super) fn beyond(&self, other: &Self) -> Vec<String> {
        let there = |key: &&RegisteredKey| other.keys.iter().any(|known| known.kid == key.kid && known.numbers() == key.numbers());
        self.keys.iter().filter(|key| !there(key)).map(|key| key.kid.clone()).collect()
    }

    /// `{"keys":[…]}` of what a client may say.
    pub(super) fn body(&self) -> Value {
        json!({ "keys": self.keys.iter().map(RegisteredKey::to_send).collect::<Vec<_>>() })
    }
}

/// The keys of a client; an empty set when it has none.
///
/// # Errors
/// [`SelfServiceError`]. An answer without keys that holds something else is not taken for a client without keys: a set that was
/// made from that would drop what is there.
pub async fn read_keys(client: &ClientId, service: &SelfService) -> Result<KeySet, SelfServiceError> {
    let path = ["clients", client.as_str(), "jwks"];
    let response = match service.step("selfservice.keys", Call::new(Verb::Get, TEMPLATE, &path)).await {
        Ok(response) if response.status == 204 => return Ok(KeySet::default()),
        Ok(response) => response,
        // It may be the client or its keys that there are none of.
        Err(SelfServiceError::NotFound { .. }) => return read_client(client, service).await.map(|_| KeySet::default()),
        Err(error) => return Err(error),
    };
    let set: Map<String, Value> = read_json(&response)?;
    let keys = keys(&set).ok_or_else(|| SelfServiceError::UnknownAnswer(response.said()))?;
    Ok(KeySet { keys, etag: response.etag })
}

fn keys(set: &Map<String, Value>) -> Option<Vec<RegisteredKey>> {
    match set.get("keys") {
        Some(told) => told.as_array()?.iter().map(|key| Some(RegisteredKey::from_told(key.as_object()?.clone(), set))).collect(),
        None if set.values().any(|value| value.is_array() || value.is_object()) => None,
        None => Some(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: &Value) -> Option<Vec<RegisteredKey>> {
        keys(set.as_object()?)
    }

    #[test]
    fn only_what_is_surely_empty_is_empty() {
        assert_eq!(read(&json!({})), Some(Vec::new()));
        assert_eq!(read(&json!({ "keys": [], "last_updated": "2026-01-01T00:00:00.000Z" })), Some(Vec::new()));
        for strange in [json!({ "jwks": { "keys": [] } }), json!({ "keys": {} }), json!({ "keys": ["kid"] }), json!({ "items": [] })] {
            assert!(read(&strange).is_none(), "{strange}");
        }
    }

    #[test]
    fn what_is_sent_back_is_all_but_the_servers_and_the_private() {
        let told = json!({ "created": "2026-01-01T00:00:00.000+01:00", "keys": [
            { "kid": "a", "n": "x", "e": "AQAB", "kty": "RSA", "later": true, "d": "never", "last_updated": "2026-02-01T00:00:00.000Z" },
        ] });
        let set = KeySet { keys: read(&told).unwrap_or_default(), etag: None };
        assert_eq!(set.body(), json!({ "keys": [{ "kid": "a", "n": "x", "e": "AQAB", "kty": "RSA", "later": true }] }));
        let dates = set.key("a").map(|key| (key.created.is_some(), key.year_began().map(OffsetDateTime::unix_timestamp)));
        assert_eq!(dates, Some((true, Some(1_769_904_000))));
        let dated = |told: &Value| read(told).map(|keys| keys.iter().map(|key| key.dated).collect::<Vec<_>>());
        assert_eq!(dated(&told), Some(vec![true]));
        let day = "2026-01-01T00:00:00.000Z";
        assert_eq!(dated(&json!({ "created": day, "keys": [{ "created": day }, {}] })), Some(vec![true, false]));
        assert_eq!(dated(&json!({ "last_updated": day, "keys": [{ "created": day }] })), Some(vec![false]));
        assert!(!format!("{set:?}").contains("never"));
    }
}
