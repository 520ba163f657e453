//! What the portal shows.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use minijinja::{Value, context};
use time::OffsetDateTime;

use crate::Organisation;
use crate::form::Fields;
use crate::page::{Language, Sheet};
use crate::registration::{Client, ClientKind, LOGIN_SCOPES, Refusal, fits};
use crate::world::World;

const TEXTS: [&str; 3] =
    [include_str!("../locales/nb/portal.json"), include_str!("../locales/nn/portal.json"), include_str!("../locales/en/portal.json")];
const TOWN: Sheet = Sheet { template: include_str!("town.html"), texts: TEXTS };
const ORGANISATION: Sheet = Sheet { template: include_str!("organisation.html"), texts: TEXTS };
const CLIENT: Sheet = Sheet { template: include_str!("client.html"), texts: TEXTS };

/// Who asks, in which language.
pub(super) struct Visit {
    pub(super) world: Arc<World>,
    pub(super) language: Language,
}

impl Visit {
    pub(super) fn new(world: Arc<World>, query: Option<String>, headers: &HeaderMap) -> Self {
        let language = Language::choose(Fields::parse(query.unwrap_or_default().as_bytes()).first("lang"), headers);
        Self { world, language }
    }

    /// A text of the portal's.
    pub(super) fn text(&self, name: &str) -> String {
        TOWN.texts(self.language).remove(name).unwrap_or_default()
    }

    fn show(&self, sheet: &Sheet, path: &str, refusal: Option<&Refusal>, more: Value) -> Response {
        let status = if refusal.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        let problem = refusal.map(|refusal| refusal.words(self.language));
        sheet.render(self.language, status, context! { problem, language_links => Language::links(path), ..more })
    }
}

pub(super) async fn town(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    town_page(&Visit::new(world, query, &headers), None)
}

pub(super) async fn organisation(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let visit = Visit::new(world, query, &headers);
    match visit.world.town.organisation(&number).filter(|organisation| organisation.can_act()) {
        Some(organisation) => organisation_page(&visit, organisation, None),
        None => missing(&visit, &Refusal::new("no_organisation")),
    }
}

pub(super) async fn client(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    client_page(&Visit::new(world, query, &headers), &id, None)
}

pub(super) fn town_page(visit: &Visit, refusal: Option<&Refusal>) -> Response {
    visit.show(&TOWN, "/", refusal, context! { organisations => organisations(visit) })
}

/// The town's page in place of one that is not there.
fn missing(visit: &Visit, refusal: &Refusal) -> Response {
    let mut response = town_page(visit, Some(refusal));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn organisations(visit: &Visit) -> Vec<&'static Organisation> {
    visit.world.town.organisations().iter().filter(|organisation| organisation.can_act()).collect()
}

/// A refused form comes back as it was filled in.
pub(super) fn organisation_page(visit: &Visit, organisation: &Organisation, refused: Option<(&Refusal, &Fields)>) -> Response {
    let mut clients: Vec<Client> = visit.world.store.read(|record| {
        let own = record.clients.values().filter(|client| client.active && client.organisation == organisation.number);
        own.cloned().collect()
    });
    clients.sort_by_key(|client| client.created);
    let form = |kind: ClientKind| {
        let ours = |(_, fields): &(&Refusal, &Fields)| fields.first("kind") == Some(kind.name());
        let filled = refused.filter(ours).map(|(_, fields)| fields);
        let ticked = |scope: &str| filled.is_some_and(|fields| fields.all("scope").any(|ticked| ticked == scope));
        context! {
            kind => kind.name(),
            name => filled.and_then(|fields| fields.first("name")),
            description => filled.and_then(|fields| fields.first("description")),
            scopes => scopes(visit, organisation.number, kind, ticked),
        }
    };
    let more = context! {
        organisation => organisation,
        clients => clients.iter().map(|client| context! { id => client.id, name => client.name, kind => client.kind.name() }).collect::<Vec<_>>(),
        maskinporten => form(ClientKind::Maskinporten),
        idporten => form(ClientKind::IdPorten),
    };
    visit.show(&ORGANISATION, &format!("/organisations/{}", organisation.number), refused.map(|(refusal, _)| refusal), more)
}

pub(super) fn client_page(visit: &Visit, id: &str, refusal: Option<&Refusal>) -> Response {
    let Some(client) = visit.world.store.client(id).filter(|client| client.active) else {
        return missing(visit, &Refusal::new("no_client"));
    };
    let keys = client
        .keys
        .iter()
        .map(|key| context! { kid => key.kid, uploaded => date(key.uploaded), expires => date(key.uploaded + 365 * 86_400) });
    let more = context! {
        keys => keys.collect::<Vec<_>>(),
        scopes => scopes(visit, &client.organisation, client.kind, |scope| client.scopes.contains(scope)),
        organisation => visit.world.town.organisation(&client.organisation),
        kind => client.kind.name(),
        client => context! { id => client.id, name => client.name, description => client.description, redirect_uris => client.redirect_uris },
    };
    visit.show(&CLIENT, &format!("/clients/{id}"), refusal, more)
}

/// The scopes that fit, with who may use them. A login client's fixed ones are not offered.
fn scopes(visit: &Visit, organisation: &str, kind: ClientKind, ticked: impl Fn(&str) -> bool) -> Vec<Value> {
    let fitting = visit.world.town.scopes().iter().filter(|scope| fits(kind, scope) && !LOGIN_SCOPES.contains(&scope.name));
    let show = |scope: &crate::Scope| {
        context! { name => scope.name, ticked => ticked(scope.name), granted => visit.world.is_granted(organisation, scope.name) }
    };
    fitting.map(show).collect()
}

fn date(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).map(|date| date.date().to_string()).unwrap_or_default()
}
