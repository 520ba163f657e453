//! What was measured at each host of an environment, and whether it still holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::Duration;

use super::ClockOffset;
use crate::ports::Clock;
use crate::reading::Reading;

/// A measurement is made anew after this.
const LIFETIME: Duration = Duration::HOUR;

/// What was measured at each of an environment's hosts. A measurement holds for as long as the clock it was made by simply goes on.
#[derive(Default)]
pub(crate) struct Measurements(BTreeMap<String, Measured>);

struct Measured {
    offset: ClockOffset,
    at: Reading,
    /// The clock that was measured, which is asked whether it has been set since.
    clock: Arc<dyn Clock>,
}

impl Measured {
    fn holds_at(&self, now: Reading) -> bool {
        now.since(self.at).is_some_and(|age| age <= LIFETIME)
    }
}

impl Measurements {
    /// Adds a measurement, made just now. Where it cannot be true beside the one before it, the clock was set in between, so the newer one holds.
    pub(crate) fn add(&mut self, host: &str, offset: ClockOffset, at: Reading, clock: &Arc<dyn Clock>) {
        let before = self.0.get(host).filter(|before| before.holds_at(at));
        let offset = before.and_then(|before| before.offset.and(offset)).unwrap_or(offset);
        self.0.insert(host.to_owned(), Measured { offset, at, clock: Arc::clone(clock) });
    }

    /// The newest one that still holds.
    pub(crate) fn newest(&self) -> Option<ClockOffset> {
        let holds = |measured: &&Measured| measured.holds_at(Reading::of(&*measured.clock));
        self.0.values().filter(holds).max_by_key(|measured| measured.at.monotonic).map(|measured| measured.offset)
    }

    /// The one of a host, while it holds.
    pub(crate) fn at(&self, host: &str) -> Option<ClockOffset> {
        let measured = self.0.get(host)?;
        measured.holds_at(Reading::of(&*measured.clock)).then_some(measured.offset)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};
    use std::time::Instant;

    use time::OffsetDateTime;

    use super::*;

    fn start() -> Reading {
        Reading { wall: OffsetDateTime::UNIX_EPOCH + Duration::days(20_000), monotonic: Instant::now() }
    }

    /// A clock that stands where it was put.
    struct Put(Mutex<OffsetDateTime>);

    impl Put {
        fn to(&self, at: OffsetDateTime) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }

    impl Clock for Put {
        fn now(&self) -> OffsetDateTime {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    fn measuring(at: Reading) -> (Measurements, Arc<Put>, Arc<dyn Clock>) {
        let put = Arc::new(Put(Mutex::new(at.wall)));
        let clock: Arc<dyn Clock> = Arc::<Put>::clone(&put);
        (Measurements::default(), put, clock)
    }

    const fn between(least: i64, most: i64) -> ClockOffset {
        ClockOffset { least: Duration::milliseconds(least), most: Duration::milliseconds(most) }
    }

    #[test]
    fn measurements_of_one_host_narrow_each_other_until_they_cannot_both_be_true() {
        let now = start();
        let (mut measurements, _, clock) = measuring(now);
        let mut check = |host: &str, after: u64, added: ClockOffset, expected: ClockOffset| {
            // Microseconds pass by the real clock; the one that was put stands still meanwhile.
            let at = Reading { wall: now.wall, monotonic: now.monotonic + std::time::Duration::from_micros(after) };
            measurements.add(host, added, at, &clock);
            assert_eq!(measurements.newest(), Some(expected), "{host} {added:?}");
        };
        check("a", 1, between(-200, 1_100), between(-200, 1_100));
        check("a", 2, between(300, 1_500), between(300, 1_100));
        // Slower, so it tells nothing new.
        check("a", 3, between(-4_000, 2_000), between(300, 1_100));
        // Another host has a clock of its own.
        check("b", 4, between(-500, 600), between(-500, 600));
        check("a", 5, between(900, 2_000), between(900, 1_100));
        // Set by two seconds, which the drift does not show: the newer one holds.
        check("a", 6, between(-1_000, 200), between(-1_000, 200));
        check("b", 7, between(400, 500), between(400, 500));
    }

    #[test]
    fn a_measurement_holds_for_an_hour_of_a_clock_that_simply_goes_on() {
        let made = start();
        let (mut measurements, clock, port) = measuring(made);
        measurements.add("a", between(0, 1_000), made, &port);
        // As many seconds later by the clock that only goes forward, and by the wall clock beyond that.
        let check = |later: u64, put: i64, expected: bool| {
            let forward = std::time::Duration::from_secs(later);
            let now = Reading { wall: made.wall + forward + Duration::seconds(put), monotonic: made.monotonic + forward };
            assert_eq!(measurements.0.values().any(|measured| measured.holds_at(now)), expected, "{later} {put}");
        };
        check(0, 0, true);
        check(60, 0, true);
        check(3_600, 0, true);
        check(3_601, 0, false);
        // Set while the program runs; or asleep for so long, where the other clock stands still; or travelling in the practice town.
        check(60, 300, false);
        check(60, -300, false);
        check(0, 365 * 86_400, false);
        assert_eq!(measurements.newest(), Some(between(0, 1_000)));
        clock.to(made.wall + Duration::minutes(5));
        assert_eq!(measurements.newest(), None, "the clock that was measured is the one that is asked");
    }

    #[test]
    fn what_was_measured_before_the_clock_was_set_narrows_nothing() {
        let now = start();
        let (mut measurements, clock, port) = measuring(now);
        measurements.add("a", between(-200, 300), now, &port);
        // By a minute and a half second: [59.7, 60.2] would fit neither, [-0.2, 0.3] both.
        let set = Reading { wall: now.wall + Duration::seconds(60), ..now };
        clock.to(set.wall);
        measurements.add("a", between(-1_000, 2_000), set, &port);
        assert_eq!(measurements.newest(), Some(between(-1_000, 2_000)));
    }
}
