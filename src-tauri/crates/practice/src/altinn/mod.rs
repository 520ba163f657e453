//! Altinn's platform: token exchange, its own keys, systems, parties, instances (altinn.md 2, 4, 6, 7.1, 11, 13).
//!
//! Below `/authentication/api/v1`: `GET /exchange/{provider}` · `GET /openid/.well-known/openid-configuration` with `/jwks` below it ·
//! `/systemregister` · `/systemuser/request/vendor` · `/systemuser/changerequest/vendor` · `GET /systemuser/vendor/bysystem/{systemId}` ·
//! `GET /systemuser/vendor/byquery` · `GET /systemuser/byExternalId`. Beside it:
//! `GET /accessmanagement/api/v1/enduser/authorizedparties` · `GET /storage/api/v1/instances`.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::OnceCell;

use crate::Fault;
use crate::disturb::{disturb, too_many};
use crate::world::World;

mod accept;
mod authorized_parties;
mod binding;
mod caller;
mod change_requests;
mod client_delegation;
mod dialogporten;
mod employees;
mod enduser;
mod exchange;
mod hierarchy;
mod instances;
mod metadata;
mod openid;
mod page;
mod parties;
mod problem;
mod provider;
mod refusal;
mod requests;
mod system_register;
mod system_users;
#[cfg(test)]
mod tests;

pub(crate) use parties::{Access, accesses, clients, resource_ids, subunits};
pub(crate) use provider::{consumer, is_valid, level};

/// The platform with the certificate that its keys are published in.
struct Altinn {
    world: Arc<World>,
    certificate: OnceCell<openid::Certificate>,
    /// Of the key that a fault has it change to.
    next: OnceCell<openid::Certificate>,
}

impl Altinn {
    /// Its own name as an issuer, with the slash.
    fn issuer(&self) -> String {
        format!("{}/authentication/api/v1/openid/", self.world.addresses.altinn_platform)
    }
}

/// `{platform}`
pub(crate) fn platform(world: Arc<World>) -> Router {
    let app = Arc::new(Altinn { world: world.clone(), certificate: OnceCell::new(), next: OnceCell::new() });
    let openid = "/authentication/api/v1/openid/.well-known/openid-configuration";
    Router::new()
        .route("/authentication/api/v1/exchange/{provider}", get(exchange::exchange))
        .route("/authentication/api/v1/refresh", get(exchange::refresh))
        .merge(system_register::routes())
        .merge(requests::routes())
        .merge(change_requests::routes())
        .merge(client_delegation::routes())
        .merge(enduser::routes())
        .route("/accessmanagement/api/v1/enduser/clientdelegations/clients", get(employees::list))
        .route("/authentication/api/v1/systemuser/byExternalId", get(system_users::by_external_id))
        .route("/authentication/api/v1/systemuser/vendor/bysystem/{system}", get(system_users::by_system))
        .route("/authentication/api/v1/systemuser/vendor/byquery", get(system_users::by_query))
        .route_layer(from_fn_with_state(world.clone(), busy))
        .route_layer(from_fn_with_state(world, disturb))
        .route(openid, get(openid::openid_configuration))
        .route(&format!("{openid}/jwks"), get(openid::jwks))
        .route("/accessmanagement/api/v1/enduser/authorizedparties", get(authorized_parties::authorized_parties))
        .merge(dialogporten::routes())
        .route("/storage/api/v1/instances", get(instances::instances))
        .merge(metadata::routes())
        .with_state(app)
}

/// 429 from Altinn while everybody else answers as ever.
async fn busy(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    if world.faults.is_on(Fault::Altinn429) { too_many() } else { next.run(request).await }
}
