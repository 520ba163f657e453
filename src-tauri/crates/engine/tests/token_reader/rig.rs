//! Tokens as the services write them, and a service that publishes keys and remembers what it was asked.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use inngang_engine::diagnostics::token_reader::{Against, ClaimValue, Reading, TokenReaderError, read};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::keys::{KeySize, PrivateKey, SigningAlgorithm};
use inngang_engine::secret::Secret;
use serde_json::{Value, json};
use time::OffsetDateTime;
use tokio::net::TcpListener;

use crate::Outcome;

/// When every test reads.
pub(crate) const NOW: i64 = 1_793_000_050;

/// A key that the services sign with; `other` is nobody's.
pub(crate) fn key(other: bool) -> Outcome<&'static PrivateKey> {
    static KEYS: [OnceLock<Option<PrivateKey>>; 2] = [OnceLock::new(), OnceLock::new()];
    let made = KEYS[usize::from(other)].get_or_init(|| PrivateKey::make(KeySize::Rsa2048).ok());
    Ok(made.as_ref().ok_or("no key was made")?)
}

pub(crate) fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

pub(crate) fn signed(header: &Value, claims: &Value) -> Outcome<String> {
    let message = format!("{}.{}", part(header), part(claims));
    let signature = key(false)?.sign(SigningAlgorithm::Rs256, message.as_bytes())?;
    Ok(format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
}

pub(crate) fn header() -> Value {
    json!({ "alg": "RS256", "kid": "k1" })
}

/// Maskinporten's, of the test environment.
pub(crate) fn maskinporten() -> Value {
    json!({
        "iss": "https://test.maskinporten.no/", "client_id": "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44", "client_amr": "private_key_jwt",
        "consumer": organisation("315000106"), "scope": "altinn:instances.read digdir:dialogporten", "token_type": "Bearer",
        "iat": 1_793_000_000, "exp": 1_793_000_120, "jti": "r4nd0m",
    })
}

pub(crate) fn organisation(number: &str) -> Value {
    json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") })
}

/// With members changed, and those that are `null` left out.
pub(crate) fn with(mut claims: Value, changes: Value) -> Value {
    if let (Some(claims), Value::Object(changes)) = (claims.as_object_mut(), changes) {
        for (name, value) in changes {
            match value {
                Value::Null => drop(claims.remove(&name)),
                value => drop(claims.insert(name, value)),
            }
        }
    }
    claims
}

pub(crate) fn read_text(text: &str) -> Result<Reading, TokenReaderError> {
    read_in(text, None)
}

pub(crate) fn read_in(text: &str, environment: Option<&Environment>) -> Result<Reading, TokenReaderError> {
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    read(&Secret::new(text.to_owned()), Against { environment, now, clock_offset: None })
}

pub(crate) fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

/// All that a reading can show, as one text.
pub(crate) fn everything(reading: &Reading) -> String {
    fn value(shown: &ClaimValue) -> String {
        match shown {
            ClaimValue::Text(text) | ClaimValue::Number(text) => text.clone(),
            ClaimValue::List(values) => values.iter().map(value).collect::<Vec<_>>().join("\n"),
            ClaimValue::Members(members) => members.iter().map(|(name, shown)| format!("{name}\n{}", value(shown))).collect(),
            ClaimValue::Moment(at) => at.to_string(),
            ClaimValue::Flag(_) | ClaimValue::Nothing | ClaimValue::Certificates(_) | ClaimValue::Hidden => String::new(),
        }
    }
    let claims = reading.header.iter().chain(&reading.claims).map(|claim| format!("{}\n{}\n", claim.name, value(&claim.value)));
    let parties = reading.parties.iter().map(|party| format!("{}\n{:?}\n", party.name, party.organisation));
    let rest = format!("{:?}\n{:?}\n{:?}\n{:?}", reading.details, reading.scopes, reading.audience, reading.findings);
    claims.chain(parties).chain([rest, format!("{:?}{:?}{:?}", reading.issuer, reading.algorithm, reading.key)]).collect()
}

/// Every service of an environment on one address. It publishes `k1`, and remembers all that it is sent.
pub(crate) struct Service {
    pub(crate) environment: Environment,
    pub(crate) address: String,
    heard: Arc<Mutex<Vec<(String, String)>>>,
}

impl Service {
    /// `change` is made to each metadata document.
    pub(crate) async fn start(change: Value) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let heard = Arc::<Mutex<Vec<(String, String)>>>::default();
        let jwk = key(false)?.facts()?.jwk(&"k1".parse()?, SigningAlgorithm::Rs256);
        let (log, here) = (heard.clone(), address.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, here, jwk, change) = (log.clone(), here.clone(), jwk.clone(), change.clone());
                let answer = service_fn(move |request| answer(request, log.clone(), here.clone(), jwk.clone(), change.clone()));
                tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
            }
        });
        let (issuer, platform) = (format!("{address}/"), format!("{address}/altinn"));
        let hosts = [("maskinporten", issuer.as_str()), ("idporten", address.as_str()), ("altinn_platform", platform.as_str())];
        let hosts = Hosts::named(Kind::Custom, hosts)?;
        let environment = Environment { kind: Kind::Custom, name: "tests".to_owned(), ..Environment::practice(hosts, Vec::new()) };
        Ok(Self { environment, address, heard })
    }

    /// Method with path, and everything else that came with it.
    pub(crate) fn heard(&self) -> Vec<(String, String)> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer(
    request: Request<Incoming>,
    log: Arc<Mutex<Vec<(String, String)>>>,
    here: String,
    jwk: Value,
    change: Value,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (asked, path) = (format!("{} {}", request.method(), request.uri()), request.uri().path().to_owned());
    let headers = format!("{:?}", request.headers());
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    log.lock().unwrap_or_else(PoisonError::into_inner).push((asked, format!("{headers}{}", String::from_utf8_lossy(&body))));
    let issuer = match path.as_str() {
        "/.well-known/oauth-authorization-server" => format!("{here}/"),
        "/.well-known/openid-configuration" => here.clone(),
        _ => format!("{here}/altinn/authentication/api/v1/openid/"),
    };
    let document = json!({ "issuer": issuer, "token_endpoint": format!("{here}/token"), "jwks_uri": format!("{here}/jwk") });
    let body = if path == "/jwk" { json!({ "keys": [jwk] }) } else { with(document, change) };
    Ok(Response::new(Full::new(Bytes::from(body.to_string()))))
}
