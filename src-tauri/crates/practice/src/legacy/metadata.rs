//! `GET /api/metadata` with what stands below it: open to everybody, in three languages (altinn.md 3.6).

use axum::response::Response;
use serde_json::{Value, json};

use super::ask::Ask;
use super::hal;
use super::letters::SERVICES;
use super::refusal::Refusal;
use crate::form::Fields;

/// A role that somebody can have.
pub(super) struct RoleDefinition {
    pub(super) id: u32,
    pub(super) code: &'static str,
    /// nb, nn, en.
    names: [&'static str; 3],
    is_external: bool,
}

const fn role(id: u32, code: &'static str, names: [&'static str; 3], is_external: bool) -> RoleDefinition {
    RoleDefinition { id, code, names, is_external }
}

pub(super) const ROLES: [RoleDefinition; 5] = [
    role(195, "DAGL", ["Daglig leder", "Dagleg leiar", "Managing director"], true),
    role(204, "PRIV", ["Privatperson", "Privatperson", "Private person"], true),
    role(85, "ADMAI", ["Tilgangsstyring", "Tilgangsstyring", "Access manager"], false),
    role(131, "REGNA", ["Regnskapsmedarbeider", "Rekneskapsmedarbeidar", "Accounting employee"], false),
    role(6, "UTINN", ["Utfyller/innsender", "Utfyllar/innsendar", "Reporter/sender"], false),
];

/// 1044 bokmål, 2068 nynorsk, 1033 English.
fn language(fields: &Fields) -> usize {
    match fields.first("language") {
        Some("2068") => 1,
        Some("1033") => 2,
        _ => 0,
    }
}

pub(super) fn role_definition(role: &RoleDefinition, fields: &Fields) -> Value {
    let name = role.names[language(fields)];
    json!({
        "RoleType": if role.is_external { "External" } else { "Altinn" },
        "RoleDefinitionId": role.id,
        "RoleDefinitionCode": role.code,
        "RoleName": name,
        "RoleDescription": name,
    })
}

pub(super) async fn services(ask: Ask) -> Response {
    let language = language(&ask.fields);
    let wanted = ask.fields.first("serviceCode");
    let services = SERVICES.iter().filter(|service| wanted.is_none_or(|code| code == service.code));
    let shown = services.map(|service| {
        json!({
            "ServiceOwnerCode": service.owner_code,
            "ServiceOwnerName": service.owner,
            "ServiceName": service.names[language],
            "ServiceEditionName": service.names[language],
            "ServiceCode": service.code,
            "ServiceEditionCode": 1,
            "ServiceType": if service.is_form { "FormTask" } else { "Correspondence" },
            "EnterpriseUserEnabled": true,
            "ValidFrom": "2015-01-01T00:00:00.000",
            "ValidTo": "2026-06-19T00:00:00.000",
        })
    });
    hal::answer(&ask, &Value::Array(shown.collect()))
}

pub(super) async fn role_definitions(ask: Ask) -> Response {
    hal::answer(&ask, &ROLES.iter().map(|role| role_definition(role, &ask.fields)).collect())
}

/// Whose role opens a service.
pub(super) async fn role_requirements(ask: Ask) -> Result<Response, Refusal> {
    let code = ask.fields.first("serviceCode").ok_or(Refusal::Malformed)?;
    if !SERVICES.iter().any(|service| service.code == code) {
        return Err(Refusal::NotFound);
    }
    Ok(hal::answer(&ask, &ROLES.iter().map(|role| role_definition(role, &ask.fields)).collect()))
}
