//! What a vendor reads of its requests, and how it takes one back.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use uuid::Uuid;

use super::{READ, WRITE};
use crate::Fault;
use crate::altinn::Altinn;
use crate::altinn::page::List;
use crate::altinn::problem::{NO_AGENT_REQUEST, Problem, UNKNOWN_AGENT_REQUEST, UNKNOWN_REQUEST};
use crate::altinn::refusal::{Refusal, answer};
use crate::systems::{Request, SystemUserKind, Triple};

pub(super) async fn standard(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(app.one(SystemUserKind::Standard, &id, &headers).await, &headers)
}

pub(super) async fn agent(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    answer(app.one(SystemUserKind::Agent, &id, &headers).await, &headers)
}

pub(super) async fn standard_by_reference(
    State(app): State<Arc<Altinn>>,
    Path(triple): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    answer(app.by_reference(SystemUserKind::Standard, &triple, &headers).await, &headers)
}

pub(super) async fn agent_by_reference(
    State(app): State<Arc<Altinn>>,
    Path(triple): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    answer(app.by_reference(SystemUserKind::Agent, &triple, &headers).await, &headers)
}

pub(super) async fn standard_by_system(
    State(app): State<Arc<Altinn>>,
    Path(system): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(app.by_system(SystemUserKind::Standard, &system, query, &headers).await, &headers)
}

pub(super) async fn agent_by_system(
    State(app): State<Arc<Altinn>>,
    Path(system): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(app.by_system(SystemUserKind::Agent, &system, query, &headers).await, &headers)
}

/// Nobody asks whose request it is (altinn.md 5.1).
pub(super) async fn delete(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let deleted = async {
        app.asking(&headers, &WRITE).await?;
        let request = app.world.request(&uuid("requestId", &id)?).ok_or(UNKNOWN_REQUEST)?;
        Ok::<(), Refusal>(app.world.delete_request(&request.id)?)
    };
    match deleted.await {
        Ok(()) => app.is_gone().into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

impl Altinn {
    /// What a deletion is answered with.
    pub(in crate::altinn) fn is_gone(&self) -> StatusCode {
        if self.world.faults.is_on(Fault::Delete200) { StatusCode::OK } else { StatusCode::ACCEPTED }
    }

    async fn one(&self, kind: SystemUserKind, id: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
        let vendor = self.asking(headers, &READ).await?;
        let request = self.world.request(&uuid("requestId", id)?).ok_or_else(|| unknown(kind))?;
        self.system_of(&vendor, &request.system)?;
        match (kind, request.kind) {
            (SystemUserKind::Agent, SystemUserKind::Standard) => Err(NO_AGENT_REQUEST.into()),
            (SystemUserKind::Standard, SystemUserKind::Agent) => Err(UNKNOWN_REQUEST.into()),
            _ => Ok(self.request_body(&request)),
        }
    }

    async fn by_reference(&self, kind: SystemUserKind, triple: &(String, String, String), headers: &HeaderMap) -> Result<Value, Refusal> {
        let vendor = self.asking(headers, &READ).await?;
        let (system, party, external_ref) = triple;
        self.system_of(&vendor, system)?;
        let found = self.world.store.read(|record| record.request_for(Triple { party, external_ref, system }).cloned());
        let request = found.filter(|request| request.kind == kind).ok_or_else(|| unknown(kind))?;
        Ok(self.request_body(&request))
    }

    async fn by_system(&self, kind: SystemUserKind, id: &str, query: Option<String>, headers: &HeaderMap) -> Result<Value, Refusal> {
        let vendor = self.asking(headers, &READ).await?;
        self.system_of(&vendor, id)?;
        let agent = if kind == SystemUserKind::Agent { "agent/" } else { "" };
        let path = format!("/authentication/api/v1/systemuser/request/vendor/{agent}bysystem/{id}");
        let list = List { path: &path, size: self.world.page_size(), skips: self.world.faults.is_on(Fault::RequestsSkipOne) };
        let own = |request: &&Request| !request.is_deleted && request.kind == kind && request.system == id;
        let requests: Vec<Request> = self.world.store.read(|record| record.requests.values().filter(own).cloned().collect());
        list.page(&query.unwrap_or_default(), requests.iter().map(|request| (request.id.clone(), self.request_body(request))))
    }
}

fn unknown(kind: SystemUserKind) -> Problem {
    match kind {
        SystemUserKind::Standard => UNKNOWN_REQUEST,
        SystemUserKind::Agent => UNKNOWN_AGENT_REQUEST,
    }
}

/// The framework reads it: in lower case with hyphens afterwards.
pub(in crate::altinn) fn uuid(name: &'static str, text: &str) -> Result<String, Refusal> {
    let read = Uuid::try_parse(text.trim()).map_err(|_| Refusal::Parameter { name, value: text.to_owned() })?;
    Ok(read.to_string())
}
