//! Enhetsregisteret by real HTTP; the number in a name is that of altinn.md 13.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::Fault;
use crate::testing::{Outcome, TestTown};

const ACCOUNTANT: &str = "311223305";

async fn get(town: &TestTown, path: &str, accept: &str) -> Outcome<Response> {
    let url = format!("{}/enhetsregisteret/{path}", town.practice.addresses().register);
    Ok(town.http.get(url).header("accept", accept).send().await?)
}

async fn json(town: &TestTown, path: &str) -> Outcome<Value> {
    let response = get(town, &format!("api/{path}"), "application/json").await?;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    Ok(response.json().await?)
}

#[tokio::test]
async fn units_are_live_bankrupt_deleted_or_parts() -> Outcome {
    let town = TestTown::start().await?;
    let bakery = json(&town, "enheter/315000106").await?;
    assert_eq!((&bakery["navn"], &bakery["konkurs"]), (&json!("BLÅBÆRSVINGEN BAKERI AS"), &json!(false)));
    assert_eq!(bakery["organisasjonsform"], json!({ "kode": "AS", "beskrivelse": "Aksjeselskap" }));
    let deleted = json(&town, "enheter/314660102").await?;
    assert_eq!((&deleted["respons_klasse"], deleted.get("forretningsadresse")), (&json!("SlettetEnhet"), None));
    assert!(deleted["slettedato"].is_string());
    let bankrupt = json(&town, "enheter/215550303").await?;
    assert!(bankrupt["konkurs"] == true && bankrupt["konkursdato"].is_string());
    let part = json(&town, "underenheter/313770206").await?;
    assert_eq!((&part["overordnetEnhet"], part.get("konkurs")), (&json!("315000106"), None));
    let versioned = get(&town, "api/enheter/315000106", "application/vnd.brreg.enhetsregisteret.enhet.v2+json").await?;
    assert_eq!(versioned.headers()["content-type"], "application/vnd.brreg.enhetsregisteret.enhet.v2+json;charset=UTF-8");
    Ok(())
}

#[tokio::test]
async fn r37_what_is_not_there_is_told_apart() -> Outcome {
    let town = TestTown::start().await?;
    for (path, status) in [
        ("enheter/313770206", StatusCode::NOT_FOUND),
        ("underenheter/315000106", StatusCode::NOT_FOUND),
        ("enheter/923609016", StatusCode::NOT_FOUND),
        ("roller/enheter/315000106/juridiskeroller", StatusCode::NOT_FOUND),
        ("enheter/314660102/roller", StatusCode::NOT_FOUND),
    ] {
        let response = get(&town, &format!("api/{path}"), "*/*").await?;
        assert_eq!((response.status(), response.text().await?), (status, String::new()), "{path}");
    }
    for malformed in
        ["enheter/31500010", "enheter/NO315000106MVA", "enheter?organisasjonsnummer=x", "enheter?size=0", "enheter?size=100&page=100"]
    {
        let response = get(&town, &format!("api/{malformed}"), "*/*").await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{malformed}");
        assert_eq!(response.json::<Value>().await?["antallFeil"], 1);
    }
    let removed = get(&town, "api/enheter/318880018", "*/*").await?;
    assert_eq!(removed.status(), StatusCode::GONE);
    assert_eq!(removed.json::<Value>().await?["organisasjonsnummer"], "318880018");
    let old = get(&town, "api/enheter/315000106", "application/vnd.brreg.enhetsregisteret.enhet.v1+json").await?;
    assert_eq!(old.status(), StatusCode::NOT_ACCEPTABLE);
    assert_eq!(get(&town, "autorisert-api/enheter/315000106/roller", "*/*").await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn a_search_has_pages_and_nothing_embedded_when_it_finds_nothing() -> Outcome {
    let town = TestTown::start().await?;
    let all = json(&town, "enheter?size=3").await?;
    assert_eq!(all["_embedded"]["enheter"].as_array().map(Vec::len), Some(3));
    assert!(all["page"]["totalElements"].as_u64().is_some_and(|total| total > 3) && all["_links"]["next"].is_object());
    let named = json(&town, "enheter?navn=bakeri").await?;
    assert_eq!(named["_embedded"]["enheter"][0]["organisasjonsnummer"], "315000106");
    let two = json(&town, "enheter?organisasjonsnummer=315000106,310000000,314660102&organisasjonsform=AS").await?;
    assert_eq!(two["page"], json!({ "size": 20, "totalElements": 2, "totalPages": 1, "number": 0 }));
    let none = json(&town, "enheter?navn=finnesikke").await?;
    assert_eq!((none.get("_embedded"), &none["page"]["totalElements"]), (None, &json!(0)));
    let parts = json(&town, "underenheter?overordnetEnhet=315000106").await?;
    assert_eq!(parts["_embedded"]["underenheter"][0]["organisasjonsnummer"], "313770206");
    Ok(())
}

#[tokio::test]
async fn roles_are_persons_without_numbers_or_companies_and_some_are_over() -> Outcome {
    let town = TestTown::start().await?;
    let answer = json(&town, "enheter/315000106/roller").await?;
    let groups = answer["rollegrupper"].as_array().ok_or("no groups")?;
    let roles: Vec<&Value> = groups.iter().filter_map(|group| group["roller"].as_array()).flatten().collect();
    let held = |code: &str| {
        let held = |role: &&&Value| role["type"]["kode"] == code && role["fratraadt"] == false && role["avregistrert"] == false;
        roles.iter().filter(held).copied().collect::<Vec<_>>()
    };
    let directors = held("DAGL");
    assert_eq!(directors[0]["person"]["navn"], json!({ "fornavn": "Åse", "etternavn": "Blåbær" }));
    assert_eq!((directors.len(), &directors[0]["person"]["fodselsdato"]), (1, &json!("1975-06-14")));
    assert_eq!(held("REGN")[0]["enhet"]["navn"], json!(["DØRÅSEN REGNSKAP AS"]));
    assert_eq!(held("REVI").len(), 0, "struck out");
    assert!(roles.iter().any(|role| role["fratraadt"] == true) && roles.iter().any(|role| role["avregistrert"] == true));
    assert!(!answer.to_string().contains("14867521349"), "no national id");
    let bankrupt = json(&town, "enheter/215550303/roller").await?;
    assert!(bankrupt.to_string().contains("BOBE"));
    Ok(())
}

#[tokio::test]
async fn an_accountants_customers_come_page_by_page() -> Outcome {
    let town = TestTown::start().await?;
    let (mut found, mut pages) = (Vec::new(), 0);
    let mut next = Some(format!("{}/enhetsregisteret/api/roller/enheter/{ACCOUNTANT}/juridiskeroller", town.practice.addresses().register));
    while let Some(url) = next {
        let page: Value = town.http.get(url).send().await?.json().await?;
        found.extend(page["enheter"].as_array().cloned().unwrap_or_default());
        next = page["_links"]["next"]["href"].as_str().map(str::to_owned);
        pages += 1;
    }
    let over = |unit: &&Value| unit["roller"][0]["fratraadt"] == true || unit["roller"][0]["avregistrert"] == true;
    assert_eq!((pages, found.len(), found.iter().filter(over).count()), (3, 5, 2));
    assert_eq!(found[0]["navn"], "BLÅBÆRSVINGEN BAKERI AS", "a text here");
    Ok(())
}

#[tokio::test]
async fn code_lists_and_changes_are_there_until_the_register_is_down() -> Outcome {
    let town = TestTown::start().await?;
    assert_eq!(json(&town, "organisasjonsformer").await?["_embedded"]["organisasjonsformer"][0]["kode"], "AS");
    assert_eq!(json(&town, "roller/rolletyper").await?["_embedded"]["rolletyper"][13]["kode"], "REGN");
    assert_eq!(json(&town, "roller/rollegruppetyper").await?["_embedded"]["rollegruppetyper"][1]["kode"], "STYR");
    let changed = json(&town, "oppdateringer/enheter?dato=2025-01-01T00:00:00.000Z").await?;
    assert_eq!(changed["_embedded"]["oppdaterteEnheter"].as_array().map(Vec::len), Some(2));
    assert!(json(&town, "oppdateringer/enheter?dato=2027-01-01").await?.get("_embedded").is_none());
    assert!(json(&town, "oppdateringer/roller").await?.as_array().is_some_and(|events| events.len() > 5));
    town.practice.faults().set(Fault::RegisterDown, true);
    let down = get(&town, "api/enheter/315000106", "*/*").await?;
    assert_eq!(down.status(), StatusCode::SERVICE_UNAVAILABLE);
    Ok(())
}
