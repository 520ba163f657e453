//! The resource registry's reads (altinn.md 7.6).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::holds;
use crate::altinn::Altinn;
use crate::altinn::refusal::Refusal;
use crate::form::Fields;
use crate::town::{Resource, ResourceKind, ServiceOwner, Texts, Town};

/// An app that is not registered is there all the same, with what its id says.
pub(super) async fn read(State(_): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match Town.resource(&id).map(body).or_else(|| unregistered_app(&id)) {
        Some(body) => Json(body).into_response(),
        None => Refusal::NotFound.answer(&headers),
    }
}

pub(super) async fn list(RawQuery(query): RawQuery) -> Json<Value> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let with_apps = value(&fields, "includeApps").is_none_or(|text| !text.eq_ignore_ascii_case("false"));
    let listed = Town.resources().iter().filter(|resource| with_apps || resource.kind != ResourceKind::AltinnApp);
    Json(listed.map(body).collect())
}

/// Every field that is given must fit.
pub(super) async fn search(RawQuery(query): RawQuery) -> Json<Value> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let any = |texts: &Texts, part: &str| [texts.nb, texts.nn, texts.en].iter().any(|text| holds(text, part));
    let fits = |resource: &Resource| {
        let owner = owner(resource);
        let is = |name: &str, test: &dyn Fn(&str) -> bool| value(&fields, name).is_none_or(test);
        is("Id", &|part| holds(resource.id, part))
            && is("Title", &|part| any(&resource.title, part))
            && is("Description", &|part| any(&resource.description, part))
            && is("ResourceType", &|kind| resource.kind.name().eq_ignore_ascii_case(kind))
            && is("Reference", &|part| resource.scopes.iter().any(|scope| holds(scope, part)))
            && is("Keyword", &|part| any(&resource.title, part))
            && is("OrgCode", &|code| resource.owner.eq_ignore_ascii_case(code))
            && is("OrganizationId", &|number| owner.is_some_and(|owner| owner.number == number))
    };
    Json(Town.resources().iter().filter(|resource| fits(resource)).map(body).collect())
}

/// As Altinn's own list of service owners has them.
pub(super) async fn orgs() -> Json<Value> {
    let orgs = Town.service_owners().iter().map(|owner| {
        let body = json!({ "name": owner.name, "orgnr": owner.number, "homepage": null, "environments": ["tt02", "production"] });
        (owner.code.to_owned(), body)
    });
    Json(json!({ "orgs": orgs.collect::<serde_json::Map<_, _>>() }))
}

pub(super) fn body(resource: &Resource) -> Value {
    let owner = owner(resource);
    let reference =
        |scope: &&str| json!({ "referenceSource": "ExternalPlatform", "reference": scope, "referenceType": "MaskinportenScope" });
    json!({
        "identifier": resource.id,
        "version": "1.0",
        "versionId": 1,
        "title": resource.title,
        "description": resource.description,
        "rightDescription": resource.description,
        "homepage": "",
        "status": "Completed",
        "contactPoints": [],
        "isPartOf": "",
        "resourceReferences": resource.scopes.iter().map(reference).collect::<Vec<_>>(),
        "delegable": resource.delegable,
        "visible": resource.kind != ResourceKind::Systemresource,
        "hasCompetentAuthority": {
            "orgcode": resource.owner,
            "organization": owner.map(|owner| owner.number),
            "name": owner.map(|owner| owner.name),
        },
        "keywords": [],
        "accessListMode": if resource.access_list.is_some() { "Enabled" } else { "Disabled" },
        "selfIdentifiedUserEnabled": false,
        "enterpriseUserEnabled": false,
        "resourceType": resource.kind.name(),
        "availableForType": ["LegalEntityEnterprise"],
        "authorizationReference": [{ "id": "urn:altinn:resource", "value": resource.id }],
    })
}

fn owner(resource: &Resource) -> Option<&'static ServiceOwner> {
    Town.service_owners().iter().find(|owner| owner.code == resource.owner)
}

/// `app_{org}_{app}`
fn unregistered_app(id: &str) -> Option<Value> {
    let (org, app) = id.strip_prefix("app_")?.split_once('_').filter(|(org, app)| !org.is_empty() && !app.is_empty())?;
    Some(json!({
        "identifier": id,
        "title": { "nb": app, "nn": app, "en": app },
        "delegable": true,
        "visible": true,
        "hasCompetentAuthority": { "orgcode": org, "name": {} },
        "resourceType": "AltinnApp",
        "authorizationReference": [{ "id": "urn:altinn:org", "value": org }, { "id": "urn:altinn:app", "value": app }],
    }))
}

/// What a field is given, however its name is written.
fn value<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(field, value)| field.eq_ignore_ascii_case(name) && !value.is_empty()).map(|(_, value)| value)
}
