//! `GET /enheter?…`, `/underenheter?…`: a page of what fits (altinn.md 7.8).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{Register, answer, is_number, malformed, unit};
use crate::form::Fields;
use crate::town::{Organisation, Standing, Town};

const USUAL_SIZE: usize = 20;
/// Page times size.
const FARTHEST: usize = 10_000;

pub(super) async fn units(State(register): State<Arc<Register>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    search(&register, "enhet", &query.unwrap_or_default(), &headers)
}

pub(super) async fn subunits(State(register): State<Arc<Register>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    search(&register, "underenhet", &query.unwrap_or_default(), &headers)
}

/// Deleted ones are not found.
fn search(register: &Register, kind: &str, query: &str, headers: &HeaderMap) -> Response {
    let fields = Fields::parse(query.as_bytes());
    let path = format!("{kind}er");
    let refused = |name: &str| malformed(&format!("/enhetsregisteret/api/{path}"), name, fields.first(name).unwrap_or_default());
    for name in ["organisasjonsnummer", "overordnetEnhet"] {
        if fields.first(name).is_some_and(|numbers| !numbers.split(',').all(is_number)) {
            return refused(name);
        }
    }
    let number = |name, usual: usize| fields.first(name).map_or(Some(usual), |text| text.parse().ok());
    let Some(size) = number("size", USUAL_SIZE).filter(|size| *size > 0) else { return refused("size") };
    let Some(page) = number("page", 0).filter(|page| (page + 1).saturating_mul(size) <= FARTHEST) else { return refused("page") };
    let found: Vec<_> =
        Town.organisations().iter().filter(|one| one.parent.is_some() == (kind == "underenhet") && fits(one, &fields)).collect();
    let shown: Vec<Value> = found.iter().skip(page * size).take(size).map(|one| unit::body(register, one)).collect();
    let pages = found.len().div_ceil(size);
    let at = |page: usize| register.link(&format!("{path}?{}", again(&fields, size, page)));
    let mut body = json!({
        "_links": { "first": at(0), "self": at(page), "last": at(pages.saturating_sub(1)) },
        "page": { "size": size, "totalElements": found.len(), "totalPages": pages, "number": page },
    });
    if page + 1 < pages {
        body["_links"]["next"] = at(page + 1);
    }
    if !shown.is_empty() {
        body["_embedded"] = Value::Object(Map::from_iter([(path, shown.into())]));
    }
    answer(headers, kind, &body)
}

fn fits(unit: &Organisation, fields: &Fields) -> bool {
    let one_of = |name: &str, own: &str| fields.first(name).is_none_or(|wanted| wanted.split(',').any(|wanted| wanted == own));
    let named = fields.first("navn").is_none_or(|name| unit.name.contains(&name.to_uppercase()));
    unit.standing != Standing::Deleted
        && named
        && one_of("organisasjonsnummer", unit.number)
        && one_of("organisasjonsform", unit.form)
        && one_of("overordnetEnhet", unit.parent.unwrap_or_default())
}

/// The same question for another page.
fn again(fields: &Fields, size: usize, page: usize) -> String {
    let kept = fields.iter().filter(|(name, _)| !["size", "page"].contains(name));
    let numbers = [("size", size.to_string()), ("page", page.to_string())];
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept).extend_pairs(numbers);
    query.finish()
}
