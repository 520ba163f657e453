//! For whom a person acts at Ansattporten: the choice, then what the tokens say of it (idporten.md 17).

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::login_client::{ACCOUNTANT, DIRECTOR, LoginClient, STRANGER, claims, refused};
use crate::rig::{BAKERY, Outcome, Rig};

pub(crate) const SERVICE: &str = r#"[{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:2480:40"}]"#;
pub(crate) const RESOURCE: &str = r#"[{"type":"ansattporten:altinn:resource","resource":"urn:altinn:resource:app_ttd_demo"}]"#;
pub(crate) const EMPLOYER: &str = r#"[{"type":"ansattporten:orgno"}]"#;
const SUBUNIT: &str = "313770206";

/// One resource with more members.
pub(crate) fn resource_with(more: &str) -> String {
    RESOURCE.replace("}]", &format!(",{more}}}]"))
}

fn authority(number: &str) -> Value {
    json!({ "Authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") })
}

/// What the three places that tell it have in common.
pub(crate) fn told(tokens: &Value) -> Result<Option<Value>, Box<dyn std::error::Error>> {
    let places = [&tokens["id_token"], &tokens["access_token"]].map(claims);
    let mut places: Vec<Option<Value>> = places
        .into_iter()
        .map(|claims| Ok(claims?.get("authorization_details").cloned()))
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let answer = tokens.get("authorization_details").cloned();
    assert!(places.iter().all(|place| *place == answer), "{places:?} {answer:?}");
    Ok(places.swap_remove(0))
}

#[tokio::test]
async fn the_chosen_organisation_comes_back_as_a_service_tells_it() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let browser = Browser::new(&rig);
    let page = client.log_in(&browser, (DIRECTOR, "high"), &[("authorization_details", SERVICE)]).await?;
    assert!(page.has("organisation-form") && page.has(&format!("organisation-{BAKERY}")) && page.has("organisation-none"), "{page:?}");
    let back = browser.submit(&page, &[("organisation", BAKERY), ("action", "choose")]).await?;
    let tokens = client.tokens(&back).await?;
    let mut reportee = authority(BAKERY);
    (reportee["Name"], reportee["Rights"]) = (json!("BLÅBÆRSVINGEN BAKERI AS"), json!(["Read", "ArchiveDelete", "ArchiveRead"]));
    let expected = json!([{
        "type": "ansattporten:altinn:service",
        "resource": "urn:altinn:resource:2480:40",
        "resource_name": "Produkter og tjenester fra Brønnøysundregistrene",
        "reportees": [reportee],
    }]);
    assert_eq!(told(&tokens)?, Some(expected.clone()));
    let refresh = tokens["refresh_token"].as_str().ok_or("no refresh token")?;
    let fresh = client.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await?;
    assert_eq!((&fresh["authorization_details"], &claims(&fresh["access_token"])?["authorization_details"]), (&expected, &expected));
    Ok(())
}

#[tokio::test]
async fn several_organisations_come_back_as_a_resource_tells_them() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let browser = Browser::new(&rig);
    let details = resource_with(r#""allow_multiple_organizations":"true""#);
    let page = client.log_in(&browser, (ACCOUNTANT, "substantial"), &[("authorization_details", &details)]).await?;
    assert!(page.page.contains(r#"type="checkbox" id="organisation-311223305""#), "{page:?}");
    let back = browser.submit(&page, &[("organisation", BAKERY), ("organisation", SUBUNIT), ("action", "choose")]).await?;
    let party = |number: &str, name: &str, form: &str| {
        let orgno = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") });
        json!({ "orgno": orgno, "resource": "app_ttd_demo", "name": name, "unit_type": form })
    };
    let expected = json!([{
        "type": "ansattporten:altinn:resource",
        "resource": "urn:altinn:resource:app_ttd_demo",
        "resource_name": "Prøveskjema",
        "authorized_parties": [
            party(BAKERY, "BLÅBÆRSVINGEN BAKERI AS", "AS"),
            party(SUBUNIT, "BLÅBÆRSVINGEN BAKERI AS AVD TORGET", "BEDR"),
        ],
    }]);
    assert_eq!(told(&client.tokens(&back).await?)?, Some(expected));
    Ok(())
}

#[tokio::test]
async fn each_resource_is_told_for_those_that_have_given_it() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let browser = Browser::new(&rig);
    // The accountant's clients have given it no right to represent them everywhere.
    let both = format!("{},{}", RESOURCE.trim_end_matches(']'), RESOURCE.replace("app_ttd_demo", "something-else").trim_start_matches('['));
    let page = client.log_in(&browser, (ACCOUNTANT, "high"), &[("authorization_details", &both)]).await?;
    let back = browser.submit(&page, &[("organisation", BAKERY), ("action", "choose")]).await?;
    let told = told(&client.tokens(&back).await?)?.ok_or("nothing is told")?;
    let resources: Vec<&Value> = told.as_array().ok_or("no array")?.iter().map(|object| &object["resource"]).collect();
    assert_eq!(resources, ["urn:altinn:resource:app_ttd_demo"]);
    Ok(())
}

#[tokio::test]
async fn a_work_account_tells_the_employer_and_no_national_id() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let browser = Browser::new(&rig);
    let asked = [("acr_values", "entraid"), ("authorization_details", EMPLOYER)];
    let page = client.authorize(&browser, &asked).await?;
    let again = browser.submit(&page, &[("person", STRANGER), ("level", "entraid"), ("action", "log-in")]).await?;
    assert!(again.status == 422 && again.has("problem"), "{again:?}");
    let choice = browser.submit(&page, &[("person", DIRECTOR), ("level", "entraid"), ("action", "log-in")]).await?;
    let back = browser.submit(&choice, &[("organisation", BAKERY), ("action", "choose")]).await?;
    let tokens = client.tokens(&back).await?;
    assert_eq!(told(&tokens)?, Some(json!([{ "type": "ansattporten:orgno", "orgno": authority(BAKERY) }])));
    let (id, access) = (claims(&tokens["id_token"])?, claims(&tokens["access_token"])?);
    assert!(id.get("pid").is_none() && access.get("pid").is_none(), "{id} {access}");
    assert_eq!((&id["acr"], &id["amr"]), (&json!("entraid"), &json!(["entraid_pwd", "entraid-mfa"])));

    let personal = [("acr_values", "high"), ("authorization_details", EMPLOYER)];
    let landing = client.log_in(&Browser::new(&rig), (DIRECTOR, "high"), &personal).await?;
    assert_eq!(told(&client.tokens(&landing).await?)?, None, "an electronic identity of one's own names no employer");
    Ok(())
}

#[tokio::test]
async fn whoever_represents_nobody_is_let_in_unless_somebody_is_required() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let landing = client.log_in(&Browser::new(&rig), (STRANGER, "high"), &[("authorization_details", SERVICE)]).await?;
    assert_eq!(told(&client.tokens(&landing).await?)?, None);

    let required = resource_with(r#""representation_is_required":true"#);
    let browser = Browser::new(&rig);
    let page = client.log_in(&browser, (STRANGER, "high"), &[("authorization_details", &required)]).await?;
    assert!(page.has("nobody") && page.has("cancel") && !page.has("choose"), "{page:?}");
    for fields in [&[("action", "choose")][..], &[("organisation", BAKERY), ("action", "choose")]] {
        assert_eq!(browser.submit(&page, fields).await?.status, 422);
    }
    refused(&browser.submit(&page, &[("action", "cancel")]).await?, "access_denied", "");
    Ok(())
}

#[tokio::test]
async fn only_what_is_offered_can_be_chosen() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let browser = Browser::new(&rig);
    let page = client.log_in(&browser, (DIRECTOR, "high"), &[("authorization_details", RESOURCE)]).await?;
    for fields in [&[][..], &[("organisation", "311223305")], &[("organisation", BAKERY), ("organisation", SUBUNIT)]] {
        let fields: Vec<_> = fields.iter().copied().chain([("action", "choose")]).collect();
        let again = browser.submit(&page, &fields).await?;
        assert!(again.status == 422 && again.has("problem"), "{fields:?} {again:?}");
    }
    let back = browser.submit(&page, &[("organisation", "none"), ("action", "choose")]).await?;
    assert_eq!(told(&client.tokens(&back).await?)?, None, "the person chose to act for nobody");
    let spent = browser.submit(&page, &[("organisation", BAKERY), ("action", "choose")]).await?;
    assert!(spent.status == 400 && spent.has("expired"), "{spent:?}");

    let required = resource_with(r#""representation_is_required":true"#);
    let page = client.log_in(&Browser::new(&rig), (DIRECTOR, "high"), &[("authorization_details", &required)]).await?;
    assert!(page.has(&format!("organisation-{BAKERY}")) && !page.has("organisation-none"), "{page:?}");
    Ok(())
}

#[tokio::test]
async fn the_form_of_organisation_narrows_the_choice() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    for (form, there, absent) in [("enterprise", BAKERY, SUBUNIT), ("business", SUBUNIT, BAKERY)] {
        let details = resource_with(&format!(r#""organizationform":"{form}""#));
        let page = client.log_in(&Browser::new(&rig), (DIRECTOR, "high"), &[("authorization_details", &details)]).await?;
        assert!(page.has(&format!("organisation-{there}")) && !page.has(&format!("organisation-{absent}")), "{form} {page:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_test_user_represents_without_a_page() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let hint = format!("testid:{DIRECTOR}_high");
    let several = resource_with(r#""allow_multiple_organizations":true"#);
    for (details, count) in [(RESOURCE, 1), (&several, 2)] {
        let landing = client.authorize(&Browser::new(&rig), &[("login_hint", &hint), ("authorization_details", details)]).await?;
        let told = told(&client.tokens(&landing).await?)?.ok_or("nothing is told")?;
        assert_eq!(told[0]["authorized_parties"].as_array().map(Vec::len), Some(count));
    }
    let (nobody, required) = (format!("testid:{STRANGER}_high"), resource_with(r#""representation_is_required":true"#));
    let landing = client.authorize(&Browser::new(&rig), &[("login_hint", &nobody), ("authorization_details", &required)]).await?;
    refused(&landing, "access_denied", "represents no organisation");
    Ok(())
}
