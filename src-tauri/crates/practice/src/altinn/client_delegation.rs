//! `/authentication/api/v1/enduser/systemuser`: for whom agent system users act, decided by a person (altinn.md 6.5).

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::altinn::Altinn;
use crate::altinn::caller::Caller;
use crate::altinn::problem::{AGENT_ID, CLIENT_ID, Invalid, NOT_AN_AGENT};
use crate::altinn::refusal::{Refusal, answer};
use crate::altinn::system_register::{moment, packages};
use crate::approval::Approver;
use crate::form::Fields;
use crate::systems::{System, SystemUser, SystemUserKind};
use crate::town::{Organisation, Town};

const READ: [&str; 2] = ["altinn:clientdelegations.read", "altinn:clientdelegations.write"];
const WRITE: [&str; 1] = ["altinn:clientdelegations.write"];

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let base = "/authentication/api/v1/enduser/systemuser";
    Router::new()
        .route(&format!("{base}/agents"), get(agents))
        .route(&format!("{base}/clients/available"), get(available))
        .route(&format!("{base}/clients"), get(attached).post(attach).delete(detach))
}

impl Altinn {
    /// The person who calls; 401 for everybody else.
    pub(super) async fn person(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Approver, Refusal> {
        match self.caller(headers, scopes).await? {
            Caller::Person(person, level) => Ok(Approver { person, level }),
            Caller::Organisation(_) | Caller::SystemUser(_) => Err(Refusal::Unauthorized),
        }
    }

    /// The agent that the query names, for a person who may decide for whom it acts.
    async fn agent(&self, query: &Fields, headers: &HeaderMap, scopes: &[&str]) -> Result<SystemUser, Refusal> {
        let person = self.person(headers, scopes).await?;
        let id = uuid(query, "agent").ok_or_else(|| invalid(AGENT_ID))?;
        let found = self.world.store.read(|record| record.system_users.get(&id).filter(|user| user.is_live()).cloned());
        let user = found.ok_or_else(|| invalid(AGENT_ID))?;
        if user.kind != SystemUserKind::Agent {
            return Err(invalid(NOT_AN_AGENT));
        }
        Town.organisation(&user.owner).ok_or(Refusal::NotFound)?;
        if person.administers_clients(&user.owner) { Ok(user) } else { Err(Refusal::Forbidden) }
    }
}

async fn agents(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    answer(agents_of(&app, &parsed(query), &headers).await, &headers)
}

async fn agents_of(app: &Altinn, query: &Fields, headers: &HeaderMap) -> Result<Value, Refusal> {
    let person = app.person(headers, &READ).await?;
    let party = value(query, "party").ok_or(Refusal::Missing("party"))?;
    let owner = Town.organisation(party).ok_or(Refusal::NotFound)?;
    if !person.administers_clients(owner.number) {
        return Err(Refusal::Forbidden);
    }
    app.world.store.read(|record| {
        let own =
            record.system_users.values().filter(|user| user.is_live() && user.owner == owner.number && user.kind == SystemUserKind::Agent);
        Ok(own.filter_map(|user| Some(agent(owner, user, record.systems.get(&user.system)?))).collect())
    })
}

/// `partyUuId` is spelled so.
fn agent(owner: &Organisation, user: &SystemUser, system: &System) -> Value {
    json!({
        "id": user.id,
        "integrationTitle": user.title,
        "systemId": system.id,
        "productName": system.name.nb,
        "systemInternalId": system.internal_id,
        "partyId": owner.party_id.to_string(),
        "partyUuId": owner.party_uuid,
        "reporteeOrgNo": owner.number,
        "created": moment(user.created),
        "isDeleted": user.is_deleted,
        "supplierName": Town.organisation(&system.vendor).map(|vendor| vendor.name),
        "supplierOrgno": system.vendor,
        "externalRef": user.external_ref,
        "userType": user.kind.name(),
        "accessPackages": packages(&user.packages),
    })
}

/// Those that are attached already are among them.
async fn available(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let agent = app.agent(&parsed(query), &headers, &READ).await;
    answer(agent.map(|agent| list(&agent, agent.available_clients(app.world.crowd).map(|access| access.organisation))), &headers)
}

async fn attached(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let agent = app.agent(&parsed(query), &headers, &READ).await;
    answer(agent.map(|agent| list(&agent, agent.clients.iter().filter_map(|number| Town.organisation(number)))), &headers)
}

async fn attach(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = parsed(query);
    let done = app.agent(&query, &headers, &WRITE).await.and_then(|agent| {
        let client = uuid(&query, "client").ok_or_else(|| invalid(CLIENT_ID))?;
        app.world.attach(&agent, &client)?;
        Ok(json!({ "agent": agent.id, "client": client }))
    });
    answer(done, &headers)
}

async fn detach(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = parsed(query);
    let done = app.agent(&query, &headers, &WRITE).await.and_then(|agent| {
        let client = uuid(&query, "client").ok_or_else(|| invalid(CLIENT_ID))?;
        app.world.detach(&agent, &client)?;
        Ok(json!({ "agent": agent.id, "client": client }))
    });
    answer(done, &headers)
}

/// Whole: these lists have no pages.
fn list(agent: &SystemUser, clients: impl Iterator<Item = &'static Organisation>) -> Value {
    let client = |unit: &Organisation| json!({ "clientId": unit.party_uuid, "clientOrganizationNumber": unit.number, "clientOrganizationName": unit.name });
    json!({
        "links": {},
        "systemUserInformation": { "systemUserId": agent.id, "systemUserOwnerOrg": agent.owner },
        "data": clients.map(client).collect::<Vec<_>>(),
    })
}

fn parsed(query: Option<String>) -> Fields {
    Fields::parse(query.unwrap_or_default().as_bytes())
}

fn value<'a>(query: &'a Fields, name: &str) -> Option<&'a str> {
    query.iter().find(|(field, value)| field.eq_ignore_ascii_case(name) && !value.is_empty()).map(|(_, value)| value)
}

/// In the form that ids have here; none where it is missing, no UUID, or nil.
fn uuid(query: &Fields, name: &str) -> Option<String> {
    Uuid::parse_str(value(query, name)?).ok().filter(|uuid| !uuid.is_nil()).map(|uuid| uuid.to_string())
}

fn invalid(found: Invalid) -> Refusal {
    Refusal::Invalid(vec![found])
}
