//! The forms on a client's page: each changes one thing.

use axum::extract::Path;
use axum::response::Response;
use minijinja::context;

use super::client::{Tab, client_page, page};
use super::forms;
use super::visit::Visit;
use crate::form::Fields;
use crate::registration::{self, Author, Draft, Refusal};

/// A refused form comes back as it was filled in.
pub(super) async fn set_general(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let Some(client) = visit.world.store.client(&id) else { return page(&visit, &id, Tab::General, None) };
    let mut draft = Draft::of(&client);
    let changed = forms::fill_in(&mut draft, &fields)
        .and_then(|()| visit.change(|record, now| registration::replace(record, &id, draft.clone(), Author::Portal, now)));
    match changed {
        Ok(_) => visit.go_to(&Tab::General.path(&id)),
        Err(refusal) => client_page(&visit, &client, Tab::General, Some(&refusal), context! { form => forms::shown(&draft) }),
    }
}

pub(super) async fn set_scopes(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let changed = visit.change(|record, now| {
        let mut draft = Draft::of(registration::active(record, &id)?);
        draft.scopes = forms::scopes(draft.kind, &fields);
        registration::replace(record, &id, draft, Author::Portal, now)
    });
    finish(&visit, &id, Tab::Scopes, changed.map(drop))
}

pub(super) async fn add_key(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let added = visit.change(|record, now| {
        let key = registration::read_text(fields.first("key").unwrap_or_default(), now)?;
        registration::add_key(record, &id, key, Author::Portal, now)
    });
    finish(&visit, &id, Tab::Keys, added)
}

pub(super) async fn delete_key(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let kid = fields.first("kid").unwrap_or_default();
    let removed = visit.change(|record, now| registration::remove_key(record, &id, kid, Author::Portal, now));
    finish(&visit, &id, Tab::Keys, removed)
}

/// The secret is on this answer and nowhere else.
pub(super) async fn make_secret(visit: Visit, Path(id): Path<String>) -> Response {
    match visit.change(|record, now| registration::make_secret(record, &id, Author::Portal, now)) {
        Ok(client) => {
            let secret = client.login.secret.as_ref().map(|secret| secret.value.as_str());
            client_page(&visit, &client, Tab::Keys, None, context! { secret })
        }
        Err(refusal) => page(&visit, &id, Tab::Keys, Some(&refusal)),
    }
}

pub(super) async fn delete(visit: Visit, Path(id): Path<String>) -> Response {
    let deleted = visit.change(|record, now| {
        registration::deactivate(record, &id, Author::Portal, now)?;
        Ok(record.clients.get(&id).map(|client| client.organisation.clone()).unwrap_or_default())
    });
    match deleted {
        Ok(organisation) => visit.go_to(&format!("/organisations/{organisation}")),
        Err(refusal) => page(&visit, &id, Tab::General, Some(&refusal)),
    }
}

fn finish(visit: &Visit, id: &str, tab: Tab, changed: Result<(), Refusal>) -> Response {
    match changed {
        Ok(()) => visit.go_to(&tab.path(id)),
        Err(refusal) => page(visit, id, tab, Some(&refusal)),
    }
}
