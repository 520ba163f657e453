//! The access test on the page: a ladder of small calls, cheapest first.

use std::collections::BTreeMap;

use inngang_engine::access::{AccessReport, Outcome, Rung};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ts_rs::TS;

use crate::problem::facts;
use crate::{FactView, Problem, moment};

/// Whose access is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TestSubject {
    /// The organisation, by its Maskinporten token.
    Organisation,
    /// The person who logged in.
    Person,
    /// A system user.
    SystemUser,
    /// The organisation as the vendor of its systems.
    Vendor,
}

/// A system user that is tested.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TestedSystemUser {
    /// The system's id.
    pub system: String,
    /// Its owner's number.
    pub owner: String,
    /// Its reference, where it has its own.
    pub external_ref: Option<String>,
    /// For whom it shall act, as typed; empty: its owner.
    pub party: String,
    /// The access package that is wanted, by name or URN; empty: any.
    pub package: String,
    /// The resource that is wanted; empty: any.
    pub resource: String,
}

/// Climbs the ladder.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TestAccess {
    /// Whose.
    pub subject: TestSubject,
    /// Which, where a system user's.
    pub system_user: Option<TestedSystemUser>,
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
    /// Why it was skipped: `access.skipped_…`; texts as for a problem.
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

impl From<&Rung> for RungView {
    fn from(rung: &Rung) -> Self {
        let (outcome, problem, skipped) = match &rung.outcome {
            Outcome::Passed => (RungOutcome::Passed, None, None),
            Outcome::Failed(problem) => (RungOutcome::Failed, Some(problem.clone().into()), None),
            Outcome::Skipped { why } => (RungOutcome::Skipped, None, Some((*why).to_owned())),
        };
        let milliseconds = u32::try_from(rung.milliseconds).unwrap_or(u32::MAX);
        Self { name: rung.name.to_owned(), outcome, problem, skipped, facts: facts(&rung.facts), milliseconds }
    }
}

impl AccessView {
    /// A climb as the page shows it.
    #[must_use]
    pub fn new(report: &AccessReport, subject: TestSubject, at: OffsetDateTime) -> Self {
        Self { subject, tested_at: moment(at), rungs: report.rungs.iter().map(RungView::from).collect(), passed: report.passed() }
    }
}
