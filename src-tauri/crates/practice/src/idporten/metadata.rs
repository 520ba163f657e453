//! What ID-porten or Ansattporten says about itself: idporten.md 1.1, 17.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::Fault;
use crate::idporten::details::Source;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::{Prompt, ResponseMode};
use crate::idporten::{IdPorten, Provider, dpop, levels};
use crate::keys::KeyName;
use crate::registration::Authentication;

/// `GET /.well-known/openid-configuration`
pub(super) async fn openid_configuration(State(app): State<Arc<IdPorten>>) -> Json<Value> {
    let mut metadata = common(&app);
    match app.provider {
        Provider::IdPorten => metadata["userinfo_endpoint"] = format!("{}/userinfo", app.issuer()).into(),
        Provider::Ansattporten => metadata["authorization_details_types_supported"] = Source::ALL.map(Source::name).as_slice().into(),
    }
    Json(metadata)
}

/// What both providers say.
fn common(app: &IdPorten) -> Value {
    let (issuer, login) = (app.issuer(), app.provider.login_host(&app.world.addresses));
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{login}/authorize"),
        "pushed_authorization_request_endpoint": format!("{issuer}/par"),
        "token_endpoint": format!("{issuer}/token"),
        "introspection_endpoint": format!("{issuer}/token/introspect"),
        "revocation_endpoint": format!("{issuer}/token/revoke"),
        "jwks_uri": format!("{issuer}/jwks.json"),
        "end_session_endpoint": format!("{login}/logout"),
        "response_types_supported": ["code"],
        "response_modes_supported": ResponseMode::NAMES,
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "scopes_supported": ["openid", "profile"],
        "acr_values_supported": levels::supported(app.provider),
        "token_endpoint_auth_methods_supported": Authentication::NAMES,
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "authorization_signing_alg_values_supported": ["RS256"],
        "dpop_signing_alg_values_supported": dpop::ALGORITHMS,
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": Prompt::NAMES,
        "ui_locales_supported": ["en", "nb", "nn", "se"],
        "display_values_supported": ["page"],
        "subject_types_supported": ["public", "pairwise"],
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "claims_parameter_supported": false,
        "authorization_response_iss_parameter_supported": true,
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
    })
}

/// `GET /jwks.json`
pub(super) async fn jwks(State(app): State<Arc<IdPorten>>) -> Result<Response, Refusal> {
    let mut keys = vec![app.key(app.provider.key()).await?.public_jwk()];
    if app.world.faults.is_on(Fault::KeyRotation) {
        keys.insert(0, app.key(KeyName::IdPortenNext).await?.public_jwk());
    }
    let headers = [(header::CACHE_CONTROL, "max-age=86400")];
    Ok((headers, Json(json!({ "keys": keys }))).into_response())
}
