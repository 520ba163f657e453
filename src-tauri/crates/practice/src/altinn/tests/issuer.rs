//! Altinn as an issuer: tokens anew, service owners, keys that change or are written otherwise, what an outage looks like.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{INSTANCES, PARTIES, PARTIES_SCOPE, Platform, ÅSE};
use crate::Fault;
use crate::jose::{Algorithm, Jws, rsa_key};
use crate::testing::Outcome;

const EXCHANGE: &str = "/authentication/api/v1/exchange/maskinporten";
const REFRESH: &str = "/authentication/api/v1/refresh";
const OPENID: &str = "/authentication/api/v1/openid/.well-known/openid-configuration";
const DIGDIR: &str = "0192:210000046";

fn claims(token: &str) -> Outcome<Value> {
    Ok(Value::Object(Jws::parse(token)?.claims))
}

#[tokio::test]
async fn a_refreshed_token_lasts_half_an_hour_more() -> Outcome {
    let platform = Platform::start().await?;
    let person = platform.exchanged("id-porten", &platform.idporten(json!({})).await?).await?;
    let clock = platform.road.town.practice.clock();
    clock.advance(std::time::Duration::from_secs(300));
    let refreshed = platform.get(REFRESH, Some(&person), &[("accept", "application/json")]).await?;
    let body = refreshed.text().await?;
    let (old, new) = (claims(&person)?, claims(body.trim_matches('"'))?);
    assert!(body.starts_with('"') && new["exp"] == clock.now() + 1800 && new["urn:altinn:userid"] == old["urn:altinn:userid"]);
    let machine = platform.exchanged("maskinporten", &platform.maskinporten(json!({})).await?).await?;
    for (token, pid) in [(&person, json!(ÅSE)), (&machine, Value::Null)] {
        let answer = platform.get(&format!("{REFRESH}?enrichPid=true"), Some(token), &[]).await?.text().await?;
        assert_eq!(claims(&answer)?["pid"], pid);
    }
    for bad in [platform.idporten(json!({})).await?, "garbage".to_owned()] {
        assert_eq!(platform.get(REFRESH, Some(&bad), &[]).await?.status(), StatusCode::UNAUTHORIZED);
    }
    assert_eq!(platform.get(REFRESH, None, &[]).await?.status(), StatusCode::UNAUTHORIZED);
    let unreadable = platform.get(&format!("{REFRESH}?enrichPid=1"), Some(&person), &[]).await?;
    assert_eq!(unreadable.status(), StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn a_service_owner_is_named_and_digdir_may_be_the_test_ministry() -> Outcome {
    let platform = Platform::start().await?;
    for (number, scope, query, expected) in [
        (DIGDIR, "altinn:serviceowner/instances.read", "", json!("digdir")),
        (DIGDIR, "altinn:serviceowner", "?test=TRUE", json!("ttd")),
        ("0192:210000011", "altinn:serviceowner", "?test=true", json!("skd")),
        (DIGDIR, "altinn:instances.read", "?test=true", Value::Null),
        ("0192:315000106", "altinn:serviceowner", "", Value::Null),
    ] {
        let consumer = json!({ "authority": "iso6523-actorid-upis", "ID": number });
        let token = platform.maskinporten(json!({ "consumer": consumer, "scope": scope })).await?;
        let answer = platform.get(&format!("{EXCHANGE}{query}"), Some(&token), &[]).await?.text().await?;
        assert_eq!(claims(&answer)?["urn:altinn:org"], expected, "{number} {scope} {query}");
    }
    Ok(())
}

#[tokio::test]
async fn claims_in_other_forms_are_the_same_caller() -> Outcome {
    let platform = Platform::start().await?;
    platform.road.town.practice.faults().set(Fault::AltinnClaimForms, true);
    let scope = format!("altinn:instances.read {PARTIES_SCOPE}");
    let person = platform.exchanged("id-porten", &platform.idporten(json!({ "scope": scope })).await?).await?;
    let read = claims(&person)?;
    assert_eq!((&read["urn:altinn:userid"], &read["urn:altinn:authlevel"]), (&json!(20_100_001), &json!("4")));
    for path in [PARTIES, INSTANCES] {
        assert_eq!(platform.get(path, Some(&person), &[]).await?.status(), StatusCode::OK, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_keys_change_and_the_old_ones_stay_published() -> Outcome {
    let platform = Platform::start().await?;
    let faults = platform.road.town.practice.faults();
    let raw = platform.maskinporten(json!({})).await?;
    let before = platform.exchanged("maskinporten", &raw).await?;
    faults.set(Fault::AltinnKeyRotation, true);
    let after = platform.exchanged("maskinporten", &raw).await?;
    let published: Value = platform.get(&format!("{OPENID}/jwks"), None, &[]).await?.json().await?;
    let keys = published["keys"].as_array().ok_or("no keys")?;
    assert_eq!(keys.len(), 2);
    for token in [&before, &after] {
        let jws = Jws::parse(token)?;
        let key = keys.iter().find(|key| key["kid"].as_str() == jws.header_text("kid")).ok_or("unpublished")?;
        let bytes = |name: &str| -> Outcome<Vec<u8>> { Ok(STANDARD.decode(key[name].as_str().ok_or("no number")?)?) };
        assert!(jws.is_signed_by(&rsa_key(&bytes("n")?, &bytes("e")?)?, Algorithm::Rs256));
        assert_eq!(platform.get(INSTANCES, Some(token), &[]).await?.status(), StatusCode::OK);
    }
    assert_ne!(Jws::parse(&before)?.header_text("kid"), Jws::parse(&after)?.header_text("kid"));
    faults.clear();
    assert_eq!(platform.get(INSTANCES, Some(&after), &[]).await?.status(), StatusCode::OK, "still published");
    Ok(())
}

#[tokio::test]
async fn the_keys_are_the_same_numbers_however_they_are_written() -> Outcome {
    let platform = Platform::start().await?;
    let faults = platform.road.town.practice.faults();
    let modulus = async || -> Outcome<String> {
        let keys: Value = platform.get(&format!("{OPENID}/jwks"), None, &[]).await?.json().await?;
        Ok(keys["keys"][0]["n"].as_str().ok_or("no n")?.to_owned())
    };
    let usual = STANDARD.decode(modulus().await?)?;
    faults.set(Fault::AltinnKeysBase64url, true);
    assert_eq!(URL_SAFE_NO_PAD.decode(modulus().await?)?, usual);
    faults.clear();
    faults.set(Fault::AltinnKeysPadded, true);
    let padded = modulus().await?;
    assert!(padded.len() % 4 == 0, "filled up: {padded}");
    assert_eq!(URL_SAFE.decode(padded)?, [vec![0], usual].concat());
    faults.clear();
    faults.set(Fault::AltinnWrongIssuer, true);
    let metadata: Value = platform.get(OPENID, None, &[]).await?.json().await?;
    assert_eq!(metadata["issuer"], "https://platform.elsewhere.example/authentication/api/v1/openid/");
    Ok(())
}

#[tokio::test]
async fn a_good_token_is_refused_while_altinn_cannot_look_anybody_up() -> Outcome {
    let platform = Platform::start().await?;
    let faults = platform.road.town.practice.faults();
    let raw = platform.maskinporten(json!({})).await?;
    let scope = format!("altinn:instances.read {PARTIES_SCOPE}");
    let person = platform.exchanged("id-porten", &platform.idporten(json!({ "scope": scope })).await?).await?;
    faults.set(Fault::Exchange401Once, true);
    let statuses = [platform.exchange("maskinporten", &raw).await?.status(), platform.exchange("maskinporten", &raw).await?.status()];
    assert_eq!(statuses, [StatusCode::UNAUTHORIZED, StatusCode::OK]);
    faults.clear();
    faults.set(Fault::PartyRegisterDown, true);
    for _ in 0..2 {
        assert_eq!(platform.exchange("maskinporten", &raw).await?.status(), StatusCode::UNAUTHORIZED);
    }
    let parties = platform.get(PARTIES, Some(&person), &[]).await?;
    assert_eq!((parties.status(), &parties.json::<Value>().await?["status"]), (StatusCode::INTERNAL_SERVER_ERROR, &json!(500)));
    Ok(())
}

#[tokio::test]
async fn altinn_alone_wants_to_be_left_alone() -> Outcome {
    let platform = Platform::start().await?;
    let raw = platform.maskinporten(json!({})).await?;
    platform.road.town.practice.faults().set(Fault::Altinn429, true);
    for path in [EXCHANGE, "/authentication/api/v1/systemregister/vendor"] {
        let refused = platform.get(path, Some(&raw), &[]).await?;
        assert_eq!((refused.status(), &refused.headers()["retry-after"]), (StatusCode::TOO_MANY_REQUESTS, &"2".parse()?), "{path}");
    }
    let maskinporten = format!("{}.well-known/oauth-authorization-server", platform.road.town.practice.addresses().maskinporten);
    assert_eq!(platform.road.town.http.get(maskinporten).send().await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn half_a_token_comes_as_if_it_were_all() -> Outcome {
    let platform = Platform::start().await?;
    let raw = platform.maskinporten(json!({})).await?;
    let whole = platform.exchanged("maskinporten", &raw).await?.len();
    platform.road.town.practice.faults().set(Fault::TruncatedJson, true);
    let half = platform.exchange("maskinporten", &raw).await?;
    assert_eq!(half.status(), StatusCode::OK);
    assert_eq!(half.text().await?.len(), whole / 2);
    Ok(())
}
