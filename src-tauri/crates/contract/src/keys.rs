//! Keys on the page: public halves alone, and where they stand.

use inngang_engine::keys::KeySize;
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod view;

pub use view::{KeyHistory, Registration};

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

/// Imports a private key: from a file that was picked or dropped, or from text that was pasted. A secret: it goes in and never comes out.
#[derive(Debug, Deserialize, TS)]
pub struct ImportKey {
    /// Id of the file.
    pub file: Option<String>,
    /// As pasted.
    #[ts(type = "string | null")]
    pub text: Option<Secret<String>>,
    /// What the key is encrypted with.
    #[ts(type = "string | null")]
    pub password: Option<Secret<String>>,
}

/// Names a key.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenKey {
    /// Id in the vault.
    pub key: String,
}

/// Gives a key a name of the person's own.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RenameKey {
    /// Id in the vault.
    pub key: String,
    /// As typed.
    pub name: String,
}

/// Forgets a key for good. What was typed must be the name that the page shows (its own, else its `kid`).
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ForgetKey {
    /// Id in the vault.
    pub key: String,
    /// As typed.
    pub typed: String,
}

/// Saves a copy of a private key as encrypted PKCS#8 (RFC 5958 §3), the one way by which a key leaves the vault.
#[derive(Debug, Deserialize, TS)]
pub struct BackUpKey {
    /// Id in the vault.
    pub key: String,
    /// What the file is encrypted with.
    #[ts(type = "string")]
    pub password: Secret<String>,
    /// The vault's own password, where it has one: the person proves once more who they are.
    #[ts(type = "string | null")]
    pub vault_password: Option<Secret<String>>,
    /// The key's name, typed.
    pub typed: String,
}

/// A form of the public half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyForm {
    /// One JWK object (RFC 7517 §4).
    Jwk,
    /// A JWK set (RFC 7517 §5).
    Jwks,
    /// PEM `PUBLIC KEY` (RFC 7468 §13).
    Pem,
    /// The certificate in DER, of a key that has one.
    Cer,
}

/// Saves the public half of a key.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveKey {
    /// Id in the vault.
    pub key: String,
    /// Form.
    pub form: KeyForm,
}

/// Tells where the wizard's key was registered.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct RegisterKey {
    /// Client id that the portal shows.
    pub client_id: String,
    /// Nøkkel-ID that the portal shows.
    pub kid: String,
    /// Digdir's integration type; `maskinporten` when left out.
    #[serde(default)]
    pub kind: Option<ClientKind>,
}

/// Digdir's integration types that this program registers keys for (idporten.md 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    /// Machine to machine.
    Maskinporten,
    /// A person's login, by ID-porten.
    ApiKlient,
    /// A person's login for an organisation, by Ansattporten.
    Ansattporten,
}

/// Where a key stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegistrationView {
    /// The client.
    pub client_id: String,
    /// Its name in the portal; empty when not known.
    pub client_name: String,
    /// The name that the key stands under there.
    pub kid: String,
    /// RFC 3339.
    pub registered_at: String,
    /// A year after registration.
    pub expires_at: String,
    /// RFC 3339; when it was taken away.
    pub retired_at: Option<String>,
    /// Whether the client signs with this key now.
    pub in_use: bool,
}

/// A key, its public half, and where it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyView {
    /// Id in the vault.
    pub id: String,
    /// What its owner calls it; empty until they do.
    #[serde(default)]
    pub name: String,
    /// `kid`: ours, or the portal's once it was told.
    pub kid: String,
    /// Modulus length.
    pub bits: u32,
    /// RFC 7638.
    pub thumbprint: String,
    /// One JWK object, public members alone, as text to paste.
    pub jwk: String,
    /// A JWK set with the key alone.
    #[serde(default)]
    pub jwks: String,
    /// PEM `PUBLIC KEY`, as text to paste.
    pub pem: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339; the newest registration that was not taken away.
    pub registered_at: Option<String>,
    /// A year after registration.
    pub expires_at: Option<String>,
    /// Client that it is registered on.
    pub client_id: Option<String>,
    /// Everywhere that it stands or stood, oldest first.
    #[serde(default)]
    pub registrations: Vec<RegistrationView>,
    /// Whether it is the certificate's own key.
    pub from_certificate: bool,
    /// Whether the vault holds the private half; not so after a copied profile.
    #[serde(default)]
    pub private_here: bool,
}

/// Something that was done with a key. Text key `keys:history.<what>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyEventView {
    /// What the key was called then.
    pub name: String,
    /// `made`, `imported`, `registered`, `renewed`, `retired`, `backed_up`, `renamed`, `forgotten`.
    pub what: String,
    /// RFC 3339.
    pub at: String,
}

/// All keys of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeysView {
    /// Oldest first.
    pub keys: Vec<KeyView>,
    /// Id of the key that the wizard works with.
    pub chosen: Option<String>,
    /// Newest first.
    pub history: Vec<KeyEventView>,
}

impl ClientKind {
    /// Digdir's own name for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten",
            Self::ApiKlient => "api_klient",
            Self::Ansattporten => "ansattporten",
        }
    }
}

impl From<KeyBits> for KeySize {
    fn from(bits: KeyBits) -> Self {
        match bits {
            KeyBits::Rsa2048 => Self::Rsa2048,
            KeyBits::Rsa3072 => Self::Rsa3072,
            KeyBits::Rsa4096 => Self::Rsa4096,
        }
    }
}
