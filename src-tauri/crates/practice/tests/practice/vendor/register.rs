//! The system register when everything is right (altinn.md 4.1, 4.2).

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::{REGISTER, SYSTEM, VENDOR, Vendor, package, right, with};
use crate::rig::Outcome;

fn system_path(rest: &str) -> String {
    format!("{REGISTER}/{SYSTEM}{rest}")
}

#[tokio::test]
async fn a2_a_system_is_registered_read_replaced_and_deleted() -> Outcome {
    let vendor = Vendor::start().await?;
    let system = vendor.system();
    let created = vendor.call(Method::POST, REGISTER, Some(&system)).await?;
    assert_eq!(created.status, 200, "{}", created.body);
    let internal_id: String = serde_json::from_str(&created.body)?;
    assert_eq!(internal_id.len(), 36, "a UUID in quotes");

    let read = vendor.get(&system_path("")).await?;
    for member in ["id", "name", "description", "rights", "accessPackages", "clientId", "allowedRedirectUrls", "isVisible"] {
        assert_eq!(read[member], system[member], "{member}");
    }
    assert_eq!((&read["isDeleted"], &read["vendor"]["ID"]), (&json!(false), &json!(format!("0192:{VENDOR}"))));
    assert_eq!(vendor.get(REGISTER).await?, json!([read]));

    let done = json!({ "succeeded": true });
    let less = with(&with(&read, "rights", json!([])), "allowedRedirectUrls", Value::Null);
    assert_eq!(vendor.ok(Method::PUT, &system_path(""), &less).await?, done);
    let replaced = vendor.get(&system_path("")).await?;
    assert_eq!((&replaced["rights"], &replaced["allowedRedirectUrls"]), (&json!([]), &json!([])), "what is left out is gone");
    let rights = json!([right("app_ttd_demo")]);
    assert_eq!(vendor.ok(Method::PUT, &system_path("/rights"), &rights).await?, done);
    let packages = json!([package("skattnaering")]);
    assert_eq!(vendor.ok(Method::PUT, &system_path("/accesspackages"), &packages).await?, done);
    let read = vendor.get(&system_path("")).await?;
    assert_eq!((&read["rights"], &read["accessPackages"]), (&rights, &packages));

    assert_eq!(vendor.ok(Method::DELETE, &system_path(""), &Value::Null).await?, done);
    let deleted = vendor.get(&system_path("")).await?;
    assert_eq!((&deleted["isDeleted"], &deleted["clientId"]), (&json!(true), &json!([])), "it is still read, its clients are free");
    assert_eq!(vendor.get(REGISTER).await?, json!([]));

    let log = vendor.get(&system_path("/changelog")).await?;
    let lines = log.as_array().ok_or("no list")?;
    let kinds: Vec<_> = lines.iter().filter_map(|line| line["changeType"].as_str()).collect();
    assert_eq!(kinds, ["delete", "accesspackageupdate", "rightsupdate", "update", "create"]);
    for line in lines {
        assert_eq!((&line["systemInternalId"], &line["changedByOrgNumber"]), (&json!(internal_id), &json!(VENDOR)));
        assert!(line["clientId"] == vendor.rig.client && line["created"].as_str().is_some_and(|text| text.ends_with('Z')), "{line}");
    }
    assert_eq!((lines[2]["changedData"].clone(), lines[0].get("changedData")), (rights, None));
    Ok(())
}

#[tokio::test]
async fn a2_deleting_says_400_when_it_knows_nothing_and_when_there_was_no_client_to_free() -> Outcome {
    let vendor = Vendor::start().await?;
    let unknown = vendor.call(Method::DELETE, &system_path(""), None).await?;
    let problem = unknown.json()?;
    assert!(unknown.status == 400 && problem["errors"]["return"][0].is_string() && problem.get("code").is_none(), "{problem}");
    vendor.ok(Method::POST, REGISTER, &with(&vendor.system(), "clientId", Value::Null)).await?;
    let deleted = vendor.call(Method::DELETE, &system_path(""), None).await?;
    assert!(deleted.status == 400 && deleted.json()?.get("errors").is_none(), "{}", deleted.body);
    assert_eq!(vendor.get(&system_path("")).await?["isDeleted"], true, "it was stored all the same");
    Ok(())
}

#[tokio::test]
async fn a3_strings_are_trimmed_names_have_any_case_and_unknown_members_are_ignored() -> Outcome {
    let vendor = Vendor::start().await?;
    let lenient = json!({
        "ID": format!("  {SYSTEM} "),
        "Vendor": { "ID": format!(" 0192:{VENDOR}") },
        "NAME": { "nb": " Kassa ", "nn": "Kassa", "en": "Till" },
        "description": { "nb": "x" },
        "allowedRedirectURLs": [" https://vendor.example/receipt "],
        "externalReference": "gone",
        "isvisible": false,
        "rights": null,
    });
    vendor.ok(Method::POST, REGISTER, &lenient).await?;
    let read = vendor.get(&system_path("")).await?;
    assert_eq!((&read["id"], &read["name"]["nb"], &read["isVisible"]), (&json!(SYSTEM), &json!("Kassa"), &json!(false)));
    assert_eq!((&read["allowedRedirectUrls"], &read["rights"]), (&json!(["https://vendor.example/receipt"]), &json!([])));
    assert_eq!((read.get("externalReference"), &read["description"]), (None, &json!({ "nb": "x" })));
    Ok(())
}

#[tokio::test]
async fn a4_the_vendor_is_written_in_three_ways() -> Outcome {
    let vendor = Vendor::start().await?;
    let number = format!("0192:{VENDOR}");
    let ways = [json!({ "ID": number }), json!({ "id": number }), json!({ "authority": "iso6523-actorid-upis", "ID": number })];
    for (way, named) in ways.into_iter().zip(["a", "b", "c"]) {
        let system = with(&with(&vendor.system(), "id", json!(format!("{VENDOR}_{named}"))), "clientId", Value::Null);
        vendor.ok(Method::POST, REGISTER, &with(&system, "vendor", way)).await?;
    }
    assert_eq!(vendor.get(REGISTER).await?.as_array().map(Vec::len), Some(3));
    Ok(())
}

#[tokio::test]
async fn what_is_left_out_has_its_default() -> Outcome {
    let vendor = Vendor::start().await?;
    let mut least = vendor.system();
    if let Some(members) = least.as_object_mut() {
        members.retain(|name, _| ["id", "vendor", "name", "description"].contains(&name.as_str()));
    }
    vendor.ok(Method::POST, REGISTER, &least).await?;
    let read = vendor.get(&system_path("")).await?;
    assert_eq!(read["isVisible"], true);
    for list in ["rights", "accessPackages", "clientId", "allowedRedirectUrls"] {
        assert_eq!(read[list], json!([]), "{list}");
    }
    Ok(())
}

#[tokio::test]
async fn the_framework_refuses_what_it_cannot_bind() -> Outcome {
    let vendor = Vendor::start().await?;
    let send = async |kind: &str, body: String| {
        let request = vendor.rig.http.post(vendor.address(REGISTER)).bearer_auth(&vendor.token);
        vendor.rig.send(request.header(CONTENT_TYPE, kind).body(body)).await
    };
    for (body, place) in [
        ("{".to_owned(), "$"),
        ("[]".to_owned(), "$"),
        (with(&vendor.system(), "name", Value::Null).to_string(), "$"),
        (with(&vendor.system(), "vendor", json!({})).to_string(), "$.vendor"),
        (with(&vendor.system(), "id", json!(7)).to_string(), "$.id"),
        (with(&vendor.system(), "rights", json!([{ "resource": "x" }])).to_string(), "$.rights[0].resource"),
        (with(&vendor.system(), "isVisible", json!("no")).to_string(), "$.isVisible"),
    ] {
        let answer = send("application/json; charset=utf-8", body.clone()).await?;
        let problem = answer.json()?;
        assert!(answer.status == 400 && problem["errors"][place][0].is_string() && problem.get("code").is_none(), "{body}: {problem}");
    }
    assert_eq!(send("text/plain", vendor.system().to_string()).await?.status, 415);
    Ok(())
}
