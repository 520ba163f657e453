//! A new access token without a new login (RFC 6749 §6; idporten.md 7.3).

use std::sync::Arc;

use serde_json::{Map, Value};

use super::id_token::{Claims, IdTokenError, IssuersTime, granted_in};
use super::metadata::Metadata;
use super::relying_party::RelyingParty;
use super::{Login, LoginError, token};
use crate::jose;
use crate::secret::Secret;

/// What a new ID token must say as the old one did, be it nothing (OpenID Connect Core 1.0 §12.2).
const SAME: [&str; 3] = ["sub", "azp", "auth_time"];

impl RelyingParty {
    /// The same login with new tokens. The old refresh token may be used up then, so the old login must not be used again.
    ///
    /// # Errors
    /// [`LoginError::NoRefreshToken`]; [`LoginError::RefreshRefused`], after which only a new login helps; a new ID token that is not
    /// believed, after which nothing of the login is to be believed any more.
    pub async fn refresh(&self, login: &Login) -> Result<Login, LoginError> {
        let outcome = self.ask_anew(login).await;
        self.note("login.refresh", outcome)
    }

    async fn ask_anew(&self, login: &Login) -> Result<Login, LoginError> {
        let refresh_token = login.refresh_token.as_ref().ok_or(LoginError::NoRefreshToken)?;
        let metadata = self.metadata(login.client.provider).await?;
        let channel = self.channel(&login.client, &metadata, login.binding.as_deref());
        let tokens = token::by_refresh(&channel, refresh_token).await?;
        let id_token = match tokens.id_token {
            Some(id_token) => Arc::new(self.believe_anew(id_token, login, &metadata).await?),
            None => Arc::clone(&login.id_token),
        };
        let mut facts = login.facts.clone();
        if let Some(scope) = &tokens.scope {
            let asked = [facts.scopes_granted, facts.scopes_missing].concat();
            facts.scopes_granted = granted_in(scope).map(str::to_owned).collect();
            facts.scopes_missing = asked.into_iter().filter(|scope| !facts.scopes_granted.contains(scope)).collect();
        }
        Ok(Login {
            client: login.client.clone(),
            access_token: tokens.access_token,
            id_token,
            // EXPOSE: one that may be used again stays what it is.
            refresh_token: Some(tokens.refresh_token.unwrap_or_else(|| Secret::new(refresh_token.expose().clone()))),
            expires_at: tokens.expires_at,
            facts,
            binding: login.binding.clone(),
        })
    }

    /// Verifies an ID token that came with a refresh, and holds it against that of the login.
    async fn believe_anew(&self, id_token: Secret<String>, login: &Login, metadata: &Metadata) -> Result<Secret<String>, LoginError> {
        let claims = self.verified(&id_token, login.client.provider, metadata).await?;
        // Believed when the person logged in.
        let before = jose::claims_unverified(&login.id_token).unwrap_or_default();
        claims.is_by(&metadata.issuer)?;
        claims.is_for(login.client.id.as_str())?;
        fits(&claims, &before, metadata.time(self.http.trail(), &*self.ports.clock))?;
        Ok(id_token)
    }
}

fn fits(claims: &Claims, before: &Map<String, Value>, now: IssuersTime) -> Result<(), IdTokenError> {
    if let Some(claim) = SAME.into_iter().find(|claim| claims.0.get(*claim) != before.get(*claim)) {
        return Err(IdTokenError::WrongClaim { claim });
    }
    // It need not be there; where it is, it is that of the login.
    if claims.0.contains_key("nonce") && claims.0.get("nonce") != before.get("nonce") {
        return Err(IdTokenError::NonceMismatch);
    }
    claims.in_time(now).map(drop)
}
