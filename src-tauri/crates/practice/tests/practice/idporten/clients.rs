//! Rejections 9 to 11: clients that do not prove who they are.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inngang_practice::{CertificateOrder, Validity};
use reqwest::{Method, Response};
use rsa::RsaPrivateKey;
use serde_json::{Value, json};

use super::road::{Failure, Road, claims, is_refused, native};
use crate::api_rig::{set, with};
use crate::rig::{BAKERY, Grant, KID, Outcome, jwk, key, make_key};
use crate::town_hall::{Opened, open};

const ADDRESS: &str = "http://127.0.0.1:38431/callback";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const YEAR: Duration = Duration::from_secs(366 * 24 * 3600);

/// A web client with its own way of proving who it is.
struct Confidential {
    road: Road,
    id: String,
    secret: String,
}

impl Confidential {
    async fn start(method: &str) -> Result<Self, Failure> {
        let road = Road::start().await?;
        let web = with(&with(&native(), "application_type", json!("web")), "redirect_uris", json!([ADDRESS]));
        let made = road.api.ok(Method::POST, "/clients", Some(&with(&web, "token_endpoint_auth_method", json!(method)))).await?;
        let text = |member: &str| made[member].as_str().unwrap_or_default().to_owned();
        Ok(Self { id: text("client_id"), secret: text("client_secret"), road })
    }

    async fn with_key() -> Result<Self, Failure> {
        let client = Self::start("private_key_jwt").await?;
        let key = with(&jwk(), "kid", json!("web-key"));
        client.road.api.ok(Method::POST, &format!("/clients/{}/jwks", client.id), Some(&set(&[key]))).await?;
        Ok(client)
    }

    /// Exchanges a fresh code, with these fields besides the code's own.
    async fn prove(&self, basic: Option<(&str, &str)>, fields: &[(&str, &str)]) -> Result<Response, Failure> {
        let code = self.road.code(&[("client_id", &self.id), ("redirect_uri", ADDRESS)]).await?;
        let form = self.road.form(&code, &[("client_id", ""), ("redirect_uri", ADDRESS)]);
        let request = self.road.rig().http.post(format!("{}/token", self.road.issuer())).form(&[form.as_slice(), fields].concat());
        self.road.send(if let Some((id, secret)) = basic { request.basic_auth(id, Some(secret)) } else { request }).await
    }

    async fn is_known(&self, basic: Option<(&str, &str)>, fields: &[(&str, &str)], method: &str) -> Outcome {
        let answer: Value = self.prove(basic, fields).await?.json().await?;
        assert_eq!(claims(&answer["access_token"]).map_err(|_| answer.to_string())?["client_amr"], method);
        Ok(())
    }

    async fn is_unknown(&self, basic: Option<(&str, &str)>, fields: &[(&str, &str)]) -> Outcome {
        is_refused(self.prove(basic, fields).await?, 401, "invalid_client").await
    }

    /// An assertion that is accepted as it is, once.
    fn assertion(&self) -> Grant {
        let now = self.road.rig().practice.clock().now();
        let jti = uuid::Uuid::new_v4().to_string();
        Grant {
            header: json!({ "alg": "RS256", "kid": "web-key" }),
            claims: json!({ "iss": self.id, "sub": self.id, "aud": self.road.issuer(), "iat": now, "exp": now + 120, "jti": jti }),
        }
    }

    fn fields<'a>(&'a self, assertion: &'a str) -> [(&'a str, &'a str); 3] {
        [("client_id", &self.id), ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion)]
    }

    async fn refuses(&self, alter: impl FnOnce(&mut Grant), status: u16) -> Outcome {
        let mut grant = self.assertion();
        alter(&mut grant);
        let shown = format!("{} {}", grant.header, grant.claims);
        let answer = self.prove(None, &self.fields(&grant.signed()?)).await?;
        is_refused(answer, status, "invalid_client").await.map_err(|error| format!("{shown}: {error}").into())
    }

    /// Signed with what the town hall issues.
    async fn by_certificate(&self, order: &CertificateOrder, alter: impl FnOnce(&mut Grant)) -> Result<Response, Failure> {
        let Opened { key, certificates } = open(&self.road.rig().practice.issue(order).await?)?;
        let mut grant = self.assertion();
        grant.header = json!({ "alg": "RS256", "x5c": certificates.iter().map(|der| STANDARD.encode(der)).collect::<Vec<_>>() });
        alter(&mut grant);
        self.prove(None, &self.fields(&grant.signed_by(&key)?)).await
    }
}

#[tokio::test]
async fn rejection_09_a_secret_that_is_missing_wrong_or_too_old() -> Outcome {
    let client = Confidential::start("client_secret_post").await?;
    let Confidential { id, secret, .. } = &client;
    let own = [("client_id", id.as_str()), ("client_secret", secret.as_str())];
    client.is_known(None, &own, "client_secret_post").await?;
    client.is_unknown(None, &own[..1]).await?;
    client.is_unknown(None, &own[1..]).await?;
    client.is_unknown(None, &[("client_id", id), ("client_secret", "wrong")]).await?;
    client.is_unknown(None, &[("client_id", "nobody"), ("client_secret", secret)]).await?;
    client.is_unknown(None, &[("client_id", &client.road.desk), ("client_secret", secret)]).await?;
    client.is_unknown(None, &[]).await?;
    client.road.rig().practice.clock().advance(Duration::from_secs(360 * 24 * 3600));
    client.is_unknown(None, &own).await
}

#[tokio::test]
async fn rejection_09_another_method_than_the_registered_one() -> Outcome {
    let client = Confidential::start("client_secret_basic").await?;
    let Confidential { id, secret, .. } = &client;
    let (basic, own) = (Some((id.as_str(), secret.as_str())), [("client_id", id.as_str()), ("client_secret", secret.as_str())]);
    client.is_known(basic, &[], "client_secret_basic").await?;
    client.is_known(basic, &own[..1], "client_secret_basic").await?;
    client.is_unknown(None, &own).await?;
    client.is_unknown(None, &own[..1]).await?;
    client.is_unknown(Some((id, "wrong")), &[]).await?;
    client.is_unknown(basic, &[("client_id", &client.road.desk)]).await?;
    is_refused(client.prove(basic, &own).await?, 400, "invalid_request").await?;
    let assertion = client.assertion().signed()?;
    client.is_unknown(None, &client.fields(&assertion)).await?;
    // Whoever is public has nothing to show.
    let desk = &client.road;
    for shown in [("client_secret", secret.as_str()), ("client_assertion", "a.b.c")] {
        is_refused(desk.exchange(&desk.code(&[]).await?, &[shown]).await?, 401, "invalid_client").await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_10_an_assertion_for_another_audience() -> Outcome {
    let client = Confidential::with_key().await?;
    client.is_known(None, &client.fields(&client.assertion().signed()?), "private_key_jwt").await?;
    let issuer = client.road.issuer();
    let maskinporten = &client.road.rig().practice.addresses().maskinporten;
    for audience in [
        json!([issuer]),
        json!([issuer, maskinporten]),
        json!(format!("{issuer}/token")),
        json!(format!("{issuer}/")),
        json!(client.road.login_host()),
        json!(maskinporten),
        json!("https://test.idporten.no"),
        Value::Null,
    ] {
        client.refuses(|grant| grant.claims["aud"] = audience, 401).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_10_an_assertion_of_somebody_or_for_too_long() -> Outcome {
    let client = Confidential::with_key().await?;
    for claim in ["sub", "iss"] {
        client.refuses(|grant| drop(grant.claims.as_object_mut().and_then(|claims| claims.remove(claim))), 400).await?;
        client.refuses(|grant| grant.claims[claim] = json!("another"), 401).await?;
        client.refuses(|grant| grant.claims[claim] = json!(client.road.desk), 401).await?;
    }
    let now = client.road.rig().practice.clock().now();
    for (claim, value) in [
        ("exp", json!(now + 121 + 30)),
        ("exp", json!(now - 11)),
        ("exp", Value::Null),
        ("exp", json!("soon")),
        ("iat", json!(now + 60)),
        ("iat", json!(now - 30)),
        ("iat", Value::Null),
        ("jti", Value::Null),
        ("jti", json!("")),
    ] {
        client.refuses(|grant| grant.claims[claim] = value, 401).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_10_an_assertion_that_was_used_before() -> Outcome {
    let client = Confidential::with_key().await?;
    let used = client.assertion();
    client.is_known(None, &client.fields(&used.signed()?), "private_key_jwt").await?;
    client.is_unknown(None, &client.fields(&used.signed()?)).await?;
    client.refuses(|grant| grant.claims["jti"] = used.claims["jti"].clone(), 401).await?;
    // Not even at another endpoint.
    let used = used.signed()?;
    let elsewhere = [&client.fields(&used)[..], &[("token", "x")]].concat();
    is_refused(client.road.post("/token/revoke", &elsewhere).await?, 401, "invalid_client").await
}

#[tokio::test]
async fn rejection_10_a_key_that_is_unknown_too_old_or_used_otherwise() -> Outcome {
    let client = Confidential::with_key().await?;
    for kid in [json!("another"), json!(KID), json!(null), json!(7)] {
        client.refuses(|grant| grant.header["kid"] = kid, 401).await?;
    }
    client.refuses(|grant| drop(grant.header.as_object_mut().and_then(|header| header.remove("kid"))), 401).await?;
    for algorithm in ["RS384", "RS512", "PS256", "ES256", "HS256", "none", "rs256"] {
        client.refuses(|grant| grant.header["alg"] = json!(algorithm), 401).await?;
    }
    let strangers: RsaPrivateKey = make_key(2048);
    client.is_unknown(None, &client.fields(&client.assertion().signed_by(&strangers)?)).await?;
    client.is_unknown(None, &client.fields("not.a.jwt")).await?;
    let right = client.assertion().signed_by(key())?;
    client.is_unknown(None, &[("client_id", &client.id), ("client_assertion", &right)]).await?;
    let wrong_type = [("client_id", client.id.as_str()), ("client_assertion_type", "jwt"), ("client_assertion", &right)];
    client.is_unknown(None, &wrong_type).await?;
    client.is_known(None, &client.fields(&right), "private_key_jwt").await?;
    client.road.rig().practice.clock().advance(YEAR);
    client.refuses(|_| (), 401).await
}

#[tokio::test]
async fn rejection_10_a_certificate_that_does_not_count() -> Outcome {
    let client = Confidential::start("private_key_jwt").await?;
    let ordinary = CertificateOrder::ordinary(BAKERY);
    let accepted: Value = client.by_certificate(&ordinary, |_| ()).await?.json().await?;
    assert_eq!(claims(&accepted["access_token"]).map_err(|_| accepted.to_string())?["client_amr"], "virksomhetssertifikat");
    for order in [
        CertificateOrder::ordinary("312345609"),
        CertificateOrder { validity: Validity::Expired, ..ordinary.clone() },
        CertificateOrder { validity: Validity::Revoked, ..ordinary.clone() },
    ] {
        is_refused(client.by_certificate(&order, |_| ()).await?, 401, "invalid_client").await?;
    }
    is_refused(client.by_certificate(&ordinary, |grant| grant.header["kid"] = json!("web-key")).await?, 401, "invalid_client").await?;
    for unreadable in [json!([]), json!("text"), json!(["not base64"]), json!(null)] {
        is_refused(client.by_certificate(&ordinary, |grant| grant.header["x5c"] = unreadable).await?, 401, "invalid_client").await?;
    }
    let keyed = Confidential::with_key().await?;
    is_refused(keyed.by_certificate(&ordinary, |_| ()).await?, 401, "invalid_client").await
}

#[tokio::test]
async fn rejection_11_no_client_id_beside_an_assertion() -> Outcome {
    let client = Confidential::with_key().await?;
    let right = client.assertion().signed()?;
    client.is_unknown(None, &client.fields(&right)[1..]).await?;
    let another = [("client_id", client.road.desk.as_str()), ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", &right)];
    client.is_unknown(None, &another).await?;
    client.is_known(None, &client.fields(&right), "private_key_jwt").await
}
