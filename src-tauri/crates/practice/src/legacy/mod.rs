//! The old Altinn: its REST API at an address of its own behind TLS (altinn.md 3, 10.6, 13 #38–43).
//!
//! `POST /api/authentication/authenticatewithpassword` · below `/api`: `metadata`, `my/…`, `{who}/messages`, `{who}/profile`,
//! `{who}/authorization/…`, `reportees`, `organizations`, `enterpriseusers`, `serviceowner`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post};

use crate::disturb::disturb;
use crate::world::World;

mod ask;
mod authorization;
mod caller;
mod closed;
mod enterprise_users;
mod hal;
mod letters;
mod login;
mod messages;
mod metadata;
mod profile;
mod query;
mod refusal;
mod reportees;
mod sessions;
#[cfg(test)]
mod tests;

pub(crate) use enterprise_users::EnterpriseUser;

/// The old host with what it remembers while it runs.
struct Legacy {
    world: Arc<World>,
    /// By the value of the cookie.
    sessions: Mutex<BTreeMap<String, sessions::Session>>,
    /// Wrong passwords, by user name.
    attempts: Mutex<BTreeMap<String, sessions::Attempts>>,
    /// Ids of the messages that somebody has read.
    read: Mutex<BTreeSet<String>>,
    /// Addresses added to an organisation's profile, by its number.
    contacts: Mutex<BTreeMap<String, Vec<profile::Contact>>>,
}

impl Legacy {
    fn href(&self, path: &str) -> String {
        format!("{}{path}", self.world.addresses.altinn_legacy)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `{legacy}`
pub(crate) fn router(world: Arc<World>) -> Router {
    let attempts = Mutex::new(sessions::locked_from_the_start(&world));
    let app = Legacy { world: world.clone(), sessions: Mutex::default(), attempts, read: Mutex::default(), contacts: Mutex::default() };
    Router::new()
        .route("/api/authentication/authenticatewithpassword", post(login::log_in))
        .route("/api/metadata", get(metadata::services))
        .route("/api/metadata/roledefinitions", get(metadata::role_definitions))
        .route("/api/metadata/rolerequirements", get(metadata::role_requirements))
        .route("/api/{who}/messagebox", get(messages::messagebox))
        .route("/api/{who}/messages", get(messages::list))
        .route("/api/{who}/messages/{id}", get(messages::read))
        .route("/api/{who}/profile", get(profile::profile))
        .route("/api/{who}/profile/contactinformation", get(profile::contacts).post(profile::add_contact))
        .route("/api/{who}/profile/contactinformation/{id}", delete(profile::remove_contact))
        .route("/api/{who}/authorization/roles", get(authorization::roles))
        .route("/api/{who}/authorization/rights", get(authorization::rights))
        .route("/api/{who}/authorization/roledefinitions", get(authorization::role_definitions))
        .route("/api/{who}/authorization/delegations", get(authorization::delegations))
        .route("/api/{who}/authorization/delegations/{holder}/{kind}", get(authorization::delegated))
        .route("/api/reportees", get(reportees::list))
        .route("/api/reportees/ReporteeConversion", post(reportees::convert))
        .route("/api/reportees/{id}", get(reportees::read))
        .route("/api/organizations", get(reportees::organizations))
        .route("/api/serviceowner/{*rest}", get(reportees::service_owner))
        .route("/api/enterpriseusers", get(enterprise_users::list).post(enterprise_users::create))
        .route("/api/enterpriseusers/{name}", get(enterprise_users::read).put(enterprise_users::rename).delete(enterprise_users::delete))
        .route("/api/enterpriseusers/{name}/rotatesecret", post(enterprise_users::rotate))
        .route("/ui/Authentication", get(closed::login_page))
        .route("/ui/Authentication/EnterpriseIdentified", get(closed::login_page))
        .route_layer(from_fn_with_state(world.clone(), disturb))
        .layer(from_fn_with_state(world, closed::close))
        .with_state(Arc::new(app))
}
