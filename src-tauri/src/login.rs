//! A login on its way from the page to the engine, with what becomes of it here.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use inngang_contract::{EndLogin, Language, LoginAuthentication, LoginProgress, LoginProvider, LoginView, Problem, SignWith, StartLogin};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::login::{
    Acr, AnswerPage, AnswerPages, Client, ClientAuthentication, Leaving, LeavingPages, Login, Order, Progress, Redirect,
};
use inngang_engine::names::{ClientId, Scope};
use inngang_engine::secret::Secret;
use inngang_platform::texts::Texts;
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use crate::active::Active;
use crate::app::App;
use crate::{credentials, selfservice, setup};

/// So long at most is waited before the session is looked at again.
const LONGEST_LOOK: Duration = Duration::from_secs(5 * 60);

/// What the page asks for.
pub(crate) fn order(input: StartLogin, app: &App, active: &Active) -> Result<Order, Problem> {
    let id: ClientId = input.client_id.trim().parse().map_err(|_| Problem::bad_client_id())?;
    // Ansattporten has nothing to tell beyond the ID token (idporten.md 17).
    let implied = (input.provider == LoginProvider::Idporten).then_some("profile");
    let scopes: Result<Vec<Scope>, _> = implied.into_iter().chain(input.scopes.split_whitespace()).map(str::parse).collect();
    let redirect: Redirect = input.redirect.parse().map_err(|failure| active.show(failure))?;
    let acr: Result<Vec<Acr>, _> = input.acr.iter().map(|acr| acr.parse()).collect();
    let acr = acr.map_err(|failure| active.show(failure))?;
    let authentication = authentication(input.authentication, input.client_secret, &id, app, active)?;
    let language = app.settings()?.language;
    let client = Client { id, provider: input.provider.into(), authentication };
    let order = Order::new(client, scopes.map_err(|_| Problem::bad_scopes())?, redirect, language.as_str(), pages(language));
    Ok(Order {
        acr: if acr.is_empty() { order.acr } else { acr },
        prompt: input.prompt.map(Into::into),
        pushed: input.pushed,
        details: input.represent.map(Into::into),
        dpop: input.dpop,
        ..order
    })
}

fn authentication(
    method: LoginAuthentication,
    typed: Option<Secret<String>>,
    client: &ClientId,
    app: &App,
    active: &Active,
) -> Result<ClientAuthentication, Problem> {
    let signed_with = |with| credentials::of(app, active, client, with, SigningAlgorithm::Rs256).map(ClientAuthentication::PrivateKeyJwt);
    let secret = || typed.map_or_else(|| selfservice::secret(active, client), Ok).map(Arc::new);
    match method {
        LoginAuthentication::None => Ok(ClientAuthentication::None),
        LoginAuthentication::Key => signed_with(SignWith::Key),
        LoginAuthentication::Certificate => signed_with(SignWith::Certificate),
        LoginAuthentication::ClientSecretBasic => secret().map(ClientAuthentication::ClientSecretBasic),
        LoginAuthentication::ClientSecretPost => secret().map(ClientAuthentication::ClientSecretPost),
    }
}

/// What the browser shows when it comes back.
pub(crate) fn pages(language: Language) -> AnswerPages {
    let texts = Texts::new(language.as_str());
    let page = |name: &str| AnswerPage {
        title: texts.get(&format!("native:callback.{name}.title"), &[]),
        body: texts.get(&format!("native:callback.{name}.body"), &[]),
    };
    AnswerPages { done: page("done"), failed: page("failed") }
}

/// Logs in, and remembers meanwhile where the browser was sent.
pub(crate) async fn log_in(
    order: &Order,
    active: &Active,
    cancelled: CancellationToken,
    progress: Channel<LoginProgress>,
) -> Result<Login, Problem> {
    let waits = |url| *active.login_waits.lock().unwrap_or_else(PoisonError::into_inner) = url;
    let tell = |at: Progress| {
        waits(match &at {
            Progress::Waiting { url, .. } => Some(url.clone()),
            Progress::Returned => None,
        });
        if progress.send(at.into()).is_err() {
            tracing::warn!("the page does not listen for the login");
        }
    };
    let login = active.party.log_in(order, cancelled, tell).await;
    waits(None);
    login.map_err(|failure| active.show(failure))
}

/// Remembers a secret that opened the door, so that it need not be typed again.
pub(crate) fn keep_secret(order: &Order, active: &Active) -> Result<(), Problem> {
    match &order.client.authentication {
        ClientAuthentication::ClientSecretBasic(secret) | ClientAuthentication::ClientSecretPost(secret) => {
            Ok(active.vault.keep_secret(&selfservice::secret_name(&order.client.id), secret)?)
        }
        ClientAuthentication::None | ClientAuthentication::PrivateKeyJwt(_) => Ok(()),
    }
}

/// What is known of the login that was kept, with what the session says of it now.
pub(crate) fn kept(app: &App, active: &Active) -> Result<LoginView, Problem> {
    setup::read(&app.database, active)?.login.ok_or_else(Problem::login_gone)
}

/// Wipes the session when nobody has used it for too long, also when nobody looks.
pub(crate) fn end_when_idle(active: &Arc<Active>) {
    let (ended, active) = (active.idle_watch.start(), Arc::downgrade(active));
    let watch = async move {
        while let Some(left) = active.upgrade().and_then(|active| idle_left(&active)) {
            tokio::time::sleep(left).await;
        }
    };
    tauri::async_runtime::spawn(async move { ended.run_until_cancelled(watch).await });
}

/// How long until it is worth looking again; none once the session is over. A computer that sleeps may stop the clock that is waited by.
fn idle_left(active: &Active) -> Option<Duration> {
    active.logged_in()?;
    let ends = active.session.idle_ends()?.monotonic?;
    Some(ends.saturating_duration_since(Instant::now()).clamp(Duration::from_secs(1), LONGEST_LOOK))
}

/// How to leave, in the person's language.
pub(crate) fn leaving(input: &EndLogin, app: &App, active: &Active) -> Result<Leaving, Problem> {
    let language = app.settings()?.language;
    let texts = Texts::new(language.as_str());
    let text = |key: &str| texts.get(&format!("native:leaving.{key}"), &[]);
    let page = |name: &str| AnswerPage { title: text(&format!("{name}.title")), body: text(&format!("{name}.body")) };
    let returns_to = input.returns_to.as_deref().map(str::trim).filter(|address| !address.is_empty());
    Ok(Leaving {
        language: language.as_str(),
        pages: LeavingPages { going: page("going"), go_on: text("going.go_on"), gone: page("gone") },
        returns_to: returns_to.map(str::parse).transpose().map_err(|failure| active.show(failure))?,
    })
}
