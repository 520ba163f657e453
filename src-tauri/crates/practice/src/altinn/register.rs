//! Enhetsregisteret's open data about the town: altinn.md 7.8.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::town::{Organisation, Standing, Town};
use crate::world::World;

/// `{register}`
pub(crate) fn register(_world: Arc<World>) -> Router {
    Router::new()
        .route("/enhetsregisteret/api/enheter/{number}", get(async |Path(number): Path<String>| find(&number, false)))
        .route("/enhetsregisteret/api/underenheter/{number}", get(async |Path(number): Path<String>| find(&number, true)))
}

/// A main unit is not found among the subunits, nor the other way about.
fn find(number: &str, subunit: bool) -> Response {
    if number.len() != 9 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    match Town.organisation(number).filter(|unit| unit.parent.is_some() == subunit) {
        Some(unit) => Json(body(unit)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn body(unit: &Organisation) -> Value {
    let kind =
        json!({ "kode": unit.form, "beskrivelse": if unit.form == "BEDR" { "Underenhet til næringsdrivende" } else { "Aksjeselskap" } });
    if unit.standing == Standing::Deleted {
        return json!({
            "respons_klasse": "SlettetEnhet",
            "organisasjonsnummer": unit.number,
            "navn": unit.name,
            "organisasjonsform": kind,
            "slettedato": "2025-11-28",
        });
    }
    let mut body = json!({ "organisasjonsnummer": unit.number, "navn": unit.name, "organisasjonsform": kind });
    if let Some(body) = body.as_object_mut() {
        match unit.parent {
            Some(parent) => body.insert("overordnetEnhet".to_owned(), parent.into()),
            None => body.insert("konkurs".to_owned(), (unit.standing == Standing::Bankrupt).into()),
        };
    }
    body
}
