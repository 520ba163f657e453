//! The token endpoint: a code or a refresh token against tokens (RFC 6749 §4.1.3, §6; idporten.md 7), with its refusals.

use serde::Deserialize;

use super::authorize::Authorization;
use super::back_channel::BackChannel;
use super::{LoginError, Order};
use crate::http::Response;
use crate::secret::Secret;

/// What the token endpoint gave.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) access_token: Secret<String>,
    pub(super) id_token: Option<Secret<String>>,
    pub(super) refresh_token: Option<Secret<String>>,
    /// Seconds.
    pub(super) expires_in: i64,
    /// What was granted; when it is left out, all that was asked for (RFC 6749 §5.1).
    pub(super) scope: Option<String>,
}

/// The answer's members, any of which a broken service may leave out.
#[derive(Deserialize)]
struct Members {
    access_token: Option<Secret<String>>,
    id_token: Option<Secret<String>>,
    refresh_token: Option<Secret<String>>,
    expires_in: Option<i64>,
    scope: Option<String>,
    token_type: Option<String>,
}

/// Sends the code, once: it can be used once.
pub(super) async fn by_code(
    order: &Order,
    channel: &BackChannel<'_>,
    authorization: &Authorization,
    redirect_uri: &str,
    code: &Secret<String>,
) -> Result<Tokens, LoginError> {
    let fields = [
        ("grant_type", "authorization_code"),
        // EXPOSE: the code goes back to the issuer that made it, in a body that is a secret itself.
        ("code", code.expose()),
        ("redirect_uri", redirect_uri),
        // EXPOSE: the verifier proves to that issuer that the request was ours; same body.
        ("code_verifier", authorization.verifier.expose()),
    ];
    let response = channel.post(&channel.metadata.token, "/token", &fields).await?;
    if !response.is_success() {
        return Err(refusal(&response, order));
    }
    whole(response.json()?)
}

/// Sends the refresh token. Where it is one for a single use, the answer has the next.
pub(super) async fn by_refresh(channel: &BackChannel<'_>, refresh_token: &Secret<String>) -> Result<Tokens, LoginError> {
    // EXPOSE: the token goes back to the issuer that made it, in a body that is a secret itself.
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose())];
    let response = channel.post(&channel.metadata.token, "/token", &fields).await?;
    match response.status {
        200..300 => whole(response.json()?),
        // Whatever the reason, only a new login helps (idporten.md 7.3).
        400..500 if response.status != 429 => Err(LoginError::RefreshRefused { said: response.said() }),
        _ => Err(response.unexpected().into()),
    }
}

fn whole(members: Members) -> Result<Tokens, LoginError> {
    let missing = |member| LoginError::AnswerIncomplete { member };
    if !members.token_type.is_some_and(|kind| kind.eq_ignore_ascii_case("bearer")) {
        return Err(missing("token_type"));
    }
    Ok(Tokens {
        access_token: members.access_token.ok_or_else(|| missing("access_token"))?,
        id_token: members.id_token,
        refresh_token: members.refresh_token,
        // A token of unknown age is used at once or not at all.
        expires_in: members.expires_in.unwrap_or(0).clamp(0, LONGEST),
        scope: members.scope,
    })
}

/// No access token lives for more than a day.
const LONGEST: i64 = 86_400;

/// idporten.md 18.2.
pub(super) fn refusal(response: &Response, order: &Order) -> LoginError {
    let said = response.said();
    match said.error.as_deref() {
        Some("invalid_client" | "unauthorized_client") => LoginError::ClientRefused { said },
        Some("invalid_grant") => LoginError::GrantRefused { said },
        Some("invalid_scope") => LoginError::ScopeRefused { scopes: order.scopes().into_iter().map(str::to_owned).collect(), said },
        Some("invalid_dpop_proof" | "use_dpop_nonce") => LoginError::ProofRefused { said },
        Some(error) if response.status < 500 => LoginError::Refused { error: error.to_owned(), said },
        _ => response.unexpected().into(),
    }
}
