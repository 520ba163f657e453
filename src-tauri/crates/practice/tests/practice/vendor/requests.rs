//! Requests for system users when everything is right (altinn.md 5.1 to 5.4).

use reqwest::Method;
use serde_json::{Value, json};

use super::{ACCOUNTANT, REQUEST, SYSTEM, Vendor, agent_request, package, request, with};
use crate::rig::{BAKERY, Outcome};

#[tokio::test]
async fn a5_a_request_is_201_the_first_time_and_200_ever_after() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let addresses = vendor.practice().addresses();
    for (path, body, page) in [(REQUEST.to_owned(), request(), "request"), (format!("{REQUEST}/agent"), agent_request(), "agentrequest")] {
        let first = vendor.call(Method::POST, &path, Some(&body)).await?;
        assert_eq!(first.status, 201, "{}", first.body);
        let made = first.json()?;
        let id = made["id"].as_str().ok_or("no id")?;
        assert_eq!(first.location, format!("{}/authentication/api/v1/systemuser/request/{id}", addresses.altinn_platform));
        let confirm = format!("{}/accessmanagement/ui/systemuser/{page}?id={id}&DONTCHOOSEREPORTEE=true", addresses.altinn_access_ui);
        assert_eq!((&made["confirmUrl"], &made["status"], &made["timedOut"]), (&json!(confirm), &json!("New"), &json!(false)));
        let again = vendor.call(Method::POST, &path, Some(&with(&body, "accessPackages", json!([package("x")])))).await?;
        assert_eq!((again.status, again.json()?, again.location.as_str()), (200, made.clone(), ""), "as it was asked for first");
        assert_eq!(vendor.get(&format!("{path}/{id}")).await?, made);
        assert_eq!(vendor.get(&format!("{path}/{}", id.to_uppercase())).await?["id"], id);
        let triple = format!("{SYSTEM}/{}/{}", made["partyOrgNo"].as_str().unwrap_or(""), made["externalRef"].as_str().unwrap_or(""));
        assert_eq!(vendor.get(&format!("{path}/byexternalref/{triple}")).await?, made);
    }
    Ok(())
}

#[tokio::test]
async fn a5_a_standard_request_tells_all_that_was_asked() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let body = request();
    let made = vendor.ok(Method::POST, REQUEST, &with(&body, "externalReference", json!("ignored"))).await?;
    for member in ["systemId", "partyOrgNo", "externalRef", "integrationTitle", "accessPackages", "rights", "redirectUrl"] {
        assert_eq!(made[member], body[member], "{member}");
    }
    assert!(made["escalated"] == false && made["created"].as_str().is_some_and(|text| text.ends_with('Z')), "{made}");
    assert_eq!(made.get("userType"), None);
    Ok(())
}

#[tokio::test]
async fn a5_what_is_left_out_of_a_request_has_its_default() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let bare = json!({ "systemId": SYSTEM, "partyOrgNo": BAKERY, "redirectUrl": "", "accessPackages": [package("skattegrunnlag")] });
    let made = vendor.ok(Method::POST, REQUEST, &bare).await?;
    assert_eq!((&made["externalRef"], &made["integrationTitle"]), (&json!(BAKERY), &json!("Regnskapspakka")));
    assert_eq!((made.get("redirectUrl"), &made["rights"]), (None, &json!([])), "null is left out");
    let empty = vendor.refuses(Method::POST, REQUEST, &with(&bare, "externalRef", json!("")), 404, "AUTH-00012").await?;
    assert!(empty["title"].is_string(), "an empty reference is looked for as it is and stored as the number");
    Ok(())
}

#[tokio::test]
async fn a5_an_agent_has_packages_for_clients_and_no_rights() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let with_rights = with(&agent_request(), "rights", json!([{ "resource": "not even read" }]));
    let made = vendor.ok(Method::POST, &format!("{REQUEST}/agent"), &with_rights).await?;
    assert_eq!((made.get("rights"), &made["userType"]), (None, &json!("agent")));
    let ordinary = with(&with(&agent_request(), "externalRef", json!("b")), "accessPackages", json!([package("skattegrunnlag")]));
    vendor.ok(Method::POST, &format!("{REQUEST}/agent"), &ordinary).await.map(|_| ())
}

#[tokio::test]
async fn an_own_system_is_asked_for_by_its_owner() -> Outcome {
    let vendor = Vendor::start().await?.become_client_of(BAKERY).await?;
    let id = format!("{BAKERY}_kassa");
    let system = with(&with(&vendor.system(), "id", json!(id)), "vendor", json!({ "ID": format!("0192:{BAKERY}") }));
    vendor.ok(Method::POST, super::REGISTER, &system).await?;
    let made = vendor.ok(Method::POST, REQUEST, &with(&request(), "systemId", json!(id))).await?;
    assert_eq!(made["partyOrgNo"], BAKERY);
    Ok(())
}

#[tokio::test]
async fn a_request_is_read_by_its_vendor_on_the_path_of_its_kind() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let (agents, null) = (format!("{REQUEST}/agent"), Value::Null);
    let standard = vendor.ok(Method::POST, REQUEST, &request()).await?;
    let agent = vendor.ok(Method::POST, &agents, &agent_request()).await?;
    let id = |made: &Value| made["id"].as_str().unwrap_or_default().to_owned();
    let unknown = uuid::Uuid::new_v4();
    vendor.refuses(Method::GET, &format!("{REQUEST}/{unknown}"), &null, 404, "AUTH-00010").await?;
    vendor.refuses(Method::GET, &format!("{agents}/{unknown}"), &null, 404, "AUTH-00030").await?;
    vendor.refuses(Method::GET, &format!("{agents}/{}", id(&standard)), &null, 400, "AUTH-00025").await?;
    vendor.refuses(Method::GET, &format!("{REQUEST}/{}", id(&agent)), &null, 404, "AUTH-00010").await?;
    for path in [format!("{REQUEST}/x"), format!("{agents}/x")] {
        let unreadable = vendor.call(Method::GET, &path, None).await?;
        assert!(unreadable.status == 400 && unreadable.json()?["errors"]["requestId"].is_array(), "{}", unreadable.body);
    }
    let missing = format!("{REQUEST}/byexternalref/{SYSTEM}/{BAKERY}/ukjent");
    vendor.refuses(Method::GET, &missing, &null, 404, "AUTH-00010").await?;
    let wrong_kind = format!("{agents}/byexternalref/{SYSTEM}/{BAKERY}/kunde-42");
    vendor.refuses(Method::GET, &wrong_kind, &null, 404, "AUTH-00030").await?;
    let vendor = vendor.become_client_of(ACCOUNTANT).await?;
    for path in
        [format!("{REQUEST}/{}", id(&standard)), format!("{agents}/{}", id(&agent)), missing, format!("{REQUEST}/bysystem/{SYSTEM}")]
    {
        vendor.refuses(Method::GET, &path, &null, 404, "AUTH-00011").await?;
    }
    let foreign = vendor.call(Method::DELETE, &format!("{REQUEST}/{}", id(&standard)), None).await?;
    assert_eq!((foreign.status, foreign.body.as_str()), (202, ""), "nobody asks whose it is");
    Ok(())
}
