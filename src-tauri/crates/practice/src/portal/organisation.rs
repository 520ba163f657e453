//! The portal's way in: for whom one has come, and which clients there are.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use minijinja::{Value, context};

use super::visit::{TEXTS, Visit};
use crate::Organisation;
use crate::page::Sheet;
use crate::registration::{Client, Refusal};

const TOWN: Sheet = Sheet { template: include_str!("town.html"), texts: TEXTS };
const ORGANISATION: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("organisation.html")), texts: TEXTS };

pub(super) async fn town(visit: Visit) -> Response {
    town_page(&visit, None)
}

pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Response {
    match find(&visit, &number) {
        Ok(organisation) => organisation_page(&visit, organisation),
        Err(refusal) => missing(&visit, &refusal),
    }
}

/// An organisation that somebody can come for.
pub(super) fn find(visit: &Visit, number: &str) -> Result<&'static Organisation, Refusal> {
    let organisation = visit.world.town.organisation(number).filter(|organisation| organisation.can_act());
    organisation.ok_or_else(|| Refusal::new("no_organisation"))
}

pub(super) fn town_page(visit: &Visit, refusal: Option<&Refusal>) -> Response {
    let organisations = visit.world.town.organisations().iter().filter(|organisation| organisation.can_act());
    visit.show(&TOWN, "/", refusal, context! { organisations => organisations.collect::<Vec<_>>() })
}

/// The town's page in place of one that is not there.
pub(super) fn missing(visit: &Visit, refusal: &Refusal) -> Response {
    let mut response = town_page(visit, Some(refusal));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn organisation_page(visit: &Visit, organisation: &Organisation) -> Response {
    let mut clients: Vec<Client> = visit.world.store.read(|record| {
        let own = record.clients.values().filter(|client| client.organisation == organisation.number);
        own.cloned().collect()
    });
    clients.sort_by_key(|client| client.created);
    let listed = |active: bool| -> Vec<Value> {
        let wanted = clients.iter().filter(|client| client.active == active);
        wanted.map(|client| context! { id => client.id, name => client.name, kind => client.kind.name() }).collect()
    };
    let more = context! { organisation, clients => listed(true), deleted => listed(false) };
    visit.show(&ORGANISATION, &format!("/organisations/{}", organisation.number), None, more)
}
