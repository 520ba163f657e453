//! What Altinn tells anybody of resources, access packages and roles (altinn.md 7.3, 7.5, 7.6). No token.
//!
//! Below `/resourceregistry/api/v1/resource`: `GET /{id}`, `/resourcelist`, `/search`, `/orgs`, `/{id}/policy/subjects`,
//! `/{id}/policy/rights`; `POST /bysubjects/`. Below `/accessmanagement/api/v1/meta/info`: `GET /accesspackages/search`, `/export`,
//! `/group/`, `/group/{id}`, `/group/{id}/areas`, `/area/{id}`, `/area/{id}/packages`, `/package/{id}`, `/package/urn/{urn}`,
//! `/package/{id}/resources`; `GET /roles`, `/roles/{id}`, `/roles/{id}/packages`.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use serde_json::Value;

use crate::altinn::Altinn;
use crate::page::Language;
use crate::town::Texts;

mod packages;
mod policy;
mod resources;
mod roles;
mod search;

pub(super) use roles::Role;

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let resource = "/resourceregistry/api/v1/resource";
    let info = "/accessmanagement/api/v1/meta/info";
    Router::new()
        .route(&format!("{resource}/resourcelist"), get(resources::list))
        .route(&format!("{resource}/search"), get(resources::search))
        .route(&format!("{resource}/orgs"), get(resources::orgs))
        .route(&format!("{resource}/bysubjects"), post(policy::by_subjects))
        .route(&format!("{resource}/bysubjects/"), post(policy::by_subjects))
        .route(&format!("{resource}/{{id}}"), get(resources::read))
        .route(&format!("{resource}/{{id}}/policy/subjects"), get(policy::subjects))
        .route(&format!("{resource}/{{id}}/policy/rights"), get(policy::rights))
        .nest(&format!("{info}/accesspackages"), packages::routes())
        .nest(&format!("{info}/roles"), roles::routes())
        .route(&format!("{info}/roles/"), get(roles::list))
}

/// A text in the language that the caller prefers.
fn in_language(headers: &HeaderMap, texts: &Texts) -> &'static str {
    texts.in_language(Language::choose(None, headers).tag())
}

/// Whether a text holds another, however either is capitalised.
fn holds(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

fn no_links(data: Vec<Value>) -> Value {
    serde_json::json!({ "links": {}, "data": data })
}
