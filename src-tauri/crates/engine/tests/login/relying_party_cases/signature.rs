//! Signatures that must not be believed (OpenID Connect Core 1.0 §3.1.3.7 no 6–8, RFC 8725).

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Value, json};

use super::{BELIEVED, refused, verdict, verdict_with};
use crate::Outcome;
use crate::provider::{Bends, Part};
use crate::signer::{self, FIRST, SECOND};

/// With several keys in the set.
fn two_keys() -> Bends {
    Bends::default().bend(Part::Keys, |_, set| {
        set["keys"] = [FIRST, SECOND].iter().filter_map(|kid| signer::jwk(kid).ok()).collect();
    })
}

#[tokio::test]
async fn rp_alg_none() -> Outcome {
    for alg in ["none", "None", "NONE"] {
        let bends = Bends::default().bend(Part::Tokens, move |_, members| {
            let header = BASE64_URL_SAFE_NO_PAD.encode(json!({ "alg": alg }).to_string());
            let claims = members["id_token"].as_str().and_then(|token| token.split('.').nth(1)).unwrap_or_default();
            members["id_token"] = json!(format!("{header}.{claims}."));
        });
        assert_eq!(verdict(bends).await?, refused("login.unsigned_token"), "{alg}");
    }
    Ok(())
}

#[tokio::test]
async fn rp_hs256_with_the_public_key() -> Outcome {
    assert_eq!(verdict_with(Part::Header, "alg", json!("HS256")).await?, refused("login.algorithm"));
    Ok(())
}

#[tokio::test]
async fn rp_es256() -> Outcome {
    assert_eq!(verdict_with(Part::Header, "alg", json!("ES256")).await?, refused("login.algorithm"));
    Ok(())
}

/// By the right key, with an algorithm that ID-porten does not have.
#[tokio::test]
async fn rp_rs512() -> Outcome {
    assert_eq!(verdict_with(Part::Header, "alg", json!("RS512")).await?, refused("login.algorithm"));
    Ok(())
}

#[tokio::test]
async fn rp_broken_signature() -> Outcome {
    let change = |at: usize, change: fn(&str) -> String| {
        Bends::default().bend(Part::Tokens, move |_, members| {
            let token = members["id_token"].as_str().unwrap_or_default().to_owned();
            let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
            parts[at] = change(&parts[at]);
            members["id_token"] = json!(parts.join("."));
        })
    };
    let other_claims = change(1, |part| {
        let mut claims: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap_or_default()).unwrap_or_default();
        claims["sub"] = json!("somebody-else");
        BASE64_URL_SAFE_NO_PAD.encode(claims.to_string())
    });
    assert_eq!(verdict(other_claims).await?, refused("login.signature"));
    let other_bits = change(2, |part| if part.starts_with('A') { part.replacen('A', "B", 1) } else { format!("A{}", &part[1..]) });
    assert_eq!(verdict(other_bits).await?, refused("login.signature"));
    assert_eq!(verdict(change(2, |_| String::new())).await?, refused("login.signature"));
    assert_eq!(verdict(change(2, |part| format!("{part}.e30"))).await?, refused("login.malformed_token"));
    assert_eq!(verdict(change(0, |_| "e30".to_owned())).await?, refused("login.malformed_token"));
    Ok(())
}

/// By a key that nobody published, under the name of one that is.
#[tokio::test]
async fn rp_signed_by_somebody_else() -> Outcome {
    let bends = |header: Value| {
        Bends::default().with(Part::Header, "kid", json!(SECOND)).bend(Part::Tokens, move |_, members| {
            let claims = signer::claims(members["id_token"].as_str().unwrap_or_default());
            members["id_token"] = json!(signer::sign_with(SECOND, &header, &claims).unwrap_or_default());
        })
    };
    assert_eq!(verdict(bends(json!({ "alg": "RS256", "kid": FIRST }))).await?, refused("login.signature"));
    // The token brings the key along: it is not asked (RFC 8725 §3.10).
    let jwk = signer::jwk(SECOND)?;
    assert_eq!(verdict(bends(json!({ "alg": "RS256", "kid": FIRST, "jwk": jwk }))).await?, refused("login.signature"));
    let fetched = json!({ "alg": "RS256", "kid": FIRST, "jku": "http://127.0.0.1:9/jwks.json", "x5u": "http://127.0.0.1:9/x5u" });
    assert_eq!(verdict(bends(fetched)).await?, refused("login.signature"));
    Ok(())
}

#[tokio::test]
async fn rp_no_kid_with_one_key() -> Outcome {
    assert_eq!(verdict_with(Part::Header, "kid", Value::Null).await?, BELIEVED);
    // Others in the set that cannot be meant are no matter.
    let beside = Bends::default().with(Part::Header, "kid", Value::Null).bend(Part::Keys, |_, set| {
        let key = set["keys"][0].clone();
        let other = |member: &str, value: &str| {
            let mut key = key.clone();
            key[member] = json!(value);
            key
        };
        let curve = json!({ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" });
        set["keys"] = json!([curve, other("use", "enc"), other("alg", "RS512"), key, { "kty": "oct", "k": "AA" }, 7]);
    });
    assert_eq!(verdict(beside).await?, BELIEVED);
    Ok(())
}

/// A kid must be there when several keys are published (OpenID Connect Core 1.0 §10.1). The conformance plans let a relying party
/// refuse, or try all of them; trying would believe a token without knowing whose key it is.
#[tokio::test]
async fn rp_no_kid_with_several_keys() -> Outcome {
    assert_eq!(verdict(two_keys().with(Part::Header, "kid", Value::Null)).await?, refused("login.unnamed_key"));
    assert_eq!(verdict(two_keys()).await?, BELIEVED);
    assert_eq!(verdict(two_keys().with(Part::Header, "kid", json!(SECOND))).await?, BELIEVED);
    Ok(())
}

/// Another kind of JWT that the same provider signs must not pass for an ID token (RFC 8725 §3.11).
#[tokio::test]
async fn rp_another_kind_of_token() -> Outcome {
    for typ in ["at+jwt", "logout+jwt", "dpop+jwt"] {
        assert_eq!(verdict_with(Part::Header, "typ", json!(typ)).await?, refused("login.token_claims"), "{typ}");
    }
    for typ in ["JWT", "jwt"] {
        assert_eq!(verdict_with(Part::Header, "typ", json!(typ)).await?, BELIEVED, "{typ}");
    }
    Ok(())
}

/// RFC 7515 §4.1.11.
#[tokio::test]
async fn rp_a_header_that_must_be_understood() -> Outcome {
    let bends = Bends::default().with(Part::Header, "crit", json!(["b64"])).with(Part::Header, "b64", json!(true));
    assert_eq!(verdict(bends).await?, refused("login.malformed_token"));
    Ok(())
}
