//! `GET /authorize`: from the browser's arrival to the first page, or straight back.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::form::Fields;
use crate::idporten::client_authentication::login_client;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::{AuthorizationRequest, ReturnAddress};
use crate::idporten::sessions::{self, Circle};
use crate::idporten::shelf::unguessable;
use crate::idporten::transaction::Transaction;
use crate::idporten::{IdPorten, headless, pages, par};
use crate::page::Language;
use crate::registration::Client;

pub(super) async fn authorize(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let language = Language::choose(fields.first("ui_locales"), &headers);
    let (parameters, client, answer_to) = match arrival(&app, &fields) {
        Ok(arrival) => arrival,
        Err(refusal) => return pages::refused(app.provider, language, &refusal),
    };
    let language = Language::choose(parameters.text("ui_locales"), &headers);
    match AuthorizationRequest::of(&parameters, &client, answer_to.clone(), app.world.strict()) {
        Ok(request) => app.begin(request, client, &headers, language).await,
        Err(refusal) => app.refuse(&answer_to, &refusal, language).await,
    }
}

/// What must be right before the browser may be sent anywhere.
fn arrival(app: &IdPorten, fields: &Fields) -> Result<(Parameters, Client, ReturnAddress), Refusal> {
    let parameters = Parameters::of(fields)?;
    let id = parameters.required("client_id")?;
    let client = login_client(app, id).ok_or_else(|| Refusal::invalid_client("Unknown or inactive client"))?;
    let parameters = match parameters.text("request_uri") {
        Some(reference) if reference.starts_with(par::PREFIX) => par::collect(app, reference, &parameters, &client)?,
        _ => parameters,
    };
    let answer_to = ReturnAddress::of(&parameters, &client)?;
    Ok((parameters, client, answer_to))
}

impl IdPorten {
    /// Asks only what the browser's session does not answer already.
    async fn begin(&self, request: AuthorizationRequest, client: Client, headers: &HeaderMap, language: Language) -> Response {
        let circle = Circle::of(&client, self.provider);
        let transaction = Transaction { request, client_name: client.name, circle, login: None, chosen: None, consented: false };
        let request = &transaction.request;
        if let Some(hint) = request.login_hint.as_deref().and_then(|hint| hint.strip_prefix("testid:")) {
            return match headless::login(hint, &transaction, self.provider, self.world.clock.now()) {
                Ok(transaction) => self.finish(transaction, language).await,
                Err(refusal) => self.refuse(&request.answer_to, &refusal, language).await,
            };
        }
        let known = self.sessions.login(sessions::cookie(headers, self.provider), &transaction.circle, self.world.clock.now());
        let login = known.filter(|login| !request.prompt.login && request.accepted.contains(&login.level));
        let transaction = Transaction { login, ..transaction };
        match self.question(&transaction).filter(|_| transaction.request.prompt.none) {
            Some(question) => self.refuse(&transaction.request.answer_to, &question.unasked(), language).await,
            None => self.go_on(&unguessable(), transaction, language).await,
        }
    }
}
