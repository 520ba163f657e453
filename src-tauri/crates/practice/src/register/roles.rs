//! `GET /enheter/{orgnr}/roller`: who has which role in a unit (altinn.md 7.8). No national ids.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Register, answer, codes, is_number, malformed, unit};
use crate::town::{Organisation, Person, Role, Standing, Town};

/// Somebody whom the register knows and Altinn does not: the town has no number for them.
struct Registered {
    unit: &'static str,
    role: &'static str,
    first: &'static str,
    last: &'static str,
    born: &'static str,
    has_resigned: bool,
}

const fn registered(unit: &'static str, role: &'static str, (first, last): (&'static str, &'static str), born: &'static str) -> Registered {
    Registered { unit, role, first, last, born, has_resigned: false }
}

const BAKERY: &str = "315000106";

const REGISTERED: [Registered; 7] = [
    registered(BAKERY, "LEDE", ("Hans", "Havremel"), "1961-09-12"),
    Registered { has_resigned: true, ..registered(BAKERY, "DAGL", ("Odd", "Ovn"), "1955-02-03") },
    registered("310000000", "DAGL", ("Tora", "Telt"), "1979-06-21"),
    registered("310000000", "LEDE", ("Tora", "Telt"), "1979-06-21"),
    registered("210987606", "DAGL", ("Segl", "Mast"), "1970-01-30"),
    registered("215550303", "BOBE", ("Berit", "Bo"), "1968-11-05"),
    Registered { has_resigned: true, ..registered("215550303", "DAGL", ("Rolf", "Regn"), "1982-04-17") },
];

/// A company that had been the bakery's auditor before anybody struck it out.
const STRUCK_OUT: (&str, &str, &str) = (BAKERY, "210987606", "REVI");

/// One role in some unit: its code with what stands there.
struct Entry {
    role: &'static str,
    body: Value,
}

pub(super) async fn of_unit(State(register): State<Arc<Register>>, Path(number): Path<String>, headers: HeaderMap) -> Response {
    if !is_number(&number) {
        return malformed(&format!("/enhetsregisteret/api/enheter/{number}/roller"), "organisasjonsnummer", &number);
    }
    let live = Town.organisation(&number).filter(|unit| unit.parent.is_none() && unit.standing != Standing::Deleted);
    let Some(unit) = live else { return StatusCode::NOT_FOUND.into_response() };
    let own = register.link(&format!("enheter/{number}/roller"));
    let links = json!({ "self": own, "enhet": register.link(&format!("enheter/{number}")) });
    answer(&headers, "roller", &json!({ "rollegrupper": groups(entries(unit)), "_links": links }))
}

fn entries(unit: &Organisation) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut put = |role, held_by: (&str, Value), (resigned, struck_out): (bool, bool)| {
        let mut body =
            json!({ "type": codes::role(role), "fratraadt": resigned, "avregistrert": struck_out, "rekkefolge": entries.len() + 1 });
        body[held_by.0] = held_by.1;
        entries.push(Entry { role, body });
    };
    for person in directors(unit) {
        let (first, last) = person.name.rsplit_once(' ').unwrap_or(("", person.name));
        put("DAGL", ("person", someone(first, last, &born(person))), (false, false));
    }
    for one in REGISTERED.iter().filter(|one| one.unit == unit.number) {
        put(one.role, ("person", someone(one.first, one.last, one.born)), (one.has_resigned, false));
    }
    for (role, number) in [("REGN", unit.accountant), ("REVI", unit.auditor)] {
        if let Some(holder) = number.and_then(|number| Town.organisation(number)) {
            put(role, ("enhet", company(holder)), (false, false));
        }
    }
    let (of, holder, role) = STRUCK_OUT;
    if let Some(holder) = Town.organisation(holder).filter(|_| of == unit.number) {
        put(role, ("enhet", company(holder)), (false, true));
    }
    entries
}

fn groups(entries: Vec<Entry>) -> Vec<Value> {
    let mut groups: Vec<Value> = Vec::new();
    for entry in entries {
        let kind = codes::group(entry.role);
        let there = groups.iter_mut().find(|group| group["type"] == kind).and_then(|group| group["roller"].as_array_mut());
        match there {
            Some(roles) => roles.push(entry.body),
            None => groups.push(json!({ "type": kind, "sistEndret": "2025-03-01", "roller": [entry.body] })),
        }
    }
    groups
}

fn directors(unit: &Organisation) -> impl Iterator<Item = &'static Person> {
    let directs = |person: &&Person| {
        Town.positions(person.national_id).any(|position| position.organisation == unit.number && position.role == Role::ManagingDirector)
    };
    Town.people().iter().filter(directs)
}

fn someone(first: &str, last: &str, born: &str) -> Value {
    json!({ "fodselsdato": born, "navn": { "fornavn": first, "etternavn": last }, "erDoed": false })
}

/// Its name is a list here, of one.
fn company(unit: &Organisation) -> Value {
    json!({
        "organisasjonsnummer": unit.number,
        "organisasjonsform": unit::form(unit.form),
        "navn": [unit.name],
        "erSlettet": unit.standing == Standing::Deleted,
    })
}

/// The months of synthetic people are 80 too high; the town was born in the last century.
fn born(person: &Person) -> String {
    let part = |range: std::ops::Range<usize>| person.national_id.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or_default();
    format!("19{:02}-{:02}-{:02}", part(4..6), part(2..4) % 80, part(0..2))
}
