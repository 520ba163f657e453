//! The token endpoint: a code or a refresh token against tokens (RFC 6749 §4.1.3, §6; idporten.md 7), with its refusals.

use serde::Deserialize;
use serde_json::Value;
use time::Duration;

use super::LoginError;
use super::authorize::Authorization;
use super::back_channel::BackChannel;
use super::dpop::Binding;
use super::id_token::shown;
use super::refusal::Asked;
use crate::http::Response;
use crate::jose;
use crate::maskinporten::is_presentable;
use crate::reading::{Deadline, Reading};
use crate::secret::Secret;

/// What the token endpoint gave.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) access_token: Secret<String>,
    pub(super) id_token: Option<Secret<String>>,
    pub(super) refresh_token: Option<Secret<String>>,
    /// When the access token ends.
    pub(super) expires_at: Deadline,
    /// What was granted; when it is left out, all that was asked for (RFC 6749 §5.1).
    pub(super) scope: Option<String>,
    /// What else was granted (RFC 9396 §7).
    pub(super) authorization_details: Option<Value>,
}

/// The answer's members, any of which a broken service may leave out.
#[derive(Deserialize)]
struct Members {
    access_token: Option<Secret<String>>,
    id_token: Option<Secret<String>>,
    refresh_token: Option<Secret<String>>,
    expires_in: Option<Value>,
    scope: Option<String>,
    token_type: Option<String>,
    authorization_details: Option<Value>,
}

/// Seconds that an access token lives when nothing tells (idporten.md 8).
const ORDINARY: i64 = 120;
/// No access token lives for more than a day.
const LONGEST: i64 = 86_400;

/// Sends the code, once: it can be used once.
pub(super) async fn by_code(
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
    ask(channel, &fields, |response| refusal(response, &authorization.asked)).await
}

/// Sends the refresh token. Where it is one for a single use, the answer has the next.
pub(super) async fn by_refresh(channel: &BackChannel<'_>, refresh_token: &Secret<String>) -> Result<Tokens, LoginError> {
    // EXPOSE: the token goes back to the issuer that made it, in a body that is a secret itself.
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose())];
    ask(channel, &fields, |response| {
        let said = response.said();
        // Whatever the reason, only a new login helps (idporten.md 7.3). What is not the provider's own refusal says nothing of the token.
        match response.status {
            400 | 401 => LoginError::RefreshRefused { said },
            402..500 if said.error.is_some() && response.status != 429 => LoginError::RefreshRefused { said },
            _ => response.unexpected().into(),
        }
    })
    .await
}

async fn ask(
    channel: &BackChannel<'_>,
    fields: &[(&str, &str)],
    refused: impl FnOnce(&Response) -> LoginError,
) -> Result<Tokens, LoginError> {
    // Counted from before it is sent, so that a token never seems to live longer than it does.
    let sent = Reading::of(&*channel.party.ports.clock);
    let response = channel.post_for_tokens(fields).await?;
    if !response.is_success() {
        return Err(refused(&response));
    }
    whole(response.json()?, channel.binding, sent)
}

fn whole(members: Members, binding: Option<&Binding>, sent: Reading) -> Result<Tokens, LoginError> {
    let missing = |member| LoginError::AnswerIncomplete { member };
    let asked = if binding.is_some() { "DPoP" } else { "Bearer" };
    // RFC 6749 §7.1: a token of another type must not be used.
    match members.token_type {
        None => return Err(missing("token_type")),
        // A token may stand in the wrong place.
        Some(got) if !got.eq_ignore_ascii_case(asked) => return Err(LoginError::TokenType { asked, got: shown(&got) }),
        Some(_) => {}
    }
    let access_token = members.access_token.filter(is_presentable).ok_or_else(|| missing("access_token"))?;
    if binding.is_some_and(|binding| binding.is_anothers(&access_token)) {
        return Err(LoginError::TokenType { asked, got: "cnf".to_owned() });
    }
    let lifetime = Duration::seconds(lifetime(members.expires_in.as_ref(), &access_token).clamp(0, LONGEST));
    Ok(Tokens {
        access_token,
        id_token: members.id_token,
        refresh_token: members.refresh_token,
        expires_at: Deadline::after(lifetime, sent),
        scope: members.scope,
        authorization_details: members.authorization_details,
    })
}

/// As it is told, which need not be done (RFC 6749 §5.1); otherwise as the token itself says.
fn lifetime(told: Option<&Value>, access_token: &Secret<String>) -> i64 {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let claimed = || {
        let claims = jose::claims_unverified(access_token)?;
        number(claims.get("exp")?)?.checked_sub(number(claims.get("iat")?)?)
    };
    told.and_then(number).or_else(claimed).unwrap_or(ORDINARY)
}

/// idporten.md 18.2.
pub(super) fn refusal(response: &Response, asked: &Asked) -> LoginError {
    let said = response.said();
    match said.error {
        Some(_) if response.status < 500 => {
            let members: Value = response.json().unwrap_or_default();
            asked.refused(members["error_description"].as_str().unwrap_or_default(), said)
        }
        _ => response.unexpected().into(),
    }
}
