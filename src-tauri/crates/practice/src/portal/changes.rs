//! The portal's forms: each changes one thing.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::pages::{Visit, client_page, organisation_page, town_page};
use super::refusal::Refusal;
use super::{clients, key_upload};
use crate::form::Fields;
use crate::store::Client;
use crate::world::World;

pub(super) async fn create(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap, fields: Fields) -> Response {
    let visit = Visit::new(world, query, &headers);
    match keep_new(&visit, &fields) {
        Ok(id) => visit.go_to(&format!("/clients/{id}")),
        Err(refusal) => match fields.first("organisation").and_then(|number| visit.world.town.organisation(number)) {
            Some(organisation) => organisation_page(&visit, organisation, Some((&refusal, &fields))),
            None => town_page(&visit, Some(&refusal)),
        },
    }
}

fn keep_new(visit: &Visit, fields: &Fields) -> Result<String, Refusal> {
    let client = clients::read(&visit.world, fields)?;
    let id = client.id.clone();
    visit.world.store.change(|record| record.clients.insert(client.id.clone(), client))?;
    Ok(id)
}

pub(super) async fn set_scopes(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    alter(&visit, &id, |client| {
        client.scopes = clients::scopes(&visit.world, client.kind, &fields)?;
        Ok(())
    })
}

pub(super) async fn add_key(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    let now = visit.world.clock.now();
    let added = key_upload::read(fields.first("key").unwrap_or_default(), now).and_then(|key| {
        // The check sees the set that is changed, so two uploads at once cannot make a sixth key.
        visit.world.store.try_change(|record| key_upload::add(record, &id, key))
    });
    finish(&visit, &id, added)
}

pub(super) async fn delete_key(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    alter(&visit, &id, |client| {
        let before = client.keys.len();
        client.keys.retain(|key| Some(key.kid.as_str()) != fields.first("kid"));
        if client.keys.len() == before { Err(Refusal::new("no_key")) } else { Ok(()) }
    })
}

pub(super) async fn delete(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    let Some(client) = visit.world.store.client(&id) else { return town_page(&visit, Some(&Refusal::new("no_client"))) };
    let deleted = change_client(&visit, &id, |client| {
        client.active = false;
        Ok(())
    });
    match deleted {
        Ok(()) => visit.go_to(&format!("/organisations/{}", client.organisation)),
        Err(refusal) => client_page(&visit, &id, Some(&refusal)),
    }
}

fn alter(visit: &Visit, id: &str, change: impl FnOnce(&mut Client) -> Result<(), Refusal>) -> Response {
    let changed = change_client(visit, id, change);
    finish(visit, id, changed)
}

fn change_client(visit: &Visit, id: &str, change: impl FnOnce(&mut Client) -> Result<(), Refusal>) -> Result<(), Refusal> {
    visit.world.store.try_change(|record| {
        let client = record.clients.get_mut(id).filter(|client| client.active);
        change(client.ok_or_else(|| Refusal::new("no_client"))?)
    })
}

fn finish(visit: &Visit, id: &str, changed: Result<(), Refusal>) -> Response {
    match changed {
        Ok(()) => visit.go_to(&format!("/clients/{id}")),
        Err(refusal) => client_page(visit, id, Some(&refusal)),
    }
}

impl Visit {
    fn go_to(&self, path: &str) -> Response {
        Redirect::to(&format!("{path}?lang={}", self.language.tag())).into_response()
    }
}
