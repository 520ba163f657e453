//! Renewal of a client's key, step by step.

use std::sync::Arc;

use inngang_contract::{AdvanceRenewal, BeginRenewal, ChosenClient, Nothing, Problem, RenewalView, RenewalsView, TokenProgress};
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::renewing;

#[tauri::command]
pub(crate) async fn renewal_list(app: Shared<'_>) -> Result<RenewalsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { renewing::list(&app, &*app.active().await?) }).await
}

#[tauri::command]
pub(crate) async fn renewal_begin(input: BeginRenewal, app: Shared<'_>) -> Result<RenewalView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { renewing::begin(&app, &*app.active().await?, &input) }).await
}

#[tauri::command]
pub(crate) async fn renewal_advance(
    input: AdvanceRenewal,
    progress: Channel<TokenProgress>,
    app: Shared<'_>,
) -> Result<RenewalView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { renewing::advance(&app, &*app.active().await?, &input, progress).await }).await
}

#[tauri::command]
pub(crate) async fn renewal_undo(input: ChosenClient, app: Shared<'_>) -> Result<RenewalsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        renewing::undo(&app, &active, &input.client_id).await?;
        renewing::list(&app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn renewal_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.renewal_journey.cancel();
    Ok(Nothing {})
}
