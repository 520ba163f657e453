//! The one clock that every practice service reads, so that it can be wrong on purpose.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;
use time::macros::format_description;

use crate::faults::{Fault, Faults};

/// How far the services' clock is ahead while [`Fault::Clock5Minutes`] is on.
const FIVE_MINUTES: i64 = 300;

/// The services' idea of the time: the computer's, plus what was advanced, plus five minutes while the fault is on.
#[derive(Debug)]
pub struct Clock {
    faults: Arc<Faults>,
    advanced: AtomicI64,
}

impl Clock {
    pub(crate) fn new(faults: Arc<Faults>) -> Self {
        Self { faults, advanced: AtomicI64::new(0) }
    }

    /// Lets time pass for every practice service at once, so that a year can go by in a test.
    pub fn advance(&self, time: Duration) {
        self.advanced.fetch_add(i64::try_from(time.as_secs()).unwrap_or(i64::MAX / 2), Ordering::Relaxed);
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        let fault = if self.faults.is_on(Fault::Clock5Minutes) { FIVE_MINUTES } else { 0 };
        OffsetDateTime::now_utc().unix_timestamp() + self.advanced.load(Ordering::Relaxed) + fault
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
}
