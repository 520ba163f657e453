//! What the system register refuses (altinn.md 4.3, 4.4).

use reqwest::Method;
use serde_json::{Value, json};

use super::{ACCOUNTANT, REGISTER, REQUEST, SCOPES, SYSTEM, VENDOR, Vendor, package, request, right, token, with};
use crate::rig::{BAKERY, Outcome};

fn path(rest: &str) -> String {
    format!("{REGISTER}/{SYSTEM}{rest}")
}

#[tokio::test]
async fn r9_each_call_wants_its_own_scope() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let id = uuid::Uuid::new_v4();
    let [register, read, write] = SCOPES;
    let change = "systemuser/changerequest/vendor";
    let calls = [
        (Method::GET, REGISTER.to_owned(), register),
        (Method::POST, REGISTER.to_owned(), register),
        (Method::GET, path(""), register),
        (Method::PUT, path(""), register),
        (Method::DELETE, path(""), register),
        (Method::PUT, path("/rights"), register),
        (Method::PUT, path("/accesspackages"), register),
        (Method::GET, path("/changelog"), register),
        (Method::POST, REQUEST.to_owned(), write),
        (Method::POST, format!("{REQUEST}/agent"), write),
        (Method::DELETE, format!("{REQUEST}/{id}"), write),
        (Method::GET, format!("{REQUEST}/{id}"), read),
        (Method::GET, format!("{REQUEST}/agent/{id}"), read),
        (Method::GET, format!("{REQUEST}/byexternalref/{SYSTEM}/{BAKERY}/x"), read),
        (Method::GET, format!("{REQUEST}/agent/byexternalref/{SYSTEM}/{BAKERY}/x"), read),
        (Method::GET, format!("{REQUEST}/bysystem/{SYSTEM}"), read),
        (Method::GET, format!("{REQUEST}/agent/bysystem/{SYSTEM}"), read),
        (Method::POST, format!("{change}?correlation-id={id}&system-user-id={id}"), write),
        (Method::DELETE, format!("{change}/{id}"), write),
        (Method::GET, format!("{change}/{id}"), read),
        (Method::GET, format!("{change}/byexternalref/{SYSTEM}/{BAKERY}/x"), read),
        (Method::GET, format!("{change}/bysystem/{SYSTEM}"), read),
        (Method::GET, "systemregister".to_owned(), "altinn:portal/enduser"),
        (Method::GET, format!("systemregister/{SYSTEM}"), "altinn:portal/enduser"),
        (Method::GET, "systemuser/byExternalId".to_owned(), "altinn:maskinporten/systemuser.read"),
    ];
    let mut without = Vec::new();
    for left_out in SCOPES {
        let others: Vec<_> = SCOPES.into_iter().filter(|scope| *scope != left_out).collect();
        without.push((left_out, token(&vendor.rig, &others.join(" ")).await?));
    }
    for (method, path, scope) in calls {
        let lacking = without.iter().find(|(left_out, _)| *left_out == scope).map_or(&vendor.token, |(_, token)| token);
        let refused = vendor.call_with(lacking, method.clone(), &path, None).await?;
        assert_eq!((refused.status, refused.body.as_str()), (403, ""), "{method} {path}");
        let garbage = vendor.call_with("a.b.c", method.clone(), &path, None).await?;
        assert_eq!((garbage.status, garbage.body.as_str()), (401, ""), "{method} {path}");
    }
    Ok(())
}

#[tokio::test]
async fn r10_an_id_begins_with_the_vendors_number_has_no_space_and_is_used_once() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let system = with(&vendor.system(), "clientId", Value::Null);
    let id = async |id: &str, numbers: &[u32]| vendor.finds(Method::POST, REGISTER, &with(&system, "id", json!(id)), numbers).await;
    for bad in ["311223305_kassa", "kassa", VENDOR, "312345609_", "312345609kassa"] {
        assert_eq!(id(bad, &[1]).await?[0]["paths"], json!(["/registersystemrequest/systemid"]), "{bad}");
    }
    id("312345609_kassa to", &[13]).await?;
    id("kassa to", &[1, 13]).await?;
    id(SYSTEM, &[2]).await?;
    vendor.practice().delete_system(SYSTEM)?;
    id(SYSTEM, &[2]).await.map(|_| ())
}

#[tokio::test]
async fn r11_a_vendor_without_0192_is_all_that_is_told() -> Outcome {
    let vendor = Vendor::start().await?;
    for number in [VENDOR, "0192:31234560", "0192:x12345609", "9908:312345609", ""] {
        let wrong = with(&with(&vendor.system(), "vendor", json!({ "ID": number })), "id", json!("x y"));
        let errors = vendor.finds(Method::POST, REGISTER, &wrong, &[0]).await?;
        assert_eq!(errors[0]["paths"], json!(["/registersystemrequest/vendor/id"]), "{number}");
    }
    Ok(())
}

#[tokio::test]
async fn r12_only_the_vendor_itself_writes_and_hears_what_is_wrong() -> Outcome {
    let vendor = Vendor::with_system().await?.become_client_of(ACCOUNTANT).await?;
    let system = vendor.system();
    let calls = [
        (Method::POST, REGISTER.to_owned(), with(&system, "id", json!("x y"))),
        (Method::PUT, path(""), system),
        (Method::PUT, path("/rights"), json!([right("unknown")])),
        (Method::PUT, path("/accesspackages"), json!([package("unknown")])),
        (Method::DELETE, path(""), Value::Null),
        (Method::GET, path(""), Value::Null),
        (Method::GET, path("/changelog"), Value::Null),
    ];
    for (method, path, body) in calls {
        let refused = vendor.call(method.clone(), &path, (!body.is_null()).then_some(&body)).await?;
        assert_eq!((refused.status, refused.body.as_str()), (403, ""), "{method} {path}");
    }
    Ok(())
}

#[tokio::test]
async fn r13_a_redirect_address_is_absolute_and_https() -> Outcome {
    let vendor = Vendor::start().await?;
    for address in ["http://vendor.example/receipt", "/receipt", "vendor.example", "myapp://receipt", ""] {
        let errors = vendor.finds_in("allowedRedirectUrls", json!(["https://vendor.example", address]), &[5]).await?;
        assert_eq!(errors[0]["paths"], json!(["/registersystemrequest/allowedredirecturls"]), "{address}");
    }
    Ok(())
}

#[tokio::test]
async fn r14_nothing_stands_there_twice() -> Outcome {
    let vendor = Vendor::start().await?;
    let (demo, tax) = (right("app_ttd_demo"), package("skattegrunnlag"));
    assert_eq!(vendor.finds_in("rights", json!([demo, demo]), &[6]).await?[0]["paths"], json!(["/registersystemrequest/rights/resource"]));
    let errors = vendor.finds_in("accessPackages", json!([tax, tax]), &[7]).await?;
    assert_eq!(errors[0]["paths"], json!(["/registersystemrequest/accesspackages"]));
    assert_eq!(vendor.finds_in("clientId", json!(["a", "b", "a"]), &[11]).await?[0]["paths"], json!(["/registersystemrequest/clientid"]));
    let read = json!({ "action": "read", "resource": demo["resource"] });
    vendor.ok(Method::POST, REGISTER, &with(&vendor.system(), "rights", json!([demo, read]))).await?;
    vendor.finds(Method::PUT, &path(""), &with(&vendor.system(), "clientId", json!(["a", "A"])), &[11]).await.map(|_| ())
}

#[tokio::test]
async fn r15_a_client_is_on_one_live_system() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let other = with(&vendor.system(), "id", json!("312345609_annet"));
    vendor.finds(Method::POST, REGISTER, &other, &[4]).await?;
    let without = with(&other, "clientId", Value::Null);
    vendor.ok(Method::POST, REGISTER, &without).await?;
    vendor.finds(Method::PUT, &format!("{REGISTER}/312345609_annet"), &other, &[4]).await?;
    vendor.ok(Method::PUT, &path(""), &vendor.system()).await?;
    vendor.ok(Method::DELETE, &path(""), &Value::Null).await?;
    vendor.ok(Method::PUT, &format!("{REGISTER}/312345609_annet"), &other).await.map(|_| ())
}

#[tokio::test]
async fn r16_a_resource_is_in_the_registry_is_named_so_and_can_be_given() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let (unknown, schema) = (right("ske-finnes-ikke"), right("nav_aareg_aareg-services-arbeidsforhold"));
    let other = json!({ "resource": [{ "id": "urn:altinn:org", "value": "ttd" }] });
    let rights = async |rights: Value, numbers: &[u32]| vendor.finds(Method::PUT, &path("/rights"), &rights, numbers).await;
    assert_eq!(rights(json!([unknown]), &[3]).await?[0]["ResourceIds Not Found : "], "ske-finnes-ikke");
    assert!(rights(json!([other]), &[9]).await?[0].to_string().contains("urn:altinn:org"));
    assert!(rights(json!([schema]), &[17]).await?[0].to_string().contains("arbeidsforhold"));
    rights(json!([schema, unknown, unknown, other]), &[9, 6, 3, 17]).await?;
    let system = with(&vendor.system(), "id", json!("312345609_annet"));
    vendor.finds(Method::POST, REGISTER, &with(&system, "rights", json!([unknown])), &[3, 4]).await.map(|_| ())
}

#[tokio::test]
async fn r17_a_package_is_known_and_can_be_given() -> Outcome {
    let vendor = Vendor::with_system().await?;
    for bad in [package("finnes-ikke"), package("eksplisitt"), json!({ "urn": "skattegrunnlag" }), json!({})] {
        let errors = vendor.finds(Method::PUT, &path("/accesspackages"), &json!([package("jordbruk"), bad]), &[8]).await?;
        assert!(!errors.to_string().contains("jordbruk"), "{errors}");
    }
    let errors = vendor.finds(Method::PUT, &path("/accesspackages"), &json!([package("finnes-ikke")]), &[8]).await?;
    assert!(errors[0].to_string().contains("urn:altinn:accesspackage:finnes-ikke"), "{errors}");
    Ok(())
}

#[tokio::test]
async fn r18_what_customers_find_has_no_package_for_clients_alone() -> Outcome {
    let vendor = Vendor::start().await?;
    vendor.finds_in("isVisible", json!(true), &[18]).await?;
    let visible = with(&with(&vendor.system(), "isVisible", json!(true)), "accessPackages", json!([package("skattegrunnlag")]));
    vendor.ok(Method::POST, REGISTER, &visible).await?;
    vendor.finds(Method::PUT, &path("/accesspackages"), &json!([package("revisormedarbeider")]), &[18]).await.map(|_| ())
}

#[tokio::test]
async fn r19_a_system_is_replaced_under_its_own_id_by_its_own_vendor_while_it_lives() -> Outcome {
    let vendor = Vendor::with_system().await?;
    let system = vendor.system();
    let errors = vendor.finds(Method::PUT, &path(""), &with(&system, "id", json!("312345609_annet")), &[12]).await?;
    assert_eq!(errors[0]["paths"], json!(["/registersystemrequest/systemid"]));
    let unknown = format!("{REGISTER}/312345609_annet");
    vendor.says(Method::PUT, &unknown, &system, 404, "312345609_annet").await?;
    let of_another = with(&system, "vendor", json!({ "ID": format!("0192:{ACCOUNTANT}") }));
    vendor.says(Method::PUT, &path(""), &of_another, 404, "not found").await?;
    vendor.says(Method::GET, &format!("{unknown}/changelog"), &Value::Null, 404, "not found").await?;
    for part in ["/rights", "/accesspackages"] {
        let failed = vendor.call(Method::PUT, &format!("{unknown}{part}"), Some(&json!([]))).await?;
        assert!(failed.status == 500 && failed.json()?.get("code").is_none(), "{part}: {}", failed.body);
    }
    vendor.practice().delete_system(SYSTEM)?;
    vendor.says(Method::PUT, &path(""), &system, 400, "deleted").await?;
    vendor.says(Method::PUT, &path("/rights"), &json!([]), 400, "deleted").await
}

#[tokio::test]
async fn of_many_at_once_one_is_registered() -> Outcome {
    let vendor = Vendor::start().await?;
    let system = vendor.system();
    let ask = || vendor.call(Method::POST, REGISTER, Some(&system));
    let (a, b, c, d) = tokio::join!(ask(), ask(), ask(), ask());
    let mut statuses = vec![a?.status, b?.status, c?.status, d?.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && statuses[1..].iter().all(|status| [400, 409].contains(status)), "{statuses:?}");
    assert_eq!(vendor.get(REGISTER).await?.as_array().map(Vec::len), Some(1));
    let asked = request();
    let ask = || vendor.call(Method::POST, REQUEST, Some(&asked));
    let (a, b, c, d) = tokio::join!(ask(), ask(), ask(), ask());
    let statuses = [a?.status, b?.status, c?.status, d?.status];
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    Ok(())
}
