//! What Altinn's own portal asks the authentication component, by a person's token with the portal's scope (altinn.md 5.7, 5.10, 6.2).
//!
//! Below `/authentication/api/v1/systemuser`: `GET /request/{id}`, `/request/agent/{id}`, `/request/{party}/{id}`,
//! `/request/{party}/{orgno}/pending`, `/request/agent/{party}/{orgno}/pending`; `POST /request/{party}/{id}/{verb}`,
//! `/request/agent/{party}/{id}/{verb}`; `GET /changerequest/{id}`, `POST /changerequest/{party}/{id}/{verb}`; `GET /{party}`,
//! `/agent/{party}`; `POST /{party}/create`; `DELETE /{party}/{id}`. `{party}` is Altinn's number of the organisation.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, post};

use crate::altinn::Altinn;
use crate::altinn::refusal::Refusal;
use crate::approval::Approver;
use crate::town::{Organisation, Town};

mod requests;
mod system_users;

const SCOPES: [&str; 1] = ["altinn:portal/enduser"];

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let base = "/authentication/api/v1/systemuser";
    Router::new()
        .route(&format!("{base}/request/{{request}}"), get(requests::standard))
        .route(&format!("{base}/request/agent/{{request}}"), get(requests::agent))
        .route(&format!("{base}/request/{{party}}/{{request}}"), get(requests::of_party))
        .route(&format!("{base}/request/{{party}}/{{number}}/pending"), get(requests::pending))
        .route(&format!("{base}/request/agent/{{party}}/{{number}}/pending"), get(requests::pending_agents))
        .route(&format!("{base}/request/{{party}}/{{request}}/{{verb}}"), post(requests::decide_standard))
        .route(&format!("{base}/request/agent/{{party}}/{{request}}/{{verb}}"), post(requests::decide_agent))
        .route(&format!("{base}/changerequest/{{request}}"), get(requests::change))
        .route(&format!("{base}/changerequest/{{party}}/{{request}}/{{verb}}"), post(requests::decide_change))
        .route(&format!("{base}/{{party}}"), get(system_users::standard))
        .route(&format!("{base}/agent/{{party}}"), get(system_users::agents))
        .route(&format!("{base}/{{party}}/create"), post(system_users::create))
        .route(&format!("{base}/{{party}}/{{user}}"), axum::routing::delete(system_users::delete))
}

impl Altinn {
    async fn in_portal(&self, headers: &HeaderMap) -> Result<Approver, Refusal> {
        self.person(headers, &SCOPES).await
    }

    /// The person with the organisation of this number of Altinn's.
    async fn for_party(&self, headers: &HeaderMap, party: &str) -> Result<(Approver, &'static Organisation), Refusal> {
        let approver = self.in_portal(headers).await?;
        let number: u32 = party.parse().map_err(|_| Refusal::Parameter { name: "party", value: party.to_owned() })?;
        let unit = Town.organisations().iter().find(|unit| unit.party_id == number).ok_or(Refusal::Forbidden)?;
        Ok((approver, unit))
    }
}
