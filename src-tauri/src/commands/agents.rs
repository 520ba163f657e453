//! Client delegation: agent system users, their clients, a list held against them and carried out.

use std::sync::Arc;

use inngang_contract::{
    AgentClientView, AgentClientsView, AgentView, AgentsView, ApplyClients, ChosenAgent, ClientPlanView, ClientProgressView, ClientRunView,
    LastRunView, ListAgents, Nothing, PlanClients, Problem,
};
use inngang_engine::altinn::Person;
use inngang_engine::altinn::client_delegation::{self, ClientDelegationError, pasted};
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::person::as_person;
use crate::{client_runs, setup, typed};

#[tauri::command]
pub(crate) async fn agent_list(input: ListAgents, app: Shared<'_>) -> Result<AgentsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let owner = typed::organisation(&input.owner)?;
        let agents = as_person(&active, async |person: &Person<'_>| client_delegation::agents(&owner, person).await).await?;
        let mut unfinished = setup::agent_runs(&app.database, &active)?;
        unfinished.retain(|run| run.owner == owner.as_str() && agents.iter().any(|agent| agent.id == run.agent));
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
pub(crate) async fn agent_apply(
    input: ApplyClients,
    progress: Channel<ClientProgressView>,
    app: Shared<'_>,
) -> Result<ClientRunView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { client_runs::carry_out(input, progress, &app, &*app.active().await?).await }).await
}

#[tauri::command]
pub(crate) async fn agent_follow(_input: Nothing, progress: Channel<ClientProgressView>, app: Shared<'_>) -> Result<LastRunView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { Ok(app.active().await?.client_run.follow(&progress).await) }).await
}

#[tauri::command]
pub(crate) async fn agent_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.agent_journey.cancel();
    Ok(Nothing {})
}
