//! What the browser is answered on loopback: one static page, nothing from outside, kept nowhere.

use aws_lc_rs::digest;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use url::Url;
use zeroize::Zeroizing;

use super::AnswerPage;
use crate::secret::Secret;

/// The body of every answer.
pub(super) type Body = Full<Bytes>;

const STYLE: &str = include_str!("answer/page.css");
const SIGN: &str = include_str!("answer/sign.svg");
/// Presses the button for whoever lets pages run scripts.
const SUBMIT: &str = "document.forms[0].submit()";

/// A form that the browser carries to a provider, with a button for whoever lets no page run scripts.
pub(super) struct Form<'a> {
    pub(super) action: &'a Url,
    pub(super) fields: &'a [(&'static str, Secret<String>)],
    pub(super) button: &'a str,
    /// The origins that the form, and what the provider redirects it to, may reach; as CSP writes them.
    pub(super) reach: &'a str,
}

/// `page` in `language`, as HTML.
pub(super) fn page(status: StatusCode, page: &AnswerPage, language: &str) -> Response<Body> {
    html(status, whole(status, page, language, ""), "form-action 'none'")
}

/// `page` with a form that submits itself.
pub(super) fn form(page: &AnswerPage, language: &str, form: &Form<'_>) -> Response<Body> {
    let mut inside = Zeroizing::new(format!("<form method=\"post\" action=\"{}\">", escaped(form.action.as_str())));
    for (name, value) in form.fields {
        // EXPOSE: the browser carries it to the provider; the page is shown to this person alone, once, and is wiped when sent.
        let value = Zeroizing::new(escaped(value.expose()));
        inside.extend(["<input type=\"hidden\" name=\"", name, "\" value=\"", &value, "\">"]);
    }
    inside.extend(["<button>", &escaped(form.button), "</button></form><script>", SUBMIT, "</script>"]);
    let hash = BASE64_STANDARD.encode(digest::digest(&digest::SHA256, SUBMIT.as_bytes()));
    let policy = format!("script-src 'sha256-{hash}'; form-action {}", form.reach);
    html(StatusCode::OK, whole(StatusCode::OK, page, language, &inside), &policy)
}

/// Sends the browser on to `path` by GET, so that what it came with stays in no address.
pub(super) fn onward(path: &str) -> Response<Body> {
    let mut response = bare(StatusCode::SEE_OTHER);
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, path);
    }
    response
}

/// A status without words.
pub(super) fn bare(status: StatusCode) -> Response<Body> {
    let mut response = html(status, Zeroizing::default(), "form-action 'none'");
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
    }
    response
}

fn whole(status: StatusCode, page: &AnswerPage, language: &str, inside: &str) -> Zeroizing<String> {
    let (title, body) = (escaped(&page.title), escaped(&page.body));
    let (class, icon) = (if status.is_success() { "done" } else { "failed" }, escaped(&SIGN.trim().replace('#', "%23").replace('"', "'")));
    Zeroizing::new(format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><link rel=\"icon\" href=\"data:image/svg+xml,{icon}\"><style>{STYLE}</style></head>\
         <body><main class=\"{class}\">{SIGN}<h1>{title}</h1><p>{body}</p>{inside}</main></body></html>"
    ))
}

/// The body is wiped when it has been sent.
fn html(status: StatusCode, text: Zeroizing<String>, policy: &str) -> Response<Body> {
    let mut response = Response::new(Full::from(Bytes::from_owner(Sent(text))));
    *response.status_mut() = status;
    let policy = format!("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; {policy}");
    let headers: [(HeaderName, &str); 6] = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (CONTENT_SECURITY_POLICY, &policy),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONNECTION, "close"),
    ];
    response.headers_mut().extend(headers.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(value).ok()?))));
    response
}

struct Sent(Zeroizing<String>);

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
