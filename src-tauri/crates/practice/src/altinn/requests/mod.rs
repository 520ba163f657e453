//! `/authentication/api/v1/systemuser/request/vendor`: what vendors ask their customers for (altinn.md 5.1 to 5.6).

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::altinn::Altinn;
use crate::altinn::caller::Vendor;
use crate::altinn::problem::{NO_VENDOR, UNKNOWN_SYSTEM};
use crate::altinn::refusal::Refusal;
use crate::altinn::system_register::{moment, packages};
use crate::systems::{Request, System, SystemUserKind};

mod create;
mod form;
mod read;
mod rules;

pub(super) use read::uuid;
pub(super) use rules::{check_packages, check_redirect, check_rights};

pub(super) const READ: [&str; 1] = ["altinn:authentication/systemuser.request.read"];
pub(super) const WRITE: [&str; 1] = ["altinn:authentication/systemuser.request.write"];

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let base = "/authentication/api/v1/systemuser/request/vendor";
    Router::new()
        .route(base, post(create::standard))
        .route(&format!("{base}/agent"), post(create::agent))
        .route(&format!("{base}/{{request}}"), get(read::standard).delete(read::delete))
        .route(&format!("{base}/agent/{{request}}"), get(read::agent))
        .route(&format!("{base}/byexternalref/{{system}}/{{party}}/{{reference}}"), get(read::standard_by_reference))
        .route(&format!("{base}/agent/byexternalref/{{system}}/{{party}}/{{reference}}"), get(read::agent_by_reference))
        .route(&format!("{base}/bysystem/{{system}}"), get(read::standard_by_system))
        .route(&format!("{base}/agent/bysystem/{{system}}"), get(read::agent_by_system))
}

impl Altinn {
    /// Who asks; AUTH-00023 for whoever is no organisation.
    pub(super) async fn asking(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Vendor, Refusal> {
        self.vendor(headers, scopes).await?.ok_or_else(|| NO_VENDOR.into())
    }

    /// A live system or a deleted one of this vendor's.
    pub(super) fn system_of(&self, vendor: &Vendor, id: &str) -> Result<System, Refusal> {
        let system = self.world.store.read(|record| record.systems.get(id).cloned());
        system.filter(|system| system.vendor == vendor.number).ok_or_else(|| UNKNOWN_SYSTEM.into())
    }

    /// The page where the customer decides, opened as it is.
    pub(super) fn confirm_url(&self, page: &str, id: &str) -> String {
        format!("{}/accessmanagement/ui/systemuser/{page}?id={id}&DONTCHOOSEREPORTEE=true", self.world.addresses.altinn_access_ui)
    }

    pub(super) fn request_body(&self, request: &Request) -> Value {
        let is_agent = request.kind == SystemUserKind::Agent;
        let body = json!({
            "id": request.id,
            "integrationTitle": request.title,
            "externalRef": request.external_ref,
            "systemId": request.system,
            "partyOrgNo": request.party,
            "rights": (!is_agent).then_some(&request.rights),
            "accessPackages": packages(&request.packages),
            "status": request.status.name(),
            "redirectUrl": request.redirect_url,
            "confirmUrl": self.confirm_url(if is_agent { "agentrequest" } else { "request" }, &request.id),
            "escalated": request.escalated,
            "created": moment(request.created),
            "timedOut": request.has_timed_out(self.world.clock.now()),
            "userType": is_agent.then(|| request.kind.name()),
        });
        without_nulls(body)
    }
}

/// Members with null are left out (altinn.md 5.3).
pub(super) fn without_nulls(mut body: Value) -> Value {
    if let Some(members) = body.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    body
}
