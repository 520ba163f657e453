//! MP-303 at practice's Maskinporten, and what practice's Altinn knows of its cause.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use inngang_engine::altinn::{self, AltinnError};
use inngang_engine::environment::{Environment, Hosts, Kind, from_toml};
use inngang_engine::http::Http;
use inngang_engine::maskinporten::{Order, SystemUser, Tokens, Variant};
use inngang_engine::ports::Ports;
use inngang_engine::problem::{Action, Explain as _, Fact, Problem, Turn};
use inngang_engine::secret::Secret;
use inngang_engine::trail::{Event, Trail};
use inngang_practice::{NewSystem, NewSystemUser, SystemName, SystemUserKind};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::tls::{Answer, Asked, TlsServer};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::{Value, json};

use crate::maskinporten::{SCOPES, order_by_key_of};

const REGISTER: &str = "altinn:authentication/systemregister.write";
const ACCOUNTANT: &str = "311223305";
const HOTEL: &str = "310000000";
const SYSTEM: &str = "315000106_kasse";

/// The bakery, which makes its own till, and asks for tokens as a system user of it.
struct Rig {
    town: Town,
    ports: Ports,
    tokens: Tokens,
    order: Order,
}

impl Rig {
    /// With a client of the organisation's that has these scopes beside the usual.
    async fn start(organisation: &str, more_scopes: &[&str]) -> Outcome<Self> {
        let town = town::start().await?;
        let ports = town.ports(Arc::new(NoBrowserHere));
        let order = order_by_key_of(organisation, &[&SCOPES, more_scopes].concat(), &town, &ports).await?;
        let tokens = Tokens::new(town.environment.clone(), town.http.clone(), ports.clone());
        Ok(Self { town, ports, tokens, order })
    }

    fn order(&self, owner: &str, reference: Option<&str>) -> Outcome<Order> {
        let external_ref = reference.map(str::parse).transpose()?;
        let system_user = Some(SystemUser { owner: owner.parse()?, external_ref });
        Ok(Order { variant: Variant { system_user, ..Variant::default() }, ..self.order.clone() })
    }

    /// What a person gets to read when the order is refused; none when there is a token.
    async fn problem(&self, owner: &str, reference: Option<&str>) -> Outcome<Option<Problem>> {
        let order = self.order(owner, reference)?;
        let Err(error) = self.tokens.obtain_anew(&order).await else { return Ok(None) };
        let said = error.explain().said;
        let problem = self.tokens.with_cause(error, &order).await.explain();
        assert!(said.as_ref().is_some_and(|said| said.trace_id.is_some()));
        assert_eq!(problem.said, said, "what Maskinporten said is kept");
        assert_eq!(self.town.last_step(), Some(("maskinporten.system_user_cause", Some(problem.code))));
        Ok(Some(problem))
    }

    /// The problem has this code, turn and buttons, and tells these facts.
    async fn assert_cause(
        &self,
        reference: Option<&str>,
        code: &str,
        turn: Turn,
        actions: &[Action],
        facts: &[(&str, &[&str])],
    ) -> Outcome {
        let problem = self.problem(BAKERY, reference).await?.ok_or("a token came")?;
        assert_eq!((problem.code, problem.turn, &problem.actions[..]), (code, turn, actions));
        for (name, value) in facts {
            let value = match value {
                [one] if !matches!(problem.facts.get(name), Some(Fact::List(_))) => Fact::from(*one),
                list => Fact::List(list.iter().map(|one| (*one).to_owned()).collect()),
            };
            assert_eq!(problem.facts.get(name), Some(&value), "{name}");
        }
        Ok(())
    }

    fn register(&self, name: &str, client_ids: Vec<String>) -> Outcome {
        let what = SystemName { nb: "Kasse".to_owned(), nn: "Kasse".to_owned(), en: "Till".to_owned() };
        self.town.practice.register_system(NewSystem { vendor: BAKERY.to_owned(), id: name.to_owned(), name: what, client_ids })?;
        Ok(())
    }

    fn ask(&self, owner: &str, reference: Option<&str>, kind: SystemUserKind) -> Outcome<String> {
        let (system, owner, external_ref) = (SYSTEM.to_owned(), owner.to_owned(), reference.map(str::to_owned));
        Ok(self.town.practice.add_system_user(NewSystemUser { system, owner, external_ref, kind, approved: false })?.id)
    }

    fn approve(&self, owner: &str, reference: Option<&str>, kind: SystemUserKind) -> Outcome<String> {
        let id = self.ask(owner, reference, kind)?;
        self.town.practice.approve_system_user(&id)?;
        Ok(id)
    }
}

const REVIEW: &[Action] = &[Action::ReviewClient, Action::TryAgain];
const AGAIN: &[Action] = &[Action::TryAgain];

#[tokio::test]
async fn each_cause_is_told_in_turn_until_there_is_a_token() -> Outcome {
    let rig = Rig::start(BAKERY, &[REGISTER]).await?;
    let (practice, client) = (&rig.town.practice, rig.order.client.as_str());
    rig.assert_cause(None, "maskinporten.system_user_no_system", Turn::You, REVIEW, &[("client", &[client])]).await?;
    rig.register("kasse", Vec::new())?;
    let facts: [(&str, &[&str]); 2] = [("client", &[client]), ("systems", &[SYSTEM])];
    rig.assert_cause(None, "maskinporten.system_user_client", Turn::You, REVIEW, &facts).await?;

    practice.set_client_ids(SYSTEM, vec![client.to_owned()])?;
    let waiting: [(&str, &[&str]); 2] = [("owner", &[BAKERY]), ("systems", &[SYSTEM])];
    rig.ask(BAKERY, Some("venter"), SystemUserKind::Standard)?;
    rig.assert_cause(Some("venter"), "maskinporten.system_user_waiting", Turn::YourOrganisation, AGAIN, &waiting).await?;
    rig.approve(HOTEL, None, SystemUserKind::Standard)?;
    rig.approve(ACCOUNTANT, None, SystemUserKind::Agent)?;
    let owner: [(&str, &[&str]); 2] = [("owner", &[BAKERY]), ("owners", &[ACCOUNTANT, HOTEL])];
    rig.assert_cause(None, "maskinporten.system_user_owner", Turn::You, REVIEW, &owner).await?;
    assert_eq!(rig.problem(ACCOUNTANT, None).await?, None, "its owner gets a token");

    let other = rig.approve(BAKERY, Some("Kunde-42"), SystemUserKind::Standard)?;
    for (asked, effective) in [(None, BAKERY), (Some("kunde-42"), "kunde-42"), (Some("kunde-43"), "kunde-43")] {
        let facts: [(&str, &[&str]); 3] = [("owner", &[BAKERY]), ("reference", &[effective]), ("references", &["Kunde-42"])];
        rig.assert_cause(asked, "maskinporten.system_user_reference", Turn::You, REVIEW, &facts).await?;
    }
    assert_eq!(rig.problem(BAKERY, Some("Kunde-42")).await?, None);
    practice.delete_system_user(&other)?;
    rig.assert_cause(None, "maskinporten.system_user_deleted", Turn::YourOrganisation, AGAIN, &waiting).await?;

    practice.set_approval_delay(Duration::from_secs(60))?;
    rig.approve(BAKERY, None, SystemUserKind::Standard)?;
    rig.assert_cause(None, "maskinporten.system_user_fits", Turn::Service, AGAIN, &[("owner", &[BAKERY])]).await?;
    // Where none was set, Altinn has the number; where one is asked for, it is another.
    let facts: [(&str, &[&str]); 1] = [("references", &[BAKERY])];
    rig.assert_cause(Some("kunde-42"), "maskinporten.system_user_reference", Turn::You, REVIEW, &facts).await?;
    practice.set_approval_delay(Duration::ZERO)?;
    assert_eq!(rig.problem(BAKERY, None).await?, None);
    Ok(())
}

#[tokio::test]
async fn looking_changes_nothing_and_asks_each_thing_once() -> Outcome {
    let rig = Rig::start(BAKERY, &[REGISTER]).await?;
    rig.register("kasse", vec![rig.order.client.as_str().to_owned()])?;
    let before = rig.town.http.trail().entries().len();
    rig.problem(BAKERY, None).await?;
    let asked: Vec<_> = rig.town.http.trail().entries()[before..]
        .iter()
        .filter_map(|entry| if let Event::Exchange { method, path, .. } = &entry.event { Some((*method, *path)) } else { None })
        .collect();
    let altinn = "/authentication/api/v1";
    let expected = [
        ("GET", "/.well-known/oauth-authorization-server".to_owned()),
        ("POST", "/token".to_owned()),
        ("POST", "/token".to_owned()),
        ("GET", format!("{altinn}/systemregister/vendor")),
        ("GET", format!("{altinn}/systemuser/vendor/bysystem/{{systemId}}")),
        // Whether it was asked for takes a scope that this client does not have.
        ("POST", "/token".to_owned()),
    ];
    assert_eq!(asked, expected.each_ref().map(|(method, path)| (*method, path.as_str())));
    Ok(())
}

#[tokio::test]
async fn all_pages_are_read() -> Outcome {
    let rig = Rig::start(BAKERY, &[REGISTER]).await?;
    rig.register("kasse", vec![rig.order.client.as_str().to_owned()])?;
    for number in 0..120 {
        rig.approve(ACCOUNTANT, Some(&format!("kunde-{number}")), SystemUserKind::Agent)?;
    }
    let problem = rig.problem(ACCOUNTANT, Some("KUNDE-119")).await?.ok_or("a token came")?;
    let Some(Fact::List(references)) = problem.facts.get("references") else { return Err("no references".into()) };
    assert_eq!((references.first().map(String::as_str), references.len()), (Some("kunde-119"), 5), "what was meant comes first");
    Ok(())
}

/// The refusal stays what it was, and tells what kept us from seeing its cause.
#[tokio::test]
async fn what_cannot_be_looked_into_says_why() -> Outcome {
    let ask = [Action::OpenPortal, Action::ReviewClient];
    for (organisation, scopes, code) in
        [(BAKERY, &[][..], "maskinporten.scope_not_registered"), (HOTEL, &[REGISTER], "maskinporten.scope_not_granted")]
    {
        let rig = Rig::start(organisation, scopes).await?;
        rig.assert_cause(None, "maskinporten.system_user", Turn::YourOrganisation, &ask, &[("lookup", &[code])]).await?;
    }

    let mut rig = Rig::start(BAKERY, &[REGISTER]).await?;
    let hosts = rig.town.practice.addresses().named().map(|(name, address)| match name {
        // The discard service, where nobody answers.
        "altinn_platform" => (name, "http://127.0.0.1:9"),
        _ => (name, address),
    });
    let environment = Environment { hosts: Hosts::named(Kind::Practice, hosts)?, ..rig.town.environment.clone() };
    rig.tokens = Tokens::new(environment, rig.town.http.clone(), rig.ports.clone());
    let lookup: [(&str, &[&str]); 1] = [("lookup", &["network.unreachable"])];
    rig.assert_cause(None, "maskinporten.system_user", Turn::YourOrganisation, AGAIN, &lookup).await
}

#[tokio::test]
async fn other_refusals_are_let_be() -> Outcome {
    let rig = Rig::start(BAKERY, &[REGISTER]).await?;
    let order = Order { scopes: vec!["altinn:broker.read".parse()?], ..rig.order(BAKERY, None)? };
    let Err(error) = rig.tokens.obtain(&order).await else { return Err("a token came".into()) };
    let (before, entries) = (error.explain(), rig.town.http.trail().entries().len());
    assert_eq!(rig.tokens.with_cause(error, &order).await.explain(), before);
    assert_eq!((before.code, rig.town.http.trail().entries().len()), ("maskinporten.scope_not_registered", entries));
    Ok(())
}

/// Reads the system users of a system at an Altinn that answers so.
async fn read_users(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Outcome<(Result<usize, AltinnError>, usize)> {
    let server = TlsServer::start("127.0.0.1", answer).await?;
    let text = format!("name = \"Vår egen\"\ntls_ca = \"ca.pem\"\n[hosts]\naltinn_platform = \"{}\"\n", server.origin);
    let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
    let http = Http::new(&environment, Trail::default())?;
    let users =
        altinn::system_users(SYSTEM, &Secret::new("opaque".to_owned()), &environment, &http, &town::ports(Arc::new(NoBrowserHere))).await;
    Ok((users.map(|users| users.len()), server.asked().len()))
}

fn code(outcome: Result<usize, AltinnError>) -> Option<&'static str> {
    outcome.err().map(|error| error.explain().code)
}

/// One system user, and what leads on.
fn page(links: &Value) -> Answer {
    Answer::json(&json!({ "links": links, "data": [{ "id": "1", "reporteeOrgNo": BAKERY }] }))
}

#[tokio::test]
async fn pages_come_to_an_end() -> Outcome {
    let asked = AtomicUsize::new(0);
    let endless = move |_: &Asked| {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        page(&json!({ "next": format!("https://internal.example.no/x?token={number}") }))
    };
    let (users, asked) = read_users(endless).await?;
    assert_eq!((code(users), asked), (Some("altinn.too_many_system_users"), 100));
    let (users, asked) = read_users(|_| page(&json!({ "next": "?token=1" }))).await?;
    assert_eq!((code(users), asked), (Some("network.not_json"), 2), "in a circle");
    let (users, asked) = read_users(|_| Answer::json(&json!({ "data": [] }))).await?;
    assert_eq!((users.ok(), asked), (Some(0), 1), "without links");
    Ok(())
}

#[tokio::test]
async fn an_altinn_that_answers_strangely_is_told_as_it_is() -> Outcome {
    let refusal = async |status: u16, kind: &'static str, body: &'static str| {
        read_users(move |_| Answer::new(status, kind, body)).await.map(|(users, _)| code(users))
    };
    let problem = r#"{"code":"AUTH-00011","title":"System not found","status":404,"traceId":"00-4bf9-01"}"#;
    assert_eq!(refusal(404, "application/problem+json", problem).await?, Some("altinn.unknown_system"));
    assert_eq!(refusal(401, "text/plain", "").await?, Some("altinn.unauthenticated"));
    assert_eq!(refusal(403, "text/plain", "").await?, Some("altinn.forbidden"));
    assert_eq!(refusal(429, "application/json", r#"{"statusCode":429,"message":"slow down"}"#).await?, Some("altinn.too_many_requests"));
    assert_eq!(refusal(404, "text/html", "<html>").await?, Some("network.not_json"));
    assert_eq!(refusal(200, "text/html", "<html>").await?, Some("network.not_json"));
    assert_eq!(refusal(502, "text/html", "<html>").await?, Some("network.server_error"));
    Ok(())
}
