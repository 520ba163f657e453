//! The dry run on the page: what would fail, before anything is sent.

use std::collections::BTreeMap;

use inngang_engine::maskinporten::{self, Check};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::facts;
use crate::{FactView, TurnView};

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// In order.
    Good,
    /// Worth knowing, or not known.
    Note,
    /// Will fail.
    Bad,
}

/// One line of the dry run. Texts as for a problem, under its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckView {
    /// `maskinporten.check_what`; `certificate.what` for what the certificate doctor says.
    pub code: String,
    /// How it went.
    pub outcome: Outcome,
    /// Whose move it is when it is not good.
    pub turn: TurnView,
    /// Values for the text.
    pub facts: BTreeMap<String, FactView>,
    /// The code that fetching the token would fail with.
    pub refusal: Option<String>,
}

/// What would fail, before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DryRunView {
    /// Lines in the order the server checks.
    pub checks: Vec<CheckView>,
}

impl From<&Check> for CheckView {
    fn from(check: &Check) -> Self {
        let outcome = match check.outcome {
            maskinporten::Outcome::Good => Outcome::Good,
            maskinporten::Outcome::Note => Outcome::Note,
            maskinporten::Outcome::Bad => Outcome::Bad,
        };
        let (code, refusal) = (check.code.to_owned(), check.refusal.map(str::to_owned));
        Self { code, outcome, turn: check.turn.into(), facts: facts(&check.facts), refusal }
    }
}
