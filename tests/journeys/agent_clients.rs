//! Client delegation at practice's Altinn: a list planned, carried out, stopped and gone on with, and who is let in (altinn.md 6.5).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use inngang_engine::altinn::client_delegation::{
    Applied, ClientDelegationError, Pace, Plan, RowEnd, Step, Wish, add_client, agents, apply, available_clients, clients, pasted, plan,
    remove_client,
};
use inngang_engine::altinn::{Person as Caller, Platform};
use inngang_engine::environment::from_toml;
use inngang_engine::http::Http;
use inngang_engine::login::{Login, Redirect};
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::{Action, Explain as _, Turn};
use inngang_engine::secret::Secret;
use inngang_engine::trail::{Event, Trail};
use inngang_practice::{NewSystem, NewSystemUser, SystemName, SystemUserKind};
use inngang_tests::person::{DIRECTOR, NoBrowserHere, Person};
use inngang_tests::tls::{Answer, TlsServer};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::login;

const ACCOUNTANT: &str = "311223305";
const CAMPING: &str = "310000000";
const SAILMAKER: &str = "210987606";
const ADMINISTRATOR: &str = "27918021359";
const FOUR: [&str; 4] = [BAKERY, CAMPING, SAILMAKER, "312345609"];
const READ: &str = "altinn:clientdelegations.read";
const WRITE: &str = "altinn:clientdelegations.write";
const PACKAGE: &str = "regnskapsforer-lonn";

/// A live system user of the vendor's newest system.
pub(crate) fn system_user(town: &Town, owner: &str, kind: SystemUserKind, packages: &[&str], client: Option<&str>) -> Outcome<String> {
    let text = |text: &str| text.to_owned();
    let name = SystemName { nb: text("Kassa"), nn: text("Kassa"), en: text("Till") };
    let id = format!("s{}", town.practice.systems().len());
    let client_ids = client.map(str::to_owned).into_iter().collect();
    let system = town.practice.register_system(NewSystem { vendor: text("312345609"), id, name, client_ids })?;
    let packages = packages.iter().map(|name| format!("urn:altinn:accesspackage:{name}")).collect();
    town.practice.set_system_access(&system.id, Vec::new(), packages)?;
    let user = NewSystemUser { system: system.id, owner: text(owner), external_ref: None, kind, approved: true };
    Ok(town.practice.add_system_user(user)?.id)
}

/// A town with an agent of the accountant's, and somebody who logged in.
struct Rig {
    rig: login::Rig,
    platform: Platform,
    agent: String,
    owner: OrgNumber,
    login: Login,
}

impl Rig {
    async fn start(who: &'static str, level: &'static str, scopes: &[&str]) -> Outcome<Self> {
        let rig = login::Rig::with_scopes(Redirect::free_port(), scopes).await?;
        let agent = system_user(&rig.town, ACCOUNTANT, SystemUserKind::Agent, &[PACKAGE], None)?;
        let login = rig.log_in(Person { national_id: who, level, ..Person::director() }).await?;
        let platform = Platform::new(rig.town.environment.clone(), rig.town.http.clone(), rig.ports(Arc::new(NoBrowserHere)));
        Ok(Self { rig, platform, agent, owner: ACCOUNTANT.parse()?, login })
    }

    async fn administrator() -> Outcome<Self> {
        Self::start(ADMINISTRATOR, "high", &[READ, WRITE]).await
    }

    fn caller(&self) -> Caller<'_> {
        Caller::new(&self.platform, &self.login.access_token)
    }

    async fn plan(&self, text: &str, wish: Wish, caller: &Caller<'_>) -> Result<Plan, ClientDelegationError> {
        plan(pasted(text), wish, &self.agent, &self.owner, caller).await
    }

    async fn carry_out(&self, plan: &Plan, caller: &Caller<'_>) -> Applied {
        apply(plan, quick(), &self.agent, &self.owner, caller, &CancellationToken::new(), |_| ()).await
    }

    async fn numbers(&self, caller: &Caller<'_>) -> Outcome<Vec<String>> {
        let mut numbers: Vec<String> = clients(&self.agent, &self.owner, caller).await?.into_iter().map(|client| client.number).collect();
        numbers.sort();
        Ok(numbers)
    }

    /// The code and the turn of what everybody meets who asks for the agents.
    async fn refused(&self) -> Outcome<(&'static str, Turn, Option<Action>)> {
        let problem = agents(&self.owner, &self.caller()).await.err().ok_or("the list came")?.explain();
        Ok((problem.code, problem.turn, problem.actions.first().copied()))
    }
}

fn quick() -> Pace {
    NonZeroU32::new(60_000).map(Pace::a_minute).unwrap_or_default()
}

fn ends(applied: &Applied) -> Vec<&str> {
    let end = |end: &RowEnd| match end {
        RowEnd::Done => "done",
        RowEnd::Already => "already",
        RowEnd::Failed(problem) | RowEnd::Left(problem) => problem.code,
    };
    applied.rows.iter().map(|row| end(&row.end)).collect()
}

#[tokio::test]
async fn a_list_is_planned_carried_out_and_read_back() -> Outcome {
    let rig = Rig::administrator().await?;
    let caller = rig.caller();
    let found = agents(&rig.owner, &caller).await?;
    let [agent] = &found[..] else { return Err(format!("{found:?}").into()) };
    assert_eq!((agent.id.as_str(), &agent.access_packages[..]), (rig.agent.as_str(), &[PACKAGE.to_owned()][..]));

    let list = format!("NO 315 000 106 MVA\n0192:{CAMPING};Camping\n{SAILMAKER}\n{ACCOUNTANT}\n923609017\n{BAKERY}");
    let planned = rig.plan(&list, Wish::Add, &caller).await?;
    let steps: Vec<&Step> = planned.rows.iter().map(|row| &row.step).collect();
    assert!(matches!(steps[..], [Step::Change(_), Step::Change(_), Step::NotAvailable, Step::Owner]), "{steps:?}");
    assert_eq!((planned.rejected.len(), planned.repeated, planned.rows[0].name.as_str()), (1, 1, "BLÅBÆRSVINGEN BAKERI AS"));
    assert_eq!(rig.numbers(&caller).await?, [""; 0], "a plan changes nothing");

    let applied = rig.carry_out(&planned, &caller).await;
    assert_eq!(ends(&applied), ["done", "done", "client_delegation.not_available", "client_delegation.not_available"]);
    assert_eq!((applied.stopped, rig.numbers(&caller).await?), (None, vec![CAMPING.to_owned(), BAKERY.to_owned()]));

    let again = rig.plan(&list, Wish::Add, &caller).await?;
    assert_eq!(again.changes().count(), 0, "what is done is left out");
    let less = rig.plan(&format!("{BAKERY}\n{SAILMAKER}"), Wish::Remove, &caller).await?;
    assert_eq!(ends(&rig.carry_out(&less, &caller).await), ["done", "already"]);
    assert_eq!(rig.numbers(&caller).await?, [CAMPING]);
    assert_eq!(rig.rig.town.last_step(), Some(("altinn.clients", None)));
    Ok(())
}

#[tokio::test]
async fn a_cancelled_run_goes_on_with_what_is_left() -> Outcome {
    let rig = Rig::administrator().await?;
    let caller = rig.caller();
    let list = format!("{BAKERY}\n{CAMPING}");
    let (planned, cancelled) = (rig.plan(&list, Wish::Add, &caller).await?, CancellationToken::new());
    let mut told = Vec::new();
    let stop = |row: &inngang_engine::altinn::client_delegation::RowOutcome| {
        told.push(row.clone());
        cancelled.cancel();
    };
    let applied = apply(&planned, quick(), &rig.agent, &rig.owner, &caller, &cancelled, stop).await;
    assert_eq!((ends(&applied), applied.stopped.clone()), (vec!["done", "client_delegation.not_tried"], None));
    assert_eq!(told, applied.rows, "each is told, also those that are left");
    assert_eq!(rig.numbers(&caller).await?, [BAKERY]);
    let rest = rig.plan(&list, Wish::Add, &caller).await?;
    assert_eq!(rest.changes().map(|(number, _)| number.as_str()).collect::<Vec<_>>(), [CAMPING]);
    assert_eq!(ends(&rig.carry_out(&rest, &caller).await), ["already", "done"]);
    Ok(())
}

#[tokio::test]
async fn whoever_is_not_let_in_is_told_why() -> Outcome {
    let low = Rig::start(DIRECTOR, "substantial", &[READ]).await?;
    assert_eq!(low.refused().await?, ("client_delegation.low_level", Turn::You, Some(Action::LogInAgain)));
    let high = Rig::start(DIRECTOR, "high", &[READ]).await?;
    assert_eq!(high.refused().await?, ("client_delegation.not_administrator", Turn::YourOrganisation, Some(Action::LogInAgain)));
    let scope = Rig::start(ADMINISTRATOR, "high", &["altinn:instances.read"]).await?;
    let before = scope.rig.town.http.trail().entries().len();
    assert_eq!(scope.refused().await?, ("altinn.missing_scope", Turn::You, Some(Action::LogInAgain)));
    let asked = scope.rig.town.http.trail().entries().split_off(before);
    assert!(!asked.iter().any(|entry| matches!(entry.event, Event::Exchange { .. })), "nothing was sent: {asked:?}");
    Ok(())
}

#[tokio::test]
async fn each_refusal_has_its_code() -> Outcome {
    let rig = Rig::administrator().await?;
    let caller = rig.caller();
    let code = |error: Option<ClientDelegationError>| error.map(|error| error.explain());
    let unknown = agents(&"923609016".parse()?, &caller).await.err();
    assert_eq!(code(unknown).map(|problem| problem.code), Some("client_delegation.unknown_owner"));

    let standard = system_user(&rig.rig.town, ACCOUNTANT, SystemUserKind::Standard, &[], None)?;
    let nobody = "11111111-2222-4333-8444-555555555555";
    for (agent, altinns) in [("x", "AUTH.VLD-00014"), (nobody, "AUTH.VLD-00014"), (standard.as_str(), "AUTH.VLD-00015")] {
        let problem = code(clients(agent, &rig.owner, &caller).await.err()).ok_or("the list came")?;
        assert!(problem.code.starts_with("altinn.") && format!("{:?}", problem.said).contains(altinns), "{problem:?}");
    }
    let [bakery, ..] = &available_clients(&rig.agent, &rig.owner, &caller).await?[..] else { return Err("nobody available".into()) };
    let like = |id: &str| inngang_engine::altinn::client_delegation::Client { id: id.to_owned(), ..bakery.clone() };
    for (client, altinns) in [("", "AUTH.VLD-00016"), (nobody, "AUTH-00079"), ("d2fd0e14-b8b1-4ffe-b6e7-06951c6f9ddd", "AUTH-00080")] {
        let problem = code(add_client(&like(client), &rig.agent, &rig.owner, &caller).await.err()).ok_or("it was added")?;
        assert!(problem.code.starts_with("altinn.") && format!("{:?}", problem.said).contains(altinns), "{problem:?}");
    }
    assert!(remove_client(bakery, &rig.agent, &rig.owner, &caller).await.is_err(), "it was never there");
    Ok(())
}

#[tokio::test]
async fn a_login_that_may_only_read_plans_and_stops_before_the_first() -> Outcome {
    let rig = Rig::start(ADMINISTRATOR, "high", &[READ]).await?;
    let caller = rig.caller();
    let planned = rig.plan(&format!("{BAKERY}\n{CAMPING}"), Wish::Add, &caller).await?;
    let applied = rig.carry_out(&planned, &caller).await;
    assert_eq!(ends(&applied), ["altinn.missing_scope", "client_delegation.not_tried"]);
    assert_eq!(applied.stopped.map(|problem| problem.code), Some("altinn.missing_scope"));
    Ok(())
}

/// A platform that exchanges anything, has four clients to give, and answers each addition as it is told.
async fn platform_that(answers: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Outcome<(TlsServer, Platform, Arc<AtomicUsize>)> {
    use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
    let (asked, counted) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&counted);
    let part = |value: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = json!({ "exp": 4_102_444_800_i64, "urn:altinn:userid": "1", "urn:altinn:authlevel": 4 });
    let token = format!("{}.{}.AAAA", part(&json!({ "alg": "RS256" })), part(&claims));
    let server = TlsServer::start("127.0.0.1", move |request| {
        let client = |number: &str| json!({ "clientId": number, "clientOrganizationNumber": number, "clientOrganizationName": number });
        match (request.method.as_str(), request.path.rsplit('/').next()) {
            (_, Some("id-porten")) => Answer::new(200, "text/plain", token.clone()),
            (_, Some("available")) => Answer::json(&json!({ "data": FOUR.iter().map(|number| client(number)).collect::<Vec<_>>() })),
            ("POST", _) => {
                count.fetch_add(1, Ordering::Relaxed);
                answers(asked.fetch_add(1, Ordering::Relaxed))
            }
            _ => Answer::json(&json!({ "data": [] })),
        }
    })
    .await?;
    let hosts = format!("idporten = \"{0}\"\naltinn_platform = \"{0}\"", server.origin);
    let text = format!("name = \"Vår egen\"\ntls_ca = \"ca.pem\"\n[hosts]\n{hosts}\n");
    let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
    let http = Http::new(&environment, Trail::default())?;
    Ok((server, Platform::new(environment, http, town::ports(Arc::new(NoBrowserHere))), counted))
}

async fn added_at(platform: &Platform) -> Outcome<Applied> {
    let (login, owner) = (Secret::new("opaque".to_owned()), ACCOUNTANT.parse()?);
    let caller = Caller::new(platform, &login);
    let list = FOUR.join("\n");
    let planned = plan(pasted(&list), Wish::Add, "a", &owner, &caller).await?;
    Ok(apply(&planned, quick(), "a", &owner, &caller, &CancellationToken::new(), |_| ()).await)
}

#[tokio::test]
async fn an_outage_leaves_the_rest_and_one_failure_does_not() -> Outcome {
    let (_server, platform, asked) = platform_that(|_| Answer::new(503, "text/plain", "out")).await?;
    let applied = added_at(&platform).await?;
    let out = "network.server_error";
    assert_eq!((ends(&applied), asked.load(Ordering::Relaxed)), (vec![out, out, out, "client_delegation.not_tried"], 3));
    assert_eq!(applied.stopped.map(|problem| problem.code), Some(out), "an addition is never sent twice");

    let (_server, platform, _) = platform_that(|turn| match turn {
        1 => Answer::new(503, "text/plain", "out"),
        _ => Answer::json(&json!({})),
    })
    .await?;
    let applied = added_at(&platform).await?;
    assert_eq!((ends(&applied), applied.stopped.clone()), (vec!["done", out, "done", "done"], None));
    Ok(())
}

#[tokio::test]
async fn what_came_too_soon_waits_as_long_as_altinn_says() -> Outcome {
    let soon = |wait: &str| Answer::new(429, "text/plain", "").with("retry-after", wait);
    let (_server, platform, asked) = platform_that(move |turn| if turn == 0 { soon("0") } else { Answer::json(&json!({})) }).await?;
    assert_eq!((ends(&added_at(&platform).await?), asked.load(Ordering::Relaxed)), (vec!["done"; 4], 5));
    // Longer than anybody would watch: the rest is for later.
    let (_server, platform, asked) = platform_that(move |_| soon("3600")).await?;
    let applied = added_at(&platform).await?;
    assert_eq!((applied.stopped.map(|problem| problem.code), asked.load(Ordering::Relaxed)), (Some("altinn.too_many_requests"), 1));
    Ok(())
}
