//! Answers that still hold, kept until the issuer promised to know more.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest;
use time::OffsetDateTime;

use super::{Reason, Revocation, Source, Subject};

/// Answers that still hold, kept until `nextUpdate`. One for each environment.
#[derive(Debug, Default)]
pub struct Answers(Mutex<HashMap<Key, Answer>>);

/// A certificate, whole, under its issuer's key. Its serial number alone would let a forged twin share the answer.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Key(Vec<u8>);

impl Key {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        Self([subject.certificate, subject.issuer_spki].map(|part| digest::digest(&digest::SHA256, part).as_ref().to_vec()).concat())
    }
}

/// A signed answer that was in force when it came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    pub(super) state: State,
    pub(super) at: OffsetDateTime,
    pub(super) until: Option<OffsetDateTime>,
    pub(super) by: Source,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum State {
    Good,
    Revoked { since: OffsetDateTime, reason: Option<Reason> },
}

impl Answer {
    pub(super) const fn revocation(&self) -> Revocation {
        let Self { state, at, until, by } = *self;
        match state {
            State::Good => Revocation::Good { at, until, by },
            State::Revoked { since, reason } => Revocation::Revoked { since, reason, by },
        }
    }

    /// Without tolerance: when in doubt the issuer is asked again. A clock set back must not prolong it either.
    fn holds(&self, now: OffsetDateTime) -> bool {
        self.at <= now + super::TOLERANCE && self.until.is_some_and(|until| now < until)
    }
}

impl Answers {
    pub(super) fn in_force(&self, key: &Key, now: OffsetDateTime) -> Option<Answer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).filter(|answer| answer.holds(now)).copied()
    }

    pub(super) fn keep(&self, key: Key, answer: Answer, now: OffsetDateTime) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, answer| answer.holds(now));
        if answer.holds(now) {
            kept.insert(key, answer);
        }
    }
}
