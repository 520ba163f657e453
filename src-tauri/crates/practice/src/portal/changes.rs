//! The portal's forms: each changes one thing.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::clients;
use super::pages::{Visit, client_page, organisation_page, town_page};
use crate::form::Fields;
use crate::registration::{self, Author, ClientKind, Draft, Refusal};
use crate::store::Record;
use crate::world::World;

pub(super) async fn create(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap, fields: Fields) -> Response {
    let visit = Visit::new(world, query, &headers);
    let organisation = clients::organisation(&visit.world, &fields);
    let made = organisation.clone().and_then(|organisation| {
        let draft = clients::read(&fields)?;
        visit.change(|record, now| registration::create(record, organisation.number, draft, Author::Portal, now))
    });
    match (made, organisation) {
        (Ok(client), _) => visit.go_to(&format!("/clients/{}", client.id)),
        (Err(refusal), Ok(organisation)) => organisation_page(&visit, organisation, Some((&refusal, &fields))),
        (Err(refusal), Err(_)) => town_page(&visit, Some(&refusal)),
    }
}

/// As Digdir's service desk would: an administration client, with the scopes that it is for.
pub(super) async fn create_administration(
    State(world): State<Arc<World>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    let name = visit.text("administration_name");
    let made = clients::organisation(&visit.world, &fields).and_then(|organisation| {
        let on_request = || visit.world.town.scopes().iter().filter(|scope| scope.is_on_request()).map(|scope| scope.name.to_owned());
        let kind = Fields::of([("kind", ClientKind::Maskinporten.name()), ("name", &name)]);
        let draft = Draft { scopes: on_request().collect(), ..clients::read(&kind)? };
        visit.change(|record, now| {
            let granted = record.granted.entry(organisation.number.to_owned()).or_default();
            for scope in on_request() {
                granted.entry(scope).or_insert(now);
            }
            registration::create(record, organisation.number, draft, Author::Portal, now)
        })
    });
    match made {
        Ok(client) => visit.go_to(&format!("/clients/{}", client.id)),
        Err(refusal) => town_page(&visit, Some(&refusal)),
    }
}

pub(super) async fn set_scopes(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    let changed = visit.change(|record, now| {
        let mut draft = Draft::of(registration::active(record, &id)?);
        draft.scopes = clients::scopes(draft.kind, &fields);
        registration::replace(record, &id, draft, Author::Portal, now)
    });
    finish(&visit, &id, changed.map(drop))
}

pub(super) async fn add_key(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    let added = visit.change(|record, now| {
        let key = registration::read_text(fields.first("key").unwrap_or_default(), now)?;
        registration::add_key(record, &id, key, Author::Portal, now)
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
    let kid = fields.first("kid").unwrap_or_default();
    let removed = visit.change(|record, now| registration::remove_key(record, &id, kid, Author::Portal, now));
    finish(&visit, &id, removed)
}

pub(super) async fn delete(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    let organisation = visit.world.store.client(&id).map(|client| client.organisation).unwrap_or_default();
    match visit.change(|record, now| registration::deactivate(record, &id, Author::Portal, now)) {
        Ok(()) => visit.go_to(&format!("/organisations/{organisation}")),
        Err(refusal) => client_page(&visit, &id, Some(&refusal)),
    }
}

fn finish(visit: &Visit, id: &str, changed: Result<(), Refusal>) -> Response {
    match changed {
        Ok(()) => visit.go_to(&format!("/clients/{id}")),
        Err(refusal) => client_page(visit, id, Some(&refusal)),
    }
}

impl Visit {
    /// Alters the record at the practice clock's time.
    fn change<T>(&self, alter: impl FnOnce(&mut Record, i64) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let now = self.world.clock.now();
        self.world.store.try_change(|record| alter(record, now))
    }

    fn go_to(&self, path: &str) -> Response {
        Redirect::to(&format!("{path}?lang={}", self.language.tag())).into_response()
    }
}
