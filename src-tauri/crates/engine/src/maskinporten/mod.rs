//! Maskinporten: an order, checked beforehand, becomes a token that an organisation can show (RFC 7523; maskinporten.md).

mod dry_run;
mod error;
mod grant;
mod metadata;
mod obtain;
mod refusals;
mod token;
mod token_facts;

pub use dry_run::{CODES as CHECK_CODES, CertificateSubject, Check, DryRunSubject, Outcome, dry_run};
pub use error::{CODES, MaskinportenError};
pub use grant::sign as sign_grant;
pub use obtain::{obtain, obtain_when_known};
pub use refusals::Refused;
pub use token::Token;
pub use token_facts::TokenFacts;

use crate::keys::SigningAlgorithm;
use crate::names::{ClientId, KeyId, Scope};

/// What to ask for, and who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The client at Digdir.
    pub client: ClientId,
    /// At least one; said twice counts once.
    pub scopes: Vec<Scope>,
    /// What the grant is signed with.
    pub credential: Credential,
}

/// What a grant is signed with: `kid` or `x5c`, never both (maskinporten.md 3.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A key whose public half is registered on the client.
    RegisteredKey {
        /// Id in the key store.
        key: String,
        /// The name that it is registered under.
        kid: KeyId,
        /// The algorithm that it is registered for.
        algorithm: SigningAlgorithm,
    },
    /// An enterprise certificate; for clients without registered keys.
    Certificate {
        /// Id in the key store.
        key: String,
        /// DER: leaf first, then those who issued it.
        chain: Vec<Vec<u8>>,
    },
}
