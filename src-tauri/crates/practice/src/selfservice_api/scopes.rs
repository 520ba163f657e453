//! Which scopes there are, and which the organisation may use (idporten.md 14.3).

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::caller::{ANY, Caller};
use super::document::timestamp;
use crate::form::Fields;
use crate::page::Language;
use crate::registration::{ClientKind, Ground, Refusal, fits};
use crate::world::World;
use crate::{Scope, Town};

/// The town's grants are as old as the town: 1 January 2025.
const FOUNDED: i64 = 1_735_689_600;
/// The owners of the real scopes: number, name.
const DIGDIR: (&str, &str) = ("991825827", "DIGITALISERINGSDIREKTORATET");
const NAV: (&str, &str) = ("889640782", "ARBEIDS- OG VELFERDSETATEN");
const TAX: (&str, &str) = ("974761076", "SKATTEETATEN");
const BRREG: (&str, &str) = ("974760673", "REGISTERENHETEN I BRØNNØYSUND");
/// What each scope is for.
const TEXTS: [&str; 3] =
    [include_str!("../locales/nb/scopes.json"), include_str!("../locales/nn/scopes.json"), include_str!("../locales/en/scopes.json")];

/// Open to anybody, without a token.
pub(super) async fn all(State(world): State<Arc<World>>) -> Json<Value> {
    Json(Town.scopes().iter().map(|scope| described(&world, scope)).collect())
}

pub(super) async fn accessible(
    State(world): State<Arc<World>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let caller = Caller::of(&world, &headers, ANY).await?;
    let open_too = Fields::parse(query.unwrap_or_default().as_bytes()).first("accessible_for_all") == Some("true");
    let given = world.store.read(|record| record.granted.get(&caller.organisation).cloned()).unwrap_or_default();
    let usable = Town.scopes().iter().filter(|scope| (open_too || !scope.is_open()) && world.is_granted(&caller.organisation, scope.name));
    let access = |scope: &Scope| {
        let (number, name) = owner(scope);
        let since = timestamp(given.get(scope.name).copied().unwrap_or(FOUNDED));
        json!({
            "scope": scope.name,
            "state": "APPROVED",
            "consumer_orgno": caller.organisation,
            "consumer_organization_name": world.town.organisation(&caller.organisation).map(|organisation| organisation.name),
            "owner_orgno": number,
            "owner_organization_name": name,
            "created": since,
            "last_updated": since,
        })
    };
    Ok(Json(usable.map(access).collect::<Vec<_>>()).into_response())
}

/// What nobody in the town has any of.
pub(super) async fn none(State(world): State<Arc<World>>, headers: HeaderMap) -> Result<Response, Response> {
    Caller::of(&world, &headers, ANY).await?;
    Ok(Json(Vec::<Value>::new()).into_response())
}

/// Where scopes are delegated (idporten.md 14.3).
pub(super) async fn delegation_sources(State(world): State<Arc<World>>, headers: HeaderMap) -> Result<Response, Response> {
    Caller::of(&world, &headers, ANY).await?;
    let since = timestamp(FOUNDED);
    Ok(Json(json!([{ "name": "Altinn", "issuer": world.delegation_source(), "last_updated": since, "created": since }])).into_response())
}

/// For API owners and suppliers, which nobody in the town is.
pub(super) async fn owners_only(State(world): State<Arc<World>>, headers: HeaderMap) -> Result<Response, Response> {
    Caller::of(&world, &headers, ANY).await?;
    Err(Refusal::new("not_in_practice").on(Ground::Forbidden).into())
}

/// The attributes of maskinporten.md 13.
fn described(world: &World, scope: &Scope) -> Value {
    let (prefix, subscope) = scope.name.split_once(':').unwrap_or(("", scope.name));
    let kinds: Vec<_> = ClientKind::ALL.into_iter().filter(|kind| fits(*kind, scope)).map(ClientKind::integration_type).collect();
    let text = |language: Language| language.texts(TEXTS).remove(scope.name);
    json!({
        "name": scope.name,
        "prefix": prefix,
        "subscope": subscope,
        "description": text(Language::Nb),
        "descriptions": { "nb": text(Language::Nb), "nn": text(Language::Nn), "en": text(Language::En) },
        "owner_orgno": owner(scope).0,
        "created": timestamp(FOUNDED),
        "last_updated": timestamp(FOUNDED),
        "active": true,
        "visibility": "PUBLIC",
        "allowed_integration_types": kinds,
        "accessible_for_all": scope.is_open(),
        "delegation_source": scope.is_delegable().then(|| world.delegation_source()),
        "token_type": "SELF_CONTAINED",
        "at_max_age": null,
        "authorization_max_lifetime": null,
        "requires_user_consent": scope.consent,
        "requires_user_authentication": !scope.used_with.by_machine(),
        "requires_pseudonymous_tokens": false,
        "supports_european_businesses": false,
    })
}

fn owner(scope: &Scope) -> (&'static str, &'static str) {
    match scope.name.split(':').next() {
        Some("brreg") => BRREG,
        Some("nav") => NAV,
        Some("skatteetaten") => TAX,
        _ => DIGDIR,
    }
}
