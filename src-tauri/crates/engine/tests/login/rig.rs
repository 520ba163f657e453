//! The engine around a test: an environment of this provider alone, a browser that goes where it is sent, a clock to turn.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::login::{
    AnswerPage, AnswerPages, Client, Leaving, LeavingPages, LoggedOut, Login, LoginError, Order, Redirect, RelyingParty,
};
use inngang_engine::ports::{NoBrowser, OpenUrl, Ports};
use inngang_engine::trail::Trail;
use reqwest::header::LOCATION;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::Outcome;
use crate::honest::{PID, SECRET};
use crate::ports::{OneKey, Turned};
use crate::provider::{Bends, Provider};
use crate::texts::shown;

pub(crate) struct Rig {
    pub(crate) provider: Provider,
    pub(crate) environment: Environment,
    pub(crate) party: RelyingParty,
    pub(crate) http: Http,
    pub(crate) ports: Ports,
    pub(crate) browser: Arc<Browser>,
    turned: Arc<Turned>,
}

impl Rig {
    /// With a browser that goes where it is sent.
    pub(crate) async fn new(bends: Bends) -> Outcome<Self> {
        let provider = bends.start().await?;
        let origin = provider.origin.as_str();
        let hosts = Hosts::named(Kind::Custom, [("idporten", origin), ("ansattporten", origin)])?;
        let environment = Environment { kind: Kind::Custom, name: "tests".to_owned(), ..Environment::practice(hosts, Vec::new()) };
        let http = Http::new(&environment, Trail::default())?;
        let turned = Arc::<Turned>::default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        let browser = Arc::new(Browser { client, runtime: Handle::current(), visits: Arc::default() });
        let ports = Ports { keys: Arc::new(OneKey), browser: browser.clone(), clock: turned.clone() };
        let party = RelyingParty::new(environment.clone(), http.clone(), ports.clone());
        Ok(Self { provider, environment, party, http, ports, browser, turned })
    }

    pub(crate) async fn log_in(&self, order: &Order) -> Result<Login, LoginError> {
        self.party.log_in(order, CancellationToken::new(), |_| ()).await
    }

    pub(crate) async fn log_out(&self, login: &Login) -> LoggedOut {
        self.party.log_out(login, &leaving(None)).await
    }

    /// The code that an ordinary login ends with, none when it goes well; with how often a token was asked for.
    pub(crate) async fn told(&self) -> Outcome<(Option<&'static str>, usize)> {
        let before = self.provider.asked_for("POST /token").len();
        let problem = self.log_in(&order()?).await.err().map(|error| shown(&error));
        let said = format!("{problem:?}");
        assert!([SECRET, PID, "eyJ"].iter().all(|secret| !said.contains(secret)), "{said}");
        let code = problem.map(|problem| problem.code);
        Ok((code, self.provider.asked_for("POST /token").len() - before))
    }

    /// Turns the computer's clock.
    pub(crate) fn turn(&self, seconds: i64) {
        self.turned.turn(seconds);
    }
}

/// By a native client without secret, whose request is not pushed.
pub(crate) fn order() -> Outcome<Order> {
    let page = |title: &str| AnswerPage { title: title.to_owned(), body: "<b>".to_owned() };
    let answer = AnswerPages { done: page("Ferdig"), failed: page("Ikke ferdig") };
    let scopes = vec!["profile".parse()?, "altinn:instances.read".parse()?];
    let order = Order::new(Client::native("client-1".parse()?), scopes, Redirect::free_port(), "nb", answer);
    Ok(Order { pushed: false, ..order })
}

/// With a way back where one is registered.
pub(crate) fn leaving(returns_to: Option<Redirect>) -> Leaving {
    let page = |title: &str| AnswerPage { title: title.to_owned(), body: "<b>".to_owned() };
    let pages = LeavingPages { going: page("Du logges ut"), go_on: "Logg ut".to_owned(), gone: page("Du er logget ut") };
    Leaving { language: "nb", pages, returns_to }
}

/// Goes to the address that it is given, then to each that it is sent to, as a person's own window.
pub(crate) struct Browser {
    client: reqwest::Client,
    runtime: Handle,
    visits: Arc<Mutex<Vec<Visit>>>,
}

/// An address that was gone to.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) address: String,
    /// None when nobody was there.
    pub(crate) status: Option<u16>,
    pub(crate) page: String,
}

impl Browser {
    /// Where a page leads, without going there.
    pub(crate) async fn look(&self, address: &str) -> Outcome<String> {
        visit(&self.client, address.to_owned()).await.1.into_iter().next().ok_or_else(|| "it leads nowhere".into())
    }

    /// Everywhere it has been, the provider's page first.
    pub(crate) fn visits(&self) -> Vec<Visit> {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl OpenUrl for Browser {
    fn open(&self, url: &Url) -> Result<(), NoBrowser> {
        let (client, visits, address) = (self.client.clone(), Arc::clone(&self.visits), url.to_string());
        self.runtime.spawn(async move {
            let keep = |visit| visits.lock().unwrap_or_else(PoisonError::into_inner).push(visit);
            // As many as a browser follows.
            let mut ahead = VecDeque::from([address]);
            for _ in 0..20 {
                let Some(address) = ahead.pop_front() else { break };
                let (here, sent_to) = visit(&client, address).await;
                keep(here);
                sent_to.into_iter().rev().for_each(|address| ahead.push_front(address));
            }
        });
        Ok(())
    }
}

/// What was seen there, and where it leads.
async fn visit(client: &reqwest::Client, address: String) -> (Visit, Vec<String>) {
    let Ok(answer) = client.get(&address).header("sec-fetch-dest", "document").send().await else {
        return (Visit { address, status: None, page: String::new() }, Vec::new());
    };
    let (status, here) = (Some(answer.status().as_u16()), answer.url().clone());
    let led = answer.headers().get_all(LOCATION).iter();
    let sent_to = led.filter_map(|address| here.join(address.to_str().ok()?).ok().map(String::from)).collect();
    (Visit { address, status, page: answer.text().await.unwrap_or_default() }, sent_to)
}
