//! A vendor at Altinn: an organisation with a client at Maskinporten, its systems, and who lets them in (altinn.md 4, 5, 6.1).
//!
//! Maskinporten's own token is enough here; nothing is exchanged (altinn.md 2.7).

mod error;
pub mod requests;
pub mod system_user_token;
pub mod system_users;
pub mod systems;

use std::sync::Arc;

use time::OffsetDateTime;

pub use error::{CODES, VendorError};

use crate::altinn::{Platform, SYSTEM_REGISTER_SCOPE};
use crate::http::{Request, Response};
use crate::maskinporten::{Credential, Order, Token, Tokens};
use crate::names::{ClientId, OrgNumber};
use crate::problem::Explain;

/// A vendor. Clones share its tokens.
#[derive(Clone)]
pub struct Vendor {
    platform: Platform,
    tokens: Tokens,
    client: ClientId,
    credential: Credential,
}

impl Vendor {
    /// The organisation that the client belongs to.
    #[must_use]
    pub const fn new(platform: Platform, tokens: Tokens, client: ClientId, credential: Credential) -> Self {
        Self { platform, tokens, client, credential }
    }

    /// The platform that it calls.
    #[must_use]
    pub const fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The client at Maskinporten.
    #[must_use]
    pub const fn client(&self) -> &ClientId {
        &self.client
    }

    /// A token of Maskinporten's for one scope; the one that is kept, while it lasts.
    pub(crate) async fn token(&self, scope: &'static str) -> Result<Arc<Token>, VendorError> {
        let scopes = scope.parse().into_iter().collect();
        let token = self.tokens.obtain(&Order::new(self.client.clone(), scopes, self.credential.clone())).await;
        let Platform { http, ports, .. } = &self.platform;
        Ok(http.trail().step(ports, "vendor.token", token)?)
    }

    /// Whose client it is, by what the token for the register says of itself; none where it says nothing.
    ///
    /// # Errors
    /// [`VendorError::Maskinporten`] when there is no token.
    pub async fn organisation(&self) -> Result<Option<OrgNumber>, VendorError> {
        let token = self.token(SYSTEM_REGISTER_SCOPE).await?;
        Ok(token.facts.consumer.as_deref().and_then(|consumer| consumer.parse().ok()))
    }

    /// Asks once, as this vendor, with a token for the scope.
    pub(crate) async fn send(&self, request: Request<'_>, scope: &'static &'static str) -> Result<Response, VendorError> {
        let token = self.token(scope).await?;
        Ok(self.platform.send(request.bearer(&token.secret), std::slice::from_ref(scope)).await?)
    }

    /// What time it is, by our clock.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.platform.ports.clock.now()
    }

    /// Notes how something went.
    pub(crate) fn step<T, E: Explain>(&self, name: &'static str, done: Result<T, E>) -> Result<T, E> {
        let Platform { http, ports, .. } = &self.platform;
        http.trail().step(ports, name, done)
    }
}
