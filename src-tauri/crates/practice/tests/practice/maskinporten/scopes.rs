//! Rejections 20 and 21: scopes, and whose access they are.

use serde_json::{Value, json};

use crate::rig::{BAKERY, Grant, Outcome, Rig, SCOPE, claims};

const ACCOUNTANT: &str = "311223305";
const CAMPING: &str = "310000000";
const VENDOR: &str = "312345609";
const EMPLOYMENT: &str = "nav:aareg/v1/arbeidsforhold";
const TAX: &str = "skatteetaten:summertskattegrunnlag";
const COMBINATION: &str = "the combination consumer_org in claim and delegation scope on client is invalid";

fn asking(scope: &'static str, consumer: Option<&'static str>) -> impl Fn(&mut Grant) {
    move |grant| {
        grant.claims["scope"] = json!(scope);
        if let Some(consumer) = consumer {
            grant.claims["consumer_org"] = json!(consumer);
        }
    }
}

fn organisation(number: &str) -> Value {
    json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") })
}

#[tokio::test]
async fn rejection_20_scopes_that_the_client_may_not_have() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    for (scope, expected) in [
        ("", "invalid_scope"),
        ("  ", "invalid_scope"),
        ("altinn:instances.write", "MP-200"),
        ("no:such", "MP-200"),
        ("ALTINN:instances.read", "MP-200"),
        ("altinn:instances.read no:such", "MP-200"),
        ("altinn:instances.meta", "MP-201"),
        ("openid", "MP-201"),
        ("altinn:serviceowner", "MP-250"),
        ("altinn:instances.read altinn:serviceowner", "MP-250"),
    ] {
        rig.refuses(expected, asking(scope, None)).await.map_err(|error| format!("{scope}: {error}"))?;
    }
    rig.refuses("invalid_scope", |grant| drop(grant.claims.as_object_mut().and_then(|claims| claims.remove("scope")))).await
}

#[tokio::test]
async fn rejection_21_delegation_that_is_not_there() -> Outcome {
    let rig = Rig::start().await?.with_client_of(ACCOUNTANT, &[EMPLOYMENT, TAX, SCOPE]).await?;
    rig.refuses(COMBINATION, asking(EMPLOYMENT, Some(ACCOUNTANT))).await?;
    // The supplier has no grant of its own.
    rig.refuses("MP-250", asking(EMPLOYMENT, None)).await?;
    // The camping site has access, and has delegated it to another.
    rig.refuses("MP-251", asking(EMPLOYMENT, Some(CAMPING))).await?;
    rig.practice.delegate(CAMPING, ACCOUNTANT, EMPLOYMENT)?;
    rig.accepts(asking(EMPLOYMENT, Some(CAMPING))).await?;
    rig.practice.undelegate(CAMPING, ACCOUNTANT, EMPLOYMENT)?;
    rig.refuses("MP-251", asking(EMPLOYMENT, Some(CAMPING))).await?;
    // Access before delegation: what the camping site has not been granted, it can delegate in vain.
    rig.refuses("MP-250", asking(TAX, Some(CAMPING))).await?;
    rig.practice.delegate(CAMPING, ACCOUNTANT, TAX)?;
    rig.refuses("MP-250", asking(TAX, Some(CAMPING))).await?;
    // A scope without a delegation source is nobody's to delegate.
    rig.refuses("MP-251", asking(SCOPE, Some(BAKERY))).await?;
    for malformed in [json!(310_000_000), json!("0192:310000000"), json!("310 000 000"), json!("")] {
        rig.refuses("MP-011", |grant| grant.claims["consumer_org"] = malformed).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_delegated_token_names_both() -> Outcome {
    let rig = Rig::start().await?.with_client_of(ACCOUNTANT, &[EMPLOYMENT, TAX]).await?;
    let both = "nav:aareg/v1/arbeidsforhold skatteetaten:summertskattegrunnlag";
    let claims = claims(&rig.accepts(asking(both, Some(BAKERY))).await?)?;
    assert_eq!((&claims["consumer"], &claims["supplier"]), (&organisation(BAKERY), &organisation(ACCOUNTANT)));
    let altinn = format!("{}/", rig.practice.addresses().altinn_access_ui);
    assert_eq!((&claims["delegation_source"], &claims["scope"]), (&json!(altinn), &json!(both)));
    Ok(())
}

/// Nobody needs a supplier to use what it has been granted itself.
#[tokio::test]
async fn the_consumer_uses_a_delegable_scope_for_itself() -> Outcome {
    let rig = Rig::start().await?.with_client_of(BAKERY, &[EMPLOYMENT]).await?;
    let claims = claims(&rig.accepts(asking(EMPLOYMENT, None)).await?)?;
    assert_eq!(claims["consumer"], organisation(BAKERY));
    assert!(claims.get("supplier").is_none() && claims.get("delegation_source").is_none(), "{claims}");
    Ok(())
}

#[tokio::test]
async fn delegations_are_made_in_the_town_and_remembered() -> Outcome {
    let rig = Rig::start().await?;
    let told = |practice: &inngang_practice::Practice| -> Vec<_> {
        practice.delegations().into_iter().map(|one| (one.consumer, one.supplier, one.scope)).collect()
    };
    let begun = told(&rig.practice);
    assert!(begun.contains(&(CAMPING.into(), VENDOR.into(), EMPLOYMENT.into())), "{begun:?}");
    let wrong =
        [(CAMPING, CAMPING, EMPLOYMENT), (CAMPING, ACCOUNTANT, SCOPE), (CAMPING, ACCOUNTANT, "no:such"), ("999999999", ACCOUNTANT, TAX)];
    for (consumer, supplier, scope) in wrong.into_iter().chain([(CAMPING, "314660102", TAX)]) {
        assert!(rig.practice.delegate(consumer, supplier, scope).is_err(), "{consumer} {supplier} {scope}");
    }
    assert_eq!(told(&rig.practice), begun);
    rig.practice.undelegate(CAMPING, VENDOR, EMPLOYMENT)?;
    rig.practice.delegate(BAKERY, VENDOR, TAX)?;
    let again = inngang_practice::Practice::start(inngang_practice::Options::new(rig.folder.path())).await?;
    assert_eq!(told(&again).len(), begun.len());
    assert!(told(&again).contains(&(BAKERY.into(), VENDOR.into(), TAX.into())));
    Ok(())
}
