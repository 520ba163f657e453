//! The one clock that every practice service reads, which a person can move and a fault can put wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;
use time::macros::format_description;

use crate::faults::{Fault, Faults};
use crate::store::Store;

/// How far the services' clock is ahead while a fault is on.
const WRONG_BY: [(Fault, i64); 2] = [(Fault::Clock5Minutes, 300), (Fault::Clock1MinuteBehind, -60)];
/// As far as anybody travels: ten years, for which the town's authorities last.
const FARTHEST: i64 = 10 * 365 * 24 * 60 * 60;

/// The services' idea of the time: the computer's, plus what somebody has advanced it, plus what a fault puts it wrong by.
///
/// What it was advanced by is kept with the town, so that a restart stays in the same year.
pub struct Clock {
    faults: Arc<Faults>,
    store: Arc<Store>,
    advanced: AtomicI64,
}

impl Clock {
    pub(crate) fn new(faults: Arc<Faults>, store: Arc<Store>) -> Self {
        let advanced = AtomicI64::new(store.read(|record| record.advanced).clamp(-FARTHEST, FARTHEST));
        Self { faults, store, advanced }
    }

    /// Lets time pass for every practice service at once, so that a year can go by in a moment.
    pub fn advance(&self, time: Duration) {
        self.put(self.advanced().saturating_add(i64::try_from(time.as_secs()).unwrap_or(i64::MAX)));
    }

    /// Makes it this moment, before or after the present: seconds since 1970.
    pub fn travel_to(&self, moment: i64) {
        self.put(moment.saturating_sub(present()));
    }

    /// Makes it the computer's time again.
    pub fn back_to_present(&self) {
        self.put(0);
    }

    /// How many seconds somebody has put it ahead of the computer's. The fault does not count.
    pub fn advanced(&self) -> i64 {
        self.advanced.load(Ordering::Relaxed)
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        let wrong: i64 = WRONG_BY.iter().filter(|(fault, _)| self.faults.is_on(*fault)).map(|(_, seconds)| seconds).sum();
        present() + self.advanced() + wrong
    }

    /// The same instant as a date.
    pub fn date(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.now()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The same instant as RFC 9110 §5.6.7 writes it in the `Date` header.
    pub(crate) fn http_date(&self) -> String {
        let form = format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
        self.date().format(&form).unwrap_or_default()
    }

    /// A disk that cannot be written to keeps nobody from travelling: only the next start is in the present then.
    fn put(&self, advanced: i64) {
        let advanced = advanced.clamp(-FARTHEST, FARTHEST);
        self.advanced.store(advanced, Ordering::Relaxed);
        if let Err(error) = self.store.change(|record| record.advanced = advanced) {
            tracing::error!(%error, "the practice clock could not be kept");
        }
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Clock").field("advanced", &self.advanced).finish_non_exhaustive()
    }
}

fn present() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}
