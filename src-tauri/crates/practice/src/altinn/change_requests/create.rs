//! `POST …/changerequest/vendor?correlation-id=&system-user-id=`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::NO_CHANGE_NEEDED;
use crate::altinn::binding::{self, Members};
use crate::altinn::problem::{CHANGE_DECIDED, NOT_STORED, UNKNOWN_USER};
use crate::altinn::refusal::Refusal;
use crate::altinn::requests::{WRITE, check_packages, check_redirect, check_rights, uuid};
use crate::altinn::{Altinn, caller::Vendor};
use crate::form::Fields;
use crate::systems::{ChangeRequest, Difference, RequestStatus, System, SystemRefusal, SystemUser, SystemUserKind};
use crate::{Fault, PracticeError};

pub(super) async fn create(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    app.ask_to_change(&fields, &headers, &body).await.unwrap_or_else(|refusal| refusal.answer(&headers))
}

impl Altinn {
    async fn ask_to_change(&self, fields: &Fields, headers: &HeaderMap, body: &[u8]) -> Result<Response, Refusal> {
        let vendor = self.vendor(headers, &WRITE).await?;
        let id = parameter(fields, "correlation-id")?;
        let user = parameter(fields, "system-user-id")?;
        let sent = binding::json(headers, body)?;
        let (wanted, redirect_url) = bind(&sent)?;
        if id == Uuid::nil().to_string() {
            return Err(text("Missing or invalid correlation-id. Generate a unique UUID (RFC 4122) for this Change Request."));
        }
        let vendor = vendor.ok_or(Refusal::Unauthorized)?;
        let (user, system) = self.changeable(&user, &id, &vendor)?;
        let change = ChangeRequest {
            id,
            system: user.system.clone(),
            system_user: user.id.clone(),
            party: user.owner.clone(),
            external_ref: user.external_ref.clone(),
            wanted,
            redirect_url,
            status: RequestStatus::New,
            is_deleted: false,
            created: self.world.clock.now(),
        };
        if change.wanted == Difference::default() {
            return Ok(self.nothing_to_change(change));
        }
        if self.world.faults.strikes(Fault::ChangeIdUsed, 1) {
            return Err(CHANGE_DECIDED.into());
        }
        if let Some(stored) = self.world.change_request(&change.id).filter(|stored| self.system_of(&vendor, &stored.system).is_ok()) {
            return if stored.status == RequestStatus::New {
                Ok(Json(self.change_body(&stored)).into_response())
            } else {
                Err(CHANGE_DECIDED.into())
            };
        }
        self.new_change(change, &user, &system)
    }

    /// A standard system user on a system of the caller's.
    fn changeable(&self, id: &str, correlation: &str, vendor: &Vendor) -> Result<(SystemUser, System), Refusal> {
        let found = self.world.store.read(|record| {
            let user = record.system_users.get(id).filter(|user| user.is_live() && user.kind == SystemUserKind::Standard)?;
            Some((user.clone(), record.systems.get(&user.system)?.clone()))
        });
        let (user, system) = found.ok_or(UNKNOWN_USER)?;
        if correlation == id {
            return Err(text("The correlation-id should not be the same as the system-user-id. Generate a unique id."));
        }
        if system.vendor == vendor.number { Ok((user, system)) } else { Err(Refusal::Unauthorized) }
    }

    fn new_change(&self, change: ChangeRequest, user: &SystemUser, system: &System) -> Result<Response, Refusal> {
        if change.wanted.is_met_by(&user.rights, &user.packages) {
            return Ok(self.nothing_to_change(change));
        }
        check_redirect(change.redirect_url.as_deref(), system)?;
        check_rights(&change.wanted.required_rights, system)?;
        check_packages(&change.wanted.required_packages, SystemUserKind::Standard, system)?;
        let change = self.world.add_change(change).map_err(|error| match error {
            PracticeError::Systems(SystemRefusal::Same(_)) => NOT_STORED.into(),
            error => Refusal::from(error),
        })?;
        let place = format!("{}/authentication/api/v1/systemuser/changerequest/{}", self.world.addresses.altinn_platform, change.id);
        Ok((StatusCode::CREATED, [(LOCATION, place)], Json(self.change_body(&change))).into_response())
    }

    fn nothing_to_change(&self, change: ChangeRequest) -> Response {
        let mut body = self.change_body(&ChangeRequest { wanted: Difference::default(), ..change });
        body["status"] = json!(NO_CHANGE_NEEDED);
        body["confirmUrl"] = json!("");
        Json(body).into_response()
    }
}

fn bind(body: &Value) -> Result<(Difference, Option<String>), Refusal> {
    let members = Members::of(body)?;
    let rights = |name| members.rights(name).map(Option::unwrap_or_default);
    let packages = |name| members.packages(name).map(Option::unwrap_or_default);
    let wanted = Difference {
        required_rights: rights("requiredRights")?,
        unwanted_rights: rights("unwantedRights")?,
        required_packages: packages("requiredAccessPackages")?,
        unwanted_packages: packages("unwantedAccessPackages")?,
    };
    Ok((wanted, members.text("redirectUrl")?.filter(|url| !url.is_empty())))
}

/// The zero UUID where there is none.
fn parameter(fields: &Fields, name: &'static str) -> Result<String, Refusal> {
    fields.first(name).filter(|text| !text.is_empty()).map_or_else(|| Ok(Uuid::nil().to_string()), |text| uuid(name, text))
}

fn text(why: &str) -> Refusal {
    Refusal::Text(StatusCode::BAD_REQUEST, why.to_owned())
}
