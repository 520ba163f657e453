//! The computer's clock, as it is or put ahead.

use inngang_engine::ports::Clock;
use time::{Duration, OffsetDateTime};

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// The computer's clock and as many seconds as somebody has put it ahead: in practice a person travels in time, and the program with them.
#[derive(Debug, Clone, Copy)]
pub struct OffsetClock<F>(pub F);

impl<F: Fn() -> i64 + Send + Sync> Clock for OffsetClock<F> {
    fn now(&self) -> OffsetDateTime {
        let now = SystemClock.now();
        now.checked_add(Duration::seconds((self.0)())).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_counts_from_now() {
        let check = |ahead: i64, expected: Duration| {
            let between = OffsetClock(|| ahead).now() - SystemClock.now();
            assert!((between - expected).abs() < Duration::MINUTE, "{ahead}: {between}");
        };
        check(0, Duration::ZERO);
        check(365 * 86_400, Duration::days(365));
        check(-86_400, Duration::days(-1));
        // Beyond every calendar it is the present.
        check(i64::MAX, Duration::ZERO);
    }
}
