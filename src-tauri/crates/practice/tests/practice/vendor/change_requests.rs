//! Requests to change a system user (altinn.md 5.8).

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ACCOUNTANT, Failure, REGISTER, REQUEST, SYSTEM, Vendor, agent_request, package, request, right, with};
use crate::rig::{BAKERY, Outcome};

const CHANGE: &str = "systemuser/changerequest/vendor";

/// With a system user of the bakery's, or an agent of the accountant's; the system has one more package and one more right to give.
async fn with_user(agent: bool) -> Result<(Vendor, String), Failure> {
    let vendor = Vendor::with_system().await?;
    let (path, body) = if agent { (format!("{REQUEST}/agent"), agent_request()) } else { (REQUEST.to_owned(), request()) };
    let id = vendor.ok(Method::POST, &path, &body).await?["id"].as_str().ok_or("no id")?.to_owned();
    vendor.practice().approve_system_user(&id)?;
    let packages = json!([package("skattegrunnlag"), package("skattnaering"), package("regnskapsforer-lonn")]);
    let rights = json!([right("ske-krav-og-betalinger"), right("app_ttd_demo")]);
    let more = with(&with(&vendor.system(), "accessPackages", packages), "rights", rights);
    vendor.ok(Method::PUT, &format!("{REGISTER}/{SYSTEM}"), &more).await?;
    Ok((vendor, id))
}

fn path(correlation: &str, user: &str) -> String {
    format!("{CHANGE}?correlation-id={correlation}&system-user-id={user}")
}

fn fresh() -> String {
    Uuid::new_v4().to_string()
}

/// Another package and another right for those that are there.
fn change() -> Value {
    json!({
        "requiredRights": [right("app_ttd_demo")],
        "unwantedRights": [right("ske-krav-og-betalinger")],
        "requiredAccessPackages": [package("skattnaering")],
        "unwantedAccessPackages": [package("skattegrunnlag")],
        "redirectUrl": "https://vendor.example/receipt",
    })
}

#[tokio::test]
async fn a_change_is_asked_for_approved_and_made() -> Outcome {
    let (vendor, user) = with_user(false).await?;
    let id = fresh();
    let first = vendor.call(Method::POST, &path(&id, &user), Some(&change())).await?;
    assert_eq!(first.status, 201, "{}", first.body);
    let made = first.json()?;
    for (member, value) in change().as_object().into_iter().flatten() {
        assert_eq!(&made[member], value, "{member}");
    }
    let expected = json!([id, "kunde-42", SYSTEM, user, BAKERY, "New", false]);
    let told = ["id", "externalRef", "systemId", "systemUserId", "partyOrgNo", "status", "timedOut"].map(|member| made[member].clone());
    assert_eq!(json!(told), expected);
    let confirm = format!("/accessmanagement/ui/systemuser/changerequest?id={id}&DONTCHOOSEREPORTEE=true");
    assert_eq!(made["confirmUrl"], format!("{}{confirm}", vendor.practice().addresses().altinn_access_ui));
    let again = vendor.call(Method::POST, &path(&id, &user), Some(&with(&change(), "unwantedRights", Value::Null))).await?;
    assert_eq!((again.status, again.json()?), (200, made.clone()), "the stored one");
    assert_eq!(vendor.get(&format!("{CHANGE}/{id}")).await?, made);
    let listed = vendor.get(&format!("{CHANGE}/bysystem/{SYSTEM}")).await?;
    assert_eq!(listed, json!({ "links": {}, "data": [made] }));
    let by_reference = vendor.get(&format!("{CHANGE}/byexternalref/{SYSTEM}/{BAKERY}/kunde-42")).await?;
    assert_eq!((&by_reference["id"], by_reference.get("requiredAccessPackages")), (&json!(id), None), "without the packages");

    vendor.practice().approve_change(&id)?;
    assert_eq!(vendor.get(&format!("{CHANGE}/{id}")).await?["status"], "Accepted");
    let users = vendor.practice().system_users();
    let changed = users.iter().find(|one| one.id == user).ok_or("not there")?;
    assert_eq!(
        (json!(changed.rights), changed.packages.concat()),
        (json!([right("app_ttd_demo")]), "urn:altinn:accesspackage:skattnaering".into())
    );
    vendor.refuses(Method::POST, &path(&id, &user), &change(), 409, "AUTH-00061").await?;
    assert!(vendor.practice().reject_change(&id).is_err(), "decided");
    Ok(())
}

#[tokio::test]
async fn nothing_is_stored_where_there_is_nothing_to_change() -> Outcome {
    let (vendor, user) = with_user(false).await?;
    let as_it_is = json!({ "requiredAccessPackages": [package("skattegrunnlag")], "unwantedRights": [right("app_ttd_demo")] });
    let empty = json!({ "requiredRights": [], "unwantedRights": [], "requiredAccessPackages": [], "unwantedAccessPackages": [] });
    for body in [as_it_is, empty, json!({})] {
        let id = fresh();
        let answer = vendor.call(Method::POST, &path(&id, &user), Some(&body)).await?;
        let told = answer.json()?;
        assert_eq!(
            (answer.status, &told["status"], &told["id"], &told["confirmUrl"]),
            (200, &json!("NoChangeNeeded"), &json!(id), &json!(""))
        );
        vendor.refuses(Method::GET, &format!("{CHANGE}/{id}"), &Value::Null, 404, "AUTH-00010").await?;
    }
    Ok(())
}

#[tokio::test]
async fn r30_a_standard_system_user_of_ones_own_is_changed() -> Outcome {
    let (vendor, user) = with_user(false).await?;
    vendor.refuses(Method::POST, &path(&fresh(), &fresh()), &change(), 404, "AUTH-00015").await?;
    vendor.refuses(Method::POST, &format!("{CHANGE}?correlation-id={}", fresh()), &change(), 404, "AUTH-00015").await?;
    let vendor = vendor.become_client_of(ACCOUNTANT).await?;
    let foreign = vendor.call(Method::POST, &path(&fresh(), &user), Some(&change())).await?;
    assert!(foreign.status == 401 && foreign.json()?.get("code").is_none(), "{}", foreign.body);
    vendor.practice().delete_system_user(&user)?;
    vendor.refuses(Method::POST, &path(&fresh(), &user), &change(), 404, "AUTH-00015").await?;
    let (vendor, agent) = with_user(true).await?;
    vendor.refuses(Method::POST, &path(&fresh(), &agent), &change(), 404, "AUTH-00015").await.map(|_| ())
}

#[tokio::test]
async fn r31_a_correlation_id_is_there_and_its_own() -> Outcome {
    let (vendor, user) = with_user(false).await?;
    let missing = format!("{CHANGE}?system-user-id={user}");
    vendor.says(Method::POST, &missing, &change(), 400, "correlation-id").await?;
    vendor.says(Method::POST, &path(&Uuid::nil().to_string(), &user), &change(), 400, "correlation-id").await?;
    vendor.says(Method::POST, &path(&user, &user), &change(), 400, "same as the system-user-id").await?;
    let unreadable = vendor.call(Method::POST, &path("x", &user), Some(&change())).await?;
    assert!(unreadable.status == 400 && unreadable.json()?["errors"]["correlation-id"].is_array(), "{}", unreadable.body);
    Ok(())
}

#[tokio::test]
async fn a_change_asks_for_nothing_beyond_the_system() -> Outcome {
    let (vendor, user) = with_user(false).await?;
    let cases = [
        ("requiredAccessPackages", json!([package("jordbruk")]), "AUTH-00063"),
        ("requiredAccessPackages", json!([package("regnskapsforer-lonn")]), "AUTH-00064"),
        ("requiredRights", json!([right("ske-skattemelding-naering")]), "AUTH-00001"),
        ("redirectUrl", json!("https://other.example"), "AUTH-00021"),
    ];
    for (member, value, code) in cases {
        vendor.refuses(Method::POST, &path(&fresh(), &user), &with(&change(), member, value), 400, code).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_change_is_taken_back_and_its_list_begins_anew_on_every_page() -> Outcome {
    let (vendor, user) = with_user(false).await?;
    let ids = [fresh(), fresh(), fresh()];
    for id in &ids {
        vendor.ok(Method::POST, &path(id, &user), &change()).await?;
    }
    vendor.practice().set_page_size(2)?;
    let first = vendor.get(&format!("{CHANGE}/bysystem/{SYSTEM}")).await?;
    let next = first["links"]["next"].as_str().and_then(|link| link.split_once("/authentication/api/v1/")).ok_or("one page")?.1;
    assert_eq!(vendor.get(next).await?, first, "the token is not read");
    let gone = vendor.call(Method::DELETE, &format!("{CHANGE}/{}", ids[0]), None).await?;
    assert_eq!((gone.status, gone.body.as_str()), (202, ""));
    vendor.refuses(Method::DELETE, &format!("{CHANGE}/{}", ids[0]), &Value::Null, 404, "AUTH-00010").await?;
    vendor.refuses(Method::POST, &path(&ids[0], &user), &change(), 404, "AUTH-00012").await?;
    vendor.practice().reject_change(&ids[1])?;
    assert_eq!(vendor.get(&format!("{CHANGE}/{}", ids[1])).await?["status"], "Rejected");
    let vendor = vendor.become_client_of(ACCOUNTANT).await?;
    for path in
        [format!("{CHANGE}/{}", ids[1]), format!("{CHANGE}/bysystem/{SYSTEM}"), format!("{CHANGE}/byexternalref/{SYSTEM}/{BAKERY}/x")]
    {
        vendor.refuses(Method::GET, &path, &Value::Null, 404, "AUTH-00011").await?;
    }
    Ok(())
}
