//! `GET /authentication/api/v1/systemregister/vendor`, `/vendor/{systemId}`: what a vendor reads of its systems (altinn.md 4.1, 4.2).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::altinn::Altinn;
use crate::altinn::refusal::Refusal;
use crate::systems::System;

pub(super) const SCOPES: [&str; 1] = ["altinn:authentication/systemregister.write"];

/// Deleted ones are left out.
pub(super) async fn list(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    match own(&app, &headers).await {
        Ok(systems) => Json(systems).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

/// A deleted one says so.
pub(super) async fn read(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match one(&app, &id, &headers).await {
        Ok(system) => Json(system).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn own(app: &Altinn, headers: &HeaderMap) -> Result<Vec<Value>, Refusal> {
    let vendor = app.vendor(headers, &SCOPES).await?.ok_or(Refusal::Forbidden)?;
    Ok(app.world.store.read(|record| {
        let own = record.systems.values().filter(|system| system.vendor == vendor && !system.is_deleted);
        own.map(body).collect()
    }))
}

async fn one(app: &Altinn, id: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
    let vendor = app.vendor(headers, &SCOPES).await?.ok_or(Refusal::Forbidden)?;
    app.world.store.read(|record| {
        let system = record.systems.get(id).ok_or(Refusal::NotFound)?;
        if system.vendor == vendor { Ok(body(system)) } else { Err(Refusal::Forbidden) }
    })
}

fn body(system: &System) -> Value {
    let texts = json!({ "nb": system.name.nb, "nn": system.name.nn, "en": system.name.en });
    json!({
        "id": system.id,
        "vendor": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{}", system.vendor) },
        "name": texts,
        "description": texts,
        "rights": [],
        "accessPackages": [],
        "isDeleted": system.is_deleted,
        "clientId": system.client_ids,
        "isVisible": false,
        "allowedRedirectUrls": [],
    })
}
