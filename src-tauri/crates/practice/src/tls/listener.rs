//! Connections behind TLS, each with the certificate that its client showed.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::server::NoServerSessionStorage;
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

use super::clients::EnterpriseCertificates;
use crate::world::World;
use crate::{Fault, PracticeError};

/// Nobody needs longer to shake hands with a neighbour.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long somebody who was refused may go on talking, so that the alert is read before the connection ends.
const LAST_WORDS: Duration = Duration::from_secs(2);
const AGAIN: Duration = Duration::from_millis(50);

/// Who is at the other end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peer {
    /// DER of the certificate that the client has the key of; its chain is in order.
    pub(crate) certificate: Option<Vec<u8>>,
}

/// Hands out connections whose handshake is over. Each handshake is on its own, so that a slow one delays nobody.
pub(crate) struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, Peer)>,
}

impl TlsListener {
    pub(crate) async fn new(listener: TcpListener, world: &Arc<World>) -> Result<Self, PracticeError> {
        let acceptor = TlsAcceptor::from(Arc::new(config(world).await?));
        let (give, ready) = mpsc::channel(1);
        tokio::spawn(world.stop.clone().run_until_cancelled_owned(listen(listener, acceptor, world.clone(), give)));
        Ok(Self { ready })
    }
}

/// HTTP/1.1 alone. Nobody resumes an earlier session: a certificate is looked at each time.
async fn config(world: &Arc<World>) -> Result<ServerConfig, PracticeError> {
    let provider = Arc::new(default_provider());
    let clients = EnterpriseCertificates::of(world.clone(), provider.clone()).await?;
    let (chain, key) = world.tls.issue()?;
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = builder.with_client_cert_verifier(Arc::new(clients)).with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}

/// Nobody listens while the fault says so: then a connection is refused, as where a host is switched off.
async fn listen(mut listener: TcpListener, acceptor: TlsAcceptor, world: Arc<World>, give: mpsc::Sender<(TlsStream<TcpStream>, Peer)>) {
    let Ok(address) = listener.local_addr() else { return };
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(world.stop.clone().run_until_cancelled_owned(shake_hands(acceptor.clone(), stream, give.clone())));
                }
                Err(_) => sleep(AGAIN).await,
            },
            () = world.faults.until(Fault::LegacyRefused, true) => {
                drop(listener);
                world.faults.until(Fault::LegacyRefused, false).await;
                listener = loop {
                    match TcpListener::bind(address).await {
                        Ok(listener) => break listener,
                        Err(_) => sleep(AGAIN).await,
                    }
                };
            }
        }
    }
}

async fn shake_hands(acceptor: TlsAcceptor, stream: TcpStream, give: mpsc::Sender<(TlsStream<TcpStream>, Peer)>) {
    match timeout(HANDSHAKE, acceptor.accept(stream).into_fallible()).await {
        Ok(Ok(stream)) => {
            let chain = stream.get_ref().1.peer_certificates();
            let certificate = chain.and_then(|chain| chain.first()).map(|leaf| leaf.to_vec());
            // Nobody takes it where practice has ended.
            let _ = give.send((stream, Peer { certificate })).await;
        }
        Ok(Err((error, stream))) => {
            tracing::info!(%error, "a handshake failed");
            let _ = timeout(LAST_WORDS, hear_out(stream)).await;
        }
        Err(_) => {}
    }
}

/// Closed over what it has not read, a connection is reset, which takes the alert with it.
async fn hear_out(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    while stream.read(&mut [0; 1024]).await? > 0 {}
    Ok(())
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The listening has ended with practice, which ends whoever asks here too.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(Peer::default())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        stream.remote_addr().clone()
    }
}

impl From<rustls::Error> for PracticeError {
    fn from(error: rustls::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}
