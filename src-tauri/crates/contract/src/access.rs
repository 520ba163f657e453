//! The access test on the page: a ladder of small calls, cheapest first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FactView, Problem};

/// Whose access is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TestSubject {
    /// The organisation, by its Maskinporten token.
    Organisation,
    /// The person who logged in.
    Person,
}

/// Climbs the ladder.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct TestAccess {
    /// Whose.
    pub subject: TestSubject,
}

/// How a rung went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum RungOutcome {
    Passed,
    Failed,
    Skipped,
}

/// One rung. Text key `access:rung.<name>`; facts fill its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RungView {
    /// Name.
    pub name: String,
    /// How it went.
    pub outcome: RungOutcome,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// Why it was skipped: text key `access:skipped.<why>`.
    pub skipped: Option<String>,
    /// Values for the text.
    pub facts: BTreeMap<String, FactView>,
    /// Time it took.
    pub milliseconds: u32,
}

/// The ladder, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccessView {
    /// Whose access was tested.
    pub subject: TestSubject,
    /// RFC 3339.
    pub tested_at: String,
    /// Rungs from the ground.
    pub rungs: Vec<RungView>,
    /// Whether no rung failed.
    pub passed: bool,
}
