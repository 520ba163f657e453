//! `GET /authentication/api/v1/systemuser/vendor/bysystem/{systemId}`, `/vendor/byquery`: who has let a vendor's systems in (altinn.md 6.1).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::altinn::refusal::Refusal;
use crate::altinn::{Altinn, system_register};
use crate::form::Fields;
use crate::jose;
use crate::store::Record;
use crate::systems::{System, SystemUser};

/// To write, for a reading.
const QUERY_SCOPES: [&str; 1] = ["altinn:authentication/systemuser.request.write"];
const PAGE: usize = 50;
/// The component behind the gateway does not know the name that it is reached by: whoever follows must put the platform's there.
const INTERNAL: &str = "http://internal.platform.practice.altinn.cloud";

pub(super) async fn by_system(
    State(app): State<Arc<Altinn>>,
    Path(system): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    match page(&app, &system, &query.unwrap_or_default(), &headers).await {
        Ok(page) => Json(page).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

pub(super) async fn by_query(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match one(&app, &query.unwrap_or_default(), &headers).await {
        Ok(user) => Json(user).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

/// In the order of their ids. What is only asked for is no system user yet; a deleted one says so.
async fn page(app: &Altinn, id: &str, query: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
    let vendor = app.vendor(headers, &system_register::SCOPES).await?.ok_or(Refusal::NoVendor)?;
    let from = Fields::parse(query.as_bytes()).first("token").map(place).transpose()?.unwrap_or_default();
    app.world.store.read(|record| {
        let system = record.systems.get(id).filter(|system| system.vendor == vendor).ok_or(Refusal::System)?;
        let mut there = record.system_users.range(from..).map(|(_, user)| user).filter(|user| user.system == id && user.approved.is_some());
        let data: Vec<Value> = there.by_ref().take(PAGE).map(|user| body(app, system, user)).collect();
        let links = match there.next() {
            Some(next) => {
                json!({ "next": format!("{INTERNAL}/authentication/api/v1/systemuser/vendor/bysystem/{id}?token={}", token(next)) })
            }
            None => json!({}),
        };
        Ok(json!({ "links": links, "data": data }))
    })
}

async fn one(app: &Altinn, query: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
    let vendor = app.vendor(headers, &QUERY_SCOPES).await?.ok_or(Refusal::NoVendor)?;
    let fields = Fields::parse(query.as_bytes());
    let required = |name| fields.first(name).filter(|value| !value.is_empty()).ok_or(Refusal::Missing(name));
    let (id, owner) = (required("system-id")?, required("orgno")?);
    let external_ref = fields.first("external-ref").filter(|text| !text.is_empty()).unwrap_or(owner);
    app.world.store.read(|record: &Record| {
        let system = record.systems.get(id).filter(|system| system.vendor == vendor).ok_or(Refusal::NotFound)?;
        let fits = |user: &&SystemUser| user.is_live() && user.system == id && user.owner == owner && user.external_ref == external_ref;
        record.system_users.values().find(fits).map(|user| body(app, system, user)).ok_or(Refusal::NotFound)
    })
}

/// Opaque to whoever gets it: base64url of a JSON value (altinn.md 5.6).
fn token(user: &SystemUser) -> String {
    jose::encode(json!(user.id).to_string())
}

fn place(token: &str) -> Result<String, Refusal> {
    let read = jose::decode(token).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    read.ok_or_else(|| Refusal::Parameter { name: "token", value: token.to_owned() })
}

fn body(app: &Altinn, system: &System, user: &SystemUser) -> Value {
    let created = OffsetDateTime::from_unix_timestamp(user.created).ok().and_then(|moment| moment.format(&Rfc3339).ok());
    json!({
        "id": user.id,
        "integrationTitle": system.name.nb,
        "systemId": system.id,
        "productName": system.name.nb,
        "reporteeOrgNo": user.owner,
        "created": created,
        "isDeleted": user.is_deleted,
        "supplierName": app.world.town.organisation(&system.vendor).map(|vendor| vendor.name),
        "supplierOrgno": system.vendor,
        "externalRef": user.external_ref,
        "userType": user.kind.name(),
    })
}
