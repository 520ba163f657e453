//! `/clients/ID/jwks`: the key set, read and written whole (idporten.md 14.5).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::body::Body;
use super::caller::{CHANGE, Caller, READ};
use super::clients::change;
use super::document::timestamp;
use crate::keys::KeyName;
use crate::registration::{self, Author, Client, Refusal, RegisteredKey};
use crate::world::World;
use crate::{Fault, PracticeError};

/// How the other writer's key ids begin.
const OTHER_WRITER: &str = "other-writer-";

pub(super) async fn read(State(world): State<Arc<World>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, READ).await?;
    let client = world.store.read(|record| caller.own(record, &id).cloned())?;
    if world.faults.is_on(Fault::SecondWriter) {
        write_as_another(&world, &client).await.map_err(Refusal::from)?;
    }
    Ok(Json(key_set(&client)).into_response())
}

pub(super) async fn replace(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, CHANGE).await?;
    let vanishes = world.faults.is_on(Fault::KeyVanishes);
    let answer = change(&world, |record, now| {
        let before = caller.own(record, &id)?.keys.clone();
        let keys = keys(&body.0, now)?;
        registration::replace_keys(record, &id, keys.clone(), caller.author(), now)?;
        let promised = key_set(caller.own(record, &id)?);
        if vanishes {
            let kept = keys.into_iter().filter(|key| before.iter().any(|old| old.kid == key.kid)).collect();
            registration::replace_keys(record, &id, kept, caller.author(), now)?;
        }
        Ok(promised)
    })?;
    Ok(Json(answer).into_response())
}

pub(super) async fn remove(State(world): State<Arc<World>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, CHANGE).await?;
    change(&world, |record, now| {
        caller.own(record, &id)?;
        registration::replace_keys(record, &id, Vec::new(), caller.author(), now)
    })?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `{"keys":[JWK,…]}` and nothing beside it.
fn keys(body: &Value, now: i64) -> Result<Vec<RegisteredKey>, Refusal> {
    let set = body.as_object().ok_or_else(|| Refusal::of("body_missing", "keys"))?;
    if let Some(other) = set.keys().find(|member| *member != "keys") {
        return Err(Refusal::of("body_fixed", other));
    }
    let keys = set.get("keys").and_then(Value::as_array).ok_or_else(|| Refusal::of("body_missing", "keys"))?;
    keys.iter().map(|jwk| registration::read_jwk(jwk, now)).collect()
}

fn key_set(client: &Client) -> Value {
    let (created, updated) = client.keys_written();
    let keys: Vec<_> = client.keys.iter().map(|key| &key.jwk).collect();
    json!({ "keys": keys, "created": timestamp(created), "last_updated": timestamp(updated) })
}

/// What [`Fault::SecondWriter`] does: another program of the organisation's renews its own key on the client, as far as there is room.
async fn write_as_another(world: &World, client: &Client) -> Result<(), PracticeError> {
    let mut jwk = world.keys.key(KeyName::IdPorten).await?.public_jwk();
    let kid = format!("{OTHER_WRITER}{}", uuid::Uuid::new_v4().simple());
    jwk["kid"] = kid.clone().into();
    let now = world.clock.now();
    let key = RegisteredKey { kid, jwk, uploaded: now };
    let written = world.store.try_change(|record| {
        let mut keys = registration::active(record, &client.id)?.keys.clone();
        keys.retain(|key| !key.kid.starts_with(OTHER_WRITER));
        keys.push(key);
        registration::replace_keys(record, &client.id, keys, Author::OtherWriter, now)
    });
    if let Err(refusal) = written {
        tracing::debug!(?refusal, "the other writer's key did not fit");
    }
    Ok(())
}
