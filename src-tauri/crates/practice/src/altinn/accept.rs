//! A bare string as the framework sends it: raw, or as JSON in quotes (altinn.md 2.2).

use axum::Json;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// Whoever accepts anything gets plain text; otherwise the first of the two that is named decides.
pub(super) fn string(status: StatusCode, headers: &HeaderMap, text: String) -> Response {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("*/*").to_ascii_lowercase();
    let kinds: Vec<&str> = accept.split(',').filter_map(|kind| Some(kind.split(';').next()?.trim())).collect();
    let first = kinds.iter().find(|kind| ["application/json", "text/json", "text/plain", "text/*"].contains(kind));
    match first {
        Some(kind) if kind.ends_with("/json") && !kinds.contains(&"*/*") => (status, Json(text)).into_response(),
        _ => (status, text).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_only_when_it_is_asked_for_first() -> Result<(), Box<dyn std::error::Error>> {
        let kind = |accept: &str| -> Result<String, Box<dyn std::error::Error>> {
            let headers = HeaderMap::from_iter([(ACCEPT, accept.parse()?)]);
            let response = string(StatusCode::OK, &headers, "a".to_owned());
            Ok(response.headers()["content-type"].to_str()?.to_owned())
        };
        for json in ["application/json", "Application/JSON;q=0.9, text/plain;q=0.1"] {
            assert_eq!(kind(json)?, "application/json");
        }
        for plain in ["*/*", "text/plain", "text/plain, application/json", "application/json, */*", "text/html"] {
            assert_eq!(kind(plain)?, "text/plain; charset=utf-8");
        }
        Ok(())
    }
}
