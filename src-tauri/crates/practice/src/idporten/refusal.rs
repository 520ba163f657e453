//! An OAuth error in the form that every endpoint answers it in: RFC 6749 §5.2.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

pub(super) const DPOP_NONCE: &str = "dpop-nonce";

/// Why a request was refused: the code that programs read and the sentence that people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) error: &'static str,
    status: StatusCode,
    /// What the next DPoP proof must carry (RFC 9449 §8).
    pub(super) nonce: Option<String>,
    pub(super) description: String,
}

impl Refusal {
    /// The trace id in parentheses is what the real service's support asks for.
    pub(super) fn new(error: &'static str, description: impl std::fmt::Display) -> Self {
        let status = match error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { error, status, nonce: None, description: format!("{description} (trace_id: {})", Uuid::new_v4().simple()) }
    }

    pub(super) fn invalid_request(description: impl std::fmt::Display) -> Self {
        Self::new("invalid_request", description)
    }

    pub(super) fn invalid_client(description: impl std::fmt::Display) -> Self {
        Self::new("invalid_client", description)
    }

    /// The same with 400, as a request that cannot be right for anybody.
    pub(super) fn with_bad_request(self) -> Self {
        Self { status: StatusCode::BAD_REQUEST, ..self }
    }

    pub(super) fn with_nonce(self, nonce: String) -> Self {
        Self { nonce: Some(nonce), ..self }
    }

    pub(super) fn invalid_grant(description: impl std::fmt::Display) -> Self {
        Self::new("invalid_grant", description)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.description });
        let mut response = (self.status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"idporten\""));
        }
        if let Some(nonce) = self.nonce.and_then(|nonce| HeaderValue::from_str(&nonce).ok()) {
            response.headers_mut().insert(DPOP_NONCE, nonce);
        }
        response
    }
}
