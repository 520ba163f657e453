//! The old host on the wire: HTTP/1.1, its reason phrases read, no redirect followed, a certificate in the first handshake.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hyper::ext::ReasonPhrase;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method};
use rustls::client::{Resumption, WantsClientCert};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ConfigBuilder};
use rustls_platform_verifier::Verifier;
use url::Url;

use super::tls::Offer;
use super::{Identity, LegacyError, cookie};
use crate::environment::{Environment, EnvironmentError, Kind, Origin};
use crate::http::{CONNECT_TIMEOUT, HttpFailure, Response, USER_AGENT, is_loopback};
use crate::ports::Ports;
use crate::secret::Secret;
use crate::trail::{Event, Trail};

/// From sending to the last byte.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Fifty messages with all their links are a tenth of it.
const BODY_LIMIT: usize = 1 << 20;
const HAL: &str = "application/hal+json";
const API_KEY: HeaderName = HeaderName::from_static("apikey");

/// The old host of an environment.
#[derive(Clone)]
pub struct OldAltinn {
    pub(super) origin: Origin,
    pub(super) environment: Environment,
    verifier: Arc<Verifier>,
    pub(super) trail: Trail,
}

/// Whether the certificate was part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateUse {
    /// The call is not for a certificate.
    None,
    /// It was offered, and the server took it in the first handshake.
    Sent,
    /// It was offered, and the server did not ask for one.
    NotAskedFor,
}

/// What came back, whatever the status.
#[derive(Debug)]
pub struct Answer {
    /// Status, content type, body.
    pub response: Response,
    /// The words after the status, where Altinn 2 puts what went wrong (altinn.md 3.3).
    pub reason: String,
    /// `.ASPXAUTH`, where it was set.
    pub(super) cookie: Option<Secret<String>>,
    /// Whether the certificate was part of it.
    pub certificate: CertificateUse,
}

/// How one call is proved. One at a time: a cookie and a token never go together (altinn.md 3.2).
#[derive(Debug, Clone, Copy)]
pub(super) enum Proof<'a> {
    Nothing,
    Cookie(&'a Secret<String>),
    Bearer(&'a Secret<String>),
    Certificate(&'a Identity),
}

/// What to send.
pub(super) struct Asked<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    /// The path without values, as the trail shows it.
    pub(super) template: &'static str,
    pub(super) api_key: Option<&'a Secret<String>>,
    pub(super) proof: Proof<'a>,
    pub(super) body: Option<Secret<Vec<u8>>>,
    /// What is secret in the body.
    pub(super) password: Option<&'a Secret<String>>,
}

impl OldAltinn {
    /// The host that the environment has for it.
    ///
    /// # Errors
    /// [`EnvironmentError::NoHost`] when it has none; [`HttpFailure::Tls`] when its own authority cannot be used.
    pub fn new(environment: &Environment, trail: Trail) -> Result<Self, LegacyError> {
        let origin = environment.hosts.altinn_legacy.clone().ok_or(EnvironmentError::NoHost { field: "altinn_legacy" })?;
        let own = environment.tls_ca.iter().map(|der| CertificateDer::from(der.clone()));
        let verifier = Verifier::new_with_extra_roots(own, provider());
        let verifier = verifier.map_err(|_| HttpFailure::Tls { host: origin.authority().to_owned() })?;
        Ok(Self { origin, environment: environment.clone(), verifier: Arc::new(verifier), trail })
    }

    /// Which environment it is of.
    pub(super) const fn kind(&self) -> Kind {
        self.environment.kind
    }

    /// Sends once, on a connection of its own: TLS is then begun anew, so that the certificate is offered each time (altinn.md 3.2).
    pub(super) async fn send(&self, asked: Asked<'_>, ports: &Ports) -> Result<Answer, LegacyError> {
        if let Proof::Certificate(identity) = asked.proof {
            // A locked vault says so itself; inside a handshake it could not.
            ports.keys.public(&identity.key)?;
        }
        let (method, template) = (if asked.method == Method::POST { "POST" } else { "GET" }, asked.template);
        let started = Instant::now();
        let outcome = self.exchange(asked, ports).await;
        let status = outcome.as_ref().ok().map(|answer| answer.response.status);
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let host = self.origin.authority().to_owned();
        tracing::info!(method, host, path = template, status, milliseconds, "exchange");
        let exchange = Event::Exchange { method, host, path: template, status, milliseconds, clock_offset: None };
        self.trail.note(ports.clock.now(), exchange);
        outcome
    }

    async fn exchange(&self, asked: Asked<'_>, ports: &Ports) -> Result<Answer, LegacyError> {
        let host = self.origin.authority();
        let taken = Arc::new(AtomicBool::new(false));
        let offer = match asked.proof {
            Proof::Certificate(identity) => Some(Offer::new(identity, &ports.keys, &taken)),
            _ => None,
        };
        let offered = offer.is_some();
        let client = self.client(&asked.url, offer)?;
        let headers = headers(&asked).ok_or_else(|| HttpFailure::ForeignAddress { host: host.to_owned() })?;
        let mut builder = client.request(asked.method.clone(), asked.url.clone()).headers(headers);
        if let Some(body) = &asked.body {
            // EXPOSE: the host asks for user name and password in the body; it is wiped here, and sent over TLS.
            builder = builder.header(CONTENT_TYPE, HAL).body(body.expose().clone());
        }
        let mut answer = builder.send().await.map_err(|error| LegacyError::of(&error, host, offered))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let reason = match answer.extensions().get::<ReasonPhrase>() {
            Some(phrase) => String::from_utf8_lossy(phrase.as_bytes()).into_owned(),
            None => status.canonical_reason().unwrap_or_default().to_owned(),
        };
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| LegacyError::of(&error, host, offered))? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(HttpFailure::TooLarge { host: host.to_owned() }.into());
            }
            body.extend_from_slice(&chunk);
        }
        let certificate = match (offered, taken.load(Ordering::Relaxed)) {
            (false, _) => CertificateUse::None,
            (true, true) => CertificateUse::Sent,
            (true, false) => CertificateUse::NotAskedFor,
        };
        let cookie = cookie::login(&headers);
        let response = Response::new(status, &headers, host, body, asked.secrets());
        Ok(Answer { response, reason, cookie, certificate })
    }

    /// HTTP/1.1 alone, since HTTP/2 has no reason phrases; no ticket of an earlier handshake, which would bring no certificate.
    fn client(&self, url: &Url, offer: Option<Offer>) -> Result<Client, HttpFailure> {
        let broken = || HttpFailure::Tls { host: self.origin.authority().to_owned() };
        let config = self.trusting().ok_or_else(broken)?;
        let mut config = match offer {
            Some(offer) => config.with_client_cert_resolver(Arc::new(offer)),
            None => config.with_no_client_auth(),
        };
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.resumption = Resumption::disabled();
        let builder = Client::builder()
            .tls_backend_preconfigured(config)
            .http1_only()
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .https_only(!self.environment.allows_loopback_http())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .user_agent(USER_AGENT);
        // A proxy cannot reach this computer's own loopback, and must not see what goes there.
        let builder = if is_loopback(url) { builder.no_proxy() } else { builder };
        builder.build().map_err(|_| broken())
    }

    /// The operating system's authorities, and the environment's own beside them.
    fn trusting(&self) -> Option<ConfigBuilder<ClientConfig, WantsClientCert>> {
        let versions = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().ok()?;
        Some(versions.dangerous().with_custom_certificate_verifier(Arc::clone(&self.verifier) as _))
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// Nothing when a secret has signs that no header takes.
fn headers(asked: &Asked<'_>) -> Option<HeaderMap> {
    let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(HAL))]);
    if let Some(key) = asked.api_key {
        // EXPOSE: the key goes to the host it was made for, in a header that is marked as sensitive.
        headers.insert(API_KEY, sensitive(key.expose())?);
    }
    match asked.proof {
        Proof::Nothing | Proof::Certificate(_) => {}
        // EXPOSE: back to the host that set it, likewise.
        Proof::Cookie(value) => drop(headers.insert(COOKIE, sensitive(&format!("{}={}", cookie::NAME, value.expose()))?)),
        // EXPOSE: to the host it was obtained for, likewise.
        Proof::Bearer(token) => drop(headers.insert(AUTHORIZATION, sensitive(&format!("Bearer {}", token.expose()))?)),
    }
    Some(headers)
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl Asked<'_> {
    /// What is not to be quoted, though the answer repeats it.
    fn secrets(&self) -> Vec<Secret<String>> {
        let proof = match self.proof {
            Proof::Cookie(value) | Proof::Bearer(value) => Some(value),
            Proof::Nothing | Proof::Certificate(_) => None,
        };
        // EXPOSE: into another secret, which lives as long as the answer.
        proof.into_iter().chain(self.api_key).chain(self.password).map(|secret| Secret::new(secret.expose().clone())).collect()
    }
}

impl std::fmt::Debug for OldAltinn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("OldAltinn").field(&self.origin.as_str()).finish()
    }
}
