//! The tests' Digdir on loopback: it hands each request to its state, at once or when the test says so.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use crate::Outcome;
use crate::state::{Asked, Reply, State};

/// A request about keys that waits at the gate.
pub(crate) struct Waiting {
    /// The path, which says who it is.
    pub(crate) path: String,
    /// Lets it in.
    pub(crate) enter: oneshot::Sender<()>,
    /// Ends when it is done.
    pub(crate) done: oneshot::Receiver<()>,
}

type Gate = Arc<Mutex<Option<mpsc::UnboundedSender<Waiting>>>>;

pub(crate) struct Digdir {
    state: Arc<Mutex<State>>,
    gate: Gate,
}

impl Digdir {
    pub(crate) async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let state = Arc::new(Mutex::new(State::new(format!("http://{}", listener.local_addr()?))));
        let gate = Gate::default();
        let digdir = Self { state: state.clone(), gate: gate.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (state, gate) = (state.clone(), gate.clone());
                let service = service_fn(move |request| answer(request, state.clone(), gate.clone()));
                tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Ok(digdir)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on requests about keys wait to be let in, until the receiver is dropped.
    pub(crate) fn guard(&self) -> mpsc::UnboundedReceiver<Waiting> {
        let (sender, receiver) = mpsc::unbounded_channel();
        *self.gate.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }
}

/// A reply that is to get lost ends the connection.
#[derive(Debug, thiserror::Error)]
#[error("hung up")]
struct HungUp;

async fn answer(request: Request<Incoming>, state: Arc<Mutex<State>>, gate: Gate) -> Result<Response<Full<Bytes>>, HungUp> {
    let asked = read(request).await.unwrap_or_else(|never| match never {});
    let mut finished = None;
    if asked.path.ends_with("/jwks") {
        let gate = gate.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(gate) = gate {
            let ((enter, entered), (sender, done)) = (oneshot::channel(), oneshot::channel());
            if gate.send(Waiting { path: asked.path.clone(), enter, done }).is_ok() {
                drop(entered.await);
                finished = Some(sender);
            }
        }
    }
    let Reply { status, content_type, body, etag, dropped } = state.lock().unwrap_or_else(PoisonError::into_inner).answer(&asked);
    // Dropped, it tells that this one is done.
    drop(finished);
    if dropped {
        return Err(HungUp);
    }
    let mut response = Response::builder().status(status).header("content-type", content_type);
    if let Some(etag) = etag {
        response = response.header("etag", etag);
    }
    response.body(Full::new(Bytes::from(body))).map_err(|_| HungUp)
}

async fn read(request: Request<Incoming>) -> Result<Asked, Infallible> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (token, if_match) =
        (header("authorization").and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned)), header("if-match"));
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let body = request.into_body().collect().await.map(|body| body.to_bytes().to_vec()).unwrap_or_default();
    Ok(Asked { method, path, query, token, if_match, body })
}
