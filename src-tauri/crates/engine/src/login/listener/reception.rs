//! Who is let in at a loopback address, how many at once and for how long; what they are answered is not decided here.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{poll_fn, ready};
use std::io;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::header::HOST;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::super::answer::{self, Body};

/// How long one connection may take, whole.
pub(super) const CONNECTION_TIMEOUT: Duration = Duration::from_secs(5);
/// After a failed accept.
const PAUSE: Duration = Duration::from_millis(50);
pub(super) const CONNECTIONS: usize = 16;
pub(super) const HEAD_LIMIT: usize = 16 * 1024;

/// Answers the requests that are fit to be answered.
pub(in super::super) trait Door: Send + Sync + 'static {
    /// What `Host` must be: a page that has its own name pointed at loopback has another one.
    fn authority(&self) -> &str;

    /// Answers a GET to us.
    fn answer<T>(&self, request: &Request<T>) -> Response<Body>;

    /// A request was turned away.
    fn turned_away(&self) {}
}

/// Open sockets with those who came in by them.
pub(in super::super) struct Reception<D> {
    sockets: Vec<TcpListener>,
    door: Arc<D>,
    connections: Connections,
}

/// The open connections. When there are too many the oldest goes: a browser is answered at once, an idler is not.
#[derive(Default)]
struct Connections {
    running: JoinSet<()>,
    order: VecDeque<AbortHandle>,
}

impl<D: Door> Reception<D> {
    pub(super) fn new(sockets: Vec<TcpListener>, door: Arc<D>) -> Self {
        Self { sockets, door, connections: Connections::default() }
    }

    /// Serves for as long as it is polled.
    pub(in super::super) async fn serve(&mut self) -> Infallible {
        loop {
            match self.accept().await {
                Ok(stream) => self.connections.serve(stream, self.door.clone()),
                // Out of file descriptors, as a rule; connections that end give some back.
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    async fn accept(&self) -> io::Result<TcpStream> {
        poll_fn(|context| {
            let mut accepted = self.sockets.iter().map(|socket| socket.poll_accept(context));
            accepted.find(Poll::is_ready).unwrap_or(Poll::Pending)
        })
        .await
        .map(|(stream, _)| stream)
    }

    /// Gives the port back, then lets everybody who is being answered have the whole answer.
    pub(in super::super) async fn close(mut self) {
        drop(self.sockets);
        while self.connections.running.join_next().await.is_some() {}
    }
}

impl Connections {
    fn serve<D: Door>(&mut self, stream: TcpStream, door: Arc<D>) {
        while self.running.try_join_next().is_some() {}
        self.order.retain(|connection| !connection.is_finished());
        if self.order.len() >= CONNECTIONS
            && let Some(oldest) = self.order.pop_front()
        {
            oldest.abort();
        }
        self.order.push_back(self.running.spawn(serve(stream, door)));
    }
}

async fn serve<D: Door>(stream: TcpStream, door: Arc<D>) {
    let service = service_fn(|request| ready(Ok::<_, Infallible>(let_in(&*door, &request))));
    let connection = http1::Builder::new().keep_alive(false).max_buf_size(HEAD_LIMIT).serve_connection(TokioIo::new(stream), service);
    // What goes wrong on a connection is the other side's affair.
    let _ = timeout(CONNECTION_TIMEOUT, connection).await;
}

fn let_in<D: Door, T>(door: &D, request: &Request<T>) -> Response<Body> {
    let refused = if request.headers().get_all(HOST).iter().map(|host| host.as_bytes()).ne([door.authority().as_bytes()]) {
        StatusCode::MISDIRECTED_REQUEST
    } else if request.method() != Method::GET {
        StatusCode::METHOD_NOT_ALLOWED
    } else {
        return door.answer(request);
    };
    door.turned_away();
    answer::bare(refused)
}

/// A page can make a browser fetch an address, but only a person's own window arrives as a document (Fetch Metadata).
pub(in super::super) fn is_document<T>(request: &Request<T>) -> bool {
    request.headers().get("sec-fetch-dest").is_none_or(|dest| dest == "document")
}
