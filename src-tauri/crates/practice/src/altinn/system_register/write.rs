//! What a vendor does to its systems: each check in the order of altinn.md 4.3.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::form::Form;
use super::{SCOPES, rules};
use crate::PracticeError;
use crate::altinn::caller::Vendor;
use crate::altinn::problem::{Invalid, SYSTEM_OTHER, VENDOR_ID};
use crate::altinn::refusal::{Refusal, answer};
use crate::altinn::{Altinn, binding};
use crate::systems::{ChangeKind, LoggedChange, System, SystemRefusal};

pub(super) async fn create(State(app): State<Arc<Altinn>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(app.created(&headers, &body).await, &headers)
}

pub(super) async fn replace(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    done(app.replaced(&id, &headers, &body).await, &headers)
}

pub(super) async fn rights(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let put = async {
        let vendor = app.vendor(&headers, &SCOPES).await?;
        let sent = binding::json(&headers, &body)?;
        let rights = binding::rights(&sent)?;
        let (vendor, _) = app.writable(vendor, &id)?;
        all_right(rules::rights(&rights))?;
        app.write(&id, app.line(&vendor, ChangeKind::RightsUpdate, sent), |system| system.rights = rights)
    };
    done(put.await, &headers)
}

pub(super) async fn packages(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let put = async {
        let vendor = app.vendor(&headers, &SCOPES).await?;
        let sent = binding::json(&headers, &body)?;
        let packages = binding::packages(&sent)?;
        let (vendor, system) = app.writable(vendor, &id)?;
        all_right(rules::packages(&packages, system.is_visible))?;
        app.write(&id, app.line(&vendor, ChangeKind::AccessPackageUpdate, sent), |system| system.packages = packages)
    };
    done(put.await, &headers)
}

/// Soft: the system is still read, its id never given again.
pub(super) async fn delete(State(app): State<Arc<Altinn>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    done(app.deleted(&id, &headers).await, &headers)
}

impl Altinn {
    async fn created(&self, headers: &HeaderMap, body: &[u8]) -> Result<String, Refusal> {
        let vendor = self.vendor(headers, &SCOPES).await?;
        let sent = binding::json(headers, body)?;
        let form = Form::bind(&sent)?;
        let number = form.vendor_number().ok_or_else(|| Refusal::Invalid(vec![VENDOR_ID]))?.to_owned();
        let found = self.world.store.read(|record| rules::new(&form, &number, record));
        let vendor = vendor.filter(|vendor| vendor.number == number).ok_or(Refusal::Forbidden)?;
        all_right(found)?;
        let mut system = System {
            vendor: number,
            internal_id: Uuid::new_v4().to_string(),
            created: self.world.clock.now(),
            log: vec![self.line(&vendor, ChangeKind::Create, sent)],
            ..System::empty(form.id.clone())
        };
        form.write_to(&mut system);
        let internal_id = system.internal_id.clone();
        self.world.add_system(system).map_err(raced)?;
        Ok(internal_id)
    }

    async fn replaced(&self, id: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
        let vendor = self.vendor(headers, &SCOPES).await?;
        let sent = binding::json(headers, body)?;
        let form = Form::bind(&sent)?;
        let number = form.vendor_number().ok_or_else(|| Refusal::Invalid(vec![VENDOR_ID]))?;
        let unknown = || Refusal::Text(StatusCode::NOT_FOUND, format!("System with ID '{id}' not found."));
        let system = self.system(id).filter(|system| system.vendor == number).ok_or_else(unknown)?;
        let vendor = vendor.filter(|vendor| vendor.number == system.vendor).ok_or(Refusal::Forbidden)?;
        if form.id != id {
            return Err(Refusal::Invalid(vec![SYSTEM_OTHER]));
        }
        all_right(self.world.store.read(|record| rules::content(&form, record)))?;
        not_deleted(&system)?;
        self.write(id, self.line(&vendor, ChangeKind::Update, sent), |system| form.write_to(system))
    }

    async fn deleted(&self, id: &str, headers: &HeaderMap) -> Result<(), Refusal> {
        let vendor = self.vendor(headers, &SCOPES).await?;
        let system = self.system(id).ok_or(Refusal::Return("System not found"))?;
        let vendor = vendor.filter(|vendor| vendor.number == system.vendor).ok_or(Refusal::Forbidden)?;
        if !system.is_deleted {
            self.write(id, self.line(&vendor, ChangeKind::Delete, Value::Null), System::delete)?;
        }
        // Altinn counts the client ids that it has freed, and takes none for a failure.
        if system.client_ids.is_empty() { Err(Refusal::BadRequest) } else { Ok(()) }
    }

    /// A system of the caller's that part of can be replaced. One that nobody knows is looked into all the same, which fails.
    fn writable(&self, vendor: Option<Vendor>, id: &str) -> Result<(Vendor, System), Refusal> {
        let system = self.system(id).ok_or(Refusal::Failed)?;
        let vendor = vendor.filter(|vendor| vendor.number == system.vendor).ok_or(Refusal::Forbidden)?;
        not_deleted(&system)?;
        Ok((vendor, system))
    }

    fn line(&self, vendor: &Vendor, kind: ChangeKind, data: Value) -> LoggedChange {
        LoggedChange { kind, by: vendor.number.clone(), client_id: vendor.client_id.clone(), data, at: self.world.clock.now() }
    }

    fn write(&self, id: &str, line: LoggedChange, alter: impl FnOnce(&mut System)) -> Result<(), Refusal> {
        self.world.change_system(id, line, alter).map_err(|error| match error {
            PracticeError::Systems(SystemRefusal::System(_)) => is_deleted(),
            error => Refusal::from(error),
        })
    }
}

fn done(result: Result<(), Refusal>, headers: &HeaderMap) -> Response {
    answer(result.map(|()| json!({ "succeeded": true })), headers)
}

fn all_right(found: Vec<Invalid>) -> Result<(), Refusal> {
    if found.is_empty() { Ok(()) } else { Err(Refusal::Invalid(found)) }
}

fn not_deleted(system: &System) -> Result<(), Refusal> {
    if system.is_deleted { Err(is_deleted()) } else { Ok(()) }
}

fn is_deleted() -> Refusal {
    Refusal::Text(StatusCode::BAD_REQUEST, "Cannot update a system marked as deleted.".to_owned())
}

/// Somebody else was quicker, or the disk is full.
fn raced(error: PracticeError) -> Refusal {
    match error {
        PracticeError::Systems(SystemRefusal::Taken(id)) => Refusal::Text(StatusCode::CONFLICT, format!("The System already exist: {id}")),
        error => Refusal::Text(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_second_is_told_so_and_a_full_disk_is_told_in_a_sentence() {
        let taken = raced(SystemRefusal::Taken("312345609_kassa".to_owned()).into());
        assert_eq!(taken, Refusal::Text(StatusCode::CONFLICT, "The System already exist: 312345609_kassa".to_owned()));
        let full = raced(PracticeError::Key("full".to_owned()));
        assert!(matches!(full, Refusal::Text(StatusCode::INTERNAL_SERVER_ERROR, text) if text.contains("full")));
    }
}
