//! Altinn by real HTTP; the numbers in the names are those of altinn.md 13.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::idporten::tests::{Road, desktop};
use crate::keys::KeyName;
use crate::registration::Client;
use crate::testing::Outcome;

mod client_delegation;
mod dialogporten;
mod employees;
mod enduser;
mod exchange_refusals;
mod issuer;
mod parties;
mod portal;
mod road;
mod system_user_parties;

pub(super) const PARTIES: &str = "/accessmanagement/api/v1/enduser/authorizedparties";
pub(super) const INSTANCES: &str = "/storage/api/v1/instances";
pub(super) const PARTIES_SCOPE: &str = "altinn:accessmanagement/authorizedparties";
const BAKERY: &str = "315000106";
const ÅSE: &str = "14867521349";

/// A town with a login client that may ask for Altinn's scopes.
pub(super) struct Platform {
    pub(super) road: Road,
}

impl Platform {
    pub(super) async fn start() -> Outcome<Self> {
        let road = Road::start().await?;
        let scopes = ["openid", "profile", "altinn:instances.read", PARTIES_SCOPE].map(str::to_owned).into();
        road.town.register(Client { scopes, ..desktop() })?;
        Ok(Self { road })
    }

    pub(super) fn now(&self) -> i64 {
        self.road.town.practice.clock().now()
    }

    /// A live token as Maskinporten issues it, with some claims changed; `null` takes one away.
    pub(super) async fn maskinporten(&self, changes: Value) -> Outcome<String> {
        let mut claims = json!({
            "iss": self.road.town.practice.addresses().maskinporten,
            "scope": "altinn:instances.read altinn:accessmanagement/authorizedparties",
            "client_amr": "private_key_jwt",
            "client_id": "machine",
            "consumer": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{BAKERY}") },
            "iat": self.now(),
            "exp": self.now() + 120,
            "jti": "j-1",
        });
        change(&mut claims, changes);
        self.signed(KeyName::Maskinporten, &claims).await
    }

    /// The same for ID-porten.
    pub(super) async fn idporten(&self, changes: Value) -> Outcome<String> {
        let mut claims = json!({
            "iss": self.road.town.practice.addresses().idporten,
            "sub": "pairwise",
            "aud": "unspecified",
            "pid": ÅSE,
            "acr": "idporten-loa-high",
            "scope": "openid altinn:instances.read",
            "exp": self.now() + 600,
        });
        change(&mut claims, changes);
        self.signed(KeyName::IdPorten, &claims).await
    }

    pub(super) async fn signed(&self, key: KeyName, claims: &Value) -> Outcome<String> {
        Ok(self.road.town.practice.world.keys.key(key).await?.sign(&json!({}), claims)?)
    }

    pub(super) async fn get(&self, path: &str, token: Option<&str>, headers: &[(&str, &str)]) -> Outcome<Response> {
        let request = self.road.town.http.get(format!("{}{path}", self.road.town.practice.addresses().altinn_platform));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        Ok(match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
        .send()
        .await?)
    }

    pub(super) async fn exchange(&self, provider: &str, token: &str) -> Outcome<Response> {
        self.get(&format!("/authentication/api/v1/exchange/{provider}"), Some(token), &[]).await
    }

    /// The Altinn token for a token that is good.
    pub(super) async fn exchanged(&self, provider: &str, token: &str) -> Outcome<String> {
        let response = self.exchange(provider, token).await?;
        assert_eq!(response.status(), StatusCode::OK);
        Ok(response.text().await?)
    }

    /// A person's Altinn token after a real login.
    pub(super) async fn person(&self, national_id: &str, scopes: &str) -> Outcome<String> {
        let hint = format!("testid:{national_id}_idporten-loa-high");
        let code = self.road.code_of(&[("scope", scopes), ("login_hint", &hint)]).await?;
        let tokens: Value = self.road.exchange(&code, &[]).await?.json().await?;
        self.exchanged("id-porten", tokens["access_token"].as_str().ok_or("no access token")?).await
    }
}

fn change(claims: &mut Value, changes: Value) {
    if let (Value::Object(claims), Value::Object(changes)) = (claims, changes) {
        claims.extend(changes);
        claims.retain(|_, value| !value.is_null());
    }
}
