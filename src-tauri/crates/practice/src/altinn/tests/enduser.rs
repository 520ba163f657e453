//! What Altinn's portal does for a person, with refusals 27 to 29.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::client_delegation::{ACCOUNTANT, KLARA};
use super::{BAKERY, Platform, ÅSE};
use crate::systems::{NewSystemUser, SystemUser, SystemUserKind};
use crate::testing::Outcome;

const REQUEST: &str = "/authentication/api/v1/systemuser/request";
const PORTAL: &str = "altinn:portal/enduser";
const BAKERY_PARTY: u32 = 50_100_003;
const ACCOUNTANT_PARTY: u32 = 50_100_002;
const BO: &str = "05889221390";
const TUVA: &str = "09887621354";

impl Platform {
    fn asked(&self, owner: &str, kind: SystemUserKind, packages: &[&str]) -> Outcome<SystemUser> {
        let approved = self.system_user(owner, kind, packages)?;
        let practice = &self.road.town.practice;
        Ok(practice.add_system_user(NewSystemUser {
            system: approved.system,
            owner: owner.to_owned(),
            external_ref: Some("to".to_owned()),
            kind,
            approved: false,
        })?)
    }

    async fn in_portal(&self, person: &str) -> Outcome<String> {
        self.person_at(person, PORTAL, "idporten-loa-high").await
    }

    async fn code(&self, path: &str, token: &str) -> Outcome<(u16, String)> {
        let (status, body) = self.ask(Method::POST, path, token).await?;
        Ok((status.as_u16(), body["code"].as_str().unwrap_or_default().to_owned()))
    }
}

#[tokio::test]
async fn r27_the_portal_decides_once() -> Outcome {
    let platform = Platform::start().await?;
    let asked = platform.asked(BAKERY, SystemUserKind::Standard, &["skattegrunnlag"])?;
    let token = platform.in_portal(ÅSE).await?;
    let (_, shown) = platform.ask(Method::GET, &format!("{REQUEST}/{}", asked.id), &token).await?;
    assert_eq!(
        (&shown["status"], &shown["partyId"], &shown["userMayEscalateButNotApprove"]),
        (&json!("New"), &json!(BAKERY_PARTY), &json!(false))
    );
    assert_eq!(platform.ask(Method::GET, &format!("{REQUEST}/{BAKERY_PARTY}/{}", asked.id), &token).await?.1, shown);
    let approve = format!("{REQUEST}/{BAKERY_PARTY}/{}/approve", asked.id);
    assert_eq!(platform.ask(Method::POST, &approve, &token).await?, (StatusCode::OK, json!(true)));
    assert_eq!(platform.code(&approve, &token).await?, (409, "AUTH-00013".to_owned()));
    assert_eq!(platform.code(&approve.replace("approve", "reject"), &token).await?, (409, "AUTH-00013".to_owned()));
    assert_eq!(platform.code(&approve.replace("approve", "forget"), &token).await?.0, 404);
    let machine = platform.maskinporten(json!({ "scope": PORTAL })).await?;
    assert_eq!(platform.code(&approve, &machine).await?.0, 401);
    Ok(())
}

#[tokio::test]
async fn r28_r29_the_portal_says_who_may() -> Outcome {
    let platform = Platform::start().await?;
    let standard = platform.asked(BAKERY, SystemUserKind::Standard, &["skattegrunnlag"])?;
    let agent = platform.asked(ACCOUNTANT, SystemUserKind::Agent, &["regnskapsforer-lonn"])?;
    let (åse, bo, tuva, klara) =
        (platform.in_portal(ÅSE).await?, platform.in_portal(BO).await?, platform.in_portal(TUVA).await?, platform.in_portal(KLARA).await?);
    let one = format!("{REQUEST}/{BAKERY_PARTY}/{}/approve", standard.id);
    let other = format!("{REQUEST}/agent/{ACCOUNTANT_PARTY}/{}/approve", agent.id);
    for (path, token, expected) in [
        (&one, &tuva, (400, "AUTH-00053")),
        (&one, &bo, (403, "AUTH-00066")),
        (&other, &bo, (403, "AUTH-00066")),
        (&one.replace("50100003", "50100002"), &klara, (403, "AUTH-00041")),
        (&other.replace("50100002", "50100003"), &åse, (403, "AUTH-00042")),
        (&one.replace(&standard.id, &agent.id), &åse, (404, "AUTH-00010")),
        (&other.replace(&agent.id, &standard.id), &klara, (404, "AUTH-00030")),
    ] {
        let (status, code) = platform.code(path, token).await?;
        assert_eq!((status, code.as_str()), expected, "{path}");
    }
    assert_eq!(platform.ask(Method::GET, &format!("{REQUEST}/{}", standard.id), &bo).await?.1["code"], "AUTH-00066");
    let (_, seen) = platform.ask(Method::GET, &format!("{REQUEST}/agent/{}", agent.id), &bo).await?;
    assert_eq!(seen["userMayEscalateButNotApprove"], json!(true));
    let pending = format!("{REQUEST}/agent/{ACCOUNTANT_PARTY}/{ACCOUNTANT}/pending");
    assert_eq!(platform.ask(Method::GET, &pending, &klara).await?.1, json!([]));
    assert_eq!(platform.ask(Method::POST, &other.replace("approve", "escalate"), &bo).await?.1, json!(true));
    assert_eq!(platform.ask(Method::GET, &pending, &klara).await?.1[0]["id"], json!(agent.id));
    assert_eq!(platform.ask(Method::POST, &other, &klara).await?.1, json!(true));
    assert_eq!(platform.ask(Method::GET, &pending, &klara).await?.1, json!([]));
    Ok(())
}

#[tokio::test]
async fn the_owner_makes_and_deletes_system_users() -> Outcome {
    let platform = Platform::start().await?;
    let user = platform.system_user(BAKERY, SystemUserKind::Standard, &["skattegrunnlag"])?;
    let token = platform.in_portal(ÅSE).await?;
    let base = format!("/authentication/api/v1/systemuser/{BAKERY_PARTY}");
    assert_eq!(platform.ask(Method::GET, &base, &token).await?.1[0]["id"], json!(user.id));
    assert_eq!(platform.ask(Method::DELETE, &format!("{base}/{}", user.id), &token).await?, (StatusCode::ACCEPTED, json!(1)));
    assert_eq!(platform.ask(Method::DELETE, &format!("{base}/{}", user.id), &token).await?, (StatusCode::NOT_FOUND, json!(0)));
    platform.road.town.practice.set_visible(&user.system, true)?;
    let address = format!("{}{base}/create", platform.road.town.practice.addresses().altinn_platform);
    let wish = json!({ "integrationTitle": "Kassa", "systemId": user.system });
    let made: Value = platform.road.town.http.post(address).bearer_auth(&token).json(&wish).send().await?.json().await?;
    assert_eq!((&made["externalRef"], &made["userType"]), (&json!(BAKERY), &json!("standard")));
    assert_eq!(platform.ask(Method::GET, &base, &token).await?.1.as_array().map(Vec::len), Some(1));
    Ok(())
}
