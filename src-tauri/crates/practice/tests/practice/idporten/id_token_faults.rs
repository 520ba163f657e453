//! Rejection 19 once more: ID tokens that no client may accept, with those that it must be able to live with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inngang_practice::Fault;
use rsa::sha2::{Digest, Sha256};
use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey};
use serde_json::{Value, json};

use super::road::{DIRECTOR, Failure, Road, claims, read};
use crate::rig::Outcome;

/// Those that are met below.
pub(super) const HERE: [Fault; 17] = [
    Fault::LowAcr,
    Fault::BrokenNonce,
    Fault::MissingNonce,
    Fault::IdTokenWrongIss,
    Fault::WrongAudience,
    Fault::TwoAudiences,
    Fault::MissingSub,
    Fault::MissingIat,
    Fault::IdTokenExpired,
    Fault::IdTokenFromTheFuture,
    Fault::NoPid,
    Fault::IdTokenOtherKey,
    Fault::UnpublishedKid,
    Fault::KeyRotation,
    Fault::AlgNone,
    Fault::AlgHs256,
    Fault::NoIdToken,
];

impl Road {
    async fn with(&self, fault: Fault) -> Result<Value, Failure> {
        self.set(fault, true);
        let tokens = self.tokens(&[]).await;
        self.set(fault, false);
        tokens
    }

    async fn keys(&self) -> Result<Vec<Value>, Failure> {
        let set: Value = self.send(self.rig().http.get(format!("{}/jwks.json", self.issuer()))).await?.json().await?;
        Ok(set["keys"].as_array().ok_or("no keys")?.clone())
    }
}

#[tokio::test]
async fn rejection_19_a_claim_is_wrong_or_missing() -> Outcome {
    let road = Road::start().await?;
    let right = claims(&road.tokens(&[]).await?["id_token"])?;
    let hour = 3600;
    for (fault, claim, is_wrong) in [
        (Fault::BrokenNonce, "nonce", (|nonce| nonce.is_string()) as fn(&Value) -> bool),
        (Fault::MissingNonce, "nonce", Value::is_null),
        (Fault::IdTokenWrongIss, "iss", |iss| iss.is_string()),
        (Fault::WrongAudience, "aud", |aud| aud == "another-client"),
        (Fault::TwoAudiences, "aud", |aud| aud.as_array().is_some_and(|all| all.len() == 2)),
        (Fault::MissingSub, "sub", Value::is_null),
        (Fault::MissingIat, "iat", Value::is_null),
        (Fault::NoPid, "pid", Value::is_null),
    ] {
        let found = claims(&road.with(fault).await?["id_token"])?;
        assert!(is_wrong(&found[claim]) && found[claim] != right[claim], "{}: {found}", fault.name());
        for same in ["iss", "sub", "aud", "pid", "acr", "nonce"].iter().filter(|name| **name != claim) {
            assert_eq!(found[same], right[same], "{}", fault.name());
        }
    }
    for (fault, off) in [(Fault::IdTokenExpired, -hour - 120), (Fault::IdTokenFromTheFuture, hour)] {
        let found = claims(&road.with(fault).await?["id_token"])?;
        let (iat, exp) = (found["iat"].as_i64().unwrap_or_default(), found["exp"].as_i64().unwrap_or_default());
        assert_eq!(exp - iat, 120);
        assert!((off..off + 30).contains(&(iat - right["iat"].as_i64().unwrap_or_default())), "{found}");
    }
    Ok(())
}

#[tokio::test]
async fn rejection_19_a_lower_level_than_was_asked_for() -> Outcome {
    let road = Road::start().await?;
    road.set(Fault::LowAcr, true);
    for (asked, given) in
        [("idporten-loa-high", "idporten-loa-substantial"), ("idporten-loa-substantial", "idporten-loa-low"), ("", "idporten-loa-low")]
    {
        assert_eq!(claims(&road.tokens(&[("acr_values", asked)]).await?["id_token"])?["acr"], given);
    }
    Ok(())
}

/// A pseudonymous login: nobody is told who it is.
#[tokio::test]
async fn rejection_19_no_national_id_anywhere() -> Outcome {
    let road = Road::start().await?;
    road.set(Fault::NoPid, true);
    let tokens = road.tokens(&[]).await?;
    let info = road.userinfo(&tokens["access_token"]).await?.text().await?;
    let access = claims(&tokens["access_token"])?;
    assert!(!info.contains(DIRECTOR) && !access.to_string().contains(DIRECTOR), "{info} {access}");
    assert!(!claims(&tokens["id_token"])?.to_string().contains(DIRECTOR));
    Ok(())
}

#[tokio::test]
async fn rejection_19_a_signature_that_nobody_can_rely_on() -> Outcome {
    let road = Road::start().await?;
    let published = road.keys().await?;
    let [key] = published.as_slice() else { return Err(format!("{published:?}").into()) };
    let right = road.tokens(&[]).await?;
    assert!(is_signed(&right["id_token"], key)?);
    for (fault, algorithm, same_kid) in [
        (Fault::IdTokenOtherKey, "RS256", true),
        (Fault::UnpublishedKid, "RS256", false),
        (Fault::AlgNone, "none", true),
        (Fault::AlgHs256, "HS256", true),
    ] {
        let tokens = road.with(fault).await?;
        let [header, _] = read(&tokens["id_token"])?;
        assert_eq!((&header["alg"], header["kid"] == key["kid"]), (&json!(algorithm), same_kid), "{}", fault.name());
        assert!(!is_signed(&tokens["id_token"], key)?, "{}", fault.name());
        assert!(is_signed(&tokens["access_token"], key)?, "the access token is as it should be");
        assert_eq!(road.keys().await?, published);
    }
    let unsigned = road.with(Fault::AlgNone).await?;
    assert!(unsigned["id_token"].as_str().is_some_and(|token| token.ends_with('.')));
    assert!(road.with(Fault::NoIdToken).await?.get("id_token").is_none());
    Ok(())
}

#[tokio::test]
async fn rejection_19_a_new_key_signs_and_is_published_beside_the_old_one() -> Outcome {
    let road = Road::start().await?;
    let old = road.keys().await?;
    road.set(Fault::KeyRotation, true);
    let tokens = road.tokens(&[]).await?;
    let keys = road.keys().await?;
    let [new, kept] = keys.as_slice() else { return Err(format!("{keys:?}").into()) };
    assert_eq!((kept, read(&tokens["id_token"])?[0]["kid"].clone()), (&old[0], new["kid"].clone()));
    assert!(new["kid"] != kept["kid"] && is_signed(&tokens["id_token"], new)?);
    road.set(Fault::KeyRotation, false);
    // It is good enough to log out with, ever after.
    let hint = tokens["id_token"].as_str().ok_or("no id_token")?;
    let page = road.visit("/logout", &[("id_token_hint", hint)]).await?.text().await?;
    assert!(!page.contains(r#"id="error""#), "{page}");
    assert_eq!(road.keys().await?, old);
    Ok(())
}

fn is_signed(token: &Value, jwk: &Value) -> Result<bool, Failure> {
    let number = |name: &str| -> Result<BigUint, Failure> {
        Ok(BigUint::from_bytes_be(&URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap_or_default())?))
    };
    let key = RsaPublicKey::new(number("n")?, number("e")?)?;
    let (signed, signature) = token.as_str().and_then(|token| token.rsplit_once('.')).ok_or("no token")?;
    Ok(key.verify(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(signed), &URL_SAFE_NO_PAD.decode(signature)?).is_ok())
}
