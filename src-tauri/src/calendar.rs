//! The profile's calendar, and what of it shall be reminded of.

use inngang_contract::{CalendarEntry, CalendarView, Problem, WatchDate};
use inngang_engine::calendar::{Subject, Urgency, start_of_norwegian_day};
use inngang_platform::database::{Database, WatchedRow};

use crate::active::Active;
use crate::typed;

const NOTIFICATIONS: &str = "notifications";
const OFF: &str = "off";

/// Everything that ends in the profile.
pub(crate) fn view(database: &Database, active: &Active) -> Result<CalendarView, Problem> {
    Ok(CalendarView::new(&database.calendar(&active.row.id)?, active.now(), notifies(database)?))
}

/// What has ended or ends within ninety days, the most urgent first.
pub(crate) fn reminders(database: &Database, active: &Active) -> Result<Vec<CalendarEntry>, Problem> {
    let now = active.now();
    let entries = database.calendar(&active.row.id)?;
    Ok(entries.iter().filter(|entry| entry.urgency(now) < Urgency::Later).map(|entry| CalendarEntry::new(entry, now)).collect())
}

/// Watches a date that only the person knows of.
pub(crate) fn watch(database: &Database, active: &Active, input: &WatchDate) -> Result<(), Problem> {
    let starts_at = start_of_norwegian_day(typed::day(&input.starts_on)?);
    let (id, what) = (uuid::Uuid::new_v4().to_string(), Subject::from(input.what).as_str().to_owned());
    Ok(database.keep_watched(&active.row.id, &WatchedRow { id, what, name: input.name.trim().to_owned(), starts_at })?)
}

/// Whether the desktop is told; it is until the person says no.
pub(crate) fn notifies(database: &Database) -> Result<bool, Problem> {
    Ok(database.setting(NOTIFICATIONS)?.is_none_or(|setting| setting != OFF))
}

/// The person says whether the desktop is told.
pub(crate) fn set_notifications(database: &Database, on: bool) -> Result<(), Problem> {
    Ok(database.keep_setting(NOTIFICATIONS, if on { "on" } else { OFF })?)
}
