//! What to ask Maskinporten for, and who asks (maskinporten.md 3, 7).

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value, json};

use super::MaskinportenError;
use crate::keys::SigningAlgorithm;
use crate::names::{ClientId, ExternalRef, KeyId, NationalId, OrgNumber, Resource, Scope};

/// What to ask for, and who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The client at Digdir.
    pub client: ClientId,
    /// At least one; said twice counts once.
    pub scopes: Vec<Scope>,
    /// What the grant is signed with.
    pub credential: Credential,
    /// What the token is for, beyond the scopes.
    pub variant: Variant,
}

impl Order {
    /// The ordinary one: for the client's own organisation, for any API that takes the scopes.
    #[must_use]
    pub fn new(client: ClientId, scopes: Vec<Scope>, credential: Credential) -> Self {
        Self { client, scopes, credential, variant: Variant::default() }
    }

    /// The scopes in the order given, each once.
    pub(super) fn each_scope(&self) -> Vec<&str> {
        let mut once = Vec::with_capacity(self.scopes.len());
        for scope in self.scopes.iter().map(Scope::as_str) {
            if !once.contains(&scope) {
                once.push(scope);
            }
        }
        once
    }
}

/// What makes a token another than the ordinary one. They may be combined.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Variant {
    /// `resource`: the APIs that the token is restricted to (maskinporten.md 7.1).
    pub resources: Vec<Resource>,
    /// `pid`: the person whom the calls will concern (7.2).
    pub person: Option<NationalId>,
    /// `consumer_org`: who has delegated the scopes to the client's organisation (7.3).
    pub consumer: Option<OrgNumber>,
    /// `authorization_details`: the system user to act as (7.4).
    pub system_user: Option<SystemUser>,
}

/// A system user, by who owns it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SystemUser {
    /// `systemuser_org`: for an accountant's system user the accountant, never the accountant's client.
    pub owner: OrgNumber,
    /// `externalRef`, if and only if the system user was requested with one.
    pub external_ref: Option<ExternalRef>,
}

/// What a grant is signed with: `kid` or `x5c`, never both (maskinporten.md 3.5).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
        /// Any that Maskinporten accepts.
        algorithm: SigningAlgorithm,
    },
}

impl Credential {
    /// Exactly one of `kid` and `x5c`; signing adds `alg`.
    ///
    /// # Errors
    /// [`MaskinportenError::NoChain`] when there is no certificate to carry.
    pub(crate) fn jose_header(&self) -> Result<Map<String, Value>, MaskinportenError> {
        let (name, value) = match self {
            Self::RegisteredKey { kid, .. } => ("kid", json!(kid.as_str())),
            Self::Certificate { chain, .. } if chain.is_empty() => return Err(MaskinportenError::NoChain),
            // RFC 7515 §4.1.6: standard base64, not base64url.
            Self::Certificate { chain, .. } => ("x5c", chain.iter().map(|der| BASE64_STANDARD.encode(der)).collect()),
        };
        Ok(Map::from_iter([(name.to_owned(), value)]))
    }

    /// The key's id in the store, and what it signs with.
    pub(crate) fn signing(&self) -> (&str, SigningAlgorithm) {
        match self {
            Self::RegisteredKey { key, algorithm, .. } | Self::Certificate { key, algorithm, .. } => (key, *algorithm),
        }
    }
}
