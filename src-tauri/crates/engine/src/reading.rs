//! A moment read off both of this computer's clocks: the wall clock, which can be set, beside the one that only goes forward.

use std::time::Instant;

use time::{Duration, OffsetDateTime};

use crate::ports::Clock;

/// So far apart may the two go before one of them was set or slept: a clock that is slewed to the right time drifts a little.
const DRIFT: Duration = Duration::SECOND;

/// Both clocks at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Time of day, UTC; as wrong as the computer is.
    pub wall: OffsetDateTime,
    /// Cannot be set. On some systems it stands still while the computer sleeps.
    pub monotonic: Instant,
}

impl Reading {
    /// Reads both.
    #[must_use]
    pub fn of(clock: &dyn Clock) -> Self {
        Self { wall: clock.now(), monotonic: Instant::now() }
    }

    /// How long ago `earlier` was, unless the wall clock was set, or the computer slept, in between.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Duration> {
        let by_wall = self.wall - earlier.wall;
        let forward = Duration::try_from(self.monotonic.checked_duration_since(earlier.monotonic)?).ok()?;
        ((by_wall - forward).abs() <= DRIFT).then_some(forward)
    }

    /// How long ago `earlier` was by the clock that says most: one that was set back or slept says less.
    #[must_use]
    pub fn longest_since(self, earlier: Self) -> Duration {
        let forward = self.monotonic.saturating_duration_since(earlier.monotonic);
        (self.wall - earlier.wall).max(Duration::try_from(forward).unwrap_or(Duration::MAX))
    }
}

/// When something is over: as soon as either clock says so. A wall clock that is set back makes nothing live longer, nor does a sleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// By the wall clock.
    pub wall: OffsetDateTime,
    /// By the other; none when it is further off than that clock counts.
    pub monotonic: Option<Instant>,
}

impl Deadline {
    /// So long after a moment.
    #[must_use]
    pub fn after(lifetime: Duration, from: Reading) -> Self {
        let forward = std::time::Duration::try_from(lifetime.max(Duration::ZERO)).ok();
        Self { wall: from.wall.saturating_add(lifetime), monotonic: forward.and_then(|forward| from.monotonic.checked_add(forward)) }
    }

    /// When the wall clock, as it stands now, says so.
    #[must_use]
    pub fn at(wall: OffsetDateTime, now: Reading) -> Self {
        Self { wall, ..Self::after(wall - now.wall, now) }
    }

    /// Whether either clock has come so far.
    #[must_use]
    pub fn is_over(&self, now: Reading) -> bool {
        self.wall <= now.wall || self.monotonic.is_some_and(|monotonic| monotonic <= now.monotonic)
    }

    /// The same, so much earlier: for renewing in time.
    #[must_use]
    pub fn earlier_by(&self, margin: std::time::Duration) -> Self {
        // Before the computer was started: over already, by the wall clock too.
        Self {
            wall: self.wall.saturating_sub(Duration::try_from(margin).unwrap_or(Duration::MAX)),
            monotonic: self.monotonic.and_then(|at| at.checked_sub(margin)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many seconds by the wall clock and by the other.
    fn later(from: Reading, wall: i64, monotonic: u64) -> Reading {
        Reading { wall: from.wall + Duration::seconds(wall), monotonic: from.monotonic + std::time::Duration::from_secs(monotonic) }
    }

    fn start() -> Reading {
        Reading { wall: OffsetDateTime::UNIX_EPOCH, monotonic: Instant::now() }
    }

    #[test]
    fn a_clock_that_was_set_and_a_sleep_are_seen() {
        let start = start();
        let check = |wall: i64, monotonic: u64, expected: Option<i64>| {
            let since = later(start, wall, monotonic).since(start);
            assert_eq!(since.map(Duration::whole_seconds), expected, "{wall} {monotonic}");
        };
        check(0, 0, Some(0));
        check(60, 60, Some(60));
        check(61, 60, Some(60));
        check(59, 60, Some(60));
        // Set forward, or asleep where the other stands still meanwhile.
        check(62, 60, None);
        check(3_660, 60, None);
        // Set back.
        check(-3_540, 60, None);
        check(58, 60, None);
        assert_eq!(start.since(later(start, 0, 1)), None, "the later one is asked about the earlier");
    }

    #[test]
    fn the_longest_time_is_that_of_the_clock_that_went_on() {
        let start = start();
        let check = |wall: i64, monotonic: u64, expected: i64| {
            assert_eq!(later(start, wall, monotonic).longest_since(start).whole_seconds(), expected, "{wall} {monotonic}");
        };
        check(60, 60, 60);
        check(3_660, 60, 3_660);
        check(-3_540, 60, 60);
    }

    #[test]
    fn it_is_over_when_either_clock_says_so() {
        let start = start();
        let deadline = Deadline::after(Duration::seconds(100), start);
        assert_eq!(deadline, Deadline::at(start.wall + Duration::seconds(100), start));
        let check = |deadline: Deadline, wall: i64, monotonic: u64, expected: bool| {
            assert_eq!(deadline.is_over(later(start, wall, monotonic)), expected, "{wall} {monotonic}");
        };
        check(deadline, 0, 0, false);
        check(deadline, 99, 99, false);
        check(deadline, 100, 100, true);
        // Set back by an hour, the clock may not let it live on.
        check(deadline, -3_501, 99, false);
        check(deadline, -3_500, 100, true);
        // Asleep for an hour, by a clock that stands still meanwhile.
        check(deadline, 3_650, 50, true);
        check(deadline.earlier_by(std::time::Duration::from_secs(10)), 89, 89, false);
        check(deadline.earlier_by(std::time::Duration::from_secs(10)), -1, 90, true);
        // Over from the start, and never over.
        check(Deadline::after(Duration::seconds(-5), start), 0, 0, true);
        check(Deadline::after(Duration::MAX, start), 1_000_000, 1_000_000, false);
    }
}
