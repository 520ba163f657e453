//! `GET /roller/enheter/{orgnr}/juridiskeroller`: in which units a unit has a role (altinn.md 7.8). An accountant's customers.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Register, answer, is_number, malformed};
use crate::form::Fields;
use crate::town::{self, Organisation, Standing, Town};

/// Small, so that nobody forgets to follow the link; but nobody has time for a crowd two by two.
const PAGE: usize = 2;
const PAGE_OF_A_CROWD: usize = 100;

/// Roles that are over, which the list has all the same: holder, unit, code, whether it was given up or struck out.
const OVER: [(&str, &str, &str, bool); 3] =
    [("311223305", "215550303", "REGN", true), ("311223305", "314660102", "REGN", false), ("210987606", "315000106", "REVI", false)];

pub(super) async fn of_unit(
    State(register): State<Arc<Register>>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let path = format!("roller/enheter/{number}/juridiskeroller");
    if !is_number(&number) {
        return malformed(&format!("/enhetsregisteret/api/{path}"), "organisasjonsnummer", &number);
    }
    let query = query.unwrap_or_default();
    let fields = Fields::parse(query.as_bytes());
    let Some(page) = fields.first("page").map_or(Some(0), |page| page.parse::<usize>().ok()) else {
        return malformed(&format!("/enhetsregisteret/api/{path}"), "page", fields.first("page").unwrap_or_default());
    };
    let holder = Town.organisation(&number);
    let all = holder.map(|holder| roles(holder, register.crowd)).unwrap_or_default();
    let size = if register.crowd == 0 { PAGE } else { PAGE_OF_A_CROWD };
    if all.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let shown: Vec<&Value> = all.iter().skip(page.saturating_mul(size)).take(size).collect();
    let own = if query.is_empty() { path.clone() } else { format!("{path}?{query}") };
    let mut links = json!({ "self": register.link(&own) });
    if page.saturating_add(1).saturating_mul(size) < all.len() {
        links["next"] = register.link(&format!("{path}?page={}", page + 1));
    }
    let deleted = holder.is_some_and(|holder| holder.standing == Standing::Deleted);
    answer(&headers, "roller", &json!({ "organisasjonsnummer": number, "erSlettet": deleted, "enheter": shown, "_links": links }))
}

/// Each unit once, in the order of the town.
fn roles(holder: &Organisation, crowd: usize) -> Vec<Value> {
    let of = |unit: &Organisation| -> Vec<Value> {
        let role = |at: usize, code: &str, resigned: bool, struck_out: bool| json!({ "type": { "kode": code }, "fratraadt": resigned, "avregistrert": struck_out, "rekkefolge": at + 1 });
        let held = [("REGN", unit.accountant), ("REVI", unit.auditor)].into_iter().filter(|(_, by)| *by == Some(holder.number));
        let held = held.map(|(code, _)| (code, false, false));
        let over = OVER.iter().filter(|(by, of, ..)| *by == holder.number && *of == unit.number);
        let over = over.map(|(_, _, code, given_up)| (*code, *given_up, !given_up));
        held.chain(over).enumerate().map(|(at, (code, resigned, struck_out))| role(at, code, resigned, struck_out)).collect()
    };
    let everybody = Town.organisations().iter().chain(town::crowd(crowd));
    let units = everybody.map(|unit| (unit, of(unit))).filter(|(_, roles)| !roles.is_empty());
    units.map(|(unit, roles)| json!({ "organisasjonsnummer": unit.number, "navn": unit.name, "roller": roles })).collect()
}
