//! Enhetsregisteret's open data about the town: altinn.md 7.8, 13 #37.
//!
//! Below `/enhetsregisteret/api`: `enheter`, `underenheter`, `enheter/{orgnr}/roller`, `roller/enheter/{orgnr}/juridiskeroller`,
//! `roller/rolletyper`, `roller/rollegruppetyper`, `organisasjonsformer`, `oppdateringer/…`; `/autorisert-api` is closed.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::Fault;
use crate::world::World;

mod clients;
mod codes;
mod roles;
mod search;
#[cfg(test)]
mod tests;
mod unit;
mod updates;

/// The address with what it answers.
struct Register {
    origin: String,
    /// How many of the crowd the accountant has for clients.
    crowd: usize,
}

impl Register {
    fn link(&self, path: &str) -> Value {
        json!({ "href": format!("{}/enhetsregisteret/api/{path}", self.origin) })
    }
}

/// `{register}`
pub(crate) fn router(world: Arc<World>) -> Router {
    let api = "/enhetsregisteret/api";
    Router::new()
        .route(&format!("{api}/enheter"), get(search::units))
        .route(&format!("{api}/underenheter"), get(search::subunits))
        .route(&format!("{api}/enheter/{{number}}"), get(unit::unit))
        .route(&format!("{api}/underenheter/{{number}}"), get(unit::subunit))
        .route(&format!("{api}/enheter/{{number}}/roller"), get(roles::of_unit))
        .route(&format!("{api}/roller/enheter/{{number}}/juridiskeroller"), get(clients::of_unit))
        .route(&format!("{api}/roller/rolletyper"), get(codes::roles))
        .route(&format!("{api}/roller/rollegruppetyper"), get(codes::groups))
        .route(&format!("{api}/organisasjonsformer"), get(codes::forms))
        .route(&format!("{api}/oppdateringer/enheter"), get(updates::units))
        .route(&format!("{api}/oppdateringer/roller"), get(updates::roles))
        .route("/enhetsregisteret/autorisert-api/{*rest}", any(authorized))
        .layer(from_fn_with_state(world.clone(), fail))
        .with_state(Arc::new(Register { origin: world.addresses.register.clone(), crowd: world.crowd }))
}

async fn fail(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    if world.faults.is_on(Fault::RegisterDown) {
        return (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable\n").into_response();
    }
    next.run(request).await
}

/// Open to those with a scope that nobody in the town is given.
async fn authorized(headers: HeaderMap) -> Response {
    if headers.contains_key(AUTHORIZATION) {
        return StatusCode::FORBIDDEN.into_response();
    }
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response()
}

/// Nine digits; whether they check does not matter here.
fn is_number(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 400 in the register's own words.
fn malformed(path: &str, parameter: &str, value: &str) -> Response {
    let body = json!({
        "status": 400,
        "error": "Bad Request",
        "message": "Feilaktig forespørsel",
        "path": path,
        "antallFeil": 1,
        "valideringsfeil": [{ "feilmelding": "Ugyldig verdi", "parametere": [parameter], "feilaktigVerdi": value }],
    });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// JSON in the version that was asked for; version 1 is gone since September 2024.
fn answer(headers: &HeaderMap, kind: &str, body: &Value) -> Response {
    let accepted = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let versioned = |version: &str| format!("application/vnd.brreg.enhetsregisteret.{kind}.{version}+json");
    if accepted.contains(&versioned("v1")) {
        return StatusCode::NOT_ACCEPTABLE.into_response();
    }
    let kind = if accepted.contains(&versioned("v2")) { versioned("v2") } else { "application/json".to_owned() };
    (StatusCode::OK, [(CONTENT_TYPE, format!("{kind};charset=UTF-8"))], body.to_string()).into_response()
}
