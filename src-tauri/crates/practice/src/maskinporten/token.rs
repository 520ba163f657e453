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
use super::refusal::{Form, Refusal};
use super::scopes::Granted;
use super::{JWT_BEARER, Maskinporten, access_token, claims, details, scopes, signer};
use crate::Fault;
use crate::form::{Fields, is_form};
use crate::jose::{Algorithm, JoseError, Jws};
use crate::registration::{Client, ClientKind};
use crate::world::World;

pub(super) async fn answer(State(maskinporten): State<Arc<Maskinporten>>, headers: HeaderMap, body: Bytes) -> Response {
    match exchange(&maskinporten, &headers, &body).await {
        Ok(token) => ([(CACHE_CONTROL, "no-store")], Json(token)).into_response(),
        Err(refusal) => refusal.respond(&maskinporten.world.addresses.maskinporten, Form::now(&maskinporten.world.faults)),
    }
}

async fn exchange(maskinporten: &Maskinporten, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let world = &maskinporten.world;
    let now = world.clock.now();
    let on = |fault| world.faults.is_on(fault);
    let assertion = assertion(world, headers, body)?;
    let jws = Jws::parse(&assertion).map_err(|error| Refusal::malformed(&error.to_string()))?;
    if on(Fault::AssertionMalformed) {
        return Err(Refusal::malformed(&JoseError::Malformed.to_string()));
    }
    let algorithm = algorithm(&jws)?;
    let client = client(world, &jws)?;
    let signer = signer::resolve(world, &client, &jws).await?;
    if !signer.has_signed(&jws, algorithm) || on(Fault::BrokenSignature) {
        return Err(Refusal::grant("MP-124", "Invalid JWT signature"));
    }
    claims::check_audience(world, &jws)?;
    claims::check_times(world, &jws, now)?;
    claims::check_types(&jws)?;
    let fresh = maskinporten.used.take(&client.id, jws.text("jti"), &assertion, now);
    if !fresh || on(Fault::ReplayedJti) {
        return Err(Refusal::grant("MP-012", "Grant is used before"));
    }
    if world.strict() {
        claims::check_documented(&jws)?;
    }
    let granted = scopes::check(world, &client, &jws)?;
    let details = details::check(world, &client, &jws)?;
    check_unheard_of(world, &granted)?;
    access_token::issue(world, Judged { client: &client, signer: &signer, granted, details, jws: &jws }).await
}

/// RFC 6749 §4.5: a form with `grant_type` and `assertion`.
fn assertion(world: &World, headers: &HeaderMap, body: &[u8]) -> Result<String, Refusal> {
    if world.faults.is_on(Fault::InvalidRequest) {
        return Err(Refusal::plain("invalid_request", ""));
    }
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
    if world.faults.is_on(Fault::UnsupportedGrantType) {
        return Err(Refusal::plain("unsupported_grant_type", ""));
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
    let known = !world.faults.is_on(Fault::ClientUnknown);
    let client = client.filter(|client| known && client.active && client.kind == ClientKind::Maskinporten);
    client.ok_or_else(|| Refusal::grant("MP-100", "Client authentication failed. Client not found"))
}

/// What a grant that is right meets while a fault of the refusals' own form is on.
fn check_unheard_of(world: &World, granted: &Granted) -> Result<(), Refusal> {
    if world.faults.is_on(Fault::RefusalUnknown) {
        return Err(Refusal::plain("consumer_suspended", "The consumer is suspended pending review of its agreement"));
    }
    match Form::now(&world.faults) {
        Form::Usual => Ok(()),
        Form::CodeInText | Form::Older => Err(scopes::not_registered(granted.scopes.first().map_or("", String::as_str))),
    }
}
