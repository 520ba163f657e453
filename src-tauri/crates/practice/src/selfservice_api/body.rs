//! The JSON body of a request.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use serde_json::Value;

use super::refusal::not_json;
use crate::registration::Refusal;

const LARGEST: usize = 256 * 1024;

/// Any JSON, sent as such.
pub(super) struct Body(pub(super) Value);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
            return Err(not_json());
        }
        let unreadable = |error: &dyn std::fmt::Display| Refusal::of("body_unreadable", error.to_string());
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|error| unreadable(&error))?;
        Ok(Self(serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))?))
    }
}
