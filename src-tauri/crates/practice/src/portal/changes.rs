//! The portal's forms that make a client.

use axum::response::Response;

use super::client::Tab;
use super::forms;
use super::new_client::form_page;
use super::organisation::{find, town_page};
use super::visit::Visit;
use crate::form::Fields;
use crate::registration::{self, Author, Client, ClientKind, Draft, Refusal};

pub(super) async fn create(visit: Visit, fields: Fields) -> Response {
    let organisation = match find(&visit, fields.first("organisation").unwrap_or_default()) {
        Ok(organisation) => organisation,
        Err(refusal) => return town_page(&visit, Some(&refusal)),
    };
    let Some(kind) = fields.first("kind").and_then(ClientKind::named) else { return town_page(&visit, Some(&Refusal::new("client_kind"))) };
    let mut draft = forms::blank(kind);
    let made = forms::fill_in(&mut draft, &fields).and_then(|()| {
        draft.scopes = forms::scopes(kind, &fields);
        visit.change(|record, now| registration::create(record, organisation.number, draft.clone(), Author::Portal, now))
    });
    match made {
        Ok(client) => visit.go_to(&Tab::General.path(&client.id)),
        Err(refusal) => form_page(&visit, organisation, &draft, Some(&refusal)),
    }
}

/// As Digdir's service desk would: an administration client, with the scopes that it is for.
pub(super) async fn create_administration(visit: Visit, fields: Fields) -> Response {
    match administration(&visit, &fields) {
        Ok(client) => visit.go_to(&Tab::General.path(&client.id)),
        Err(refusal) => town_page(&visit, Some(&refusal)),
    }
}

fn administration(visit: &Visit, fields: &Fields) -> Result<Client, Refusal> {
    let number = find(visit, fields.first("organisation").unwrap_or_default())?.number;
    let scopes = visit.world.town.scopes().iter().filter(|scope| scope.is_on_request()).map(|scope| scope.name.to_owned());
    let draft = Draft {
        name: visit.text("administration"),
        description: visit.text("administration_purpose"),
        scopes: scopes.collect(),
        ..forms::blank(ClientKind::Maskinporten)
    };
    visit.change(|record, now| {
        let granted = record.granted.entry(number.to_owned()).or_default();
        for scope in &draft.scopes {
            granted.entry(scope.clone()).or_insert(now);
        }
        registration::create(record, number, draft, Author::Portal, now)
    })
}
