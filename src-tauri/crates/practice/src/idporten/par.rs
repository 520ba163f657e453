//! `POST /par`: authorization requests that the browser never sees (RFC 9126).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::form::Fields;
use crate::idporten::IdPorten;
use crate::idporten::client_authentication::Caller;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::{AuthorizationRequest, ReturnAddress};
use crate::idporten::shelf::unguessable;
use crate::registration::Client;

/// What every reference begins with.
pub(super) const PREFIX: &str = "urn:idporten:";
const LIFETIME: i64 = 120;

/// A pushed request with the client that pushed it.
pub(super) struct Pushed {
    client: String,
    parameters: Parameters,
}

pub(super) async fn par(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Result<Response, Refusal> {
    let parameters = Parameters::of(&fields)?;
    let Caller { client, .. } = app.authenticate(&parameters, &headers).await?;
    let answer_to = ReturnAddress::of(&parameters, &client)?;
    AuthorizationRequest::of(&parameters, &client, answer_to, app.world.strict())?;
    let (reference, now) = (format!("{PREFIX}{}", unguessable()), app.world.clock.now());
    app.pushed.put(&reference, Pushed { client: client.id, parameters }, now + LIFETIME, now);
    let body = Json(json!({ "request_uri": reference, "expires_in": LIFETIME }));
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], body).into_response())
}

/// Takes the pushed request, once, for the client that pushed it. What stands beside the reference counts for nothing (RFC 9126 §4),
/// and where practice is strict nothing may.
pub(super) fn collect(app: &IdPorten, reference: &str, beside: &Parameters, client: &Client) -> Result<Parameters, Refusal> {
    let extra = beside.names().find(|name| !["client_id", "request_uri"].contains(name));
    if let Some(extra) = extra.filter(|_| app.world.strict()) {
        return Err(Refusal::invalid_request(format!("The parameter {extra} is not allowed beside request_uri")));
    }
    let unknown = || Refusal::new("invalid_request_uri", "Unknown, used or expired request_uri");
    let now = app.world.clock.now();
    let is_own = app.pushed.with(reference, now, |pushed| pushed.client == client.id).ok_or_else(unknown)?;
    if !is_own {
        return Err(Refusal::new("invalid_request_uri", "The request_uri belongs to another client"));
    }
    app.pushed.take(reference, now).map(|pushed| pushed.parameters).ok_or_else(unknown)
}
