//! What a vendor reads of its change requests, and how it takes one back.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::altinn::Altinn;
use crate::altinn::page::List;
use crate::altinn::problem::UNKNOWN_REQUEST;
use crate::altinn::refusal::{Refusal, answer};
use crate::altinn::requests::{READ, WRITE, uuid};
use crate::systems::ChangeRequest;

pub(super) async fn one(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let read = async {
        let vendor = app.changing(&headers, &READ).await?;
        let change = app.world.change_request(&uuid("requestId", &id)?).ok_or(UNKNOWN_REQUEST)?;
        app.system_of(&vendor, &change.system)?;
        Ok(app.change_body(&change))
    };
    answer(read.await, &headers)
}

/// Without the lists of packages (altinn.md 5.8).
pub(super) async fn by_reference(
    State(app): State<Arc<Altinn>>,
    Path((system, party, external_ref)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let read = async {
        let vendor = app.changing(&headers, &READ).await?;
        app.system_of(&vendor, &system)?;
        let fits = |change: &&ChangeRequest| {
            !change.is_deleted && (&change.system, &change.party, &change.external_ref) == (&system, &party, &external_ref)
        };
        let found =
            app.world.store.read(|record| record.change_requests.values().filter(fits).max_by_key(|change| change.created).cloned());
        let change = found.ok_or(UNKNOWN_REQUEST)?;
        let mut body = app.change_head(&change);
        body["requiredRights"] = json!(change.wanted.required_rights);
        body["unwantedRights"] = json!(change.wanted.unwanted_rights);
        Ok(body)
    };
    answer(read.await, &headers)
}

/// Every page is the first one: the token that leads on is not read (altinn.md 5.8).
pub(super) async fn by_system(State(app): State<Arc<Altinn>>, Path(system): Path<String>, headers: HeaderMap) -> Response {
    let read = async {
        let vendor = app.changing(&headers, &READ).await?;
        app.system_of(&vendor, &system)?;
        let of_system = |change: &&ChangeRequest| !change.is_deleted && change.system == system;
        let changes: Vec<ChangeRequest> =
            app.world.store.read(|record| record.change_requests.values().filter(of_system).cloned().collect());
        let path = format!("/authentication/api/v1/systemuser/changerequest/vendor/bysystem/{system}");
        let list = List { path: &path, size: app.world.page_size(), skips: false };
        list.page("", changes.iter().map(|change| (change.id.clone(), app.change_body(change))))
    };
    answer(read.await, &headers)
}

pub(super) async fn delete(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let deleted = async {
        app.changing(&headers, &WRITE).await?;
        let change = app.world.change_request(&uuid("requestId", &id)?).ok_or(UNKNOWN_REQUEST)?;
        Ok::<(), Refusal>(app.world.delete_change(&change.id)?)
    };
    match deleted.await {
        Ok(()) => app.is_gone().into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}
