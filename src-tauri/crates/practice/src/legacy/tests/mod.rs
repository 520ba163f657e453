//! The old host by real HTTP behind TLS; the numbers in the names are those of altinn.md 13.

use hyper::ext::ReasonPhrase;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::keys::KeyName;
use crate::testing::{Outcome, TestTown};
use crate::town_hall::{CertificateOrder, KeyKind, for_handshake};

mod calls;
mod certificates;
mod closed;
mod login;

const BAKERY: &str = "315000106";
const ACCOUNTANT: &str = "311223305";
const ÅSE: &str = "14867521349";
const KEY: &str = "4C6F7641-1F5B-4A0E-9D1C-7B2E5A9030D1";
const KEY_WITHOUT_MESSAGES: &str = "A2B9E0D7-6C35-4E8A-8F42-11C07D5E66B8";
const LOGIN: &str = "/api/authentication/authenticatewithpassword";
const FORCED: &str = "?ForceEIAuthentication";

/// A town with one who talks to its old host, with or without a certificate.
struct Old {
    town: TestTown,
    client: Client,
}

impl Old {
    async fn start() -> Outcome<Self> {
        let town = TestTown::start().await?;
        let client = client(&town, None)?;
        Ok(Self { town, client })
    }

    /// The same with a certificate in every handshake.
    async fn with(&mut self, order: CertificateOrder) -> Outcome {
        let order = CertificateOrder { key: KeyKind::Rsa2048, ..order };
        self.client = client(&self.town, Some(&for_handshake(&self.town.practice.world, &order).await?))?;
        Ok(())
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.town.practice.addresses().altinn_legacy)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path)).header("apikey", KEY)
    }

    async fn log_in(&self, user: &str, password: &str, query: &str) -> Outcome<Response> {
        let body = json!({ "UserName": user, "UserPassword": password }).to_string();
        let request = self.client.post(self.url(&format!("{LOGIN}{query}"))).header("content-type", "application/hal+json");
        Ok(request.body(body).send().await?)
    }

    /// `.ASPXAUTH=…` after a login.
    async fn cookie(&self, user: &str, password: &str, query: &str) -> Outcome<String> {
        let response = self.log_in(user, password, query).await?;
        assert_eq!(response.status(), StatusCode::OK, "{user}");
        let folded = response.headers()["set-cookie"].to_str()?;
        let cookie = folded.split([',', ';']).map(str::trim).find(|pair| pair.starts_with(".ASPXAUTH="));
        Ok(cookie.ok_or("no cookie")?.to_owned())
    }

    async fn json(&self, path: &str, cookie: &str) -> Outcome<Value> {
        let response = self.get(path).header("cookie", cookie).send().await?;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        Ok(response.json().await?)
    }

    /// A live token of ID-porten's or Maskinporten's.
    async fn token(&self, key: KeyName, claims: Value) -> Outcome<String> {
        let addresses = self.town.practice.addresses();
        let issuer = if key == KeyName::IdPorten { &addresses.idporten } else { &addresses.maskinporten };
        let mut all = json!({ "iss": issuer, "exp": self.town.practice.clock().now() + 100 });
        if let (Value::Object(all), Value::Object(claims)) = (&mut all, claims) {
            all.extend(claims);
        }
        Ok(self.town.practice.world.keys.key(key).await?.sign(&json!({}), &all)?)
    }

    async fn machine(&self, organisation: &str, scope: &str) -> Outcome<String> {
        let consumer = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{organisation}") });
        self.token(KeyName::Maskinporten, json!({ "consumer": consumer, "scope": scope })).await
    }
}

fn client(town: &TestTown, identity: Option<&str>) -> Outcome<Client> {
    let authority = reqwest::Certificate::from_der(&town.practice.tls_authority())?;
    let mut builder = Client::builder().tls_certs_only([authority]).redirect(reqwest::redirect::Policy::none()).no_proxy();
    if let Some(pem) = identity {
        builder = builder.identity(reqwest::Identity::from_pem(pem.as_bytes())?);
    }
    Ok(builder.build()?)
}

/// The words after the status.
fn phrase(response: &Response) -> String {
    let own = response.extensions().get::<ReasonPhrase>().map(|phrase| String::from_utf8_lossy(phrase.as_bytes()).into_owned());
    own.or_else(|| response.status().canonical_reason().map(str::to_owned)).unwrap_or_default()
}

/// Status with words and an empty body.
async fn said(response: Response) -> Outcome<(u16, String)> {
    let said = (response.status().as_u16(), phrase(&response));
    assert_eq!(response.text().await?, "", "{said:?}");
    Ok(said)
}
