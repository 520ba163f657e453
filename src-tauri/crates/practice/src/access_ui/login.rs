//! Who has come to access management: one of the town's people, at a level.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};

use super::visit::{COOKIE_NAME, LEVELS, TEXTS, Visit};
use super::{OVERVIEW, UI};
use crate::form::Fields;
use crate::page::Sheet;
use crate::town::{Person, Role, Town};

const LOGIN: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("login.html")), texts: TEXTS };

/// «Hvem er du?», in place of the page that was asked for.
pub(super) fn page(visit: &Visit) -> Response {
    page_for(visit, &visit.here(), false)
}

fn page_for(visit: &Visit, goto: &str, again: bool) -> Response {
    let people: Vec<Value> = Town.people().iter().map(|person| shown(visit, person)).collect();
    let more = context! { people, levels => LEVELS.map(|(name, _)| name), again };
    let mut response = visit.show_at(goto, &LOGIN, None, more);
    if again {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn shown(visit: &Visit, person: &Person) -> Value {
    let positions: Vec<String> = Town
        .positions(person.national_id)
        .filter_map(|position| Some(format!("{}, {}", visit.text(role(position.role)), Town.organisation(position.organisation)?.name)))
        .collect();
    context! { id => person.national_id, name => person.name, known => person.known_in_altinn, positions }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::ManagingDirector => "managing_director",
        Role::ClientAdministrator => "client_administrator",
        Role::AccessManager => "access_manager",
        Role::Employee => "employee",
    }
}

/// `POST /login`
pub(super) async fn log_in(visit: Visit, fields: Fields) -> Response {
    let goto = goto(&fields);
    let person = fields.first("person").and_then(|id| Town.person(id));
    let level = LEVELS.iter().find(|(name, _)| fields.first("level") == Some(name));
    match person.zip(level) {
        Some((person, (_, level))) => keep(Redirect::to(&goto).into_response(), &format!("{}.{level}; HttpOnly", person.user_id)),
        None => page_for(&visit, &goto, true),
    }
}

/// `POST /logout`
pub(super) async fn log_out(fields: Fields) -> Response {
    forget(Redirect::to(&goto(&fields)).into_response())
}

/// Takes the cookie back.
pub(super) fn forget(response: Response) -> Response {
    keep(response, "; Max-Age=0; HttpOnly")
}

fn keep(mut response: Response, value: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(&format!("{COOKIE_NAME}={value}; Path=/; SameSite=Lax")) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Only one of these pages.
fn goto(fields: &Fields) -> String {
    let wanted = fields.first("goto").filter(|goto| goto.strip_prefix(UI).is_some_and(|rest| rest.starts_with('/')));
    wanted.unwrap_or(OVERVIEW).to_owned()
}
