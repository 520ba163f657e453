//! A desktop program of the bakery's, with the road that its login takes.

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{LOCATION, USER_AGENT};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use url::Url;

use crate::api_rig::{Api, desktop, with};
use crate::rig::{Outcome, Rig};

pub(super) type Failure = Box<dyn Error>;

pub(super) const CALLBACK: &str = "http://127.0.0.1:43210/callback";
/// The published pair of idporten.md 4.
pub(super) const VERIFIER: &str = "xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlo";
const CHALLENGE: &str = "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI";
pub(super) const DIRECTOR: &str = "14867521349";
pub(super) const HIGH: &str = "testid:14867521349_idporten-loa-high";

/// Changes to a right request or form; an empty value leaves the field out.
pub(super) type Changes<'a> = &'a [(&'a str, &'a str)];

pub(super) struct Road {
    pub(super) api: Api,
    /// A native client with loopback on any port, and on one.
    pub(super) desk: String,
}

impl Road {
    pub(super) async fn start() -> Result<Self, Failure> {
        let mut road = Self { api: Api::start().await?, desk: String::new() };
        road.desk = road.register(&native()).await?;
        Ok(road)
    }

    /// Registers a client; the answer is its id.
    pub(super) async fn register(&self, document: &Value) -> Result<String, Failure> {
        let made = self.api.ok(Method::POST, "/clients", Some(document)).await?;
        Ok(made["client_id"].as_str().ok_or("no id")?.to_owned())
    }

    pub(super) fn rig(&self) -> &Rig {
        &self.api.rig
    }

    pub(super) fn issuer(&self) -> &str {
        &self.rig().practice.addresses().idporten
    }

    pub(super) fn login_host(&self) -> &str {
        &self.rig().practice.addresses().idporten_login
    }

    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Response, Failure> {
        Ok(request.header(USER_AGENT, "test").send().await?)
    }

    /// A right authorization request but for the changes.
    pub(super) fn request<'a>(&'a self, changes: Changes<'a>) -> Vec<(&'a str, &'a str)> {
        changed(
            &[
                ("response_type", "code"),
                ("client_id", &self.desk),
                ("redirect_uri", CALLBACK),
                ("scope", "openid profile altinn:instances.read"),
                ("state", "s t+a/te"),
                ("nonce", "n-0S6_WzA2Mj"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ],
            changes,
        )
    }

    pub(super) async fn authorize(&self, changes: Changes<'_>) -> Result<Response, Failure> {
        self.visit("/authorize", &self.request(changes)).await
    }

    /// `GET` on the login host.
    pub(super) async fn visit(&self, path: &str, parameters: Changes<'_>) -> Result<Response, Failure> {
        let url = Url::parse_with_params(&format!("{}{path}", self.login_host()), parameters)?;
        self.send(self.rig().http.get(url)).await
    }

    /// Where the browser comes back with what a login without a page gives.
    pub(super) async fn back(&self, changes: Changes<'_>) -> Result<Url, Failure> {
        redirect(&self.authorize(&[&[("login_hint", HIGH)], changes].concat()).await?)
    }

    pub(super) async fn code(&self, changes: Changes<'_>) -> Result<String, Failure> {
        let back = self.back(changes).await?;
        Ok(parameter(&back, "code").ok_or_else(|| format!("no code: {back}"))?)
    }

    pub(super) async fn post(&self, path: &str, fields: Changes<'_>) -> Result<Response, Failure> {
        self.send(self.rig().http.post(format!("{}{path}", self.issuer())).form(fields)).await
    }

    /// The form that exchanges the code, but for the changes.
    pub(super) fn form<'a>(&'a self, code: &'a str, changes: Changes<'a>) -> Vec<(&'a str, &'a str)> {
        let right = [
            ("grant_type", "authorization_code"),
            ("client_id", self.desk.as_str()),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        changed(&right, changes)
    }

    pub(super) async fn exchange(&self, code: &str, changes: Changes<'_>) -> Result<Response, Failure> {
        self.post("/token", &self.form(code, changes)).await
    }

    /// A whole login without a page.
    pub(super) async fn tokens(&self, changes: Changes<'_>) -> Result<Value, Failure> {
        let response = self.exchange(&self.code(changes).await?, &[]).await?;
        let (status, body) = (response.status(), response.text().await?);
        if status == 200 { Ok(serde_json::from_str(&body)?) } else { Err(body.into()) }
    }

    pub(super) async fn refresh(&self, token: &Value, more: Changes<'_>) -> Result<Response, Failure> {
        let token = token.as_str().ok_or("no refresh token")?;
        let form = [("grant_type", "refresh_token"), ("client_id", self.desk.as_str()), ("refresh_token", token)];
        self.post("/token", &[&form, more].concat()).await
    }

    pub(super) async fn userinfo(&self, token: &Value) -> Result<Response, Failure> {
        let token = token.as_str().ok_or("no token")?;
        self.send(self.rig().http.get(format!("{}/userinfo", self.issuer())).bearer_auth(token)).await
    }

    /// Refused on ID-porten's own page: the browser goes nowhere.
    pub(super) async fn stays(&self, changes: Changes<'_>, error: &str) -> Outcome {
        let response = self.authorize(changes).await?;
        is_page(response, error).await.map_err(|failure| format!("{changes:?}: {failure}").into())
    }

    /// Refused with a redirect to the client, which may know whose it is.
    pub(super) async fn goes_back(&self, changes: Changes<'_>, error: &str) -> Outcome {
        let back = redirect(&self.authorize(changes).await?)?;
        let address = changes.iter().find(|(name, _)| *name == "redirect_uri").map_or(CALLBACK, |(_, value)| value);
        assert!(back.as_str().starts_with(address), "{back}");
        assert_eq!(parameter(&back, "error").as_deref(), Some(error), "{changes:?}: {back}");
        assert_eq!(parameter(&back, "iss").as_deref(), Some(self.issuer()));
        assert!(parameter(&back, "error_description").is_some_and(|told| has_trace(&told)) && parameter(&back, "code").is_none());
        Ok(())
    }
}

/// A desktop program as its owner registers it.
pub(super) fn native() -> Value {
    let scopes = json!(["openid", "profile", "altinn:instances.read", "altinn:instances.write"]);
    with(&with(&desktop(), "redirect_uris", json!(["http://127.0.0.1:0/callback", "http://127.0.0.1:38431/callback"])), "scopes", scopes)
}

fn changed<'a>(right: &[(&'a str, &'a str)], changes: Changes<'a>) -> Vec<(&'a str, &'a str)> {
    let kept = right.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().filter(|(_, value)| !value.is_empty())).copied().collect()
}

/// Where the browser is sent.
pub(super) fn redirect(response: &Response) -> Result<Url, Failure> {
    assert_eq!(response.status(), 302);
    Ok(response.url().join(response.headers().get(LOCATION).ok_or("no location")?.to_str()?)?)
}

pub(super) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

pub(super) async fn is_page(response: Response, error: &str) -> Outcome {
    assert_eq!(response.status(), 400);
    assert!(response.headers().get(LOCATION).is_none());
    let page = response.text().await?;
    assert!(page.contains(&format!(r#"<code id="error">{error}</code>"#)) && page.contains("(trace_id: "), "{error}: {page}");
    Ok(())
}

/// The refusal of an endpoint that answers JSON.
pub(super) async fn is_refused(response: Response, status: u16, error: &str) -> Outcome {
    let found = response.status();
    assert_eq!(response.headers().get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
    let body: Value = response.json().await?;
    assert_eq!((found.as_u16(), body["error"].as_str()), (status, Some(error)), "{body}");
    assert!(body["error_description"].as_str().is_some_and(has_trace), "{body}");
    Ok(())
}

/// What support asks for (idporten.md 18.4).
fn has_trace(description: &str) -> bool {
    let trace = description.rsplit_once("(trace_id: ").and_then(|(_, end)| end.strip_suffix(')')).unwrap_or_default();
    trace.len() == 32 && trace.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The header and the claims of a token, unverified.
pub(super) fn read(token: &Value) -> Result<[Value; 2], Failure> {
    let mut parts = token.as_str().ok_or("no token")?.split('.');
    let mut part =
        || -> Result<Value, Failure> { Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts.next().ok_or("too few parts")?)?)?) };
    Ok([part()?, part()?])
}

pub(super) fn claims(token: &Value) -> Result<Value, Failure> {
    let [_, claims] = read(token)?;
    Ok(claims)
}

/// The space-separated scopes.
pub(super) fn words(value: &Value) -> std::collections::BTreeSet<&str> {
    value.as_str().unwrap_or_default().split(' ').collect()
}
