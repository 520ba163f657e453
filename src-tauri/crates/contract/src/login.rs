//! Login with ID-porten on the page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
