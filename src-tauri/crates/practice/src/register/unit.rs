//! `GET /enheter/{orgnr}`, `/underenheter/{orgnr}`: altinn.md 7.8.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Register, answer, codes, is_number, malformed};
use crate::town::{Organisation, Standing, Town};

/// Removed from the open data, with the day.
const REMOVED: (&str, &str) = ("318880018", "2024-02-01");
const DELETED: &str = "2025-11-28";

pub(super) async fn unit(State(register): State<Arc<Register>>, Path(number): Path<String>, headers: HeaderMap) -> Response {
    find(&register, &number, "enhet", &headers)
}

pub(super) async fn subunit(State(register): State<Arc<Register>>, Path(number): Path<String>, headers: HeaderMap) -> Response {
    find(&register, &number, "underenhet", &headers)
}

/// A main unit is not found among the subunits, nor the other way about.
fn find(register: &Register, number: &str, kind: &str, headers: &HeaderMap) -> Response {
    if !is_number(number) {
        return malformed(&format!("/enhetsregisteret/api/{kind}er/{number}"), "organisasjonsnummer", number);
    }
    if kind == "enhet" && number == REMOVED.0 {
        return (StatusCode::GONE, Json(json!({ "organisasjonsnummer": number, "slettedato": REMOVED.1 }))).into_response();
    }
    match Town.organisation(number).filter(|unit| unit.parent.is_some() == (kind == "underenhet")) {
        Some(unit) => answer(headers, kind, &body(register, unit)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) fn form(code: &str) -> Value {
    json!({ "kode": code, "beskrivelse": codes::form(code) })
}

/// A deleted one has lost most of it.
pub(super) fn body(register: &Register, unit: &Organisation) -> Value {
    let path = if unit.parent.is_some() { "underenheter" } else { "enheter" };
    let own = register.link(&format!("{path}/{}", unit.number));
    if unit.standing == Standing::Deleted {
        return json!({
            "respons_klasse": "SlettetEnhet",
            "organisasjonsnummer": unit.number,
            "navn": unit.name,
            "organisasjonsform": form(unit.form),
            "slettedato": DELETED,
            "_links": { "self": own },
        });
    }
    let mut body = json!({
        "organisasjonsnummer": unit.number,
        "navn": unit.name,
        "organisasjonsform": form(unit.form),
        "registreringsdatoEnhetsregisteret": "2019-04-01",
        "registrertIMvaregisteret": true,
        "naeringskode1": { "kode": "62.100", "beskrivelse": "Programmeringstjenester" },
        "antallAnsatte": 7,
        "harRegistrertAntallAnsatte": true,
        "_links": { "self": own },
    });
    let address = json!({
        "land": "Norge", "landkode": "NO", "postnummer": "0001", "poststed": "PORTVIK",
        "adresse": ["Bryggeveien 1"], "kommune": "PORTVIK", "kommunenummer": "0001",
    });
    if let Some(parent) = unit.parent {
        body["beliggenhetsadresse"] = address;
        body["overordnetEnhet"] = parent.into();
        return body;
    }
    body["forretningsadresse"] = address;
    body["registrertIForetaksregisteret"] = true.into();
    body["stiftelsesdato"] = "2019-03-01".into();
    body["maalform"] = "Bokmål".into();
    body["konkurs"] = (unit.standing == Standing::Bankrupt).into();
    if unit.standing == Standing::Bankrupt {
        body["konkursdato"] = "2026-02-16".into();
    }
    body["underAvvikling"] = false.into();
    body["underTvangsavviklingEllerTvangsopplosning"] = false.into();
    body
}
