//! Keys: making them, their public half in every form, and the names they are registered under.

mod create;
mod error;
mod private;
mod public;

pub use create::{CreateKey, CreatedKey, create, make_key_id};
pub use error::{CODES, KeyError};
pub use private::PrivateKey;
pub use public::KeyFacts;

/// Sizes that we make. 2048 is the floor at Digdir; 3072 is what the issuers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySize {
    /// 2048 bits.
    Rsa2048,
    /// 3072 bits: the default.
    Rsa3072,
    /// 4096 bits.
    Rsa4096,
}

/// The algorithms that Maskinporten accepts (RFC 7518 §3.3); there are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SigningAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
}

impl SigningAlgorithm {
    /// The JOSE name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
        }
    }
}

/// A key that the store has just taken charge of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The store's own id.
    pub id: String,
    /// Its public half.
    pub facts: KeyFacts,
}
