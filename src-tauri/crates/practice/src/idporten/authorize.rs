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
use crate::{Fault, Faults};

pub(super) async fn authorize(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let language = Language::choose(fields.first("ui_locales"), &headers);
    let (parameters, client, answer_to) = match arrival(&app, &fields) {
        Ok(arrival) => arrival,
        Err(refusal) => return pages::refused(app.provider, language, &refusal),
    };
    let language = Language::choose(parameters.text("ui_locales"), &headers);
    if let Some(refusal) = on_demand(&app.world.faults) {
        return app.refuse(&answer_to, &refusal, language).await;
    }
    match AuthorizationRequest::of(&parameters, &client, answer_to.clone(), app.world.strict()) {
        Ok(request) => app.begin(request, client, &headers, language).await,
        Err(refusal) => app.refuse(&answer_to, &refusal, language).await,
    }
}

/// What goes wrong, however right the request is.
fn on_demand(faults: &Faults) -> Option<Refusal> {
    let refusals = [
        (Fault::LoginUnavailable, "temporarily_unavailable", "The service is closed for maintenance"),
        (Fault::ScopeRefused, "invalid_scope", "A requested scope is not registered on the client"),
        (Fault::LevelRefused, "unmet_authentication_requirements", "No electronic identity reaches the requested acr_values"),
    ];
    let on = refusals.into_iter().find(|(fault, ..)| faults.is_on(*fault));
    on.map(|(_, error, description)| Refusal::new(error, description))
}

/// What must be right before the browser may be sent anywhere.
fn arrival(app: &IdPorten, fields: &Fields) -> Result<(Parameters, Client, ReturnAddress), Refusal> {
    if app.world.faults.is_on(Fault::LoginErrorPage) {
        return Err(Refusal::new("server_error", "An unexpected error occurred"));
    }
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
