//! The consent page: what the client may do for the person.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::form::Fields;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::AuthorizationRequest;
use crate::idporten::transaction::{Question, Visit};
use crate::idporten::{IdPorten, pages};
use crate::town::Person;

/// `GET /consent?transaction=…`
pub(super) async fn show(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let visit = Visit::at(&app, Question::Consent, Fields::parse(query.unwrap_or_default().as_bytes()), &headers);
    match visit.transaction {
        Some(transaction) => pages::consent(app.provider, visit.language, &visit.name, &transaction),
        None => pages::expired(app.provider, visit.language),
    }
}

/// `POST /consent`
pub(super) async fn answer(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Response {
    let Visit { name, language, transaction, fields } = Visit::at(&app, Question::Consent, fields, &headers);
    if transaction.is_some() && app.cancels(&fields) {
        return app.cancel(&name, language).await;
    }
    let Some(mut transaction) = transaction.and_then(|_| app.take(&name)) else { return pages::expired(app.provider, language) };
    let request = &mut transaction.request;
    let asked: BTreeSet<String> = request.to_consent().map(str::to_owned).collect();
    let given: BTreeSet<String> = fields.all("scope").filter(|scope| asked.contains(*scope)).map(str::to_owned).collect();
    request.scopes.retain(|scope| !asked.contains(scope) || given.contains(scope));
    let person = transaction.login.map(|login| login.person);
    if let Some(Err(refusal)) = person.map(|person| app.remember_consent(&request.answer_to.client, person, &asked, given)) {
        return app.refuse(&request.answer_to, &refusal, language).await;
    }
    transaction.consented = true;
    app.go_on(&name, transaction, language).await
}

impl IdPorten {
    /// Whether a scope is asked for that the person has not given to this client before, or is to be asked for again.
    pub(super) fn must_consent(&self, request: &AuthorizationRequest, person: &Person) -> bool {
        self.world.store.read(|record| {
            let given = record.consents.get(person.national_id).and_then(|clients| clients.get(&request.answer_to.client));
            request.to_consent().any(|scope| request.prompt.consent || !given.is_some_and(|given| given.contains(scope)))
        })
    }

    fn remember_consent(&self, client: &str, person: &Person, asked: &BTreeSet<String>, given: BTreeSet<String>) -> Result<(), Refusal> {
        let kept = self.world.store.change(|record| {
            let clients = record.consents.entry(person.national_id.to_owned()).or_default();
            let scopes = clients.entry(client.to_owned()).or_default();
            scopes.retain(|scope| !asked.contains(scope));
            scopes.extend(given);
        });
        kept.map_err(|error| Refusal::new("server_error", error))
    }
}
