//! The platform when everything is right.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use super::{BAKERY, INSTANCES, Platform, ÅSE};
use crate::jose::{Algorithm, Jws, rsa_key};
use crate::testing::Outcome;

#[tokio::test]
async fn an_exchanged_maskinporten_token_lives_half_an_hour_and_names_the_organisation() -> Outcome {
    let platform = Platform::start().await?;
    let details = json!([{ "type": "urn:altinn:systemuser" }]);
    let token = platform.maskinporten(json!({ "aud": "x", "sid": "s", "authorization_details": details })).await?;
    let exchanged = platform.exchanged("Maskinporten", &token).await?;
    let claims = Value::Object(Jws::parse(&exchanged)?.claims);
    let address = &platform.road.town.practice.addresses().altinn_platform;
    assert_eq!(claims["iss"], format!("{address}/authentication/api/v1/openid/"));
    assert_eq!((&claims["urn:altinn:orgNumber"], &claims["urn:altinn:authlevel"]), (&json!(BAKERY), &json!(3)));
    assert_eq!((&claims["urn:altinn:authenticatemethod"], &claims["jti"]), (&json!("maskinporten"), &json!("j-1")));
    assert_eq!((&claims["client_id"], &claims["authorization_details"]), (&json!("machine"), &details));
    assert!(claims.get("aud").is_none() && claims.get("client_amr").is_none() && claims["sid"] != "s");
    let lifetime = claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat);
    assert_eq!((lifetime, &claims["nbf"]), (Some(1800), &claims["iat"]));
    Ok(())
}

#[tokio::test]
async fn an_exchanged_login_keeps_its_end_and_names_the_person() -> Outcome {
    let platform = Platform::start().await?;
    let original = platform.road.tokens(&[("scope", "openid altinn:instances.read")]).await?;
    let original = original["access_token"].as_str().ok_or("no access token")?;
    let exchanged = platform.exchanged("id-porten", original).await?;
    let (original, claims) = (Jws::parse(original)?.claims, Value::Object(Jws::parse(&exchanged)?.claims));
    assert_eq!(claims["exp"], original["exp"]);
    assert_eq!((&claims["urn:altinn:userid"], &claims["nameid"]), (&json!("20100001"), &json!("20100001")));
    assert_eq!((&claims["urn:altinn:partyid"], &claims["urn:altinn:authlevel"]), (&json!(50_200_001), &json!(4)));
    assert_eq!(claims["urn:altinn:party:uuid"], "3bdb1b59-8057-4e28-b84e-047bf850949e");
    assert_eq!((&claims["urn:altinn:authenticatemethod"], &claims["pid"]), (&json!("NotDefined"), &json!(ÅSE)));
    assert_eq!((&claims["scope"], &claims["consumer"]), (&original["scope"], &original["consumer"]));
    assert!(claims.get("sub").is_none() && claims.get("aud").is_none());
    let with_amr = platform.idporten(json!({ "amr": ["BankID"], "acr": "idporten-loa-substantial" })).await?;
    let exchanged = platform.exchanged("ID-PORTEN", &with_amr).await?;
    let claims = Jws::parse(&exchanged)?.claims;
    assert_eq!((&claims["urn:altinn:authenticatemethod"], &claims["urn:altinn:authlevel"]), (&json!("BankID"), &json!(3)));
    Ok(())
}

#[tokio::test]
async fn the_body_is_the_token_raw_or_in_quotes() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.maskinporten(json!({})).await?;
    let path = "/authentication/api/v1/exchange/maskinporten?test=false";
    for (accept, kind, quoted) in [("text/plain", "text/plain; charset=utf-8", false), ("application/json", "application/json", true)] {
        let response = platform.get(path, Some(&token), &[("accept", accept)]).await?;
        assert_eq!(response.headers()["content-type"], kind);
        let body = response.text().await?;
        assert_eq!(body.starts_with('"') && body.ends_with('"'), quoted, "{accept}");
        assert_eq!(Jws::parse(body.trim_matches('"'))?.text("client_id"), Some("machine"));
    }
    let unreadable = platform.get("/authentication/api/v1/exchange/maskinporten?test=perhaps", Some(&token), &[]).await?;
    assert_eq!(unreadable.status(), StatusCode::BAD_REQUEST);
    assert!(unreadable.json::<Value>().await?["errors"]["test"].is_array());
    Ok(())
}

#[tokio::test]
async fn the_published_key_verifies_and_is_in_standard_base64() -> Outcome {
    let platform = Platform::start().await?;
    let base = "/authentication/api/v1/openid/.well-known/openid-configuration";
    let metadata: Value = platform.get(base, None, &[]).await?.json().await?;
    let address = &platform.road.town.practice.addresses().altinn_platform;
    assert_eq!(metadata["issuer"], format!("{address}/authentication/api/v1/openid/"));
    assert_eq!(metadata["jwks_uri"], format!("{address}{base}/jwks"));
    assert_eq!(metadata["response_types_supported"], json!(["token"]));
    let jwks: Value = platform.get(&format!("{base}/jwks"), None, &[]).await?.json().await?;
    let key = &jwks["keys"][0];
    let bytes = |name: &str| -> Outcome<Vec<u8>> { Ok(STANDARD.decode(key[name].as_str().ok_or("no number")?)?) };
    assert!(key["n"].as_str().is_some_and(|n| n.ends_with('=')), "256 bytes in standard base64 are padded");
    let public = rsa_key(&bytes("n")?, &bytes("e")?)?;
    let exchanged = platform.exchanged("maskinporten", &platform.maskinporten(json!({})).await?).await?;
    let jws = Jws::parse(&exchanged)?;
    assert!(jws.is_signed_by(&public, Algorithm::Rs256));
    assert_eq!(jws.header_text("kid"), key["kid"].as_str());
    let certificate = STANDARD.decode(key["x5c"][0].as_str().ok_or("no certificate")?)?;
    let thumbprint: String = Sha1::digest(&certificate).iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(key["kid"], thumbprint);
    let (_, parsed) = x509_parser::parse_x509_certificate(&certificate)?;
    let x509_parser::public_key::PublicKey::RSA(certified) = parsed.public_key().parsed()? else { return Err("not RSA".into()) };
    assert_eq!(certified.modulus.strip_prefix(&[0]), Some(bytes("n")?.as_slice()));
    Ok(())
}

#[tokio::test]
async fn the_resource_takes_exchanged_tokens_of_persons_and_organisations() -> Outcome {
    let platform = Platform::start().await?;
    let raw = platform.maskinporten(json!({})).await?;
    let organisation = platform.exchanged("maskinporten", &raw).await?;
    let page: Value = platform.get(INSTANCES, Some(&organisation), &[]).await?.json().await?;
    assert_eq!((&page["count"], &page["instances"][0]["instanceOwner"]["organisationNumber"]), (&json!(1), &json!(BAKERY)));
    let person = platform.person(ÅSE, "openid altinn:instances.read").await?;
    let page: Value = platform.get(INSTANCES, Some(&person), &[]).await?.json().await?;
    let owner = |number: usize| &page["instances"][number]["instanceOwner"];
    assert_eq!((&owner(0)["personNumber"], &owner(1)["organisationNumber"], &page["count"]), (&json!(ÅSE), &json!(BAKERY), &json!(2)));
    let one = format!("{INSTANCES}?instanceOwner.partyId=50100003");
    assert_eq!(platform.get(&one, Some(&person), &[]).await?.json::<Value>().await?["count"], 1);
    for (party, status) in [("50100002", StatusCode::FORBIDDEN), ("x", StatusCode::BAD_REQUEST)] {
        let path = format!("{INSTANCES}?instanceOwner.partyId={party}");
        assert_eq!(platform.get(&path, Some(&person), &[]).await?.status(), status);
    }
    Ok(())
}
