//! The code lists: roles, their groups, forms (altinn.md 7.8).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{Register, answer};

const FORMS: [(&str, &str); 5] = [
    ("AS", "Aksjeselskap"),
    ("ENK", "Enkeltpersonforetak"),
    ("ANS", "Ansvarlig selskap med solidarisk ansvar"),
    ("BEDR", "Underenhet til næringsdrivende og offentlig forvaltning"),
    ("AAFY", "Underenhet til ikke-næringsdrivende"),
];

const ROLES: [(&str, &str); 15] = [
    ("DAGL", "Daglig leder"),
    ("LEDE", "Styrets leder"),
    ("NEST", "Nestleder"),
    ("MEDL", "Styremedlem"),
    ("VARA", "Varamedlem"),
    ("OBS", "Observatør"),
    ("INNH", "Innehaver"),
    ("DTSO", "Deltaker med solidarisk ansvar"),
    ("DTPR", "Deltaker med delt ansvar"),
    ("KOMP", "Komplementar"),
    ("KONT", "Kontaktperson"),
    ("BEST", "Bestyrende reder"),
    ("BOBE", "Bostyrer"),
    ("REGN", "Regnskapsfører"),
    ("REVI", "Revisor"),
];

const GROUPS: [(&str, &str); 7] = [
    ("DAGL", "Daglig leder/ adm.direktør"),
    ("STYR", "Styre"),
    ("DELT", "Deltakere"),
    ("INNH", "Innehaver"),
    ("BOBE", "Bostyrer"),
    ("REGN", "Regnskapsfører"),
    ("REVI", "Revisor"),
];

fn named(list: &[(&'static str, &'static str)], code: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == code).map_or("", |(_, name)| *name)
}

pub(super) fn form(code: &str) -> &'static str {
    named(&FORMS, code)
}

/// Code with name.
pub(super) fn role(code: &str) -> Value {
    json!({ "kode": code, "beskrivelse": named(&ROLES, code) })
}

/// The group that a role stands in.
pub(super) fn group(role: &str) -> Value {
    let code = match role {
        "LEDE" | "NEST" | "MEDL" | "VARA" | "OBS" => "STYR",
        "DTSO" | "DTPR" | "KOMP" => "DELT",
        other => other,
    };
    json!({ "kode": code, "beskrivelse": named(&GROUPS, code) })
}

pub(super) async fn roles(State(register): State<Arc<Register>>, headers: HeaderMap) -> Response {
    list(&register, "roller/rolletyper", "rolletyper", &ROLES, &headers)
}

pub(super) async fn groups(State(register): State<Arc<Register>>, headers: HeaderMap) -> Response {
    list(&register, "roller/rollegruppetyper", "rollegruppetyper", &GROUPS, &headers)
}

pub(super) async fn forms(State(register): State<Arc<Register>>, headers: HeaderMap) -> Response {
    list(&register, "organisasjonsformer", "organisasjonsformer", &FORMS, &headers)
}

fn list(register: &Register, path: &str, name: &str, codes: &[(&str, &str)], headers: &HeaderMap) -> Response {
    let items = codes
        .iter()
        .map(|(code, text)| json!({ "kode": code, "beskrivelse": text, "_links": { "self": register.link(&format!("{path}/{code}")) } }));
    let embedded = Map::from_iter([(name.to_owned(), items.collect())]);
    answer(headers, "kode", &json!({ "_embedded": embedded, "_links": { "self": register.link(path) } }))
}
