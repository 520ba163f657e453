//! How this computer's clock stands to the services' (maskinporten.md 3.3).

use super::codes::{CLOCK, CLOCK_OFF, CLOCK_UNKNOWN};
use super::{Check, DryRunSubject};

/// A wrong clock is corrected in the grant, so it is a note: other programs on this computer will fail.
pub(super) fn check(subject: &DryRunSubject<'_>) -> Check {
    let Some(clock) = subject.clock else { return Check::note(&CLOCK_UNKNOWN) };
    let check = if clock.is_off() { Check::note(&CLOCK_OFF) } else { Check::good(&CLOCK) };
    check.with("seconds", clock.seconds().abs()).with("uncertainty", clock.uncertainty())
}
