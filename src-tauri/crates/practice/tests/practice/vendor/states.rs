//! What becomes of requests, system users and systems (altinn.md 11.3).

use std::time::Duration;

use inngang_practice::{Fault, Options, Practice, RequestStatus};
use reqwest::Method;
use serde_json::{Value, json};

use super::{ACCOUNTANT, Failure, REGISTER, REQUEST, SYSTEM, Vendor, agent_request, request, right, with};
use crate::rig::{BAKERY, Outcome};

const DAY: u64 = 24 * 60 * 60;

async fn asked(vendor: &Vendor, path: &str, body: &Value) -> Result<String, Failure> {
    let made = vendor.ok(Method::POST, path, body).await?;
    Ok(made["id"].as_str().ok_or("no id")?.to_owned())
}

async fn status(vendor: &Vendor, id: &str) -> Result<Value, Failure> {
    Ok(vendor.get(&format!("{REQUEST}/{id}")).await?["status"].clone())
}

/// How many system users `byquery` finds for the bakery.
async fn found(vendor: &Vendor) -> Result<u16, Failure> {
    let query = format!("systemuser/vendor/byquery?system-id={SYSTEM}&orgno={BAKERY}&external-ref=kunde-42");
    Ok(vendor.call(Method::GET, &query, None).await?.status)
}

/// What Maskinporten answers to the vendor as a system user.
async fn token(vendor: &Vendor, owner: &str, external_ref: Option<&str>) -> Result<u16, Failure> {
    token_for(vendor, json!([detail(owner, external_ref)])).await
}

fn detail(owner: &str, external_ref: Option<&str>) -> Value {
    let mut detail = json!({
        "type": "urn:altinn:systemuser",
        "systemuser_org": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{owner}") },
    });
    if let Some(external_ref) = external_ref {
        detail["externalRef"] = json!(external_ref);
    }
    detail
}

async fn token_for(vendor: &Vendor, details: Value) -> Result<u16, Failure> {
    let mut grant = vendor.rig.grant();
    grant.claims["scope"] = json!(super::SCOPES[1]);
    grant.claims["authorization_details"] = details;
    let answer = vendor.rig.token(&grant.signed()?).await?;
    assert!(answer.status == 200 || answer.json()?["error"] == "invalid_altinn_customer_configuration", "{}", answer.body);
    Ok(answer.status)
}

#[tokio::test]
async fn approval_makes_a_system_user_of_the_requests_id_with_what_it_asked_for() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let (id, agent) = (asked(&vendor, REQUEST, &request()).await?, asked(&vendor, &format!("{REQUEST}/agent"), &agent_request()).await?);
    assert_eq!((found(&vendor).await?, status(&vendor, &id).await?), (404, json!("New")));
    for waiting in [&id, &agent] {
        vendor.practice().approve_system_user(waiting)?;
    }
    assert_eq!((found(&vendor).await?, status(&vendor, &id).await?), (200, json!("Accepted")), "at once");
    let users = vendor.practice().system_users();
    let named = |id: &str| users.iter().find(|user| user.id == id).ok_or("not there");
    let (standard, agent) = (named(&id)?, named(&agent)?);
    assert_eq!((json!(standard.rights), standard.packages.len()), (json!([right("ske-krav-og-betalinger")]), 1));
    assert_eq!((standard.title.as_deref(), agent.title.as_deref()), (Some("Regnskap 2026"), Some("Regnskapspakka")));
    assert!(agent.rights.is_empty() && agent.clients.is_empty() && agent.packages.len() == 1, "{agent:?}");
    let again = Practice::start(Options::new(vendor.rig.folder.path())).await?;
    assert_eq!((again.system_users(), again.requests()), (users.clone(), vendor.practice().requests()));
    Ok(())
}

#[tokio::test]
async fn a_system_user_that_is_deleted_in_the_portal_leaves_its_request_accepted() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let id = asked(&vendor, REQUEST, &request()).await?;
    vendor.practice().approve_system_user(&id)?;
    vendor.practice().delete_system_user(&id)?;
    assert_eq!((status(&vendor, &id).await?, found(&vendor).await?), (json!("Accepted"), 404));
    let stale = vendor.call(Method::POST, REQUEST, Some(&request())).await?;
    assert_eq!((stale.status, &stale.json()?["status"], &stale.json()?["id"]), (200, &json!("Accepted"), &json!(id)));
    assert_eq!(vendor.call(Method::DELETE, &format!("{REQUEST}/{id}"), None).await?.status, 202);
    assert_ne!(asked(&vendor, REQUEST, &request()).await?, id);
    Ok(())
}

#[tokio::test]
async fn a_request_that_is_deleted_leaves_its_system_user() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let id = asked(&vendor, REQUEST, &request()).await?;
    vendor.practice().approve_system_user(&id)?;
    let gone = vendor.call(Method::DELETE, &format!("{REQUEST}/{id}"), None).await?;
    assert_eq!((gone.status, gone.body.as_str()), (202, ""));
    assert_eq!((found(&vendor).await?, token(&vendor, BAKERY, Some("kunde-42")).await?), (200, 200));
    for method in [Method::GET, Method::DELETE] {
        vendor.refuses(method, &format!("{REQUEST}/{id}"), &Value::Null, 404, "AUTH-00010").await?;
    }
    vendor.refuses(Method::POST, REQUEST, &request(), 400, "AUTH-00004").await.map(|_| ())
}

#[tokio::test]
async fn a_rejected_request_is_handed_out_until_it_is_deleted() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let id = asked(&vendor, REQUEST, &request()).await?;
    vendor.practice().reject_request(&id)?;
    let same = vendor.call(Method::POST, REQUEST, Some(&request())).await?;
    assert_eq!((same.status, &same.json()?["status"]), (200, &json!("Rejected")));
    assert!(vendor.practice().approve_system_user(&id).is_err() && vendor.practice().reject_request(&id).is_err(), "decided");
    vendor.practice().faults().set(Fault::Delete200, true);
    assert_eq!(vendor.call(Method::DELETE, &format!("{REQUEST}/{id}"), None).await?.status, 200);
    assert_ne!(asked(&vendor, REQUEST, &request()).await?, id);
    Ok(())
}

#[tokio::test]
async fn a_system_that_is_deleted_frees_its_clients_and_stops_its_tokens() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let id = asked(&vendor, REQUEST, &request()).await?;
    vendor.practice().approve_system_user(&id)?;
    assert_eq!(token(&vendor, BAKERY, Some("kunde-42")).await?, 200);
    vendor.ok(Method::DELETE, &format!("{REGISTER}/{SYSTEM}"), &Value::Null).await?;
    assert_eq!(token(&vendor, BAKERY, Some("kunde-42")).await?, 400);
    vendor.ok(Method::POST, REGISTER, &with(&vendor.system(), "id", json!("312345609_annet"))).await.map(|_| ())
}

#[tokio::test]
async fn a9_and_r32_a_token_wants_owner_reference_and_client_as_they_were_asked_for() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let (id, agent) = (asked(&vendor, REQUEST, &request()).await?, asked(&vendor, &format!("{REQUEST}/agent"), &agent_request()).await?);
    assert_eq!(token(&vendor, BAKERY, Some("kunde-42")).await?, 400, "it waits");
    vendor.practice().approve_system_user(&id)?;
    vendor.practice().approve_system_user(&agent)?;
    let cases = [
        (BAKERY, Some("kunde-42"), 200),
        (BAKERY, Some("Kunde-42"), 400),
        (BAKERY, None, 400),
        (ACCOUNTANT, None, 200),
        (ACCOUNTANT, Some(ACCOUNTANT), 200),
        (ACCOUNTANT, Some("kunde-42"), 400),
        ("310000000", None, 400),
        ("923609016", None, 400),
    ];
    for (owner, external_ref, expected) in cases {
        assert_eq!(token(&vendor, owner, external_ref).await?, expected, "{owner} {external_ref:?}");
    }
    let two = json!([detail(BAKERY, Some("kunde-42")), detail(ACCOUNTANT, None)]);
    assert_eq!(token_for(&vendor, two).await?, 400, "two organisations");
    vendor.ok(Method::PUT, &format!("{REGISTER}/{SYSTEM}"), &with(&vendor.system(), "clientId", json!(["another"]))).await?;
    assert_eq!(token(&vendor, ACCOUNTANT, None).await?, 400, "the client is not on the system");
    Ok(())
}

#[tokio::test]
async fn a_request_times_out_after_180_days() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let id = asked(&vendor, REQUEST, &request()).await?;
    vendor.practice().clock().advance(Duration::from_secs(181 * DAY));
    let request = vendor.practice().requests().into_iter().find(|request| request.id == id).ok_or("not there")?;
    let now = vendor.practice().clock().now();
    assert!(request.has_timed_out(now) && !request.has_timed_out(now - 2 * 24 * 60 * 60), "{request:?}");
    assert_eq!(request.status, RequestStatus::New, "the status stays");
    assert!(vendor.practice().approve_system_user(&id).is_err(), "too late");
    let mut grant = vendor.rig.grant();
    for claim in ["iat", "exp"] {
        grant.claims[claim] = json!(grant.claims[claim].as_i64().unwrap_or_default() + vendor.practice().clock().advanced());
    }
    grant.claims["scope"] = json!(super::SCOPES[1]);
    let token = vendor.rig.token(&grant.signed()?).await?.json()?;
    let token = token["access_token"].as_str().ok_or("no token")?;
    let read = vendor.call_with(token, Method::GET, &format!("{REQUEST}/{id}"), None).await?.json()?;
    assert_eq!((&read["timedOut"], &read["status"]), (&json!(true), &json!("New")));
    Ok(())
}
