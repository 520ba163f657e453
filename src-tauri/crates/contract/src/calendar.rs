//! The calendar on the page: what ends when, and what to do about it.

use inngang_engine::calendar::{self, Entry, Subject};
use inngang_engine::names::ClientId;
use inngang_engine::problem::Action;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ts_rs::TS;

use crate::{ActionView, moment};

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

impl From<Subject> for CalendarSubject {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Key => Self::Key,
            Subject::Certificate => Self::Certificate,
            Subject::ClientSecret => Self::ClientSecret,
            Subject::SystemUserRequest => Self::SystemUserRequest,
        }
    }
}

impl From<CalendarSubject> for Subject {
    fn from(subject: CalendarSubject) -> Self {
        match subject {
            CalendarSubject::Key => Self::Key,
            CalendarSubject::Certificate => Self::Certificate,
            CalendarSubject::ClientSecret => Self::ClientSecret,
            CalendarSubject::SystemUserRequest => Self::SystemUserRequest,
        }
    }
}

impl From<calendar::Urgency> for Urgency {
    fn from(urgency: calendar::Urgency) -> Self {
        match urgency {
            calendar::Urgency::Over => Self::Over,
            calendar::Urgency::Day => Self::Day,
            calendar::Urgency::Week => Self::Week,
            calendar::Urgency::Month => Self::Month,
            calendar::Urgency::Quarter => Self::Quarter,
            calendar::Urgency::Later => Self::Later,
        }
    }
}

impl CalendarEntry {
    /// An entry as it stands now.
    #[must_use]
    pub fn new(entry: &Entry, now: OffsetDateTime) -> Self {
        let action = match entry.what {
            Subject::Key => Some(Action::RenewKey),
            Subject::Certificate => Some(Action::OrderCertificate),
            Subject::ClientSecret => Some(Action::OpenPortal),
            Subject::SystemUserRequest => None,
        };
        let days_left = entry.days_left(now);
        Self {
            id: entry.id.clone(),
            what: entry.what.into(),
            name: entry.name.clone(),
            client_id: entry.client.as_ref().map(ClientId::to_string),
            starts_at: moment(entry.starts_at),
            expires_at: moment(entry.ends_at),
            days_left: i32::try_from(days_left).unwrap_or(if days_left < 0 { i32::MIN } else { i32::MAX }),
            urgency: entry.urgency(now).into(),
            action: action.map(ActionView::from),
            watched: entry.watched,
        }
    }
}

impl CalendarView {
    /// All entries as they stand now.
    #[must_use]
    pub fn new(entries: &[Entry], now: OffsetDateTime, notifications: bool) -> Self {
        Self { now: moment(now), entries: entries.iter().map(|entry| CalendarEntry::new(entry, now)).collect(), notifications }
    }
}
