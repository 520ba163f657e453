//! `/accessmanagement/api/v1/enduser/clientdelegations/clients`: a firm's clients with all that each has given it (altinn.md 6.6).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::altinn::Altinn;
use crate::altinn::metadata::Role;
use crate::altinn::parties::{Access, clients};
use crate::altinn::refusal::{Refusal, answer};
use crate::form::Fields;
use crate::town::{Package, Town};

const SCOPES: [&str; 3] = ["altinn:clientdelegations.read", "altinn:clientdelegations.write", "altinn:portal/enduser"];
/// As many as one asks for at most, and as one gets unasked.
const PAGE: usize = 100;

pub(super) async fn list(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    answer(page(&app, &Fields::parse(query.unwrap_or_default().as_bytes()), &headers).await, &headers)
}

/// Whoever names no party, or one whose clients are not the caller's to decide on, is forbidden.
async fn page(app: &Altinn, query: &Fields, headers: &HeaderMap) -> Result<Value, Refusal> {
    let person = app.person(headers, &SCOPES).await?;
    let party = values(query, "party").next().and_then(|party| Uuid::parse_str(party).ok()).map(|party| party.to_string());
    let firm = Town.organisations().iter().find(|unit| party.as_deref() == Some(unit.party_uuid)).ok_or(Refusal::Forbidden)?;
    if !person.administers_clients(firm.number) {
        return Err(Refusal::Forbidden);
    }
    let (size, number) = (setting(query, headers, "X-Page-Size", PAGE)?, setting(query, headers, "X-Page-Number", 1)?);
    if size > PAGE {
        return Err(Refusal::Parameter { name: "X-Page-Size", value: size.to_string() });
    }
    let found = clients(firm, app.world.crowd).filter_map(|client| item(&client, query));
    let data: Vec<Value> = found.skip(size * number.saturating_sub(1)).take(size).collect();
    Ok(json!({ "links": { "next": null }, "data": data }))
}

/// From a header or from the query.
fn setting(query: &Fields, headers: &HeaderMap, name: &'static str, usual: usize) -> Result<usize, Refusal> {
    let header = headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match header.or_else(|| values(query, name).next()) {
        Some(text) => text.trim().parse().map_err(|_| Refusal::Parameter { name, value: text.to_owned() }),
        None => Ok(usual),
    }
}

/// None where nothing is left of what the client has given.
fn item(client: &Access, query: &Fields) -> Option<Value> {
    let given = |role: &'static Role| {
        let packages: Vec<Value> = given_as(client, role).filter(|package| is_wanted(query, package)).map(package).collect();
        let asked_for = values(query, "roles").next().is_none() || values(query, "roles").any(|code| code == role.code);
        (asked_for && !packages.is_empty()).then(|| json!({ "role": role_body(role), "packages": packages }))
    };
    let access: Vec<Value> =
        ["regnskapsforer", "revisor", "rettighetshaver"].into_iter().filter_map(Role::with_code).filter_map(given).collect();
    (!access.is_empty()).then(|| json!({ "client": client_body(client), "access": access }))
}

/// What comes with a register role; everything else comes of being given.
fn given_as(client: &Access, role: &'static Role) -> impl Iterator<Item = &'static Package> {
    client.packages.iter().filter_map(|name| Town.package_named(name)).filter(move |package| package.role == role.legacy)
}

fn is_wanted(query: &Fields, package: &Package) -> bool {
    let mut wanted = values(query, "packages").peekable();
    wanted.peek().is_none() || wanted.any(|name| name == package.name || name == package.urn())
}

fn client_body(client: &Access) -> Value {
    let unit = client.organisation;
    json!({
        "id": unit.party_uuid,
        "name": unit.name,
        "type": "Organisasjon",
        "variant": unit.form,
        "parent": null,
        "children": null,
        "partyid": unit.party_id,
        "userId": null,
        "username": null,
        "organizationIdentifier": unit.number,
        "personIdentifier": null,
        "dateOfBirth": null,
        "dateOfDeath": null,
        "isDeleted": false,
        "deletedAt": null,
    })
}

/// The space at the end of a name is in the source.
fn role_body(role: &Role) -> Value {
    json!({ "id": role.id, "code": role.code, "urn": role.urn, "legacyurn ": role.legacy_urn(), "children": null })
}

fn package(package: &Package) -> Value {
    json!({ "id": package.id, "urn": package.urn(), "areaId": package.area })
}

/// Repeated, or with commas in between.
fn values<'a>(query: &'a Fields, name: &'a str) -> impl Iterator<Item = &'a str> {
    let named = query.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name)).flat_map(|(_, value)| value.split(','));
    named.map(str::trim).filter(|value| !value.is_empty())
}
