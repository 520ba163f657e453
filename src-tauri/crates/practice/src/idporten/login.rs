//! The login page: who is there, at which level.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::form::Fields;
use crate::idporten::levels::Level;
use crate::idporten::sessions::{self, LoggedIn};
use crate::idporten::transaction::{Transaction, Visit};
use crate::idporten::{IdPorten, pages, representation};

/// `GET /login?transaction=…`
pub(super) async fn show(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let visit = Visit::of(&app, Fields::parse(query.unwrap_or_default().as_bytes()), &headers);
    match visit.transaction {
        Some(transaction) => pages::login(app.provider, visit.language, &visit.name, &transaction, None),
        None => pages::expired(app.provider, visit.language),
    }
}

/// `POST /login`
pub(super) async fn answer(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Response {
    let Visit { name, language, transaction, fields } = Visit::of(&app, fields, &headers);
    let Some(transaction) = transaction else { return pages::expired(app.provider, language) };
    if app.cancels(&fields) {
        return app.cancel(&name, language).await;
    }
    let login = match app.who(&transaction, &fields) {
        Ok(login) => login,
        Err(problem) => return pages::login(app.provider, language, &name, &transaction, Some(problem)),
    };
    let Some(transaction) = app.take(&name) else { return pages::expired(app.provider, language) };
    let cookie = sessions::cookie(&headers, app.provider);
    let cookie = app.sessions.join(cookie, transaction.circle.clone(), login, login.at);
    let response = app.go_on(&name, Transaction { login: Some(login), ..transaction }, language).await;
    sessions::keep(response, app.provider, &cookie)
}

impl IdPorten {
    /// Who the form says is there, or the key of the text that says what is wrong with it.
    fn who(&self, transaction: &Transaction, fields: &Fields) -> Result<LoggedIn, &'static str> {
        let person = fields.first("person").and_then(|person| self.world.town.person(person));
        let level = fields.first("level").and_then(Level::named).filter(|level| transaction.request.accepted.contains(level));
        let (person, level) = person.zip(level).ok_or("login_again")?;
        match level == Level::WorkAccount && representation::employer(person).is_none() {
            true => Err("no_work_account"),
            false => Ok(LoggedIn { person, level, at: self.world.clock.now() }),
        }
    }
}
