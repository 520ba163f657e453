//! The step where a person logs in, played in practice.

use inngang_engine::login::{Acr, AnswerPage, AnswerPages, Client, Level, Login, LoginError, Order, Progress, Redirect, RelyingParty};
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::Fact;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::credentials::{Clients, PERSON_SCOPES};
use super::person::{self, Arrival};
use super::road::Road;
use super::step::{Facts, Halt, Proof, Step, needs};
use super::tokens::scopes;
use super::visitor::Visitor;
use crate::ground::NoPractice;

impl Road<'_> {
    pub(super) async fn log_in(&self, clients: Option<&Clients>, organisation: Option<&OrgNumber>) -> Proof<Login> {
        let town = self.town.ok_or_else(|| Halt::skipped("rehearse.no_person"))?;
        let (clients, organisation) = (self.registered(clients)?, needs(Step::Certificate, organisation)?);
        let person = person::of(town.town(), organisation).ok_or(NoPractice)?;
        let visitor = Visitor::new(self.environment, &self.ports)?;
        let order = self.login_order(clients);
        let (tell, told) = oneshot::channel();
        let (mut tell, gave_up) = (Some(tell), CancellationToken::new());
        // It goes with the login, so that nobody listens for one that failed before anybody was asked.
        let waiting = move |progress| {
            if let (Progress::Waiting { url, redirect_uri, .. }, Some(tell)) = (progress, tell.take()) {
                // Nobody listens when the login has just ended.
                let _ = tell.send((url, redirect_uri));
            }
        };
        let party = RelyingParty::new(self.environment.clone(), self.http.clone(), self.ports.clone());
        let program = party.log_in(&order, gave_up.clone(), waiting);
        let browser = async {
            let (url, redirect_uri): (Url, String) = told.await.ok()?;
            let arrival = person::log_in(person, url, &visitor).await;
            // Nothing more will come, so the program need not wait for its five minutes.
            (!matches!(arrival, Ok(Arrival::Back))).then(|| gave_up.cancel());
            Some(redirect_uri)
        };
        let (login, redirect_uri) = tokio::join!(program, browser);
        let login = match (login, redirect_uri) {
            (Err(LoginError::CancelledHere), Some(redirect_uri)) => Err(LoginError::TimedOut { redirect_uri, strangers: 0 }),
            (login, _) => login,
        }?;
        let facts = facts_of(&login);
        Ok((login, facts))
    }

    fn login_order(&self, clients: &Clients) -> Order {
        let page = |name: &str| {
            let [title, body] = ["title", "body"].map(|part| self.words.get(&format!("native:callback.{name}.{part}"), &[]));
            AnswerPage { title, body }
        };
        let client = Client::native(clients.login.clone());
        let scopes = scopes(&[&["openid", "profile"][..], &PERSON_SCOPES].concat());
        let answer = AnswerPages { done: page("done"), failed: page("failed") };
        let order = Order::new(client, scopes, Redirect::free_port(), self.words.language, answer);
        Order { acr: vec![Acr::Level(Level::High)], ..order }
    }
}

/// Never the national id, masked or not.
fn facts_of(login: &Login) -> Facts {
    let facts = &login.facts;
    Facts::from([
        ("name", Fact::from(facts.name.clone().unwrap_or_default())),
        ("acr", (&facts.acr).into()),
        ("scopes", facts.scopes_granted.clone().into()),
        ("scopes_missing", facts.scopes_missing.clone().into()),
        ("expires_at", login.expires_at.wall.into()),
    ])
}
