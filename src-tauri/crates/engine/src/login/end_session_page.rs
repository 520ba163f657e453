//! The page on loopback by which the browser posts a logout to the provider, so that the ID token stands in no address.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::{Request, Response, StatusCode};
use subtle::ConstantTimeEq as _;
use tokio::sync::Notify;
use tokio::time::timeout;
use url::Url;

use super::answer::{self, Body, Form};
use super::listener::{Door, Listener, Reception, is_document};
use super::logout::{BrowserSession, Leaving};
use super::{LoginError, Redirect, pkce};
use crate::secret::Secret;

/// How long the browser has to fetch the page, and then to come back.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it has to take in what it was answered.
const PARTING: Duration = Duration::from_secs(1);

/// A page that is served once, at an address that nobody guesses.
pub(super) struct EndSessionPage {
    url: Url,
    reception: Reception<Exit>,
    door: Arc<Exit>,
}

/// Hands out the form once, and knows who comes back.
struct Exit {
    authority: String,
    path: String,
    /// Path and `state` of the way back.
    back: Option<(String, String)>,
    form: Mutex<Option<EndSession>>,
    leaving: Leaving,
    fetched: Notify,
    returned: Notify,
}

/// What is posted, where (OpenID Connect RP-Initiated Logout 1.0 §2).
struct EndSession {
    endpoint: Url,
    fields: Vec<(&'static str, Secret<String>)>,
}

impl EndSessionPage {
    /// Puts the page up on the port of the way back, or on any free one. `fields` lack the way back, which is known here alone.
    pub(super) async fn bind(
        endpoint: Url,
        mut fields: Vec<(&'static str, Secret<String>)>,
        leaving: &Leaving,
    ) -> Result<Self, LoginError> {
        let listener = Listener::bind(&leaving.returns_to.clone().unwrap_or_else(Redirect::free_port)).await?;
        let (authority, path, state) = (listener.authority(), format!("/{}", pkce::unguessable()?), pkce::unguessable()?);
        let mut url = Url::parse(listener.redirect_uri()).map_err(|_| LoginError::NoListener)?;
        url.set_path(&path);
        if leaving.returns_to.is_some() {
            let uri = listener.redirect_uri().to_owned();
            fields.extend([("post_logout_redirect_uri", Secret::new(uri)), ("state", Secret::new(state.clone()))]);
        }
        let (reception, door) = listener.open(|_| {
            Arc::new(Exit {
                authority,
                path,
                back: leaving.returns_to.as_ref().map(|redirect| (redirect.path().to_owned(), state)),
                form: Mutex::new(Some(EndSession { endpoint, fields })),
                leaving: leaving.clone(),
                fetched: Notify::new(),
                returned: Notify::new(),
            })
        })?;
        Ok(Self { url, reception, door })
    }

    /// What the browser is to open.
    pub(super) const fn url(&self) -> &Url {
        &self.url
    }

    /// Serves the page once, and waits for the browser to come back where there is a way back.
    pub(super) async fn wait(self) -> BrowserSession {
        let Self { mut reception, door, .. } = self;
        let session = tokio::select! {
            session = door.session() => session,
            never = reception.serve() => match never {},
        };
        let _ = timeout(PARTING, reception.close()).await;
        session
    }
}

impl Exit {
    async fn session(&self) -> BrowserSession {
        if timeout(PATIENCE, self.fetched.notified()).await.is_err() {
            return BrowserSession::NotSent;
        }
        match self.back {
            Some(_) if timeout(PATIENCE, self.returned.notified()).await.is_ok() => BrowserSession::CameBack,
            _ => BrowserSession::Sent,
        }
    }

    /// The form, once.
    fn form(&self) -> Response<Body> {
        let form = self.form.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(EndSession { endpoint, fields }) = form else { return answer::bare(StatusCode::NOT_FOUND) };
        self.fetched.notify_one();
        let Leaving { pages, language, .. } = &self.leaving;
        // Chromium holds every address that the provider redirects the form to against this as well, and says nothing when it stops there.
        let reach = format!("{} https: 'self'", endpoint.origin().ascii_serialization());
        answer::form(&pages.going, language, &Form { action: &endpoint, fields: &fields, button: &pages.go_on, reach: &reach })
    }

    fn is_back<T>(&self, request: &Request<T>) -> bool {
        let Some((path, state)) = &self.back else { return false };
        let query = request.uri().query().unwrap_or_default();
        let mut states = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "state");
        let ours = states.next().is_some_and(|(_, got)| got.as_bytes().ct_eq(state.as_bytes()).into());
        request.uri().path() == path && ours && states.next().is_none()
    }
}

impl Door for Exit {
    fn authority(&self) -> &str {
        &self.authority
    }

    fn answer<T>(&self, request: &Request<T>) -> Response<Body> {
        if !is_document(request) {
            answer::bare(StatusCode::NOT_FOUND)
        } else if request.uri().path() == self.path {
            self.form()
        } else if self.is_back(request) {
            self.returned.notify_one();
            answer::page(StatusCode::OK, &self.leaving.pages.gone, self.leaving.language)
        } else {
            answer::bare(StatusCode::NOT_FOUND)
        }
    }
}

#[cfg(test)]
mod tests;
