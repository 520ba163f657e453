//! The login itself, from metadata to a believed ID token.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use url::Url;

use super::authorize::Authorization;
use super::callback::Expected;
use super::dpop::Binding;
use super::id_token::Check;
use super::listener::{Listener, Parting};
use super::metadata::Metadata;
use super::relying_party::RelyingParty;
use super::{Login, LoginError, Order, Progress, Represented, token};
use crate::ports::Ports;
use crate::reading::Reading;
use crate::secret::Secret;

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
        self.noted("login.start");
        tokio::select! {
            biased;
            () = cancel.cancelled() => self.note("login.cancelled", Err(LoginError::CancelledHere)),
            login = self.follow(order, progress) => login,
        }
    }

    async fn follow(&self, order: &Order, mut progress: impl FnMut(Progress) + Send) -> Result<Login, LoginError> {
        if let Some(user) = &order.test_user {
            user.may_log_in(&self.environment).or_else(|refused| self.note("login.request", Err(refused)))?;
        }
        let metadata = self.note("login.metadata", self.metadata(order.client.provider).await)?;
        let binding = match order.dpop {
            true => Some(Arc::new(self.note("login.binding", Binding::make(&metadata.dpop_algorithms).await)?)),
            false => None,
        };
        let channel = self.channel(&order.client, &metadata, binding.as_deref());
        let listener = self.note("login.listen", Listener::bind(&order.redirect).await)?;
        let redirect_uri = listener.redirect_uri().to_owned();
        let authorization = Authorization::make(order, &metadata, &redirect_uri, binding.as_deref());
        let authorization = self.note("login.request", authorization)?;
        let url = self.note("login.address", authorization.address(order, &channel).await)?;
        let (sent, expected) = (self.now(), authorization.expected(order, &metadata));
        let back = match &order.test_user {
            Some(_) => self.go(&url, &redirect_uri, expected).await.map(|code| (code, None)),
            None => self.wait(listener, &url, expected, &mut progress).await.map(|(code, parting)| (code, Some(parting))),
        };
        let (code, parting) = self.note("login.callback", back)?;
        progress(Progress::Returned);
        let login = self.redeem(order, &authorization, binding, metadata, &code, (&redirect_uri, sent)).await;
        if let Some(parting) = parting {
            parting.over().await;
        }
        login
    }

    /// Exchanges the code, and believes what comes for it or not.
    async fn redeem(
        &self,
        order: &Order,
        authorization: &Authorization,
        binding: Option<Arc<Binding>>,
        metadata: Arc<Metadata>,
        code: &Secret<String>,
        (redirect_uri, sent): (&str, Reading),
    ) -> Result<Login, LoginError> {
        // Where our clock was set while the person was away, the provider's is measured anew: what is signed is dated by it.
        let metadata = self.metadata(order.client.provider).await.unwrap_or(metadata);
        let channel = self.channel(&order.client, &metadata, binding.as_deref());
        let tokens = self.note("login.token", token::by_code(&channel, authorization, redirect_uri, code).await)?;
        // Until the token was made: a slow answer is no earlier session.
        let waited = self.now().longest_since(sent);
        let check = Check { order, environment: &self.environment, metadata: &metadata, nonce: &authorization.nonce, waited };
        let believed = check.believe(tokens.id_token, tokens.scope.as_deref(), self).await;
        let (mut facts, id_token) = self.note("login.id_token", believed)?;
        if let Some(details) = tokens.authorization_details.filter(|_| facts.represented.is_empty()) {
            facts.represented = Represented::read(&details);
        }
        Ok(Login {
            client: order.client.clone(),
            access_token: tokens.access_token,
            id_token: Arc::new(id_token),
            refresh_token: tokens.refresh_token,
            expires_at: tokens.expires_at,
            facts,
            binding,
        })
    }

    /// Sends the person there, and waits until they are back.
    async fn wait(
        &self,
        listener: Listener,
        url: &Url,
        expected: Expected,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<(Secret<String>, Parting), LoginError> {
        let redirect_uri = listener.redirect_uri().to_owned();
        let opening = async {
            let opened = if open(url, &self.ports).await { Ok(()) } else { Err(LoginError::NoBrowser) };
            // The link can be opened by hand, so the wait goes on.
            let browser_opened = self.note("login.browser", opened).is_ok();
            progress(Progress::Waiting { url: url.clone(), redirect_uri, browser_opened });
        };
        // A browser may be back before its starter has ended, so nobody waits for the other.
        tokio::join!(listener.wait(expected), opening).0
    }
}

/// Starting a browser blocks for as long as its starter runs.
pub(super) async fn open(url: &Url, ports: &Ports) -> bool {
    let (browser, url) = (ports.browser.clone(), url.clone());
    tokio::task::spawn_blocking(move || browser.open(&url).is_ok()).await.unwrap_or(false)
}
