//! Tokens that are bound to a key: what every proof says, and what is not taken for such a token (RFC 9449, idporten.md 16.3).

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use hyper::header::HeaderValue;
use inngang_engine::login::Order;
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::honest::{PID, SUBJECT};
use crate::provider::{Asked, Bends, Part, Reply, json_reply, refusal};
use crate::rig::{Rig, order};
use crate::signer::{self, FIRST};
use crate::texts::shown;

const TOKEN: &str = "POST /token";
const USERINFO: &str = "GET /userinfo";

fn bound() -> Outcome<Order> {
    Ok(Order { dpop: true, ..order()? })
}

/// A provider that binds.
fn binding() -> Bends {
    Bends::default().with(Part::Tokens, "token_type", json!("DPoP")).instead(|asked| {
        let told = json_reply(200, &json!({ "sub": SUBJECT, "pid": PID, "locale": "nb" }));
        (asked.line == USERINFO && asked.header("authorization").is_some_and(|value| value.starts_with("DPoP "))).then_some(told)
    })
}

/// A proof, whose signature fits the key that it carries.
struct Proof {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    thumbprint: String,
}

impl Proof {
    fn of(asked: &Asked) -> Outcome<Self> {
        let proof = asked.header("dpop").ok_or("no proof")?;
        assert_eq!(asked.headers.get_all("dpop").iter().count(), 1);
        let (message, signature) = proof.rsplit_once('.').ok_or("too few parts")?;
        let (header, claims) = message.split_once('.').ok_or("too few parts")?;
        let decoded = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text);
        let header: Map<String, Value> = serde_json::from_slice(&decoded(header)?)?;
        let claims = serde_json::from_slice(&decoded(claims)?)?;
        let member = |name: &str| header["jwk"][name].as_str().unwrap_or_default();
        let number = |name: &str| decoded(member(name));
        let (signature, message) = (decoded(signature)?, message.as_bytes());
        let (verified, canonical) = match header["alg"].as_str() {
            Some("ES256") => {
                let point = [vec![4], number("x")?, number("y")?].concat();
                let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, member("x"), member("y"));
                (UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, &signature).is_ok(), canonical)
            }
            Some("RS256") => {
                let key = RsaPublicKeyComponents { n: number("n")?, e: number("e")? };
                let canonical = format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, member("e"), member("n"));
                (key.verify(&RSA_PKCS1_2048_8192_SHA256, message, &signature).is_ok(), canonical)
            }
            _ => (false, String::new()),
        };
        assert!(verified, "the signature does not fit: {header:?}");
        let thumbprint = hash(&canonical);
        Ok(Self { header, claims, thumbprint })
    }

    fn claim(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }
}

fn hash(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()))
}

#[tokio::test]
async fn every_proof_is_of_one_key_for_one_request() -> Outcome {
    for algorithms in [json!(["ES256", "RS256"]), json!(["ES384", "RS256"]), json!(["RS256"]), Value::Null] {
        let rig = Rig::new(binding().with(Part::Metadata, "dpop_signing_alg_values_supported", algorithms.clone())).await?;
        let login = rig.log_in(&bound()?).await?;
        assert!(login.is_bound() && login.refresh_token.is_some());
        let fresh = rig.party.refresh(&login).await?;
        rig.party.user_info(&fresh).await?;
        let asked: Vec<Asked> = rig.provider.asked().into_iter().filter(|asked| asked.header("dpop").is_some()).collect();
        assert_eq!(asked.iter().map(|asked| asked.line.as_str()).collect::<Vec<_>>(), [TOKEN, TOKEN, USERINFO]);
        let proofs = asked.iter().map(Proof::of).collect::<Outcome<Vec<_>>>()?;
        let expected =
            if algorithms.to_string().contains("\"RS256\"") && !algorithms.to_string().contains("ES256") { "RS256" } else { "ES256" };
        let jkt = rig.provider.asked_for("GET /authorize").pop().and_then(|asked| asked.field("dpop_jkt").map(str::to_owned));
        for (proof, asked) in proofs.iter().zip(&asked) {
            let (method, path) = asked.line.split_once(' ').ok_or("no path")?;
            assert_eq!((proof.header["typ"].as_str(), proof.header["alg"].as_str()), (Some("dpop+jwt"), Some(expected)));
            assert_eq!((proof.claim("htm"), proof.claim("htu")), (Some(method), Some(&*format!("{}{path}", asked.origin))));
            assert_eq!(Some(&proof.thumbprint), jkt.as_ref(), "the code is bound to the same key");
            let members: BTreeSet<&str> = proof.header["jwk"].as_object().ok_or("no key")?.keys().map(String::as_str).collect();
            assert!(members.is_subset(&["kty", "crv", "x", "y", "n", "e"].into()), "nothing private: {members:?}");
            let age = time::OffsetDateTime::now_utc().unix_timestamp() - proof.claims["iat"].as_i64().ok_or("no iat")?;
            assert!((0..=5).contains(&age));
        }
        assert_eq!(proofs.iter().filter_map(|proof| proof.claim("jti")).collect::<BTreeSet<_>>().len(), 3);
        // EXPOSE: the provider's own, hashed as RFC 9449 §4.2 says.
        assert_eq!(proofs[2].claim("ath"), Some(&*hash(fresh.access_token.expose())));
        assert!(proofs[..2].iter().all(|proof| proof.claim("ath").is_none()));
        let another = rig.log_in(&bound()?).await?;
        assert!(another.is_bound());
        assert_ne!(Proof::of(&rig.provider.asked_for(TOKEN)[2])?.thumbprint, proofs[0].thumbprint, "each login has its own");
    }
    Ok(())
}

fn challenge(status: u16, nonce: &'static str) -> Reply {
    let mut reply = if status == 401 { json_reply(401, &json!({})) } else { refusal(status, "use_dpop_nonce") };
    let headers = reply.headers_mut();
    headers.insert("dpop-nonce", HeaderValue::from_static(nonce));
    if status == 401 {
        let how = r#"DPoP error="use_dpop_nonce", error_description="as the test wants it""#;
        headers.insert("www-authenticate", HeaderValue::from_static(how));
    }
    reply
}

/// RFC 9449 §8, §9: the nonce is asked for once, and kept for what comes after.
#[tokio::test]
async fn the_nonce_that_is_asked_for_is_sent_and_kept() -> Outcome {
    let wants = |asked: &Asked, nonce: &str| Proof::of(asked).is_ok_and(|proof| proof.claim("nonce") != Some(nonce));
    let bends = Bends::default()
        .instead(move |asked| (asked.line == TOKEN && wants(asked, "first")).then(|| challenge(400, "first")))
        .instead(move |asked| (asked.line == USERINFO && wants(asked, "second")).then(|| challenge(401, "second")));
    let bends = bends.instead(|asked| (asked.line == USERINFO).then(|| json_reply(200, &json!({ "sub": SUBJECT }))));
    let rig = Rig::new(bends.with(Part::Tokens, "token_type", json!("DPoP"))).await?;
    let login = rig.log_in(&bound()?).await?;
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 2, "once without, once with it");
    let (first, second) = (&rig.provider.asked_for(TOKEN)[0], &rig.provider.asked_for(TOKEN)[1]);
    assert_eq!(first.fields, second.fields, "the same question");
    let fresh = rig.party.refresh(&login).await?;
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 3, "it is kept");
    rig.party.user_info(&fresh).await?;
    rig.party.user_info(&fresh).await?;
    assert_eq!(rig.provider.asked_for(USERINFO).len(), 3);
    Ok(())
}

/// One that is never content is not asked for ever.
#[tokio::test]
async fn it_is_asked_again_once() -> Outcome {
    let rig = Rig::new(Bends::default().instead(|asked| (asked.line == TOKEN).then(|| challenge(400, "never")))).await?;
    let refused = rig.log_in(&bound()?).await.err().ok_or("logged in")?;
    assert_eq!(shown(&refused).code, "login.proof_refused");
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 2);
    let rig = Rig::new(Bends::default().instead(|asked| (asked.line == TOKEN).then(|| refusal(400, "use_dpop_nonce")))).await?;
    let refused = rig.log_in(&bound()?).await.err().ok_or("logged in")?;
    assert_eq!((shown(&refused).code, rig.provider.asked_for(TOKEN).len()), ("login.proof_refused", 1), "there is no nonce to send");
    Ok(())
}

/// RFC 6749 §7.1, RFC 9449 §5: a token of another type is not used.
#[tokio::test]
async fn a_token_that_is_not_bound_to_our_key_is_not_taken() -> Outcome {
    let jwt = |claims: Value| signer::sign(&json!({ "alg": "RS256", "kid": FIRST }), &claims);
    let code = async |order: Order, kind: &str, token: Option<String>| -> Outcome<Option<&'static str>> {
        let mut bends = Bends::default().with(Part::Tokens, "token_type", json!(kind));
        if let Some(token) = token {
            bends = bends.with(Part::Tokens, "access_token", json!(token));
        }
        Ok(Rig::new(bends).await?.log_in(&order).await.err().map(|error| shown(&error).code))
    };
    assert_eq!(code(bound()?, "Bearer", None).await?, Some("login.token_type"));
    assert_eq!(code(order()?, "DPoP", None).await?, Some("login.token_type"));
    assert_eq!(code(order()?, "mac", None).await?, Some("login.token_type"));
    for cased in ["dpop", "DPOP"] {
        assert_eq!(code(bound()?, cased, None).await?, None);
    }
    assert_eq!(code(bound()?, "DPoP", Some(jwt(json!({ "sub": "s" }))?)).await?, Some("login.token_type"));
    assert_eq!(code(bound()?, "DPoP", Some(jwt(json!({ "cnf": { "jkt": "somebody else's" } }))?)).await?, Some("login.token_type"));
    Ok(())
}

/// A provider that binds its JWT to the key of the proof.
#[tokio::test]
async fn a_token_that_is_bound_to_our_key_is_taken() -> Outcome {
    let rig = Rig::new(binding().bend(Part::Tokens, |asked, tokens| {
        let jkt = Proof::of(asked).map(|proof| proof.thumbprint).unwrap_or_default();
        let token = signer::sign(&json!({ "alg": "RS256", "kid": FIRST }), &json!({ "cnf": { "jkt": jkt } }));
        tokens["access_token"] = json!(token.unwrap_or_default());
    }))
    .await?;
    rig.party.refresh(&rig.log_in(&bound()?).await?).await?;
    Ok(())
}
