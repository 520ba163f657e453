//! The forms of the overview.

use axum::response::{IntoResponse, Redirect, Response};

use super::visit::Visit;
use super::{OVERVIEW, login, overview};
use crate::approval::{Approver, Denial};
use crate::form::Fields;
use crate::systems::SystemUser;

pub(super) async fn delete(visit: Visit, fields: Fields) -> Response {
    change(&visit, &fields, |approver, party| visit.world.remove_system_user(approver, party, fields.first("id").unwrap_or_default()))
}

pub(super) async fn create(visit: Visit, fields: Fields) -> Response {
    let field = |name| fields.first(name).unwrap_or_default();
    change(&visit, &fields, |approver, party| visit.world.create_system_user(approver, party, field("system"), field("title")).map(|_| ()))
}

pub(super) async fn attach(visit: Visit, fields: Fields) -> Response {
    change(&visit, &fields, |approver, party| {
        visit.world.attach(&agent(&visit, approver, party, &fields)?, fields.first("client").unwrap_or_default())
    })
}

pub(super) async fn detach(visit: Visit, fields: Fields) -> Response {
    change(&visit, &fields, |approver, party| {
        visit.world.detach(&agent(&visit, approver, party, &fields)?, fields.first("client").unwrap_or_default())
    })
}

/// The agent of the organisation, for somebody who may decide for whom it acts.
fn agent(visit: &Visit, approver: Approver, party: &str, fields: &Fields) -> Result<SystemUser, Denial> {
    if !approver.administers_clients(party) {
        return Err(Denial::NOT_A_MANAGER);
    }
    let id = fields.first("id").unwrap_or_default();
    let found = visit.world.store.read(|record| record.system_users.get(id).cloned());
    found.filter(|user| user.is_live() && user.owner == party).ok_or(Denial::NO_SYSTEM_USER)
}

fn change(visit: &Visit, fields: &Fields, alter: impl FnOnce(Approver, &str) -> Result<(), Denial>) -> Response {
    let Some(approver) = visit.approver else { return login::page(visit) };
    let party = fields.first("party").unwrap_or_default();
    match alter(approver, party) {
        Ok(()) => Redirect::to(&visit.with_language(&format!("{OVERVIEW}?party={party}"))).into_response(),
        Err(denial) => overview::page(visit, party, Some(denial)),
    }
}
