//! Login with ID-porten on the page.

use inngang_engine::login::{Level, Login, Progress, Redirect};
use inngang_engine::names::ClientId;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ts_rs::TS;

use crate::moment;

/// Level of assurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "idporten-loa-substantial and idporten-loa-high")]
pub enum LoginLevel {
    Substantial,
    High,
}

/// Form of the redirect URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RedirectForm {
    /// `http://127.0.0.1:0/callback`: any free port.
    FreePort,
    /// `http://127.0.0.1:38431/callback`.
    FixedPort,
    /// `http://localhost:38431/callback`.
    Localhost,
}

/// Starts a login. A second start cancels the first.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StartLogin {
    /// Client id as typed.
    pub client_id: String,
    /// Scopes as typed, beside `openid` and `profile`.
    pub scopes: String,
    /// Least level that is accepted.
    pub level: LoginLevel,
    /// Form of the redirect URI.
    pub redirect: RedirectForm,
}

/// While the person is in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LoginProgress {
    /// The browser was asked to open this address.
    Waiting {
        /// To copy by hand.
        url: String,
        /// The redirect URI in use, to register.
        redirect_uri: String,
        /// Whether a browser was started.
        browser_opened: bool,
    },
    /// The browser came back; the token is being fetched.
    Returned,
}

/// Who logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LoginView {
    /// Whether the tokens still live in memory; false after a restart.
    pub held: bool,
    /// Name, when the eID gave one.
    pub name: Option<String>,
    /// First six digits and stars.
    pub national_id: Option<String>,
    /// `acr`.
    pub acr: String,
    /// `amr`.
    pub amr: Vec<String>,
    /// Client.
    pub client_id: String,
    /// Scopes that were given.
    pub scopes: Vec<String>,
    /// Scopes that were asked for and not given.
    pub scopes_missing: Vec<String>,
    /// RFC 3339.
    pub logged_in_at: String,
    /// RFC 3339; of the access token.
    pub expires_at: String,
}

/// Registered when the provider does not take a free port (idporten.md 3).
const FIXED_PORT: u16 = 38431;

impl From<LoginLevel> for Level {
    fn from(level: LoginLevel) -> Self {
        match level {
            LoginLevel::Substantial => Self::Substantial,
            LoginLevel::High => Self::High,
        }
    }
}

impl From<RedirectForm> for Redirect {
    fn from(form: RedirectForm) -> Self {
        match form {
            RedirectForm::FreePort => Self::free_port(),
            RedirectForm::FixedPort => Self::fixed_port(FIXED_PORT),
            RedirectForm::Localhost => Self::localhost(FIXED_PORT),
        }
    }
}

impl From<Progress> for LoginProgress {
    fn from(progress: Progress) -> Self {
        match progress {
            Progress::Waiting { url, redirect_uri, browser_opened } => Self::Waiting { url: url.into(), redirect_uri, browser_opened },
            Progress::Returned => Self::Returned,
        }
    }
}

impl LoginView {
    /// A login as the page shows it.
    #[must_use]
    pub fn new(login: &Login, client: &ClientId, now: OffsetDateTime) -> Self {
        let facts = &login.facts;
        Self {
            held: true,
            name: facts.name.clone(),
            national_id: facts.pid.as_ref().map(inngang_engine::names::NationalId::masked),
            acr: facts.acr.clone(),
            amr: facts.amr.clone(),
            client_id: client.to_string(),
            scopes: facts.scopes_granted.clone(),
            scopes_missing: facts.scopes_missing.clone(),
            logged_in_at: moment(now),
            expires_at: moment(login.expires_at.wall),
        }
    }
}
