//! `/clients`: list, create, read, replace, deactivate, new secret.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::body::Body;
use super::caller::{CHANGE, CREATE, Caller, READ};
use super::document::Document;
use crate::form::Fields;
use crate::registration::{self, Client, Ground, Refusal};
use crate::store::Record;
use crate::world::World;

pub(super) async fn list(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, READ).await?;
    let active = Fields::parse(query.unwrap_or_default().as_bytes()).first("inactive") != Some("true");
    let mut clients: Vec<Client> = world.store.read(|record| {
        let own = record.clients.values().filter(|client| client.organisation == caller.organisation && client.active == active);
        own.cloned().collect()
    });
    clients.sort_by_key(|client| client.created);
    Ok(Json(clients.iter().map(Document::of).collect::<Vec<_>>()).into_response())
}

pub(super) async fn create(State(world): State<Arc<World>>, headers: HeaderMap, body: Body) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, CREATE).await?;
    let made = change(&world, |record, now| {
        let document = Document::read(body.0)?;
        if let Some(id) = document.id() {
            let there = record.clients.contains_key(id);
            return Err(if there { Refusal::of("client_exists", id).on(Ground::Conflict) } else { Refusal::of("body_fixed", "client_id") });
        }
        registration::create(record, &caller.organisation, document.draft(&caller.organisation)?, caller.author(), now)
    })?;
    Ok(Json(Document::with_secret(&made)).into_response())
}

pub(super) async fn read(State(world): State<Arc<World>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, READ).await?;
    let client = world.store.read(|record| caller.own(record, &id).cloned())?;
    Ok(Json(Document::of(&client)).into_response())
}

pub(super) async fn replace(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, CHANGE).await?;
    let client = change(&world, |record, now| {
        caller.own(record, &id)?;
        registration::active(record, &id)?;
        let document = Document::read(body.0)?;
        if document.id().is_some_and(|named| named != id) {
            return Err(Refusal::of("body_fixed", "client_id"));
        }
        registration::replace(record, &id, document.draft(&caller.organisation)?, caller.author(), now)
    })?;
    Ok(Json(Document::of(&client)).into_response())
}

pub(super) async fn deactivate(State(world): State<Arc<World>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, CHANGE).await?;
    change(&world, |record, now| {
        caller.own(record, &id)?;
        registration::deactivate(record, &id, caller.author(), now)
    })?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn make_secret(State(world): State<Arc<World>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, CHANGE).await?;
    let client = change(&world, |record, now| {
        caller.own(record, &id)?;
        registration::make_secret(record, &id, caller.author(), now)
    })?;
    Ok(Json(Document::with_secret(&client)).into_response())
}

/// Alters the record at the practice clock's time; a refusal is an answer.
pub(super) fn change<T>(world: &World, alter: impl FnOnce(&mut Record, i64) -> Result<T, Refusal>) -> Result<T, Refusal> {
    let now = world.clock.now();
    world.store.try_change(|record| alter(record, now))
}
