//! When a request is asked about again (altinn.md 5.4): often at first, then seldom, then by hand.

use std::time::Duration;

use time::OffsetDateTime;

/// How long, and how often: the answer has no `Retry-After`.
const PLAN: [(Duration, Duration); 2] =
    [(Duration::from_mins(2), Duration::from_secs(5)), (Duration::from_mins(32), Duration::from_secs(30))];

/// How long to wait before it is asked again, when the watch began at `since`; none when it is for the person to ask.
#[must_use]
pub fn wait(since: OffsetDateTime, now: OffsetDateTime) -> Option<Duration> {
    // A clock that was set back begins the watch anew.
    let gone = Duration::try_from(now - since).unwrap_or_default();
    PLAN.into_iter().find(|(until, _)| gone < *until).map(|(_, pause)| pause)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn it_is_asked_often_then_seldom_then_by_hand() {
        let since = datetime!(2026-11-21 12:00 UTC);
        let check = |seconds: i64, pause: Option<u64>| {
            assert_eq!(wait(since, since + time::Duration::seconds(seconds)), pause.map(Duration::from_secs), "{seconds}");
        };
        check(-60, Some(5));
        check(0, Some(5));
        check(119, Some(5));
        check(120, Some(30));
        check(32 * 60 - 1, Some(30));
        check(32 * 60, None);
        check(180 * 24 * 3600, None);
    }
}
