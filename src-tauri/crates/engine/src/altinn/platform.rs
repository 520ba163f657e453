//! The platform of one environment: its addresses, and one way of asking it.

use url::Url;

use super::refusals::refusal;
use super::{AltinnError, AltinnToken, Party, Provider};
use crate::environment::{Environment, EnvironmentError};
use crate::http::{Http, Request, Response};
use crate::ports::Ports;
use crate::secret::Secret;
use crate::trail::Trail;

/// Altinn's platform in one environment. Clones share connections.
#[derive(Clone)]
pub struct Platform {
    pub(crate) environment: Environment,
    pub(crate) http: Http,
    pub(crate) ports: Ports,
}

impl Platform {
    /// That of an environment.
    #[must_use]
    pub const fn new(environment: Environment, http: Http, ports: Ports) -> Self {
        Self { environment, http, ports }
    }

    /// The trail that its exchanges are noted in.
    #[must_use]
    pub const fn trail(&self) -> &Trail {
        self.http.trail()
    }

    /// Altinn's own token for another, as [`super::exchange`].
    ///
    /// # Errors
    /// As [`super::exchange`].
    pub async fn exchange(&self, provider: Provider, token: &Secret<String>) -> Result<AltinnToken, AltinnError> {
        super::exchange(provider, token, &self.environment, &self.http, &self.ports).await
    }

    /// Whom the bearer may act for, as [`super::authorized_parties`].
    ///
    /// # Errors
    /// As [`super::authorized_parties`].
    pub async fn parties(&self, token: &AltinnToken) -> Result<Vec<Party>, AltinnError> {
        super::authorized_parties(token, &self.environment, &self.http, &self.ports).await
    }

    /// An address on it. `path` starts with a slash and has no values in it: those are pushed as segments or pairs, so that they are encoded.
    pub(crate) fn url(&self, path: &str) -> Result<Url, EnvironmentError> {
        super::platform(&self.environment, path)
    }

    /// Asks once. What is no success is an error: a code of Altinn's where there is one, otherwise by its status (altinn.md 9.1, 10.7).
    /// `scopes`: any one of these would do.
    pub(crate) async fn send(&self, request: Request<'_>, scopes: &'static [&'static str]) -> Result<Response, AltinnError> {
        let response = self.http.send(request, &self.ports).await?;
        if response.is_success() { Ok(response) } else { Err(refusal(&response, scopes)) }
    }
}
