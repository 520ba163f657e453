//! Whom a person may act for, with refusals 7 to 9.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{BAKERY, INSTANCES, PARTIES, PARTIES_SCOPE, Platform, ÅSE};
use crate::keys::KeyName;
use crate::testing::Outcome;

const KLARA: &str = "27918021359";
const BO: &str = "05889221390";

impl Platform {
    async fn parties(&self, token: &str, query: &str) -> Outcome<Vec<Value>> {
        let response = self.get(&format!("{PARTIES}{query}"), Some(token), &[]).await?;
        assert_eq!(response.status(), StatusCode::OK, "{query}");
        let mut body: Value = response.json().await?;
        assert_eq!(body["links"], json!({ "next": null }));
        Ok(body["data"].as_array_mut().map(std::mem::take).ok_or("no data")?)
    }
}

fn numbers(parties: &[Value]) -> Vec<&str> {
    parties.iter().filter_map(|party| party["organizationNumber"].as_str()).collect()
}

#[tokio::test]
async fn r7_an_organisation_is_no_user() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.exchanged("maskinporten", &platform.maskinporten(json!({})).await?).await?;
    let refused = platform.get(PARTIES, Some(&token), &[]).await?;
    assert_eq!((refused.status(), &refused.headers()["content-type"]), (StatusCode::UNAUTHORIZED, &"text/plain; charset=utf-8".parse()?));
    assert!(refused.text().await?.contains("Unknown user type"));
    let quoted = platform.get(PARTIES, Some(&token), &[("accept", "application/json")]).await?;
    assert!(quoted.json::<String>().await?.contains("Unknown user type"));
    Ok(())
}

#[tokio::test]
async fn r8_only_a_live_token_of_altinns_own_is_let_in() -> Outcome {
    let platform = Platform::start().await?;
    let machine = platform.maskinporten(json!({})).await?;
    let person = platform.idporten(json!({ "scope": format!("altinn:instances.read {PARTIES_SCOPE}") })).await?;
    let exchanged = platform.exchanged("id-porten", &person).await?;
    let claims = Value::Object(crate::jose::Jws::parse(&exchanged)?.claims);
    let forged = platform.signed(KeyName::IdPorten, &claims).await?;
    let mut of_another = claims;
    of_another["iss"] = json!("https://platform.tt02.altinn.no/authentication/api/v1/openid/");
    let foreign = platform.signed(KeyName::Altinn, &of_another).await?;
    for path in [PARTIES, INSTANCES] {
        for token in [&machine, &person, &forged, &foreign, "garbage"] {
            let refused = platform.get(path, Some(token), &[]).await?;
            assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(refused.headers()["www-authenticate"], r#"Bearer error="invalid_token""#);
            assert_eq!(refused.text().await?, "");
        }
        let bare = platform.get(path, None, &[]).await?;
        assert_eq!((bare.status(), &bare.headers()["www-authenticate"]), (StatusCode::UNAUTHORIZED, &"Bearer".parse()?));
        assert_eq!(platform.get(path, Some(&exchanged), &[]).await?.status(), StatusCode::OK);
    }
    platform.road.town.practice.clock().advance(Duration::from_secs(611));
    assert_eq!(platform.get(PARTIES, Some(&exchanged), &[]).await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn r9_a_missing_scope_is_an_empty_403() -> Outcome {
    let platform = Platform::start().await?;
    for (path, scope) in [
        (PARTIES, "altinn:instances.read"),
        (INSTANCES, PARTIES_SCOPE),
        (PARTIES, "altinn:accessmanagement/authorizedparties.resourceowner"),
    ] {
        let token = platform.exchanged("id-porten", &platform.idporten(json!({ "scope": scope })).await?).await?;
        let refused = platform.get(path, Some(&token), &[]).await?;
        assert_eq!((refused.status(), refused.text().await?), (StatusCode::FORBIDDEN, String::new()), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_director_sees_herself_and_her_organisation_with_its_parts() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.person(ÅSE, PARTIES_SCOPE).await?;
    let bare = platform.parties(&token, "").await?;
    assert_eq!((bare.len(), &bare[0]["type"], &bare[0]["personId"]), (2, &json!("Person"), &json!(ÅSE)));
    assert_eq!((&bare[0]["dateOfBirth"], &bare[0]["name"]), (&json!("1975-06-14"), &json!("Åse Blåbær")));
    let bakery = &bare[1];
    assert_eq!((&bakery["organizationNumber"], &bakery["unitType"], &bakery["isDeleted"]), (&json!(BAKERY), &json!("AS"), &json!(false)));
    for list in ["authorizedRoles", "authorizedAccessPackages", "authorizedResources", "authorizedInstances"] {
        assert_eq!(bakery[list], json!([]), "empty, not missing");
    }
    assert_eq!(
        (&bakery["subunits"][0]["organizationNumber"], &bakery["subunits"][0]["parentId"]),
        (&json!("313770206"), &bakery["partyUuid"])
    );

    let full = platform.parties(&token, "?includeRoles=true&IncludeAccessPackages=True&includeResources=true").await?;
    assert_eq!(full[1]["authorizedRoles"], json!(["daglig-leder", "DAGL"]));
    assert!(full[1]["authorizedAccessPackages"].as_array().is_some_and(|packages| packages.contains(&json!("skattegrunnlag"))));
    let resources = full[1]["authorizedResources"].as_array().ok_or("no resources")?;
    assert!(
        ["app_ttd_demo", "ske-krav-og-betalinger", "ttd-styreprotokoll"].iter().all(|id| resources.contains(&json!(id))),
        "{resources:?}"
    );
    assert_eq!(full[1]["subunits"][0]["authorizedRoles"], full[1]["authorizedRoles"], "access flows to the parts");
    Ok(())
}

#[tokio::test]
async fn an_accountant_reaches_her_clients_through_the_firm() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.person(KLARA, PARTIES_SCOPE).await?;
    let all = platform.parties(&token, "?includeRoles=true&includeAccessPackages=true").await?;
    assert_eq!(numbers(&all), ["311223305", BAKERY, "310000000", "210987606"]);
    assert_eq!(all[2]["authorizedRoles"], json!(["regnskapsforer", "REGN"]));
    assert_eq!(all[4]["authorizedAccessPackages"], json!(["ansvarlig-revisor", "revisormedarbeider", "skattegrunnlag"]));
    assert!(all[1]["authorizedAccessPackages"].as_array().is_some_and(|packages| packages.contains(&json!("klientadministrator"))));
    assert_eq!(numbers(&platform.parties(&token, "?includePartiesViaKeyRoles=false").await?), ["311223305"]);
    let without = platform.parties(&token, "?includeSubParties=false").await?;
    assert!(without.iter().all(|party| party["subunits"] == json!([])));
    let one = format!("?partyFilter={}&includePartiesViaKeyRoles=auto", all[3]["partyUuid"].as_str().unwrap_or_default());
    assert_eq!(numbers(&platform.parties(&token, &one).await?), ["310000000"]);
    assert_eq!(numbers(&platform.parties(&token, "?anyOfResourceIds=altinn_client_administration").await?), ["311223305"]);
    for unreadable in ["?includeRoles=perhaps", "?includeRoles=auto", "?includeSubParties=1", "?partyFilter=x"] {
        let refused = platform.get(&format!("{PARTIES}{unreadable}"), Some(&token), &[]).await?;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{unreadable}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_deleted_says_so_or_stays_away() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.person("30846521336", PARTIES_SCOPE).await?;
    let (all, alive) = (platform.parties(&token, "").await?, platform.parties(&token, "?includeInactiveParties=false").await?);
    assert_eq!((numbers(&all), numbers(&alive)), (vec!["312345609", "314660102"], vec!["312345609"]));
    assert_eq!((&all[1]["isDeleted"], &all[2]["isDeleted"]), (&json!(false), &json!(true)));
    Ok(())
}

#[tokio::test]
async fn an_employee_without_rights_sees_only_himself() -> Outcome {
    let platform = Platform::start().await?;
    let parties = platform.parties(&platform.person(BO, PARTIES_SCOPE).await?, "").await?;
    assert_eq!((parties.len(), &parties[0]["personId"]), (1, &json!(BO)));
    Ok(())
}
