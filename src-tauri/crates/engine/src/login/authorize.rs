//! The authorization request (idporten.md 4, 6) with what its answer will be held against.

use serde::Deserialize;
use url::Url;

use super::back_channel::BackChannel;
use super::callback::Expected;
use super::dpop::Binding;
use super::metadata::Metadata;
use super::refusal::Asked;
use super::{Acr, LoginError, Order, Provider, pkce, token};
use crate::secret::Secret;

/// Bytes of a reference: no browser is started with an address without end.
const LONGEST_REFERENCE: usize = 2_048;

/// One request, with values that are used once.
pub(super) struct Authorization {
    parameters: Vec<(&'static str, String)>,
    pub(super) verifier: Secret<String>,
    pub(super) nonce: String,
    state: String,
    pub(super) asked: Asked,
}

impl Authorization {
    /// `binding` is the key that the tokens are to be bound to.
    pub(super) fn make(order: &Order, metadata: &Metadata, redirect_uri: &str, binding: Option<&Binding>) -> Result<Self, LoginError> {
        let (verifier, state, nonce) = (Secret::new(pkce::unguessable()?), pkce::unguessable()?, pkce::unguessable()?);
        let acr: Result<Vec<String>, _> = order.acr.iter().map(|acr| acr.value(order.client.provider, &metadata.acr_values)).collect();
        let acr_values = acr?.join(" ");
        let mut parameters = vec![
            ("response_type", "code".to_owned()),
            ("response_mode", "query".to_owned()),
            ("client_id", order.client.id.to_string()),
            ("redirect_uri", redirect_uri.to_owned()),
            ("scope", order.scopes().join(" ")),
            ("state", state.clone()),
            ("nonce", nonce.clone()),
            ("code_challenge", pkce::challenge(&verifier)),
            ("code_challenge_method", "S256".to_owned()),
            ("acr_values", acr_values.clone()),
            ("ui_locales", order.language.to_owned()),
        ];
        parameters.extend(order.prompt.map(|prompt| ("prompt", prompt.as_str().to_owned())));
        if let (Provider::Ansattporten, Some(details)) = (order.client.provider, &order.details) {
            parameters.push(("authorization_details", details.to_json().to_string()));
        }
        if let Some(user) = &order.test_user {
            let level = Acr::Level(user.level).value(order.client.provider, &metadata.acr_values)?;
            parameters.push(("login_hint", user.hint(&level)));
        }
        // RFC 9449 §10: the code is bound too. Who does not know the parameter ignores it (RFC 6749 §3.1).
        parameters.extend(binding.map(|binding| ("dpop_jkt", binding.thumbprint().to_owned())));
        let asked = Asked {
            scopes: order.scopes().into_iter().map(str::to_owned).collect(),
            acr_values,
            redirect_uri: order.redirect.registered(),
            method: order.client.authentication.as_str(),
        };
        Ok(Self { parameters, verifier, nonce, state, asked })
    }

    /// Where the browser goes: with the whole request in the address, or with a reference to it where it could be pushed.
    pub(super) async fn address(&self, order: &Order, channel: &BackChannel<'_>) -> Result<Url, LoginError> {
        let mut url = channel.metadata.authorization.clone();
        match self.pushed(order, channel).await? {
            None => url.query_pairs_mut().extend_pairs(&self.parameters),
            Some(reference) => url.query_pairs_mut().extend_pairs([("client_id", order.client.id.as_str()), ("request_uri", &reference)]),
        };
        Ok(url)
    }

    /// The reference to the pushed request. Where it need not be pushed, an endpoint that is down ends no login.
    async fn pushed(&self, order: &Order, channel: &BackChannel<'_>) -> Result<Option<String>, LoginError> {
        let is_needed = channel.metadata.pushed_alone;
        let endpoint = match &channel.metadata.pushed {
            Some(endpoint) if order.pushed || is_needed => endpoint,
            None if is_needed => return Err(LoginError::NotOffered { member: "pushed_authorization_request_endpoint" }),
            _ => return Ok(None),
        };
        match channel.party.note("login.pushed", self.push(endpoint, channel).await) {
            Err(LoginError::Http(_)) if !is_needed => Ok(None),
            outcome => outcome.map(Some),
        }
    }

    /// RFC 9126 §2.
    async fn push(&self, endpoint: &Url, channel: &BackChannel<'_>) -> Result<String, LoginError> {
        #[derive(Deserialize)]
        struct Pushed {
            request_uri: Option<String>,
        }
        // The channel adds the client's id.
        let fields: Vec<(&str, &str)> =
            self.parameters.iter().filter(|(name, _)| *name != "client_id").map(|(name, value)| (*name, value.as_str())).collect();
        let response = channel.post(endpoint, "/par", &fields).await?;
        if !response.is_success() {
            return Err(token::refusal(&response, &self.asked));
        }
        let pushed: Pushed = response.json()?;
        let reference = pushed.request_uri.filter(|reference| (1..=LONGEST_REFERENCE).contains(&reference.len()));
        reference.ok_or(LoginError::AnswerIncomplete { member: "request_uri" })
    }

    /// What the callback must carry.
    pub(super) fn expected(&self, order: &Order, metadata: &Metadata) -> Expected {
        Expected {
            state: self.state.clone(),
            issuer: metadata.issuer.clone(),
            iss_is_sent: metadata.iss_is_sent,
            asked: self.asked.clone(),
            pages: order.answer.clone(),
            language: order.language,
        }
    }
}
