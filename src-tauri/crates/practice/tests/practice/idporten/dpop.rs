//! Proofs of possession: RFC 9449, idporten.md 16.3.

use reqwest::{Method, RequestBuilder, Response};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use rsa::sha2::{Digest, Sha256};
use serde_json::{Value, json};

use super::road::{Failure, Road, claims, is_refused};
use crate::rig::{Grant, Outcome, encode, jwk_of, key};
use inngang_practice::Fault;

/// A key on P-256.
struct Curve(EcdsaKeyPair);

impl Curve {
    fn new() -> Result<Self, Failure> {
        let random = SystemRandom::new();
        let failed = |_| "no key on the curve";
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(failed)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).map_err(|_| "key")?;
        Ok(Self(pair))
    }

    fn jwk(&self) -> Value {
        let point = self.0.public_key().as_ref();
        json!({ "kty": "EC", "crv": "P-256", "x": encode(&point[1..33]), "y": encode(&point[33..]) })
    }

    fn thumbprint(&self) -> String {
        let jwk = self.jwk();
        let text = |name: &str| jwk[name].as_str().unwrap_or_default().to_owned();
        encode(Sha256::digest(format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, text("x"), text("y"))))
    }

    fn sign(&self, proof: &Grant) -> Result<String, Failure> {
        let signed = format!("{}.{}", encode(proof.header.to_string()), encode(proof.claims.to_string()));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).map_err(|_| "no signature")?;
        Ok(format!("{signed}.{}", encode(signature)))
    }

    /// A proof that is accepted as it is, once.
    fn proof(&self, road: &Road, method: &Method, path: &str) -> Grant {
        Grant {
            header: json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk() }),
            claims: json!({
                "htm": method.as_str(), "htu": format!("{}{path}", road.issuer()),
                "iat": road.rig().practice.clock().now(), "jti": uuid::Uuid::new_v4().to_string(),
            }),
        }
    }
}

impl Road {
    fn at_token(&self, form: &[(&str, &str)]) -> RequestBuilder {
        self.rig().http.post(format!("{}/token", self.issuer())).form(form)
    }

    /// Exchanges a fresh code with these proofs.
    async fn bound(&self, proofs: &[&str]) -> Result<Response, Failure> {
        let code = self.code(&[]).await?;
        let request = self.at_token(&self.form(&code, &[]));
        self.send(proofs.iter().fold(request, |request, proof| request.header("dpop", *proof))).await
    }

    async fn refuses_proof(&self, key: &Curve, alter: impl FnOnce(&mut Grant)) -> Outcome {
        let mut proof = key.proof(self, &Method::POST, "/token");
        alter(&mut proof);
        let shown = format!("{} {}", proof.header, proof.claims);
        let answer = self.bound(&[&key.sign(&proof)?]).await?;
        is_refused(answer, 400, "invalid_dpop_proof").await.map_err(|error| format!("{shown}: {error}").into())
    }

    async fn ask_userinfo(&self, scheme: &str, token: &str, proof: Option<&str>) -> Result<Response, Failure> {
        let request = self.rig().http.get(format!("{}/userinfo", self.issuer())).header("authorization", format!("{scheme} {token}"));
        self.send(proof.iter().fold(request, |request, proof| request.header("dpop", *proof))).await
    }
}

#[tokio::test]
async fn a_token_is_bound_to_the_key_that_was_shown() -> Outcome {
    let (road, curve) = (Road::start().await?, Curve::new()?);
    let metadata: Value =
        road.send(road.rig().http.get(format!("{}/.well-known/openid-configuration", road.issuer()))).await?.json().await?;
    assert_eq!(metadata["dpop_signing_alg_values_supported"], json!(["ES256", "RS256"]));
    let tokens: Value = road.bound(&[&curve.sign(&curve.proof(&road, &Method::POST, "/token"))?]).await?.json().await?;
    assert_eq!((&tokens["token_type"], &claims(&tokens["access_token"])?["cnf"]), (&json!("DPoP"), &json!({ "jkt": curve.thumbprint() })));
    let mut by_rsa = curve.proof(&road, &Method::POST, "/token");
    by_rsa.header = json!({ "typ": "dpop+jwt", "alg": "RS256", "jwk": jwk_of(key(), "any") });
    let tokens: Value = road.bound(&[&by_rsa.signed()?]).await?.json().await?;
    assert!(claims(&tokens["access_token"])?["cnf"]["jkt"].is_string(), "{tokens}");
    let plain = road.tokens(&[]).await?;
    assert_eq!((&plain["token_type"], claims(&plain["access_token"])?.get("cnf")), (&json!("Bearer"), None));
    Ok(())
}

#[tokio::test]
async fn a_proof_is_exact() -> Outcome {
    let (road, curve) = (Road::start().await?, Curve::new()?);
    let now = road.rig().practice.clock().now();
    for (claim, value) in [
        ("htm", json!("GET")),
        ("htm", json!("post")),
        ("htu", json!(format!("{}/userinfo", road.issuer()))),
        ("htu", json!(format!("{}/token", road.login_host()))),
        ("htu", json!("/token")),
        ("iat", json!(now - 61)),
        ("iat", json!(now + 60)),
        ("iat", json!("now")),
        ("jti", json!("")),
        ("ath", json!("x")),
    ] {
        road.refuses_proof(&curve, |proof| proof.claims[claim] = value).await?;
    }
    for claim in ["htm", "htu", "iat", "jti"] {
        road.refuses_proof(&curve, |proof| drop(proof.claims.as_object_mut().and_then(|claims| claims.remove(claim)))).await?;
    }
    for (parameter, value) in [
        ("typ", json!("JWT")),
        ("typ", json!(null)),
        ("alg", json!("none")),
        ("alg", json!("RS256")),
        ("alg", json!("HS256")),
        ("jwk", json!({})),
    ] {
        road.refuses_proof(&curve, |proof| proof.header[parameter] = value).await?;
    }
    for (member, value) in [("d", json!("x")), ("crv", json!("P-384")), ("x", json!("AQ")), ("y", Curve::new()?.jwk()["y"].clone())] {
        road.refuses_proof(&curve, |proof| proof.header["jwk"][member] = value).await?;
    }
    let other = Curve::new()?.jwk();
    road.refuses_proof(&curve, |proof| proof.header["jwk"] = other).await?;
    is_refused(road.bound(&["not.a.jwt"]).await?, 400, "invalid_dpop_proof").await?;
    // Query and fragment do not count.
    let mut proof = curve.proof(&road, &Method::POST, "/token");
    proof.claims["htu"] = json!(format!("{}/token?a=b#c", road.issuer()));
    assert_eq!(road.bound(&[&curve.sign(&proof)?]).await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn a_proof_is_shown_once() -> Outcome {
    let (road, curve) = (Road::start().await?, Curve::new()?);
    let proof = curve.sign(&curve.proof(&road, &Method::POST, "/token"))?;
    let fresh = curve.sign(&curve.proof(&road, &Method::POST, "/token"))?;
    is_refused(road.bound(&[&proof, &fresh]).await?, 400, "invalid_dpop_proof").await?;
    assert_eq!(road.bound(&[&proof]).await?.status(), 200);
    is_refused(road.bound(&[&proof]).await?, 400, "invalid_dpop_proof").await
}

#[tokio::test]
async fn a_public_clients_refresh_token_is_bound_too() -> Outcome {
    let (road, curve, thief) = (Road::start().await?, Curve::new()?, Curve::new()?);
    let proof = |key: &Curve| key.sign(&key.proof(&road, &Method::POST, "/token"));
    let tokens: Value = road.bound(&[&proof(&curve)?]).await?.json().await?;
    let refresh = async |tokens: &Value, proof: Option<String>| -> Result<Response, Failure> {
        let token = tokens["refresh_token"].as_str().ok_or("no refresh token")?;
        let request = road.at_token(&[("grant_type", "refresh_token"), ("client_id", &road.desk), ("refresh_token", token)]);
        road.send(proof.into_iter().fold(request, |request, proof| request.header("dpop", proof))).await
    };
    is_refused(refresh(&tokens, None).await?, 400, "invalid_grant").await?;
    is_refused(refresh(&tokens, Some(proof(&thief)?)).await?, 400, "invalid_grant").await?;
    let next: Value = refresh(&tokens, Some(proof(&curve)?)).await?.json().await?;
    assert_eq!((&next["token_type"], &claims(&next["access_token"])?["cnf"]["jkt"]), (&json!("DPoP"), &json!(curve.thumbprint())));
    is_refused(refresh(&next, Some(proof(&thief)?)).await?, 400, "invalid_grant").await?;
    assert_eq!(refresh(&next, Some(proof(&curve)?)).await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn userinfo_wants_the_proof_with_the_token() -> Outcome {
    let (road, curve, thief) = (Road::start().await?, Curve::new()?, Curve::new()?);
    let tokens: Value = road.bound(&[&curve.sign(&curve.proof(&road, &Method::POST, "/token"))?]).await?.json().await?;
    let token = tokens["access_token"].as_str().ok_or("no token")?;
    let with = |key: &Curve, hashed: &str| -> Result<String, Failure> {
        let mut proof = key.proof(&road, &Method::GET, "/userinfo");
        proof.claims["ath"] = json!(encode(Sha256::digest(hashed)));
        key.sign(&proof)
    };
    assert_eq!(road.ask_userinfo("DPoP", token, Some(&with(&curve, token)?)).await?.status(), 200);
    let bare = curve.sign(&curve.proof(&road, &Method::GET, "/userinfo"))?;
    let unbound = road.tokens(&[]).await?;
    let unbound = unbound["access_token"].as_str().ok_or("no token")?;
    for (scheme, token, proof, error) in [
        ("DPoP", token, None, "invalid_token"),
        ("DPoP", token, Some(bare), "invalid_dpop_proof"),
        ("DPoP", token, Some(with(&curve, "another")?), "invalid_dpop_proof"),
        ("DPoP", token, Some(with(&thief, token)?), "invalid_token"),
        ("DPoP", unbound, Some(with(&curve, unbound)?), "invalid_token"),
        ("Bearer", token, None, "invalid_token"),
        ("Bearer", token, Some(with(&curve, token)?), "invalid_token"),
    ] {
        let refused = road.ask_userinfo(scheme, token, proof.as_deref()).await?;
        assert_eq!(refused.status(), 401);
        let challenge = refused.headers()["www-authenticate"].to_str()?;
        assert!(challenge.starts_with(scheme) && challenge.contains(&format!(r#"error="{error}""#)), "{challenge}");
        assert_eq!(challenge.contains(r#"algs="ES256 RS256""#), scheme == "DPoP", "{challenge}");
    }
    Ok(())
}

#[tokio::test]
async fn a_nonce_is_demanded_while_the_fault_is_on() -> Outcome {
    let (road, curve) = (Road::start().await?, Curve::new()?);
    road.set(Fault::DpopNonce, true);
    let code = road.code(&[]).await?;
    let exchange = async |nonce: Option<&str>| -> Result<Response, Failure> {
        let mut proof = curve.proof(&road, &Method::POST, "/token");
        if let Some(nonce) = nonce {
            proof.claims["nonce"] = json!(nonce);
        }
        road.send(road.at_token(&road.form(&code, &[])).header("dpop", curve.sign(&proof)?)).await
    };
    let demanded = exchange(None).await?;
    let nonce = demanded.headers()["dpop-nonce"].to_str()?.to_owned();
    is_refused(demanded, 400, "use_dpop_nonce").await?;
    is_refused(exchange(Some("of my own")).await?, 400, "use_dpop_nonce").await?;
    let tokens: Value = exchange(Some(&nonce)).await?.json().await?;
    assert_eq!(tokens["token_type"], "DPoP", "the code was not used up: {tokens}");
    let token = tokens["access_token"].as_str().ok_or("no token")?;
    let mut proof = curve.proof(&road, &Method::GET, "/userinfo");
    proof.claims["ath"] = json!(encode(Sha256::digest(token)));
    let demanded = road.ask_userinfo("DPoP", token, Some(&curve.sign(&proof)?)).await?;
    assert_eq!(demanded.status(), 401);
    assert!(demanded.headers()["www-authenticate"].to_str()?.contains("use_dpop_nonce") && demanded.headers().contains_key("dpop-nonce"));
    Ok(())
}
