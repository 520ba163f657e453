//! Logging out: revoke, wipe, end the browser's session (RFC 7009, OpenID Connect RP-Initiated Logout 1.0).

use super::metadata::Metadata;
use super::{Login, LoginError, open};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::ports::Ports;

/// Revokes the tokens, then opens the provider's logout page. Whoever holds the login drops it, which wipes them.
///
/// The page is told the client alone: an ID token in an address would stay in the browser's history.
///
/// # Errors
/// [`LoginError`] when the tokens could not be revoked. The page is opened all the same, if it is known.
pub async fn log_out(login: &Login, environment: &Environment, http: &Http, ports: &Ports) -> Result<(), LoginError> {
    let metadata = Metadata::fetch(environment, http, ports).await?;
    let client = login.facts.client_id.clone();
    let revoked = revoke(login, &metadata, http, ports).await;
    if let Some(mut page) = metadata.end_session {
        page.query_pairs_mut().append_pair("client_id", client.as_str());
        // Without a browser there is no session to end.
        open(&page, ports).await;
    }
    revoked
}

/// Either token takes the whole grant with it (idporten.md 10).
async fn revoke(login: &Login, metadata: &Metadata, http: &Http, ports: &Ports) -> Result<(), LoginError> {
    let Some(endpoint) = &metadata.revocation else { return Ok(()) };
    let (token, hint) = match &login.refresh_token {
        Some(token) => (token, "refresh_token"),
        None => (&login.access_token, "access_token"),
    };
    // EXPOSE: the token goes to the issuer that made it, to be made useless.
    let fields = [("token", token.expose().as_str()), ("token_type_hint", hint), ("client_id", login.facts.client_id.as_str())];
    let response = http.send(Request::post_form(endpoint, "/token/revoke", &fields), ports).await?;
    if response.is_success() {
        return Ok(());
    }
    let said = response.said();
    match said.error.clone() {
        Some(error) if response.status < 500 => Err(LoginError::Refused { error, said }),
        _ => Err(response.unexpected().into()),
    }
}
