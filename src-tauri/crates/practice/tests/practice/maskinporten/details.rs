//! Rejection 22: authorization details, with the system users that they name.

use std::time::Duration;

use inngang_practice::{NewSystem, NewSystemUser, SystemName, SystemUser, SystemUserKind};
use serde_json::{Value, json};

use crate::rig::{BAKERY, Grant, Outcome, Rig, SCOPE, claims, expect};

type Failure = Box<dyn std::error::Error>;

const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const SYSTEM: &str = "312345609_kassa";

pub(crate) fn new_system(vendor: &str, client_ids: &[&str]) -> NewSystem {
    let name = SystemName { nb: "Kassa".to_owned(), nn: "Kassa".to_owned(), en: "Till".to_owned() };
    NewSystem {
        vendor: vendor.to_owned(),
        id: "kassa".to_owned(),
        name,
        client_ids: client_ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

pub(crate) fn new_user(owner: &str, external_ref: Option<&str>, approved: bool) -> NewSystemUser {
    NewSystemUser {
        system: SYSTEM.to_owned(),
        owner: owner.to_owned(),
        external_ref: external_ref.map(str::to_owned),
        kind: SystemUserKind::Standard,
        approved,
    }
}

/// The vendor's system with the vendor's client on it; the bakery has let it in.
async fn vendor() -> Result<(Rig, SystemUser), Failure> {
    let rig = Rig::start().await?.with_client_of(VENDOR, &[SCOPE]).await?;
    assert_eq!(rig.practice.register_system(new_system(VENDOR, &[&rig.client]))?.id, SYSTEM);
    let user = rig.practice.add_system_user(new_user(BAKERY, None, true))?;
    Ok((rig, user))
}

fn organisation(owner: &str) -> Value {
    json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{owner}") })
}

fn details(owner: &str, external_ref: Option<&str>) -> Value {
    match external_ref {
        Some(external_ref) => {
            json!([{ "type": "urn:altinn:systemuser", "systemuser_org": organisation(owner), "externalRef": external_ref }])
        }
        None => json!([{ "type": "urn:altinn:systemuser", "systemuser_org": organisation(owner) }]),
    }
}

fn asking(details: Value) -> impl FnOnce(&mut Grant) {
    |grant| grant.claims["authorization_details"] = details
}

/// MP-303 with the one `error` that has been seen.
async fn finds_none(rig: &Rig, details: Value) -> Outcome {
    let mut grant = rig.grant();
    grant.claims["authorization_details"] = details;
    let answer = rig.token(&grant.signed()?).await?;
    expect(&answer, "MP-303")?;
    assert_eq!(answer.json()?["error"], "invalid_altinn_customer_configuration");
    Ok(())
}

#[tokio::test]
async fn a_system_user_is_in_the_token() -> Outcome {
    let (rig, user) = vendor().await?;
    let claims = claims(&rig.accepts(asking(details(BAKERY, None))).await?)?;
    assert_eq!((&claims["consumer"], &claims["client_id"]), (&organisation(VENDOR), &json!(rig.client)));
    let expected = json!([{
        "type": "urn:altinn:systemuser",
        "systemuser_id": [user.id],
        "systemuser_org": organisation(BAKERY),
        "system_id": SYSTEM,
    }]);
    assert_eq!(claims["authorization_details"], expected);
    // The owner's number is the reference of a request that had none.
    rig.accepts(asking(details(BAKERY, Some(BAKERY)))).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_22_details_of_another_type_or_shape() -> Outcome {
    let (rig, _) = vendor().await?;
    let with = |member: &str, value: Value| {
        let mut details = details(BAKERY, None);
        details[0][member] = value;
        details
    };
    for unknown in [json!({ "type": "urn:altinn:systemuser" }), json!([]), json!("x"), json!(["x"]), json!([{}]), json!(null)] {
        rig.refuses("MP-301", asking(unknown)).await?;
    }
    rig.refuses("MP-301", asking(with("type", json!("urn:altinn:systemUser")))).await?;
    rig.refuses("MP-302", asking(with("systemuserorg", organisation(BAKERY)))).await?;
    rig.refuses("MP-302", asking(with("externalref", json!("a")))).await?;
    rig.refuses("MP-302", asking(with("systemuser_org", json!({ "authority": "iso6523-actorid-upis", "id": "0192:315000106" })))).await?;
    rig.refuses("MP-302", asking(json!([{ "type": "urn:altinn:consent", "to": "x" }]))).await?;
    let one = details(BAKERY, None)[0].clone();
    finds_none(&rig, json!([one, one])).await?;
    let id = |id: &str| with("systemuser_org", json!({ "authority": "iso6523-actorid-upis", "ID": id }));
    for bad in ["315000106", "0192:3150001060", "0192:315 000 106", "9908:315000106", "0192:31500010x", ""] {
        finds_none(&rig, id(bad)).await?;
    }
    finds_none(&rig, with("systemuser_org", json!({ "authority": "other", "ID": "0192:315000106" }))).await?;
    finds_none(&rig, with("systemuser_org", json!("0192:315000106"))).await?;
    finds_none(&rig, with("externalRef", json!(7))).await?;
    finds_none(&rig, json!([{ "type": "urn:altinn:systemuser" }])).await?;
    let from = format!("urn:altinn:organization:identifier-no:{BAKERY}");
    finds_none(&rig, json!([{ "type": "urn:altinn:consent", "id": uuid::Uuid::new_v4().to_string(), "from": from }])).await
}

#[tokio::test]
async fn rejection_22_no_system_user_of_that_owner_or_reference() -> Outcome {
    let (rig, _) = vendor().await?;
    // The accountant owns none; nor does anybody with a reference.
    finds_none(&rig, details(ACCOUNTANT, None)).await?;
    finds_none(&rig, details(BAKERY, Some("kunde-42"))).await?;
    rig.practice.add_system_user(new_user(ACCOUNTANT, Some("kunde-42"), true))?;
    finds_none(&rig, details(ACCOUNTANT, None)).await?;
    finds_none(&rig, details(ACCOUNTANT, Some("Kunde-42"))).await?;
    rig.accepts(asking(details(ACCOUNTANT, Some("kunde-42")))).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_22_a_client_that_is_on_no_system_of_its_vendor() -> Outcome {
    let (rig, _) = vendor().await?;
    rig.practice.set_client_ids(SYSTEM, Vec::new())?;
    finds_none(&rig, details(BAKERY, None)).await?;
    rig.practice.set_client_ids(SYSTEM, vec![rig.client.clone()])?;
    rig.accepts(asking(details(BAKERY, None))).await?;
    // Another organisation's client is on the vendor's system in vain.
    let other = rig.new_client_of(ACCOUNTANT, &[SCOPE]).await?;
    rig.practice.set_client_ids(SYSTEM, vec![rig.client.clone(), other.clone()])?;
    let rig = Rig { client: other, ..rig };
    rig.upload_key().await?;
    finds_none(&rig, details(BAKERY, None)).await
}

#[tokio::test]
async fn rejection_22_a_system_user_that_waits_or_is_deleted() -> Outcome {
    let (rig, user) = vendor().await?;
    let waiting = rig.practice.add_system_user(new_user(BAKERY, Some("venter"), false))?;
    finds_none(&rig, details(BAKERY, Some("venter"))).await?;
    rig.practice.set_approval_delay(Duration::from_secs(15))?;
    rig.practice.approve_system_user(&waiting.id)?;
    finds_none(&rig, details(BAKERY, Some("venter"))).await?;
    rig.practice.clock().advance(Duration::from_secs(15));
    rig.practice.set_strict(true)?;
    let later = |details: Value| {
        move |grant: &mut Grant| {
            asking(details)(grant);
            for claim in ["iat", "exp"] {
                grant.claims[claim] = json!(grant.claims[claim].as_u64().unwrap_or_default() + 15);
            }
        }
    };
    rig.accepts(later(details(BAKERY, Some("venter")))).await?;
    rig.practice.delete_system_user(&waiting.id)?;
    rig.refuses("MP-303", later(details(BAKERY, Some("venter")))).await?;
    rig.accepts(later(details(BAKERY, None))).await?;
    rig.practice.delete_system(SYSTEM)?;
    rig.refuses("MP-303", later(details(BAKERY, None))).await?;
    assert!(rig.practice.system_users().iter().any(|one| one.id == user.id && one.is_live()), "the system user itself remains");
    Ok(())
}

/// A small business that makes its own system is vendor and owner at once (altinn.md 6.8).
#[tokio::test]
async fn the_bakery_may_be_its_own_vendor() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let system = rig.practice.register_system(new_system(BAKERY, &[&rig.client]))?;
    rig.practice.add_system_user(NewSystemUser { system: system.id, ..new_user(BAKERY, None, true) })?;
    let claims = claims(&rig.accepts(asking(details(BAKERY, None))).await?)?;
    assert_eq!(
        (&claims["consumer"], &claims["authorization_details"][0]["systemuser_org"]),
        (&organisation(BAKERY), &organisation(BAKERY))
    );
    Ok(())
}
