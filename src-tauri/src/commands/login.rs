//! Journey 4: a person logs in with ID-porten in their own browser; the tokens stay in memory.

use std::sync::Arc;

use inngang_contract::{AppView, Language, LoginProgress, LoginView, Nothing, Problem, StartLogin};
use inngang_engine::login::{self, AnswerPage, AnswerPages, Order, Progress};
use inngang_engine::names::Scope;
use inngang_platform::texts::Texts;
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::setup;

#[tauri::command]
pub(crate) async fn login_start(input: StartLogin, progress: Channel<LoginProgress>, app: Shared<'_>) -> Result<LoginView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let order = order(&input, app.settings()?.language)?;
        let cancelled = active.login_journey.start();
        let tell = move |at: Progress| {
            if progress.send(at.into()).is_err() {
                tracing::warn!("the page does not listen for the login");
            }
        };
        let login = login::log_in(&order, &active.environment, &active.http, &active.ports, cancelled, tell)
            .await
            .map_err(|failure| active.show(failure))?;
        let view = LoginView::new(&login, &order.client, active.ports.clock.now());
        active.keep_login(Some(login));
        setup::keep(&app.database, &active, setup::LOGIN, &view)?;
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn login_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.login_journey.cancel();
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn login_end(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        setup::forget(&app.database, &active, &[setup::LOGIN])?;
        active.access_journey.cancel();
        if let Some(login) = active.keep_login(None) {
            login::log_out(&login, &active.environment, &active.http, &active.ports).await?;
        }
        app.view().await
    })
    .await
}

fn order(input: &StartLogin, language: Language) -> Result<Order, Problem> {
    let scopes: Result<Vec<Scope>, _> = ["profile"].into_iter().chain(input.scopes.split_whitespace()).map(str::parse).collect();
    let texts = Texts::new(language.as_str());
    let page = |name: &str| AnswerPage {
        title: texts.get(&format!("native:callback.{name}.title"), &[]),
        body: texts.get(&format!("native:callback.{name}.body"), &[]),
    };
    Ok(Order {
        client: input.client_id.parse().map_err(|_| Problem::bad_client_id())?,
        scopes: scopes.map_err(|_| Problem::bad_scopes())?,
        level: input.level.into(),
        redirect: input.redirect.into(),
        language: language.as_str(),
        answer: AnswerPages { done: page("done"), failed: page("failed") },
    })
}
