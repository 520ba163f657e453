//! A plan carried out: client by client, no faster than asked, until it is done or somebody stops it.

use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::error::{not_available, not_tried};
use super::plan::{Plan, PlanRow, Step, Wish};
use super::{Client, ClientDelegationError, add_client, remove_client};
use crate::altinn::Person;
use crate::http::HttpFailure;
use crate::names::OrgNumber;
use crate::problem::{Explain as _, Problem};

/// So many clients in turn may fail for want of a line or a service before the rest is left for later.
const PATIENCE: usize = 3;
/// The longest wait that Altinn may ask for; with more, the rest is left for later.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// How many clients a minute are changed at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(NonZeroU32);

impl Default for Pace {
    /// One a second: nobody's limit is told, and a thousand take a quarter of an hour.
    fn default() -> Self {
        Self(NonZeroU32::MIN.saturating_add(59))
    }
}

impl Pace {
    /// So many a minute.
    #[must_use]
    pub const fn a_minute(clients: NonZeroU32) -> Self {
        Self(clients)
    }

    fn interval(self) -> Duration {
        Duration::from_secs(60) / self.0.get()
    }
}

/// How it went with a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowEnd {
    /// Added or removed now.
    Done,
    /// There was nothing to do.
    Already,
    /// It was not done, and why.
    Failed(Problem),
    /// The run ended before it.
    Left(Problem),
}

/// A client, and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowOutcome {
    /// Whose.
    pub number: OrgNumber,
    /// Its name, where Altinn told it.
    pub name: String,
    /// How it went.
    pub end: RowEnd,
}

/// What became of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// In the plan's order.
    pub rows: Vec<RowOutcome>,
    /// What ended the run before its time; nothing when it was cancelled or came to its end.
    pub stopped: Option<Problem>,
}

/// Carries a plan out. `progress` hears of each client when it is over. A client that fails is a row like the others; what all the rest
/// would meet as well ends the run, and they are left. Whoever goes on later makes the plan anew.
pub async fn apply(
    plan: &Plan,
    pace: Pace,
    agent: &str,
    owner: &OrgNumber,
    person: &Person<'_>,
    cancelled: &CancellationToken,
    mut progress: impl FnMut(&RowOutcome) + Send,
) -> Applied {
    let mut run = Run { plan, agent, owner, person, interval: pace.interval(), next: Instant::now(), lost: 0 };
    let mut applied = Applied { rows: Vec::with_capacity(plan.rows.len()), stopped: None };
    for row in &plan.rows {
        let end = if applied.stopped.is_some() || cancelled.is_cancelled() {
            run.left(row)
        } else {
            match run.turn(row, cancelled).await {
                Ok(end) => end,
                Err(problem) => {
                    applied.stopped = Some(problem.clone());
                    RowEnd::Failed(problem)
                }
            }
        };
        let outcome = RowOutcome { number: row.number.clone(), name: row.name.clone(), end };
        progress(&outcome);
        applied.rows.push(outcome);
    }
    applied
}

struct Run<'a> {
    plan: &'a Plan,
    agent: &'a str,
    owner: &'a OrgNumber,
    person: &'a Person<'a>,
    interval: Duration,
    next: Instant,
    /// How many in turn found no service.
    lost: usize,
}

impl Run<'_> {
    /// Waits for the client's turn, and changes it. An error ends the run. A wait can be cancelled; what is on its way is seen to its end,
    /// so that it is known how it went.
    async fn turn(&mut self, row: &PlanRow, cancelled: &CancellationToken) -> Result<RowEnd, Problem> {
        let client = match &row.step {
            Step::Change(client) => client,
            Step::AlreadyThere | Step::NotThere => return Ok(RowEnd::Already),
            Step::NotAvailable | Step::Owner => return Ok(RowEnd::Failed(not_available())),
        };
        if cancelled.run_until_cancelled(sleep_until(self.next)).await.is_none() {
            return Ok(self.left(row));
        }
        let mut outcome = self.change(client).await;
        // What came too soon was not done, so it may be asked again.
        if let Err(ClientDelegationError::Altinn(error)) = &outcome
            && error.status() == Some(429)
            && let Some(wait) = error.retry_after().map(Duration::from_secs).filter(|wait| *wait <= LONGEST_WAIT)
        {
            if cancelled.run_until_cancelled(sleep(wait)).await.is_none() {
                return Ok(self.left(row));
            }
            outcome = self.change(client).await;
        }
        match outcome {
            Ok(()) => {
                self.lost = 0;
                Ok(RowEnd::Done)
            }
            Err(error) if error.concerns_all() => Err(error.explain()),
            Err(error) => {
                self.lost = if is_lost(&error) { self.lost + 1 } else { 0 };
                if self.lost >= PATIENCE { Err(error.explain()) } else { Ok(RowEnd::Failed(error.explain())) }
            }
        }
    }

    async fn change(&mut self, client: &Client) -> Result<(), ClientDelegationError> {
        self.next = Instant::now() + self.interval;
        match self.plan.wish {
            Wish::Add => add_client(client, self.agent, self.owner, self.person).await,
            Wish::Remove => remove_client(client, self.agent, self.owner, self.person).await,
        }
    }

    /// What needs no doing is as it is, also when the run is over.
    fn left(&self, row: &PlanRow) -> RowEnd {
        match row.step {
            Step::Change(_) => RowEnd::Left(not_tried()),
            Step::AlreadyThere | Step::NotThere => RowEnd::Already,
            Step::NotAvailable | Step::Owner => RowEnd::Failed(not_available()),
        }
    }
}

/// No answer, or that of a service that is out.
fn is_lost(error: &ClientDelegationError) -> bool {
    use crate::altinn::AltinnError::{Http, Unavailable};
    matches!(error, ClientDelegationError::Altinn(Unavailable { .. } | Http(_)))
        && !matches!(error, ClientDelegationError::Altinn(Http(HttpFailure::TooLarge { .. })))
}
