//! Rejection 24: keys that are not registered, whether a person pastes them or a program posts them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::api_rig::{Api, OWN_KID, named, set, with, without};
use crate::rig::{Outcome, Rig, jwk, jwk_of, make_key};

#[tokio::test]
async fn rejection_24_a_key_in_the_portal_that_cannot_be() -> Outcome {
    let rig = Rig::start().await?;
    let path = format!("clients/{}/keys?lang=en", rig.client);
    let with = |member: &str, value: Value| {
        let mut jwk = jwk();
        jwk[member] = value;
        jwk.to_string()
    };
    let small = jwk_of(&make_key(1024), "small").to_string();
    for (key, words) in [
        (String::new(), "Paste a public key"),
        ("hello".to_owned(), "neither a JWK nor"),
        (with("use", json!("enc")), "use must be sig"),
        (with("use", json!(null)), "lacks use"),
        (with("kid", json!(null)), "lacks kid"),
        (with("alg", json!(null)), "lacks alg"),
        (with("alg", json!("PS256")), "alg must be"),
        (with("kid", json!("nøkkel 1")), "key ID may have only"),
        (with("kty", json!("EC")), "kty must be RSA"),
        (with("d", json!("AQAB")), "private key"),
        (with("n", json!("***")), "neither a JWK nor"),
        (with("x5c", json!(["MII"])), "x5c does not belong"),
        (json!({ "keys": [jwk()] }).to_string(), "not a key set"),
        (json!([jwk()]).to_string(), "not a key set"),
        (small, "too short"),
        ("-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----".to_owned(), "private key"),
        ("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----".to_owned(), "is a certificate"),
        ("-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----".to_owned(), "neither a JWK nor"),
    ] {
        let answer = rig.post(&path, &[("key", &key)]).await?;
        assert!(
            answer.status == 400 && answer.body.contains("id=\"problem\"") && answer.body.contains(words),
            "{words}: {} {}",
            answer.status,
            answer.body
        );
    }
    assert!(rig.send(rig.http.get(rig.portal(&path))).await?.body.contains("no keys yet"));
    Ok(())
}

#[tokio::test]
async fn rejection_24_the_sixth_key() -> Outcome {
    let rig = Rig::start().await?;
    let path = format!("clients/{}/keys?lang=en", rig.client);
    for number in 0..5 {
        let key = jwk_of(crate::rig::key(), &format!("k{number}")).to_string();
        assert_eq!(rig.post(&path, &[("key", &key)]).await?.status, 303);
    }
    assert!(rig.post(&path, &[("key", &jwk().to_string())]).await?.body.contains("five keys"));
    let same = jwk_of(crate::rig::key(), "k4").to_string();
    assert_eq!(rig.post(&path, &[("key", &same)]).await?.status, 303, "the same key again renews");
    let another = jwk_of(&make_key(2048), "k4").to_string();
    assert!(rig.post(&path, &[("key", &another)]).await?.body.contains("used for another key"));
    let delete = path.replace("/keys", "/keys/delete");
    assert_eq!(rig.post(&delete, &[("kid", "k0")]).await?.status, 303);
    assert_eq!(rig.post(&delete, &[("kid", "k0")]).await?.status, 400);
    assert_eq!(rig.post(&path, &[("key", &jwk().to_string())]).await?.status, 303);
    Ok(())
}

#[tokio::test]
async fn rejection_24_a_key_set_of_a_program_that_cannot_be() -> Outcome {
    let api = Api::start().await?;
    let path = format!("/clients/{}/jwks", api.rig.client);
    api.ok(Method::POST, &path, Some(&set(&[named("kept")]))).await?;
    let small = jwk_of(&make_key(1024), "small");
    let five: Vec<Value> = (0..6).map(|number| named(&format!("k{number}"))).collect();
    for (keys, words) in [
        (set(&[without(&jwk(), "use")]), "lacks use"),
        (set(&[without(&jwk(), "kid")]), "lacks kid"),
        (set(&[without(&jwk(), "alg")]), "lacks alg"),
        (set(&[with(&jwk(), "use", json!("enc"))]), "use must be sig"),
        (set(&[with(&jwk(), "alg", json!("ES256"))]), "alg must be"),
        (set(&[with(&jwk(), "kty", json!("EC"))]), "kty must be RSA"),
        (set(&[with(&jwk(), "d", json!("AQAB"))]), "private key"),
        (set(&[with(&jwk(), "p", json!("AQAB"))]), "private key"),
        (set(&[named("nøkkel")]), "key ID may have only"),
        (set(&[named("a b")]), "key ID may have only"),
        (set(&[named("kept"), named("kept")]), "used for another key"),
        (set(&[named(OWN_KID), with(&jwk_of(&make_key(2048), "x"), "kid", json!(OWN_KID))]), "used for another key"),
        (set(&[jwk_of(&make_key(2048), OWN_KID)]), "used for another key"),
        (set(&[small]), "too short"),
        (set(&five), "five keys"),
        (set(&[json!("text")]), "not a key set"),
        (jwk(), "cannot be set"),
        (json!([jwk()]), "keys is missing"),
        (json!({}), "keys is missing"),
        (with(&set(&[]), "created", json!("2026-01-01T00:00:00.000Z")), "created cannot be set"),
    ] {
        api.refuses(Method::POST, &path, Some(&keys), 400, words).await?;
        api.refuses(Method::PUT, &path, Some(&keys), 400, words).await?;
    }
    assert_eq!(api.kids(&api.rig.client).await?, ["kept"]);
    api.ok(Method::POST, &path, Some(&set(&five[..5]))).await.map(drop)
}
