//! A person as Altinn meets them: their access token of ID-porten, exchanged once for one of Altinn's (altinn.md 2).

use tokio::sync::OnceCell;

use super::{AltinnError, AltinnToken, Platform, Provider, exchange};
use crate::http::{Request, Response};
use crate::secret::Secret;

/// A person who calls the platform. An exchanged login ends when the login's own token does, so it is made anew for each journey.
pub struct Person<'a> {
    platform: &'a Platform,
    token: &'a Secret<String>,
    exchanged: OnceCell<AltinnToken>,
}

impl<'a> Person<'a> {
    /// Whoever logged in: `token` is the access token of ID-porten. [`crate::access::Subject::person`] says which logins will not do.
    #[must_use]
    pub const fn new(platform: &'a Platform, token: &'a Secret<String>) -> Self {
        Self { platform, token, exchanged: OnceCell::const_new() }
    }

    /// The platform that they call.
    #[must_use]
    pub const fn platform(&self) -> &'a Platform {
        self.platform
    }

    /// Altinn's token for them, exchanged the first time.
    ///
    /// # Errors
    /// As [`exchange`].
    pub async fn token(&self) -> Result<&AltinnToken, AltinnError> {
        let Platform { environment, http, ports } = self.platform;
        self.exchanged.get_or_try_init(|| exchange(Provider::IdPorten, self.token, environment, http, ports)).await
    }

    /// Asks once, as this person.
    pub(crate) async fn send(&self, request: Request<'_>, scopes: &'static [&'static str]) -> Result<Response, AltinnError> {
        let token = self.token().await?;
        self.platform.send(request.bearer(&token.secret), scopes).await
    }
}
