//! Logging in at ID-porten in the person's own browser: authorization code with PKCE over loopback (RFC 8252, idporten.md 0–11).

mod answer;
mod authorize;
mod callback;
mod error;
mod id_token;
mod known;
mod listener;
mod logout;
mod metadata;
mod order;
mod pkce;
mod redirect;
mod token;

use time::Duration;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;
use crate::problem::Explain as _;
use crate::reading::{Deadline, Reading};
use crate::secret::Secret;
use crate::trail::Event;

pub use error::{CODES, LoginError};
pub use id_token::LoginFacts;
pub(crate) use known::KNOWN;
pub use logout::log_out;
pub use order::{AnswerPage, AnswerPages, Level, Order};
pub use redirect::{CODES as REDIRECT_CODES, Loopback, Redirect, RedirectError};

use authorize::Authorization;
use id_token::Check;
use listener::Listener;
use metadata::Metadata;

/// How far a login has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The person has the move, in the browser.
    Waiting {
        /// Where the login is, to copy by hand.
        url: Url,
        /// What must be registered on the client; the port is this login's own with [`Redirect::free_port`].
        redirect_uri: String,
        /// Whether the browser could be started.
        browser_opened: bool,
    },
    /// The browser has come back; the rest takes a moment.
    Returned,
}

/// A person who is logged in. Dropping it wipes the tokens.
#[derive(Debug)]
pub struct Login {
    /// For APIs; Altinn exchanges it for its own.
    pub access_token: Secret<String>,
    /// For us alone; never sent to an API.
    pub id_token: Secret<String>,
    /// When the client is registered for it.
    pub refresh_token: Option<Secret<String>>,
    /// When the access token ends, by this computer's clocks.
    pub expires_at: Deadline,
    /// Who it is, how they logged in, what they allowed.
    pub facts: LoginFacts,
}

/// Logs a person in. Wrong requests to the loopback address do not end the wait; `cancel` does, and so do five minutes.
///
/// # Errors
/// [`LoginError`]; every one can be answered with a new login.
pub async fn log_in(
    order: &Order,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    cancel: CancellationToken,
    progress: impl FnMut(Progress) + Send,
) -> Result<Login, LoginError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => note(http, ports, "login.cancelled", Err(LoginError::CancelledHere)),
        login = follow(order, environment, http, ports, progress) => login,
    }
}

async fn follow(
    order: &Order,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Login, LoginError> {
    let metadata = note(http, ports, "login.metadata", Metadata::fetch(environment, http, ports).await)?;
    let listener = note(http, ports, "login.listen", Listener::bind(&order.redirect).await)?;
    let authorization = Authorization::make(order, &metadata, listener.redirect_uri())?;
    let redirect_uri = listener.redirect_uri().to_owned();
    let opening = async {
        let browser_opened = open(&authorization.url, ports).await;
        progress(Progress::Waiting { url: authorization.url.clone(), redirect_uri: redirect_uri.clone(), browser_opened });
    };
    // A browser may be back before its starter has ended, so nobody waits for the other.
    let (answer, ()) = tokio::join!(listener.wait(authorization.expected(order, &metadata)), opening);
    let code = note(http, ports, "login.callback", answer)?;
    progress(Progress::Returned);
    let tokens = token::exchange(order, &metadata, &authorization, &redirect_uri, &code, (http, ports)).await;
    let tokens = note(http, ports, "login.token", tokens)?;
    let expires_at = Deadline::after(Duration::seconds(tokens.expires_in), Reading::of(&*ports.clock));
    let facts =
        id_token::check(&tokens, &Check { order, environment, metadata: &metadata, authorization: &authorization }, http, ports).await;
    let facts = note(http, ports, "login.id_token", facts)?;
    Ok(Login { access_token: tokens.access_token, id_token: tokens.id_token, refresh_token: tokens.refresh_token, expires_at, facts })
}

/// Starting a browser blocks for as long as its starter runs.
async fn open(url: &Url, ports: &Ports) -> bool {
    let (browser, url) = (ports.browser.clone(), url.clone());
    tokio::task::spawn_blocking(move || browser.open(&url).is_ok()).await.unwrap_or(false)
}

fn note<T>(http: &Http, ports: &Ports, name: &'static str, outcome: Result<T, LoginError>) -> Result<T, LoginError> {
    let code = outcome.as_ref().err().map(|error| error.explain().code);
    http.trail().note(ports.clock.now(), Event::Step { name, code });
    outcome
}
