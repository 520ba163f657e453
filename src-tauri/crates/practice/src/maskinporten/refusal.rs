//! A refusal in the shape of maskinporten.md 10.1.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::{Fault, Faults, PracticeError};

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

    pub(super) fn respond(&self, issuer: &str, form: Form) -> Response {
        let id = uuid::Uuid::new_v4();
        let description = match (form, self.code) {
            (Form::Older, _) => format!("{} (correlation id: {id})", self.text),
            (Form::CodeInText, Some(code)) => format!("{code}: {} (trace_id: {})", self.text, id.simple()),
            _ if self.text.is_empty() => String::new(),
            _ => format!("{} (trace_id: {})", self.text, id.simple()),
        };
        let mut body = json!({ "error": self.error });
        if !description.is_empty() {
            body["error_description"] = json!(description);
        }
        if let (Form::Usual, Some(code)) = (form, self.code) {
            body["error_uri"] = json!(format!("{issuer}errors/{code}"));
        }
        (self.status, Json(body)).into_response()
    }
}

/// How a refusal is told. All three have been met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The code is in `error_uri`.
    Usual,
    /// The code is in the text alone.
    CodeInText,
    /// Without a code; the parenthesis has other words.
    Older,
}

impl Form {
    pub(super) fn now(faults: &Faults) -> Self {
        if faults.is_on(Fault::RefusalWithoutCode) {
            Self::CodeInText
        } else if faults.is_on(Fault::OlderRefusal) {
            Self::Older
        } else {
            Self::Usual
        }
    }
}

impl From<PracticeError> for Refusal {
    fn from(error: PracticeError) -> Self {
        tracing::error!(%error, "practice Maskinporten failed");
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, ..Self::plain("server_error", "Internal error") }
    }
}
