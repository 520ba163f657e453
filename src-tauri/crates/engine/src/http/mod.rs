//! The one HTTP client: TLS by rustls, redirects off, time-outs and a body limit set, every exchange noted in the trail.

mod failure;
mod known;
mod request;
mod response;
mod signed_object;

use std::time::{Duration, Instant};

use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap};
use reqwest::{Client, Method};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use url::Url;

pub use self::failure::{CODES, HttpFailure};
pub(crate) use self::known::KNOWN;
pub use self::request::Request;
pub use self::response::Response;
pub use self::signed_object::SignedObject;
use crate::clock_offset::ClockOffset;
use crate::environment::Environment;
use crate::ports::Ports;
use crate::reading::Reading;
use crate::trail::{Event, Trail};

pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
pub(crate) const USER_AGENT: &str = concat!("Inngang/", env!("CARGO_PKG_VERSION"));

/// The client. Clones share connections.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    /// For loopback: a proxy cannot reach this computer's, and must not see what goes there.
    direct: Client,
    /// For signed objects alone. It trusts no authority, so it cannot speak TLS with anybody.
    plain: Client,
    trail: Trail,
    loopback_http: bool,
    /// Whose clocks count: the environment's own hosts.
    timekeepers: Vec<String>,
}

impl Http {
    /// A client for one environment. Its `tls_ca` is trusted beside the system's authorities, here and nowhere else.
    ///
    /// # Errors
    /// [`HttpFailure::Tls`] when the extra authority cannot be used.
    pub fn new(environment: &Environment, trail: Trail) -> Result<Self, HttpFailure> {
        let own_ca = || HttpFailure::Tls { host: environment.name.clone() };
        let build = |builder: reqwest::ClientBuilder| {
            let mut builder = builder
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(CONNECT_TIMEOUT)
                .https_only(!environment.allows_loopback_http())
                .user_agent(USER_AGENT);
            if let Some(der) = &environment.tls_ca {
                builder = builder.tls_certs_merge([reqwest::Certificate::from_der(der).map_err(|_| own_ca())?]);
            }
            builder.build().map_err(|_| own_ca())
        };
        let (client, direct) = (build(Client::builder())?, build(Client::builder().no_proxy())?);
        let plain = Client::builder().redirect(reqwest::redirect::Policy::none()).user_agent(USER_AGENT).tls_certs_only([]);
        let plain = plain.build().map_err(|_| own_ca())?;
        let timekeepers = environment.hosts.services().map(|origin| origin.authority().to_owned()).collect();
        Ok(Self { client, direct, plain, trail, loopback_http: environment.allows_loopback_http(), timekeepers })
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
        self.exchange_noted(request, host, ports).await
    }

    /// Fetches a signed object once, over plain http where its address says so; through the proxy like everything else.
    ///
    /// # Errors
    /// [`HttpFailure`] when it did not come; a status that is no success among them.
    pub async fn fetch(&self, object: SignedObject, ports: &Ports) -> Result<Vec<u8>, HttpFailure> {
        let host = object.url.authority().to_owned();
        let response = self.exchange_noted(object.request(), host, ports).await?;
        if response.is_success() { Ok(response.into_body()) } else { Err(response.unexpected()) }
    }

    async fn exchange_noted(&self, request: Request<'_>, host: String, ports: &Ports) -> Result<Response, HttpFailure> {
        let (method, template) = (request.method.clone(), request.template);
        let started = Instant::now();
        let outcome = self.exchange(request, &host, ports).await;
        let (status, offset) = match &outcome {
            Ok((response, offset)) => (Some(response.status), *offset),
            Err(_) => (None, None),
        };
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let method = match method {
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::DELETE => "DELETE",
            _ => "GET",
        };
        tracing::info!(method, host, path = template, status, milliseconds, "exchange");
        let clock_offset = offset.map(ClockOffset::seconds);
        self.trail.note(ports.clock.now(), Event::Exchange { method, host, path: template, status, milliseconds, clock_offset });
        outcome.map(|(response, _)| response)
    }

    /// https anywhere; http on loopback where the environment allows it.
    fn may_talk_to(&self, url: &Url) -> bool {
        url.scheme() == "https" || url.scheme() == "http" && is_loopback(url) && self.loopback_http
    }

    async fn exchange(&self, mut request: Request<'_>, host: &str, ports: &Ports) -> Result<(Response, Option<ClockOffset>), HttpFailure> {
        let headers = request.headers().ok_or_else(|| HttpFailure::ForeignAddress { host: host.to_owned() })?;
        let client = match request.url.scheme() {
            _ if is_loopback(request.url) => &self.direct,
            "http" => &self.plain,
            _ => &self.client,
        };
        let secrets = request.secrets();
        let mut builder = client.request(request.method, request.url.clone()).headers(headers).timeout(request.timeout);
        if let Some((user, password)) = request.basic {
            let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            // EXPOSE: the client secret goes to the issuer it belongs to.
            builder = builder.basic_auth(encode(user), Some(encode(password.expose())));
        }
        if let Some((content_type, body)) = request.body {
            // EXPOSE: the body is what the service asked for.
            builder = builder.header(CONTENT_TYPE, content_type).body(body.expose().clone());
        }
        let sent = Reading::of(&*ports.clock);
        let mut answer = builder.send().await.map_err(|error| HttpFailure::of(&error, host))?;
        let offset = request.is_dated.then(|| self.measure(answer.headers(), host, sent, ports)).flatten();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| HttpFailure::of(&error, host))? {
            if body.len() + chunk.len() > request.body_limit {
                return Err(HttpFailure::TooLarge { host: host.to_owned() });
            }
            body.extend_from_slice(&chunk);
        }
        Ok((Response::new(status, &headers, host, body, secrets), offset))
    }

    /// How far our clock is from a service's. One of the environment's own says it best, in an answer that no cache has kept.
    fn measure(&self, headers: &HeaderMap, host: &str, sent: Reading, ports: &Ports) -> Option<ClockOffset> {
        let is_kept = response::text_of(headers, AGE.as_str()).is_some_and(|age| age.trim() != "0");
        if is_kept || !self.timekeepers.iter().any(|timekeeper| timekeeper == host) {
            return None;
        }
        let received = Reading::of(&*ports.clock);
        let date = OffsetDateTime::parse(&response::text_of(headers, DATE.as_str())?, &Rfc2822).ok()?;
        let offset = ClockOffset::measured(date, sent, received)?;
        self.trail.measure(host, offset, received, &ports.clock);
        Some(offset)
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
