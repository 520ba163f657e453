//! How far this computer's clock is from the services', measured by the `Date` of their answers (maskinporten.md 3.3).

mod measurements;

use time::{Duration, OffsetDateTime};

pub(crate) use self::measurements::Measurements;
use crate::reading::Reading;

/// A service refuses what is so many seconds from its own clock, so a person is told from here on.
pub const TOLERANCE: i64 = 10;
/// Below this the measurement is as wrong as the clock: `Date` has whole seconds.
const WORTH_CORRECTING: i64 = 2;
/// An answer that was on its way for so long that its `Date` is this vague may not call a right clock wrong.
const VAGUEST: Duration = Duration::seconds(5);
/// No server's certificate lasts longer (CA/Browser Forum, Baseline Requirements 6.3.2). Ours has just found one valid, so our clock is no
/// further off: what says so is wrong itself, and may not make keys and certificates seem expired.
const FARTHEST: Duration = Duration::days(398);

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
    /// None when our clock was set in between, when so much lies between that it tells nothing, or when it cannot be true.
    #[must_use]
    pub fn measured(date: OffsetDateTime, sent: Reading, received: Reading) -> Option<Self> {
        received.since(sent)?;
        let offset = Self { least: date - received.wall, most: (date - sent.wall) + Duration::SECOND };
        (offset.most - offset.least <= VAGUEST * 2 && offset.least.abs() <= FARTHEST).then_some(offset)
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
    Now { ours, offset }.services()
}

/// What time it is by our clock, and how far that is from the services'. From a moment alone: as far as is known, not at all.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    ours: OffsetDateTime,
    offset: Option<i64>,
}

impl Now {
    pub(crate) const fn new(ours: OffsetDateTime, offset: Option<i64>) -> Self {
        Self { ours, offset }
    }

    /// The services' time: what is held against their moments, or sent to them, counts by this.
    #[must_use]
    pub fn services(self) -> OffsetDateTime {
        self.ours.saturating_add(self.correction())
    }

    /// What our clock shows when the services' shows `theirs`.
    #[must_use]
    pub fn ours_at(self, theirs: OffsetDateTime) -> OffsetDateTime {
        theirs.saturating_sub(self.correction())
    }

    /// How many seconds our clock is off, when a person shall be told.
    #[must_use]
    pub fn off_by(self) -> Option<i64> {
        self.offset.filter(|seconds| is_off(*seconds))
    }

    fn correction(self) -> Duration {
        Duration::seconds(self.offset.filter(|seconds| seconds.abs() > WORTH_CORRECTING).unwrap_or_default())
    }
}

impl From<OffsetDateTime> for Now {
    fn from(ours: OffsetDateTime) -> Self {
        Self::new(ours, None)
    }
}

#[cfg(test)]
mod tests {
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
    fn a_date_that_cannot_be_true_measures_nothing() {
        let sent = start();
        for date in [OffsetDateTime::UNIX_EPOCH, time::macros::datetime!(9999-12-31 23:59:59 UTC)] {
            assert_eq!(ClockOffset::measured(date, sent, sent), None, "{date}");
        }
        let year = 365 * 86_400;
        assert!([year, -year].iter().all(|date| measured(*date, 0, 0).is_some_and(ClockOffset::is_off)));
    }

    #[test]
    fn the_services_time_is_ours_put_right_where_it_is_worth_it() {
        let check = |offset: Option<i64>, expected: i64| {
            let now = Now::new(wall(0), offset);
            assert_eq!((now.services(), services_time(wall(0), offset)), (wall(expected * 1_000), wall(expected * 1_000)), "{offset:?}");
            assert_eq!(now.ours_at(now.services()), wall(0), "{offset:?}");
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
}
