//! What a vendor reads of its own systems.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::{moment, packages, texts};
use crate::altinn::Altinn;
use crate::altinn::refusal::{Refusal, answer};
use crate::systems::{ChangeKind, LoggedChange, System};

/// Deleted ones are left out.
pub(super) async fn list(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    let read = async {
        let vendor = app.register_vendor(&headers).await?;
        Ok::<Vec<Value>, Refusal>(app.world.store.read(|record| {
            let own = record.systems.values().filter(|system| system.vendor == vendor.number && !system.is_deleted);
            own.map(body).collect()
        }))
    };
    answer(read.await, &headers)
}

/// A deleted one says so.
pub(super) async fn one(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(app.own(&headers, &id, Refusal::NotFound).await.map(|system| body(&system)), &headers)
}

/// Newest first.
pub(super) async fn change_log(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let unknown = Refusal::Text(StatusCode::NOT_FOUND, format!("System with ID {id} not found."));
    let lines = app.own(&headers, &id, unknown).await;
    answer(lines.map(|system| system.log.iter().rev().map(|line| logged(&system, line)).collect::<Vec<_>>()), &headers)
}

impl Altinn {
    /// A system of the caller's; 403 for another vendor's.
    async fn own(&self, headers: &HeaderMap, id: &str, unknown: Refusal) -> Result<System, Refusal> {
        let vendor = self.register_vendor(headers).await?;
        let system = self.system(id).ok_or(unknown)?;
        if system.vendor == vendor.number { Ok(system) } else { Err(Refusal::Forbidden) }
    }
}

fn body(system: &System) -> Value {
    json!({
        "id": system.id,
        "vendor": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{}", system.vendor) },
        "name": texts(&system.name),
        "description": texts(&system.description),
        "rights": system.rights,
        "accessPackages": packages(&system.packages),
        "isDeleted": system.is_deleted,
        "clientId": system.client_ids,
        "isVisible": system.is_visible,
        "allowedRedirectUrls": system.redirect_urls,
    })
}

fn logged(system: &System, line: &LoggedChange) -> Value {
    let kind = match line.kind {
        ChangeKind::Create => "create",
        ChangeKind::Update => "update",
        ChangeKind::RightsUpdate => "rightsupdate",
        ChangeKind::AccessPackageUpdate => "accesspackageupdate",
        ChangeKind::Delete => "delete",
    };
    let mut body = json!({
        "systemInternalId": system.internal_id,
        "changedByOrgNumber": line.by,
        "changeType": kind,
        "clientId": line.client_id,
        "created": moment(line.at),
    });
    if !line.data.is_null() {
        body["changedData"] = line.data.clone();
    }
    body
}
