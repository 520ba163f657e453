//! `POST /token/revoke` with its sister `POST /token/introspect`: RFC 7009, RFC 7662.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::form::Fields;
use crate::idporten::IdPorten;
use crate::idporten::client_authentication::Caller;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;

/// What a client must have registered to ask about tokens.
const INTROSPECTION: &str = "idporten:token.introspection";

/// Takes back everything that was granted together with the token. An unknown token is as good as revoked.
pub(super) async fn revoke(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Result<StatusCode, Refusal> {
    let parameters = Parameters::of(&fields)?;
    let Caller { client, .. } = app.authenticate(&parameters, &headers).await?;
    let token = parameters.required("token")?;
    let now = app.world.clock.now();
    match app.accepted(token).await? {
        Some((_, claims)) => app.grants.revoke(claims["jti"].as_str().unwrap_or_default(), &client.id, now),
        None => app.grants.revoke(token, &client.id, now),
    }
    Ok(StatusCode::OK)
}

/// For APIs that get tokens by reference. The scope is Digdir's to give, and no client of the town has it.
pub(super) async fn introspect(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Result<Response, Refusal> {
    let parameters = Parameters::of(&fields)?;
    let Caller { client, .. } = app.authenticate(&parameters, &headers).await?;
    if !client.scopes.contains(INTROSPECTION) {
        return Err(Refusal::new("unauthorized_client", format!("The client lacks the scope {INTROSPECTION}")));
    }
    let token = parameters.required("token")?;
    Ok(match app.accepted(token).await?.map(|(_, claims)| claims) {
        Some(serde_json::Value::Object(mut claims)) => {
            claims.insert("active".to_owned(), true.into());
            Json(claims).into_response()
        }
        _ => Json(json!({ "active": false })).into_response(),
    })
}
