//! The token of a request: RFC 6750 §2.1.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

/// What stands after `Bearer`, however that is written.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_at_checked("bearer ".len())?;
    scheme.eq_ignore_ascii_case("bearer ").then(|| token.trim())
}
