//! Keys on the page: public halves alone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
