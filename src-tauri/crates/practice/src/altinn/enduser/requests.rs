//! Requests as whoever decides them sees them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use crate::altinn::Altinn;
use crate::altinn::refusal::{Refusal, answer};
use crate::altinn::requests::uuid;
use crate::approval::{Approver, Denial, Kind, Verb};
use crate::systems::RequestStatus;
use crate::town::Town;

pub(super) async fn standard(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(one(&app, &headers, Kind::Standard, &id).await, &headers)
}

pub(super) async fn agent(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(one(&app, &headers, Kind::Agent, &id).await, &headers)
}

pub(super) async fn change(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(one(&app, &headers, Kind::Change, &id).await, &headers)
}

/// Of either kind, when it is asked of this organisation.
pub(super) async fn of_party(State(app): State<Arc<Altinn>>, Path((party, id)): Path<(String, String)>, headers: HeaderMap) -> Response {
    answer(one_of_party(&app, &headers, &party, &id).await, &headers)
}

async fn one_of_party(app: &Altinn, headers: &HeaderMap, party: &str, id: &str) -> Result<Value, Refusal> {
    let (_, unit) = app.for_party(headers, party).await?;
    let body = one(app, headers, Kind::Standard, id).await?;
    if body["partyOrgNo"] == unit.number { Ok(body) } else { Err(Denial::WRONG_PARTY.into()) }
}

async fn one(app: &Altinn, headers: &HeaderMap, kind: Kind, id: &str) -> Result<Value, Refusal> {
    let approver = app.in_portal(headers).await?;
    let matter = app.world.matter(kind, &uuid("requestId", id)?).ok_or_else(|| Denial::unknown(kind))?;
    if !approver.is_related(&matter.party) {
        return Err(Denial::NOT_A_MANAGER.into());
    }
    let mut body = app.world.store.read(|record| match kind {
        Kind::Change => record.change_requests.get(&matter.id).map(|change| app.change_body(change)),
        Kind::Standard | Kind::Agent => record.requests.get(&matter.id).map(|request| app.request_body(request)),
    });
    let body = body.as_mut().ok_or_else(|| Denial::unknown(kind))?;
    let unit = Town.organisation(&matter.party);
    body["partyId"] = json!(unit.map(|unit| unit.party_id));
    body["partyUuid"] = json!(unit.map(|unit| unit.party_uuid));
    body["userMayEscalateButNotApprove"] = json!(!approver.manages(&matter.party));
    body["systemUserType"] = json!(if kind == Kind::Agent { "Agent" } else { "Standard" });
    Ok(body.take())
}

type Decision = Path<(String, String, String)>;

pub(super) async fn decide_standard(State(app): State<Arc<Altinn>>, Path(path): Decision, headers: HeaderMap) -> Response {
    answer(decide(&app, &headers, Kind::Standard, &path).await, &headers)
}

pub(super) async fn decide_agent(State(app): State<Arc<Altinn>>, Path(path): Decision, headers: HeaderMap) -> Response {
    answer(decide(&app, &headers, Kind::Agent, &path).await, &headers)
}

pub(super) async fn decide_change(State(app): State<Arc<Altinn>>, Path(path): Decision, headers: HeaderMap) -> Response {
    answer(decide(&app, &headers, Kind::Change, &path).await, &headers)
}

/// `true`
async fn decide(app: &Altinn, headers: &HeaderMap, kind: Kind, path: &(String, String, String)) -> Result<bool, Refusal> {
    let (party, id, verb) = path;
    let (approver, unit) = app.for_party(headers, party).await?;
    let verb = Verb::named(verb).ok_or(Refusal::NotFound)?;
    let matter = app.world.matter(kind, &uuid("requestId", id)?).ok_or_else(|| Denial::unknown(kind))?;
    app.world.decide(approver, unit.number, &matter, verb)?;
    Ok(true)
}

pub(super) async fn pending(State(app): State<Arc<Altinn>>, Path(path): Path<(String, String)>, headers: HeaderMap) -> Response {
    answer(escalated(&app, &headers, Kind::Standard, &path).await, &headers)
}

pub(super) async fn pending_agents(State(app): State<Arc<Altinn>>, Path(path): Path<(String, String)>, headers: HeaderMap) -> Response {
    answer(escalated(&app, &headers, Kind::Agent, &path).await, &headers)
}

/// What somebody has sent on to those who may approve.
async fn escalated(app: &Altinn, headers: &HeaderMap, kind: Kind, path: &(String, String)) -> Result<Vec<Value>, Refusal> {
    let (approver, unit) = app.for_party(headers, &path.0).await?;
    check(approver, unit.number, &path.1)?;
    let now = app.world.clock.now();
    Ok(app.world.store.read(|record| {
        let sent_on = record.requests.values().filter(|request| {
            request.party == unit.number
                && Kind::from(request.kind) == kind
                && request.escalated
                && !request.is_deleted
                && request.status == RequestStatus::New
                && !request.has_timed_out(now)
        });
        sent_on.map(|request| app.request_body(request)).collect()
    }))
}

fn check(approver: Approver, own: &str, number: &str) -> Result<(), Refusal> {
    match () {
        () if own != number => Err(Denial::WRONG_PARTY.into()),
        () if !approver.manages(own) => Err(Denial::NOT_A_MANAGER.into()),
        () => Ok(()),
    }
}
