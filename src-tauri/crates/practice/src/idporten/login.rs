//! The person at the login page: who, at which level, allowing what.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::Fault;
use crate::form::Fields;
use crate::idporten::answer::{redirect, with_query};
use crate::idporten::grants::{Authorization, Binding};
use crate::idporten::levels::Level;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::AuthorizationRequest;
use crate::idporten::{IdPorten, pages};
use crate::page::Language;
use crate::town::Person;

/// A login that waits for its person.
#[derive(Clone)]
pub(super) struct Transaction {
    pub(super) request: AuthorizationRequest,
    pub(super) client_name: String,
    /// Set once the person has logged in and is being asked for consent.
    pub(super) chosen: Option<(&'static Person, Level)>,
}

/// `GET /login?transaction=…`
pub(super) async fn show_login(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let visit = Visit::of(&app, Fields::parse(query.unwrap_or_default().as_bytes()), &headers);
    match visit.transaction {
        Some(transaction) => pages::login(visit.language, &visit.name, &transaction, false),
        None => pages::expired(visit.language),
    }
}

/// `POST /login`
pub(super) async fn log_in(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Response {
    let Visit { name, language, transaction, fields } = Visit::of(&app, fields, &headers);
    let Some(transaction) = transaction else { return pages::expired(language) };
    if app.cancels(&fields) {
        return app.cancel(&name, language).await;
    }
    let person = fields.first("person").and_then(|person| app.world.town.person(person));
    let level = fields.first("level").and_then(Level::named).filter(|level| *level >= transaction.request.least);
    let Some(chosen) = person.zip(level) else { return pages::login(language, &name, &transaction, true) };
    if !app.must_ask(&transaction.request, chosen.0) {
        return app.complete(&name, transaction.request, chosen, language).await;
    }
    app.transactions.with(&name, app.world.clock.now(), |transaction| transaction.chosen = Some(chosen));
    redirect(&with_query("/consent", &[("transaction", name), ("lang", language.tag().to_owned())]))
}

/// `GET /consent?transaction=…`
pub(super) async fn show_consent(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let visit = Visit::of(&app, Fields::parse(query.unwrap_or_default().as_bytes()), &headers);
    match visit.transaction {
        Some(transaction) if transaction.chosen.is_some() => pages::consent(visit.language, &visit.name, &transaction),
        _ => pages::expired(visit.language),
    }
}

/// `POST /consent`
pub(super) async fn give_consent(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Response {
    let Visit { name, language, transaction, fields } = Visit::of(&app, fields, &headers);
    let Some((mut request, chosen)) = transaction.and_then(|transaction| Some((transaction.request, transaction.chosen?))) else {
        return pages::expired(language);
    };
    if app.cancels(&fields) {
        return app.cancel(&name, language).await;
    }
    let asked: BTreeSet<String> = request.to_consent().map(str::to_owned).collect();
    let given: BTreeSet<String> = fields.all("scope").filter(|scope| asked.contains(*scope)).map(str::to_owned).collect();
    request.scopes.retain(|scope| !asked.contains(scope) || given.contains(scope));
    if let Err(refusal) = app.remember_consent(&request.answer_to.client, chosen.0, &asked, given) {
        return app.refuse(&request.answer_to, &refusal, language).await;
    }
    app.complete(&name, request, chosen, language).await
}

/// What a request to the login pages is about.
struct Visit {
    name: String,
    language: Language,
    transaction: Option<Transaction>,
    fields: Fields,
}

impl Visit {
    fn of(app: &IdPorten, fields: Fields, headers: &HeaderMap) -> Self {
        let name = fields.first("transaction").unwrap_or_default().to_owned();
        let transaction = app.transactions.with(&name, app.world.clock.now(), |transaction| transaction.clone());
        Self { language: Language::choose(fields.first("lang"), headers), name, transaction, fields }
    }
}

impl IdPorten {
    fn cancels(&self, fields: &Fields) -> bool {
        fields.first("action") == Some("cancel") || self.world.faults.is_on(Fault::LoginCancelled)
    }

    async fn cancel(&self, name: &str, language: Language) -> Response {
        match self.transactions.take(name, self.world.clock.now()) {
            Some(transaction) => self.refuse(&transaction.request.answer_to, &cancelled(), language).await,
            None => pages::expired(language),
        }
    }

    /// Ends the transaction, so that a form sent twice cannot make two codes.
    async fn complete(&self, name: &str, request: AuthorizationRequest, chosen: (&'static Person, Level), language: Language) -> Response {
        match self.transactions.take(name, self.world.clock.now()) {
            Some(_) => self.finish(request, chosen.0, chosen.1, language).await,
            None => pages::expired(language),
        }
    }

    /// Whether a scope is asked for that the person has not given to this client before, or is to be asked for again.
    fn must_ask(&self, request: &AuthorizationRequest, person: &Person) -> bool {
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

    /// The person is known and has agreed: a code goes back to the client.
    pub(super) async fn finish(
        &self,
        mut request: AuthorizationRequest,
        person: &'static Person,
        level: Level,
        language: Language,
    ) -> Response {
        let (faults, now) = (&self.world.faults, self.world.clock.now());
        if faults.is_on(Fault::NeverReturns) {
            return pages::NOWHERE.render(language, StatusCode::OK, minijinja::context! {});
        }
        if faults.is_on(Fault::LoginCancelled) {
            return self.refuse(&request.answer_to, &cancelled(), language).await;
        }
        if faults.is_on(Fault::MissingScope) {
            let last = request.to_consent().last().map(str::to_owned);
            request.scopes.retain(|scope| Some(scope) != last.as_ref());
        }
        let acr = if faults.is_on(Fault::LowAcr) { request.least.below() } else { level.acr() };
        let AuthorizationRequest { answer_to, scopes, nonce, challenge, resource, .. } = request;
        let client = self.world.store.client(&answer_to.client);
        let authorization = Authorization {
            client: answer_to.client.clone(),
            person,
            scopes,
            acr,
            auth_time: now,
            nonce,
            resource,
            language,
            lifetimes: client.as_ref().map(|client| client.lifetimes).unwrap_or_default(),
            reuse_refresh: client.is_some_and(|client| client.login.reuse_refresh),
        };
        let binding = Binding { redirect_uri: answer_to.redirect_uri.clone(), challenge };
        let code = self.grants.issue_code(authorization, binding, now);
        self.answer(&answer_to, vec![("code", code)], language).await
    }
}

fn cancelled() -> Refusal {
    Refusal::new("access_denied", "The person cancelled the login")
}
