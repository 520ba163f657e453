//! What Altinn's own portal reads of every vendor's systems.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::texts;
use crate::altinn::Altinn;
use crate::altinn::refusal::{Refusal, answer};
use crate::form::Fields;
use crate::store::Record;
use crate::systems::{Right, System};

/// Only Altinn's own pages have it: no organisation of the town is given it.
const SCOPES: [&str; 1] = ["altinn:portal/enduser"];

/// Every system that customers may find.
pub(super) async fn list(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    let visible = |record: &Record| {
        let found = record.systems.values().filter(|system| system.is_visible && !system.is_deleted);
        found.map(|system| app.shown(system)).collect::<Vec<_>>()
    };
    answer(app.anybody(&headers, &SCOPES).await.map(|()| app.world.store.read(visible)), &headers)
}

pub(super) async fn read(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    app.seen(&headers, &id, |system| app.shown(system)).await
}

/// What an app is called by became one name; whoever wants it gets the two that it had.
pub(super) async fn rights(
    State(app): State<Arc<Altinn>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let old = Fields::parse(query.as_bytes()).first("useOldFormatForApp").is_some_and(|wanted| wanted.eq_ignore_ascii_case("true"));
    let right = |right: &Right| if old { json!({ "action": right.action, "resource": as_before(right) }) } else { json!(right) };
    app.seen(&headers, &id, |system| system.rights.iter().map(right).collect()).await
}

pub(super) async fn packages(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    app.seen(&headers, &id, |system| super::packages(&system.packages)).await
}

impl Altinn {
    async fn seen(&self, headers: &HeaderMap, id: &str, show: impl FnOnce(&System) -> Value) -> Response {
        let found = match self.anybody(headers, &SCOPES).await {
            Ok(()) => self.system(id).ok_or(Refusal::NotFound),
            Err(refusal) => Err(refusal),
        };
        answer(found.map(|system| show(&system)), headers)
    }

    fn shown(&self, system: &System) -> Value {
        json!({
            "systemId": system.id,
            "systemVendorOrgNumber": system.vendor,
            "systemVendorOrgName": self.world.town.organisation(&system.vendor).map(|vendor| vendor.name),
            "name": texts(&system.name),
            "description": texts(&system.description),
            "rights": system.rights,
            "accessPackages": super::packages(&system.packages),
            "isVisible": system.is_visible,
        })
    }
}

/// `app_{org}_{app}` in two.
fn as_before(right: &Right) -> Value {
    let attributes =
        right.resource.iter().flat_map(|attribute| match attribute.value.strip_prefix("app_").and_then(|app| app.split_once('_')) {
            Some((org, app)) => vec![json!({ "id": "urn:altinn:org", "value": org }), json!({ "id": "urn:altinn:app", "value": app })],
            None => vec![json!(attribute)],
        });
    attributes.collect()
}
