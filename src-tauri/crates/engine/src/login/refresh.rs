//! A new access token without a new login (RFC 6749 §6; idporten.md 7.3).

use std::sync::Arc;

use time::Duration;

use super::relying_party::RelyingParty;
use super::{Login, LoginError, token};
use crate::reading::{Deadline, Reading};

impl RelyingParty {
    /// The same login with new tokens. The old refresh token may be used up then, so the old login must not be used again.
    ///
    /// # Errors
    /// [`LoginError::NoRefreshToken`]; [`LoginError::RefreshRefused`], after which only a new login helps.
    pub async fn refresh(&self, login: &Login) -> Result<Login, LoginError> {
        let outcome = self.ask_anew(login).await;
        self.note("login.refresh", outcome)
    }

    async fn ask_anew(&self, login: &Login) -> Result<Login, LoginError> {
        let refresh_token = login.refresh_token.as_ref().ok_or(LoginError::NoRefreshToken)?;
        let metadata = self.metadata(login.client.provider).await?;
        let tokens = token::by_refresh(&self.channel(&login.client, &metadata), refresh_token).await?;
        let mut facts = login.facts.clone();
        if let Some(scope) = &tokens.scope {
            facts.scopes_granted = scope.split_ascii_whitespace().map(str::to_owned).collect();
        }
        Ok(Login {
            client: login.client.clone(),
            access_token: tokens.access_token,
            id_token: Arc::clone(&login.id_token),
            // EXPOSE: one that may be used again stays what it is.
            refresh_token: Some(tokens.refresh_token.unwrap_or_else(|| crate::secret::Secret::new(refresh_token.expose().clone()))),
            expires_at: Deadline::after(Duration::seconds(tokens.expires_in), Reading::of(&*self.ports.clock)),
            facts,
        })
    }
}
