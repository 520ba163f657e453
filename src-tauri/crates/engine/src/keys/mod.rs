//! Keys: making them, taking in those of others, their public half in every form, the names they are registered under.

mod backup;
mod create;
mod error;
mod import;
mod import_error;
mod jwk;
mod private;
mod private_members;
mod public;

pub use backup::BACKUP_PASSWORD;
pub use create::{CreateKey, CreatedKey, create, make_key_id};
pub use error::{CODES, KeyError};
pub use import::{ImportedKey, KeySource, LoadedKey, import, load};
pub use import_error::{CODES as IMPORT_CODES, ImportError};
pub use private::PrivateKey;
pub(crate) use private_members::PRIVATE;
pub use private_members::{refuse_private, refuse_private_text};
pub use public::{KeyFacts, jwks};
pub(crate) use public::{pem, thumbprint};

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SigningAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    #[default]
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
}

impl SigningAlgorithm {
    /// The algorithm that goes by a JOSE name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Rs256, Self::Rs384, Self::Rs512].into_iter().find(|algorithm| algorithm.as_str() == name)
    }

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
