//! The login itself, from metadata to a believed ID token.

use std::sync::Arc;

use time::Duration;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::authorize::Authorization;
use super::id_token::Check;
use super::listener::Listener;
use super::relying_party::RelyingParty;
use super::{Login, LoginError, Order, Progress, token};
use crate::ports::Ports;
use crate::reading::{Deadline, Reading};

impl RelyingParty {
    /// Logs a person in. Wrong requests to the loopback address do not end the wait; `cancel` does, and so do five minutes.
    ///
    /// # Errors
    /// [`LoginError`]; every one can be answered with a new login.
    pub async fn log_in(
        &self,
        order: &Order,
        cancel: CancellationToken,
        progress: impl FnMut(Progress) + Send,
    ) -> Result<Login, LoginError> {
        tokio::select! {
            biased;
            () = cancel.cancelled() => self.note("login.cancelled", Err(LoginError::CancelledHere)),
            login = self.follow(order, progress) => login,
        }
    }

    async fn follow(&self, order: &Order, mut progress: impl FnMut(Progress) + Send) -> Result<Login, LoginError> {
        let metadata = self.note("login.metadata", self.metadata(order.client.provider).await)?;
        let channel = self.channel(&order.client, &metadata);
        let listener = self.note("login.listen", Listener::bind(&order.redirect).await)?;
        let redirect_uri = listener.redirect_uri().to_owned();
        let authorization = Authorization::make(order, &self.environment, &metadata.acr_values, &redirect_uri);
        let authorization = self.note("login.request", authorization)?;
        let url = self.note("login.address", authorization.address(order, &channel).await)?;
        let opening = async {
            let browser_opened = open(&url, &self.ports).await;
            progress(Progress::Waiting { url: url.clone(), redirect_uri: redirect_uri.clone(), browser_opened });
        };
        let expected = authorization.expected(order, &metadata.issuer, metadata.iss_is_sent);
        // A browser may be back before its starter has ended, so nobody waits for the other.
        let (answer, ()) = tokio::join!(listener.wait(expected), opening);
        let code = self.note("login.callback", answer)?;
        progress(Progress::Returned);
        let tokens = token::by_code(order, &channel, &authorization, &redirect_uri, &code).await;
        let tokens = self.note("login.token", tokens)?;
        let expires_at = Deadline::after(Duration::seconds(tokens.expires_in), Reading::of(&*self.ports.clock));
        let check = Check { order, environment: &self.environment, metadata: &metadata, nonce: &authorization.nonce };
        let (facts, id_token) = self.note("login.id_token", check.believe(tokens.id_token, tokens.scope.as_deref(), self).await)?;
        Ok(Login {
            client: order.client.clone(),
            access_token: tokens.access_token,
            id_token: Arc::new(id_token),
            refresh_token: tokens.refresh_token,
            expires_at,
            facts,
        })
    }
}

/// Starting a browser blocks for as long as its starter runs.
pub(super) async fn open(url: &Url, ports: &Ports) -> bool {
    let (browser, url) = (ports.browser.clone(), url.clone());
    tokio::task::spawn_blocking(move || browser.open(&url).is_ok()).await.unwrap_or(false)
}
