//! What a person sees of ID-porten.

use axum::http::StatusCode;
use axum::response::Response;
use minijinja::{Value, context};

use crate::idporten::levels::Level;
use crate::idporten::login::Transaction;
use crate::idporten::refusal::Refusal;
use crate::page::{Language, Sheet};
use crate::town::{Person, Town};

/// In the order nb, nn, en.
const TEXTS: [&str; 3] =
    [include_str!("../locales/nb/idporten.json"), include_str!("../locales/nn/idporten.json"), include_str!("../locales/en/idporten.json")];

const fn sheet(template: &'static str) -> Sheet {
    Sheet { template, texts: TEXTS }
}

const LOGIN: Sheet = sheet(include_str!("pages/login.html"));
const CONSENT: Sheet = sheet(include_str!("pages/consent.html"));
const REFUSED: Sheet = sheet(include_str!("pages/refused.html"));
const EXPIRED: Sheet = sheet(include_str!("pages/expired.html"));
pub(super) const FORM_POST: Sheet = sheet(include_str!("pages/form_post.html"));
pub(super) const LOGGED_OUT: Sheet = sheet(include_str!("pages/logged_out.html"));
pub(super) const NOWHERE: Sheet = sheet(include_str!("pages/nowhere.html"));

/// Who are you? `again` when the form came without a usable answer.
pub(super) fn login(language: Language, name: &str, transaction: &Transaction, again: bool) -> Response {
    let texts = LOGIN.texts(language);
    let positions = |person: &Person| -> Vec<String> {
        let named = |position: &crate::Position| {
            let role = texts.get(role(position.role)).map_or("", String::as_str);
            Town.organisation(position.organisation).map(|organisation| format!("{role}, {}", organisation.name))
        };
        Town.positions(person.national_id).filter_map(named).collect()
    };
    let people: Vec<Value> = Town
        .people()
        .iter()
        .map(|person| context! { id => person.national_id, name => person.name, positions => positions(person), known => person.known_in_altinn })
        .collect();
    let levels: Vec<&str> = Level::ALL.into_iter().filter(|level| *level >= transaction.request.least).map(Level::name).collect();
    let status = if again { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let more =
        context! { people, levels, again, transaction => name, client => transaction.client_name, language_links => links("/login", name) };
    LOGIN.render(language, status, more)
}

/// What may the client do?
pub(super) fn consent(language: Language, name: &str, transaction: &Transaction) -> Response {
    let scopes: Vec<&str> = transaction.request.to_consent().collect();
    let person = transaction.chosen.map(|(person, _)| person.name);
    let more =
        context! { scopes, person, transaction => name, client => transaction.client_name, language_links => links("/consent", name) };
    CONSENT.render(language, StatusCode::OK, more)
}

/// The request cannot be answered anywhere but here.
pub(super) fn refused(language: Language, refusal: &Refusal) -> Response {
    let more = context! { error => refusal.error, description => refusal.description, language_links => NO_LINKS };
    REFUSED.render(language, StatusCode::BAD_REQUEST, more)
}

/// The login was finished, cancelled or left too long.
pub(super) fn expired(language: Language) -> Response {
    EXPIRED.render(language, StatusCode::BAD_REQUEST, context! { language_links => NO_LINKS })
}

/// A page that is not at an address of its own cannot be asked for in another language.
const NO_LINKS: [(&str, &str, &str); 0] = [];

fn links(path: &str, transaction: &str) -> [(&'static str, &'static str, String); 3] {
    [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
        .map(|(tag, name)| (tag, name, format!("{path}?transaction={transaction}&lang={tag}")))
}

const fn role(role: crate::Role) -> &'static str {
    match role {
        crate::Role::ManagingDirector => "managing_director",
        crate::Role::ClientAdministrator => "client_administrator",
        crate::Role::Employee => "employee",
    }
}
