//! The calendar on the page: what ends when, and what to do about it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ActionView;

/// What ends. Text key `calendar:what.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalendarSubject {
    /// A registered key: a year from upload (maskinporten.md 8).
    Key,
    /// An enterprise certificate.
    Certificate,
    /// A client secret: 360 days (idporten.md 2.3).
    ClientSecret,
    /// A system-user request: timed out after 180 days (altinn.md 5).
    SystemUserRequest,
}

/// How near the end is. Text key `calendar:urgency.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It has ended.
    Over,
    /// Within a day.
    Day,
    /// Within seven days.
    Week,
    /// Within thirty days.
    Month,
    /// Within ninety days.
    Quarter,
    /// Later.
    Later,
}

/// Something that ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarEntry {
    /// Stable over restarts.
    pub id: String,
    /// What.
    pub what: CalendarSubject,
    /// kid, the certificate's name, or what the person called it.
    pub name: String,
    /// The client, for a key.
    pub client_id: Option<String>,
    /// RFC 3339.
    pub starts_at: String,
    /// RFC 3339.
    pub expires_at: String,
    /// Whole days until then in the reader's own zone; negative when it is over.
    pub days_left: i32,
    /// How near.
    pub urgency: Urgency,
    /// What to do about it.
    pub action: Option<ActionView>,
    /// Whether the person added it, and may take it away.
    pub watched: bool,
}

/// The calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarView {
    /// RFC 3339; practice may be in another year.
    pub now: String,
    /// What ends first, first.
    pub entries: Vec<CalendarEntry>,
    /// Whether the desktop is told of what ends.
    pub notifications: bool,
}

/// Watches a date that this program cannot know of.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WatchDate {
    /// `client_secret` or `system_user_request`.
    pub what: CalendarSubject,
    /// What the person calls it.
    pub name: String,
    /// The day it was made or sent, `YYYY-MM-DD`.
    pub starts_on: String,
}

/// Names an entry that the person added.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WatchedDate {
    /// Its id.
    pub id: String,
}

/// Whether the desktop is told of what ends.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SetNotifications {
    /// Whether it is.
    pub on: bool,
}
