//! A program that uses the self-service API, for one test.

use std::error::Error;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::{Answer, BAKERY, Grant, KID, Outcome, Rig, jwk};

pub(crate) const ALL_SCOPES: &str = "idporten:dcr.read idporten:dcr.modify idporten:dcr.write";

/// The bakery's administration client with a key, and its token.
pub(crate) struct Api {
    pub(crate) rig: Rig,
    pub(crate) administration: String,
    pub(crate) token: String,
}

impl Api {
    pub(crate) async fn start() -> Result<Self, Box<dyn Error>> {
        Self::over(Rig::start().await?).await
    }

    pub(crate) async fn over(rig: Rig) -> Result<Self, Box<dyn Error>> {
        let administration = administration_client(&rig, BAKERY).await?;
        let mut api = Self { rig, administration, token: String::new() };
        let path = format!("clients/{}/keys", api.administration);
        assert_eq!(api.rig.post(&path, &[("key", &jwk().to_string())]).await?.status, 303);
        api.token = api.token_with(ALL_SCOPES).await?;
        Ok(api)
    }

    /// A token of the administration client's.
    pub(crate) async fn token_with(&self, scopes: &str) -> Result<String, Box<dyn Error>> {
        let mut grant = self.rig.grant();
        grant.claims["iss"] = json!(self.administration);
        grant.claims["scope"] = json!(scopes);
        // The services may be in another year than this computer.
        let advanced = self.rig.practice.clock().advanced();
        for claim in ["iat", "exp"] {
            grant.claims[claim] = json!(grant.claims[claim].as_i64().unwrap_or_default() + advanced);
        }
        access_token(&self.rig, &grant).await
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.rig.practice.addresses().self_service_api)
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, Box<dyn Error>> {
        let request = self.rig.http.request(method, self.address(path)).bearer_auth(&self.token);
        self.rig
            .send(body.map_or_else(|| request.try_clone(), |body| request.try_clone().map(|request| request.json(body))).ok_or("clone")?)
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Answer, Box<dyn Error>> {
        self.call(Method::GET, path, None).await
    }

    /// What came with 200.
    pub(crate) async fn ok(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Box<dyn Error>> {
        let answer = self.call(method, path, body).await?;
        if answer.status == 200 { answer.json() } else { Err(format!("{}: {}", answer.status, answer.body).into()) }
    }

    pub(crate) async fn refuses(&self, method: Method, path: &str, body: Option<&Value>, status: u16, words: &str) -> Outcome {
        is_refused(&self.call(method, path, body).await?, status, words)
    }

    /// The key ids on the client.
    pub(crate) async fn kids(&self, id: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let set = self.ok(Method::GET, &format!("/clients/{id}/jwks"), None).await?;
        let keys = set["keys"].as_array().ok_or("no keys")?;
        Ok(keys.iter().filter_map(|key| key["kid"].as_str().map(str::to_owned)).collect())
    }
}

pub(crate) async fn administration_client(rig: &Rig, organisation: &str) -> Result<String, Box<dyn Error>> {
    let answer = rig.post("administration-clients", &[("organisation", organisation)]).await?;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let path = answer.location.split('?').next().unwrap_or_default();
    Ok(path.strip_prefix("/clients/").ok_or("no client")?.to_owned())
}

pub(crate) async fn access_token(rig: &Rig, grant: &Grant) -> Result<String, Box<dyn Error>> {
    let answer = rig.token(&grant.signed()?).await?;
    Ok(answer.json()?["access_token"].as_str().ok_or(answer.body)?.to_owned())
}

/// The shape that every refusal has.
pub(crate) fn is_refused(answer: &Answer, status: u16, words: &str) -> Outcome {
    let body = answer.json()?;
    let told = body["error_description"].as_str().unwrap_or_default();
    assert!(answer.status == status && body["status"] == status && told.contains(words), "{status} {words}: {} {body}", answer.status);
    assert!(body["error"].is_string() && body["errors"] == json!([told]) && body["correlation_id"].is_string(), "{body}");
    Ok(())
}

/// The least that a Maskinporten client must have.
pub(crate) fn machine() -> Value {
    json!({
        "client_name": "Kassa", "description": "Til prøve", "integration_type": "maskinporten", "application_type": "web",
        "token_endpoint_auth_method": "private_key_jwt", "grant_types": ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
        "scopes": ["altinn:instances.read"],
    })
}

/// The least that a desktop login client must have.
pub(crate) fn desktop() -> Value {
    json!({
        "client_name": "Innlogging", "description": "Til prøve", "integration_type": "api_klient", "application_type": "native",
        "token_endpoint_auth_method": "none", "grant_types": ["authorization_code", "refresh_token"],
        "redirect_uris": ["http://127.0.0.1:0/callback"], "client_uri": "https://example.org/", "scopes": ["altinn:instances.read"],
    })
}

/// A web client with a secret.
pub(crate) fn web() -> Value {
    with(&with(&desktop(), "application_type", json!("web")), "token_endpoint_auth_method", json!("client_secret_basic"))
}

/// The same with one member changed.
pub(crate) fn with(value: &Value, member: &str, changed: Value) -> Value {
    let mut value = value.clone();
    value[member] = changed;
    value
}

/// The same without one member.
pub(crate) fn without(value: &Value, member: &str) -> Value {
    let mut value = value.clone();
    if let Some(object) = value.as_object_mut() {
        object.remove(member);
    }
    value
}

pub(crate) fn set(keys: &[Value]) -> Value {
    json!({ "keys": keys })
}

/// The test's key under another id.
pub(crate) fn named(kid: &str) -> Value {
    with(&jwk(), "kid", json!(kid))
}

pub(crate) const OWN_KID: &str = KID;
