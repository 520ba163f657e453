//! `GET /authentication/api/v1/systemuser/vendor/bysystem/{systemId}`, `/vendor/byquery`, `/byExternalId`: who has let systems in (altinn.md 6.1).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use crate::altinn::page::List;
use crate::altinn::refusal::{Refusal, answer};
use crate::altinn::requests::WRITE;
use crate::altinn::system_register::moment;
use crate::altinn::{Altinn, system_register};
use crate::form::Fields;
use crate::store::Record;
use crate::systems::{System, SystemUser, Wanted};

/// Nobody but Maskinporten has it.
const MASKINPORTEN_SCOPES: [&str; 1] = ["altinn:maskinporten/systemuser.read"];

pub(super) async fn by_system(
    State(app): State<Arc<Altinn>>,
    Path(system): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(page(&app, &system, &query.unwrap_or_default(), &headers).await, &headers)
}

pub(super) async fn by_query(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    answer(one(&app, &query.unwrap_or_default(), &headers).await, &headers)
}

/// In the order of their ids. What is only asked for is no system user yet; a deleted one says so.
async fn page(app: &Altinn, id: &str, query: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
    let vendor = app.asking(headers, &system_register::SCOPES).await?;
    let system = app.system_of(&vendor, id)?;
    let path = format!("/authentication/api/v1/systemuser/vendor/bysystem/{id}");
    let list = List { path: &path, size: app.world.page_size(), skips: false };
    let users: Vec<SystemUser> =
        app.world.store.read(|record| record.system_users.values().filter(|user| user.system == id).cloned().collect());
    list.page(query, users.iter().map(|user| (user.id.clone(), body(app, &system, user))))
}

/// To write, for a reading (altinn.md 6.1).
async fn one(app: &Altinn, query: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
    let vendor = app.asking(headers, &WRITE).await?;
    let fields = Fields::parse(query.as_bytes());
    let required = |name| fields.first(name).filter(|value| !value.is_empty()).ok_or(Refusal::Missing(name));
    let (id, owner) = (required("system-id")?, required("orgno")?);
    let external_ref = fields.first("external-ref").filter(|text| !text.is_empty()).unwrap_or(owner);
    app.world.store.read(|record: &Record| {
        let system = record.systems.get(id).filter(|system| system.vendor == vendor.number).ok_or(Refusal::NotFound)?;
        let fits = |user: &&SystemUser| user.is_live() && user.system == id && user.owner == owner && user.external_ref == external_ref;
        record.system_users.values().find(fits).map(|user| body(app, system, user)).ok_or(Refusal::NotFound)
    })
}

/// Maskinporten's own look-up: the approval has spread, the system lists the client.
pub(super) async fn by_external_id(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    answer(look_up(&app, &Fields::parse(query.as_bytes()), &headers).await, &headers)
}

async fn look_up(app: &Altinn, fields: &Fields, headers: &HeaderMap) -> Result<Value, Refusal> {
    app.anybody(headers, &MASKINPORTEN_SCOPES).await?;
    let named =
        |name: &str| fields.iter().find(|(field, value)| field.eq_ignore_ascii_case(name) && !value.is_empty()).map(|(_, value)| value);
    let required = |name: &'static str| named(name).ok_or(Refusal::Missing(name));
    let owner = required("systemUserOwnerOrgNo")?;
    let external_ref = named("externalRef").unwrap_or(owner);
    let wanted = Wanted { client_id: required("clientId")?, vendor: required("systemProviderOrgNo")?, owner, external_ref };
    let user = app.world.system_user(&wanted).ok_or(Refusal::NotFound)?;
    let system = app.world.store.read(|record| record.systems.get(&user.system).cloned()).ok_or(Refusal::NotFound)?;
    Ok(body(app, &system, &user))
}

pub(super) fn body(app: &Altinn, system: &System, user: &SystemUser) -> Value {
    json!({
        "id": user.id,
        "integrationTitle": user.title.as_ref().unwrap_or(&system.name.nb),
        "systemId": system.id,
        "productName": system.name.nb,
        "reporteeOrgNo": user.owner,
        "created": moment(user.created),
        "isDeleted": user.is_deleted,
        "supplierName": app.world.town.organisation(&system.vendor).map(|vendor| vendor.name),
        "supplierOrgno": system.vendor,
        "externalRef": user.external_ref,
        "userType": user.kind.name(),
    })
}
