//! For whom an agent acts, decided by a person (altinn.md 6.5), with refusals 34 and 35.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{BAKERY, Platform, ÅSE};
use crate::systems::{NewSystem, NewSystemUser, SystemName, SystemUser, SystemUserKind};
use crate::testing::Outcome;

pub(super) const BASE: &str = "/authentication/api/v1/enduser/systemuser";
pub(super) const ACCOUNTANT: &str = "311223305";
pub(super) const KLARA: &str = "27918021359";
const BO: &str = "05889221390";
const READ: &str = "altinn:clientdelegations.read";
pub(super) const WRITE: &str = "altinn:clientdelegations.write";
const BAKERY_UUID: &str = "7e81e5af-8b76-4385-9c92-b10680114f4a";
const SAILMAKER_UUID: &str = "d2fd0e14-b8b1-4ffe-b6e7-06951c6f9ddd";

impl Platform {
    /// A live system user of the vendor's system, with these packages.
    pub(super) fn system_user(&self, owner: &str, kind: SystemUserKind, packages: &[&str]) -> Outcome<SystemUser> {
        let practice = &self.road.town.practice;
        let text = |text: &str| text.to_owned();
        let name = SystemName { nb: text("Kassa"), nn: text("Kassa"), en: text("Till") };
        let id = format!("s{}", practice.systems().len());
        let system = practice.register_system(NewSystem { vendor: text("312345609"), id, name, client_ids: Vec::new() })?;
        practice.set_system_access(
            &system.id,
            Vec::new(),
            packages.iter().map(|name| format!("urn:altinn:accesspackage:{name}")).collect(),
        )?;
        Ok(practice.add_system_user(NewSystemUser { system: system.id, owner: text(owner), external_ref: None, kind, approved: true })?)
    }

    /// A person's Altinn token at a level, without the login page.
    pub(super) async fn person_at(&self, national_id: &str, scope: &str, acr: &str) -> Outcome<String> {
        self.exchanged("id-porten", &self.idporten(json!({ "pid": national_id, "scope": scope, "acr": acr })).await?).await
    }

    pub(super) async fn ask(&self, method: Method, path: &str, token: &str) -> Outcome<(StatusCode, Value)> {
        let address = format!("{}{path}", self.road.town.practice.addresses().altinn_platform);
        let response = self.road.town.http.request(method, address).bearer_auth(token).send().await?;
        let (status, body) = (response.status(), response.text().await?);
        Ok((status, if body.is_empty() { Value::Null } else { serde_json::from_str(&body)? }))
    }
}

fn numbers(list: &Value) -> Vec<&str> {
    list["data"].as_array().into_iter().flatten().filter_map(|client| client["clientOrganizationNumber"].as_str()).collect()
}

#[tokio::test]
async fn a_client_administrator_attaches_and_detaches_clients() -> Outcome {
    let platform = Platform::start().await?;
    let agent = platform.system_user(ACCOUNTANT, SystemUserKind::Agent, &["regnskapsforer-lonn"])?;
    platform.system_user(ACCOUNTANT, SystemUserKind::Standard, &[])?;
    let token = platform.person_at(KLARA, &format!("openid {READ} {WRITE}"), "idporten-loa-substantial").await?;
    let (_, agents) = platform.ask(Method::GET, &format!("{BASE}/agents?party={ACCOUNTANT}"), &token).await?;
    assert_eq!((agents.as_array().map(Vec::len), &agents[0]["id"], &agents[0]["userType"]), (Some(1), &json!(agent.id), &json!("agent")));
    assert_eq!(agents[0]["partyUuId"], "a9387877-ab4c-4ebc-a590-4791b313a64e", "spelled so");
    assert_eq!(agents[0]["accessPackages"], json!([{ "urn": "urn:altinn:accesspackage:regnskapsforer-lonn" }]));

    let (_, available) = platform.ask(Method::GET, &format!("{BASE}/clients/available?agent={}", agent.id), &token).await?;
    assert_eq!(numbers(&available), [BAKERY, "310000000"]);
    assert_eq!(available["systemUserInformation"], json!({ "systemUserId": agent.id, "systemUserOwnerOrg": ACCOUNTANT }));
    let clients = format!("{BASE}/clients?agent={}", agent.id);
    assert_eq!(numbers(&platform.ask(Method::GET, &clients, &token).await?.1), [""; 0]);
    let pair = format!("{clients}&client={}", BAKERY_UUID.to_uppercase());
    for _ in 0..2 {
        let done = platform.ask(Method::POST, &pair, &token).await?;
        assert_eq!(done, (StatusCode::OK, json!({ "agent": agent.id, "client": BAKERY_UUID })));
    }
    assert_eq!(numbers(&platform.ask(Method::GET, &clients, &token).await?.1), [BAKERY]);
    assert_eq!(platform.ask(Method::DELETE, &pair, &token).await?.0, StatusCode::OK);
    assert_eq!(platform.ask(Method::DELETE, &pair, &token).await?.1["code"], "AUTH-00079");
    Ok(())
}

#[tokio::test]
async fn r34_only_whoever_administers_clients_decides() -> Outcome {
    let platform = Platform::start().await?;
    let agent = platform.system_user(ACCOUNTANT, SystemUserKind::Agent, &["regnskapsforer-lonn"])?;
    let paths = [format!("{BASE}/agents?party={ACCOUNTANT}"), format!("{BASE}/clients/available?agent={}", agent.id)];
    let machine = platform.maskinporten(json!({ "scope": READ })).await?;
    let exchanged = platform.exchanged("maskinporten", &machine).await?;
    let high = "idporten-loa-high";
    let director_of_another = platform.person_at(ÅSE, READ, high).await?;
    let employee = platform.person_at(BO, READ, high).await?;
    let without_scope = platform.person_at(KLARA, "altinn:instances.read", high).await?;
    let low = platform.person_at(KLARA, READ, "idporten-loa-low").await?;
    for path in &paths {
        for (token, expected) in [
            (&machine, StatusCode::UNAUTHORIZED),
            (&exchanged, StatusCode::UNAUTHORIZED),
            (&director_of_another, StatusCode::FORBIDDEN),
            (&employee, StatusCode::FORBIDDEN),
            (&without_scope, StatusCode::FORBIDDEN),
            (&low, StatusCode::FORBIDDEN),
        ] {
            let (status, body) = platform.ask(Method::GET, path, token).await?;
            assert_eq!(status, expected, "{path}");
            assert!(status != StatusCode::FORBIDDEN || body.is_null(), "empty");
        }
    }
    let reader = platform.person_at(KLARA, READ, "idporten-loa-substantial").await?;
    let pair = format!("{BASE}/clients?agent={}&client={BAKERY_UUID}", agent.id);
    assert_eq!(platform.ask(Method::POST, &pair, &reader).await?.0, StatusCode::FORBIDDEN, "reading is not writing");
    assert_eq!(platform.ask(Method::GET, &paths[0], &reader).await?.0, StatusCode::OK);
    let (status, unknown) = platform.ask(Method::GET, &format!("{BASE}/agents?party=999999999"), &reader).await?;
    assert_eq!((status, unknown.get("code")), (StatusCode::NOT_FOUND, None));
    Ok(())
}

#[tokio::test]
async fn r35_what_is_wrong_with_agent_or_client_has_a_code() -> Outcome {
    let platform = Platform::start().await?;
    let agent = platform.system_user(ACCOUNTANT, SystemUserKind::Agent, &["regnskapsforer-lonn"])?;
    let standard = platform.system_user(ACCOUNTANT, SystemUserKind::Standard, &[])?;
    let token = platform.person_at(KLARA, WRITE, "idporten-loa-high").await?;
    let unknown = "11111111-2222-4333-8444-555555555555";
    for (query, code, path) in [
        (String::new(), "AUTH.VLD-00014", "?agent"),
        ("?agent=x".to_owned(), "AUTH.VLD-00014", "?agent"),
        (format!("?agent={unknown}&client={BAKERY_UUID}"), "AUTH.VLD-00014", "?agent"),
        (format!("?agent={}&client={BAKERY_UUID}", standard.id), "AUTH.VLD-00015", "?agent"),
        (format!("?agent={}", agent.id), "AUTH.VLD-00016", "?client"),
    ] {
        for method in [Method::POST, Method::DELETE] {
            let (status, body) = platform.ask(method, &format!("{BASE}/clients{query}"), &token).await?;
            assert_eq!((status, &body["code"]), (StatusCode::BAD_REQUEST, &json!("STD-00000")), "{query}");
            assert_eq!((&body["validationErrors"][0]["code"], &body["validationErrors"][0]["paths"]), (&json!(code), &json!([path])));
        }
    }
    for (client, code) in [(unknown, "AUTH-00079"), (SAILMAKER_UUID, "AUTH-00080")] {
        let (status, body) = platform.ask(Method::POST, &format!("{BASE}/clients?agent={}&client={client}", agent.id), &token).await?;
        assert_eq!((status, &body["code"]), (StatusCode::BAD_REQUEST, &json!(code)));
    }
    platform.road.town.practice.delete_system_user(&agent.id)?;
    let (_, gone) = platform.ask(Method::GET, &format!("{BASE}/clients?agent={}", agent.id), &token).await?;
    assert_eq!(gone["validationErrors"][0]["code"], "AUTH.VLD-00014");
    Ok(())
}
