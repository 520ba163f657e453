//! Whom a person or a system user may act for at practice's Altinn, and what has come to them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::altinn::client_delegation::{add_client, available_clients};
use inngang_engine::altinn::{
    AltinnError, AltinnToken, Party, PartyQuestion, Person as Caller, Platform, Provider, authorized_parties, dialogporten, exchange,
    parties_by,
};
use inngang_engine::environment::from_toml;
use inngang_engine::http::Http;
use inngang_engine::login::Redirect;
use inngang_engine::maskinporten::{Order, SystemUser, Tokens, Variant};
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_practice::{Fault, SystemUserKind};
use inngang_tests::person::{NoBrowserHere, Person};
use inngang_tests::tls::{Answer, Asked, TlsServer};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::{Value, json};

use crate::agent_clients::system_user;
use crate::login;
use crate::maskinporten::order_by_key_of;

const PARTIES: &str = "altinn:accessmanagement/authorizedparties";
const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const ADMINISTRATOR: &str = "27918021359";
/// Has access to the bakery's subunit alone.
const SEASONAL: &str = "23819021554";
const SQUARE: &str = "313770206";

fn platform(town: &Town) -> Platform {
    Platform::new(town.environment.clone(), town.http.clone(), town.ports(Arc::new(NoBrowserHere)))
}

#[tokio::test]
async fn a_subunit_is_found_below_a_parent_that_opens_nothing() -> Outcome {
    let rig = login::Rig::with_scopes(Redirect::free_port(), &[PARTIES]).await?;
    let login = rig.log_in(Person { national_id: SEASONAL, ..Person::director() }).await?;
    let platform = platform(&rig.town);
    let token = Caller::new(&platform, &login.access_token).token().await?;
    let found = listed(&token, &rig.town).await?;
    let square = Party::find(&found, &SQUARE.parse()?).ok_or("the subunit is below the main unit")?;
    assert!(square.has_package("urn:altinn:accesspackage:lonn"), "{square:?}");
    assert!(Party::find(&found, &BAKERY.parse()?).is_none(), "the main unit is there for the subunit alone");
    let uuids: Vec<&str> = found.iter().flat_map(Party::tree).map(|party| party.uuid.as_str()).collect();
    let mut once = uuids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), uuids.len(), "no uuid twice");
    let without = PartyQuestion { subunits: Some(false), ..PartyQuestion::default() };
    let ports = rig.ports(Arc::new(NoBrowserHere));
    let fewer = parties_by(without, &token, &rig.town.environment, &rig.town.http, &ports).await?;
    assert!(Party::find(&fewer, &SQUARE.parse()?).is_none());
    assert_eq!(rig.town.last_step(), Some(("altinn.parties", None)));
    Ok(())
}

/// A client of the vendor's that gets tokens for the system users of its systems.
async fn vendor(town: &Town) -> Outcome<(Order, Tokens)> {
    let ports = town.ports(Arc::new(NoBrowserHere));
    let order = order_by_key_of(VENDOR, &[PARTIES], town, &ports).await?;
    let order = Order { scopes: vec![PARTIES.parse()?], ..order };
    Ok((order, Tokens::new(town.environment.clone(), town.http.clone(), ports)))
}

async fn acting_as(owner: &str, order: &Order, tokens: &Tokens, town: &Town) -> Outcome<AltinnToken> {
    let system_user = Some(SystemUser { owner: owner.parse()?, external_ref: None });
    let order = Order { variant: Variant { system_user, ..Variant::default() }, ..order.clone() };
    let token = tokens.obtain(&order).await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    Ok(exchange(Provider::Maskinporten, &token.secret, &town.environment, &town.http, &ports).await?)
}

async fn listed(token: &AltinnToken, town: &Town) -> Result<Vec<Party>, AltinnError> {
    authorized_parties(token, &town.environment, &town.http, &town.ports(Arc::new(NoBrowserHere))).await
}

#[tokio::test]
async fn a_standard_system_user_acts_for_its_owner() -> Outcome {
    let town = town::start().await?;
    let (order, tokens) = vendor(&town).await?;
    let id = system_user(&town, BAKERY, SystemUserKind::Standard, &["skattegrunnlag"], Some(order.client.as_str()))?;
    let token = acting_as(BAKERY, &order, &tokens, &town).await?;
    let facts = token.facts.system_user.as_ref().ok_or("the exchange keeps whom the token acts as")?;
    assert_eq!((facts.id.as_str(), facts.owner.as_deref()), (id.as_str(), Some(BAKERY)));
    assert_eq!((token.facts.organisation.as_deref(), token.facts.level), (Some(VENDOR), Some(3)), "the consumer is the vendor");
    let found = listed(&token, &town).await?;
    let bakery = Party::find(&found, &BAKERY.parse()?).ok_or("its owner")?;
    assert!(bakery.has_package("skattegrunnlag") && !bakery.has_package("skattnaering"), "{bakery:?}");
    Ok(())
}

#[tokio::test]
async fn an_agent_acts_for_the_clients_that_it_was_given() -> Outcome {
    let rig = login::Rig::with_scopes(Redirect::free_port(), &["altinn:clientdelegations.read", "altinn:clientdelegations.write"]).await?;
    let (town, owner) = (&rig.town, ACCOUNTANT.parse()?);
    let (order, tokens) = vendor(town).await?;
    let agent = system_user(town, ACCOUNTANT, SystemUserKind::Agent, &["regnskapsforer-lonn"], Some(order.client.as_str()))?;
    let token = acting_as(ACCOUNTANT, &order, &tokens, town).await?;
    assert!(listed(&token, town).await?.is_empty(), "nobody yet");
    let login = rig.log_in(Person { national_id: ADMINISTRATOR, ..Person::director() }).await?;
    let platform = platform(town);
    let caller = Caller::new(&platform, &login.access_token);
    let available = available_clients(&agent, &owner, &caller).await?;
    let bakery = available.iter().find(|client| client.number == BAKERY).ok_or("the accountant's client")?;
    add_client(bakery, &agent, &owner, &caller).await?;
    let found = listed(&token, town).await?;
    let bakery = Party::find(&found, &BAKERY.parse()?).ok_or("the client")?;
    assert_eq!(bakery.packages, ["regnskapsforer-lonn"]);
    Ok(())
}

#[tokio::test]
async fn a_machine_that_acts_as_nobody_is_told_so() -> Outcome {
    let town = town::start().await?;
    let (order, tokens) = vendor(&town).await?;
    let (token, ports) = (tokens.obtain(&order).await?, town.ports(Arc::new(NoBrowserHere)));
    let token = exchange(Provider::Maskinporten, &token.secret, &town.environment, &town.http, &ports).await?;
    assert_eq!(listed(&token, &town).await.err().map(|error| error.explain().code), Some("altinn.no_user"));
    Ok(())
}

/// A JWT of Altinn's for a person, which lasts so long.
fn altinn_token(seconds: i64, name: &str) -> Outcome<String> {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let now = i64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs())?;
    Ok(format!(
        "{}.{}.AAAA",
        part(&json!({ "alg": "RS256" })),
        part(&json!({ "exp": now + seconds, "urn:altinn:userid": "1", "sid": name }))
    ))
}

/// A platform of our own, with Dialogporten on it.
async fn platform_that(answers: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Outcome<(TlsServer, Platform)> {
    let server = TlsServer::start("127.0.0.1", answers).await?;
    let names = ["maskinporten", "idporten", "altinn_platform", "dialogporten"];
    let slash = |name: &str| if name == "maskinporten" { "/" } else { "" };
    let hosts: Vec<String> = names.iter().map(|name| format!("{name} = \"{}{}\"", server.origin, slash(name))).collect();
    let text = format!("name = \"Vår egen\"\ntls_ca = \"ca.pem\"\n[hosts]\n{}\n", hosts.join("\n"));
    let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
    let http = Http::new(&environment, Trail::default())?;
    Ok((server, Platform::new(environment, http, town::ports(Arc::new(NoBrowserHere)))))
}

#[tokio::test]
async fn an_altinn_token_is_renewed_a_minute_before_its_end_and_not_before() -> Outcome {
    let lives = [(30, 2), (59, 2), (120, 1)];
    for (seconds, asked) in lives {
        let (short, long) = (altinn_token(seconds, "first")?, altinn_token(1_800, "second")?);
        let (server, platform) = platform_that(move |request| match request.path.as_str() {
            "/authentication/api/v1/refresh" => Answer::json(&json!(long)),
            _ => Answer::new(200, "text/plain; charset=utf-8", short.clone()),
        })
        .await?;
        let login = Secret::new("opaque".to_owned());
        let caller = Caller::new(&platform, &login);
        for _ in 0..3 {
            caller.token().await?;
        }
        assert_eq!(server.asked().len(), asked, "{seconds}: {:?}", server.asked());
        let renewed = server.asked().contains(&"/authentication/api/v1/refresh".to_owned());
        assert_eq!(renewed, seconds < 60, "in quotes or bare, it is the same token");
    }
    Ok(())
}

#[tokio::test]
async fn a_burst_of_401_is_outlived_and_an_outage_is_told() -> Outcome {
    let (token, asked) = (altinn_token(1_800, "x")?, Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&asked);
    let (_server, platform) = platform_that(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => Answer::new(401, "application/problem+json", r#"{"title":"Unauthorized","status":401,"traceId":"00-1"}"#),
        _ => Answer::json(&json!(token)),
    })
    .await?;
    let login = Secret::new("opaque".to_owned());
    assert!(Caller::new(&platform, &login).token().await.is_ok());
    assert_eq!(asked.load(Ordering::Relaxed), 2, "one more attempt and no more");

    let town = town::start().await?;
    let (order, tokens) = vendor(&town).await?;
    let (token, ports) = (tokens.obtain(&order).await?, town.ports(Arc::new(NoBrowserHere)));
    town.practice.faults().set(Fault::Exchange401, true);
    let refused = exchange(Provider::Maskinporten, &token.secret, &town.environment, &town.http, &ports).await;
    assert_eq!(refused.err().map(|error| error.explain().code), Some("altinn.machine_token_refused"));
    Ok(())
}

#[tokio::test]
async fn dialogs_are_asked_for_with_the_login_itself_page_by_page() -> Outcome {
    let (server, platform) = platform_that(|asked| match (asked.path.as_str(), asked.query.contains("continuationToken=next%3D1")) {
        ("/api/v1/enduser/parties", _) => {
            Answer::json(&json!([{ "party": format!("urn:altinn:organization:identifier-no:{BAKERY}"), "name": "Bakeri" }]))
        }
        (_, true) => Answer::json(&json!({ "items": [], "hasNextPage": false })),
        _ => Answer::json(&json!({ "items": [{ "id": "d1", "status": asked.query }], "hasNextPage": true, "continuationToken": "next=1" })),
    })
    .await?;
    let login = Secret::new("opaque".to_owned());
    let caller = Caller::new(&platform, &login);
    let first = dialogporten::dialogs_of(&BAKERY.parse()?, 1, None, &caller).await?;
    let asked = first.items.first().map(|dialog| dialog.status.as_str());
    assert_eq!(asked, Some("party=urn%3Aaltinn%3Aorganization%3Aidentifier-no%3A315000106&limit=1"));
    let second = dialogporten::dialogs_of(&BAKERY.parse()?, 1, first.next.as_deref(), &caller).await?;
    assert_eq!((second.items.len(), second.next), (0, None), "an empty page is no failure");
    assert_eq!(dialogporten::dialog_parties(&login, &platform).await?.len(), 1);
    assert!(!server.asked().iter().any(|path| path.contains("exchange")), "nothing is exchanged for it");
    Ok(())
}
