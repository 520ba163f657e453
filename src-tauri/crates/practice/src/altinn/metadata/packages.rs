//! Access packages by group, by area, one by one (altinn.md 7.5).

use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::{in_language, search};
use crate::altinn::Altinn;
use crate::altinn::refusal::Refusal;
use crate::town::{Area, Group, Package, Resource, Town};

pub(super) fn routes() -> Router<Arc<Altinn>> {
    Router::new()
        .route("/search", get(search::search))
        .route("/export", get(export))
        .route("/group", get(groups))
        .route("/group/", get(groups))
        .route("/group/{id}", get(one_group))
        .route("/group/{id}/areas", get(areas))
        .route("/area/{id}", get(one_area))
        .route("/area/{id}/packages", get(packages))
        .route("/package/{id}", get(one_package))
        .route("/package/urn/{urn}", get(by_urn))
        .route("/package/{id}/resources", get(resources))
}

/// Everything at once: groups with their areas with their packages.
async fn export(headers: HeaderMap) -> Json<Value> {
    let with_packages = |area: &Area| {
        let mut body = area_body(&headers, area);
        body["packages"] = in_area(&headers, area).into();
        body
    };
    let with_areas = |group: &Group| {
        let mut body = group_body(&headers, group);
        body["areas"] = in_group(group).map(with_packages).collect();
        body
    };
    Json(Town.groups().iter().map(with_areas).collect())
}

async fn groups(headers: HeaderMap) -> Json<Value> {
    Json(Town.groups().iter().map(|group| group_body(&headers, group)).collect())
}

async fn one_group(Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, group(&id).map(|group| group_body(&headers, group)))
}

async fn areas(Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, group(&id).map(|group| in_group(group).map(|area| area_body(&headers, area)).collect()))
}

async fn one_area(Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, area(&id).map(|area| area_body(&headers, area)))
}

async fn packages(Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, area(&id).map(|area| in_area(&headers, area).into()))
}

async fn one_package(Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, by_id(&id).map(|found| package(&headers, found)))
}

async fn by_urn(Path(urn): Path<String>, headers: HeaderMap) -> Response {
    let found = Town.package(&urn).or_else(|| Town.package_named(&urn));
    answer(&headers, found.map(|found| package(&headers, found)))
}

async fn resources(Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(&headers, by_id(&id).map(|found| opened_by(&headers, found).into()))
}

fn answer(headers: &HeaderMap, found: Option<Value>) -> Response {
    found.map_or_else(|| Refusal::NotFound.answer(headers), |body| Json(body).into_response())
}

fn group(id: &str) -> Option<&'static Group> {
    Town.groups().iter().find(|group| group.id.eq_ignore_ascii_case(id))
}

fn area(id: &str) -> Option<&'static Area> {
    Town.areas().iter().find(|area| area.id.eq_ignore_ascii_case(id))
}

fn by_id(id: &str) -> Option<&'static Package> {
    Town.packages().iter().find(|package| package.id.eq_ignore_ascii_case(id))
}

fn in_group(group: &Group) -> impl Iterator<Item = &'static Area> {
    Town.areas().iter().filter(move |area| area.group == group.id)
}

fn in_area(headers: &HeaderMap, area: &Area) -> Vec<Value> {
    Town.packages().iter().filter(|found| found.area == area.id).map(|found| package(headers, found)).collect()
}

pub(super) fn opened_by(headers: &HeaderMap, package: &Package) -> Vec<Value> {
    let opened = Town.resources().iter().filter(|resource| resource.packages.contains(&package.name));
    opened.map(|found| resource(headers, found)).collect()
}

fn resource(headers: &HeaderMap, resource: &Resource) -> Value {
    json!({
        "refId": resource.id,
        "name": in_language(headers, &resource.title),
        "description": in_language(headers, &resource.description),
        "type": { "name": resource.kind.name() },
        "provider": { "code": resource.owner },
    })
}

pub(super) fn package(headers: &HeaderMap, package: &Package) -> Value {
    json!({
        "id": package.id,
        "name": in_language(headers, &package.title),
        "urn": package.urn(),
        "code": package.name,
        "description": in_language(headers, &package.description),
        "isDelegable": package.delegable,
        "isAssignable": package.assignable,
        "area": area(package.area).map(|area| area_body(headers, area)),
    })
}

fn area_body(headers: &HeaderMap, area: &Area) -> Value {
    json!({
        "id": area.id,
        "name": in_language(headers, &area.title),
        "urn": format!("accesspackage:area:{}", area.name),
        "description": in_language(headers, &area.description),
    })
}

fn group_body(headers: &HeaderMap, group: &Group) -> Value {
    json!({
        "id": group.id,
        "name": in_language(headers, &group.title),
        "urn": format!("accesspackage:areagroup:{}", group.name),
        "description": in_language(headers, &group.description),
        "type": "Organisasjon",
    })
}
