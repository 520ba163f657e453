//! `/authentication/api/v1/systemuser/changerequest/vendor`: what vendors ask to change of standard system users (altinn.md 5.8).

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::altinn::Altinn;
use crate::altinn::caller::Vendor;
use crate::altinn::refusal::Refusal;
use crate::altinn::requests::without_nulls;
use crate::altinn::system_register::{moment, packages};
use crate::systems::{ChangeRequest, Difference};

mod create;
mod read;

/// What comes instead of a status where there is nothing to do. It is never stored.
const NO_CHANGE_NEEDED: &str = "NoChangeNeeded";

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let base = "/authentication/api/v1/systemuser/changerequest/vendor";
    Router::new()
        .route(base, post(create::create))
        .route(&format!("{base}/{{request}}"), get(read::one).delete(read::delete))
        .route(&format!("{base}/byexternalref/{{system}}/{{party}}/{{reference}}"), get(read::by_reference))
        .route(&format!("{base}/bysystem/{{system}}"), get(read::by_system))
}

impl Altinn {
    /// Who asks; a bare 401 for whoever is no organisation.
    async fn changing(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Vendor, Refusal> {
        self.vendor(headers, scopes).await?.ok_or(Refusal::Unauthorized)
    }

    pub(super) fn change_body(&self, change: &ChangeRequest) -> Value {
        let mut body = self.change_head(change);
        let Difference { required_rights, unwanted_rights, required_packages, unwanted_packages } = &change.wanted;
        body["requiredRights"] = json!(required_rights);
        body["unwantedRights"] = json!(unwanted_rights);
        body["requiredAccessPackages"] = packages(required_packages);
        body["unwantedAccessPackages"] = packages(unwanted_packages);
        body
    }

    /// Everything but the sets.
    fn change_head(&self, change: &ChangeRequest) -> Value {
        without_nulls(json!({
            "id": change.id,
            "externalRef": change.external_ref,
            "systemId": change.system,
            "systemUserId": change.system_user,
            "partyOrgNo": change.party,
            "status": change.status.name(),
            "redirectUrl": change.redirect_url,
            "confirmUrl": self.confirm_url("changerequest", &change.id),
            "created": moment(change.created),
            "timedOut": change.has_timed_out(self.world.clock.now()),
        }))
    }
}
