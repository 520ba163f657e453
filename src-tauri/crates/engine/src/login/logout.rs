//! Logging out: revoke, wipe, end the browser's session (RFC 7009, OpenID Connect RP-Initiated Logout 1.0).

use super::log_in::open;
use super::relying_party::RelyingParty;
use super::{Login, LoginError};

impl RelyingParty {
    /// Revokes the tokens, then opens the provider's logout page. Whoever holds the login drops it, which wipes them.
    ///
    /// # Errors
    /// [`LoginError`] when the tokens could not be revoked. The page is opened all the same, if it is known.
    pub async fn log_out(&self, login: &Login) -> Result<(), LoginError> {
        let metadata = self.note("login.metadata", self.metadata(login.client.provider).await)?;
        let (token, hint) = match &login.refresh_token {
            Some(token) => (token, "refresh_token"),
            None => (&login.access_token, "access_token"),
        };
        let revoked = self.revoke(&login.client, token, hint).await;
        if let Some(mut page) = metadata.end_session.clone() {
            page.query_pairs_mut().append_pair("client_id", login.client.id.as_str());
            // Without a browser there is no session to end.
            open(&page, &self.ports).await;
        }
        self.note("login.revoked", revoked)
    }
}
