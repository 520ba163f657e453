//! The one HTTP client: TLS by rustls, redirects off, time-outs and a body limit set, every exchange noted in the trail.

use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue};
use reqwest::{Client, Method, StatusCode};
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use url::Url;

use crate::environment::Environment;
use crate::ports::Ports;
use crate::problem::{Action, Explain, Problem, Said};
use crate::secret::Secret;
use crate::trail::{Event, Trail};

/// Answers larger than this are cut off: no service of ours sends a megabyte.
const BODY_LIMIT: usize = 1 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// From sending to the last byte.
const TOTAL_TIMEOUT: Duration = Duration::from_secs(30);

codes! { "network":
    UNREACHABLE = "unreachable", turn: Network, facts: [host];
    TLS = "tls", turn: Network, facts: [host];
    TIMED_OUT = "timed_out", turn: Network, facts: [host];
    DROPPED = "dropped", turn: Network, facts: [host];
    TOO_LARGE = "too_large", turn: Service, facts: [host];
    NOT_JSON = "not_json", turn: Network, facts: [host];
    SERVER_ERROR = "server_error", turn: Service, facts: [host, status];
    FOREIGN_SCHEME = "foreign_address", turn: Service, facts: [host];
}

/// How an exchange fails before the service's answer means anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpFailure {
    /// No connection: DNS, routing, refused.
    #[error("cannot reach {host}")]
    Unreachable {
        /// Host and port.
        host: String,
    },
    /// The certificate of the other side is not trusted, or TLS is broken on the way.
    #[error("TLS with {host} failed")]
    Tls {
        /// Host and port.
        host: String,
    },
    /// Nothing, or not everything, came in time.
    #[error("{host} did not answer in time")]
    TimedOut {
        /// Host and port.
        host: String,
    },
    /// The connection was closed in the middle. The service may have acted all the same.
    #[error("{host} dropped the connection")]
    Dropped {
        /// Host and port.
        host: String,
    },
    /// More than the limit.
    #[error("{host} sent more than the limit")]
    TooLarge {
        /// Host and port.
        host: String,
    },
    /// HTML from a proxy or a login page where JSON was due.
    #[error("{host} did not answer with what was asked for")]
    NotJson {
        /// Host and port.
        host: String,
        /// Status and first lines.
        said: Said,
    },
    /// 5xx.
    #[error("{host} answered with a server error")]
    ServerError {
        /// Host and port.
        host: String,
        /// Status and first lines.
        said: Said,
    },
    /// An address from metadata that is neither https nor allowed loopback.
    #[error("address at {host} may not be used here")]
    ForeignAddress {
        /// Host and port.
        host: String,
    },
}

impl Explain for HttpFailure {
    fn explain(&self) -> Problem {
        match self {
            Self::Unreachable { host } => UNREACHABLE.problem().with("host", host).offer(Action::TryAgain),
            Self::Tls { host } => TLS.problem().with("host", host).offer(Action::TryAgain),
            Self::TimedOut { host } => TIMED_OUT.problem().with("host", host).offer(Action::TryAgain),
            Self::Dropped { host } => DROPPED.problem().with("host", host).offer(Action::TryAgain),
            Self::TooLarge { host } => TOO_LARGE.problem().with("host", host).offer(Action::TryAgain),
            Self::NotJson { host, said } => NOT_JSON.problem().with("host", host).offer(Action::TryAgain).said(said.clone()),
            Self::ServerError { host, said } => SERVER_ERROR
                .problem()
                .with("host", host)
                .with("status", i64::from(said.status.unwrap_or(0)))
                .offer(Action::TryAgain)
                .said(said.clone()),
            Self::ForeignAddress { host } => FOREIGN_SCHEME.problem().with("host", host),
        }
    }
}

/// What to send.
#[derive(Debug)]
pub struct Request<'a> {
    method: Method,
    url: &'a Url,
    /// Path without values, for the trail.
    template: &'static str,
    accept: &'static str,
    bearer: Option<&'a Secret<String>>,
    basic: Option<(&'a str, &'a Secret<String>)>,
    body: Option<(&'static str, Secret<Vec<u8>>)>,
}

impl<'a> Request<'a> {
    /// A `GET`. `template` is the path with its values left out, as the trail shows it.
    #[must_use]
    pub const fn get(url: &'a Url, template: &'static str) -> Self {
        Self { method: Method::GET, url, template, accept: "application/json", bearer: None, basic: None, body: None }
    }

    /// A `POST` of `application/x-www-form-urlencoded` fields.
    #[must_use]
    pub fn post_form(url: &'a Url, template: &'static str, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let body = Some(("application/x-www-form-urlencoded", Secret::new(body.into_bytes())));
        Self { method: Method::POST, body, ..Self::get(url, template) }
    }

    /// `Authorization: Bearer` (RFC 6750 §2.1).
    #[must_use]
    pub const fn bearer(mut self, token: &'a Secret<String>) -> Self {
        self.bearer = Some(token);
        self
    }

    /// `Authorization: Basic` with form-encoded parts (RFC 6749 §2.3.1).
    #[must_use]
    pub const fn basic(mut self, user: &'a str, password: &'a Secret<String>) -> Self {
        self.basic = Some((user, password));
        self
    }

    /// Another `Accept` than JSON.
    #[must_use]
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }
}

/// What came back, whatever the status. The body may hold a token, so it is a secret.
#[derive(Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type` without parameters, lower case.
    pub content_type: String,
    /// `Retry-After` in seconds, when given so.
    pub retry_after: Option<u64>,
    /// `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    host: String,
    body: Secret<Vec<u8>>,
}

impl Response {
    /// Whether the status is 2xx.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
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
        #[derive(serde::Deserialize)]
        struct Members {
            error: Option<String>,
            error_description: Option<String>,
            code: Option<String>,
            title: Option<String>,
            detail: Option<String>,
            #[serde(rename = "traceId")]
            trace_id: Option<String>,
        }
        let status = Some(self.status);
        if self.is_success() {
            return Said { status, ..Said::default() };
        }
        // EXPOSE: a refusal holds no token; what is kept is shortened.
        let body = self.body.expose();
        match serde_json::from_slice::<Members>(body) {
            Ok(members) => {
                let description = members.error_description.or(members.detail).or(members.title).map(|text| shortened(&text));
                let trace_id = members.trace_id.or_else(|| description.as_deref().and_then(trace_id_in));
                Said { status, error: members.error.or(members.code), description, trace_id }
            }
            Err(_) => Said { status, description: Some(shortened(&String::from_utf8_lossy(body))).filter(|text| !text.is_empty()), ..Said::default() },
        }
    }
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(600).collect()
}

/// `(trace_id: …)` or `(correlation id: …)` at the end of a description (maskinporten.md 10.1).
fn trace_id_in(description: &str) -> Option<String> {
    let at = ["trace_id:", "correlation id:"].iter().find_map(|mark| description.find(mark).map(|at| at + mark.len()))?;
    let id: String = description[at..].trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    (!id.is_empty()).then_some(id)
}

/// The client. Clones share connections.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    trail: Trail,
    loopback_http: bool,
}

impl Http {
    /// A client for one environment. Its `tls_ca` is trusted beside the system's authorities, here and nowhere else.
    ///
    /// # Errors
    /// [`HttpFailure::Tls`] when the extra authority cannot be used.
    pub fn new(environment: &Environment, trail: Trail) -> Result<Self, HttpFailure> {
        let own_ca = || HttpFailure::Tls { host: environment.name.clone() };
        let mut builder = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .https_only(!environment.allows_loopback_http())
            .user_agent(concat!("Inngang/", env!("CARGO_PKG_VERSION")));
        if let Some(der) = &environment.tls_ca {
            builder = builder.tls_certs_merge([reqwest::Certificate::from_der(der).map_err(|_| own_ca())?]);
        }
        Ok(Self { client: builder.build().map_err(|_| own_ca())?, trail, loopback_http: environment.allows_loopback_http() })
    }

    /// The trail that exchanges are noted in.
    #[must_use]
    pub const fn trail(&self) -> &Trail {
        &self.trail
    }

    /// Sends once. There is no hidden retry: a grant may be used once (maskinporten.md 3.4).
    ///
    /// # Errors
    /// [`HttpFailure`] when no whole answer came back; any status is an answer.
    pub async fn send(&self, request: Request<'_>, ports: &Ports) -> Result<Response, HttpFailure> {
        let host = request.url.authority().to_owned();
        if !self.may_talk_to(request.url) {
            return Err(HttpFailure::ForeignAddress { host });
        }
        let (method, template) = (request.method.clone(), request.template);
        let started = Instant::now();
        let outcome = self.exchange(request, &host).await;
        let at = ports.clock.now();
        let (status, clock_offset) = match &outcome {
            Ok((response, date)) => (Some(response.status), date.map(|date| (date - at).whole_seconds())),
            Err(_) => (None, None),
        };
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let method = if method == Method::POST { "POST" } else { "GET" };
        tracing::info!(method, host, path = template, status, milliseconds, "exchange");
        self.trail.note(at, Event::Exchange { method, host, path: template, status, milliseconds, clock_offset });
        outcome.map(|(response, _)| response)
    }

    /// https anywhere; http on loopback where the environment allows it.
    fn may_talk_to(&self, url: &Url) -> bool {
        let loopback = match url.host() {
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        };
        url.scheme() == "https" || url.scheme() == "http" && loopback && self.loopback_http
    }

    async fn exchange(&self, request: Request<'_>, host: &str) -> Result<(Response, Option<OffsetDateTime>), HttpFailure> {
        let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(request.accept))]);
        if let Some(token) = request.bearer {
            // EXPOSE: the token goes to the service it was made for, in a header that is marked as sensitive.
            let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
                .map_err(|_| HttpFailure::ForeignAddress { host: host.to_owned() })?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let mut builder = self.client.request(request.method, request.url.clone()).headers(headers);
        if let Some((user, password)) = request.basic {
            let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            // EXPOSE: the client secret goes to the issuer it belongs to.
            builder = builder.basic_auth(encode(user), Some(encode(password.expose())));
        }
        if let Some((content_type, body)) = request.body {
            // EXPOSE: the body is what the service asked for.
            builder = builder.header(CONTENT_TYPE, content_type).body(body.expose().clone());
        }
        let mut answer = builder.send().await.map_err(|error| failure_of(&error, host))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| failure_of(&error, host))? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(HttpFailure::TooLarge { host: host.to_owned() });
            }
            body.extend_from_slice(&chunk);
        }
        let date = text_of(&headers, DATE.as_str()).and_then(|text| OffsetDateTime::parse(&text, &Rfc2822).ok());
        Ok((response_of(status, &headers, host, body), date))
    }
}

fn response_of(status: StatusCode, headers: &HeaderMap, host: &str, body: Vec<u8>) -> Response {
    let content_type = text_of(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    Response {
        status: status.as_u16(),
        content_type: content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        retry_after: text_of(headers, "retry-after").and_then(|text| text.parse().ok()),
        www_authenticate: text_of(headers, "www-authenticate"),
        host: host.to_owned(),
        body: Secret::new(body),
    }
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn failure_of(error: &reqwest::Error, host: &str) -> HttpFailure {
    let host = host.to_owned();
    let tls = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source())
        .any(|error| error.downcast_ref::<rustls::Error>().is_some() || error.to_string().contains("invalid peer certificate"));
    if error.is_timeout() {
        HttpFailure::TimedOut { host }
    } else if tls {
        HttpFailure::Tls { host }
    } else if error.is_connect() {
        HttpFailure::Unreachable { host }
    } else {
        HttpFailure::Dropped { host }
    }
}
