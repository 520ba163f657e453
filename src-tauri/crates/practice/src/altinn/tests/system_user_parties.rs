//! Whom a system user may act for (altinn.md 7.1).

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::client_delegation::{ACCOUNTANT, BASE, KLARA, WRITE};
use super::{BAKERY, PARTIES, PARTIES_SCOPE, Platform};
use crate::systems::{SystemUser, SystemUserKind};
use crate::testing::Outcome;
use crate::{Right, Town};

const SAILMAKER: &str = "210987606";
const SIRI: &str = "23819021554";

impl Platform {
    /// Its token from Maskinporten, exchanged.
    async fn token_of(&self, user: &SystemUser) -> Outcome<String> {
        let details = json!([{
            "type": "urn:altinn:systemuser",
            "systemuser_id": [user.id],
            "systemuser_org": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{}", user.owner) },
            "system_id": user.system,
        }]);
        let vendor = json!({ "authority": "iso6523-actorid-upis", "ID": "0192:312345609" });
        let raw = self.maskinporten(json!({ "authorization_details": details, "consumer": vendor, "scope": PARTIES_SCOPE })).await?;
        self.exchanged("maskinporten", &raw).await
    }

    async fn all_of(&self, token: &str, query: &str) -> Outcome<Vec<Value>> {
        let path = format!("{PARTIES}?includeAccessPackages=true&includeResources=true&includeRoles=true{query}");
        let (status, body) = self.ask(Method::GET, &path, token).await?;
        assert_eq!(status, StatusCode::OK);
        Ok(body["data"].as_array().cloned().ok_or("no data")?)
    }
}

#[tokio::test]
async fn a_standard_system_user_has_what_its_owner_gave() -> Outcome {
    let platform = Platform::start().await?;
    let practice = &platform.road.town.practice;
    let first = platform.system_user(BAKERY, SystemUserKind::Standard, &["renovasjon"])?;
    practice.set_system_access(&first.system, vec![Right::to("ske-krav-og-betalinger")], Vec::new())?;
    let second = practice.add_system_user(crate::NewSystemUser {
        system: first.system.clone(),
        owner: BAKERY.to_owned(),
        external_ref: Some("annen".to_owned()),
        kind: SystemUserKind::Standard,
        approved: true,
    })?;
    let of_first = platform.all_of(&platform.token_of(&first).await?, "").await?;
    assert_eq!((of_first.len(), &of_first[0]["organizationNumber"]), (1, &json!(BAKERY)));
    assert_eq!((&of_first[0]["authorizedAccessPackages"], &of_first[0]["authorizedRoles"]), (&json!(["renovasjon"]), &json!([])));
    assert_eq!(of_first[0]["subunits"][0]["authorizedAccessPackages"], json!(["renovasjon"]));
    let token = platform.token_of(&second).await?;
    let of_second = platform.all_of(&token, "").await?;
    assert_eq!(
        (&of_second[0]["authorizedAccessPackages"], &of_second[0]["authorizedResources"]),
        (&json!([]), &json!(["ske-krav-og-betalinger"]))
    );
    assert_eq!(platform.all_of(&token, "&anyOfResourceIds=app_ttd_demo").await?.len(), 0);
    practice.delete_system_user(&second.id)?;
    assert_eq!(platform.ask(Method::GET, PARTIES, &token).await?.0, StatusCode::UNAUTHORIZED, "it is there no more");
    Ok(())
}

#[tokio::test]
async fn an_agent_sees_its_clients_with_the_packages_that_they_gave() -> Outcome {
    let platform = Platform::start().await?;
    let agent = platform.system_user(ACCOUNTANT, SystemUserKind::Agent, &["skattegrunnlag"])?;
    let token = platform.token_of(&agent).await?;
    assert_eq!(platform.all_of(&token, "").await?, Vec::<Value>::new());
    let administrator = platform.person_at(KLARA, WRITE, "idporten-loa-high").await?;
    let sailmaker = Town.organisation(SAILMAKER).ok_or("no sailmaker")?;
    let pair = format!("{BASE}/clients?agent={}&client={}", agent.id, sailmaker.party_uuid);
    assert_eq!(platform.ask(Method::POST, &pair, &administrator).await?.0, StatusCode::OK, "not registered, but has given the package");
    let parties = platform.all_of(&token, "").await?;
    assert_eq!((parties.len(), &parties[0]["organizationNumber"]), (1, &json!(SAILMAKER)));
    assert_eq!(parties[0]["authorizedAccessPackages"], json!(["skattegrunnlag"]), "not those of the auditor");
    Ok(())
}

#[tokio::test]
async fn a_parent_without_access_is_there_for_its_part() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.person_at(SIRI, PARTIES_SCOPE, "idporten-loa-substantial").await?;
    let parties = platform.all_of(&token, "").await?;
    let (bakery, square) = (&parties[1], &parties[1]["subunits"][0]);
    assert_eq!((&bakery["organizationNumber"], &bakery["onlyHierarchyElementWithNoAccess"]), (&json!(BAKERY), &json!(true)));
    assert_eq!((&bakery["authorizedAccessPackages"], &bakery["authorizedResources"]), (&json!([]), &json!([])));
    assert_eq!((&square["authorizedAccessPackages"], &square["onlyHierarchyElementWithNoAccess"]), (&json!(["lonn"]), &json!(false)));
    assert_eq!((parties.len(), platform.all_of(&token, "&includeSubParties=false").await?.len()), (2, 1));
    Ok(())
}
