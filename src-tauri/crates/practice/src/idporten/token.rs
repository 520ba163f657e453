//! `POST /token`: idporten.md 7.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::Fault;
use crate::form::Fields;
use crate::idporten::IdPorten;
use crate::idporten::client_authentication::Caller;
use crate::idporten::grants::Live;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::registration::Authentication;

pub(super) async fn token(
    State(app): State<Arc<IdPorten>>,
    headers: HeaderMap,
    fields: Result<Fields, Response>,
) -> Result<Response, Refusal> {
    let fields = fields.map_err(|_| Refusal::invalid_request("The body must be application/x-www-form-urlencoded"))?;
    let parameters = Parameters::of(&fields)?;
    let grant_type = parameters.required("grant_type")?;
    let caller = app.authenticate(&parameters, &headers).await?;
    let key = app.proof(&headers, &Method::POST, "/token", None)?;
    let answer = match grant_type {
        "authorization_code" => app.by_code(&parameters, &caller, key).await?,
        "refresh_token" => app.by_refresh(&parameters, &caller, key).await?,
        other => return Err(Refusal::new("unsupported_grant_type", format!("Unsupported grant_type: {other}"))),
    };
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], Json(answer)).into_response())
}

impl IdPorten {
    async fn by_code(&self, parameters: &Parameters, caller: &Caller, key: Option<String>) -> Result<Value, Refusal> {
        let (code, redirect_uri) = (parameters.required("code")?, parameters.required("redirect_uri")?);
        let verifier = parameters.text("code_verifier");
        if caller.client.login.pkce && verifier.is_none() {
            return Err(Refusal::invalid_request("Missing code_verifier parameter"));
        }
        if self.world.faults.is_on(Fault::CodeExpired) {
            return Err(Refusal::invalid_grant("Invalid, expired or used authorization code"));
        }
        let live = self.grants.redeem(code, &caller.client.id, redirect_uri, verifier, self.world.clock.now())?;
        let mut answer = self.access(&live, caller, &live.authorization.scopes, key).await?;
        if live.authorization.has("openid") && !self.world.faults.is_on(Fault::NoIdToken) {
            answer.insert("id_token".to_owned(), self.id_token(&live.authorization).await?.into());
        }
        Ok(answer.into())
    }

    async fn by_refresh(&self, parameters: &Parameters, caller: &Caller, key: Option<String>) -> Result<Value, Refusal> {
        if !caller.client.login.refresh {
            return Err(Refusal::new("unauthorized_client", "The grant type refresh_token is not registered on the client"));
        }
        if self.world.faults.is_on(Fault::RefreshRefused) {
            return Err(Refusal::invalid_grant("Invalid, expired or revoked refresh token"));
        }
        let live = self.grants.refresh(parameters.required("refresh_token")?, &caller.client.id, key.as_deref(), self.world.clock.now())?;
        let asked: Vec<String> = parameters.words("scope").map(str::to_owned).collect();
        if let Some(wider) = asked.iter().find(|scope| !live.authorization.has(scope)) {
            return Err(Refusal::new("invalid_scope", format!("The scope {wider} was not granted")));
        }
        let scopes = if asked.is_empty() { &live.authorization.scopes } else { &asked };
        Ok(self.access(&live, caller, scopes, key).await?.into())
    }

    /// What both grants answer.
    async fn access(&self, live: &Live, caller: &Caller, scopes: &[String], key: Option<String>) -> Result<Map<String, Value>, Refusal> {
        let mut answer = Map::new();
        answer.insert("access_token".to_owned(), self.access_token(live, caller, scopes, key.as_deref()).await?.into());
        answer.insert("token_type".to_owned(), json!(if key.is_some() { "DPoP" } else { "Bearer" }));
        if !self.world.faults.is_on(Fault::NoExpiresIn) {
            answer.insert("expires_in".to_owned(), live.access_lifetime().into());
        }
        answer.insert("scope".to_owned(), scopes.join(" ").into());
        if let Some(details) = &live.authorization.details {
            answer.insert("authorization_details".to_owned(), details.clone());
        }
        if caller.client.login.refresh {
            let refresh = self.grants.issue_refresh(
                live,
                key.filter(|_| caller.client.login.authentication == Authentication::None),
                self.world.clock.now(),
            );
            answer.insert("refresh_token".to_owned(), refresh.token.into());
            answer.insert("refresh_token_expires_in".to_owned(), refresh.lifetime.into());
        }
        Ok(answer)
    }
}
