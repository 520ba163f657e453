//! What persons have granted to clients: codes, refresh tokens, access tokens with the authorization behind them.

use rsa::sha2::{Digest, Sha256};
use serde_json::Value;

use crate::idporten::levels::Level;
use crate::idporten::refusal::Refusal;
use crate::idporten::shelf::{Shelf, unguessable};
use crate::jose::encode;
use crate::page::Language;
use crate::registration::Lifetimes;
use crate::town::Person;

const CODE_LIFETIME: i64 = 60;

/// A login with what the person agreed to.
#[derive(Debug, Clone)]
pub(super) struct Authorization {
    pub(super) client: String,
    pub(super) person: &'static Person,
    pub(super) scopes: Vec<String>,
    pub(super) level: Level,
    pub(super) acr: &'static str,
    /// When the person logged in, for this client or before.
    pub(super) auth_time: i64,
    /// When this client was given it.
    pub(super) granted: i64,
    pub(super) nonce: Option<String>,
    pub(super) resource: Option<String>,
    /// For whom the person acts, as the tokens say it.
    pub(super) details: Option<Value>,
    pub(super) language: Language,
    /// As the client had them when the person logged in.
    pub(super) lifetimes: Lifetimes,
    /// Whether a refresh token may be used more than once.
    pub(super) reuse_refresh: bool,
}

impl Authorization {
    fn ends(&self) -> i64 {
        self.granted + i64::from(self.lifetimes.authorization)
    }

    pub(super) fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// What the code is bound to.
pub(super) struct Binding {
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
}

struct Code {
    authorization: Authorization,
    binding: Binding,
    until: i64,
    /// The name of the authorization that the code was exchanged for; a second use ends it.
    used: Option<String>,
}

struct Refresh {
    authorization: String,
    /// The thumbprint of the key that a public client must hold to use it (RFC 9449 §5).
    bound_to: Option<String>,
    until: i64,
    used: bool,
}

/// A live authorization under its name.
pub(super) struct Live {
    pub(super) name: String,
    pub(super) authorization: Authorization,
}

impl Live {
    /// Seconds.
    pub(super) fn access_lifetime(&self) -> i64 {
        i64::from(self.authorization.lifetimes.access)
    }
}

/// A refresh token with the seconds that it lives.
pub(super) struct IssuedRefresh {
    pub(super) token: String,
    pub(super) lifetime: i64,
}

/// Everything that is granted right now. Ends with the process.
#[derive(Default)]
pub(super) struct Grants {
    codes: Shelf<Code>,
    authorizations: Shelf<Authorization>,
    refresh: Shelf<Refresh>,
    /// Names of authorizations by `jti`.
    access: Shelf<String>,
}

impl Grants {
    /// A code for the authorization. The dot is the documented shape (idporten.md 5).
    pub(super) fn issue_code(&self, authorization: Authorization, binding: Binding, now: i64) -> String {
        let name = format!("{}.{}", unguessable(), unguessable());
        let ends = authorization.ends();
        self.codes.put(&name, Code { authorization, binding, until: now + CODE_LIFETIME, used: None }, ends, now);
        name
    }

    /// Exchanges the code, whose first use by its client is its last.
    pub(super) fn redeem(&self, code: &str, client: &str, redirect_uri: &str, verifier: Option<&str>, now: i64) -> Result<Live, Refusal> {
        let refused = || Refusal::invalid_grant("Invalid, expired or used authorization code");
        let name = unguessable();
        let attempt = self.codes.with(code, now, |code| {
            if code.authorization.client != client {
                return Err((Refusal::invalid_grant("The code was issued to another client"), None));
            }
            if let Some(used) = code.used.replace(name.clone()) {
                return Err((refused(), Some(used)));
            }
            code.check(redirect_uri, verifier, now).map_err(|refusal| (refusal, None))?;
            Ok(code.authorization.clone())
        });
        match attempt.ok_or_else(refused)? {
            Ok(authorization) => {
                self.authorizations.put(&name, authorization.clone(), authorization.ends(), now);
                Ok(Live { name, authorization })
            }
            Err((refusal, replayed)) => {
                if let Some(authorization) = replayed {
                    self.authorizations.take(&authorization, now);
                }
                Err(refusal)
            }
        }
    }

    pub(super) fn issue_refresh(&self, live: &Live, bound_to: Option<String>, now: i64) -> IssuedRefresh {
        let token = unguessable();
        let until = live.authorization.ends().min(now + i64::from(live.authorization.lifetimes.refresh));
        // A used token stays known for as long as its family lives, so that its reuse is noticed.
        let refresh = Refresh { authorization: live.name.clone(), bound_to, used: false, until };
        self.refresh.put(&token, refresh, live.authorization.ends(), now);
        IssuedRefresh { token, lifetime: until - now }
    }

    /// Uses up the refresh token. A second use ends the whole family (RFC 9700 §4.14.2).
    pub(super) fn refresh(&self, token: &str, client: &str, key: Option<&str>, now: i64) -> Result<Live, Refusal> {
        let refused = || Refusal::invalid_grant("Invalid, expired or revoked refresh token");
        let look = |refresh: &mut Refresh| (refresh.authorization.clone(), refresh.bound_to.clone(), refresh.until <= now);
        let (name, bound_to, expired) = self.refresh.with(token, now, look).ok_or_else(refused)?;
        let authorization = self.authorizations.with(&name, now, |authorization| authorization.clone()).ok_or_else(refused)?;
        if authorization.client != client || expired {
            return Err(refused());
        }
        if bound_to.is_some_and(|bound_to| Some(bound_to.as_str()) != key) {
            return Err(Refusal::invalid_grant("The refresh token is bound to another DPoP key"));
        }
        // Only whoever may use it can use it up.
        let reused = self.refresh.with(token, now, |refresh| std::mem::replace(&mut refresh.used, true)) == Some(true);
        if reused && !authorization.reuse_refresh {
            self.authorizations.take(&name, now);
            return Err(refused());
        }
        Ok(Live { name, authorization })
    }

    pub(super) fn note_access(&self, jti: &str, live: &Live, now: i64) {
        self.access.put(jti, live.name.clone(), now + live.access_lifetime(), now);
    }

    /// The authorization behind an access token, unless it was revoked.
    pub(super) fn behind(&self, jti: &str, now: i64) -> Option<Authorization> {
        let name = self.access.with(jti, now, |name| name.clone())?;
        self.authorizations.with(&name, now, |authorization| authorization.clone())
    }

    /// RFC 7009: ends the authorization that the refresh token or `jti` belongs to, if it is this client's.
    pub(super) fn revoke(&self, refresh_or_jti: &str, client: &str, now: i64) {
        let by_refresh = self.refresh.with(refresh_or_jti, now, |refresh| refresh.authorization.clone());
        let Some(name) = by_refresh.or_else(|| self.access.with(refresh_or_jti, now, |name| name.clone())) else { return };
        if self.authorizations.with(&name, now, |authorization| authorization.client == client) == Some(true) {
            self.authorizations.take(&name, now);
        }
    }

    /// Logging out ends what is nothing but a login; access to APIs stays (idporten.md 11).
    pub(super) fn end_logins(&self, subject: impl Fn(&Authorization) -> bool) {
        self.authorizations.retain(|authorization| {
            !subject(authorization) || authorization.scopes.iter().any(|scope| scope != "openid" && scope != "profile")
        });
    }
}

impl Code {
    fn check(&self, redirect_uri: &str, verifier: Option<&str>, now: i64) -> Result<(), Refusal> {
        if self.until <= now {
            return Err(Refusal::invalid_grant("Invalid, expired or used authorization code"));
        }
        if self.binding.redirect_uri != redirect_uri {
            return Err(Refusal::invalid_grant("The redirect_uri differs from the authorization request"));
        }
        match (&self.binding.challenge, verifier) {
            (None, None) => Ok(()),
            (Some(challenge), Some(verifier)) if answers(verifier, challenge) => Ok(()),
            _ => Err(Refusal::invalid_grant("The code_verifier does not match the code_challenge")),
        }
    }
}

/// RFC 7636 §4.1, §4.6: 43 to 128 unreserved characters whose hash is the challenge.
fn answers(verifier: &str, challenge: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved) && encode(Sha256::digest(verifier)) == challenge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_verifier_answers_its_challenge() {
        let (verifier, challenge) = ("xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlo", "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI");
        assert!(answers(verifier, challenge));
        assert!(!answers(&verifier[1..], challenge) && !answers(challenge, verifier));
        assert!(!answers("short", &encode(Sha256::digest("short"))));
    }
}
