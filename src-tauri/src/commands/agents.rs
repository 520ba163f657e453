//! Client delegation: agent system users, their clients, a list held against them and carried out.

use std::num::NonZeroU32;
use std::sync::Arc;

use inngang_contract::{
    AgentClientView, AgentClientsView, AgentView, AgentsView, ApplyClients, ChosenAgent, ClientPlanView, ClientRowView, ClientRunView,
    ListAgents, Nothing, PlanClients, Problem, UnfinishedRun,
};
use inngang_engine::altinn::Person;
use inngang_engine::altinn::client_delegation::{self, ClientDelegationError, Pace, RowOutcome, WRITE, pasted};
use inngang_engine::names::OrgNumber;
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::person::as_person;
use crate::{setup, typed};

#[tauri::command]
pub(crate) async fn agent_list(input: ListAgents, app: Shared<'_>) -> Result<AgentsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let owner = typed::organisation(&input.owner)?;
        let agents = as_person(&active, async |person: &Person<'_>| client_delegation::agents(&owner, person).await).await?;
        let unfinished: Option<UnfinishedRun> = setup::document(&app.database, &active, setup::AGENT_RUN)?;
        let unfinished = unfinished.filter(|run| run.owner == owner.as_str() && agents.iter().any(|agent| agent.id == run.agent));
        Ok(AgentsView { owner: owner.to_string(), agents: agents.into_iter().map(AgentView::from).collect(), unfinished })
    })
    .await
}

#[tauri::command]
pub(crate) async fn agent_clients(input: ChosenAgent, app: Shared<'_>) -> Result<AgentClientsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let owner = typed::organisation(&input.owner)?;
        let (current, available) = as_person(&active, async |person: &Person<'_>| {
            let current = client_delegation::clients(&input.agent, &owner, person).await?;
            Ok::<_, ClientDelegationError>((current, client_delegation::available_clients(&input.agent, &owner, person).await?))
        })
        .await?;
        let views = |clients: Vec<client_delegation::Client>| clients.into_iter().map(AgentClientView::from).collect();
        Ok(AgentClientsView { current: views(current), available: views(available) })
    })
    .await
}

#[tauri::command]
pub(crate) async fn agent_plan(input: PlanClients, app: Shared<'_>) -> Result<ClientPlanView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (owner, list) = (typed::organisation(&input.owner)?, pasted(&input.numbers));
        let plan = async |person: &Person<'_>| client_delegation::plan(list, input.wish.into(), &input.agent, &owner, person).await;
        Ok(as_person(&active, plan).await?.into())
    })
    .await
}

#[tauri::command]
pub(crate) async fn agent_apply(input: ApplyClients, progress: Channel<ClientRowView>, app: Shared<'_>) -> Result<ClientRunView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (owner, list) = (typed::organisation(&input.owner)?, pasted(&input.numbers));
        let cancelled = active.agent_journey.start();
        let ApplyClients { agent, wish, pace, .. } = input;
        // What else stood in the paste is nobody's to keep.
        let numbers = list.numbers.iter().map(OrgNumber::as_str).collect::<Vec<_>>().join("\n");
        let run = UnfinishedRun { owner: owner.to_string(), agent, wish, numbers, pace };
        let tell = move |row: &RowOutcome| {
            if progress.send(row.into()).is_err() {
                tracing::warn!("the page does not listen for the clients");
            }
        };
        let applied = as_person(&active, async |person: &Person<'_>| {
            person.has_one_of(WRITE)?;
            // Made anew, so that what an earlier run did is left out.
            let plan = client_delegation::plan(list, run.wish.into(), &run.agent, &owner, person).await?;
            if setup::keep(&app.database, &active, setup::AGENT_RUN, &run).is_err() {
                tracing::warn!("the run cannot be taken up again after a restart");
            }
            let pace = NonZeroU32::new(run.pace).map(Pace::a_minute).unwrap_or_default();
            Ok::<_, ClientDelegationError>(client_delegation::apply(&plan, pace, &run.agent, &owner, person, &cancelled, tell).await)
        })
        .await?;
        let view = ClientRunView::from(&applied);
        if !view.is_unfinished() {
            setup::forget(&app.database, &active, &[setup::AGENT_RUN])?;
        }
        if let Some(problem) = applied.stopped {
            active.show(problem);
        }
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn agent_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.agent_journey.cancel();
    Ok(Nothing {})
}
