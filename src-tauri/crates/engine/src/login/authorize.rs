//! The authorization request (idporten.md 4) with what its answer will be held against.

use url::Url;

use super::callback::Expected;
use super::metadata::Metadata;
use super::{LoginError, Order, pkce};
use crate::secret::Secret;

/// One request, with values that are used once.
pub(super) struct Authorization {
    pub(super) url: Url,
    pub(super) verifier: Secret<String>,
    pub(super) nonce: String,
    state: String,
}

impl Authorization {
    pub(super) fn make(order: &Order, metadata: &Metadata, redirect_uri: &str) -> Result<Self, LoginError> {
        let (verifier, state, nonce) = (Secret::new(pkce::unguessable()?), pkce::unguessable()?, pkce::unguessable()?);
        let mut url = metadata.authorization.clone();
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("response_mode", "query"),
            ("client_id", order.client.as_str()),
            ("redirect_uri", redirect_uri),
            ("scope", &order.scopes().join(" ")),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &pkce::challenge(&verifier)),
            ("code_challenge_method", "S256"),
            ("acr_values", order.level.acr()),
            ("ui_locales", order.language),
        ]);
        Ok(Self { url, verifier, nonce, state })
    }

    /// What the callback must carry.
    pub(super) fn expected(&self, order: &Order, metadata: &Metadata) -> Expected {
        Expected {
            state: self.state.clone(),
            issuer: metadata.issuer.clone(),
            iss_is_sent: metadata.iss_is_sent,
            scopes: order.scopes().into_iter().map(str::to_owned).collect(),
            level: order.level,
            pages: order.answer.clone(),
            language: order.language,
        }
    }
}
