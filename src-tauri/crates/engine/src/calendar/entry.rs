//! Something that ends: what it is, how long it lives, how near its end is.

use time::{Date, Duration, OffsetDateTime};

use super::norway::{norwegian_time, start_of_norwegian_day};
use crate::names::{ClientId, KeyId};

/// A registered key lives a year from the moment it was posted, whatever certificate it came from (maskinporten.md 8).
pub const KEY_LIFETIME: Duration = Duration::days(365);
/// A client secret lives 360 days at most; its owner must replace it (idporten.md 2.3).
pub const CLIENT_SECRET_LIFETIME: Duration = Duration::days(360);
/// A request for a system user is timed out when it is older than this (altinn.md 5.4).
pub const SYSTEM_USER_REQUEST_LIFETIME: Duration = Duration::days(180);

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A registered key.
    Key,
    /// An enterprise certificate.
    Certificate,
    /// A client secret.
    ClientSecret,
    /// A request for a system user.
    SystemUserRequest,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Key, Self::Certificate, Self::ClientSecret, Self::SystemUserRequest];

    /// As texts, database and programs call it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Certificate => "certificate",
            Self::ClientSecret => "client_secret",
            Self::SystemUserRequest => "system_user_request",
        }
    }

    /// The subject of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.as_str() == name)
    }
}

/// How near an end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// It has ended.
    Over,
    /// Today or tomorrow.
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

impl Urgency {
    /// As texts and programs call it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Later => "later",
        }
    }
}

/// Something that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same over restarts, and unique among calendars.
    pub id: String,
    /// What it is.
    pub what: Subject,
    /// `kid`, the certificate's name, or what the person called it.
    pub name: String,
    /// The client, of a key.
    pub client: Option<ClientId>,
    /// When its time began to run.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: OffsetDateTime,
    /// Whether the person added it, and may take it away.
    pub watched: bool,
}

impl Entry {
    /// A key that stands on a client since it was posted. Posted again it is the same entry with another end.
    #[must_use]
    pub fn key(client: &ClientId, kid: &KeyId, registered_at: OffsetDateTime) -> Self {
        Self {
            id: format!("key-{client}-{kid}"),
            what: Subject::Key,
            name: kid.to_string(),
            client: Some(client.clone()),
            starts_at: registered_at,
            ends_at: registered_at.saturating_add(KEY_LIFETIME),
            watched: false,
        }
    }

    /// A certificate, by its fingerprint.
    #[must_use]
    pub fn certificate(fingerprint: &str, name: &str, not_before: OffsetDateTime, not_after: OffsetDateTime) -> Self {
        Self {
            id: format!("certificate-{fingerprint}"),
            what: Subject::Certificate,
            name: name.to_owned(),
            client: None,
            starts_at: not_before,
            ends_at: not_after,
            watched: false,
        }
    }

    /// A request that waits for its customer's answer.
    #[must_use]
    pub fn system_user_request(id: &str, name: &str, created_at: OffsetDateTime) -> Self {
        Self {
            id: format!("request-{id}"),
            what: Subject::SystemUserRequest,
            name: name.to_owned(),
            client: None,
            starts_at: created_at,
            ends_at: created_at.saturating_add(SYSTEM_USER_REQUEST_LIFETIME),
            watched: false,
        }
    }

    /// What a person asked us to watch from a day on; none for what this program knows by itself. Nobody told the hour, so it ends as its
    /// last day begins.
    #[must_use]
    pub fn watched(id: &str, what: Subject, name: &str, starts_at: OffsetDateTime) -> Option<Self> {
        let lifetime = match what {
            Subject::ClientSecret => CLIENT_SECRET_LIFETIME,
            Subject::SystemUserRequest => SYSTEM_USER_REQUEST_LIFETIME,
            Subject::Key | Subject::Certificate => return None,
        };
        // By days, not by hours: clocks may be turned in between.
        let last_day = norwegian_time(starts_at).date().saturating_add(lifetime);
        let ends_at = start_of_norwegian_day(last_day);
        Some(Self { id: id.to_owned(), what, name: name.to_owned(), client: None, starts_at, ends_at, watched: true })
    }

    /// The day on which it ends, by Norwegian calendars.
    #[must_use]
    pub fn last_day(&self) -> Date {
        norwegian_time(self.ends_at).date()
    }

    /// Days until then by Norwegian calendars: 0 on the day itself, negative afterwards.
    #[must_use]
    pub fn days_left(&self, now: OffsetDateTime) -> i64 {
        (self.last_day() - norwegian_time(now).date()).whole_days()
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_over(&self, now: OffsetDateTime) -> bool {
        self.ends_at <= now
    }

    /// How near the end is.
    #[must_use]
    pub fn urgency(&self, now: OffsetDateTime) -> Urgency {
        match self.days_left(now) {
            _ if self.is_over(now) => Urgency::Over,
            ..=1 => Urgency::Day,
            2..=7 => Urgency::Week,
            8..=30 => Urgency::Month,
            31..=90 => Urgency::Quarter,
            _ => Urgency::Later,
        }
    }
}
