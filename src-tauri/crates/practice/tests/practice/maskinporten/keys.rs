//! Rejections 10 to 14, 23: registered keys.

use std::time::Duration;

use serde_json::{Value, json};

use crate::rig::{Grant, Outcome, Rig, SCOPE, expect, jwk_of, key, make_key};

const DAY: u64 = 86_400;
const UNKNOWN: &str = "Unknown key identifier (kid) for client";

fn later(grant: &mut Grant, days: u64) {
    for claim in ["iat", "exp"] {
        grant.claims[claim] = json!(grant.claims[claim].as_u64().unwrap_or_default() + days * DAY);
    }
}

#[tokio::test]
async fn rejection_10_a_key_older_than_a_year() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.practice.clock().advance(Duration::from_secs(364 * DAY));
    rig.accepts(|grant| later(grant, 364)).await?;
    rig.practice.clock().advance(Duration::from_secs(DAY));
    rig.refuses("MP-121", |grant| later(grant, 365)).await?;
    rig.upload_key().await?;
    rig.accepts(|grant| later(grant, 365)).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_11_an_unknown_kid() -> Outcome {
    let rig = Rig::start().await?;
    rig.refuses(UNKNOWN, |_| ()).await?;
    let other = rig.new_client(&[SCOPE]).await?;
    rig.post(&format!("clients/{other}/keys"), &[("key", &jwk_of(key(), "other").to_string())]).await?;
    rig.refuses(UNKNOWN, |grant| grant.header["kid"] = json!("other")).await?;
    rig.upload_key().await?;
    for kid in [json!("BAKERY-KEY.1"), json!(""), json!(null), json!(["bakery-key.1"]), json!("other")] {
        rig.refuses(UNKNOWN, |grant| grant.header["kid"] = kid).await?;
    }
    rig.accepts(|_| ()).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_12_a_certificate_where_a_key_is_registered() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.refuses("requires pre-registered jwk", |grant| grant.header = json!({ "alg": "RS256", "x5c": ["MII"] })).await?;
    rig.refuses("requires pre-registered jwk", |grant| grant.header = json!({ "alg": "RS256" })).await
}

#[tokio::test]
async fn rejection_13_neither_kid_nor_certificate_or_both() -> Outcome {
    let rig = Rig::start().await?;
    rig.refuses("Neither key identifier", |grant| grant.header = json!({ "alg": "RS256" })).await?;
    rig.upload_key().await?;
    rig.refuses("Both key identifier", |grant| grant.header["x5c"] = json!(["MII"])).await
}

#[tokio::test]
async fn rejection_14_a_signature_of_another_key_or_a_small_one() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.refuses("MP-124", |grant| grant.header["alg"] = json!("RS384")).await?;
    let small = make_key(1024);
    expect(&rig.token(&rig.grant().signed_by(&small)?).await?, "MP-124")?;
    let good = rig.grant().signed()?;
    let unsigned = good.rsplit_once('.').ok_or("part")?.0;
    expect(&rig.token(&format!("{unsigned}.")).await?, "MP-124")?;
    // A key that nobody would register today, put where registered keys are.
    let path = rig.folder.path().join("town.json");
    let mut record: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
    record["clients"][&rig.client]["keys"][0]["jwk"]["n"] = jwk_of(&small, "small")["n"].clone();
    std::fs::write(&path, record.to_string())?;
    rig.practice.set_latency(Duration::ZERO)?;
    expect(&rig.token(&rig.grant().signed_by(&small)?).await?, "MP-124")
}

#[tokio::test]
async fn rejection_23_a_key_that_was_just_uploaded() -> Outcome {
    let rig = Rig::start().await?;
    rig.practice.set_propagation(Duration::from_secs(120))?;
    rig.upload_key().await?;
    rig.refuses(UNKNOWN, |_| ()).await?;
    let spread = |grant: &mut Grant| {
        for claim in ["iat", "exp"] {
            grant.claims[claim] = json!(grant.claims[claim].as_u64().unwrap_or_default() + 120);
        }
    };
    rig.practice.clock().advance(Duration::from_secs(115));
    rig.refuses(UNKNOWN, spread).await?;
    rig.practice.clock().advance(Duration::from_secs(5));
    rig.accepts(spread).await?;
    Ok(())
}
