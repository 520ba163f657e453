//! What a request for a system user is refused for (altinn.md 5.5).

use reqwest::Method;
use serde_json::{Value, json};

use super::{ACCOUNTANT, CAMPING, REGISTER, REQUEST, SYSTEM, Vendor, agent_request, package, request, right, with};
use crate::rig::{BAKERY, Outcome};

impl Vendor {
    /// The request that is right but for some members.
    async fn refuses_request(&self, changes: &[(&str, Value)], status: u16, code: &str) -> Result<Value, super::Failure> {
        let body = changes.iter().fold(request(), |body, (member, value)| with(&body, member, value.clone()));
        self.refuses(Method::POST, REQUEST, &body, status, code).await
    }

    async fn refuses_agent(&self, packages: Value, code: &str) -> Result<Value, super::Failure> {
        let body = with(&agent_request(), "accessPackages", packages);
        self.refuses(Method::POST, &format!("{REQUEST}/agent"), &body, 400, code).await
    }
}

#[tokio::test]
async fn r20_a_system_is_known_live_and_ones_own() -> Outcome {
    let vendor = Vendor::with_system().await?;
    vendor.refuses_request(&[("systemId", json!("312345609_annet"))], 404, "AUTH-00011").await?;
    vendor.practice().delete_system(SYSTEM)?;
    vendor.refuses_request(&[], 404, "AUTH-00011").await?;
    let vendor = Vendor::with_system().await?;
    vendor.ok(Method::POST, REQUEST, &request()).await?;
    let vendor = vendor.become_client_of(ACCOUNTANT).await?;
    vendor.refuses_request(&[("externalRef", json!("other"))], 404, "AUTH-00011").await?;
    vendor.refuses_request(&[], 400, "AUTH-00007").await?;
    Ok(())
}

#[tokio::test]
async fn what_another_vendor_has_asked_for_says_how_far_it_has_come() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let denied = vendor.ok(Method::POST, REQUEST, &with(&request(), "externalRef", json!("a"))).await?;
    let rejected = vendor.ok(Method::POST, REQUEST, &with(&request(), "externalRef", json!("b"))).await?;
    let accepted = vendor.ok(Method::POST, REQUEST, &with(&request(), "externalRef", json!("c"))).await?;
    let id = |made: &Value| made["id"].as_str().unwrap_or_default().to_owned();
    vendor.practice().deny_request(&id(&denied))?;
    vendor.practice().reject_request(&id(&rejected))?;
    vendor.practice().approve_system_user(&id(&accepted))?;
    vendor.practice().delete_system_user(&id(&accepted))?;
    let vendor = vendor.become_client_of(ACCOUNTANT).await?;
    for (reference, code) in [("a", "AUTH-00008"), ("b", "AUTH-00009"), ("c", "AUTH-00006")] {
        vendor.refuses_request(&[("externalRef", json!(reference))], 400, code).await?;
    }
    Ok(())
}

#[tokio::test]
async fn r21_a_customer_is_known_to_altinn() -> Outcome {
    let vendor = Vendor::with_system().await?;
    for number in ["923609016", "314660102", "0192:315000106", "x", ""] {
        vendor.refuses_request(&[("partyOrgNo", json!(number))], 400, "AUTH-00000").await?;
    }
    Ok(())
}

#[tokio::test]
async fn r22_a_redirect_address_is_one_of_the_systems() -> Outcome {
    let vendor = Vendor::with_system().await?;
    for address in ["https://vendor.example/other", "http://vendor.example/receipt", "https://other.example/receipt"] {
        vendor.refuses_request(&[("redirectUrl", json!(address))], 400, "AUTH-00021").await?;
    }
    let failed = vendor.call(Method::POST, REQUEST, Some(&with(&request(), "redirectUrl", json!("not an address")))).await?;
    assert!(failed.status == 500 && failed.json()?.get("code").is_none(), "{}", failed.body);
    let same = with(&request(), "redirectUrl", json!("https://vendor.example/receipt?customer=42#top"));
    vendor.ok(Method::POST, REQUEST, &same).await?;
    let bare = with(&vendor.system(), "allowedRedirectUrls", Value::Null);
    vendor.ok(Method::PUT, &format!("{REGISTER}/{SYSTEM}"), &bare).await?;
    vendor.refuses_request(&[("externalRef", json!("b"))], 400, "AUTH-00026").await.map(|_| ())
}

#[tokio::test]
async fn r23_something_is_asked_for() -> Outcome {
    let vendor = Vendor::with_system().await?;
    vendor.refuses_request(&[("rights", Value::Null), ("accessPackages", Value::Null)], 400, "AUTH-00001").await?;
    vendor.refuses_request(&[("rights", json!([])), ("accessPackages", json!([]))], 400, "AUTH-00059").await?;
    vendor.refuses_request(&[("rights", json!([])), ("accessPackages", Value::Null)], 400, "AUTH-00059").await?;
    vendor.refuses_agent(json!([]), "AUTH-00058").await?;
    vendor.refuses_agent(Value::Null, "AUTH-00058").await.map(|_| ())
}

#[tokio::test]
async fn r24_nothing_beyond_the_system_is_asked_for() -> Outcome {
    let vendor = Vendor::with_system().await?;
    vendor.refuses_request(&[("rights", json!([right("app_ttd_demo")]))], 400, "AUTH-00001").await?;
    let read = json!({ "action": "read", "resource": right("ske-krav-og-betalinger")["resource"] });
    vendor.refuses_request(&[("rights", json!([read]))], 400, "AUTH-00001").await?;
    let strange = json!([package("jordbruk"), package("Skattegrunnlag"), package("skattegrunnlag")]);
    let problem = vendor.refuses_request(&[("accessPackages", strange)], 400, "AUTH-00063").await?;
    assert_eq!(problem["NotFoundPackages"], "urn:altinn:accesspackage:jordbruk,urn:altinn:accesspackage:Skattegrunnlag");
    let many = json!([package("jordbruk"), package("lonn"), package("renovasjon"), package("skattegrunnlag")]);
    let problem = vendor.refuses_request(&[("accessPackages", many)], 400, "AUTH-00063").await?;
    assert_eq!(problem.get("NotFoundPackages"), None, "more than the system has: Altinn does not even look");
    vendor.refuses_agent(json!([package("jordbruk")]), "AUTH-00063").await.map(|_| ())
}

#[tokio::test]
async fn r25_a_package_fits_the_kind() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let for_clients = vendor.refuses_request(&[("accessPackages", json!([package("regnskapsforer-lonn")]))], 400, "AUTH-00064").await?;
    assert_eq!(for_clients["NotDelegablePackages"], "urn:altinn:accesspackage:regnskapsforer-lonn");
    let ordinary = vendor.refuses_agent(json!([package("regnskapsforer-lonn"), package("ffor-tilgangsstyrer-nuf")]), "AUTH-00065").await?;
    assert_eq!(ordinary["NotDelegablePackages"], "urn:altinn:accesspackage:ffor-tilgangsstyrer-nuf");
    Ok(())
}

#[tokio::test]
async fn r26_a_live_system_user_has_the_triple_whatever_its_kind() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let made = vendor.ok(Method::POST, REQUEST, &request()).await?;
    vendor.practice().approve_system_user(made["id"].as_str().ok_or("no id")?)?;
    vendor.refuses_request(&[], 400, "AUTH-00004").await?;
    let as_agent = with(&with(&agent_request(), "partyOrgNo", json!(BAKERY)), "externalRef", json!("kunde-42"));
    vendor.refuses(Method::POST, &format!("{REQUEST}/agent"), &as_agent, 400, "AUTH-00004").await?;
    let other = [("partyOrgNo", json!(CAMPING)), ("externalRef", json!("kunde-43"))];
    for (member, value) in other {
        vendor.ok(Method::POST, REQUEST, &with(&request(), member, value)).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_first_thing_that_is_wrong_is_told() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let all = [
        ("systemId", json!("312345609_annet"), 404, "AUTH-00011"),
        ("partyOrgNo", json!("923609016"), 400, "AUTH-00000"),
        ("redirectUrl", json!("https://other.example"), 400, "AUTH-00021"),
        ("rights", json!([right("app_ttd_demo")]), 400, "AUTH-00001"),
        ("accessPackages", json!([package("jordbruk")]), 400, "AUTH-00063"),
    ];
    for first in 0..all.len() {
        let changes: Vec<_> = all[first..].iter().map(|(member, value, ..)| (*member, value.clone())).collect();
        vendor.refuses_request(&changes, all[first].2, all[first].3).await?;
    }
    Ok(())
}
