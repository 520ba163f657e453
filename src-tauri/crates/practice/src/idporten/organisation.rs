//! Ansattporten's page where the person chooses whom to act for (idporten.md 17).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::form::Fields;
use crate::idporten::transaction::{Question, Transaction, Visit};
use crate::idporten::{IdPorten, pages};
use crate::town::Organisation;

/// The radio button for acting for nobody.
const NOBODY: &str = "none";

/// `GET /organisation?transaction=…`
pub(super) async fn show(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let visit = Visit::at(&app, Question::Organisation, Fields::parse(query.unwrap_or_default().as_bytes()), &headers);
    match visit.transaction {
        Some(transaction) => pages::organisation(app.provider, visit.language, &visit.name, &transaction, false),
        None => pages::expired(app.provider, visit.language),
    }
}

/// `POST /organisation`
pub(super) async fn answer(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Response {
    let Visit { name, language, transaction, fields } = Visit::at(&app, Question::Organisation, fields, &headers);
    let Some(transaction) = transaction else { return pages::expired(app.provider, language) };
    if app.cancels(&fields) {
        return app.cancel(&name, language).await;
    }
    let Some(chosen) = chosen(&transaction, &fields) else {
        return pages::organisation(app.provider, language, &name, &transaction, true);
    };
    match app.take(&name) {
        Some(transaction) => app.go_on(&name, Transaction { chosen: Some(chosen), ..transaction }, language).await,
        None => pages::expired(app.provider, language),
    }
}

/// What the form chooses, when it is what may be chosen: one, or several where that is asked for; nobody unless somebody is required.
fn chosen(transaction: &Transaction, fields: &Fields) -> Option<Vec<&'static Organisation>> {
    let choices = transaction.choices();
    let numbers: Vec<&str> = fields.all("organisation").filter(|number| *number != NOBODY).collect();
    let chosen: Vec<_> = choices.into_iter().filter(|organisation| numbers.contains(&organisation.number)).collect();
    let details = transaction.request.details.as_ref()?;
    let is_answered = details.several || fields.first("organisation").is_some();
    let is_right =
        chosen.len() == numbers.len() && (details.several || chosen.len() <= 1) && !(details.required && chosen.is_empty()) && is_answered;
    is_right.then_some(chosen)
}
