//! Journey 3: an order is checked, sent, and answered with a token that stays in memory.

use std::sync::Arc;
use std::time::Instant;

use inngang_contract::{CopiedView, CopyToken, DryRunView, Nothing, ObtainToken, Problem, TokenProgress, TokenView};
use inngang_engine::maskinporten::{self, Order, Patience};
use tauri::ipc::Channel;

use super::Shared;
use crate::active::Active;
use crate::app::App;
use crate::guard::guarded;
use crate::{clipboard, credentials, dry_run, setup, typed};

#[tauri::command]
pub(crate) async fn maskinporten_dry_run(input: ObtainToken, app: Shared<'_>) -> Result<DryRunView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let order = order(&input, &app, &active)?;
        dry_run::run(&order, &app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn maskinporten_obtain(
    input: ObtainToken,
    progress: Channel<TokenProgress>,
    app: Shared<'_>,
) -> Result<TokenView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let order = order(&input, &app, &active)?;
        let cancelled = active.token_journey.start();
        let token = tokio::select! {
            () = cancelled.cancelled() => return Err(Problem::cancelled()),
            token = obtain(&order, &input, &active, progress) => token.map_err(|failure| active.show(failure))?,
        };
        let view = TokenView::new(&token, input.sign_with, order.client.as_str());
        let id = active.session.keep(token.secret, token.expires_at);
        let view = TokenView { token: Some(id), ..view };
        setup::keep(&app.database, &active, setup::MASKINPORTEN, &view)?;
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn maskinporten_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.token_journey.cancel();
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn token_copy(input: CopyToken, app: Shared<'_>) -> Result<CopiedView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let token = active.session.lend(&input.token, active.ports.clock.now()).ok_or_else(Problem::token_gone)?;
        clipboard::copy(&token)
    })
    .await
}

async fn obtain(
    order: &Order,
    input: &ObtainToken,
    active: &Active,
    progress: Channel<TokenProgress>,
) -> Result<maskinporten::Token, maskinporten::MaskinportenError> {
    let (environment, http, ports) = (&active.environment, &active.http, &active.ports);
    if !input.wait_for_key {
        return maskinporten::obtain(order, environment, http, ports).await;
    }
    let started = Instant::now();
    let tell = move |maskinporten::Attempt { tries, .. }| {
        let seconds = u32::try_from(started.elapsed().as_secs()).unwrap_or(u32::MAX);
        if progress.send(TokenProgress { tries, seconds }).is_err() {
            tracing::warn!("the page does not listen for the wait");
        }
    };
    maskinporten::obtain_patiently(order, environment, http, ports, Patience::for_new_key(), tell).await
}

fn order(input: &ObtainToken, app: &App, active: &Active) -> Result<Order, Problem> {
    let (client, scopes) = (typed::client(&input.client_id)?, typed::scopes(&input.scopes)?);
    let credential = credentials::of(app, active, &client, input.sign_with)?;
    Ok(Order::new(client, scopes, credential))
}
