//! A loopback service behind TLS of its own, which answers as a test says. It sends no `Date`.

use std::convert::Infallible;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::Outcome;

/// What was asked.
pub struct Asked {
    /// The service's own address, without slash at the end.
    pub origin: String,
    /// `GET`, `POST` …
    pub method: String,
    pub path: String,
    /// Without the question mark; empty where there is none.
    pub query: String,
    pub accept_encoding: String,
    pub body: String,
}

/// What to answer.
pub struct Answer(Response<Full<Bytes>>);

impl Answer {
    /// 200 with JSON.
    pub fn json(value: &Value) -> Self {
        Self::new(200, "application/json", value.to_string())
    }

    /// Anything.
    pub fn new(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(Full::new(body.into()));
        *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
        Self(response).with(CONTENT_TYPE.as_str(), content_type)
    }

    /// With one more header.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        let value = hyper::header::HeaderValue::from_str(value).ok();
        self.0.headers_mut().extend(value.map(|value| (hyper::header::HeaderName::from_static(name), value)));
        self
    }

    /// 200 with JSON, packed.
    pub fn gzipped(json: &[u8]) -> Self {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let packed = packer.write_all(json).and_then(|()| packer.finish()).unwrap_or_default();
        Self::new(200, "application/json", packed).with(CONTENT_ENCODING.as_str(), "gzip")
    }
}

/// The running service. Dropping it stops it.
pub struct TlsServer {
    /// `https://127.0.0.1:PORT`.
    pub origin: String,
    /// The authority that vouches for it, PEM.
    pub authority: String,
    asked: Arc<Mutex<Vec<String>>>,
    _stop: DropGuard,
}

impl TlsServer {
    /// Starts it with a certificate for `name`.
    pub async fn start(name: &str, answers: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Outcome<Self> {
        let (authority, config) = certified(name)?;
        let (listener, acceptor) = (TcpListener::bind(("127.0.0.1", 0)).await?, TlsAcceptor::from(Arc::new(config)));
        let origin = format!("https://{}", listener.local_addr()?);
        let (asked, answers, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answers), CancellationToken::new());
        let serving = serve(listener, acceptor, origin.clone(), Arc::clone(&asked), answers);
        tokio::spawn(stop.clone().run_until_cancelled_owned(serving));
        Ok(Self { origin, authority, asked, _stop: stop.drop_guard() })
    }

    /// The paths that were asked for.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn serve<A: Fn(&Asked) -> Answer + Send + Sync + 'static>(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
    answers: Arc<A>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, origin, asked, answers) = (acceptor.clone(), origin.clone(), Arc::clone(&asked), Arc::clone(&answers));
        tokio::spawn(async move {
            // A client that does not trust us hangs up here.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let service = service_fn(|request| async {
                let request = read(request, &origin).await;
                asked.lock().unwrap_or_else(PoisonError::into_inner).push(request.path.clone());
                Ok::<_, Infallible>(answers(&request).0)
            });
            let mut server = hyper::server::conn::http1::Builder::new();
            // A client that had enough hangs up in the middle.
            let _ = server.auto_date_header(false).serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn read(request: Request<Incoming>, origin: &str) -> Asked {
    let accept_encoding = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    Asked { origin: origin.to_owned(), method, path, query, accept_encoding, body: String::from_utf8_lossy(&body).into_owned() }
}

/// An authority made for this once, and a server that it vouches for under `name`.
fn certified(name: &str) -> Outcome<(String, ServerConfig)> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Vår egen rot");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let key = KeyPair::generate()?;
    let authority = params.self_signed(&key)?.pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new([name.to_owned()])?.signed_by(&key, &issuer)?;
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))?;
    Ok((authority, config))
}
