//! `GET /userinfo`: who the bearer of an access token is (idporten.md 10).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::idporten::refusal::Refusal;
use crate::idporten::{IdPorten, tokens};

pub(super) async fn userinfo(State(app): State<Arc<IdPorten>>, headers: HeaderMap) -> Result<Response, Refusal> {
    let header = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok()).and_then(|header| header.split_once(' '));
    let Some((_, token)) = header.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else {
        return Ok(challenge(StatusCode::UNAUTHORIZED, "Bearer"));
    };
    let Some((authorization, claims)) = app.accepted(token.trim()).await? else {
        return Ok(challenge(
            StatusCode::UNAUTHORIZED,
            r#"Bearer error="invalid_token", error_description="Invalid, expired or revoked access token""#,
        ));
    };
    // A refreshed token may carry fewer scopes than were granted.
    if !claims["scope"].as_str().is_some_and(|scopes| scopes.split(' ').any(|scope| scope == "profile")) {
        return Ok(challenge(StatusCode::FORBIDDEN, r#"Bearer error="insufficient_scope", scope="profile""#));
    }
    let (given, family) = tokens::name(&authorization);
    Ok(Json(json!({
        "sub": tokens::subject(&authorization),
        "pid": authorization.person.national_id,
        "locale": authorization.language.tag(),
        "given_name": given,
        "family_name": family,
    }))
    .into_response())
}

fn challenge(status: StatusCode, how: &'static str) -> Response {
    (status, [(WWW_AUTHENTICATE, how)]).into_response()
}
