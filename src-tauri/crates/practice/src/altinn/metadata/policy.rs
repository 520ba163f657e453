//! Who opens a resource, what whoever has a role or package opens (altinn.md 7.6).

use axum::Json;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::no_links;
use super::roles::Role;
use crate::altinn::binding;
use crate::altinn::refusal::Refusal;
use crate::town::{Resource, Town};

const PACKAGE: &str = "urn:altinn:accesspackage";
const ROLE: &str = "urn:altinn:rolecode";
const REGISTER_ROLE: &str = "urn:altinn:external-role:ccr";
const ACTIONS: [&str; 2] = ["read", "write"];

/// The type with the value of each; a role by both its names.
fn opened_by(resource: &Resource) -> Vec<(&'static str, String)> {
    let packages = resource.packages.iter().map(|name| (PACKAGE, (*name).to_owned()));
    let roles = resource.roles.iter().flat_map(|code| {
        let new = Role::with_legacy(code).map(|role| (REGISTER_ROLE, role.code.to_owned()));
        new.into_iter().chain([(ROLE, code.to_lowercase())])
    });
    packages.chain(roles).collect()
}

pub(super) async fn subjects(Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Some(resource) = Town.resource(&id) else { return Refusal::NotFound.answer(&headers) };
    let subject = |(kind, value): (&str, String)| json!({ "type": kind, "value": value, "urn": format!("{kind}:{value}") });
    Json(no_links(opened_by(resource).into_iter().map(subject).collect())).into_response()
}

pub(super) async fn rights(Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Some(resource) = Town.resource(&id) else { return Refusal::NotFound.answer(&headers) };
    let opened_by = opened_by(resource);
    let mut kinds: Vec<&str> = opened_by.iter().map(|(kind, _)| *kind).collect();
    kinds.dedup();
    let subjects: Vec<Value> =
        opened_by.iter().map(|(kind, value)| json!({ "subjectAttributes": [{ "type": kind, "value": value }] })).collect();
    let right = |action: &str| {
        json!({
            "action": { "type": "urn:oasis:names:tc:xacml:1.0:action:action-id", "value": action },
            "resource": [{ "type": "urn:altinn:resource", "value": resource.id }],
            "subjects": subjects,
            "rightKey": format!("{};urn:altinn:resource={}", action, resource.id),
            "subjectTypes": kinds,
        })
    };
    Json(ACTIONS.map(right)).into_response()
}

/// `["urn:altinn:accesspackage:…", …]`: each with what it opens.
pub(super) async fn by_subjects(headers: HeaderMap, body: axum::body::Bytes) -> Response {
    let wanted = binding::json(&headers, &body).and_then(|body| {
        serde_json::from_value::<Vec<String>>(body)
            .map_err(|error| Refusal::Body { path: "$".to_owned(), why: format!("The JSON value could not be converted: {error}") })
    });
    match wanted {
        Ok(wanted) => Json(no_links(wanted.iter().map(|urn| opens(urn)).collect())).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

fn opens(urn: &str) -> Value {
    let (kind, value) = urn.rsplit_once(':').unwrap_or_default();
    let named = |resource: &&Resource| opened_by(resource).iter().any(|(own, name)| *own == kind && name == value);
    let resource = |resource: &Resource| json!({ "type": "urn:altinn:resource", "value": resource.id, "urn": format!("urn:altinn:resource:{}", resource.id) });
    json!({
        "subject": { "type": kind, "value": value, "urn": urn },
        "resources": Town.resources().iter().filter(named).map(resource).collect::<Vec<_>>(),
    })
}
