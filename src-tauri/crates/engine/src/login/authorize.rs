//! The authorization request (idporten.md 4, 6) with what its answer will be held against.

use serde::Deserialize;
use url::Url;

use super::back_channel::BackChannel;
use super::callback::Expected;
use super::{LoginError, Order, Provider, pkce, token};
use crate::environment::Environment;
use crate::secret::Secret;

/// One request, with values that are used once.
pub(super) struct Authorization {
    parameters: Vec<(&'static str, String)>,
    pub(super) verifier: Secret<String>,
    pub(super) nonce: String,
    state: String,
    acr_values: String,
}

impl Authorization {
    pub(super) fn make(order: &Order, environment: &Environment, offered: &[String], redirect_uri: &str) -> Result<Self, LoginError> {
        let (verifier, state, nonce) = (Secret::new(pkce::unguessable()?), pkce::unguessable()?, pkce::unguessable()?);
        let acr: Result<Vec<String>, _> = order.acr.iter().map(|acr| acr.value(order.client.provider, offered)).collect();
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
            parameters.push(("login_hint", user.hint(environment)?));
        }
        Ok(Self { parameters, verifier, nonce, state, acr_values })
    }

    /// Where the browser goes: with the whole request in the address, or with a reference to it where it could be pushed.
    pub(super) async fn address(&self, order: &Order, channel: &BackChannel<'_>) -> Result<Url, LoginError> {
        let mut url = channel.metadata.authorization.clone();
        match channel.metadata.pushed.as_ref().filter(|_| order.pushed) {
            None => drop(url.query_pairs_mut().extend_pairs(&self.parameters)),
            Some(endpoint) => {
                let reference = self.push(order, endpoint, channel).await?;
                url.query_pairs_mut().extend_pairs([("client_id", order.client.id.as_str()), ("request_uri", &reference)]);
            }
        }
        Ok(url)
    }

    /// RFC 9126 §2.
    async fn push(&self, order: &Order, endpoint: &Url, channel: &BackChannel<'_>) -> Result<String, LoginError> {
        #[derive(Deserialize)]
        struct Pushed {
            request_uri: Option<String>,
        }
        // The channel adds the client's id.
        let fields: Vec<(&str, &str)> =
            self.parameters.iter().filter(|(name, _)| *name != "client_id").map(|(name, value)| (*name, value.as_str())).collect();
        let response = channel.post(endpoint, "/par", &fields).await?;
        if !response.is_success() {
            return Err(token::refusal(&response, order));
        }
        let pushed: Pushed = response.json()?;
        pushed.request_uri.ok_or(LoginError::AnswerIncomplete { member: "request_uri" })
    }

    /// What the callback must carry.
    pub(super) fn expected(&self, order: &Order, issuer: &str, iss_is_sent: bool) -> Expected {
        Expected {
            state: self.state.clone(),
            issuer: issuer.to_owned(),
            iss_is_sent,
            scopes: order.scopes().into_iter().map(str::to_owned).collect(),
            acr_values: self.acr_values.clone(),
            pages: order.answer.clone(),
            language: order.language,
        }
    }
}
