//! Register roles with their keys (altinn.md 7.3).

use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::{in_language, packages};
use crate::altinn::Altinn;
use crate::altinn::refusal::Refusal;
use crate::town::{Texts, Town};

/// A role in an organisation, as Altinn knows it.
pub(crate) struct Role {
    /// A UUID.
    pub(crate) id: &'static str,
    pub(crate) code: &'static str,
    pub(crate) urn: &'static str,
    /// Altinn 2's code, in capitals.
    pub(crate) legacy: Option<&'static str>,
    /// Gives everything.
    is_key: bool,
    name: Texts,
}

const fn texts(nb: &'static str, nn: &'static str, en: &'static str) -> Texts {
    Texts { nb, nn, en }
}

const ROLES: [Role; 7] = [
    Role {
        id: "55bd7d4d-08dd-46ee-ac8e-3a44d800d752",
        code: "daglig-leder",
        urn: "urn:altinn:external-role:ccr:daglig-leder",
        legacy: Some("DAGL"),
        is_key: true,
        name: texts("Daglig leder", "Dagleg leiar", "Managing director"),
    },
    Role {
        id: "9e5d3acf-cef7-4bbe-b101-8e9ab7b8b3e4",
        code: "styreleder",
        urn: "urn:altinn:external-role:ccr:styreleder",
        legacy: Some("LEDE"),
        is_key: true,
        name: texts("Styreleder", "Styreleiar", "Chair of the board"),
    },
    Role {
        id: "f045ffda-dbdc-41da-b674-b9b276ad5b01",
        code: "innehaver",
        urn: "urn:altinn:external-role:ccr:innehaver",
        legacy: Some("INNH"),
        is_key: true,
        name: texts("Innehaver", "Innehavar", "Sole proprietor"),
    },
    Role {
        id: "46e27685-b3ba-423e-8b42-faab54de5817",
        code: "regnskapsforer",
        urn: "urn:altinn:external-role:ccr:regnskapsforer",
        legacy: Some("REGN"),
        is_key: false,
        name: texts("Regnskapsfører", "Rekneskapsførar", "Accountant"),
    },
    Role {
        id: "f76b997a-9bd8-4f7b-899f-fcd85d35669f",
        code: "revisor",
        urn: "urn:altinn:external-role:ccr:revisor",
        legacy: Some("REVI"),
        is_key: false,
        name: texts("Revisor", "Revisor", "Auditor"),
    },
    Role {
        id: "348b2f47-47ee-4084-abf8-68aa54c2b27f",
        code: "forretningsforer",
        urn: "urn:altinn:external-role:ccr:forretningsforer",
        legacy: Some("FFØR"),
        is_key: false,
        name: texts("Forretningsfører", "Forretningsførar", "Property manager"),
    },
    Role {
        id: "42cae370-2dc1-4fdc-9c67-c2f4b0f0f829",
        code: "rettighetshaver",
        urn: "urn:altinn:role:rettighetshaver",
        legacy: None,
        is_key: false,
        name: texts("Rettighetshaver", "Rettshavar", "Right holder"),
    },
];

impl Role {
    pub(crate) fn with_legacy(code: &str) -> Option<&'static Self> {
        ROLES.iter().find(|role| role.legacy == Some(code))
    }

    pub(crate) fn with_code(code: &str) -> Option<&'static Self> {
        ROLES.iter().find(|role| role.code == code)
    }

    pub(crate) fn legacy_urn(&self) -> Option<String> {
        self.legacy.map(|code| format!("urn:altinn:rolecode:{}", code.to_lowercase()))
    }
}

pub(super) fn routes() -> Router<Arc<Altinn>> {
    Router::new().route("/", get(list)).route("/{id}", get(read)).route("/{id}/packages", get(packages_of))
}

pub(super) async fn list(headers: HeaderMap) -> Json<Value> {
    Json(ROLES.iter().map(|role| body(&headers, role)).collect())
}

async fn read(Path(id): Path<String>, headers: HeaderMap) -> Response {
    match ROLES.iter().find(|role| role.id.eq_ignore_ascii_case(&id)) {
        Some(role) => Json(body(&headers, role)).into_response(),
        None => Refusal::NotFound.answer(&headers),
    }
}

async fn packages_of(Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Some(role) = ROLES.iter().find(|role| role.id.eq_ignore_ascii_case(&id)) else { return Refusal::NotFound.answer(&headers) };
    let brings = Town
        .packages()
        .iter()
        .filter(|package| if role.is_key { package.assignable } else { package.role.is_some() && package.role == role.legacy });
    Json(brings.map(|package| packages::package(&headers, package)).collect::<Value>()).into_response()
}

fn body(headers: &HeaderMap, role: &Role) -> Value {
    let is_of_register = role.urn.starts_with("urn:altinn:external-role:ccr:");
    json!({
        "id": role.id,
        "name": in_language(headers, &role.name),
        "code": role.code,
        "description": in_language(headers, &role.name),
        "isKeyRole": role.is_key,
        "urn": role.urn,
        "legacyRoleCode": role.legacy,
        "legacyUrn": role.legacy_urn(),
        "provider": { "code": if is_of_register { "sys-ccr" } else { "sys-altinn3" } },
    })
}
