//! The calendar: shown, added to, saved.

use std::sync::Arc;

use inngang_contract::{CalendarView, Problem, SavedFileAnswer, SetNotifications, WatchDate, WatchedDate};
use inngang_platform::calendar_file::calendar_file;
use inngang_platform::texts::Texts;

use super::Shared;
use crate::calendar;
use crate::dialogs::{self, Saving};
use crate::guard::guarded;

#[tauri::command]
pub(crate) async fn calendar_open(app: Shared<'_>) -> Result<CalendarView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { calendar::view(&app.database, &*app.active().await?) }).await
}

#[tauri::command]
pub(crate) async fn calendar_watch(input: WatchDate, app: Shared<'_>) -> Result<CalendarView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        calendar::watch(&app.database, &active, &input)?;
        app.reminding.notify_one();
        calendar::view(&app.database, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn calendar_unwatch(input: WatchedDate, app: Shared<'_>) -> Result<CalendarView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        app.database.forget_watched(&active.row.id, &input.id)?;
        calendar::view(&app.database, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn calendar_notifications(input: SetNotifications, app: Shared<'_>) -> Result<CalendarView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        calendar::set_notifications(&app.database, input.on)?;
        app.reminding.notify_one();
        calendar::view(&app.database, &*app.active().await?)
    })
    .await
}

#[tauri::command]
pub(crate) async fn calendar_save(app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let (active, language) = (app.active().await?, app.settings()?.language);
        let entries = app.database.calendar(&active.row.id)?;
        let file = calendar_file(active.called(), &entries, active.ports.clock.now(), &Texts::new(language.as_str()));
        let file_name = format!("inngang-{}.ics", active.row.organisation);
        dialogs::save(language, Saving { dialog: "save_calendar", file_name: &file_name, bytes: file.as_bytes() }).await
    })
    .await
}
