//! Refusals 9 to 11: clients that do not prove who they are.

use std::time::Duration;

use reqwest::StatusCode;
use rsa::RsaPrivateKey;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{CALLBACK, Road, VERIFIER, desktop};
use crate::jose::SigningKey;
use crate::registration::{Authentication, Client, LoginSettings, RegisteredKey, Secret};
use crate::testing::Outcome;

const ID: &str = "confidential";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn confidential(authentication: Authentication, now: i64) -> Client {
    let secret = Some(Secret { value: "hemmelig & lang".to_owned(), made: now });
    Client { id: ID.to_owned(), login: LoginSettings { authentication, secret, ..LoginSettings::default() }, ..desktop() }
}

impl Road {
    /// Exchanges a fresh code of the confidential client.
    async fn prove(&self, basic: Option<&str>, fields: &[(&str, &str)]) -> Outcome<(StatusCode, Value)> {
        let code = self.code(&[("client_id", ID)]).await?;
        let own = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
        let request = self.town.http.post(format!("{}/token", self.issuer())).form(&[&own, fields].concat());
        let request = match basic {
            Some(secret) => request.basic_auth(ID, Some(secret)),
            None => request,
        };
        let response = request.send().await?;
        Ok((response.status(), response.json().await?))
    }

    async fn refuses_client(&self, basic: Option<&str>, fields: &[(&str, &str)]) -> Outcome {
        let (status, body) = self.prove(basic, fields).await?;
        assert_eq!((status, &body["error"]), (StatusCode::UNAUTHORIZED, &json!("invalid_client")), "{fields:?}: {body}");
        Ok(())
    }
}

#[tokio::test]
async fn r09_secrets_are_shown_in_the_registered_way_while_they_last() -> Outcome {
    let road = Road::start().await?;
    let now = road.town.practice.clock().now();
    let body = [("client_id", ID), ("client_secret", "hemmelig & lang")];
    road.town.register(confidential(Authentication::ClientSecretPost, now))?;
    let (status, tokens) = road.prove(None, &body).await?;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(super::claims(&tokens["access_token"])?["client_amr"], "client_secret_post");
    road.refuses_client(None, &body[..1]).await?;
    road.refuses_client(None, &[("client_id", ID), ("client_secret", "wrong")]).await?;
    road.refuses_client(None, &[("client_id", "nobody"), ("client_secret", "hemmelig & lang")]).await?;
    road.refuses_client(None, &body[1..]).await?;
    road.refuses_client(Some("hemmelig+%26+lang"), &[]).await?;
    assert_eq!(road.prove(Some("hemmelig+%26+lang"), &body).await?.1["error"], "invalid_request", "two ways at once");

    road.town.register(confidential(Authentication::ClientSecretBasic, now))?;
    assert_eq!(road.prove(Some("hemmelig+%26+lang"), &[]).await?.0, StatusCode::OK);
    road.refuses_client(Some("wrong"), &[]).await?;
    road.refuses_client(Some("hemmelig+%26+lang"), &[("client_id", "other")]).await?;
    road.refuses_client(None, &body).await?;
    road.town.practice.clock().advance(Duration::from_secs(360 * 24 * 3600));
    road.refuses_client(Some("hemmelig+%26+lang"), &[]).await?;

    road.town.register(confidential(Authentication::None, now))?;
    road.refuses_client(None, &body).await
}

/// What a client assertion consists of.
struct Assertion {
    header: Value,
    claims: Value,
}

impl Assertion {
    fn right(road: &Road) -> Self {
        let now = road.town.practice.clock().now();
        let claims = json!({ "iss": ID, "sub": ID, "aud": road.issuer(), "iat": now, "exp": now + 120, "jti": Uuid::new_v4().to_string() });
        Self { header: json!({ "kid": "desk-key" }), claims }
    }

    fn with(mut self, claim: &str, value: Value) -> Self {
        self.claims[claim] = value;
        self
    }

    fn signed(&self, key: &SigningKey) -> Outcome<String> {
        Ok(key.sign(&self.header, &self.claims)?)
    }
}

fn key() -> Outcome<SigningKey> {
    Ok(SigningKey::new(RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 1024)?))
}

fn with_key(key: &SigningKey, uploaded: i64) -> Client {
    let keys = vec![RegisteredKey { kid: "desk-key".to_owned(), jwk: key.public_jwk(), uploaded }];
    Client { keys, ..confidential(Authentication::PrivateKeyJwt, uploaded) }
}

fn fields(assertion: &str) -> [(&str, &str); 3] {
    [("client_id", ID), ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion)]
}

#[tokio::test]
async fn r10_assertions_are_exact() -> Outcome {
    let road = Road::start().await?;
    let (key, now) = (key()?, road.town.practice.clock().now());
    road.town.register(with_key(&key, now))?;
    let right = Assertion::right(&road).signed(&key)?;
    let (status, tokens) = road.prove(None, &fields(&right)).await?;
    assert_eq!((status, &super::claims(&tokens["access_token"])?["client_amr"]), (StatusCode::OK, &json!("private_key_jwt")));
    road.refuses_client(None, &fields(&right)).await?;

    let issuer = road.issuer();
    for (claim, value) in [
        ("aud", json!([issuer])),
        ("aud", json!(format!("{issuer}/token"))),
        ("aud", json!(format!("{issuer}/"))),
        ("sub", Value::Null),
        ("iss", Value::Null),
        ("sub", json!("other")),
        ("exp", json!(now + 121)),
        ("exp", json!(now - 11)),
        ("iat", json!(now + 60)),
        ("exp", Value::Null),
        ("jti", Value::Null),
        ("jti", json!("")),
    ] {
        let assertion = Assertion::right(&road).with("iat", json!(now)).with(claim, value.clone()).signed(&key)?;
        road.refuses_client(None, &fields(&assertion)).await.map_err(|error| format!("{claim} {value}: {error}"))?;
    }
    for (parameter, value) in [("kid", json!("unknown")), ("kid", Value::Null), ("alg", json!("RS512")), ("alg", json!("none"))] {
        let mut assertion = Assertion::right(&road);
        assertion.header[parameter] = value;
        road.refuses_client(None, &fields(&assertion.signed(&key)?)).await?;
    }
    road.refuses_client(None, &fields(&Assertion::right(&road).signed(&self::key()?)?)).await?;
    road.refuses_client(None, &fields("not.a.jwt")).await?;
    let right = Assertion::right(&road).signed(&key)?;
    road.refuses_client(None, &[("client_id", ID), ("client_assertion", &right)]).await?;

    road.town.practice.clock().advance(Duration::from_secs(366 * 24 * 3600));
    road.refuses_client(None, &fields(&Assertion::right(&road).signed(&key)?)).await
}

#[tokio::test]
async fn r11_the_client_is_named_beside_its_assertion() -> Outcome {
    let road = Road::start().await?;
    let key = key()?;
    road.town.register(with_key(&key, road.town.practice.clock().now()))?;
    let right = Assertion::right(&road).signed(&key)?;
    road.refuses_client(None, &fields(&right)[1..]).await
}
