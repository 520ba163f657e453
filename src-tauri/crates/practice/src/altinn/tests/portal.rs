//! What only Altinn's own portal and Maskinporten read: nobody in the town is given their scopes.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{BAKERY, Platform};
use crate::testing::Outcome;
use crate::{NewSystem, NewSystemUser, Right, SystemName, SystemUserKind};

const VENDOR: &str = "312345609";
const KASSA: &str = "312345609_kassa";

impl Platform {
    /// With a system that customers find, and one that they do not.
    async fn with_systems() -> Outcome<Self> {
        let platform = Self::start().await?;
        let practice = &platform.road.town.practice;
        for id in ["kassa", "lager"] {
            let name = SystemName { nb: "Kassa".to_owned(), nn: "Kassa".to_owned(), en: "Till".to_owned() };
            practice.register_system(NewSystem { vendor: VENDOR.to_owned(), id: id.to_owned(), name, client_ids: vec![id.to_owned()] })?;
        }
        let rights = vec![Right::to("app_ttd_demo"), Right::to("ske-krav-og-betalinger")];
        practice.set_system_access(KASSA, rights, vec!["urn:altinn:accesspackage:skattegrunnlag".to_owned()])?;
        practice.world.store.change(|record| record.systems.get_mut(KASSA).map(|system| system.is_visible = true))?;
        Ok(platform)
    }

    /// What somebody with this scope is told below the component.
    async fn told(&self, scope: &str, path: &str) -> Outcome<(StatusCode, Value)> {
        let token = self.maskinporten(json!({ "scope": scope })).await?;
        let response = self.get(&format!("/authentication/api/v1/{path}"), Some(&token), &[]).await?;
        let status = response.status();
        Ok((status, serde_json::from_str(&response.text().await?).unwrap_or_default()))
    }
}

#[tokio::test]
async fn the_portal_sees_the_systems_that_customers_may_find() -> Outcome {
    let platform = Platform::with_systems().await?;
    let told = async |path: &str| platform.told("altinn:portal/enduser", path).await;
    let (status, list) = told("systemregister").await?;
    let expected = json!({
        "systemId": KASSA,
        "systemVendorOrgNumber": VENDOR,
        "systemVendorOrgName": "PORTVIK PROGRAMVARE AS",
        "name": { "nb": "Kassa", "nn": "Kassa", "en": "Till" },
        "description": { "nb": "Kassa", "nn": "Kassa", "en": "Till" },
        "rights": [
            { "resource": [{ "id": "urn:altinn:resource", "value": "app_ttd_demo" }] },
            { "resource": [{ "id": "urn:altinn:resource", "value": "ske-krav-og-betalinger" }] },
        ],
        "accessPackages": [{ "urn": "urn:altinn:accesspackage:skattegrunnlag" }],
        "isVisible": true,
    });
    assert_eq!((status, &list), (StatusCode::OK, &json!([expected])));
    let part = async |rest: &str| told(&format!("systemregister/{KASSA}{rest}")).await.map(|(_, body)| body);
    assert_eq!(part("").await?, expected);
    assert_eq!((part("/rights").await?, part("/accesspackages").await?), (expected["rights"].clone(), expected["accessPackages"].clone()));
    let old = part("/rights?useOldFormatForApp=true").await?;
    let app = json!([{ "id": "urn:altinn:org", "value": "ttd" }, { "id": "urn:altinn:app", "value": "demo" }]);
    assert_eq!((&old[0]["resource"], &old[1]["resource"]), (&app, &expected["rights"][1]["resource"]));
    assert_eq!(told("systemregister/312345609_lager").await?.0, StatusCode::OK, "hidden from the list, not from who knows it");
    assert_eq!(told("systemregister/312345609_annet").await?.0, StatusCode::NOT_FOUND);
    assert_eq!(platform.told("altinn:authentication/systemregister.write", "systemregister").await?.0, StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn maskinporten_finds_a_system_user_by_client_vendor_owner_and_reference() -> Outcome {
    let platform = Platform::with_systems().await?;
    let practice = &platform.road.town.practice;
    let (system, owner, kind) = (KASSA.to_owned(), BAKERY.to_owned(), SystemUserKind::Standard);
    let user = practice.add_system_user(NewSystemUser { system, owner, external_ref: None, kind, approved: true })?;
    let look = async |query: &str| platform.told("altinn:maskinporten/systemuser.read", &format!("systemuser/byExternalId?{query}")).await;
    let right = format!("clientid=kassa&systemproviderorgno={VENDOR}&systemuserownerorgno={BAKERY}");
    let (status, found) = look(&right).await?;
    assert_eq!((status, &found["id"], &found["systemId"]), (StatusCode::OK, &json!(user.id), &json!(KASSA)));
    assert_eq!(look(&format!("{right}&externalRef={BAKERY}")).await?.0, StatusCode::OK);
    let wrong = [
        format!("{right}&externalRef=a"),
        right.replace("kassa", "lager"),
        right.replace(VENDOR, "311223305"),
        right.replace(BAKERY, "310000000"),
    ];
    for query in wrong {
        assert_eq!(look(&query).await?.0, StatusCode::NOT_FOUND, "{query}");
    }
    assert_eq!(look("clientId=kassa").await?.0, StatusCode::BAD_REQUEST);
    practice.delete_system(KASSA)?;
    assert_eq!(look(&right).await?.0, StatusCode::NOT_FOUND);
    Ok(())
}
