//! What a login client has registered beyond what every client has: idporten.md 2.2, 14.4.

use serde::{Deserialize, Serialize};

/// Settings of a client of integration type `idporten` or `api_klient`. The default is what a desktop program needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LoginSettings {
    pub(crate) application_type: ApplicationType,
    pub(crate) authentication: Authentication,
    /// Whether `refresh_token` is among the registered grant types.
    pub(crate) refresh: bool,
    /// `false` is the registered downgrade `code_challenge_method: none`.
    pub(crate) pkce: bool,
    pub(crate) secret: Option<Secret>,
    pub(crate) post_logout_redirect_uris: Vec<String>,
}

impl Default for LoginSettings {
    fn default() -> Self {
        Self {
            application_type: ApplicationType::Native,
            authentication: Authentication::None,
            refresh: true,
            pkce: true,
            secret: None,
            post_logout_redirect_uris: Vec::new(),
        }
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
    pub(super) const NAMES: [&str; 4] = ["client_secret_basic", "client_secret_post", "none", "private_key_jwt"];

    /// As in metadata, registration and the claim `client_amr`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
        }
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
