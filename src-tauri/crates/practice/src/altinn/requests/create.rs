//! `POST …/request/vendor`, `/vendor/agent`: each check in the order of altinn.md 5.5.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::form::Form;
use super::{WRITE, rules};
use crate::PracticeError;
use crate::altinn::caller::Vendor;
use crate::altinn::problem::{
    ACCEPTED, DENIED, NO_VENDOR, NOT_STORED, PENDING, Problem, REJECTED, UNKNOWN_PARTY, UNKNOWN_SYSTEM, USER_EXISTS,
};
use crate::altinn::refusal::Refusal;
use crate::altinn::{Altinn, binding};
use crate::store::Record;
use crate::systems::{Request, RequestStatus, System, SystemRefusal, SystemUserKind};
use crate::town::Standing;

pub(super) async fn standard(State(app): State<Arc<Altinn>>, headers: HeaderMap, body: Bytes) -> Response {
    app.ask(SystemUserKind::Standard, &headers, &body).await.unwrap_or_else(|refusal| refusal.answer(&headers))
}

pub(super) async fn agent(State(app): State<Arc<Altinn>>, headers: HeaderMap, body: Bytes) -> Response {
    app.ask(SystemUserKind::Agent, &headers, &body).await.unwrap_or_else(|refusal| refusal.answer(&headers))
}

impl Altinn {
    async fn ask(&self, kind: SystemUserKind, headers: &HeaderMap, body: &[u8]) -> Result<Response, Refusal> {
        let vendor = self.vendor(headers, &WRITE).await?;
        let form = Form::bind(&binding::json(headers, body)?, kind)?;
        let vendor = vendor.ok_or(NO_VENDOR)?;
        let system = match self.world.store.read(|record| find(record, &form, &vendor))? {
            Found::There(request) => return Ok(Json(self.request_body(&request)).into_response()),
            Found::Room(system) => system,
        };
        let party = self.world.town.organisation(&form.party).filter(|party| party.standing != Standing::Deleted);
        party.ok_or(UNKNOWN_PARTY)?;
        rules::check(&form, kind, &system)?;
        let request = self.world.add_request(self.request_of(form, kind, system)).map_err(unstored)?;
        let place = format!("{}/authentication/api/v1/systemuser/request/{}", self.world.addresses.altinn_platform, request.id);
        Ok((StatusCode::CREATED, [(LOCATION, place)], Json(self.request_body(&request))).into_response())
    }

    fn request_of(&self, form: Form, kind: SystemUserKind, system: System) -> Request {
        let name = Some(system.name.nb).filter(|name| !name.is_empty());
        Request {
            id: Uuid::new_v4().to_string(),
            kind,
            external_ref: form.stored_reference().to_owned(),
            title: form.title.or(name),
            rights: form.rights.unwrap_or_default(),
            packages: form.packages.unwrap_or_default(),
            redirect_url: form.redirect_url,
            system: form.system,
            party: form.party,
            status: RequestStatus::New,
            escalated: false,
            is_deleted: false,
            created: self.world.clock.now(),
        }
    }
}

/// What the triple leads to.
enum Found {
    /// The caller has asked before: that is the answer, whatever came of it.
    There(Request),
    /// A system of the caller's, with room for a request.
    Room(System),
}

fn find(record: &Record, form: &Form, vendor: &Vendor) -> Result<Found, Problem> {
    if record.live_user(form.triple()).is_some() {
        return Err(USER_EXISTS);
    }
    let system = record.systems.get(&form.system);
    let is_own = system.is_some_and(|system| system.vendor == vendor.number);
    let asked = record.request_for(form.triple());
    match (asked, system.filter(|system| !system.is_deleted)) {
        (Some(request), _) if is_own => Ok(Found::There(request.clone())),
        (_, None) => Err(UNKNOWN_SYSTEM),
        (Some(request), _) => Err(held(request.status)),
        (None, Some(system)) if is_own => Ok(Found::Room(system.clone())),
        (None, Some(_)) => Err(UNKNOWN_SYSTEM),
    }
}

/// Somebody else holds the triple.
fn held(status: RequestStatus) -> Problem {
    match status {
        RequestStatus::New => PENDING,
        RequestStatus::Accepted => ACCEPTED,
        RequestStatus::Rejected => REJECTED,
        RequestStatus::Denied => DENIED,
    }
}

fn unstored(error: PracticeError) -> Refusal {
    match error {
        PracticeError::Systems(SystemRefusal::Same(_)) => NOT_STORED.into(),
        error => error.into(),
    }
}
