//! What a client has registered beyond what every client has: idporten.md 2.2, 14.4.

use serde::{Deserialize, Serialize};

pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Settings of a client of integration type `idporten`, `api_klient` or `ansattporten`. The default is what a desktop program needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LoginSettings {
    pub(crate) application_type: ApplicationType,
    pub(crate) authentication: Authentication,
    /// Whether `refresh_token` is among the registered grant types.
    pub(crate) refresh: bool,
    /// `refresh_token_usage`: `REUSE`, not `ONETIME`.
    pub(crate) reuse_refresh: bool,
    /// `false` is the registered downgrade `code_challenge_method: none`.
    pub(crate) pkce: bool,
    pub(crate) secret: Option<Secret>,
    pub(crate) post_logout_redirect_uris: Vec<String>,
    pub(crate) frontchannel_logout_uri: Option<String>,
    pub(crate) frontchannel_logout_session_required: bool,
    pub(crate) backchannel_logout_uri: Option<String>,
    /// Where the way back leads.
    pub(crate) client_uri: Option<String>,
    pub(crate) sso_disabled: bool,
}

impl Default for LoginSettings {
    fn default() -> Self {
        Self {
            application_type: ApplicationType::Native,
            authentication: Authentication::None,
            refresh: true,
            reuse_refresh: false,
            pkce: true,
            secret: None,
            post_logout_redirect_uris: Vec::new(),
            frontchannel_logout_uri: None,
            frontchannel_logout_session_required: false,
            backchannel_logout_uri: None,
            client_uri: None,
            sso_disabled: false,
        }
    }
}

/// How long what the token endpoints give lives, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Lifetimes {
    /// The real default is 120; in practice a person has time to read the token.
    pub(crate) access: u32,
    /// Without use, since it was issued.
    pub(crate) refresh: u32,
    pub(crate) authorization: u32,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { access: 600, refresh: 600, authorization: 7200 }
    }
}

/// Where the client runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ApplicationType {
    Web,
    Browser,
    Native,
}

impl ApplicationType {
    pub(crate) const ALL: [Self; 3] = [Self::Web, Self::Browser, Self::Native];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Browser => "browser",
            Self::Native => "native",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|application| application.name() == name)
    }
}

/// How the client proves itself at the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Authentication {
    None,
    ClientSecretBasic,
    ClientSecretPost,
    PrivateKeyJwt,
}

impl Authentication {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::ClientSecretBasic, Self::ClientSecretPost, Self::PrivateKeyJwt];
    pub(crate) const NAMES: [&str; 4] = ["client_secret_basic", "client_secret_post", "none", "private_key_jwt"];

    /// As in metadata, registration and the claim `client_amr`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    pub(crate) const fn has_secret(self) -> bool {
        matches!(self, Self::ClientSecretBasic | Self::ClientSecretPost)
    }
}

/// A secret that Digdir made for the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Secret {
    pub(crate) value: String,
    /// Seconds since 1970; the 360 days count from here.
    pub(crate) made: i64,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Secret").field("made", &self.made).finish_non_exhaustive()
    }
}
