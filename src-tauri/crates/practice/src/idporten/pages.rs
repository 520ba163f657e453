//! What a person sees of ID-porten or Ansattporten.

use axum::http::StatusCode;
use axum::response::Response;
use minijinja::{Value, context};

use crate::idporten::provider::Provider;
use crate::idporten::refusal::Refusal;
use crate::idporten::transaction::Transaction;
use crate::page::{Language, Sheet};
use crate::town::{Person, Town};

/// In the order nb, nn, en.
const TEXTS: [&str; 3] =
    [include_str!("../locales/nb/idporten.json"), include_str!("../locales/nn/idporten.json"), include_str!("../locales/en/idporten.json")];

macro_rules! sheet {
    ($page:literal) => {
        Sheet { template: concat!(include_str!("pages/parts.html"), include_str!($page)), texts: TEXTS }
    };
}

const LOGIN: Sheet = sheet!("pages/login.html");
const ORGANISATION: Sheet = sheet!("pages/organisation.html");
const CONSENT: Sheet = sheet!("pages/consent.html");
const REFUSED: Sheet = sheet!("pages/refused.html");
const EXPIRED: Sheet = sheet!("pages/expired.html");
pub(super) const FORM_POST: Sheet = sheet!("pages/form_post.html");
pub(super) const LOGGED_OUT: Sheet = sheet!("pages/logged_out.html");
pub(super) const NO_SESSION: Sheet = sheet!("pages/no_session.html");
pub(super) const NOWHERE: Sheet = sheet!("pages/nowhere.html");

impl Provider {
    /// The page, which says whose it is.
    pub(super) fn show(self, sheet: &Sheet, language: Language, status: StatusCode, more: Value) -> Response {
        sheet.render(language, status, context! { provider => self.name(), service => self.sign(), ..more })
    }
}

/// Who are you? `problem` is the text's key when the form came without a usable answer.
pub(super) fn login(
    provider: Provider,
    language: Language,
    name: &str,
    transaction: &Transaction,
    problem: Option<&'static str>,
) -> Response {
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
    let levels: Vec<&str> = transaction.request.accepted.iter().map(|level| level.name()).collect();
    let more = context! {
        people,
        levels,
        problem,
        asked => asked_for(provider, transaction),
        transaction => name,
        client => transaction.client_name,
        language_links => links("/login", name),
    };
    provider.show(&LOGIN, language, status(problem.is_some()), more)
}

/// What the program has asked for, in the words of the protocol: parameters with their values.
fn asked_for(provider: Provider, transaction: &Transaction) -> Vec<(&'static str, String)> {
    let request = &transaction.request;
    let levels: Vec<&str> = request.accepted.iter().map(|level| level.acr(provider)).collect();
    let details = request.details.as_ref().map(|details| {
        let words = std::iter::once(details.source.name()).chain(details.resources.iter().map(String::as_str));
        ("authorization_details", words.collect::<Vec<_>>().join(" "))
    });
    let asked = [
        ("client_id", request.answer_to.client.clone()),
        ("redirect_uri", request.answer_to.redirect_uri.clone()),
        ("scope", request.scopes.join(" ")),
        ("acr", levels.join(" ")),
    ];
    asked.into_iter().chain(details).collect()
}

/// Whom do you act for? `again` when the form came without a usable answer.
pub(super) fn organisation(provider: Provider, language: Language, name: &str, transaction: &Transaction, again: bool) -> Response {
    let more = context! {
        organisations => transaction.choices(),
        several => transaction.request.details.as_ref().is_some_and(|details| details.several),
        required => transaction.needs_organisation(),
        again,
        person => transaction.login.map(|login| login.person.name),
        transaction => name,
        client => transaction.client_name,
        language_links => links("/organisation", name),
    };
    provider.show(&ORGANISATION, language, status(again), more)
}

/// What may the client do?
pub(super) fn consent(provider: Provider, language: Language, name: &str, transaction: &Transaction) -> Response {
    let scopes: Vec<&str> = transaction.request.to_consent().collect();
    let person = transaction.login.map(|login| login.person.name);
    let more =
        context! { scopes, person, transaction => name, client => transaction.client_name, language_links => links("/consent", name) };
    provider.show(&CONSENT, language, StatusCode::OK, more)
}

/// The request cannot be answered anywhere but here.
pub(super) fn refused(provider: Provider, language: Language, refusal: &Refusal) -> Response {
    let more = context! { error => refusal.error, description => refusal.description, language_links => NO_LINKS };
    provider.show(&REFUSED, language, StatusCode::BAD_REQUEST, more)
}

/// The login was finished, cancelled or left too long.
pub(super) fn expired(provider: Provider, language: Language) -> Response {
    provider.show(&EXPIRED, language, StatusCode::BAD_REQUEST, context! { language_links => NO_LINKS })
}

/// A form that is shown again was not understood.
const fn status(again: bool) -> StatusCode {
    if again { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// A page that is not at an address of its own cannot be asked for in another language.
pub(super) const NO_LINKS: [(&str, &str, &str); 0] = [];

fn links(path: &str, transaction: &str) -> [(&'static str, &'static str, String); 3] {
    [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
        .map(|(tag, name)| (tag, name, format!("{path}?transaction={transaction}&lang={tag}")))
}

const fn role(role: crate::Role) -> &'static str {
    match role {
        crate::Role::ManagingDirector => "managing_director",
        crate::Role::ClientAdministrator => "client_administrator",
        crate::Role::AccessManager => "access_manager",
        crate::Role::Employee => "employee",
    }
}
