//! A client's page with its tabs: Generelt, Scopes, Nøkler, Historikk.

use axum::extract::Path;
use axum::response::Response;
use minijinja::{Value, context};
use time::OffsetDateTime;
use time::macros::format_description;

use super::forms;
use super::organisation::missing;
use super::visit::{TEXTS, Visit};
use crate::page::Sheet;
use crate::registration::{Author, Client, Deed, Draft, Event, KEY_LIFETIME, Refusal, SECRET_LIFETIME};

macro_rules! tab {
    ($template:literal) => {
        Sheet { template: concat!(include_str!("parts.html"), include_str!("client_head.html"), include_str!($template)), texts: TEXTS }
    };
}

/// The tabs by the ends of their addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    General,
    Scopes,
    Keys,
    History,
}

impl Tab {
    const ALL: [Self; 4] = [Self::General, Self::Scopes, Self::Keys, Self::History];

    const fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Scopes => "scopes",
            Self::Keys => "keys",
            Self::History => "history",
        }
    }

    const fn sheet(self) -> Sheet {
        match self {
            Self::General => tab!("client_general.html"),
            Self::Scopes => tab!("client_scopes.html"),
            Self::Keys => tab!("client_keys.html"),
            Self::History => tab!("client_history.html"),
        }
    }

    pub(super) fn path(self, id: &str) -> String {
        match self {
            Self::General => format!("/clients/{id}"),
            _ => format!("/clients/{id}/{}", self.name()),
        }
    }
}

pub(super) async fn general(visit: Visit, Path(id): Path<String>) -> Response {
    page(&visit, &id, Tab::General, None)
}

pub(super) async fn scopes(visit: Visit, Path(id): Path<String>) -> Response {
    page(&visit, &id, Tab::Scopes, None)
}

pub(super) async fn keys(visit: Visit, Path(id): Path<String>) -> Response {
    page(&visit, &id, Tab::Keys, None)
}

pub(super) async fn history(visit: Visit, Path(id): Path<String>) -> Response {
    page(&visit, &id, Tab::History, None)
}

pub(super) fn page(visit: &Visit, id: &str, tab: Tab, refusal: Option<&Refusal>) -> Response {
    match visit.world.store.client(id) {
        Some(client) => client_page(visit, &client, tab, refusal, context! { form => forms::shown(&Draft::of(&client)) }),
        None => missing(visit, &Refusal::new("no_client")),
    }
}

/// What the tab shows of the client, with `more`: the form as it is filled in, a secret that was just made.
pub(super) fn client_page(visit: &Visit, client: &Client, tab: Tab, refusal: Option<&Refusal>, more: Value) -> Response {
    let tabs = Tab::ALL.map(|tab| context! { name => tab.name(), path => tab.path(&client.id) });
    let method = client.authentication();
    let more = context! {
        tab => tab.name(),
        tabs,
        organisation => visit.world.town.organisation(&client.organisation),
        client => context! { id => client.id, name => client.name, kind => client.kind.name(), active => client.active },
        scopes => forms::offered(visit, &client.organisation, &Draft::of(client)),
        fixed_scopes => client.scopes.iter().filter(|scope| forms::is_fixed(client.kind, scope)).collect::<Vec<_>>(),
        method => method.name(),
        has_secret => method.has_secret(),
        secret_made => client.login.secret.as_ref().map(|secret| date(secret.made)),
        secret_expires => client.login.secret.as_ref().map(|secret| date(secret.made + SECRET_LIFETIME)),
        keys => client.keys.iter().map(|key| {
            let age = visit.world.clock.now() - key.uploaded;
            context! { kid => key.kid, uploaded => date(key.uploaded), expires => date(key.uploaded + KEY_LIFETIME), expired => age >= KEY_LIFETIME }
        }).collect::<Vec<_>>(),
        history => client.history.iter().rev().map(told).collect::<Vec<_>>(),
        ..more
    };
    visit.show(&tab.sheet(), &tab.path(&client.id), refusal, more)
}

fn told(event: &Event) -> Value {
    let (deed, kids) = match &event.deed {
        Deed::Created => ("deed_created", &[][..]),
        Deed::Changed => ("deed_changed", &[][..]),
        Deed::KeysWritten(kids) if kids.is_empty() => ("deed_keys_removed", &[][..]),
        Deed::KeysWritten(kids) => ("deed_keys_written", &kids[..]),
        Deed::SecretMade => ("deed_secret_made", &[][..]),
        Deed::Deactivated => ("deed_deactivated", &[][..]),
    };
    let (by, client) = match &event.by {
        Author::Portal => ("by_portal", None),
        Author::Api(client) => ("by_api", Some(client)),
        Author::OtherWriter => ("by_other_writer", None),
    };
    context! { date => date(event.at), time => time(event.at), deed, kids, by, client }
}

fn date(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).map(|moment| moment.date().to_string()).unwrap_or_default()
}

/// In UTC, as the town has no zone.
fn time(seconds: i64) -> String {
    let form = format_description!("[hour]:[minute]:[second]");
    OffsetDateTime::from_unix_timestamp(seconds).ok().and_then(|moment| moment.format(&form).ok()).unwrap_or_default()
}
