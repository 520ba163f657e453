//! Logging in to Altinn 2, each way that its documents have (altinn.md 3.1, 3.2).

use std::sync::Arc;

use reqwest::Method;
use serde_json::json;

use super::call::{call, with_parameter};
use super::host::{Asked, OldAltinn, Proof};
use super::refusals::{self, refusal};
use super::{Call, Identity, LegacyError, Part, Resource};
use crate::environment::Kind;
use crate::ports::Ports;
use crate::problem::Explain as _;
use crate::secret::Secret;

const PATH: &str = "/api/authentication/authenticatewithpassword";
const PATH_WITH_CERTIFICATE: &str = "/api/authentication/authenticatewithpassword?ForceEIAuthentication";

/// The ways, by their names in text keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoginKind {
    /// A person by user name and password: level 1.
    Password,
    /// An enterprise user by user name, password and certificate: level 3.
    EnterpriseUser,
    /// A person by a token of ID-porten's.
    IdPorten,
    /// An organisation by its certificate alone.
    Certificate,
    /// An organisation by a token of Maskinporten's.
    Maskinporten,
}

impl LoginKind {
    /// Altinn 2 knows which organisation asks, and no user.
    #[must_use]
    pub const fn is_organisation(self) -> bool {
        matches!(self, Self::Certificate | Self::Maskinporten)
    }
}

/// Who logs in, with what.
#[derive(Debug)]
pub enum LogIn {
    /// A person.
    Password {
        /// User name.
        user: String,
        /// Theirs.
        password: Secret<String>,
    },
    /// An enterprise user.
    EnterpriseUser {
        /// User name.
        user: String,
        /// Theirs.
        password: Secret<String>,
        /// The organisation's.
        identity: Identity,
    },
    /// A person by a token; there is no call for it.
    IdPorten(Secret<String>),
    /// An organisation by its certificate; likewise.
    Certificate(Identity),
    /// An organisation by a token; likewise.
    Maskinporten(Secret<String>),
}

/// Who is logged in. Lives in memory alone. Clones share it.
#[derive(Debug, Clone)]
pub struct OldSession {
    /// How.
    pub kind: LoginKind,
    proof: Arc<Held>,
    api_key: Option<Arc<Secret<String>>>,
}

/// One of them at a time, so that a cookie and a token never go together.
#[derive(Debug)]
enum Held {
    Cookie(Secret<String>),
    Bearer(Secret<String>),
    Certificate(Identity),
}

impl OldSession {
    /// How the next call is proved.
    pub(super) fn proof(&self) -> Proof<'_> {
        match &*self.proof {
            Held::Cookie(value) => Proof::Cookie(value),
            Held::Bearer(token) => Proof::Bearer(token),
            Held::Certificate(identity) => Proof::Certificate(identity),
        }
    }

    /// The key that goes with each call, where there is one.
    pub(super) fn api_key(&self) -> Option<&Secret<String>> {
        self.api_key.as_deref()
    }
}

/// Logs in. The password and the key are for this environment's host alone.
///
/// # Errors
/// [`LegacyError::Closed`] for whatever went wrong in test and production; else why.
pub async fn log_in(order: LogIn, api_key: Option<Secret<String>>, host: &OldAltinn, ports: &Ports) -> Result<OldSession, LegacyError> {
    let part = match order {
        LogIn::Password { .. } | LogIn::IdPorten(_) => Part::PasswordLogin,
        LogIn::EnterpriseUser { .. } => Part::EnterpriseUser,
        LogIn::Certificate(_) | LogIn::Maskinporten(_) => Part::OrganisationLogin,
    };
    // Whatever answers there now is not to have a password, a key or a token: somebody who is asked for nothing secret goes first.
    if matches!(host.kind(), Kind::Test | Kind::Production) {
        let reached = match Resource::named("metadata") {
            Some(metadata) => call(&Call::new(metadata), None, host, ports).await.map(drop),
            None => Ok(()),
        };
        reached.map_err(|error| LegacyError::Closed { part, said: error.explain().said })?;
    }
    let (kind, held) = match order {
        LogIn::IdPorten(token) => (LoginKind::IdPorten, Ok(Held::Bearer(token))),
        LogIn::Maskinporten(token) => (LoginKind::Maskinporten, Ok(Held::Bearer(token))),
        LogIn::Certificate(identity) => (LoginKind::Certificate, Ok(Held::Certificate(identity))),
        LogIn::Password { user, password } => {
            (LoginKind::Password, with_password(&user, &password, None, api_key.as_ref(), host, ports).await)
        }
        LogIn::EnterpriseUser { user, password, identity } => {
            (LoginKind::EnterpriseUser, with_password(&user, &password, Some(&identity), api_key.as_ref(), host, ports).await)
        }
    };
    let held = held.map_err(|error| error.at(host.kind(), part));
    let held = host.trail.step(ports, "legacy.log_in", held)?;
    Ok(OldSession { kind, proof: Arc::new(held), api_key: api_key.map(Arc::new) })
}

/// The one call. With a certificate the parameter asks the host to look at it.
async fn with_password(
    user: &str,
    password: &Secret<String>,
    identity: Option<&Identity>,
    api_key: Option<&Secret<String>>,
    host: &OldAltinn,
    ports: &Ports,
) -> Result<Held, LegacyError> {
    let url = host.origin.join(PATH);
    let (url, template, proof) = match identity {
        Some(identity) => (with_parameter(url), PATH_WITH_CERTIFICATE, Proof::Certificate(identity)),
        None => (url, PATH, Proof::Nothing),
    };
    // EXPOSE: strict JSON, into what is wiped when it is sent.
    let body = Secret::new(json!({ "UserName": user, "UserPassword": password.expose() }).to_string().into_bytes());
    let asked = Asked { method: Method::POST, url, template, api_key, proof, body: Some(body), password: Some(password) };
    let mut answer = host.send(asked, ports).await?;
    if let Some(refused) = refusal(&answer, refusals::Asked::Login) {
        return Err(refused);
    }
    let cookie = answer.cookie.take();
    cookie.map(Held::Cookie).ok_or_else(|| LegacyError::NoCookie(refusals::said(&answer)))
}
