//! The loopback listener (RFC 8252 §7.3): one port for one login, which no wrong request can end or fill.

mod callback_door;
mod reception;
mod sockets;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use super::callback::Expected;
use super::{LoginError, Redirect};
use crate::secret::Secret;

use callback_door::CallbackDoor;
pub(super) use reception::{Door, Reception, is_document};
use sockets::Sockets;

/// How long the person has.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long the right answer has when one that is all but it has come. Answers of strangers must not end a login, but a
/// provider that mixes up states would otherwise leave the person waiting for the whole of [`PATIENCE`].
const GRACE: Duration = Duration::from_secs(2);
/// How long a browser has to fetch the page that it was sent on to.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long an outcome is held back for that: a program that ends takes the page with it.
const PARTING: Duration = Duration::from_secs(1);

/// A bound port, with the redirect URI that leads to it.
pub(super) struct Listener {
    sockets: Sockets,
    redirect: Redirect,
    redirect_uri: String,
    patience: Duration,
}

impl Listener {
    /// Binds the port that `redirect` names, or any free one.
    pub(super) async fn bind(redirect: &Redirect) -> Result<Self, LoginError> {
        let sockets = Sockets::bind(redirect).await?;
        let redirect_uri = redirect.on(sockets.port);
        Ok(Self { sockets, redirect: redirect.clone(), redirect_uri, patience: PATIENCE })
    }

    /// The same bytes for the authorization request and the token request.
    pub(super) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// What `Host` says of whoever comes here.
    pub(super) fn authority(&self) -> String {
        self.redirect.authority(self.sockets.port)
    }

    /// Opens the port to whoever `door` answers. Tells how many came before that.
    pub(super) fn open<D: Door>(self, door: impl FnOnce(u32) -> Arc<D>) -> Result<(Reception<D>, Arc<D>), LoginError> {
        let (sockets, early) = self.sockets.open()?;
        let door = door(early);
        Ok((Reception::new(sockets, door.clone()), door))
    }

    /// Waits for the answer to our own request; everything else is turned away, and so is whatever came before this is called.
    pub(super) async fn wait(self, expected: Expected) -> Result<(Secret<String>, Parting), LoginError> {
        self.expect(expected)?.answer().await
    }

    fn expect(self, expected: Expected) -> Result<Waiting, LoginError> {
        let end = Instant::now() + self.patience;
        let (authority, redirect, redirect_uri) = (self.authority(), self.redirect.clone(), self.redirect_uri.clone());
        let (reception, door) = self.open(|early| Arc::new(CallbackDoor::new(authority, &redirect, expected, early)))?;
        Ok(Waiting { reception, door, redirect_uri, end })
    }
}

/// The last page, until the browser has it.
pub(super) struct Parting(JoinHandle<()>);

impl Parting {
    /// Waits for that, not for long.
    pub(super) async fn over(self) {
        let _ = timeout(PARTING, self.0).await;
    }
}

/// An open port, until the answer comes.
struct Waiting {
    reception: Reception<CallbackDoor>,
    door: Arc<CallbackDoor>,
    redirect_uri: String,
    end: Instant,
}

impl Waiting {
    /// The port stays open for a moment after that, for the page that the browser is sent on to.
    async fn answer(mut self) -> Result<(Secret<String>, Parting), LoginError> {
        let answer = loop {
            tokio::select! {
                biased;
                () = self.door.news() => match self.door.heard(|heard| heard.answer.take()) {
                    Some(answer) => break answer,
                    None => self.end = self.end.min(Instant::now() + GRACE),
                },
                () = sleep_until(self.end) => return Err(self.gave_up()),
                never = self.reception.serve() => match never {},
            }
        };
        let parting = Parting(tokio::spawn(self.farewell()));
        match answer {
            Ok(code) => Ok((code, parting)),
            // Nothing else is left to do.
            Err(refused) => {
                parting.over().await;
                Err(refused)
            }
        }
    }

    fn gave_up(self) -> LoginError {
        self.door.heard(|heard| match heard.flaw.take() {
            Some(flaw) => flaw,
            None => LoginError::TimedOut { redirect_uri: self.redirect_uri, strangers: heard.strangers },
        })
    }

    async fn farewell(mut self) {
        tokio::select! {
            _ = timeout(FAREWELL, self.door.parted()) => {}
            never = self.reception.serve() => match never {},
        }
        self.reception.close().await;
    }
}

#[cfg(test)]
mod tests;
