//! An answer, whatever its status: JSON, text, or the service's words about a refusal.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::HttpFailure;
use crate::names::turns_reading;
use crate::problem::Said;
use crate::said::{trace_id, words};
use crate::scrub::scrub;
use crate::secret::Secret;

/// What came back, whatever the status. The body may hold a token, so it is a secret.
#[derive(Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type` without parameters, lower case.
    pub content_type: String,
    /// `Retry-After` in seconds; a date counts from the answer's own.
    pub retry_after: Option<u64>,
    /// `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    /// `Location`, which is never followed here.
    pub location: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `DPoP-Nonce`, for the next proof (RFC 9449 §8).
    pub dpop_nonce: Option<String>,
    host: String,
    body: Secret<Vec<u8>>,
    /// What was sent, and is not to be quoted.
    secrets: Vec<Secret<String>>,
}

/// Bytes of a secret that is looked for in a quotation: a shorter one stands in many a word, and is no secret for long anyway.
const SHORTEST: usize = 6;

impl Response {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, host: &str, body: Vec<u8>, secrets: Vec<Secret<String>>) -> Self {
        let content_type = text_of(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
        Self {
            status: status.as_u16(),
            content_type: content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
            retry_after: retry_after(headers),
            www_authenticate: text_of(headers, "www-authenticate"),
            location: text_of(headers, "location"),
            etag: text_of(headers, "etag"),
            dpop_nonce: text_of(headers, "dpop-nonce"),
            host: host.to_owned(),
            body: Secret::new(body),
            secrets,
        }
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The bytes of a signed object.
    pub(super) fn into_body(self) -> Vec<u8> {
        // EXPOSE: revocation lists, answers and certificates are published; nothing else is fetched this way.
        self.body.expose().clone()
    }

    /// The body as text, when it is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<Secret<String>> {
        // EXPOSE: decoded into another secret.
        String::from_utf8(self.body.expose().clone()).ok().map(Secret::new)
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// [`HttpFailure::ServerError`] for a 5xx, [`HttpFailure::NotJson`] when the body is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, HttpFailure> {
        // EXPOSE: parsed into a type of the caller's, whose secret members are secrets themselves.
        serde_json::from_slice(self.body.expose()).map_err(|_| self.unexpected())
    }

    /// The failure for an answer that is not what was asked for: 5xx, or HTML where JSON was due.
    #[must_use]
    pub fn unexpected(&self) -> HttpFailure {
        let (host, said) = (self.host.clone(), self.said());
        if self.status >= 500 { HttpFailure::ServerError { host, said } } else { HttpFailure::NotJson { host, said } }
    }

    /// The service's own words: OAuth error members (RFC 6749 §5.2) or the first lines of a failed answer.
    ///
    /// A successful answer is never quoted: it may hold a token.
    #[must_use]
    pub fn said(&self) -> Said {
        let status = Some(self.status);
        if self.is_success() {
            return Said { status, ..Said::default() };
        }
        // EXPOSE: a refusal holds no token of its own; one that it echoes is taken out, and what is kept is shortened.
        let body = self.body.expose();
        let text = String::from_utf8_lossy(body);
        let (said, trace_id) = (|text: &str| said(&self.quoted(text)), trace_id(&self.quoted(&text)));
        let Ok(members) = serde_json::from_slice::<Map<String, Value>>(body) else {
            return Said { status, description: said(&text), trace_id, ..Said::default() };
        };
        let first = |names: &[&str]| names.iter().find_map(|name| said(&words(members.get(*name)?)));
        Said { status, error: first(&["error", "code"]), description: first(&["error_description", "detail", "title"]), trace_id }
    }

    /// A piece of the answer as [`Self::said`] quotes it: shortened, and without secrets. Of a refusal alone.
    pub(crate) fn shown(&self, piece: &str) -> Option<String> {
        said(&self.quoted(piece))
    }

    /// Words of the same answer that stand beside its body, fit to be quoted.
    pub(crate) fn quote(&self, text: &str) -> Option<String> {
        said(&self.quoted(text))
    }

    /// The text without what we sent it, which it may repeat: a code or an opaque token resembles nothing that is known for a secret.
    fn quoted(&self, text: &str) -> String {
        // EXPOSE: looked for here, to be taken out.
        let secrets = self.secrets.iter().map(Secret::expose).filter(|secret| secret.len() >= SHORTEST);
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "[removed]"))
    }
}

/// RFC 9110 §10.2.3: seconds, or a date, which is held against the service's own clock.
fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let text = text_of(headers, "retry-after")?;
    text.parse().ok().or_else(|| {
        let date = |text: &str| OffsetDateTime::parse(text, &Rfc2822).ok();
        let wait = date(&text)? - date(&text_of(headers, DATE.as_str())?)?;
        Some(wait.whole_seconds().max(0).unsigned_abs())
    })
}

/// The beginning, without what may be a secret and what steers or turns a line; nothing where nothing was said.
fn said(text: &str) -> Option<String> {
    let is_text = |sign: &char| !turns_reading(*sign) && (!sign.is_control() || sign.is_whitespace());
    let start: String = text.trim().chars().filter(is_text).take(600).collect();
    (!start.is_empty()).then(|| scrub(&start))
}

pub(super) fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
