//! What happened, step by step: typed facts in a bounded ring. Never a body, a header, a token or a national id.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;

use crate::ports::Ports;
use crate::problem::Explain;

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
        /// Server's clock minus ours, in whole seconds, when it sent a `Date`.
        clock_offset: Option<i64>,
    },
}

/// The ring. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Trail(Arc<Mutex<VecDeque<Entry>>>);

impl Trail {
    /// Adds an entry, dropping the oldest when full.
    pub fn note(&self, at: OffsetDateTime, event: Event) {
        let mut ring = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The newest measured difference between a service's clock and ours, in seconds; positive when ours is behind.
    #[must_use]
    pub fn clock_offset(&self) -> Option<i64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().rev().find_map(|entry| match entry.event {
            Event::Exchange { clock_offset, .. } => clock_offset,
            Event::Step { .. } => None,
        })
    }

    /// Forgets everything, as when the profile changes.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
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
