//! Keys on the page: public halves alone.

use inngang_engine::keys::{KeyFacts, KeySize, SigningAlgorithm};
use inngang_engine::names::{ClientId, KeyId};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use ts_rs::TS;

use crate::moment;

/// Modulus length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub enum KeyBits {
    #[serde(rename = "2048")]
    Rsa2048,
    #[serde(rename = "3072")]
    Rsa3072,
    #[serde(rename = "4096")]
    Rsa4096,
}

/// Makes a key for the profile.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CreateKey {
    /// Modulus length.
    pub bits: KeyBits,
}

/// Tells where the key was registered.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RegisterKey {
    /// Client id that the portal shows.
    pub client_id: String,
    /// Nøkkel-ID that the portal shows.
    pub kid: String,
}

/// A key, its public half, and where it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyView {
    /// Id in the vault.
    pub id: String,
    /// `kid`: ours, or the portal's once it was told.
    pub kid: String,
    /// Modulus length.
    pub bits: u32,
    /// RFC 7638.
    pub thumbprint: String,
    /// One JWK object, public members alone, as text to paste.
    pub jwk: String,
    /// PEM `PUBLIC KEY`, as text to paste.
    pub pem: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339; when the portal's ids were told.
    pub registered_at: Option<String>,
    /// A year after registration.
    pub expires_at: Option<String>,
    /// Client that it is registered on.
    pub client_id: Option<String>,
    /// Whether it is the certificate's own key.
    pub from_certificate: bool,
}

/// A registered key lives a year from the moment it was posted (maskinporten.md 8).
const LIFETIME: Duration = Duration::days(365);

impl From<KeyBits> for KeySize {
    fn from(bits: KeyBits) -> Self {
        match bits {
            KeyBits::Rsa2048 => Self::Rsa2048,
            KeyBits::Rsa3072 => Self::Rsa3072,
            KeyBits::Rsa4096 => Self::Rsa4096,
        }
    }
}

/// What is known of a key beside its public half.
#[derive(Debug, Clone, Copy)]
pub struct KeyHistory<'a> {
    /// When it was made or imported.
    pub created_at: OffsetDateTime,
    /// When it was registered.
    pub registered_at: Option<OffsetDateTime>,
    /// On which client.
    pub client_id: Option<&'a ClientId>,
    /// Whether it is the certificate's own.
    pub from_certificate: bool,
}

impl KeyView {
    /// A key as the page shows it.
    #[must_use]
    pub fn new(id: &str, kid: &KeyId, facts: &KeyFacts, history: KeyHistory<'_>) -> Self {
        let jwk = facts.jwk(kid, SigningAlgorithm::Rs256);
        Self {
            id: id.to_owned(),
            kid: kid.to_string(),
            bits: u32::try_from(facts.bits).unwrap_or(0),
            thumbprint: facts.thumbprint.clone(),
            jwk: serde_json::to_string_pretty(&jwk).unwrap_or_default(),
            pem: facts.pem(),
            created_at: moment(history.created_at),
            registered_at: history.registered_at.map(moment),
            expires_at: history.registered_at.map(|at| moment(at + LIFETIME)),
            client_id: history.client_id.map(ToString::to_string),
            from_certificate: history.from_certificate,
        }
    }
}
