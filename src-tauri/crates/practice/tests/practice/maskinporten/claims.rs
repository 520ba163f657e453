//! Rejections 15 to 19: times, used grants, claims that the documentation does not have.

use serde_json::{Value, json};

use crate::rig::{Grant, Outcome, Rig, SCOPE, expect};

/// Moves both ends of the grant's life, in seconds from now.
fn between(from: i64, to: i64) -> impl Fn(&mut Grant) {
    move |grant| {
        let now = grant.claims["iat"].as_i64().unwrap_or_default();
        (grant.claims["iat"], grant.claims["exp"]) = (json!(now + from), json!(now + to));
    }
}

async fn with_key() -> Result<Rig, Box<dyn std::error::Error>> {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    Ok(rig)
}

#[tokio::test]
async fn rejection_15_issued_too_far_from_now() -> Outcome {
    let rig = with_key().await?;
    rig.refuses("Issue time is after now", between(12, 100)).await?;
    rig.refuses("MP-130", between(-12, 100)).await?;
    rig.accepts(between(-8, 112)).await?;
    rig.accepts(between(8, 100)).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_16_expired_or_living_too_long() -> Outcome {
    let rig = with_key().await?;
    rig.refuses("MP-130", between(-5, -1)).await?;
    rig.refuses("MP-130", between(8, 5)).await?;
    rig.refuses("The lifetime is more than 120 seconds", between(0, 121)).await?;
    rig.refuses("The lifetime is more than 120 seconds", between(-8, 113)).await?;
    rig.accepts(between(0, 120)).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_17_times_that_are_no_whole_seconds() -> Outcome {
    let rig = with_key().await?;
    for claim in ["iat", "exp"] {
        for value in [json!(null), json!("1793000000"), json!(1_793_000_000.5), json!(1_793_000_000_000_i64), json!(-1), json!([1])] {
            rig.refuses("MP-011", |grant| grant.claims[claim] = value).await?;
        }
        rig.refuses("MP-011", |grant| drop(grant.claims.as_object_mut().and_then(|claims| claims.remove(claim)))).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_18_a_grant_that_was_used_before() -> Outcome {
    let rig = with_key().await?;
    let grant = rig.grant();
    assert_eq!(rig.token(&grant.signed()?).await?.status, 200);
    expect(&rig.token(&grant.signed()?).await?, "MP-012")?;
    rig.refuses("MP-012", |again| again.claims["jti"] = grant.claims["jti"].clone()).await?;
    // Without jti the very bytes count.
    let mut nameless = rig.grant();
    drop(nameless.claims.as_object_mut().and_then(|claims| claims.remove("jti")));
    assert_eq!(rig.token(&nameless.signed()?).await?.status, 200);
    expect(&rig.token(&nameless.signed()?).await?, "MP-012")?;
    // Another client may use the same jti.
    let other = rig.new_client(&[SCOPE]).await?;
    let rig = Rig { client: other, ..rig };
    rig.upload_key().await?;
    rig.accepts(|again| again.claims["jti"] = grant.claims["jti"].clone()).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_19_undocumented_claims_when_strict() -> Outcome {
    let rig = with_key().await?;
    let undocumented = ["sub", "nbf", "client_id", "iss_onbehalfof", "consumer_orgno"];
    let add = |claim: &'static str| move |grant: &mut Grant| grant.claims[claim] = Value::from("x");
    assert!(rig.practice.strict());
    for claim in undocumented {
        rig.refuses("MP-011", add(claim)).await?;
    }
    rig.practice.set_strict(false)?;
    for claim in undocumented {
        rig.accepts(add(claim)).await?;
    }
    rig.practice.set_strict(true)?;
    rig.refuses("MP-011", add("sub")).await?;
    // What is documented must be of the right kind in either mode.
    for strict in [true, false] {
        rig.practice.set_strict(strict)?;
        for (claim, value) in [
            ("scope", json!([SCOPE])),
            ("resource", json!("https://api.example/")),
            ("resource", json!(["no address"])),
            ("resource", json!([])),
            ("pid", json!("123")),
            ("pid", json!(14_867_521_349_u64)),
            ("jti", json!("")),
        ] {
            rig.refuses("MP-011", |grant| grant.claims[claim] = value).await?;
        }
    }
    Ok(())
}
