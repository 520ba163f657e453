//! What the browser is answered on loopback: one static page, nothing from outside, kept nowhere.

use std::convert::Infallible;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};

use super::AnswerPage;

/// The body of every answer.
pub(super) type Body = Full<Bytes>;

/// What hyper wants of a function that always answers.
pub(super) type Answer = Result<Response<Body>, Infallible>;

/// `page` in `language`, as HTML.
pub(super) fn page(status: StatusCode, page: &AnswerPage, language: &str) -> Response<Body> {
    let (title, body) = (escaped(&page.title), escaped(&page.body));
    let html = format!(
        "<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>:root{{color-scheme:light dark}}body{{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;\
         margin:20vh auto;padding:0 1rem}}</style><main><h1>{title}</h1><p>{body}</p></main></html>"
    );
    with_headers(status, html)
}

/// A status without words, for what is no callback.
pub(super) fn bare(status: StatusCode) -> Response<Body> {
    let mut response = with_headers(status, String::new());
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
    }
    response
}

fn with_headers(status: StatusCode, html: String) -> Response<Body> {
    let mut response = Response::new(Full::from(html));
    *response.status_mut() = status;
    response.headers_mut().extend(
        [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CACHE_CONTROL, "no-store"),
            (REFERRER_POLICY, "no-referrer"),
            (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (CONNECTION, "close"),
        ]
        .map(|(name, value)| (name, HeaderValue::from_static(value))),
    );
    response
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
