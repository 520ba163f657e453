//! A list of clients that is carried out: kept until it is done, and told to whoever follows it.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use inngang_contract::{ApplyClients, ClientProgressView, ClientRunView, LastRunView, Problem, UnfinishedRun};
use inngang_engine::altinn::Person;
use inngang_engine::altinn::client_delegation::{self, ClientDelegationError, Pace, Plan, RowOutcome, Step, WRITE, pasted};
use inngang_engine::names::OrgNumber;
use tauri::ipc::Channel;
use tokio::sync::watch;

use crate::active::Active;
use crate::app::App;
use crate::person::as_person;
use crate::{setup, typed};

/// The list that was carried out last, and how far it has come.
#[derive(Default)]
pub(crate) struct LastRun(Mutex<Option<(UnfinishedRun, watch::Receiver<Standing>)>>);

/// How far a list has come, and at its end how it went.
struct Standing {
    progress: ClientProgressView,
    ended: Option<ClientRunView>,
}

impl LastRun {
    /// A new list takes the place of the one before, which whoever follows it hears of to its end.
    fn begin(&self, run: &UnfinishedRun, plan: &Plan) -> watch::Sender<Standing> {
        let UnfinishedRun { owner, agent, wish, pace, .. } = run.clone();
        let (of, left) = (number(plan.rows.len()), number(plan.changes().count()));
        let progress = ClientProgressView { owner, agent, wish, pace, of, told: 0, left, last: None };
        let (standing, follower) = watch::channel(Standing { progress, ended: None });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((run.clone(), follower));
        standing
    }

    /// The list that is on its way; one that ended or broke off is put away.
    fn under_way(&self) -> Option<(UnfinishedRun, watch::Receiver<Standing>)> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over =
            |(_, standing): &mut (_, watch::Receiver<Standing>)| standing.borrow().ended.is_some() || standing.has_changed().is_err();
        last.take_if(is_over);
        last.clone()
    }

    /// Tells how far the list that is on its way has come, until it is over, and then how it went. One that was over
    /// before is nobody's to come back to.
    pub(crate) async fn follow(&self, page: &Channel<ClientProgressView>) -> LastRunView {
        let last = self.under_way();
        let Some((run, mut standing)) = last else { return LastRunView { run: None, ended: None } };
        while standing.borrow_and_update().ended.is_none() {
            tell(page, standing.borrow().progress.clone());
            if standing.changed().await.is_err() {
                break;
            }
        }
        let ended = standing.borrow().ended.clone();
        LastRunView { run: Some(run), ended }
    }
}

/// Carries a list out for the profile in use, and keeps it for as long as it is not done.
pub(crate) async fn carry_out(
    input: ApplyClients,
    page: Channel<ClientProgressView>,
    app: &App,
    active: &Active,
) -> Result<ClientRunView, Problem> {
    let (owner, list) = (typed::organisation(&input.owner)?, pasted(&input.numbers));
    let cancelled = active.agent_journey.start();
    let ApplyClients { agent, wish, pace, .. } = input;
    // What else stood in the paste is nobody's to keep.
    let numbers = list.numbers.iter().map(OrgNumber::as_str).collect::<Vec<_>>().join("\n");
    let run = UnfinishedRun { owner: owner.to_string(), agent, wish, numbers, pace };
    let kept_as = setup::agent_run(&run.agent);
    let (applied, standing) = as_person(active, async |person: &Person<'_>| {
        person.has_one_of(WRITE)?;
        // Made anew, so that what an earlier run did is left out.
        let plan = client_delegation::plan(list, run.wish.into(), &run.agent, &owner, person).await?;
        if setup::keep(&app.database, active, &kept_as, &run).is_err() {
            tracing::warn!("the run cannot be taken up again after a restart");
        }
        let standing = active.client_run.begin(&run, &plan);
        let pace = NonZeroU32::new(run.pace).map(Pace::a_minute).unwrap_or_default();
        let over = |row: &RowOutcome| {
            standing.send_modify(|standing| note(row, &plan, &mut standing.progress));
            tell(&page, standing.borrow().progress.clone());
        };
        let applied = client_delegation::apply(&plan, pace, &run.agent, &owner, person, &cancelled, over).await;
        Ok::<_, ClientDelegationError>((applied, standing))
    })
    .await?;
    let view = ClientRunView::from(&applied);
    if !view.is_unfinished() {
        setup::forget(&app.database, active, &[&kept_as])?;
    }
    if let Some(problem) = applied.stopped {
        active.show(problem);
    }
    standing.send_modify(|standing| standing.ended = Some(view.clone()));
    Ok(view)
}

/// One client more is over.
fn note(row: &RowOutcome, plan: &Plan, progress: &mut ClientProgressView) {
    let planned = usize::try_from(progress.told).ok().and_then(|told| plan.rows.get(told));
    if planned.is_some_and(|planned| matches!(planned.step, Step::Change(_))) {
        progress.left = progress.left.saturating_sub(1);
    }
    progress.told += 1;
    progress.last = Some(if row.name.is_empty() { row.number.to_string() } else { row.name.clone() });
}

fn tell(page: &Channel<ClientProgressView>, progress: ClientProgressView) {
    if page.send(progress).is_err() {
        tracing::warn!("the page does not listen for the clients");
    }
}

fn number(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use inngang_contract::ClientWish;
    use inngang_engine::altinn::client_delegation::{PlanRow, RowEnd, Wish};
    use tauri::async_runtime::block_on;
    use tauri::ipc::InvokeResponseBody;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;
    /// How many were told of, and how many were left.
    type Heard = Arc<Mutex<Vec<(u64, u64)>>>;

    fn run(agent: &str) -> UnfinishedRun {
        let (owner, numbers) = ("311223305".to_owned(), "315000106\n310000000".to_owned());
        UnfinishedRun { owner, agent: agent.to_owned(), wish: ClientWish::Add, numbers, pace: 60 }
    }

    /// Two clients, of which the first is there already.
    fn plan() -> Result<Plan, Box<dyn std::error::Error>> {
        let client = serde_json::from_str(r#"{ "clientId": "c" }"#)?;
        let row = |number: &str, step| Ok::<_, Box<dyn std::error::Error>>(PlanRow { number: number.parse()?, name: String::new(), step });
        let rows = vec![row("315000106", Step::AlreadyThere)?, row("310000000", Step::Change(client))?];
        Ok(Plan { wish: Wish::Add, rows, rejected: Vec::new(), repeated: 0 })
    }

    fn heard() -> (Channel<ClientProgressView>, Heard) {
        let heard = Heard::default();
        let ear = Arc::clone(&heard);
        let page = Channel::new(move |body| {
            if let InvokeResponseBody::Json(text) = body {
                let told: serde_json::Value = serde_json::from_str(&text)?;
                let number = |name: &str| told[name].as_u64().unwrap_or(u64::MAX);
                ear.lock().unwrap_or_else(PoisonError::into_inner).push((number("told"), number("left")));
            }
            Ok(())
        });
        (page, heard)
    }

    #[test]
    fn whoever_comes_back_hears_how_far_it_has_come_and_how_it_ended() -> Outcome {
        let (last, plan) = (LastRun::default(), plan()?);
        let (page, heard) = heard();
        let nothing = LastRunView { run: None, ended: None };
        assert_eq!(block_on(last.follow(&page)), nothing);
        let standing = last.begin(&run("a1"), &plan);
        let over = |index: usize| {
            let row = RowOutcome { number: plan.rows[index].number.clone(), name: String::new(), end: RowEnd::Already };
            standing.send_modify(|standing| note(&row, &plan, &mut standing.progress));
        };
        over(0);
        let ended = ClientRunView { rows: Vec::new(), stopped: None };
        let followed = block_on(async {
            let (followed, ()) = tokio::join!(last.follow(&page), async {
                tokio::task::yield_now().await;
                over(1);
                tokio::task::yield_now().await;
                standing.send_modify(|standing| standing.ended = Some(ended.clone()));
            });
            followed
        });
        assert_eq!(*heard.lock().unwrap_or_else(PoisonError::into_inner), [(1, 1), (2, 0)]);
        assert_eq!(followed, LastRunView { run: Some(run("a1")), ended: Some(ended) });
        assert_eq!(block_on(last.follow(&page)), nothing, "it was over before");
        // One that breaks off is followed to there.
        let standing = last.begin(&run("a2"), &plan);
        let followed = block_on(async {
            let (followed, ()) = tokio::join!(last.follow(&page), async {
                tokio::task::yield_now().await;
                drop(standing);
            });
            followed
        });
        assert_eq!(followed, LastRunView { run: Some(run("a2")), ended: None });
        let told = heard.lock().unwrap_or_else(PoisonError::into_inner).len();
        assert_eq!(block_on(last.follow(&page)), nothing);
        assert_eq!(heard.lock().unwrap_or_else(PoisonError::into_inner).len(), told, "nothing is told of what is over");
        Ok(())
    }
}
