//! That the provider refuses what ID-porten refuses (idporten.md, “Things a simulator must reject”), so that passing it proves something.

use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::login::Redirect;
use inngang_engine::ports::Ports;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::provider::Provider;
use inngang_tests::{Outcome, town};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use serde_json::{Value, json};
use time::OffsetDateTime;
use url::Url;

use super::rig::{KEY, KID, clients};

/// idporten.md 4.
const CHALLENGE: &str = "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI";
const FIXED: u16 = 38_431;
const METHOD: &str = "private_key_jwt";

/// The provider, and a stranger to it who holds a registered key.
struct Rig {
    provider: Provider,
    ports: Ports,
    web: Client,
}

impl Rig {
    async fn start() -> Outcome<Self> {
        let ports = town::ports(Arc::new(NoBrowserHere));
        let key = ports.keys.generate(KEY, KeySize::Rsa2048)?.facts.jwk(&KID.parse()?, SigningAlgorithm::Rs256);
        let provider = Provider::start(&clients(&Redirect::fixed_port(FIXED), "another", &key)).await?;
        Ok(Self { provider, ports, web: Client::builder().redirect(Policy::none()).no_proxy().build()? })
    }

    async fn authorize(&self, parameters: &[(&str, &str)]) -> Outcome<Response> {
        Ok(self.web.get(Url::parse_with_params(&format!("{}/authorize", self.provider.issuer), parameters)?).send().await?)
    }

    /// Pushes a request with an assertion of this header and these claims.
    async fn push(&self, client: Option<&str>, header: &Value, claims: &Value) -> Outcome<Response> {
        let message = [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
        let signature = BASE64_URL_SAFE_NO_PAD.encode(self.ports.keys.sign(KEY, SigningAlgorithm::Rs256, message.as_bytes())?);
        let (assertion, redirect) = (format!("{message}.{signature}"), Redirect::fixed_port(FIXED).registered());
        let mut form = request(METHOD, &redirect);
        form.retain(|(name, _)| *name != "client_id");
        form.extend(client.map(|client| ("client_id", client)));
        form.push(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        form.push(("client_assertion", &assertion));
        Ok(self.web.post(format!("{}/par", self.provider.issuer)).form(&form).send().await?)
    }

    /// Claims as idporten.md 7.2 has them.
    fn claims(&self, jti: &str) -> Value {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        json!({ "iss": METHOD, "sub": METHOD, "aud": self.provider.issuer, "iat": now, "exp": now + 120, "jti": jti })
    }
}

/// A request as ID-porten wants it.
fn request<'a>(client: &'a str, redirect: &'a str) -> Vec<(&'a str, &'a str)> {
    let once = [("response_type", "code"), ("client_id", client), ("redirect_uri", redirect), ("scope", "openid")];
    let safe = [("state", "s"), ("nonce", "n"), ("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    [once, safe].concat()
}

#[tokio::test]
async fn requests() -> Outcome {
    let mut rig = Rig::start().await?;
    let good = request("none", "http://127.0.0.1:4711/callback");
    let page = rig.authorize(&good).await?;
    let place = page.headers().get(LOCATION).ok_or("no login page")?.to_str()?;
    assert!(place.starts_with("/interaction/"), "{place}");
    let cases = [
        ("response_type", Some("code id_token"), "unsupported_response_type"),
        ("client_id", Some("unknown"), "invalid_client"),
        ("redirect_uri", Some("http://127.0.0.1:4711/callback/"), "invalid_redirect_uri"),
        ("redirect_uri", Some("http://localhost:4711/callback"), "invalid_redirect_uri"),
        ("redirect_uri", Some("https://127.0.0.1:4711/callback"), "invalid_redirect_uri"),
        ("redirect_uri", None, "invalid_request"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI="), "invalid_request"),
        ("code_challenge", Some("b7elB7Zy"), "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("state", None, "invalid_request"),
        ("nonce", None, "invalid_request"),
        ("scope", Some("openid altinn:instances.write"), "invalid_scope"),
        ("request", Some("e30.e30."), "request_not_supported"),
        ("request_uri", Some("https://example.no/request"), "request_uri_not_supported"),
        ("request_uri", Some("urn:ietf:params:oauth:request_uri:unknown"), "invalid_request_uri"),
    ];
    for (name, value, error) in cases {
        let mut bent = good.clone();
        bent.retain(|(other, _)| *other != name);
        bent.extend(value.map(|value| (name, value)));
        // A reference stands alone, which is another rule's affair.
        bent.retain(|(other, _)| name != "request_uri" || ["client_id", "request_uri"].contains(other));
        rig.authorize(&bent).await?;
        assert_eq!(rig.provider.refusal().await?["error"], error, "{name}: {value:?}");
    }
    Ok(())
}

#[tokio::test]
async fn assertions() -> Outcome {
    let mut rig = Rig::start().await?;
    let header = json!({ "alg": "RS256", "kid": KID });
    let claims = rig.claims("1");
    let pushed = rig.push(Some(METHOD), &header, &claims).await?;
    assert_eq!(pushed.status(), 201);
    let reference = pushed.json::<Value>().await?["request_uri"].as_str().ok_or("no reference")?.to_owned();
    let more = rig.authorize(&[("client_id", METHOD), ("request_uri", &reference), ("scope", "openid")]).await?;
    assert_eq!(more.status(), 400, "with more than the reference");
    rig.push(Some(METHOD), &header, &claims).await?;
    assert_eq!(rig.provider.refusal().await?["detail"], "client assertion tokens must only be used once");

    let bent = |member: &str, value: Value| {
        let mut bent = rig.claims(member);
        bent[member] = value;
        bent
    };
    let mut undated = rig.claims("undated");
    undated.as_object_mut().ok_or("no claims")?.remove("iat");
    let (issuer, now) = (rig.provider.issuer.clone(), OffsetDateTime::now_utc().unix_timestamp());
    let cases = [
        (bent("aud", json!(format!("{issuer}/token"))), "aud: the issuer alone"),
        (bent("aud", json!([issuer])), "aud: the issuer alone"),
        (bent("aud", json!(format!("{issuer}/"))), "audience (aud) must equal the endpoint url, issuer identifier or token endpoint url"),
        (bent("exp", json!(now + 200)), "exp: more than 120 s after iat"),
        (undated, "iat: is needed"),
        (bent("iss", json!("none")), "iss (JWT issuer) must be the client_id"),
    ];
    for (claims, detail) in cases {
        rig.push(Some(METHOD), &header, &claims).await?;
        assert_eq!(rig.provider.refusal().await?["detail"], detail);
    }
    rig.push(Some(METHOD), &json!({ "alg": "RS256" }), &rig.claims("no kid")).await?;
    assert_eq!(rig.provider.refusal().await?["detail"], "header: kid alone");
    rig.push(None, &header, &rig.claims("no client")).await?;
    assert_eq!(rig.provider.refusal().await?["detail"], "client_id: is needed beside the assertion");
    Ok(())
}
