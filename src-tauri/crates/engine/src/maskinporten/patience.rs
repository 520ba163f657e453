//! What passes by itself, and how long it is waited for (maskinporten.md 12).

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};

use super::MaskinportenError;

/// Between two questions whether a new key, or a new system user, is known.
const PAUSE: Duration = Duration::from_secs(5);
/// A new key is known after two minutes at most; three are sensible (maskinporten.md 0).
const LONGEST_FOR_KEY: Duration = Duration::from_secs(180);
/// A system user is known 10 to 20 s after it was approved (maskinporten.md 7.4).
const LONGEST_FOR_SYSTEM_USER: Duration = Duration::from_secs(60);
/// Interruptions seldom exceed it (maskinporten.md 12).
const LONGEST_FOR_OUTAGE: Duration = Duration::from_secs(300);
const LONGEST_BACKOFF: Duration = Duration::from_secs(16);

/// How long to wait for what is known to pass, counted from the first try. Nothing by default; every other refusal is final at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Patience {
    /// For a key that was registered a moment ago; three minutes at most.
    pub new_key: Duration,
    /// For a system user that was approved a moment ago; one minute at most.
    pub new_system_user: Duration,
    /// For the line and the service to come back, at growing intervals; five minutes at most. For where nobody sits and waits.
    pub outage: Duration,
}

/// What an attempt met that is known to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Maskinporten does not know the key yet.
    UnknownKey,
    /// Altinn does not know the system user yet.
    NoSystemUser,
    /// The line, or the service as a whole.
    Outage,
}

/// An attempt that failed and is followed by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// How many failed so far.
    pub tries: u32,
    /// What was in the way of this one.
    pub obstacle: Obstacle,
}

impl Patience {
    /// As long as is sensible for a key that was registered a moment ago.
    #[must_use]
    pub fn for_new_key() -> Self {
        Self { new_key: LONGEST_FOR_KEY, ..Self::default() }
    }

    /// As long as is sensible for a system user that was approved a moment ago.
    #[must_use]
    pub fn for_new_system_user() -> Self {
        Self { new_system_user: LONGEST_FOR_SYSTEM_USER, ..Self::default() }
    }

    /// As long as is sensible when nobody sits and waits.
    #[must_use]
    pub fn through_outages() -> Self {
        Self { outage: LONGEST_FOR_OUTAGE, ..Self::default() }
    }

    pub(super) fn pauses(self, registered_key: bool) -> Pauses {
        // 1, 2, 4, 8, 16, 16 … s, each up to twice as long by chance, so that many who lost the service do not return as one.
        let backoff = ExponentialBuilder::default().with_max_delay(LONGEST_BACKOFF).without_max_times().with_jitter().build();
        Pauses { patience: self, registered_key, backoff }
    }
}

/// The pauses of one run.
pub(super) struct Pauses {
    patience: Patience,
    registered_key: bool,
    backoff: ExponentialBackoff,
}

impl Pauses {
    /// How long to pause after this failure; none when it is final, or when the pause would outlast the patience.
    pub(super) fn after(&mut self, error: &MaskinportenError, elapsed: Duration) -> Option<(Duration, Obstacle)> {
        let Patience { new_key, new_system_user, outage } = self.patience;
        let (pause, obstacle, longest) = if error.is_unknown_key() && self.registered_key {
            (PAUSE, Obstacle::UnknownKey, new_key.min(LONGEST_FOR_KEY))
        } else if error.is_no_system_user() {
            (PAUSE, Obstacle::NoSystemUser, new_system_user.min(LONGEST_FOR_SYSTEM_USER))
        } else if error.is_outage() {
            let pause = self.backoff.next()?.max(Duration::from_secs(error.retry_after().unwrap_or_default()));
            (pause, Obstacle::Outage, outage.min(LONGEST_FOR_OUTAGE))
        } else {
            return None;
        };
        (elapsed.saturating_add(pause) <= longest).then_some((pause, obstacle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::HttpFailure;
    use crate::problem::Said;

    fn outage() -> MaskinportenError {
        HttpFailure::Unreachable { host: "h".to_owned() }.into()
    }

    #[test]
    fn an_outage_is_waited_for_at_growing_intervals_for_five_minutes() {
        let mut pauses = Patience { outage: Duration::MAX, ..Patience::default() }.pauses(true);
        let (mut elapsed, mut seen) = (Duration::ZERO, Vec::new());
        while let Some((pause, obstacle)) = pauses.after(&outage(), elapsed) {
            assert_eq!(obstacle, Obstacle::Outage);
            elapsed += pause;
            seen.push(pause);
        }
        for (pause, least) in seen.iter().zip([1, 2, 4, 8, 16, 16, 16]) {
            let least = Duration::from_secs(least);
            assert!((least..=least * 2).contains(pause), "{seen:?}");
        }
        assert!(elapsed <= LONGEST_FOR_OUTAGE && elapsed + LONGEST_BACKOFF * 2 >= LONGEST_FOR_OUTAGE, "{elapsed:?}");
    }

    #[test]
    fn the_service_says_how_long_to_wait() {
        let busy = |retry_after| MaskinportenError::Busy { retry_after, said: Said::default() };
        let elapsed = Duration::from_secs(5);
        let pause = |retry_after| Patience::through_outages().pauses(true).after(&busy(retry_after), elapsed).map(|(pause, _)| pause);
        assert_eq!(pause(Some(30)), Some(Duration::from_secs(30)));
        assert!(pause(None).is_some_and(|pause| pause <= Duration::from_secs(2)));
        for longer_than_anybody_waits in [296, 3_600, u64::MAX] {
            assert_eq!(pause(Some(longer_than_anybody_waits)), None);
        }
    }

    #[test]
    fn without_patience_everything_is_final() {
        assert_eq!(Patience::default().pauses(true).after(&outage(), Duration::ZERO), None);
        assert_eq!(Patience::through_outages().pauses(true).after(&MaskinportenError::NoScopes, Duration::ZERO), None);
    }
}
