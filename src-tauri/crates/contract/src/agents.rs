//! Client delegation on the page: agent system users, their clients, what a list would change.

use inngang_engine::altinn::client_delegation::{Agent, Client, NotRead, Plan, PlanRow, Rejected, Step, Wish};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for an organisation's agent system users.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListAgents {
    /// Whose: an organisation number as typed.
    pub owner: String,
}

/// An agent system user: it acts for its owner's clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AgentView {
    /// Stable id.
    pub id: String,
    /// What its owner calls it.
    pub title: String,
    /// The system that it is a user of.
    pub system: String,
    /// Who made that.
    pub supplier: String,
    /// What it was requested with.
    pub external_ref: Option<String>,
    /// The access packages that a client must give it.
    pub packages: Vec<String>,
}

/// Agent system users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AgentsView {
    /// Nine digits of whose they are.
    pub owner: String,
    /// All of them.
    pub agents: Vec<AgentView>,
    /// Runs that did not come to their end, one an agent at most.
    pub unfinished: Vec<UnfinishedRun>,
}

/// A run that did not come to its end, to go on with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnfinishedRun {
    /// Nine digits of whose agent.
    pub owner: String,
    /// The agent.
    pub agent: String,
    /// What is wished.
    pub wish: ClientWish,
    /// The numbers of the list, one a line.
    pub numbers: String,
    /// Clients a minute.
    pub pace: u32,
}

/// An agent of an organisation.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenAgent {
    /// Whose.
    pub owner: String,
    /// Its id.
    pub agent: String,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AgentClientView {
    /// Altinn's id.
    pub id: String,
    /// Nine digits; empty for a person.
    pub number: String,
    /// Name.
    pub name: String,
}

/// The clients of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AgentClientsView {
    /// Those that it acts for now.
    pub current: Vec<AgentClientView>,
    /// Those that it may be given.
    pub available: Vec<AgentClientView>,
}

/// What is wished for the clients of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClientWish {
    /// That the agent acts for them.
    Add,
    /// That it no longer does.
    Remove,
}

/// Asks what a list would change; nothing is changed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PlanClients {
    /// Whose agent.
    pub owner: String,
    /// The agent.
    pub agent: String,
    /// What is wished.
    pub wish: ClientWish,
    /// Organisation numbers as pasted.
    pub numbers: String,
}

/// What is to be done with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClientStep {
    /// To be added, or removed.
    Change,
    /// The agent has it already.
    AlreadyThere,
    /// The agent does not have it.
    NotThere,
    /// It cannot be given to the agent.
    NotAvailable,
    /// The owner itself.
    Owner,
}

/// One client of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlannedClientView {
    /// Nine digits.
    pub number: String,
    /// Name, where Altinn told it.
    pub name: String,
    /// What is to be done.
    pub step: ClientStep,
}

/// Why a line is no organisation number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RejectedWhy {
    /// Other than nine digits.
    NotNineDigits,
    /// One of the nine is mistyped.
    CheckDigit,
}

/// A line that is no organisation number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RejectedLineView {
    /// From one.
    pub line: u32,
    /// The beginning of what stands there.
    pub text: String,
    /// What it lacks.
    pub why: RejectedWhy,
}

/// What a list would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClientPlanView {
    /// What is wished.
    pub wish: ClientWish,
    /// In the list's order.
    pub rows: Vec<PlannedClientView>,
    /// Lines that are no number.
    pub rejected: Vec<RejectedLineView>,
    /// Numbers that stood there again.
    pub repeated: u32,
}

/// Carries a list out.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ApplyClients {
    /// Whose agent.
    pub owner: String,
    /// The agent.
    pub agent: String,
    /// What is wished.
    pub wish: ClientWish,
    /// Organisation numbers as pasted.
    pub numbers: String,
    /// Clients a minute, one at least.
    pub pace: u32,
}

impl From<Agent> for AgentView {
    fn from(agent: Agent) -> Self {
        Self {
            id: agent.id,
            title: agent.integration_title,
            system: agent.system_id,
            supplier: agent.supplier_name,
            external_ref: agent.external_ref,
            packages: agent.access_packages,
        }
    }
}

impl From<Client> for AgentClientView {
    fn from(client: Client) -> Self {
        Self { id: client.id, number: client.number, name: client.name }
    }
}

impl From<ClientWish> for Wish {
    fn from(wish: ClientWish) -> Self {
        match wish {
            ClientWish::Add => Self::Add,
            ClientWish::Remove => Self::Remove,
        }
    }
}

impl From<PlanRow> for PlannedClientView {
    fn from(row: PlanRow) -> Self {
        let step = match row.step {
            Step::Change(_) => ClientStep::Change,
            Step::AlreadyThere => ClientStep::AlreadyThere,
            Step::NotThere => ClientStep::NotThere,
            Step::NotAvailable => ClientStep::NotAvailable,
            Step::Owner => ClientStep::Owner,
        };
        Self { number: row.number.to_string(), name: row.name, step }
    }
}

impl From<Rejected> for RejectedLineView {
    fn from(rejected: Rejected) -> Self {
        let why = match rejected.why {
            NotRead::NotNineDigits => RejectedWhy::NotNineDigits,
            NotRead::CheckDigit => RejectedWhy::CheckDigit,
        };
        Self { line: u32::try_from(rejected.line).unwrap_or(u32::MAX), text: rejected.text, why }
    }
}

impl From<Plan> for ClientPlanView {
    fn from(plan: Plan) -> Self {
        Self {
            wish: if plan.wish == Wish::Add { ClientWish::Add } else { ClientWish::Remove },
            rows: plan.rows.into_iter().map(PlannedClientView::from).collect(),
            rejected: plan.rejected.into_iter().map(RejectedLineView::from).collect(),
            repeated: u32::try_from(plan.repeated).unwrap_or(u32::MAX),
        }
    }
}
