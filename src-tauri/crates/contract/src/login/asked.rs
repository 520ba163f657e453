//! A login as the page asks for it.

use inngang_engine::login::{About, AuthorizationDetails, Level, Prompt, Provider};
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose login it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginProvider {
    /// For persons as such.
    #[default]
    Idporten,
    /// For persons who act for an organisation.
    Ansattporten,
}

/// Level of assurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "idporten-loa-substantial and idporten-loa-high")]
pub enum LoginLevel {
    Substantial,
    High,
}

/// How the client proves itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginAuthentication {
    /// `none`: a native client.
    #[default]
    None,
    /// `private_key_jwt` with the client's registered key.
    Key,
    /// `private_key_jwt` with the enterprise certificate.
    Certificate,
    /// `client_secret_basic`.
    ClientSecretBasic,
    /// `client_secret_post`.
    ClientSecretPost,
}

/// What the person shall meet even with a session in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginPrompt {
    /// The login page.
    Login,
    /// The question for consent.
    Consent,
}

/// What the right is in that the person is to have in the organisation they choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum RepresentAbout {
    /// A service of Altinn 2, `2480:40`.
    Service(String),
    /// A resource of Altinn 3.
    Resource(String),
    /// The organisation of a work account.
    WorkAccount,
}

/// Whom the person is to represent; Ansattporten alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Represent {
    /// What the right is in.
    pub about: RepresentAbout,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// Whether the login fails for one who represents nobody.
    pub required: bool,
}

/// Starts a login. A second start cancels the first.
#[derive(Debug, Deserialize, TS)]
pub struct StartLogin {
    /// Whose.
    pub provider: LoginProvider,
    /// Client id as typed.
    pub client_id: String,
    /// As the client is registered.
    pub authentication: LoginAuthentication,
    /// The client's secret as typed; none to use the one that is kept.
    #[ts(type = "string | null")]
    pub client_secret: Option<Secret<String>>,
    /// Scopes as typed, beside `openid` and `profile`.
    pub scopes: String,
    /// What is asked for and accepted, as it is written: `substantial`, `high`, `eidas-loa-high`, `selfregistered-email`, `entraid`.
    pub acr: Vec<String>,
    /// What the person shall meet.
    pub prompt: Option<LoginPrompt>,
    /// The redirect URI as it is registered: `http://127.0.0.1:0/callback`.
    pub redirect: String,
    /// Whether to push the request where the provider offers it.
    pub pushed: bool,
    /// Whether to bind the tokens to a key of this login's own.
    pub dpop: bool,
    /// Whom to represent.
    pub represent: Option<Represent>,
}

/// Ends a login.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EndLogin {
    /// The registered `post_logout_redirect_uri` on this computer, if there is one.
    pub returns_to: Option<String>,
}

/// Opens the login that waits in another browser, or once more in the same.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenLoginIn {
    /// Id of the browser; none for the usual one.
    pub browser: Option<String>,
}

impl From<LoginProvider> for Provider {
    fn from(provider: LoginProvider) -> Self {
        match provider {
            LoginProvider::Idporten => Self::Idporten,
            LoginProvider::Ansattporten => Self::Ansattporten,
        }
    }
}

impl From<Provider> for LoginProvider {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Idporten => Self::Idporten,
            Provider::Ansattporten => Self::Ansattporten,
        }
    }
}

impl From<Level> for LoginLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Substantial => Self::Substantial,
            Level::High => Self::High,
        }
    }
}

impl From<LoginPrompt> for Prompt {
    fn from(prompt: LoginPrompt) -> Self {
        match prompt {
            LoginPrompt::Login => Self::Login,
            LoginPrompt::Consent => Self::Consent,
        }
    }
}

impl From<Represent> for AuthorizationDetails {
    fn from(Represent { about, multiple, required }: Represent) -> Self {
        let about = match about {
            RepresentAbout::Service(code) => About::Service(code),
            RepresentAbout::Resource(id) => About::Resource(id),
            RepresentAbout::WorkAccount => About::WorkAccount,
        };
        Self { multiple, required, ..Self::about(about) }
    }
}
