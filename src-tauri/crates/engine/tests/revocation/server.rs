//! A small HTTP server on loopback that answers as a test says and remembers what it was asked.

use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::town::Failure;

/// What to do with a request.
pub(crate) enum Reply {
    Body(Vec<u8>),
    Status(u16),
    /// Takes the question, and never says anything.
    Silence,
}

impl From<Result<Vec<u8>, Failure>> for Reply {
    /// What `openssl` could not do shows as a server error, and fails the test that did not expect it.
    fn from(body: Result<Vec<u8>, Failure>) -> Self {
        body.map_or(Self::Status(500), Self::Body)
    }
}

pub(crate) struct Server {
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `reply` is given the path, as sent, and the body.
    pub(crate) async fn start(reply: impl Fn(&str, &[u8]) -> Reply + Send + Sync + 'static) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let (asked, reply) = (Arc::<Mutex<Vec<String>>>::default(), Arc::new(reply));
        let log = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, reply) = (log.clone(), reply.clone());
                let service = service_fn(move |request| answer(request, log.clone(), reply.clone()));
                tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Ok(Self { address, asked })
    }

    /// Everything asked so far: `POST /ocsp`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer(
    request: Request<Incoming>,
    log: Arc<Mutex<Vec<String>>>,
    reply: Arc<impl Fn(&str, &[u8]) -> Reply>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (method, path) = (request.method().to_string(), request.uri().to_string());
    let refusal = forbidden(&request);
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    log.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{method} {path}{}", refusal.unwrap_or_default()));
    let (status, body) = match reply(&path, &body) {
        Reply::Body(body) => (200, body),
        Reply::Status(status) => (status, b"<html>".to_vec()),
        Reply::Silence => pending().await,
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status.try_into().unwrap_or_default();
    Ok(response)
}

/// A header that no signed object is asked for with; it shows in the log and fails the test.
fn forbidden(request: &Request<Incoming>) -> Option<&'static str> {
    let headers = request.headers();
    if headers.contains_key("authorization") || headers.contains_key("cookie") {
        return Some(" with a credential");
    }
    let is_post = request.method() == "POST";
    let typed = headers.get("content-type").is_some_and(|kind| kind == "application/ocsp-request");
    (is_post != typed).then_some(" of a wrong type")
}
