//! Maskinporten on the page: what to ask for, and what a token says. Never the token.

use inngang_engine::maskinporten::Token;
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

/// Asks for a token.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ObtainToken {
    /// Client id as typed.
    pub client_id: String,
    /// Scopes as typed, separated by white space.
    pub scopes: String,
    /// What signs.
    pub sign_with: SignWith,
    /// Whether to wait up to three minutes while Maskinporten does not know the key yet.
    pub wait_for_key: bool,
}

/// While waiting for a fresh key to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenProgress {
    /// Tries so far.
    pub tries: u32,
    /// Seconds since the first.
    pub seconds: u32,
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
    /// RFC 3339.
    pub issued_at: String,
    /// RFC 3339.
    pub expires_at: String,
    /// Server's clock minus ours, in seconds, when it was measured.
    pub clock_offset: Option<i32>,
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

impl TokenView {
    /// What a token says; the id under which it is kept is added by whoever keeps it.
    #[must_use]
    pub fn new(token: &Token, sign_with: SignWith, client_id: &str) -> Self {
        let said = &token.facts;
        Self {
            token: None,
            sign_with,
            issuer: said.issuer.clone().unwrap_or_default(),
            client_id: said.client_id.clone().unwrap_or_else(|| client_id.to_owned()),
            client_amr: said.client_amr.clone(),
            consumer: said.consumer.clone(),
            supplier: said.supplier.clone(),
            scopes: said.scopes.clone(),
            issued_at: moment(said.issued_at.unwrap_or(token.expires_at)),
            expires_at: moment(token.expires_at),
            clock_offset: token.clock_offset.and_then(|seconds| i32::try_from(seconds).ok()),
        }
    }
}
