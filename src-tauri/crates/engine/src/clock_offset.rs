//! How far this computer's clock is from the services', measured by the `Date` of their answers (maskinporten.md 3.3).

use std::collections::BTreeMap;
use std::sync::Arc;

use time::{Duration, OffsetDateTime};

use crate::ports::Clock;
use crate::reading::Reading;

/// A service refuses what is so many seconds from its own clock, so a person is told from here on.
pub const TOLERANCE: i64 = 10;
/// Below this the measurement is as wrong as the clock: `Date` has whole seconds.
const WORTH_CORRECTING: i64 = 2;
/// An answer that was on its way for so long that its `Date` is this vague may not call a right clock wrong.
const VAGUEST: Duration = Duration::seconds(5);
/// A measurement is made anew after this.
const LIFETIME: Duration = Duration::HOUR;

/// The services' clock minus ours: somewhere from `least` to `most`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockOffset {
    least: Duration,
    most: Duration,
}

impl ClockOffset {
    /// By a `Date`, and by our clock just before sending and when the headers had come. `Date` is cut to the second, so the service's
    /// clock showed less than a second more, some time in between.
    ///
    /// None when our clock was set in between, or when so much lies between that it tells nothing.
    #[must_use]
    pub fn measured(date: OffsetDateTime, sent: Reading, received: Reading) -> Option<Self> {
        received.since(sent)?;
        let offset = Self { least: date - received.wall, most: (date - sent.wall) + Duration::SECOND };
        (offset.most - offset.least <= VAGUEST * 2).then_some(offset)
    }

    /// The middle, in whole seconds; positive when our clock is behind.
    #[must_use]
    pub fn seconds(self) -> i64 {
        let middle: Duration = self.least + (self.most - self.least) / 2;
        let half = Duration::milliseconds(if middle.is_negative() { -500 } else { 500 });
        (middle + half).whole_seconds()
    }

    /// How far from [`Self::seconds`] it can be, in whole seconds.
    #[must_use]
    pub fn uncertainty(self) -> i64 {
        let middle = Duration::seconds(self.seconds());
        let farthest = (middle - self.least).max(self.most - middle);
        farthest.whole_seconds() + i64::from(farthest.subsec_nanoseconds() > 0)
    }

    /// Whether a person shall be told that the clock is wrong.
    #[must_use]
    pub fn is_off(self) -> bool {
        is_off(self.seconds())
    }

    /// What both say, when they can both be right.
    fn and(self, other: Self) -> Option<Self> {
        let both = Self { least: self.least.max(other.least), most: self.most.min(other.most) };
        (both.least <= both.most).then_some(both)
    }
}

/// Whether a person shall be told of a clock that is so many seconds off.
#[must_use]
pub const fn is_off(seconds: i64) -> bool {
    seconds.abs() >= TOLERANCE
}

/// The services' time now: ours, put right by the offset where that is worth it (maskinporten.md 3.3).
#[must_use]
pub fn services_time(ours: OffsetDateTime, offset: Option<i64>) -> OffsetDateTime {
    let worth = offset.filter(|seconds| seconds.abs() > WORTH_CORRECTING);
    ours.saturating_add(Duration::seconds(worth.unwrap_or_default()))
}

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

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::PoisonError;
    use std::time::Instant;

    use super::*;

    /// Half past four in the computer's own opinion.
    const STARTED: i64 = 1_793_000_000;

    fn start() -> Reading {
        Reading { wall: wall(0), monotonic: Instant::now() }
    }

    fn wall(milliseconds: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(STARTED) + Duration::milliseconds(milliseconds)
    }

    fn later(from: Reading, milliseconds: u64) -> Reading {
        let step = std::time::Duration::from_millis(milliseconds);
        Reading { wall: from.wall + step, monotonic: from.monotonic + step }
    }

    /// A `Date` so many seconds from our clock, from an exchange that began so many milliseconds after a whole second.
    fn measured(date: i64, began: u64, took: u64) -> Option<ClockOffset> {
        let sent = later(start(), began);
        ClockOffset::measured(wall(date * 1_000), sent, later(sent, took))
    }

    #[test]
    fn an_offset_is_a_middle_with_its_uncertainty() {
        let check = |date: i64, began: u64, took: u64, expected: Option<(i64, i64)>| {
            let offset = measured(date, began, took).map(|offset| (offset.seconds(), offset.uncertainty()));
            assert_eq!(offset, expected, "{date} {began} {took}");
        };
        // [0, 1), whose middle is half a second, which is rounded away from nought.
        check(0, 0, 0, Some((1, 1)));
        check(-1, 0, 0, Some((-1, 1)));
        check(0, 500, 0, Some((0, 1)));
        // The whole way of the exchange is doubt: [-0.9, 0.6].
        check(0, 400, 500, Some((0, 1)));
        check(300, 0, 1_000, Some((300, 1)));
        check(-300, 250, 2_000, Some((-301, 2)));
        check(11, 999, 1, Some((11, 1)));
        check(-3_600, 0, 4_000, Some((-3_602, 3)));
        // Nine seconds under way: five to either side. A little more tells nothing.
        check(0, 0, 9_000, Some((-4, 5)));
        check(300, 0, 9_001, None);
        check(0, 0, 600_000, None);
    }

    /// Ours is set forward by an hour while the answer is on its way.
    #[test]
    fn a_clock_that_is_set_during_the_exchange_measures_nothing() {
        let sent = start();
        for set in [3_600, -3_600, 2, -2] {
            let received = Reading { wall: later(sent, 200).wall + Duration::seconds(set), ..later(sent, 200) };
            assert_eq!(ClockOffset::measured(wall(0), sent, received), None, "{set}");
        }
    }

    #[test]
    fn a_date_at_the_end_of_time_is_no_trouble() {
        let sent = start();
        for date in [OffsetDateTime::UNIX_EPOCH, time::macros::datetime!(9999-12-31 23:59:59 UTC)] {
            assert!(ClockOffset::measured(date, sent, sent).is_some_and(ClockOffset::is_off), "{date}");
        }
    }

    #[test]
    fn the_services_time_is_ours_put_right_where_it_is_worth_it() {
        let check = |offset: Option<i64>, expected: i64| {
            assert_eq!(services_time(wall(0), offset), wall(expected * 1_000), "{offset:?}");
        };
        check(None, 0);
        check(Some(2), 0);
        check(Some(-2), 0);
        check(Some(3), 3);
        check(Some(-300), -300);
    }

    #[test]
    fn a_person_is_told_from_the_services_own_tolerance_on() {
        for (seconds, expected) in [(0, false), (9, false), (-9, false), (10, true), (-10, true), (i64::MIN + 1, true)] {
            assert_eq!(is_off(seconds), expected, "{seconds}");
        }
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
        let check = |made: u64, put: i64, expected: bool| {
            let now = start();
            // Made so many seconds ago, by both clocks.
            let ago = std::time::Duration::from_secs(made);
            let Some(monotonic) = now.monotonic.checked_sub(ago) else { return };
            let at = Reading { wall: now.wall - ago, monotonic };
            let (mut measurements, clock, port) = measuring(now);
            measurements.add("a", between(0, 1_000), at, &port);
            clock.to(now.wall + Duration::seconds(put));
            assert_eq!(measurements.newest().is_some(), expected, "{made} {put}");
        };
        check(0, 0, true);
        check(60, 0, true);
        // Set while the program runs; or asleep for so long, where the other clock stands still; or travelling in the practice town.
        check(60, 300, false);
        check(60, -300, false);
        check(0, 365 * 86_400, false);
        check(3_500, 0, true);
        check(3_700, 0, false);
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
