//! Maskinporten in practice: metadata, keys, the token endpoint, the error pages.
//!
//! Its rules are maskinporten.md 1.1, 3, 5, 6, 10, "Things a simulator must reject".

use std::sync::Arc;

use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::disturb::disturb;
use crate::jose::Algorithm;
use crate::keys::KeyName;
use crate::world::World;

mod access_token;
mod claims;
mod details;
mod error_page;
mod refusal;
mod scopes;
mod signer;
mod token;
mod used_grants;

use refusal::{Form, Refusal};
use used_grants::UsedGrants;

pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Maskinporten's own memory beside the world.
struct Maskinporten {
    world: Arc<World>,
    used: UsedGrants,
}

pub(crate) fn router(world: Arc<World>) -> Router {
    let token = post(token::answer).layer(from_fn_with_state(world.clone(), disturb));
    Router::new()
        .route("/.well-known/oauth-authorization-server", get(metadata))
        .route("/jwk", get(keys))
        .route("/token", token)
        .route("/errors/{code}", get(error_page::show))
        .with_state(Arc::new(Maskinporten { world, used: UsedGrants::default() }))
}

/// maskinporten.md 1.1, field for field.
async fn metadata(State(maskinporten): State<Arc<Maskinporten>>) -> Json<Value> {
    let issuer = &maskinporten.world.addresses.maskinporten;
    Json(json!({
        "authorization_details_types_supported": details::TYPES,
        "grant_types_supported": [JWT_BEARER],
        "issuer": issuer,
        "jwks_uri": format!("{issuer}jwk"),
        "token_endpoint": format!("{issuer}token"),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": Algorithm::NAMES,
    }))
}

async fn keys(State(maskinporten): State<Arc<Maskinporten>>) -> Response {
    match maskinporten.world.keys.key(KeyName::Maskinporten).await {
        Ok(key) => Json(json!({ "keys": [key.public_jwk()] })).into_response(),
        Err(error) => Refusal::from(error).respond(&maskinporten.world.addresses.maskinporten, Form::Usual),
    }
}
