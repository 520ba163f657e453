//! The loopback listener (RFC 8252 §7.3): one port for one login, which no wrong request can end or fill.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::answer::Answer;
use super::callback::{Door, Expected};
use super::{LoginError, Redirect};
use crate::secret::Secret;

/// How long the person has.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long the right answer has when one with another state has come. Answers of strangers must not end a login, but a
/// provider that mixes up states would otherwise leave the person waiting for the whole of [`PATIENCE`].
const GRACE: Duration = Duration::from_secs(2);
/// How long one connection may take, whole.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(5);
/// After a failed accept.
const PAUSE: Duration = Duration::from_millis(50);
const CONNECTIONS: usize = 16;
const HEAD_LIMIT: usize = 16 * 1024;

/// A bound port, with the redirect URI that leads to it.
pub(super) struct Listener {
    socket: TcpListener,
    redirect_uri: String,
    patience: Duration,
}

impl Listener {
    /// Binds 127.0.0.1, once.
    pub(super) async fn bind(redirect: &Redirect) -> Result<Self, LoginError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::AddrInUse => LoginError::PortTaken { port: redirect.port() },
            _ => LoginError::NoListener,
        };
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, redirect.port())).await.map_err(failed)?;
        let port = socket.local_addr().map_err(failed)?.port();
        Ok(Self { socket, redirect_uri: redirect.on(port), patience: PATIENCE })
    }

    /// The same bytes for the authorization request and the token request.
    pub(super) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// Waits for the answer to our own request; everything else is turned away.
    pub(super) async fn wait(self, expected: Expected) -> Result<Secret<String>, LoginError> {
        let door = Arc::new(Door::new(authority(&self.redirect_uri).to_owned(), expected));
        let mut connections = Connections::default();
        let mut end = Instant::now() + self.patience;
        let mut state_was_wrong = false;
        loop {
            tokio::select! {
                Some(()) = connections.ended() => {
                    let (answer, wrong_state) = door.heard(|heard| (heard.answer.take(), heard.wrong_state));
                    if let Some(answer) = answer {
                        return answer;
                    }
                    if wrong_state && !state_was_wrong {
                        state_was_wrong = true;
                        end = end.min(Instant::now() + GRACE);
                    }
                }
                accepted = self.socket.accept() => match accepted {
                    Ok((stream, _)) => connections.serve(stream, door.clone()),
                    // Out of file descriptors, as a rule; connections that end give some back.
                    Err(_) => sleep(PAUSE).await,
                },
                () = sleep_until(end) => return Err(gave_up(&door, self.redirect_uri)),
            }
        }
    }
}

fn gave_up(door: &Door, redirect_uri: String) -> LoginError {
    door.heard(|heard| match heard.wrong_state {
        true => LoginError::StateMismatch,
        false => LoginError::TimedOut { redirect_uri, strangers: heard.strangers },
    })
}

/// Host and port of a redirect URI that we made.
fn authority(redirect_uri: &str) -> &str {
    redirect_uri.trim_start_matches("http://").split('/').next().unwrap_or_default()
}

/// The open connections. When there are too many the oldest goes: a browser is answered at once, an idler is not.
#[derive(Default)]
struct Connections {
    running: JoinSet<()>,
    order: VecDeque<AbortHandle>,
}

impl Connections {
    fn serve(&mut self, stream: TcpStream, door: Arc<Door>) {
        self.order.retain(|connection| !connection.is_finished());
        if self.order.len() >= CONNECTIONS
            && let Some(oldest) = self.order.pop_front()
        {
            oldest.abort();
        }
        self.order.push_back(self.running.spawn(serve(stream, door)));
    }

    /// When one has ended, its answer sent; `None` when there are none.
    async fn ended(&mut self) -> Option<()> {
        self.running.join_next().await.map(drop)
    }
}

async fn serve(stream: TcpStream, door: Arc<Door>) {
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let answer: Answer = Ok(door.answer(&request));
        std::future::ready(answer)
    });
    let connection = http1::Builder::new().keep_alive(false).max_buf_size(HEAD_LIMIT).serve_connection(TokioIo::new(stream), service);
    // What goes wrong on a connection is the other side's affair.
    let _ = timeout(CONNECTION_TIMEOUT, connection).await;
}

#[cfg(test)]
mod tests;
