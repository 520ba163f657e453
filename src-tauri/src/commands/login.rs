//! Journey 4: a person logs in in their own browser; the tokens stay in memory.

use std::sync::{Arc, PoisonError};

use inngang_contract::{
    BrowserView, BrowsersView, EndLogin, LoggedOutView, LoginProgress, LoginTrailView, LoginView, Nothing, OpenLoginIn, Problem,
    RevealedNationalId, StartLogin, UserInfoView,
};
use inngang_engine::login::stages;
use inngang_engine::problem::Explain as _;
use inngang_engine::reading::Reading;
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::{login, setup};

#[tauri::command]
pub(crate) async fn login_start(input: StartLogin, progress: Channel<LoginProgress>, app: Shared<'_>) -> Result<LoginView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (authentication, redirect) = (input.authentication, input.redirect.clone());
        let order = login::order(input, &app, &active)?;
        let run = active.login_journey.start();
        let held = login::log_in(&order, &active, run.clone(), progress).await?;
        login::keep_secret(&order, &active)?;
        let view = LoginView::new(&held, authentication, Some(redirect), active.ports.clock.now());
        active.session.keep(held, Reading::of(&*active.ports.clock), &run).map_err(|failure| active.show(failure))?;
        login::end_when_idle(&active);
        setup::keep(&app.database, &active, setup::LOGIN, &view)?;
        login::kept(&app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn login_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.login_journey.cancel();
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn login_browsers(app: Shared<'_>) -> Result<BrowsersView, Problem> {
    let browsers = app.active().await?.ports.browser.browsers();
    Ok(BrowsersView { browsers: browsers.into_iter().map(|browser| BrowserView { id: browser.id, name: browser.name }).collect() })
}

#[tauri::command]
pub(crate) async fn login_open_in(input: OpenLoginIn, app: Shared<'_>) -> Result<Nothing, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let waits = active.login_waits.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let url = waits.ok_or_else(Problem::login_gone)?;
        // The address as a whole is this login's own, and is not for a report.
        let host = url.authority().to_owned();
        let browser = Arc::clone(&active.ports.browser);
        let open = move || match &input.browser {
            Some(id) => browser.open_in(&url, id),
            None => browser.open(&url),
        };
        let opened = tokio::task::spawn_blocking(open).await.map_err(|_| Problem::bug())?;
        opened.map(|()| Nothing {}).map_err(|_| Problem::no_browser(&host))
    })
    .await
}

#[tauri::command]
pub(crate) async fn login_refresh(app: Shared<'_>) -> Result<LoginView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let before = login::kept(&app, &active)?;
        let held = active.session.renew(&active.party).await.map_err(|failure| active.show(failure))?;
        // Whoever logged out meanwhile is forgotten, and stays so.
        active.logged_in().ok_or_else(Problem::login_gone)?;
        let view = LoginView::new(&held, before.authentication, before.redirect, active.ports.clock.now());
        setup::keep(&app.database, &active, setup::LOGIN, &LoginView { logged_in_at: before.logged_in_at, ..view })?;
        login::kept(&app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn login_user_info(app: Shared<'_>) -> Result<UserInfoView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let held = active.session.fresh(&active.party).await.map_err(|failure| active.show(failure))?;
        let info = active.party.user_info(&held).await.map_err(|failure| active.show(failure))?;
        Ok(UserInfoView::from(&info))
    })
    .await
}

/// The one way in which a national identity number leaves this program: its owner, logged in, asks to see it.
#[tauri::command]
pub(crate) async fn login_reveal(app: Shared<'_>) -> Result<RevealedNationalId, Problem> {
    let active = app.active().await?;
    let held = active.logged_in().ok_or_else(Problem::login_gone)?;
    let pid = held.facts.pid.as_ref().ok_or_else(Problem::login_gone)?;
    Ok(RevealedNationalId { national_id: pid.reveal().to_owned() })
}

#[tauri::command]
pub(crate) async fn login_end(input: EndLogin, app: Shared<'_>) -> Result<LoggedOutView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let leaving = login::leaving(&input, &app, &active)?;
        // First of all, whatever the database says.
        let held = active.session.end();
        active.access_journey.cancel();
        let forgotten = setup::forget(&app.database, &active, &[setup::LOGIN]);
        let out = match &held {
            Some(held) => Some(active.party.log_out(held, &leaving).await),
            None => None,
        };
        forgotten?;
        let problem = out.as_ref().and_then(|out| out.revoked.as_ref().err()).map(|failure| active.show(failure.explain()));
        Ok(LoggedOutView::new(app.view().await?, problem, out.as_ref()))
    })
    .await
}

#[tauri::command]
pub(crate) async fn login_trail(app: Shared<'_>) -> Result<LoginTrailView, Problem> {
    let entries = app.active().await?.http.trail().entries();
    Ok(LoginTrailView { stages: stages(&entries).into_iter().map(Into::into).collect() })
}
