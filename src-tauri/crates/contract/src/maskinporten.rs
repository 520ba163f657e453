//! Maskinporten on the page: what to ask for, and what a token says. Never the token.

use inngang_engine::diagnostics::token_reader::{self, Against, Detail, Role};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{self, Token};
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moment;

/// What signs the grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignWith {
    /// The registered key (`kid`).
    Key,
    /// The enterprise certificate (`x5c`).
    Certificate,
}

/// The signature's algorithm (maskinporten.md 3.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum Algorithm {
    /// The ordinary one.
    #[default]
    Rs256,
    /// With SHA-384.
    Rs384,
    /// With SHA-512.
    Rs512,
}

/// What the token is for, beyond the scopes, as typed. What is empty is left out of the grant.
#[derive(Debug, Default, Deserialize, TS)]
pub struct TokenVariant {
    /// `resource`: URIs separated by white space.
    pub resources: String,
    /// `pid`: eleven digits. Kept nowhere.
    #[ts(type = "string | null")]
    pub person: Option<Secret<String>>,
    /// `consumer_org`: an organisation number.
    pub consumer: String,
    /// Owner of the system user: an organisation number.
    pub owner: String,
    /// `externalRef` of the system user.
    pub external_ref: String,
}

/// Asks for a token.
#[derive(Debug, Deserialize, TS)]
pub struct ObtainToken {
    /// Client id as typed.
    pub client_id: String,
    /// Scopes as typed, separated by white space.
    pub scopes: String,
    /// What signs.
    pub sign_with: SignWith,
    /// With which algorithm; a registered key's is the one that it is registered for.
    pub algorithm: Algorithm,
    /// Beyond the ordinary.
    pub variant: TokenVariant,
    /// Whether to wait up to three minutes while Maskinporten does not know the key yet.
    pub wait_for_key: bool,
    /// Whether to wait up to a minute while Altinn does not know the system user yet.
    pub wait_for_system_user: bool,
}

/// What passes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Maskinporten does not know the key yet.
    UnknownKey,
    /// Altinn does not know the system user yet.
    NoSystemUser,
    /// The line, or the service as a whole.
    Outage,
}

/// While waiting for what passes by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenProgress {
    /// Tries so far.
    pub tries: u32,
    /// Seconds since the first.
    pub seconds: u32,
    /// What is waited for.
    pub obstacle: Obstacle,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenView {
    /// Id in the session; none after a restart, when the token is gone.
    pub token: Option<String>,
    /// What signed the grant.
    pub sign_with: SignWith,
    /// Issuer.
    pub issuer: String,
    /// Client.
    pub client_id: String,
    /// `private_key_jwt`, `virksomhetssertifikat` …
    pub client_amr: Option<String>,
    /// Nine digits of the consumer.
    pub consumer: Option<String>,
    /// Nine digits of the supplier.
    pub supplier: Option<String>,
    /// Scopes that were issued.
    pub scopes: Vec<String>,
    /// Scopes that were ordered and not given.
    #[serde(default)]
    pub missing: Vec<String>,
    /// APIs that it is restricted to; none: any that takes its scopes.
    #[serde(default)]
    pub audience: Vec<String>,
    /// The system user that it acts as.
    #[serde(default)]
    pub system_user: Option<SystemUserView>,
    /// Whether it is restricted to a person. Who that is, is not kept.
    #[serde(default)]
    pub for_a_person: bool,
    /// Where the consumer gave the supplier leave.
    #[serde(default)]
    pub delegation_source: Option<String>,
    /// RFC 3339, by Maskinporten's clock.
    pub issued_at: String,
    /// RFC 3339, by this computer's clock.
    pub expires_at: String,
    /// How long it holds in all, in seconds: the two moments above are of two clocks.
    #[serde(default)]
    pub lifetime: u32,
    /// Server's clock minus ours, in seconds, when it was measured.
    pub clock_offset: Option<i32>,
}

/// A system user in a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemUserView {
    /// Its id.
    pub id: Option<String>,
    /// Nine digits of its owner.
    pub owner: Option<String>,
    /// The system in Altinn's register.
    pub system: Option<String>,
}

/// Copies a token to the clipboard, in Rust.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CopyToken {
    /// Id in the session.
    pub token: String,
}

/// The token is on the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopiedView {
    /// When it will be cleared from it.
    pub cleared_after_seconds: u32,
}

impl From<Algorithm> for SigningAlgorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Rs256 => Self::Rs256,
            Algorithm::Rs384 => Self::Rs384,
            Algorithm::Rs512 => Self::Rs512,
        }
    }
}

impl From<maskinporten::Obstacle> for Obstacle {
    fn from(obstacle: maskinporten::Obstacle) -> Self {
        match obstacle {
            maskinporten::Obstacle::UnknownKey => Self::UnknownKey,
            maskinporten::Obstacle::NoSystemUser => Self::NoSystemUser,
            maskinporten::Obstacle::Outage => Self::Outage,
        }
    }
}

impl SystemUserView {
    fn of(detail: &Detail) -> Option<Self> {
        let Detail::SystemUser(user) = detail else { return None };
        let owner = user.owner.as_ref().map(|owner| owner.clone().number_or_id());
        Some(Self { id: user.ids.first().cloned(), owner, system: user.system.clone() })
    }
}

impl TokenView {
    /// What a token says; the id under which it is kept is added by whoever keeps it.
    #[must_use]
    pub fn new(token: &Token, sign_with: SignWith, client_id: &str) -> Self {
        let said = &token.facts;
        // An opaque token tells nothing more.
        let read = token_reader::read(&token.secret, Against { environment: None, now: token.expires_at, clock_offset: None }).ok();
        let details = read.iter().flat_map(|read| &read.details);
        let named = |role| read.iter().flat_map(|read| &read.parties).find(|party| party.role == role).map(|party| party.name.clone());
        Self {
            token: None,
            sign_with,
            issuer: said.issuer.clone().unwrap_or_default(),
            client_id: said.client_id.clone().unwrap_or_else(|| client_id.to_owned()),
            client_amr: said.client_amr.clone(),
            consumer: said.consumer.clone(),
            supplier: said.supplier.clone(),
            scopes: said.scopes.clone(),
            missing: token.missing.clone(),
            audience: said.audience.clone(),
            system_user: details.into_iter().find_map(SystemUserView::of),
            for_a_person: named(Role::Person).is_some(),
            delegation_source: named(Role::DelegationSource),
            issued_at: moment(said.issued_at.unwrap_or(token.expires_at)),
            expires_at: moment(token.expires_at),
            lifetime: u32::try_from(token.lifetime.whole_seconds()).unwrap_or(u32::MAX),
            clock_offset: token.clock_offset.and_then(|seconds| i32::try_from(seconds).ok()),
        }
    }
}
