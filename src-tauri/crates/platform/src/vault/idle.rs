//! When a vault that nobody uses is to be locked. The timer is the shell's.

use std::time::{Duration, Instant};

/// A timer that wakes more often costs a laptop its sleep (design.md 8).
const SELDOM: Duration = Duration::from_secs(30);

/// How long nobody has done anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idle {
    after: Option<Duration>,
    last: Instant,
}

impl Idle {
    /// Locks `after` so long without a sign of the person; never with `None`.
    #[must_use]
    pub const fn new(after: Option<Duration>, now: Instant) -> Self {
        Self { after, last: now }
    }

    /// The person did something.
    pub fn touch(&mut self, now: Instant) {
        self.last = self.last.max(now);
    }

    /// The person chose another time; it counts from the last sign of them.
    pub const fn change(&mut self, after: Option<Duration>) {
        self.after = after;
    }

    /// Whether the vault is to be locked now.
    #[must_use]
    pub fn is_due(&self, now: Instant) -> bool {
        self.deadline().is_some_and(|deadline| now >= deadline)
    }

    /// How long to sleep before looking again: until the deadline, but never under 30 seconds. Nothing when nobody need look.
    ///
    /// The clock may stand still while the computer sleeps, so [`crate::sleep`] is watched beside it.
    #[must_use]
    pub fn next_look(&self, now: Instant) -> Option<Duration> {
        self.deadline().map(|deadline| deadline.saturating_duration_since(now).max(SELDOM))
    }

    /// A time beyond what a clock can show never comes.
    fn deadline(&self) -> Option<Instant> {
        self.last.checked_add(self.after?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn minutes(count: u64) -> Duration {
        Duration::from_mins(count)
    }

    #[test]
    fn deadlines() {
        let start = Instant::now();
        let mut idle = Idle::new(Some(minutes(10)), start);
        let check = |idle: &Idle, after: Duration, due: bool, look: Option<Duration>| {
            assert_eq!((idle.is_due(start + after), idle.next_look(start + after)), (due, look), "{after:?}");
        };
        check(&idle, minutes(0), false, Some(minutes(10)));
        check(&idle, minutes(4), false, Some(minutes(6)));
        check(&idle, minutes(10) - Duration::from_secs(1), false, Some(SELDOM));
        check(&idle, minutes(10), true, Some(SELDOM));
        check(&idle, minutes(600), true, Some(SELDOM));
        idle.touch(start + minutes(9));
        // An older sign that arrives late changes nothing.
        idle.touch(start + minutes(2));
        assert_eq!((idle.is_due(start + minutes(18)), idle.is_due(start + minutes(19))), (false, true));
        idle.change(Some(minutes(1)));
        assert!(idle.is_due(start + minutes(10)));
        for never in [None, Some(Duration::MAX)] {
            idle.change(never);
            assert_eq!((idle.is_due(start + minutes(9_000)), idle.next_look(start)), (false, None));
        }
    }
}
