//! Reminders on the desktop of what ends: each once, in the morning. They name what ends and where, and nothing secret.

use std::sync::Arc;
use std::time::Duration;

use inngang_contract::Problem;
use inngang_engine::calendar::{ENDED, Notice, norwegian_time, notices};
use inngang_engine::names::ClientId;
use inngang_platform::database::ProfileRow;
use inngang_platform::texts::Texts;
use tauri::{AppHandle, Runtime};
use tauri_plugin_notification::NotificationExt as _;
use time::{OffsetDateTime, Time};

use crate::app::App;
use crate::{calendar, environments};

/// When people are at work.
const MORNING: Time = match Time::from_hms(9, 0, 0) {
    Ok(morning) => morning,
    Err(_) => Time::MIDNIGHT,
};
/// More than these at once nobody reads; the others come at the next look.
const AT_ONCE: usize = 3;
/// A computer that slept wakes in the middle of a wait, which is therefore short.
const LONGEST: Duration = Duration::from_hours(6);
const SHORTEST: Duration = Duration::from_secs(30);

/// What a notification says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) title: String,
    pub(crate) body: String,
}

/// Looks at the start, in the mornings, and when something changed.
pub(crate) async fn remind<R: Runtime>(handle: AppHandle<R>, app: Arc<App>) {
    loop {
        match due(&app).await {
            Ok(words) => words.iter().for_each(|words| show(&handle, words)),
            Err(problem) => tracing::warn!(code = problem.code, "nothing could be reminded of"),
        }
        let wait = until_morning(OffsetDateTime::now_utc());
        let _woken = tokio::time::timeout(wait, app.reminding.notified()).await;
    }
}

fn show<R: Runtime>(handle: &AppHandle<R>, words: &Words) {
    if let Err(failure) = handle.notification().builder().title(&words.title).body(&words.body).show() {
        tracing::warn!(%failure, "a reminder was not shown");
    }
}

/// What shall be told now, over all profiles; it counts as told.
pub(crate) async fn due(app: &App) -> Result<Vec<Words>, Problem> {
    let mut told = Vec::new();
    if !calendar::notifies(&app.database)? {
        return Ok(told);
    }
    let texts = Texts::new(app.settings()?.language.as_str());
    for row in app.database.profiles()? {
        // A town that does not start has no year to be in.
        let Ok(clock) = app.clock(&row.environment).await else { continue };
        let active = app.held().as_ref().filter(|active| active.row.id == row.id).map(Arc::clone);
        let (entries, now) = (app.database.calendar(&row.id)?, active.map_or_else(|| clock.now(), |active| active.now()));
        for notice in notices(&entries, now, &app.database.told(&row.id, now)?) {
            if told.len() < AT_ONCE && app.database.note_told(&row.id, &notice.told_as(), notice.threshold, now)? {
                told.push(words(&notice, &row, &texts));
            }
        }
    }
    Ok(told)
}

fn words(notice: &Notice<'_>, row: &ProfileRow, texts: &Texts) -> Words {
    let entry = notice.entry;
    let when = match notice.days_left {
        _ if notice.threshold == ENDED => "over",
        ..=0 => "today",
        1 => "tomorrow",
        _ => "days",
    };
    let environment = texts.get(&format!("native:sheet.environment_{}", environments::name(row)), &[]);
    let organisation = if row.organisation_name.is_empty() { row.organisation.as_str() } else { &row.organisation_name };
    let days = notice.days_left.to_string();
    let of_entry = [("name", entry.name.as_str()), ("client", entry.client.as_ref().map_or("", ClientId::as_str))];
    Words {
        title: texts.get(&format!("native:calendar.{}", entry.what.as_str()), &of_entry),
        body: texts.get(
            &format!("native:notice.{when}"),
            &[("days", days.as_str()), ("organisation", organisation), ("environment", environment.as_str())],
        ),
    }
}

/// How long to wait: until the next morning in Norway, but never for long.
fn until_morning(now: OffsetDateTime) -> Duration {
    let here = norwegian_time(now);
    let today = here.replace_time(MORNING);
    let next = if today > here { today } else { today.saturating_add(time::Duration::DAY) };
    Duration::try_from(next - here).unwrap_or(SHORTEST).clamp(SHORTEST, LONGEST)
}

/// Begins once the window is there; registered after it, the plugin leaves nothing in the page.
pub(crate) fn start<R: Runtime>(handle: &AppHandle<R>, app: &Arc<App>) {
    match handle.plugin(tauri_plugin_notification::init()) {
        Ok(()) => drop(tauri::async_runtime::spawn(remind(handle.clone(), Arc::clone(app)))),
        Err(failure) => tracing::warn!(%failure, "the desktop is told of nothing"),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn mornings_are_norwegian() {
        let check = |now: OffsetDateTime, expected: Duration| assert_eq!(until_morning(now), expected, "{now}");
        check(datetime!(2026-01-15 7:00 UTC), Duration::from_hours(1));
        check(datetime!(2026-07-15 6:00 UTC), Duration::from_hours(1));
        check(datetime!(2026-01-15 8:00 UTC), LONGEST);
        check(datetime!(2026-01-15 7:59:59 UTC), SHORTEST);
        check(datetime!(2026-01-15 20:00 UTC), LONGEST);
    }
}
