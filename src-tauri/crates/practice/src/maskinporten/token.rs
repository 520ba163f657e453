//! The token endpoint: every check in the order of maskinporten.md 3.6.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::access_token::Judged;
use super::refusal::Refusal;
use super::{JWT_BEARER, Maskinporten, access_token, claims, details, scopes, signer};
use crate::Fault;
use crate::form::{Fields, is_form};
use crate::jose::{Algorithm, Jws};
use crate::registration::{Client, ClientKind};
use crate::world::World;

pub(super) async fn answer(State(maskinporten): State<Arc<Maskinporten>>, headers: HeaderMap, body: Bytes) -> Response {
    match exchange(&maskinporten, &headers, &body).await {
        Ok(token) => ([(CACHE_CONTROL, "no-store")], Json(token)).into_response(),
        Err(refusal) => refusal.respond(&maskinporten.world.addresses.maskinporten),
    }
}

async fn exchange(maskinporten: &Maskinporten, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let world = &maskinporten.world;
    let now = world.clock.now();
    let assertion = assertion(headers, body)?;
    let jws = Jws::parse(&assertion).map_err(|error| Refusal::malformed(&error.to_string()))?;
    let algorithm = algorithm(&jws)?;
    let client = client(world, &jws)?;
    let signer = signer::resolve(world, &client, &jws).await?;
    if !signer.has_signed(&jws, algorithm) {
        return Err(Refusal::grant("MP-124", "Invalid JWT signature"));
    }
    claims::check_audience(world, &jws)?;
    claims::check_times(&jws, now)?;
    claims::check_types(&jws)?;
    let fresh = maskinporten.used.take(&client.id, jws.text("jti"), &assertion, now);
    if !fresh || world.faults.is_on(Fault::ReplayedJti) {
        return Err(Refusal::grant("MP-012", "Grant is used before"));
    }
    if world.strict() {
        claims::check_documented(&jws)?;
    }
    let granted = scopes::check(world, &client, &jws)?;
    let details = details::check(world, &client, &jws)?;
    access_token::issue(world, Judged { client: &client, signer: &signer, granted, details, jws: &jws }).await
}

/// RFC 6749 §4.5: a form with `grant_type` and `assertion`.
fn assertion(headers: &HeaderMap, body: &[u8]) -> Result<String, Refusal> {
    if !is_form(headers) {
        return Err(Refusal::plain("invalid_request", "Content type must be application/x-www-form-urlencoded"));
    }
    let fields = Fields::parse(body);
    let field = |name: &'static str| {
        let missing = || Refusal::plain("invalid_request", format!("Missing parameter: {name}"));
        fields.first(name).filter(|value| !value.is_empty()).ok_or_else(missing)
    };
    if field("grant_type")? != JWT_BEARER {
        return Err(Refusal::plain("unsupported_grant_type", "Unsupported grant type"));
    }
    Ok(field("assertion")?.to_owned())
}

fn algorithm(jws: &Jws<'_>) -> Result<Algorithm, Refusal> {
    if jws.header.contains_key("crit") {
        return Err(Refusal::malformed("crit"));
    }
    let unsupported = || Refusal::plain("invalid_grant", "Invalid JWT. Unsupported signature algorithm");
    jws.header_text("alg").and_then(Algorithm::named).ok_or_else(unsupported)
}

fn client(world: &World, jws: &Jws<'_>) -> Result<Client, Refusal> {
    let client = jws.text("iss").and_then(|id| world.store.client(id));
    let client = client.filter(|client| client.active && client.kind == ClientKind::Maskinporten);
    client.ok_or_else(|| Refusal::grant("MP-100", "Client authentication failed. Client not found"))
}
