//! What happened, step by step: typed facts in a bounded ring. Never a body, a header, a token or a national id.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::OffsetDateTime;

use crate::clock_offset::{ClockOffset, Measurements, Now};
use crate::ports::{Clock, Ports};
use crate::problem::Explain;
use crate::reading::Reading;

/// How many entries are kept; older ones fall off.
pub const CAPACITY: usize = 1_000;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was over, UTC, by this computer's clock.
    pub at: OffsetDateTime,
    /// What it was.
    pub event: Event,
}

/// The kinds of things that happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A named step of a journey: `maskinporten.grant`, `login.callback`.
    Step {
        /// `noun.step`.
        name: &'static str,
        /// The code it failed with; `None` when it went well.
        code: Option<&'static str>,
    },
    /// One HTTP exchange.
    Exchange {
        /// `GET`, `POST`, `PUT`, `DELETE`.
        method: &'static str,
        /// Host and port.
        host: String,
        /// Path template without values, as in `/exchange/{provider}`.
        path: &'static str,
        /// Status, or `None` when nothing came back.
        status: Option<u16>,
        /// From sending to the last byte.
        milliseconds: u64,
        /// Server's clock minus ours, in whole seconds, when its `Date` told.
        clock_offset: Option<i64>,
    },
}

/// The ring, beside what was learned of the clock. Clones share it.
#[derive(Clone, Default)]
pub struct Trail(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    ring: VecDeque<Entry>,
    clock: Measurements,
}

impl std::fmt::Debug for Trail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Trail").field(&self.kept().ring).finish()
    }
}

impl Trail {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an entry, dropping the oldest when full.
    pub fn note(&self, at: OffsetDateTime, event: Event) {
        let ring = &mut self.kept().ring;
        if ring.len() == CAPACITY {
            ring.pop_front();
        }
        ring.push_back(Entry { at, event });
    }

    /// Notes how a named step of a journey went, and hands its result on.
    ///
    /// # Errors
    /// The error of `result`.
    pub fn step<T, E: Explain>(&self, ports: &Ports, name: &'static str, result: Result<T, E>) -> Result<T, E> {
        let code = result.as_ref().err().map(|error| error.explain().code);
        self.note(ports.clock.now(), Event::Step { name, code });
        result
    }

    /// A copy of everything, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.kept().ring.iter().cloned().collect()
    }

    /// Learns how far `clock` is from a service's, as its answer has just told.
    pub(crate) fn measure(&self, host: &str, offset: ClockOffset, at: Reading, clock: &Arc<dyn Clock>) {
        self.kept().clock.add(host, offset, at, clock);
    }

    /// The services' clock minus ours, by the service that answered last. None until one has, and when our clock has been set since,
    /// the computer has slept, or an hour has gone: then the next answer measures it anew.
    #[must_use]
    pub fn clock(&self) -> Option<ClockOffset> {
        self.kept().clock.newest()
    }

    /// The same by one service's own answers.
    pub(crate) fn clock_at(&self, host: &str) -> Option<ClockOffset> {
        self.kept().clock.at(host)
    }

    /// [`Self::clock`] in whole seconds; positive when ours is behind.
    #[must_use]
    pub fn clock_offset(&self) -> Option<i64> {
        self.clock().map(ClockOffset::seconds)
    }

    /// What time it is, by our clock and by the services'.
    #[must_use]
    pub fn now(&self, ports: &Ports) -> Now {
        Now::new(ports.clock.now(), self.clock_offset())
    }

    /// The services' time now, as well as we know it.
    #[must_use]
    pub fn services_time(&self, ports: &Ports) -> OffsetDateTime {
        self.now(ports).services()
    }

    /// Forgets everything, as when the profile changes.
    pub fn clear(&self) {
        let mut kept = self.kept();
        kept.ring.clear();
        kept.clock.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_is_bounded() {
        let trail = Trail::default();
        for _ in 0..=CAPACITY {
            trail.note(OffsetDateTime::UNIX_EPOCH, Event::Step { name: "a.b", code: None });
        }
        assert_eq!(trail.entries().len(), CAPACITY);
    }
}
