//! A login on its way: what has been answered, what is still to be asked, what goes back to the client.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::Fault;
use crate::form::Fields;
use crate::idporten::answer::{redirect, with_query};
use crate::idporten::grants::{Authorization, Binding};
use crate::idporten::refusal::Refusal;
use crate::idporten::request::AuthorizationRequest;
use crate::idporten::sessions::{Circle, LoggedIn};
use crate::idporten::{IdPorten, pages, representation};
use crate::page::Language;
use crate::town::Organisation;

/// How long a login page waits for the person.
const PATIENCE: i64 = 30 * 60;

/// A login that waits for its person.
#[derive(Clone)]
pub(super) struct Transaction {
    pub(super) request: AuthorizationRequest,
    pub(super) client_name: String,
    /// Who shares the login with the client.
    pub(super) circle: Circle,
    pub(super) login: Option<LoggedIn>,
    /// Whom the person acts for, once that has been answered.
    pub(super) chosen: Option<Vec<&'static Organisation>>,
    /// Whether the person has said which scopes are given.
    pub(super) consented: bool,
}

/// What the person is asked, each on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    Login,
    Organisation,
    Consent,
}

impl Question {
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Login => "/login",
            Self::Organisation => "/organisation",
            Self::Consent => "/consent",
        }
    }

    /// What `prompt=none` is answered with instead (OpenID Connect Core §3.1.2.6).
    pub(super) fn unasked(self) -> Refusal {
        match self {
            Self::Login => Refusal::new("login_required", "The person has to log in"),
            Self::Organisation => Refusal::new("interaction_required", "The person has to choose an organisation"),
            Self::Consent => Refusal::new("consent_required", "The person has to give consent"),
        }
    }
}

impl Transaction {
    /// Whom the person may choose among; empty where nothing is asked for.
    pub(super) fn choices(&self) -> Vec<&'static Organisation> {
        let asked = self.request.details.as_ref().zip(self.login);
        asked.map(|(details, login)| representation::choices(details, login.person, login.level)).unwrap_or_default()
    }

    /// Whether the login must not go on without an organisation.
    pub(super) fn needs_organisation(&self) -> bool {
        self.request.details.as_ref().is_some_and(|details| details.required)
    }
}

/// What a request to the login pages is about.
pub(super) struct Visit {
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) transaction: Option<Transaction>,
    pub(super) fields: Fields,
}

impl Visit {
    pub(super) fn of(app: &IdPorten, fields: Fields, headers: &HeaderMap) -> Self {
        let name = fields.first("transaction").unwrap_or_default().to_owned();
        let transaction = app.transactions.with(&name, app.world.clock.now(), |transaction| transaction.clone());
        Self { language: Language::choose(fields.first("lang"), headers), name, transaction, fields }
    }

    /// The same, when the login has come as far as this question.
    pub(super) fn at(app: &IdPorten, question: Question, fields: Fields, headers: &HeaderMap) -> Self {
        let mut visit = Self::of(app, fields, headers);
        visit.transaction = visit.transaction.filter(|transaction| app.question(transaction) == Some(question));
        visit
    }
}

impl IdPorten {
    /// The next thing to ask.
    pub(super) fn question(&self, transaction: &Transaction) -> Option<Question> {
        let Some(login) = transaction.login else { return Some(Question::Login) };
        let may_choose = || transaction.needs_organisation() || !transaction.choices().is_empty();
        if transaction.chosen.is_none() && transaction.request.details.is_some() && may_choose() {
            return Some(Question::Organisation);
        }
        (!transaction.consented && self.must_consent(&transaction.request, login.person)).then_some(Question::Consent)
    }

    /// Takes the transaction off the shelf, so that a form sent twice cannot make two codes.
    pub(super) fn take(&self, name: &str) -> Option<Transaction> {
        self.transactions.take(name, self.world.clock.now())
    }

    /// Asks what is still to be asked, or sends the browser back.
    pub(super) async fn go_on(&self, name: &str, transaction: Transaction, language: Language) -> Response {
        let Some(question) = self.question(&transaction) else { return self.finish(transaction, language).await };
        let now = self.world.clock.now();
        self.transactions.put(name, transaction, now + PATIENCE, now);
        redirect(&with_query(question.path(), &[("transaction", name.to_owned()), ("lang", language.tag().to_owned())]))
    }

    /// Whether the form says so, or a fault.
    pub(super) fn cancels(&self, fields: &Fields) -> bool {
        fields.first("action") == Some("cancel") || self.world.faults.is_on(Fault::LoginCancelled)
    }

    pub(super) async fn cancel(&self, name: &str, language: Language) -> Response {
        match self.take(name) {
            Some(transaction) => self.refuse(&transaction.request.answer_to, &cancelled(), language).await,
            None => pages::expired(self.provider, language),
        }
    }

    /// The person is known and has agreed: a code goes back to the client.
    pub(super) async fn finish(&self, transaction: Transaction, language: Language) -> Response {
        let (faults, now) = (&self.world.faults, self.world.clock.now());
        let Transaction { mut request, login, chosen, .. } = transaction;
        let Some(login) = login else { return self.refuse(&request.answer_to, &Question::Login.unasked(), language).await };
        if faults.is_on(Fault::NeverReturns) {
            return self.provider.show(&pages::NOWHERE, language, StatusCode::OK, minijinja::context! {});
        }
        if faults.is_on(Fault::LoginCancelled) {
            return self.refuse(&request.answer_to, &cancelled(), language).await;
        }
        if faults.is_on(Fault::MissingScope) {
            let last = request.to_consent().last().map(str::to_owned);
            request.scopes.retain(|scope| Some(scope) != last.as_ref());
        }
        let lowest = request.accepted.first().filter(|_| faults.is_on(Fault::LowAcr));
        let acr = lowest.map_or_else(|| login.level.acr(self.provider), |level| level.below(self.provider));
        let AuthorizationRequest { answer_to, scopes, nonce, challenge, resource, details, .. } = request;
        let client = self.world.store.client(&answer_to.client);
        let authorization = Authorization {
            client: answer_to.client.clone(),
            person: login.person,
            scopes,
            level: login.level,
            acr,
            auth_time: login.at,
            granted: now,
            nonce,
            resource,
            details: details.zip(chosen).and_then(|(details, chosen)| representation::granted(&details, login.person, &chosen)),
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
