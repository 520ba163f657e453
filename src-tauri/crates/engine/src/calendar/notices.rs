//! Which reminders are due: each once, and of several that were passed at once only the nearest.

use time::OffsetDateTime;

use super::entry::Entry;

/// How many days before an end its owner is reminded (issue 4, point 6).
pub const NOTICE_DAYS: [i64; 5] = [90, 30, 14, 7, 1];

/// In the place of days: that it has ended.
pub const ENDED: i64 = 0;

/// A reminder that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice<'a> {
    /// What it is about.
    pub entry: &'a Entry,
    /// One of [`NOTICE_DAYS`], or [`ENDED`].
    pub threshold: i64,
    /// Days left now, for the text.
    pub days_left: i64,
}

impl Notice<'_> {
    /// Under what it is remembered that this was told, beside the threshold. What was renewed has another end and is told anew.
    #[must_use]
    pub fn told_as(&self) -> String {
        told_as(self.entry)
    }
}

/// The reminders that are due now and were not told yet, by what was told: [`Notice::told_as`] with its threshold.
#[must_use]
pub fn notices<'a>(entries: &'a [Entry], now: OffsetDateTime, told: &[(String, i64)]) -> Vec<Notice<'a>> {
    let due = entries.iter().filter_map(|entry| {
        let days_left = entry.days_left(now);
        let threshold = match entry.is_over(now) {
            true => ENDED,
            false => NOTICE_DAYS.into_iter().filter(|days| days_left <= *days).min()?,
        };
        Some(Notice { entry, threshold, days_left })
    });
    due.filter(|notice| {
        let name = notice.told_as();
        !told.iter().any(|(entry, threshold)| *entry == name && *threshold == notice.threshold)
    })
    .collect()
}

fn told_as(entry: &Entry) -> String {
    format!("{} {}", entry.id, entry.last_day())
}
