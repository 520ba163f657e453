//! Access packages by what they are called, or by what they open (altinn.md 7.5).

use axum::Json;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::packages::{opened_by, package};
use super::{holds, in_language};
use crate::form::Fields;
use crate::town::{Package, Town};

/// `term`, `searchInResources`, `resourceProviderCode`. Every package without a term; the best ones first.
pub(super) async fn search(RawQuery(query): RawQuery, headers: HeaderMap) -> Json<Value> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let field = |name: &str| fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim());
    let in_resources = field("searchInResources").eq_ignore_ascii_case("true");
    let owners: Vec<&str> =
        fields.iter().filter(|(name, _)| name.eq_ignore_ascii_case("resourceProviderCode")).map(|(_, code)| code).collect();
    let mut found: Vec<(u32, &Package)> = Town
        .packages()
        .iter()
        .filter(|package| owners.is_empty() || opens_for(package, &owners))
        .map(|package| (score(&headers, package, field("term"), in_resources), package))
        .filter(|(score, _)| *score > 0)
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let hit = |(score, found): (u32, &Package)| {
        let mut object = package(&headers, found);
        object["resources"] = opened_by(&headers, found).into();
        json!({ "object": object, "score": score, "fields": [] })
    };
    Json(found.into_iter().map(hit).collect())
}

fn opens_for(package: &Package, owners: &[&str]) -> bool {
    let opened = Town.resources().iter().filter(|resource| resource.packages.contains(&package.name));
    opened.into_iter().any(|resource| owners.contains(&resource.owner))
}

fn score(headers: &HeaderMap, package: &Package, term: &str, in_resources: bool) -> u32 {
    let opens = || {
        let mut opened = Town.resources().iter().filter(|resource| resource.packages.contains(&package.name));
        opened.any(|resource| holds(in_language(headers, &resource.title), term) || holds(resource.id, term))
    };
    match () {
        () if holds(in_language(headers, &package.title), term) || holds(package.name, term) => 3,
        () if holds(in_language(headers, &package.description), term) => 2,
        () if in_resources && opens() => 1,
        () => 0,
    }
}
