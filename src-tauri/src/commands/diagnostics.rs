//! Hand-over, trail, report.

use std::sync::Arc;

use inngang_contract::{HandoverFormat, HandoverView, Problem, ReportView, SaveHandover, SavedFileAnswer, TrailView};

use super::Shared;
use crate::dialogs::{self, Saving};
use crate::guard::guarded;
use crate::{handover, report, setup};

#[tauri::command]
pub(crate) async fn handover_open(app: Shared<'_>) -> Result<HandoverView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        handover::view(&app.database, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn handover_save(input: SaveHandover, app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let language = app.settings()?.language;
        let view = handover::view(&app.database, &active)?;
        let (bytes, ending) = match input.format {
            HandoverFormat::Json => (handover::json(view)?, "json"),
            HandoverFormat::Html => (handover::sheet(&view, &active, language)?.into_bytes(), "html"),
        };
        let file_name = format!("inngang-{}.{ending}", active.row.organisation);
        dialogs::save(language, Saving { dialog: "save_handover", file_name: &file_name, bytes: &bytes }).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn trail_open(app: Shared<'_>) -> Result<TrailView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { Ok(app.active().await?.http.trail().into()) }).await
}

#[tauri::command]
pub(crate) async fn report_open(app: Shared<'_>) -> Result<ReportView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        Ok(ReportView { text: report::text(&setup::read(&app.database, &active)?, &active) })
    })
    .await
}

#[tauri::command]
pub(crate) async fn report_save(app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let text = report::text(&setup::read(&app.database, &active)?, &active);
        let saving = Saving { dialog: "save_report", file_name: "inngang-report.json", bytes: text.as_bytes() };
        dialogs::save(app.settings()?.language, saving).await
    })
    .await
}
