//! Logging in at practice's ID-porten with a scripted person, with what can go wrong there.

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::environment::{Environment, Hosts, Kind, Origin};
use inngang_engine::login::{
    AnswerPage, AnswerPages, BrowserSession, Client, Leaving, LeavingPages, Level, Login, LoginError, Order, Progress, Redirect,
    RelyingParty,
};
use inngang_engine::ports::{OpenUrl, Ports};
use inngang_engine::problem::{Explain as _, Problem};
use inngang_engine::reading::Reading;
use inngang_practice::Fault;
use inngang_tests::person::{DIRECTOR, NoBrowserHere, Person, ScriptedBrowser, follow_login};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, portal, town};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

const SCOPES: [&str; 2] = ["altinn:instances.read", "altinn:instances.write"];

/// A town with the bakery's login client.
pub(crate) struct Rig {
    pub(crate) town: Town,
    pub(crate) order: Order,
}

impl Rig {
    pub(crate) async fn start(redirect: Redirect) -> Outcome<Self> {
        Self::with_scopes(redirect, &SCOPES).await
    }

    /// With these scopes beside `openid` and `profile`.
    pub(crate) async fn with_scopes(redirect: Redirect, scopes: &[&str]) -> Outcome<Self> {
        let town = town::start().await?;
        let client = portal::create_client(&town, BAKERY, "idporten", scopes, &[&redirect.registered()]).await?;
        let page = |title: &str| AnswerPage { title: title.to_owned(), body: "Gå tilbake til Inngang.".to_owned() };
        let scopes = ["openid", "profile"].iter().chain(scopes).map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        let answer = AnswerPages { done: page("Du er logget inn"), failed: page("Innloggingen ble ikke fullført") };
        let order = Order::new(Client::native(client.parse()?), scopes, redirect, "nn", answer);
        Ok(Self { town, order })
    }

    pub(crate) fn ports(&self, browser: Arc<dyn OpenUrl>) -> Ports {
        self.town.ports(browser)
    }

    /// A relying party that knows nothing yet.
    pub(crate) fn party(&self, ports: &Ports) -> RelyingParty {
        RelyingParty::new(self.town.environment.clone(), self.town.http.clone(), ports.clone())
    }

    pub(crate) async fn log_in(&self, person: Person) -> Result<Login, LoginError> {
        self.log_in_with(&self.ports(ScriptedBrowser::of(person))).await
    }

    pub(crate) async fn log_in_with(&self, ports: &Ports) -> Result<Login, LoginError> {
        self.party(ports).log_in(&self.order, CancellationToken::new(), |_| ()).await
    }

    async fn fails(&self, person: Person) -> Outcome<Problem> {
        Ok(self.log_in(person).await.err().ok_or("the login went well")?.explain())
    }
}

#[tokio::test]
async fn a_person_logs_in() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    let browser = ScriptedBrowser::of(Person::director());
    let ports = rig.ports(browser.clone());
    let mut told = Vec::new();
    let tell = |progress| told.push(progress);
    let login = rig.party(&ports).log_in(&rig.order, CancellationToken::new(), tell).await?;
    let facts = &login.facts;
    assert_eq!(facts.pid.as_ref().map(|pid| pid.reveal()), Some(DIRECTOR));
    assert_eq!((facts.acr.as_str(), facts.level, &facts.amr[..]), ("idporten-loa-high", Some(Level::High), &["TestID".to_owned()][..]));
    assert_eq!((facts.name.as_deref(), facts.locale.as_deref()), (Some("Åse Blåbær"), Some("nn")), "the language was asked for");
    assert_eq!((facts.scopes_granted.len(), facts.scopes_missing.len()), (4, 0), "{facts:?}");
    assert!(login.refresh_token.is_some() && !login.expires_at.is_over(Reading::of(&*ports.clock)));
    let [Progress::Waiting { url, redirect_uri, browser_opened: true }, Progress::Returned] = &told[..] else {
        return Err(format!("{told:?}").into());
    };
    assert!(url.as_str().starts_with(&rig.town.practice.addresses().idporten_login), "{url}");
    assert!(redirect_uri.starts_with("http://127.0.0.1:") && redirect_uri.ends_with("/callback"), "{redirect_uri}");
    let seen = browser.seen().await?;
    assert!(seen.status == 200 && seen.page.contains("<html lang=\"nn\">") && seen.page.contains("Du er logget inn"), "{seen:?}");
    assert_eq!(rig.town.last_step(), Some(("login.id_token", None)));
    Ok(())
}

#[tokio::test]
async fn logging_out_revokes_and_ends_the_session() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    let browser = ScriptedBrowser::of(Person::director());
    let ports = rig.ports(browser.clone());
    let login = rig.log_in_with(&ports).await?;
    // EXPOSE: shown to userinfo, to see whether it still opens it.
    let access = login.access_token.expose().clone();
    let userinfo =
        async || rig.town.web.get(format!("{}/userinfo", rig.town.practice.addresses().idporten)).bearer_auth(&access).send().await;
    assert_eq!(userinfo().await?.status(), 200);
    let page = |title: &str| AnswerPage { title: title.to_owned(), body: String::new() };
    let pages = LeavingPages { going: page("Du logges ut"), go_on: "Logg ut".to_owned(), gone: page("Du er logget ut") };
    let left = rig.party(&ports).log_out(&login, &Leaving { language: "nb", pages, returns_to: None }).await;
    left.revoked?;
    assert_eq!(left.browser, BrowserSession::Sent);
    assert_eq!(userinfo().await?.status(), 401);
    let seen = browser.seen().await?;
    assert!(seen.status == 200 && seen.url.path() == "/logout", "{seen:?}");
    assert!(!seen.url.as_str().contains("id_token_hint"), "{}", seen.url);
    Ok(())
}

#[tokio::test]
async fn a_fixed_port_is_used_in_either_form() -> Outcome {
    // A port that is free now, and that no other test asks for.
    let free = || Ok::<_, std::io::Error>(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port());
    for redirect in [Redirect::fixed_port(free()?), Redirect::localhost(free()?)] {
        let form = redirect.registered();
        Rig::start(redirect).await?.log_in(Person::director()).await.map_err(|error| format!("{form}: {error}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn a_clock_five_minutes_off_is_corrected() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    rig.town.practice.faults().set(Fault::Clock5Minutes, true);
    rig.log_in(Person::director()).await?;
    let offset = rig.town.http.trail().clock_offset().ok_or("no offset")?;
    assert!((295..=305).contains(&offset), "{offset}");
    Ok(())
}

#[tokio::test]
async fn missing_scopes_are_counted() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    let declining = Person { declines: &["altinn:instances.write"], ..Person::director() };
    assert_eq!(rig.log_in(declining).await?.facts.scopes_missing, ["altinn:instances.write"]);
    let rig = Rig::start(Redirect::free_port()).await?;
    rig.town.practice.faults().set(Fault::MissingScope, true);
    assert_eq!(rig.log_in(Person::director()).await?.facts.scopes_missing, ["altinn:instances.write"]);
    Ok(())
}

#[tokio::test]
async fn refusals_without_a_fault() -> Outcome {
    let mut rig = Rig::start(Redirect::free_port()).await?;
    let cancelling = Person { cancels: true, ..Person::director() };
    assert_eq!(rig.fails(cancelling).await?.code, "login.cancelled_by_person");
    let clock = rig.town.practice.clone();
    let dawdling = Person { before_return: Some(Arc::new(move || clock.clock().advance(Duration::from_secs(61)))), ..Person::director() };
    assert_eq!(rig.fails(dawdling).await?.code, "login.grant_refused");
    rig.order.scopes.push("altinn:instances.meta".parse()?);
    let problem = rig.fails(Person::director()).await?;
    let said = problem.said.and_then(|said| said.description).unwrap_or_default();
    assert!(problem.code == "login.scope_refused" && said.contains("altinn:instances.meta"), "{said}");
    Ok(())
}

/// Metadata is believed only from the issuer, byte for byte.
#[tokio::test]
async fn environments_that_do_not_fit() -> Outcome {
    let mut rig = Rig::start(Redirect::free_port()).await?;
    let issuer = format!("{}/", rig.town.practice.addresses().idporten);
    let slash = Hosts { idporten: Some(Origin::parse("idporten", &issuer, Kind::Practice)?), ..Hosts::default() };
    for (hosts, code) in [(slash, "login.metadata_issuer"), (Hosts::default(), "environment.no_host")] {
        rig.town.environment = Environment::practice(hosts, Vec::new());
        assert_eq!(rig.fails(Person::director()).await?.code, code);
    }
    Ok(())
}

/// An unknown client, a redirect URI that is not registered and a login page that leads nowhere all leave the browser on a
/// page of ID-porten's; the program waits until the person stops it.
#[tokio::test]
async fn a_browser_that_does_not_come_back_can_be_given_up() -> Outcome {
    let mut rig = Rig::start(Redirect::free_port()).await?;
    rig.order.pushed = false;
    rig.town.practice.faults().set(Fault::NeverReturns, true);
    assert_eq!(given_up(&rig).await?, 200);
    rig.order.redirect = Redirect::localhost(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port());
    assert_eq!(given_up(&rig).await?, 400);
    rig.order.redirect = Redirect::free_port();
    rig.order.client.id = "unknown".parse()?;
    assert_eq!(given_up(&rig).await?, 400);
    Ok(())
}

/// Where the request is pushed, what would leave the browser on a page of ID-porten's is told before it opens.
#[tokio::test]
async fn what_is_pushed_is_refused_before_the_browser_opens() -> Outcome {
    let mut rig = Rig::start(Redirect::free_port()).await?;
    rig.order.redirect = "http://127.0.0.1:0/elsewhere".parse()?;
    assert_eq!(rig.fails(Person::director()).await?.code, "login.redirect_refused");
    rig.order.redirect = Redirect::free_port();
    rig.order.client.id = "unknown".parse()?;
    assert_eq!(rig.fails(Person::director()).await?.code, "login.client_refused");
    Ok(())
}

/// Logs in until the browser is on its last page, then cancels. Gives that page's status.
async fn given_up(rig: &Rig) -> Outcome<u16> {
    let browser = ScriptedBrowser::of(Person::director());
    let (ports, cancel) = (rig.ports(browser.clone()), CancellationToken::new());
    let (tell, mut told) = mpsc::unbounded_channel();
    let party = rig.party(&ports);
    let login = party.log_in(&rig.order, cancel.clone(), move |progress| drop(tell.send(progress)));
    let giving_up = async {
        assert!(matches!(told.recv().await, Some(Progress::Waiting { browser_opened: true, .. })));
        let seen = browser.seen().await?;
        cancel.cancel();
        Outcome::Ok(seen)
    };
    let (login, seen) = tokio::join!(login, giving_up);
    assert_eq!(login.err().map(|error| error.explain().code), Some("login.cancelled_here"));
    assert_eq!(rig.town.last_step(), Some(("login.cancelled", Some("login.cancelled_here"))));
    Ok(seen?.status)
}

#[tokio::test]
async fn without_a_browser_the_link_is_carried_by_hand() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    let ports = rig.ports(Arc::new(NoBrowserHere));
    let (tell, mut told) = mpsc::unbounded_channel();
    let cancel = CancellationToken::new();
    let party = rig.party(&ports);
    let login = party.log_in(&rig.order, cancel, move |progress| drop(tell.send(progress)));
    let by_hand = async {
        let Some(Progress::Waiting { url, browser_opened: false, .. }) = told.recv().await else { return Err("not waiting".into()) };
        follow_login(&Person::director(), url).await
    };
    let (login, seen) = tokio::join!(login, by_hand);
    assert_eq!((login?.facts.level, seen?.status), (Some(Level::High), 200));
    Ok(())
}
