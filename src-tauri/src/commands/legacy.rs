//! Altinn 2: log in, read, climb, look through an old set-up.

use std::sync::Arc;

use inngang_contract::{
    DetectLegacy, LegacyCall, LegacyDetectionView, LegacyLadderView, LegacyListingView, LegacyLogIn, LegacyView, Nothing, Problem, RungView,
};
use inngang_engine::access::Rung;
use inngang_engine::legacy::{self, LegacyError};
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::legacy as old;

#[tauri::command]
pub(crate) async fn legacy_open(app: Shared<'_>) -> Result<LegacyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { old::view(&app, &*app.active().await?).await }).await
}

#[tauri::command]
pub(crate) async fn legacy_log_in(input: LegacyLogIn, app: Shared<'_>) -> Result<LegacyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        old::log_in(input, &app, &active).await?;
        old::view(&app, &active).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn legacy_log_out(app: Shared<'_>) -> Result<LegacyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        active.old_session.forget();
        old::view(&app, &active).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn legacy_call(input: LegacyCall, app: Shared<'_>) -> Result<LegacyListingView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let call: legacy::Call = input.try_into()?;
        let host = old::host(&active)?;
        let read = legacy::call(&call, active.old_session.held().as_ref(), &host, &active.ports).await;
        Ok(LegacyListingView::new(call.resource.name, read.map_err(|failure| active.show(failure))?))
    })
    .await
}

#[tauri::command]
pub(crate) async fn legacy_check(_input: Nothing, progress: Channel<RungView>, app: Shared<'_>) -> Result<LegacyLadderView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let tell = move |rung: &Rung| {
            if progress.send(rung.into()).is_err() {
                tracing::warn!("the page does not listen for the rungs");
            }
        };
        let session = active.old_session.held();
        let rungs = legacy::check(session.as_ref().ok_or_else(LegacyError::nobody), None, &old::host(&active)?, &active.ports, tell).await;
        Ok(LegacyLadderView { rungs: rungs.iter().map(Into::into).collect() })
    })
    .await
}

#[tauri::command]
pub(crate) async fn legacy_detect(input: DetectLegacy) -> Result<LegacyDetectionView, Problem> {
    // EXPOSE: looked through and forgotten; what is told of it is our table's.
    guarded(async move { Ok(legacy::detect(input.text.expose()).into()) }).await
}
