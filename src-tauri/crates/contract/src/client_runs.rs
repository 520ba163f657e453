//! How a list of clients went, on the page.

use inngang_engine::altinn::client_delegation::{Applied, RowEnd, RowOutcome};
use serde::Serialize;
use ts_rs::TS;

use crate::{ClientWish, Problem, UnfinishedRun};

/// How it went with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClientEnd {
    /// Added or removed now.
    Done,
    /// There was nothing to do.
    Already,
    /// It was not done.
    Failed,
    /// The run ended before it.
    Left,
}

/// A client, and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClientRowView {
    /// Nine digits.
    pub number: String,
    /// Name, where Altinn told it.
    pub name: String,
    /// How it went.
    pub end: ClientEnd,
    /// Why it was not done.
    pub problem: Option<Problem>,
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClientRunView {
    /// In the list's order.
    pub rows: Vec<ClientRowView>,
    /// What ended the run before its time.
    pub stopped: Option<Problem>,
}

/// How far a list has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClientProgressView {
    /// Nine digits of whose agent.
    pub owner: String,
    /// The agent.
    pub agent: String,
    /// What is wished.
    pub wish: ClientWish,
    /// Clients a minute.
    pub pace: u32,
    /// Clients of the list.
    pub of: u32,
    /// Clients that are over, changed or not.
    pub told: u32,
    /// Clients that are still to be changed.
    pub left: u32,
    /// Who was last: its name, or its number where nobody told that. None before the first.
    pub last: Option<String>,
}

/// The list that was on its way when it was asked for, if any was; one that was over before is not told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LastRunView {
    /// The list.
    pub run: Option<UnfinishedRun>,
    /// How it went; none where it broke off.
    pub ended: Option<ClientRunView>,
}

impl ClientRunView {
    /// Whether somebody must go on with it.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.stopped.is_some() || self.rows.iter().any(|row| row.end == ClientEnd::Left)
    }
}

impl From<&RowOutcome> for ClientRowView {
    fn from(row: &RowOutcome) -> Self {
        let (end, problem) = match &row.end {
            RowEnd::Done => (ClientEnd::Done, None),
            RowEnd::Already => (ClientEnd::Already, None),
            RowEnd::Failed(problem) => (ClientEnd::Failed, Some(problem.clone().into())),
            RowEnd::Left(problem) => (ClientEnd::Left, Some(problem.clone().into())),
        };
        Self { number: row.number.to_string(), name: row.name.clone(), end, problem }
    }
}

impl From<&Applied> for ClientRunView {
    fn from(applied: &Applied) -> Self {
        let stopped = applied.stopped.clone().map(Problem::from);
        Self { rows: applied.rows.iter().map(ClientRowView::from).collect(), stopped }
    }
}
