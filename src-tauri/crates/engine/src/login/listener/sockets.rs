//! The sockets behind one loopback address: bound once, on every number that its name may mean.

use std::io::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::{Instant, sleep};

use super::super::{LoginError, Loopback, Redirect};

/// Until a login of ours that has just ended has surely given its port back.
const PATIENCE: Duration = Duration::from_millis(2_500);
const _: () = assert!(PATIENCE.as_millis() > super::FAREWELL.as_millis());
const PAUSE: Duration = Duration::from_millis(50);
/// How many connections the system holds back at most; one that asked for more must not keep us.
const BACKLOG: usize = 4_096;

/// One socket, or two for `localhost`.
pub(super) struct Sockets {
    bound: Vec<TcpListener>,
    pub(super) port: u16,
}

impl Sockets {
    /// Binds them, waiting a little for a port that is taken.
    pub(super) async fn bind(redirect: &Redirect) -> Result<Self, LoginError> {
        let end = Instant::now() + PATIENCE;
        loop {
            match Self::at_once(redirect).await {
                Err(LoginError::PortTaken { .. }) if Instant::now() < end => sleep(PAUSE).await,
                bound => return bound,
            }
        }
    }

    async fn at_once(redirect: &Redirect) -> Result<Self, LoginError> {
        let failed = |error: Error| match (error.kind(), redirect.port()) {
            (ErrorKind::AddrInUse, port @ 1..) => LoginError::PortTaken { port },
            _ => LoginError::NoListener,
        };
        let first: IpAddr = if redirect.host() == Loopback::V6 { Ipv6Addr::LOCALHOST.into() } else { Ipv4Addr::LOCALHOST.into() };
        let mut bound = vec![TcpListener::bind((first, redirect.port())).await.map_err(failed)?];
        let port = bound[0].local_addr().map_err(failed)?.port();
        if redirect.host() == Loopback::Localhost {
            match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                // A browser tries either, so nobody else may sit on the other.
                Ok(second) => bound.push(second),
                Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(failed(error)),
                // This computer has no IPv6.
                Err(_) => {}
            }
        }
        Ok(Self { bound, port })
    }

    /// Opens them to connections. Those that came before, when no answer could come, are dropped; tells how many.
    pub(super) fn open(self) -> Result<(Vec<TcpListener>, u32), LoginError> {
        let mut early = 0;
        let mut open = Vec::with_capacity(self.bound.len());
        for socket in self.bound {
            let socket = socket.into_std().map_err(|_| LoginError::NoListener)?;
            early += (0..BACKLOG).map_while(|_| socket.accept().ok()).map(|_| 1).sum::<u32>();
            open.push(TcpListener::from_std(socket).map_err(|_| LoginError::NoListener)?);
        }
        Ok((open, early))
    }
}
