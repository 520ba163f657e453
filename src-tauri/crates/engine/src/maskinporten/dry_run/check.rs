//! One line of the dry run.

use std::collections::BTreeMap;

use crate::problem::{Code, Fact, Problem, Turn};

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// As it should be.
    Good,
    /// Worth knowing, or not known; the order may go.
    Note,
    /// No token would come.
    Bad,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// `maskinporten.check_what`; or what the certificate doctor, or obtaining itself, calls it. Has texts like every problem.
    pub code: &'static str,
    /// Whose move it is, when it is not good.
    pub turn: Turn,
    /// What was found.
    pub outcome: Outcome,
    /// Values for the texts.
    pub facts: BTreeMap<&'static str, Fact>,
    /// The code that obtaining the token fails with because of this; none where it does not, or where that cannot be told.
    pub refusal: Option<&'static str>,
}

impl Check {
    fn new(outcome: Outcome, code: &Code) -> Self {
        Self { code: code.name, turn: code.turn, outcome, facts: BTreeMap::new(), refusal: None }
    }

    pub(super) fn good(code: &Code) -> Self {
        Self::new(Outcome::Good, code)
    }

    pub(super) fn note(code: &Code) -> Self {
        Self::new(Outcome::Note, code)
    }

    /// What obtaining the token fails with `refusal` for.
    pub(super) fn bad(code: &Code, refusal: &'static str) -> Self {
        Self { refusal: Some(refusal), ..Self::new(Outcome::Bad, code) }
    }

    /// In another's words.
    pub(super) fn of(outcome: Outcome, refusal: Option<&'static str>, problem: Problem) -> Self {
        Self { code: problem.code, turn: problem.turn, outcome, facts: problem.facts, refusal }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<Fact>) -> Self {
        self.facts.insert(name, value.into());
        self
    }
}
