//! The road of a login by real HTTP; what is rejected on it is in `tests/practice/idporten`.

use std::collections::BTreeSet;

use reqwest::{Response, StatusCode};
use serde_json::Value;
use url::Url;

use crate::registration::{Client, ClientKind, Lifetimes, LoginSettings};
use crate::testing::{Outcome, TestTown};

mod person;
mod road;

/// Client id of the desktop program.
pub(super) const DESK: &str = "5a6b0c1d-desk";
pub(super) const CALLBACK: &str = "http://127.0.0.1:43210/callback";
/// The published pair of RFC 7636 (idporten.md 4).
pub(super) const VERIFIER: &str = "xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlo";
const CHALLENGE: &str = "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI";
pub(super) const DIRECTOR: &str = "14867521349";
const HIGH: &str = "testid:14867521349_idporten-loa-high";

/// A native client as the portal registers it.
pub(crate) fn desktop() -> Client {
    Client {
        id: DESK.to_owned(),
        name: "Skrivebordet".to_owned(),
        description: "Prøve".to_owned(),
        organisation: "315000106".to_owned(),
        kind: ClientKind::IdPorten,
        scopes: ["openid", "profile", "altinn:instances.read", "altinn:instances.write"].map(str::to_owned).into(),
        redirect_uris: vec!["http://127.0.0.1:0/callback".to_owned(), "http://127.0.0.1:38431/callback".to_owned()],
        login: LoginSettings::default(),
        lifetimes: Lifetimes::default(),
        keys: Vec::new(),
        replaced_keys: Vec::new(),
        created: 0,
        active: true,
        history: Vec::new(),
    }
}

/// A town where the desktop program is registered, with the road that its login takes.
pub(crate) struct Road {
    pub(crate) town: TestTown,
}

impl Road {
    pub(crate) async fn start() -> Outcome<Self> {
        let town = TestTown::start().await?;
        town.register(desktop())?;
        Ok(Self { town })
    }

    pub(super) fn issuer(&self) -> &str {
        &self.town.practice.addresses().idporten
    }

    pub(super) fn login_host(&self) -> &str {
        &self.town.practice.addresses().idporten_login
    }

    /// A correct request with some parameters changed; an empty value leaves one out.
    pub(super) fn request<'a>(&self, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut parameters = vec![
            ("response_type", "code"),
            ("client_id", DESK),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile altinn:instances.read"),
            ("state", "s t+a/te"),
            ("nonce", "n-0S6_WzA2Mj"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        parameters.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        parameters.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        parameters
    }

    pub(super) async fn authorize(&self, changes: &[(&str, &str)]) -> Outcome<Response> {
        self.visit("/authorize", &self.request(changes)).await
    }

    /// `GET` on the login host.
    pub(super) async fn visit(&self, path: &str, parameters: &[(&str, &str)]) -> Outcome<Response> {
        let url = Url::parse_with_params(&format!("{}{path}", self.login_host()), parameters)?;
        Ok(self.town.http.get(url).send().await?)
    }

    /// A code without a page, for a login at level high.
    pub(super) async fn code(&self, changes: &[(&str, &str)]) -> Outcome<String> {
        self.code_of(&[changes, &[("login_hint", HIGH)]].concat()).await
    }

    /// The same with a `login_hint` among the changes.
    pub(crate) async fn code_of(&self, changes: &[(&str, &str)]) -> Outcome<String> {
        let back = redirect(&self.authorize(changes).await?)?;
        Ok(parameter(&back, "code").ok_or_else(|| format!("no code: {back}"))?)
    }

    /// `POST /token` with the right fields for the code but for these changes.
    pub(crate) async fn exchange(&self, code: &str, changes: &[(&str, &str)]) -> Outcome<Response> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("client_id", DESK),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        self.post("/token", &fields).await
    }

    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<Response> {
        Ok(self.town.http.post(format!("{}{path}", self.issuer())).form(fields).send().await?)
    }

    /// A whole login without a page.
    pub(crate) async fn tokens(&self, changes: &[(&str, &str)]) -> Outcome<Value> {
        let response = self.exchange(&self.code(changes).await?, &[]).await?;
        assert_eq!(response.status(), StatusCode::OK);
        Ok(response.json().await?)
    }

    /// The refusal of an endpoint that answers JSON.
    pub(super) async fn refused(&self, response: Response) -> Outcome<(StatusCode, String)> {
        let status = response.status();
        assert_eq!(response.headers().get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
        let body: Value = response.json().await?;
        assert!(body["error_description"].as_str().is_some_and(|text| text.contains("(trace_id: ")), "{body}");
        Ok((status, body["error"].as_str().unwrap_or_default().to_owned()))
    }
}

/// Where the browser is sent.
pub(super) fn redirect(response: &Response) -> Outcome<Url> {
    assert_eq!(response.status(), StatusCode::FOUND);
    let location = response.headers().get("location").ok_or("no location")?.to_str()?;
    Ok(response.url().join(location)?)
}

pub(super) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &Value) -> Outcome<Value> {
    let token = token.as_str().ok_or("no token")?;
    Ok(Value::Object(crate::jose::Jws::parse(token)?.claims))
}

pub(super) fn words(value: &Value) -> BTreeSet<&str> {
    value.as_str().unwrap_or_default().split(' ').collect()
}
