//! What the old host answers to those who may ask, and to those who may not.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{ACCOUNTANT, BAKERY, FORCED, KEY_WITHOUT_MESSAGES, Old, said, ÅSE};
use crate::keys::KeyName;
use crate::testing::Outcome;
use crate::{CertificateOrder, Fault};

#[tokio::test]
async fn r38_without_a_key_nothing_opens_but_the_metadata() -> Outcome {
    let old = Old::start().await?;
    let refused = (400, "Required header 'ApiKey' is missing.".to_owned());
    for path in ["/api/my/profile", "/api/my/messages", "/api/organizations?ForceEIAuthentication", "/api/enterpriseusers"] {
        assert_eq!(said(old.client.get(old.url(path)).send().await?).await?, refused, "{path}");
        assert_eq!(said(old.client.get(old.url(path)).header("ApiKey", "").send().await?).await?, refused, "{path}");
    }
    let open = |path: &str| old.client.get(old.url(path)).send();
    let services: Value = open("/api/metadata?language=1033").await?.json().await?;
    assert_eq!(services[3]["ServiceName"], "VAT return");
    let roles: Value = open("/api/metadata/roledefinitions?language=2068").await?.json().await?;
    assert_eq!(roles[0]["RoleName"], "Dagleg leiar");
    assert_eq!(open("/api/metadata/rolerequirements?serviceCode=9104").await?.status(), StatusCode::OK);
    assert_eq!(open("/api/metadata/rolerequirements?serviceCode=1").await?.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn r39_a_key_opens_what_it_was_ordered_for() -> Outcome {
    let old = Old::start().await?;
    let cookie = old.cookie("aase", "boller2026", "").await?;
    let ask = |path: &str, key: &str| old.client.get(old.url(path)).header("ApiKey", key).header("cookie", &cookie).send();
    let refused = (403, "The API key is not authorized for this operation".to_owned());
    assert_eq!(said(ask("/api/my/messages", KEY_WITHOUT_MESSAGES).await?).await?, refused);
    assert_eq!(said(ask("/api/my/profile", "unknown").await?).await?, refused);
    assert_eq!(ask("/api/my/profile", KEY_WITHOUT_MESSAGES).await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn r41_whoever_is_not_signed_in_is_sent_to_the_login() -> Outcome {
    let old = Old::start().await?;
    let sent = old.get("/api/my/messages").send().await?;
    assert_eq!(sent.status(), StatusCode::FOUND);
    let to = sent.headers()["location"].to_str()?.to_owned();
    assert!(to.starts_with(&old.url("/ui/Authentication?goto=https%3A%2F%2F")), "{to}");
    assert!(old.client.get(to).send().await?.text().await?.contains("Logg inn"));
    old.town.practice.faults().set(Fault::LegacyLoginPage, true);
    let page = old.get("/api/my/messages").send().await?;
    assert_eq!((page.status(), &page.headers()["content-type"]), (StatusCode::OK, &"text/html; charset=utf-8".parse()?));
    Ok(())
}

#[tokio::test]
async fn levels_and_scopes_decide_what_is_seen() -> Outcome {
    let old = Old::start().await?;
    let subjects = |page: &Value| -> Vec<String> {
        let messages = page["_embedded"]["messages"].as_array().into_iter().flatten();
        messages.filter_map(|message| message["Subject"].as_str().map(str::to_owned)).collect()
    };
    let cookie = old.cookie("aase", "boller2026", "").await?;
    let low = old.json("/api/my/messages", &cookie).await?;
    assert_eq!(subjects(&low), ["Melding om registrering"]);
    assert_eq!(low["_links"]["find"], json!({ "href": old.url("/api/my/messages/{MessageId}"), "isTemplated": true }));
    let person = |scope: &str, acr: &str| old.token(KeyName::IdPorten, json!({ "pid": ÅSE, "acr": acr, "scope": scope }));
    for (acr, expected) in [("Level3", 2), ("idporten-loa-substantial", 2), ("idporten-loa-high", 3)] {
        let token = person("altinn:instances.meta", acr).await?;
        let page = old.get("/api/my/messages").bearer_auth(token).header("accept", "application/hal+json").send().await?;
        assert_eq!(page.headers()["content-type"], "application/hal+json; charset=utf-8");
        assert_eq!(subjects(&page.json().await?).len(), expected, "{acr}");
    }
    let token = person("openid altinn:instances.meta", "idporten-loa-high").await?;
    assert_eq!(old.get("/api/reportees").bearer_auth(&token).send().await?.status(), StatusCode::FORBIDDEN, "scope");
    let both = old.get("/api/my/messages").bearer_auth(&token).header("cookie", &cookie).send().await?;
    assert_eq!(both.status(), StatusCode::BAD_REQUEST);
    let machine = old.machine(BAKERY, "altinn:instances.meta").await?;
    for token in [machine, format!("{token}x")] {
        assert_eq!(old.get("/api/my/messages").bearer_auth(token).send().await?.status(), StatusCode::UNAUTHORIZED);
    }
    Ok(())
}

#[tokio::test]
async fn messages_come_fifty_at_a_time_and_are_read_once_opened() -> Outcome {
    let mut old = Old::start().await?;
    old.with(CertificateOrder::ordinary(BAKERY)).await?;
    let cookie = old.cookie("bakeriet", "surdeig2026", FORCED).await?;
    let ids = async |query: &str| -> Outcome<Vec<Value>> {
        let page = old.json(&format!("/api/{BAKERY}/messages{query}"), &cookie).await?;
        Ok(page["_embedded"]["messages"].as_array().into_iter().flatten().map(|message| message["MessageId"].clone()).collect())
    };
    let (first, second) = (ids("").await?, ids("?$skip=50&$top=50").await?);
    assert_eq!((first.len(), second.len()), (50, 11));
    assert!(!second.iter().any(|id| first.contains(id)));
    let unread = "?$filter=Status%20eq%20'Ulest'";
    let one = ids(unread).await?.first().and_then(Value::as_str).map(str::to_owned).ok_or("none")?;
    let path = format!("/api/r50100003/messages/{one}");
    assert_eq!(old.json(&format!("{path}?markAsRead=false"), &cookie).await?["Status"], "Ulest");
    let opened = old.json(&path, &cookie).await?;
    assert_eq!((&opened["Status"], &opened["Subject"]), (&json!("Lest"), &json!("Melding om registrering")));
    assert_eq!(opened["_links"]["attachment"][0]["fileName"], "Melding om registrering.pdf");
    assert!(opened["Body"].as_str().is_some_and(|body| body.starts_with("<p>")), "HTML, as it was");
    let box_ = old.json("/api/my/messagebox", &cookie).await?;
    assert_eq!(box_["_embedded"]["folders"][2]["Count"], 57);
    for (path, status) in [
        (format!("/api/{ACCOUNTANT}/messages"), 403),
        (format!("/api/my/messages/{one}0"), 404),
        ("/api/my/messages?$top=many".to_owned(), 400),
        ("/api/my/messages/a5010000301".to_owned(), 403),
    ] {
        assert_eq!(old.get(&path).header("cookie", &cookie).send().await?.status(), status, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn reportees_profile_and_roles_are_the_persons() -> Outcome {
    let old = Old::start().await?;
    let cookie = old.cookie("aase", "boller2026", "").await?;
    let reportees = old.json("/api/reportees", &cookie).await?;
    let named = |at: usize, member: &str| reportees["_embedded"]["reportees"][at][member].clone();
    assert_eq!((named(0, "Name"), named(0, "Type")), (json!("BLÅBÆR ÅSE"), json!("Person")));
    assert_eq!((named(1, "OrganizationNumber"), named(1, "Type")), (json!(BAKERY), json!("Foretak")));
    assert_eq!((named(2, "ParentOrganizationNumber"), named(2, "Type")), (json!(BAKERY), json!("Bedrift")));
    let one = old.json("/api/reportees/r50100003", &cookie).await?;
    assert_eq!(one["_links"]["messages"]["href"], old.url("/api/r50100003/messages"));
    let convert = |body: Value| {
        let request = old.client.post(old.url("/api/reportees/ReporteeConversion")).header("apikey", super::KEY).header("cookie", &cookie);
        request.header("content-type", "application/hal+json").body(body.to_string()).send()
    };
    let found: Value = convert(json!({ "OrganizationNumber": "310000000", "Name": "Fjordgløtt Camping AS" })).await?.json().await?;
    assert_eq!(found["ReporteeId"], "r50100004");
    let wrong = convert(json!({ "SocialSecurityNumber": ÅSE, "LastName": "Nordmann" })).await?;
    assert_eq!(wrong.status(), StatusCode::NOT_FOUND);
    let roles = old.json(&format!("/api/{BAKERY}/authorization/roles?language=1033"), &cookie).await?;
    assert_eq!(roles["_embedded"]["roles"][0]["RoleName"], "Managing director");
    let holders = old.json(&format!("/api/{BAKERY}/authorization/delegations"), &cookie).await?;
    let holder = &holders["_embedded"]["rightholders"][0];
    assert_eq!(holder["SocialSecurityNumber"], "148675*****");
    let given = old.json(&format!("/api/{BAKERY}/authorization/delegations/r50200001/roles"), &cookie).await?;
    assert_eq!(given["_embedded"]["roles"][0]["Delegator"], "BLÅBÆRSVINGEN BAKERI AS");
    let rights = old.json(&format!("/api/{BAKERY}/authorization/rights"), &cookie).await?;
    assert_eq!(rights["_embedded"]["rights"].as_array().map(Vec::len), Some(1), "level 1");
    Ok(())
}

#[tokio::test]
async fn contact_information_is_added_and_removed_with_words() -> Outcome {
    let old = Old::start().await?;
    let cookie = old.cookie("aase", "boller2026", "").await?;
    let path = format!("/api/{BAKERY}/profile/contactinformation");
    let add = old.client.post(old.url(&path)).header("apikey", super::KEY).header("cookie", &cookie);
    let added = add.header("content-type", "application/hal+json").body(r#"{"EmailAddress":"ny@example.com"}"#).send().await?;
    assert_eq!(said(added).await?, (204, "Contact information was added.".to_owned()));
    let all = old.json(&path, &cookie).await?;
    let own = all["_embedded"]["contactinformation"][0]["_links"]["self"]["href"].as_str().ok_or("no link")?;
    let removed = old.client.delete(own).header("apikey", super::KEY).header("cookie", &cookie).send().await?;
    assert_eq!(said(removed).await?, (204, "Contact information was deleted.".to_owned()));
    assert_eq!(old.get(&format!("{path}/1")).header("cookie", &cookie).send().await?.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(old.json(&format!("/api/{BAKERY}/profile"), &cookie).await?["Entity"], "BLÅBÆRSVINGEN BAKERI AS");
    Ok(())
}

#[tokio::test]
async fn an_organisation_makes_and_renames_its_enterprise_users() -> Outcome {
    let mut old = Old::start().await?;
    old.with(CertificateOrder::ordinary(BAKERY)).await?;
    let token = old.machine(BAKERY, "altinn:enterpriseusers.write altinn:enterpriseusers.read").await?;
    let users = |name: &str| old.url(&format!("/api/enterpriseusers{name}"));
    let send = |request: reqwest::RequestBuilder, body: Value| {
        let request = request.header("apikey", super::KEY).bearer_auth(&token).header("content-type", "application/json");
        request.body(body.to_string()).send()
    };
    let made: Value = send(old.client.post(users("")), json!({ "UserName": "ovnen" })).await?.json().await?;
    let secret = made[0]["Secret"].as_str().ok_or("no secret")?;
    old.cookie("ovnen", secret, FORCED).await?;
    let taken = send(old.client.post(users("")), json!({ "UserName": "ovnen" })).await?;
    assert_eq!(taken.json::<Value>().await?["ErrorMessage"], "The user name is already in use.");
    let rotated: Value = send(old.client.post(users("/ovnen/rotatesecret")), json!({})).await?.json().await?;
    assert_ne!(rotated[0]["Secret"], made[0]["Secret"]);
    send(old.client.put(users("/ovnen")), json!({ "UserName": "steikeovnen" })).await?;
    let read: Value = send(old.client.get(users("/steikeovnen")), json!({})).await?.json().await?;
    assert_eq!((&read[0]["OwnerOrgNo"], read[0].get("Secret")), (&json!(BAKERY), None));
    let all: Value = send(old.client.get(users("")), json!({})).await?.json().await?;
    assert_eq!(all.as_array().map(Vec::len), Some(4));
    assert_eq!(said(send(old.client.delete(users("/steikeovnen")), json!({})).await?).await?, (204, "No Content".to_owned()));
    assert_eq!(send(old.client.get(users("/steikeovnen")), json!({})).await?.status(), StatusCode::NOT_FOUND);
    let reader = old.machine(BAKERY, "altinn:enterpriseusers.read").await?;
    let refused = old.client.delete(users("/bakeriet")).header("apikey", super::KEY).bearer_auth(reader).send().await?;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let owner = old.get(&format!("/api/serviceowner/reportees{FORCED}")).send().await?;
    assert_eq!(owner.status(), StatusCode::FORBIDDEN);
    Ok(())
}
