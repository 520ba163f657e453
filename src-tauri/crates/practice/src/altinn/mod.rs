//! Altinn's platform: token exchange, its own keys, systems, parties, instances (altinn.md 2, 4, 6, 7.1, 11, 13).
//!
//! `GET /authentication/api/v1/exchange/{provider}` · `GET /authentication/api/v1/openid/.well-known/openid-configuration` with
//! `/jwks` below it · `GET /authentication/api/v1/systemregister/vendor` with `/{systemId}` below it ·
//! `GET /authentication/api/v1/systemuser/vendor/bysystem/{systemId}` · `GET /authentication/api/v1/systemuser/vendor/byquery` ·
//! `GET /accessmanagement/api/v1/enduser/authorizedparties` · `GET /storage/api/v1/instances`.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::sync::OnceCell;

use crate::disturb::disturb;
use crate::world::World;

mod accept;
mod authorized_parties;
mod caller;
mod exchange;
mod instances;
mod openid;
mod parties;
mod provider;
mod refusal;
mod register;
mod system_register;
mod system_users;
#[cfg(test)]
mod tests;

pub(crate) use parties::{Access, accesses, subunits};

/// The platform with the certificate that its keys are published in.
struct Altinn {
    world: Arc<World>,
    certificate: OnceCell<openid::Certificate>,
}

impl Altinn {
    /// Its own name as an issuer, with the slash.
    fn issuer(&self) -> String {
        format!("{}/authentication/api/v1/openid/", self.world.addresses.altinn_platform)
    }
}

/// `{platform}`
pub(crate) fn platform(world: Arc<World>) -> Router {
    let app = Arc::new(Altinn { world: world.clone(), certificate: OnceCell::new() });
    let openid = "/authentication/api/v1/openid/.well-known/openid-configuration";
    Router::new()
        .route("/authentication/api/v1/exchange/{provider}", get(exchange::exchange))
        .route("/authentication/api/v1/systemregister/vendor", get(system_register::list))
        .route("/authentication/api/v1/systemregister/vendor/{system}", get(system_register::read))
        .route("/authentication/api/v1/systemuser/vendor/bysystem/{system}", get(system_users::by_system))
        .route("/authentication/api/v1/systemuser/vendor/byquery", get(system_users::by_query))
        .route_layer(from_fn_with_state(world, disturb))
        .route(openid, get(openid::openid_configuration))
        .route(&format!("{openid}/jwks"), get(openid::jwks))
        .route("/accessmanagement/api/v1/enduser/authorizedparties", get(authorized_parties::authorized_parties))
        .route("/storage/api/v1/instances", get(instances::instances))
        .with_state(app)
}

/// The address where system users are approved. Nothing can be asked for yet, so nothing is there to approve.
pub(crate) fn access_ui(_world: Arc<World>) -> Router {
    Router::new()
}

pub(crate) use register::register;
