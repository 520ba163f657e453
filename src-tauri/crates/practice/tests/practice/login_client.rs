//! A client that logs people in at one of the two providers, registered in the portal.

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use url::Url;

use crate::browser::{Browser, Landing};
use crate::rig::{BAKERY, Rig};

/// The published pair of RFC 7636 (idporten.md 4).
const VERIFIER: &str = "xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlo";
const CHALLENGE: &str = "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:43210/callback";

/// Åse Blåbær, the bakery's managing director.
pub(crate) const DIRECTOR: &str = "14867521349";
/// Klara Kontoplan, managing director of the accountant.
pub(crate) const ACCOUNTANT: &str = "27918021359";
/// Ny Innflytter, unknown in Altinn and nobody's employee.
pub(crate) const STRANGER: &str = "21929021352";

pub(crate) struct LoginClient<'a> {
    rig: &'a Rig,
    pub(crate) id: String,
    pub(crate) issuer: String,
    login_host: String,
}

impl<'a> LoginClient<'a> {
    /// A native client of the portal's kind, with what `more` says of it.
    pub(crate) async fn register(rig: &'a Rig, kind: &str, more: &[(&str, &str)]) -> Result<Self, Box<dyn Error>> {
        let mut fields = vec![("organisation", BAKERY), ("kind", kind), ("name", "Innlogging")];
        fields.extend(more);
        let answer = rig.post("clients", &fields).await?;
        let id = answer.location.split('?').next().and_then(|path| path.strip_prefix("/clients/"));
        Ok(Self::known(rig, kind, id.ok_or(answer.body)?))
    }

    /// The same client as somebody has registered it elsewhere.
    pub(crate) fn known(rig: &'a Rig, kind: &str, id: &str) -> Self {
        let addresses = rig.practice.addresses();
        let (issuer, login_host) = match kind {
            "ansattporten" => (&addresses.ansattporten, &addresses.ansattporten_login),
            _ => (&addresses.idporten, &addresses.idporten_login),
        };
        Self { rig, id: id.to_owned(), issuer: issuer.clone(), login_host: login_host.clone() }
    }

    /// A correct request with some parameters changed; an empty value leaves one out.
    pub(crate) fn request<'b>(&'b self, changes: &[(&'b str, &'b str)]) -> Vec<(&'b str, &'b str)> {
        let mut parameters = vec![
            ("response_type", "code"),
            ("client_id", self.id.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile"),
            ("state", "s t+a/te"),
            ("nonce", "n-0S6_WzA2Mj"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        parameters.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        parameters.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        parameters
    }

    pub(crate) fn at_login_host(&self, path: &str, parameters: &[(&str, &str)]) -> Result<Url, Box<dyn Error>> {
        Ok(Url::parse_with_params(&format!("{}{path}", self.login_host), parameters)?)
    }

    pub(crate) async fn authorize(&self, browser: &Browser<'_>, changes: &[(&str, &str)]) -> Result<Landing, Box<dyn Error>> {
        browser.open(self.at_login_host("/authorize", &self.request(changes))?).await
    }

    /// Logs the person in, past the login page.
    pub(crate) async fn log_in(
        &self,
        browser: &Browser<'_>,
        who: (&str, &str),
        changes: &[(&str, &str)],
    ) -> Result<Landing, Box<dyn Error>> {
        let page = self.authorize(browser, changes).await?;
        assert!(page.has("login-form"), "{page:?}");
        browser.submit(&page, &[("person", who.0), ("level", who.1), ("action", "log-in")]).await
    }

    /// The answer of `POST /token` for the code that the browser brought.
    pub(crate) async fn tokens(&self, landing: &Landing) -> Result<Value, Box<dyn Error>> {
        let code = landing.parameter("code").ok_or_else(|| format!("no code: {landing:?}"))?;
        let fields =
            [("grant_type", "authorization_code"), ("code", code.as_str()), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
        self.token(&fields).await
    }

    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Result<Value, Box<dyn Error>> {
        let fields: Vec<_> = fields.iter().copied().chain([("client_id", self.id.as_str())]).collect();
        self.rig.send(self.rig.http.post(format!("{}/token", self.issuer)).form(&fields)).await?.json()
    }

    /// What the ID token says after a login.
    pub(crate) async fn id_claims(&self, landing: &Landing) -> Result<Value, Box<dyn Error>> {
        claims(&self.tokens(landing).await?["id_token"])
    }
}

/// What a token says.
pub(crate) fn claims(token: &Value) -> Result<Value, Box<dyn Error>> {
    let payload = token.as_str().and_then(|token| token.split('.').nth(1)).ok_or_else(|| format!("no token: {token}"))?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?)
}

/// The browser came back with this error, whose description has these words.
pub(crate) fn refused(landing: &Landing, error: &str, words: &str) {
    assert_eq!(landing.parameter("error").as_deref(), Some(error), "{landing:?}");
    assert!(landing.parameter("error_description").is_some_and(|description| description.contains(words)), "{landing:?}");
}
