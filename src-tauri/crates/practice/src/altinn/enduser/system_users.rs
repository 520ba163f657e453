//! An organisation's system users, as the portal looks after them.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::altinn::refusal::{Refusal, answer};
use crate::altinn::{Altinn, binding, system_users};
use crate::approval::Denial;
use crate::systems::SystemUserKind;

pub(super) async fn standard(State(app): State<Arc<Altinn>>, Path(party): Path<String>, headers: HeaderMap) -> Response {
    answer(list(&app, &headers, &party, SystemUserKind::Standard).await, &headers)
}

pub(super) async fn agents(State(app): State<Arc<Altinn>>, Path(party): Path<String>, headers: HeaderMap) -> Response {
    answer(list(&app, &headers, &party, SystemUserKind::Agent).await, &headers)
}

async fn list(app: &Altinn, headers: &HeaderMap, party: &str, kind: SystemUserKind) -> Result<Vec<Value>, Refusal> {
    let (approver, unit) = app.for_party(headers, party).await?;
    if !approver.manages(unit.number) && !approver.administers_clients(unit.number) {
        return Err(Refusal::Forbidden);
    }
    Ok(app.world.store.read(|record| {
        let own = record.system_users.values().filter(|user| user.is_live() && user.owner == unit.number && user.kind == kind);
        own.filter_map(|user| Some(system_users::body(app, record.systems.get(&user.system)?, user))).collect()
    }))
}

/// `{integrationTitle, systemId}`
pub(super) async fn create(State(app): State<Arc<Altinn>>, Path(party): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    answer(created(&app, &headers, &party, &body).await, &headers)
}

async fn created(app: &Altinn, headers: &HeaderMap, party: &str, body: &[u8]) -> Result<Value, Refusal> {
    let (approver, unit) = app.for_party(headers, party).await?;
    let body = binding::json(headers, body)?;
    let members = binding::Members::of(&body)?;
    members.require(&["integrationTitle", "systemId"])?;
    let text = |name| members.text(name).map(Option::unwrap_or_default);
    let user = app.world.create_system_user(approver, unit.number, &text("systemId")?, &text("integrationTitle")?)?;
    let system = app.world.store.read(|record| record.systems.get(&user.system).cloned()).ok_or(Refusal::Failed)?;
    Ok(system_users::body(app, &system, &user))
}

/// 202 with 1, or 404 with 0: how many there were.
pub(super) async fn delete(State(app): State<Arc<Altinn>>, Path((party, user)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let deleted = match app.for_party(&headers, &party).await {
        Ok((approver, unit)) => app.world.remove_system_user(approver, unit.number, &user.to_lowercase()),
        Err(refusal) => return refusal.answer(&headers),
    };
    match deleted {
        Ok(()) => (StatusCode::ACCEPTED, Json(1)).into_response(),
        Err(Denial::NO_SYSTEM_USER) => (StatusCode::NOT_FOUND, Json(0)).into_response(),
        Err(denial) => Refusal::from(denial).answer(&headers),
    }
}
