//! Logging out: revoke, wipe, end the browser's session (RFC 7009, OpenID Connect RP-Initiated Logout 1.0; idporten.md 11).

use std::future::pending;

use url::Url;

use super::end_session_page::EndSessionPage;
use super::log_in::open;
use super::relying_party::RelyingParty;
use super::{AnswerPage, Login, LoginError, Redirect};
use crate::secret::Secret;

/// How to leave.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// `nb`, `nn` or `en`: the language of the pages, and of the provider's.
    pub language: &'static str,
    /// What the browser shows on the way.
    pub pages: LeavingPages,
    /// The `post_logout_redirect_uri` on this computer, when one is registered on the client.
    pub returns_to: Option<Redirect>,
}

/// What the browser shows on its way out: plain text, already in the person's language.
#[derive(Debug, Clone)]
pub struct LeavingPages {
    /// Sends the person on by itself.
    pub going: AnswerPage,
    /// The button of that page, where it may not.
    pub go_on: String,
    /// When it has come back.
    pub gone: AnswerPage,
}

/// How far a logout came. Here it is over, however far.
#[derive(Debug)]
pub struct LoggedOut {
    /// Whether the provider took the tokens back.
    pub revoked: Result<(), LoginError>,
    /// What became of the session in the browser.
    pub browser: BrowserSession,
}

/// What became of the session in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrowserSession {
    /// The provider does not say where one is ended.
    NotOffered,
    /// No browser could be started, or it did not take the page: the session ends when nobody has used it for half an hour.
    NotSent,
    /// The browser went there. What the provider did with it is to be seen there.
    Sent,
    /// It went there, and came back.
    CameBack,
}

impl RelyingParty {
    /// Revokes the tokens, then has the browser end its session. Whoever holds the login drops it, which wipes them: nothing that the
    /// provider says can make it good again.
    pub async fn log_out(&self, login: &Login, leaving: &Leaving) -> LoggedOut {
        let revoked = self.note("login.revoked", self.revoke_all(login).await);
        let browser = match self.note("login.metadata", self.metadata(login.client.provider).await) {
            Ok(metadata) => match &metadata.end_session {
                Some(endpoint) => self.end_session(endpoint, login, leaving).await,
                None => BrowserSession::NotOffered,
            },
            Err(_) => BrowserSession::NotSent,
        };
        LoggedOut { revoked, browser }
    }

    /// Both kinds, the refresh token first: the other need not go with it (RFC 7009 §2.1).
    pub(super) async fn revoke_all(&self, login: &Login) -> Result<(), LoginError> {
        let refresh = match &login.refresh_token {
            Some(token) => self.revoke(&login.client, token, "refresh_token").await,
            None => Ok(()),
        };
        // Nobody waits twice for a provider that cannot be reached, nor revokes what is over.
        if matches!(refresh, Err(LoginError::Http(_))) || login.expires_at.is_over(self.now()) {
            return refresh;
        }
        refresh.and(self.revoke(&login.client, &login.access_token, "access_token").await)
    }

    async fn end_session(&self, endpoint: &Url, login: &Login, leaving: &Leaving) -> BrowserSession {
        // EXPOSE: goes back to the issuer that made it, in a form that the browser posts and keeps in no address.
        let hint = Secret::new(login.id_token.expose().clone());
        let (client, language) = (login.client.id.to_string(), leaving.language.to_owned());
        let fields = vec![("id_token_hint", hint), ("client_id", Secret::new(client)), ("ui_locales", Secret::new(language))];
        let Ok(page) = self.note("login.listen", EndSessionPage::bind(endpoint.clone(), fields, leaving).await) else {
            return BrowserSession::NotSent;
        };
        let url = page.url().clone();
        let no_browser = async {
            if open(&url, &self.ports).await {
                pending::<()>().await;
            }
        };
        tokio::select! {
            session = page.wait() => session,
            () = no_browser => BrowserSession::NotSent,
        }
    }
}
