//! `GET /oppdateringer/…`: what has changed since a day (altinn.md 7.8).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::{Register, answer};
use crate::form::Fields;
use crate::town::{Standing, Town};

/// Each unit was entered once; the deleted one has been struck out since.
pub(super) async fn units(State(register): State<Arc<Register>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let since = since(query.as_deref());
    let all = Town.organisations().iter().filter(|unit| unit.parent.is_none()).map(|unit| match unit.standing {
        Standing::Deleted => (unit.number, "2025-11-28T05:00:00.000Z", "Sletting"),
        Standing::Bankrupt => (unit.number, "2026-02-16T05:00:00.000Z", "Endring"),
        Standing::Active => (unit.number, "2019-04-01T05:00:00.000Z", "Ny"),
    });
    let shown = all.filter(|(_, date, _)| *date >= since.as_str()).enumerate().map(|(at, (number, date, change))| {
        json!({
            "oppdateringsid": at + 1, "dato": date, "organisasjonsnummer": number, "endringstype": change,
            "_links": { "enhet": register.link(&format!("enheter/{number}")) },
        })
    });
    let found: Vec<Value> = shown.collect();
    let mut body = json!({
        "_links": { "self": register.link("oppdateringer/enheter") },
        "page": { "size": 20, "totalElements": found.len(), "totalPages": 1, "number": 0 },
    });
    if !found.is_empty() {
        body["_embedded"] = json!({ "oppdaterteEnheter": found });
    }
    answer(&headers, "oppdatering.enhet", &body)
}

/// Every main unit's roles were written once. A bare list of events.
pub(super) async fn roles(State(register): State<Arc<Register>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    const WRITTEN: &str = "2025-03-01T05:00:00.000Z";
    let written = since(query.as_deref()).as_str() <= WRITTEN;
    let live = Town.organisations().iter().filter(|unit| written && unit.parent.is_none() && unit.standing != Standing::Deleted);
    let events = live.enumerate().map(|(at, unit)| {
        let data = json!({ "organisasjonsnummer": unit.number, "_links": { "roller": register.link(&format!("enheter/{}/roller", unit.number)) } });
        json!({ "id": (at + 1).to_string(), "time": WRITTEN, "type": "no.brreg.enhetsregisteret.rolle.oppdatert", "data": data })
    });
    answer(&headers, "oppdatering.roller", &events.collect())
}

fn since(query: Option<&str>) -> String {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    fields.first("dato").or_else(|| fields.first("afterTime")).unwrap_or_default().to_owned()
}
