//! A refusal as the API tells it.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::WWW_AUTHENTICATE;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::page::Language;
use crate::registration::Refusal;

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        answer(refusal.status(), &refusal.words(Language::En))
    }
}

/// No token, or none that counts.
pub(super) fn unauthenticated(why: &str) -> Response {
    let mut response = answer(StatusCode::UNAUTHORIZED, why);
    response.headers_mut().insert(WWW_AUTHENTICATE, axum::http::HeaderValue::from_static("Bearer error=\"invalid_token\""));
    response
}

/// A token of the organisation's that lacks the scope.
pub(super) fn wrong_scope(needed: &str) -> Response {
    answer(StatusCode::FORBIDDEN, &format!("The access token lacks the scope {needed}"))
}

pub(super) fn not_json() -> Response {
    answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The content type must be application/json")
}

/// What [`crate::Fault::Api500`] answers.
pub(super) fn broken() -> Response {
    answer(StatusCode::INTERNAL_SERVER_ERROR, "An unexpected error occurred")
}

fn answer(status: StatusCode, text: &str) -> Response {
    let name = status.canonical_reason().unwrap_or_default().to_uppercase().replace(' ', "_");
    let body = json!({
        "status": status.as_u16(),
        "error": name,
        "error_description": text,
        "errors": [text],
        "correlation_id": uuid::Uuid::new_v4().to_string(),
    });
    (status, Json(body)).into_response()
}
