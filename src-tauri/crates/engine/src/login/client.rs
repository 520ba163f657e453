//! Who asks: a client at Digdir, with how it proves itself (idporten.md 2.3).

use std::sync::Arc;

use crate::environment::{Environment, EnvironmentError, Origin};
use crate::maskinporten::Credential;
use crate::names::ClientId;
use crate::secret::Secret;

/// Whose login it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provider {
    /// For persons as such; the one whose tokens Altinn takes.
    Idporten,
    /// For persons who act for an organisation (idporten.md 17).
    Ansattporten,
}

impl Provider {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Idporten, Self::Ansattporten];

    /// As an environment calls it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Idporten => "idporten",
            Self::Ansattporten => "ansattporten",
        }
    }

    /// Its issuer in an environment, byte for byte.
    pub(super) fn issuer(self, environment: &Environment) -> Result<&Origin, EnvironmentError> {
        let hosts = &environment.hosts;
        let host = match self {
            Self::Idporten => &hosts.idporten,
            Self::Ansattporten => &hosts.ansattporten,
        };
        host.as_ref().ok_or(EnvironmentError::NoHost { field: self.as_str() })
    }
}

/// A client at Digdir.
#[derive(Debug, Clone)]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// Where it is registered.
    pub provider: Provider,
    /// As it is registered.
    pub authentication: ClientAuthentication,
}

impl Client {
    /// A native client without secret at ID-porten (idporten.md 2.4, model A).
    #[must_use]
    pub const fn native(id: ClientId) -> Self {
        Self { id, provider: Provider::Idporten, authentication: ClientAuthentication::None }
    }
}

/// `token_endpoint_auth_method`.
#[derive(Debug, Clone)]
pub enum ClientAuthentication {
    /// A public client, by its id alone.
    None,
    /// A signed assertion (RFC 7523 §3) by a registered key or an enterprise certificate. Always RS256, the one that metadata has.
    PrivateKeyJwt(Credential),
    /// HTTP Basic (RFC 6749 §2.3.1).
    ClientSecretBasic(Arc<Secret<String>>),
    /// As a field of the form.
    ClientSecretPost(Arc<Secret<String>>),
}

impl ClientAuthentication {
    /// As it is registered.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::PrivateKeyJwt(_) => "private_key_jwt",
            Self::ClientSecretBasic(_) => "client_secret_basic",
            Self::ClientSecretPost(_) => "client_secret_post",
        }
    }
}
