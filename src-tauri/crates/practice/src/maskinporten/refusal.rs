//! A refusal in the shape of maskinporten.md 10.1.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::PracticeError;

/// Why no token is given: OAuth's `error`, Maskinporten's own code where it has one, the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) error: &'static str,
    pub(super) code: Option<&'static str>,
    pub(super) text: String,
}

impl Refusal {
    fn new(error: &'static str, code: Option<&'static str>, text: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, code, text: text.into() }
    }

    /// Without a code of Maskinporten's.
    pub(super) fn plain(error: &'static str, text: impl Into<String>) -> Self {
        Self::new(error, None, text)
    }

    pub(super) fn malformed(what: &str) -> Self {
        Self::new("invalid_request", Some("MP-011"), format!("Invalid assertion. Invalid parameter value: {what}"))
    }

    pub(super) fn grant(code: &'static str, text: impl Into<String>) -> Self {
        Self::new("invalid_grant", Some(code), text)
    }

    pub(super) fn scope(code: &'static str, text: impl Into<String>) -> Self {
        Self::new("invalid_scope", Some(code), text)
    }

    pub(super) fn forbidden(code: &'static str, text: impl Into<String>) -> Self {
        Self { status: StatusCode::FORBIDDEN, ..Self::new("forbidden", Some(code), text) }
    }

    pub(super) fn details(error: &'static str, code: &'static str, text: impl Into<String>) -> Self {
        Self::new(error, Some(code), text)
    }

    pub(super) fn respond(&self, issuer: &str) -> Response {
        let trace_id = uuid::Uuid::new_v4().simple();
        let mut body = json!({ "error": self.error, "error_description": format!("{} (trace_id: {trace_id})", self.text) });
        if let Some(code) = self.code {
            body["error_uri"] = json!(format!("{issuer}errors/{code}"));
        }
        (self.status, Json(body)).into_response()
    }
}

impl From<PracticeError> for Refusal {
    fn from(error: PracticeError) -> Self {
        tracing::error!(%error, "practice Maskinporten failed");
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, ..Self::plain("server_error", "Internal error") }
    }
}
