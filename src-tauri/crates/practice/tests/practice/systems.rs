//! Systems with their system users: how they are made, and what a vendor reads of them in Altinn.

use inngang_practice::{NewSystem, NewSystemUser, Options, Practice, PracticeError, SystemRefusal, SystemUserKind};
use serde_json::{Value, json};

use crate::maskinporten::{new_system, new_user};
use crate::rig::{Answer, BAKERY, Outcome, Rig};

type Failure = Box<dyn std::error::Error>;

const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const SYSTEM: &str = "312345609_kassa";
const REGISTER: &str = "altinn:authentication/systemregister.write";
const READ: &str = "altinn:authentication/systemuser.request.read";
const WRITE: &str = "altinn:authentication/systemuser.request.write";

/// A vendor's client with all that it needs, on the vendor's system.
async fn vendor(organisation: &str) -> Result<Rig, Failure> {
    let rig = Rig::start().await?.with_client_of(organisation, &[REGISTER, READ, WRITE]).await?;
    rig.practice.register_system(new_system(organisation, &[&rig.client]))?;
    Ok(rig)
}

async fn token(rig: &Rig, scope: &str) -> Result<String, Failure> {
    let answer = rig.accepts(|grant| grant.claims["scope"] = json!(scope)).await?;
    Ok(answer["access_token"].as_str().ok_or("no token")?.to_owned())
}

async fn get(rig: &Rig, token: &str, path: &str) -> Result<Answer, Failure> {
    let address = format!("{}/authentication/api/v1/{path}", rig.practice.addresses().altinn_platform);
    rig.send(rig.http.get(address).bearer_auth(token)).await
}

fn refused(result: Result<impl Sized, PracticeError>) -> Option<SystemRefusal> {
    match result {
        Err(PracticeError::Systems(refusal)) => Some(refusal),
        _ => None,
    }
}

#[tokio::test]
async fn a_system_is_what_the_register_accepts() -> Outcome {
    let rig = vendor(VENDOR).await?;
    let with = |id: &str, clients: &[&str]| rig.practice.register_system(NewSystem { id: id.to_owned(), ..new_system(VENDOR, clients) });
    for bad in ["", "a b", "blåbær", "a/b", &"x".repeat(300)] {
        assert_eq!(refused(with(bad, &[])), Some(SystemRefusal::Name(bad.to_owned())));
    }
    assert_eq!(refused(with("kassa", &[])), Some(SystemRefusal::Taken(SYSTEM.to_owned())));
    assert_eq!(refused(with("b", &["x", "x"])), Some(SystemRefusal::Client("x".to_owned())));
    assert_eq!(refused(with("b", &[""])), Some(SystemRefusal::Client(String::new())));
    assert_eq!(refused(with("b", &[&rig.client])), Some(SystemRefusal::ClientElsewhere(rig.client.clone())));
    for stranger in ["314660102", "999999999", "313770206"] {
        assert_eq!(
            refused(rig.practice.register_system(new_system(stranger, &[]))),
            Some(SystemRefusal::Organisation(stranger.to_owned()))
        );
    }
    rig.practice.delete_system(SYSTEM)?;
    assert_eq!(refused(with("kassa", &[])), Some(SystemRefusal::Taken(SYSTEM.to_owned())), "an id is used once");
    with("b", &[&rig.client])?;
    assert_eq!(refused(rig.practice.set_client_ids(SYSTEM, Vec::new())), Some(SystemRefusal::System(SYSTEM.to_owned())));
    assert_eq!(refused(rig.practice.delete_system(SYSTEM)), Some(SystemRefusal::System(SYSTEM.to_owned())));
    let again = Practice::start(Options::new(rig.folder.path())).await?;
    assert_eq!(again.systems(), rig.practice.systems());
    assert_eq!(again.systems().iter().map(|system| system.is_deleted).collect::<Vec<_>>(), [false, true]);
    Ok(())
}

#[tokio::test]
async fn a_system_user_is_one_for_system_owner_and_reference() -> Outcome {
    let rig = vendor(VENDOR).await?;
    let practice = &rig.practice;
    let first = practice.add_system_user(new_user(BAKERY, None, true))?;
    assert_eq!((first.external_ref.as_str(), first.is_live()), (BAKERY, true));
    assert_eq!(refused(practice.add_system_user(new_user(BAKERY, Some(BAKERY), false))), Some(SystemRefusal::Same(first.id.clone())));
    let waiting = practice.add_system_user(NewSystemUser { kind: SystemUserKind::Agent, ..new_user(BAKERY, Some("a"), false) })?;
    assert_eq!((waiting.approved, waiting.is_live()), (None, false));
    practice.approve_system_user(&waiting.id)?;
    practice.delete_system_user(&first.id)?;
    assert_eq!(refused(practice.approve_system_user(&first.id)), Some(SystemRefusal::SystemUser(first.id.clone())));
    practice.add_system_user(new_user(BAKERY, None, false))?;
    let missing = NewSystemUser { system: "312345609_annet".to_owned(), ..new_user(BAKERY, None, true) };
    assert_eq!(refused(practice.add_system_user(missing)), Some(SystemRefusal::System("312345609_annet".to_owned())));
    assert_eq!(refused(practice.add_system_user(new_user("999999999", None, true))), Some(SystemRefusal::Organisation("999999999".into())));
    let again = Practice::start(Options::new(rig.folder.path())).await?;
    assert_eq!((again.system_users(), again.system_users().len()), (practice.system_users(), 3));
    Ok(())
}

#[tokio::test]
async fn a_vendor_reads_its_systems() -> Outcome {
    let rig = vendor(VENDOR).await?;
    let token = token(&rig, REGISTER).await?;
    let list = get(&rig, &token, "systemregister/vendor").await?.json()?;
    let one = get(&rig, &token, &format!("systemregister/vendor/{SYSTEM}")).await?.json()?;
    assert_eq!(list, json!([one]));
    assert_eq!((&one["id"], &one["clientId"], &one["isDeleted"]), (&json!(SYSTEM), &json!([rig.client]), &json!(false)));
    assert_eq!((&one["vendor"]["ID"], &one["name"]["en"]), (&json!("0192:312345609"), &json!("Till")));
    rig.practice.delete_system(SYSTEM)?;
    assert_eq!(get(&rig, &token, "systemregister/vendor").await?.json()?, json!([]));
    let deleted = get(&rig, &token, &format!("systemregister/vendor/{SYSTEM}")).await?.json()?;
    assert_eq!((&deleted["isDeleted"], &deleted["clientId"]), (&json!(true), &json!([])));
    let unknown = get(&rig, &token, "systemregister/vendor/312345609_annet").await?;
    assert_eq!((unknown.status, unknown.json()?.get("code")), (404, None));
    Ok(())
}

#[tokio::test]
async fn a_vendor_reads_its_system_users() -> Outcome {
    let rig = vendor(VENDOR).await?;
    let user = rig.practice.add_system_user(new_user(BAKERY, None, true))?;
    let agent = rig.practice.add_system_user(NewSystemUser { kind: SystemUserKind::Agent, ..new_user(ACCOUNTANT, Some("a"), true) })?;
    rig.practice.add_system_user(new_user(BAKERY, Some("venter"), false))?;
    let (register, write) = (token(&rig, REGISTER).await?, token(&rig, WRITE).await?);
    let page = get(&rig, &register, &format!("systemuser/vendor/bysystem/{SYSTEM}")).await?.json()?;
    assert_eq!((&page["links"], page["data"].as_array().map(Vec::len)), (&json!({}), Some(2)));
    let found = page["data"].as_array().and_then(|data| data.iter().find(|one| one["id"] == *user.id)).ok_or("not there")?;
    let expected = json!({
        "id": user.id, "integrationTitle": "Kassa", "systemId": SYSTEM, "productName": "Kassa", "reporteeOrgNo": BAKERY,
        "created": found["created"], "isDeleted": false, "supplierName": "PORTVIK PROGRAMVARE AS", "supplierOrgno": VENDOR,
        "externalRef": BAKERY, "userType": "standard",
    });
    assert_eq!(*found, expected);
    let by = async |query: &str| get(&rig, &write, &format!("systemuser/vendor/byquery?{query}")).await;
    assert_eq!(by(&format!("system-id={SYSTEM}&orgno={BAKERY}")).await?.json()?, expected);
    let by_reference = by(&format!("system-id={SYSTEM}&orgno={ACCOUNTANT}&external-ref=a")).await?.json()?;
    assert_eq!((&by_reference["id"], &by_reference["userType"]), (&json!(agent.id), &json!("agent")));
    for query in [
        format!("system-id={SYSTEM}&orgno={ACCOUNTANT}"),
        format!("system-id={SYSTEM}&orgno={BAKERY}&external-ref=venter"),
        format!("system-id=312345609_annet&orgno={BAKERY}"),
    ] {
        assert_eq!(by(&query).await?.status, 404, "{query}");
    }
    let lacking = by(&format!("orgno={BAKERY}")).await?;
    assert!(lacking.status == 400 && lacking.json()?["errors"]["system-id"].is_array(), "{}", lacking.body);
    rig.practice.delete_system_user(&user.id)?;
    assert_eq!(by(&format!("system-id={SYSTEM}&orgno={BAKERY}")).await?.status, 404);
    let page = get(&rig, &register, &format!("systemuser/vendor/bysystem/{SYSTEM}")).await?.json()?;
    let deleted = page["data"].as_array().and_then(|data| data.iter().find(|one| one["id"] == *user.id)).ok_or("not there")?;
    assert_eq!(deleted["isDeleted"], true);
    Ok(())
}

#[tokio::test]
async fn fifty_system_users_fill_a_page() -> Outcome {
    let rig = vendor(VENDOR).await?;
    for number in 0..101 {
        rig.practice.add_system_user(new_user(BAKERY, Some(&number.to_string()), true))?;
    }
    let token = token(&rig, REGISTER).await?;
    let mut next = Some(format!("systemuser/vendor/bysystem/{SYSTEM}"));
    let (mut seen, mut pages) = (std::collections::BTreeSet::new(), Vec::new());
    while let Some(path) = next {
        let page = get(&rig, &token, &path).await?.json()?;
        let ids: Vec<_> = page["data"].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str().map(str::to_owned)).collect();
        pages.push(ids.len());
        seen.extend(ids);
        let link = page["links"]["next"].as_str().map(str::to_owned);
        assert!(link.as_ref().is_none_or(|link| !link.starts_with(&rig.practice.addresses().altinn_platform)), "an internal host name");
        next = link.and_then(|link| link.split_once("/authentication/api/v1/").map(|(_, path)| path.to_owned()));
    }
    assert_eq!((pages, seen.len()), (vec![50, 50, 1], 101));
    assert_eq!(get(&rig, &token, &format!("systemuser/vendor/bysystem/{SYSTEM}?token=!")).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn others_read_nothing() -> Outcome {
    let rig = vendor(VENDOR).await?;
    rig.practice.add_system_user(new_user(BAKERY, None, true))?;
    let paths =
        ["systemregister/vendor".to_owned(), format!("systemregister/vendor/{SYSTEM}"), format!("systemuser/vendor/bysystem/{SYSTEM}")];
    let query = format!("systemuser/vendor/byquery?system-id={SYSTEM}&orgno={BAKERY}");
    let (read, register) = (token(&rig, READ).await?, token(&rig, REGISTER).await?);
    for path in paths.iter().chain([&query]) {
        let missing = get(&rig, &read, path).await?;
        assert_eq!((missing.status, missing.body.as_str()), (403, ""), "{path}");
        let garbage = get(&rig, "a.b.c", path).await?;
        assert_eq!((garbage.status, garbage.body.as_str()), (401, ""), "{path}");
    }
    assert_eq!(get(&rig, &register, &query).await?.status, 403, "to write, for a reading");
    let other = vendor(ACCOUNTANT).await?;
    other.practice.register_system(new_system(VENDOR, &[]))?;
    let (register, write) = (token(&other, REGISTER).await?, token(&other, WRITE).await?);
    let list = get(&other, &register, "systemregister/vendor").await?.json()?;
    assert_eq!(
        list.as_array().map(|list| list.iter().map(|one| one["id"].clone()).collect::<Vec<_>>()),
        Some(vec![json!("311223305_kassa")])
    );
    let one = get(&other, &register, &paths[1]).await?;
    assert_eq!((one.status, one.body.as_str()), (403, ""));
    let users = get(&other, &register, &paths[2]).await?;
    assert_eq!((users.status, &users.json()?["code"]), (404, &json!("AUTH-00011")));
    assert_eq!(get(&other, &write, &query).await?.status, 404);
    Ok(())
}

/// The raw token does as well as the exchanged one.
#[tokio::test]
async fn an_exchanged_token_reads_too() -> Outcome {
    let rig = vendor(VENDOR).await?;
    let raw = token(&rig, REGISTER).await?;
    let exchanged = get(&rig, &raw, "exchange/maskinporten").await?;
    assert_eq!(exchanged.status, 200, "{}", exchanged.body);
    let list: Value = get(&rig, &exchanged.body, "systemregister/vendor").await?.json()?;
    assert_eq!(list[0]["id"], SYSTEM);
    Ok(())
}
