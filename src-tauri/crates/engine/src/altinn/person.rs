//! A person as Altinn meets them: their access token of ID-porten, exchanged for one of Altinn's (altinn.md 2).

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Mutex;

use super::{AltinnError, AltinnToken, Platform, Provider, exchange, refresh};
use crate::http::{Request, Response};
use crate::jose;
use crate::secret::Secret;

/// A person who calls the platform. It is made anew for each journey; a long one outlives the login's own token, as Altinn renews its.
pub struct Person<'a> {
    platform: &'a Platform,
    token: &'a Secret<String>,
    exchanged: Mutex<Option<Arc<AltinnToken>>>,
}

impl<'a> Person<'a> {
    /// Whoever logged in: `token` is the access token of ID-porten. [`crate::access::Subject::person`] says which logins will not do.
    #[must_use]
    pub fn new(platform: &'a Platform, token: &'a Secret<String>) -> Self {
        Self { platform, token, exchanged: Mutex::default() }
    }

    /// The platform that they call.
    #[must_use]
    pub const fn platform(&self) -> &'a Platform {
        self.platform
    }

    /// The access token of ID-porten, for what takes it as it is.
    pub(crate) const fn login(&self) -> &'a Secret<String> {
        self.token
    }

    /// Altinn's token for them: exchanged the first time, renewed before it ends.
    ///
    /// # Errors
    /// As [`exchange`].
    pub async fn token(&self) -> Result<Arc<AltinnToken>, AltinnError> {
        let Platform { environment, http, ports } = self.platform;
        let mut held = self.exchanged.lock().await;
        let newer = match &*held {
            Some(token) if !token.is_nearly_over(ports) => return Ok(Arc::clone(token)),
            Some(token) => refresh(token, self.platform).await.ok(),
            None => None,
        };
        let newer = match newer {
            Some(newer) => newer,
            None => exchange(Provider::IdPorten, self.token, environment, http, ports).await?,
        };
        Ok(Arc::clone(held.insert(Arc::new(newer))))
    }

    /// Whether the login has one of the scopes, as far as it says; nothing is sent.
    ///
    /// # Errors
    /// [`AltinnError::MissingScope`].
    pub fn has_one_of(&self, scopes: &'static [&'static str]) -> Result<(), AltinnError> {
        let claims = jose::claims_unverified(self.token);
        let Some(has) = claims.as_ref().and_then(|claims| claims.get("scope")).and_then(Value::as_str) else { return Ok(()) };
        let enough = has.split_whitespace().any(|scope| scopes.contains(&scope));
        if enough { Ok(()) } else { Err(AltinnError::MissingScope { scopes }) }
    }

    /// Asks once, as this person; not without a scope for it.
    pub(crate) async fn send(&self, request: Request<'_>, scopes: &'static [&'static str]) -> Result<Response, AltinnError> {
        self.has_one_of(scopes)?;
        let token = self.token().await?;
        self.platform.send(request.bearer(&token.secret), scopes).await
    }
}
