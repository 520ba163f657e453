//! Dialogporten; the number in a name is that of altinn.md 13.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{BAKERY, Platform, ÅSE};
use crate::testing::Outcome;
use crate::{NewSystem, NewSystemUser, SystemName, SystemUserKind};

const DIALOGS: &str = "/dialogporten/api/v1/enduser/dialogs";
const SCOPE: &str = "digdir:dialogporten";

fn of(organisation: &str, more: &str) -> String {
    format!("{DIALOGS}?party=urn:altinn:organization:identifier-no:{organisation}{more}")
}

async fn page(platform: &Platform, path: &str, token: &str) -> Outcome<Value> {
    let response = platform.get(path, Some(token), &[]).await?;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    Ok(response.json().await?)
}

#[tokio::test]
async fn a_person_reads_with_either_token_page_by_page() -> Outcome {
    let platform = Platform::start().await?;
    let raw = platform.idporten(json!({ "scope": SCOPE })).await?;
    let exchanged = platform.idporten(json!({ "scope": format!("{SCOPE} altinn:instances.read") })).await?;
    let exchanged = platform.exchanged("id-porten", &exchanged).await?;
    for token in [&raw, &exchanged] {
        let all = page(&platform, &of(BAKERY, ""), token).await?;
        let ids = |page: &Value| page["items"].as_array().into_iter().flatten().map(|item| item["id"].clone()).collect::<Vec<_>>();
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let one = page(&platform, &of(BAKERY, &format!("&limit=3{after}")), token).await?;
            found.extend(ids(&one));
            let Some(next) = one["continuationToken"].as_str() else { break };
            assert_eq!(one["hasNextPage"], true);
            after = format!("&continuationToken={next}");
        }
        assert!(found.len() > 3);
        assert_eq!(found, ids(&all), "newest first, none twice");
    }
    let first = &page(&platform, &of(BAKERY, "&limit=1"), &raw).await?["items"][0];
    assert_eq!(first["content"]["title"]["value"][2]["languageCode"], "en");
    let strangers = page(&platform, &of("310000000", ""), &raw).await?;
    assert_eq!((&strangers["items"], &strangers["continuationToken"]), (&json!([]), &Value::Null));
    let parties = page(&platform, "/dialogporten/api/v1/enduser/parties", &raw).await?;
    let bakery = &parties["authorizedParties"][1];
    assert_eq!(bakery["subParties"][0]["party"], "urn:altinn:organization:identifier-no:313770206");
    assert!(parties["authorizedParties"][0]["party"].as_str().is_some_and(|party| party.ends_with(ÅSE)));
    Ok(())
}

#[tokio::test]
async fn a_system_user_sees_what_its_packages_open_and_else_an_empty_list() -> Outcome {
    let platform = Platform::start().await?;
    let practice = &platform.road.town.practice;
    let name = SystemName { nb: "Kassa".to_owned(), nn: "Kassa".to_owned(), en: "Till".to_owned() };
    let system =
        practice.register_system(NewSystem { vendor: "312345609".to_owned(), id: "kassa".to_owned(), name, client_ids: Vec::new() })?;
    let owner = BAKERY.to_owned();
    let user = practice.add_system_user(NewSystemUser {
        system: system.id,
        owner,
        external_ref: None,
        kind: SystemUserKind::Standard,
        approved: true,
    })?;
    let details = json!([{ "type": "urn:altinn:systemuser", "systemuser_id": [user.id] }]);
    let raw = platform.maskinporten(json!({ "scope": SCOPE, "authorization_details": details })).await?;
    let exchanged = platform.exchanged("maskinporten", &raw).await?;
    for token in [&raw, &exchanged] {
        assert_eq!(page(&platform, &of(BAKERY, ""), token).await?["items"], json!([]), "200 without the package");
    }
    practice.world.store.change(|record| {
        if let Some(user) = record.system_users.get_mut(&user.id) {
            user.packages.push("urn:altinn:accesspackage:lonn".to_owned());
        }
    })?;
    for token in [&raw, &exchanged] {
        let found = page(&platform, &of(BAKERY, ""), token).await?;
        let resources: Vec<_> = found["items"].as_array().into_iter().flatten().map(|item| &item["serviceResource"]).collect();
        assert!(resources.contains(&&json!("urn:altinn:resource:nav-sykefravaer-brev")), "{found}");
        assert!(!resources.contains(&&json!("urn:altinn:resource:ske-krav-og-betalinger")), "{found}");
    }
    Ok(())
}

#[tokio::test]
async fn r36_a_search_names_a_party_or_a_resource() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.idporten(json!({ "scope": SCOPE })).await?;
    let many = (0..21).map(|_| format!("&party=urn:altinn:organization:identifier-no:{BAKERY}")).collect::<String>();
    for wrong in [
        String::new(),
        "?limit=5".to_owned(),
        format!("?party={BAKERY}"),
        "?serviceResource=nav-sykefravaer-brev".to_owned(),
        format!("?{}", many.trim_start_matches('&')),
        of(BAKERY, "&limit=0").replacen(DIALOGS, "", 1),
        of(BAKERY, "&limit=1001").replacen(DIALOGS, "", 1),
        of(BAKERY, "&continuationToken=x").replacen(DIALOGS, "", 1),
    ] {
        let refused = platform.get(&format!("{DIALOGS}{wrong}"), Some(&token), &[]).await?;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{wrong}");
        assert!(refused.json::<Value>().await?["errors"].is_object(), "{wrong}");
    }
    let by_resource = format!("{DIALOGS}?serviceResource=urn:altinn:resource:nav-sykefravaer-brev");
    assert_eq!(page(&platform, &by_resource, &token).await?["items"].as_array().map(Vec::len), Some(2), "main unit, subunit");
    let without = platform.idporten(json!({ "scope": "altinn:instances.read" })).await?;
    assert_eq!(platform.get(&of(BAKERY, ""), Some(&without), &[]).await?.status(), StatusCode::FORBIDDEN);
    let machine = platform.maskinporten(json!({ "scope": SCOPE })).await?;
    assert_eq!(platform.get(&of(BAKERY, ""), Some(&machine), &[]).await?.status(), StatusCode::UNAUTHORIZED, "no system user");
    let organisation = platform.exchanged("maskinporten", &machine).await?;
    assert_eq!(platform.get(&of(BAKERY, ""), Some(&organisation), &[]).await?.status(), StatusCode::FORBIDDEN);
    assert_eq!(platform.get(&of(BAKERY, ""), None, &[]).await?.status(), StatusCode::UNAUTHORIZED);
    let limits: Value = platform.get("/dialogporten/api/v1/metadata/limits", None, &[]).await?.json().await?;
    assert_eq!(limits["endUserSearch"]["maxPartyFilterValues"], 20);
    let keys: Value = platform.get("/dialogporten/api/v1/.well-known/jwks.json", None, &[]).await?.json().await?;
    assert_eq!(keys["keys"][0]["kty"], "RSA");
    Ok(())
}
