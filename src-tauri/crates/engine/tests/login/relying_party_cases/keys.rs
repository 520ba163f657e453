//! Published keys: kept for a day, fetched once more for a key that is not among them, never in a loop (OpenID Connect Core 1.0 §10.1.1).

use serde_json::{Value, json};

use super::{BELIEVED, Verdict, refused, verdict};
use crate::Outcome;
use crate::provider::{Asked, Bends, Part, Reply, plain, redirect};
use crate::rig::Rig;
use crate::signer::{self, FIRST, SECOND};

fn fetched(rig: &Rig) -> usize {
    rig.provider.asked_for("GET /jwks.json").len()
}

/// Signs the first login with the first key, those after it with the key of this name.
fn then_signed_by(kid: &'static str) -> Bends {
    Bends::default().bend(Part::Header, move |asked, header| {
        if asked.before > 0 {
            header["kid"] = json!(kid);
        }
    })
}

/// Publishes the first key to the first who asks, these to those after.
fn then_published(bends: Bends, kids: &'static [&'static str]) -> Bends {
    bends.bend(Part::Keys, move |asked, set| {
        if asked.before > 0 {
            set["keys"] = kids.iter().filter_map(|kid| signer::jwk(kid).ok()).collect();
        }
    })
}

#[tokio::test]
async fn rp_unknown_kid_then_rotation() -> Outcome {
    let rig = Rig::new(then_published(then_signed_by(SECOND), &[FIRST, SECOND])).await?;
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 1));
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 2));
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 2));
    Ok(())
}

/// The old key is gone when the token comes.
#[tokio::test]
async fn rp_rotation_just_before() -> Outcome {
    let rig = Rig::new(then_published(then_signed_by(SECOND), &[SECOND])).await?;
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 1));
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 2));
    Ok(())
}

/// Without kid, or with the name of the old one: the new key is found all the same.
#[tokio::test]
async fn rp_rotation_under_the_same_name() -> Outcome {
    for kid in [Value::Null, json!(FIRST)] {
        let renamed = |key: Value| {
            let mut key = key;
            key["kid"] = json!(FIRST);
            json!([key])
        };
        let bends = Bends::default()
            .bend(Part::Keys, move |asked, set| {
                if asked.before > 0 {
                    set["keys"] = signer::jwk(SECOND).map(renamed).unwrap_or_default();
                }
            })
            .bend(Part::Tokens, move |asked, members| {
                let claims = signer::claims(members["id_token"].as_str().unwrap_or_default());
                let key = if asked.before > 0 { SECOND } else { FIRST };
                let header = if kid.is_null() { json!({ "alg": "RS256" }) } else { json!({ "alg": "RS256", "kid": kid }) };
                members["id_token"] = json!(signer::sign_with(key, &header, &claims).unwrap_or_default());
            });
        let rig = Rig::new(bends).await?;
        assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 1));
        assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 2));
    }
    Ok(())
}

/// However many tokens name keys that never were: one fetch for each login, and the keys that are kept stay good.
#[tokio::test]
async fn rp_made_up_kids_cost_one_fetch_each() -> Outcome {
    let bends = Bends::default().bend(Part::Header, |asked, header| {
        if asked.before < 4 {
            header["kid"] = json!(format!("made-up-{}", asked.before));
        }
    });
    let rig = Rig::new(bends).await?;
    for login in 1..=4 {
        assert_eq!((rig.told().await?, fetched(&rig)), (refused("login.unknown_key"), login));
    }
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 4));
    Ok(())
}

#[tokio::test]
async fn rp_keys_are_kept_for_a_day() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    for (turn, expected) in [(0, 1), (86_000, 1), (500, 2), (0, 2), (-86_400, 2)] {
        rig.turn(turn);
        assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, expected), "{turn}");
    }
    rig.party.forget().await;
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 3));
    Ok(())
}

/// When the new set cannot be read, the old one is not thrown away.
#[tokio::test]
async fn rp_a_failed_fetch_leaves_the_keys_that_are_kept() -> Outcome {
    let bends = Bends::default()
        .bend(Part::Header, |asked, header| {
            if asked.before == 1 {
                header["kid"] = json!("made-up");
            }
        })
        .instead(|asked| (asked.line == "GET /jwks.json" && asked.before > 0).then(|| plain(503, "text/html", "<html>")));
    let rig = Rig::new(bends).await?;
    assert_eq!(rig.told().await?, BELIEVED);
    assert_eq!(rig.told().await?, refused("network.server_error"));
    assert_eq!((rig.told().await?, fetched(&rig)), (BELIEVED, 2));
    Ok(())
}

/// With this in place of the first key.
async fn published(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Outcome<Verdict> {
    verdict(Bends::default().bend(Part::Keys, move |_, set| change(&mut set["keys"][0]))).await
}

#[tokio::test]
async fn rp_a_key_for_something_else_is_not_ours() -> Outcome {
    for (member, value) in [("use", json!("enc")), ("alg", json!("RS512")), ("key_ops", json!(["encrypt"])), ("kty", json!("EC"))] {
        let change = value.clone();
        assert_eq!(published(move |key| key[member] = change.clone()).await?, refused("login.unknown_key"), "{member} {value}");
    }
    Ok(())
}

/// RFC 7518 §3.3: 2048 bits or more.
#[tokio::test]
async fn rp_a_weak_key_is_not_believed() -> Outcome {
    // The upper half of the modulus cut off.
    let weak = published(|key| key["n"] = json!(key["n"].as_str().map(|n| n[..170].to_owned()))).await?;
    assert_eq!(weak, refused("login.unknown_key"));
    Ok(())
}

#[tokio::test]
async fn rp_two_keys_of_one_name() -> Outcome {
    let bends = Bends::default().bend(Part::Keys, |_, set| {
        let mut other = signer::jwk(SECOND).unwrap_or_default();
        other["kid"] = json!(FIRST);
        set["keys"] = json!([other, set["keys"][0].clone()]);
    });
    assert_eq!(verdict(bends).await?, BELIEVED);
    Ok(())
}

fn instead_of_keys(reply: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Bends {
    Bends::default().instead(move |asked| (asked.line == "GET /jwks.json").then(|| reply(asked)))
}

#[tokio::test]
async fn rp_what_is_no_key_set() -> Outcome {
    for body in ["<html>", "", "null", "[]", "{}", "{\"keys\":7}", "{\"keys\":{}}"] {
        let bends = instead_of_keys(move |_| plain(200, "application/json", body));
        assert_eq!(verdict(bends).await?, refused("network.not_json"), "{body}");
    }
    for body in ["{\"keys\":[]}", "{\"keys\":[7,null,\"x\",{},{\"kty\":\"RSA\"}]}"] {
        let bends = instead_of_keys(move |_| plain(200, "application/json", body));
        assert_eq!(verdict(bends).await?, refused("login.unknown_key"), "{body}");
    }
    // No redirect is followed, not even home.
    let bends = instead_of_keys(|asked| redirect(&[format!("{}/jwks.json", asked.origin)]));
    assert_eq!(verdict(bends).await?, refused("network.not_json"));
    Ok(())
}

#[tokio::test]
async fn rp_ten_thousand_keys() -> Outcome {
    let many = |key: fn(usize) -> Value| {
        Bends::default().bend(Part::Keys, move |_, set| {
            let first = set["keys"][0].clone();
            set["keys"] = (0..10_000).map(key).chain([first]).collect();
        })
    };
    let short = many(|number| json!({ "kty": "RSA", "kid": number.to_string(), "n": "AQAB", "e": "AQAB" }));
    assert_eq!(verdict(short).await?, BELIEVED);
    let long = many(|number| json!({ "kty": "RSA", "kid": number.to_string(), "n": "A".repeat(342), "e": "AQAB" }));
    assert_eq!(verdict(long).await?, refused("network.too_large"));
    Ok(())
}
