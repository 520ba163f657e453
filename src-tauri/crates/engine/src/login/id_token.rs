//! The ID token: whether it is believed (idporten.md 9, validation order), then what it says.

use jsonwebtoken::Algorithm;
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;

use super::metadata::Metadata;
use super::relying_party::RelyingParty;
use super::{Level, LoginError, Order, Represented};
use crate::clock_offset::services_time;
use crate::environment::{Environment, Kind};
use crate::jose::{JoseError, Keys};
use crate::names::{ClientId, NationalId};
use crate::secret::Secret;

/// How far the issuer's clock may be from ours after ours has been corrected.
const TOLERANCE: i64 = 60;

/// Who logged in, how, and with what they allowed.
#[derive(Clone)]
pub struct LoginFacts {
    /// Pairwise: the same person is another one to another client. No national id.
    pub subject: String,
    /// Missing with pseudonymous scopes, unmatched eIDAS users and e-mail users.
    pub pid: Option<NationalId>,
    /// Level of assurance as the issuer writes it.
    pub acr: String,
    /// The same as a level; none for e-mail users and work accounts.
    pub level: Option<Level>,
    /// Which electronic ID was used; for information.
    pub amr: Vec<String>,
    /// When the person logged in; before this login's start when an earlier session was used.
    pub auth_time: OffsetDateTime,
    /// With the scope `profile`, where the electronic ID has it.
    pub name: Option<String>,
    /// `nb`, `nn`, `en`, `se`.
    pub locale: Option<String>,
    /// What the access token carries.
    pub scopes_granted: Vec<String>,
    /// What was asked for and is not in it: the person unticked it.
    pub scopes_missing: Vec<String>,
    /// The client that was used.
    pub client_id: ClientId,
    /// Who vouches for it.
    pub issuer: String,
    /// Whom they chose to represent, at Ansattporten.
    pub represented: Vec<Represented>,
}

impl std::fmt::Debug for LoginFacts {
    /// Nothing about a person is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginFacts").field("acr", &self.acr).field("amr", &self.amr).finish_non_exhaustive()
    }
}

/// The claims, any of which a broken service may leave out or write in another form.
#[derive(Deserialize)]
struct Claims {
    iss: Option<Value>,
    aud: Option<Value>,
    sub: Option<String>,
    exp: Option<i64>,
    iat: Option<i64>,
    auth_time: Option<i64>,
    nonce: Option<String>,
    acr: Option<String>,
    amr: Option<Value>,
    pid: Option<String>,
    locale: Option<String>,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
}

/// What the token is held against.
pub(super) struct Check<'a> {
    pub(super) order: &'a Order,
    pub(super) environment: &'a Environment,
    pub(super) metadata: &'a Metadata,
    pub(super) nonce: &'a str,
}

impl Check<'_> {
    /// Verifies the ID token with the published keys, then its claims.
    pub(super) async fn believe(
        &self,
        id_token: Option<Secret<String>>,
        scope: Option<&str>,
        party: &RelyingParty,
    ) -> Result<(LoginFacts, Secret<String>), LoginError> {
        let id_token = id_token.ok_or(LoginError::AnswerIncomplete { member: "id_token" })?;
        let verify = |keys: &Keys| keys.verify(&id_token, &[Algorithm::RS256]);
        // A key that is not in the set may be newer than the set.
        let is_wanting = |error: &JoseError| matches!(error, JoseError::UnknownKey);
        let claims = party.with_keys(self.order.client.provider, self.metadata, verify, is_wanting).await?;
        let claims: Claims = serde_json::from_value(Value::Object(claims)).map_err(|_| LoginError::Malformed)?;
        let offset = self.metadata.clock_offset(party.http.trail());
        let now = services_time(party.ports.clock.now(), offset).unix_timestamp();
        Ok((self.facts(claims, scope, now)?, id_token))
    }

    /// `now` is the issuer's time, as well as we know it.
    fn facts(&self, claims: Claims, scope: Option<&str>, now: i64) -> Result<LoginFacts, LoginError> {
        let wrong = |claim| LoginError::WrongClaim { claim };
        let is = |value: &Option<Value>, expected: &str| value.as_ref().and_then(Value::as_str) == Some(expected);
        if !is(&claims.iss, &self.metadata.issuer) {
            return Err(wrong("iss"));
        }
        if !is(&claims.aud, self.order.client.id.as_str()) {
            return Err(wrong("aud"));
        }
        in_time(claims.iat.ok_or_else(|| wrong("iat"))?, claims.exp.ok_or_else(|| wrong("exp"))?, now)?;
        if claims.nonce.as_deref() != Some(self.nonce) {
            return Err(LoginError::NonceMismatch);
        }
        let acr = claims.acr.ok_or_else(|| wrong("acr"))?;
        self.accept(&acr)?;
        let level = Level::of(&acr);
        let amr = several(claims.amr);
        if self.environment.kind == Kind::Production && amr.iter().any(|method| method == "TestID") {
            return Err(LoginError::TestIdentity);
        }
        let (scopes_granted, scopes_missing) = self.scopes(scope);
        Ok(LoginFacts {
            subject: claims.sub.ok_or_else(|| wrong("sub"))?,
            pid: claims.pid.map(|pid| pid.parse()).transpose().map_err(|_| wrong("pid"))?,
            auth_time: claims.auth_time.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok()).ok_or_else(|| wrong("auth_time"))?,
            name: claims.name.or_else(|| full_name(claims.given_name, claims.family_name)),
            locale: claims.locale,
            client_id: self.order.client.id.clone(),
            issuer: self.metadata.issuer.clone(),
            represented: Vec::new(),
            acr,
            level,
            amr,
            scopes_granted,
            scopes_missing,
        })
    }

    /// A level asked for is a wish to the provider; whether it came true is for us to see (idporten.md 4.1).
    fn accept(&self, acr: &str) -> Result<(), LoginError> {
        if self.order.acr.iter().any(|asked| asked.is_answered_by(acr)) {
            return Ok(());
        }
        let asked: Result<Vec<String>, _> =
            self.order.acr.iter().map(|acr| acr.value(self.order.client.provider, &self.metadata.acr_values)).collect();
        Err(LoginError::LevelTooLow { asked: asked?.join(" "), got: acr.to_owned() })
    }

    /// Granted and missing.
    fn scopes(&self, granted: Option<&str>) -> (Vec<String>, Vec<String>) {
        let asked = self.order.scopes();
        let granted: Vec<&str> = granted.map_or_else(|| asked.clone(), |scope| scope.split_ascii_whitespace().collect());
        let missing = asked.iter().filter(|scope| !granted.contains(scope)).map(|scope| (*scope).to_owned()).collect();
        (granted.into_iter().map(str::to_owned).collect(), missing)
    }
}

fn in_time(iat: i64, exp: i64, now: i64) -> Result<(), LoginError> {
    if iat.saturating_sub(now) > TOLERANCE {
        return Err(LoginError::Clock { seconds: iat.saturating_sub(now) });
    }
    match now.saturating_sub(exp) {
        late if late >= TOLERANCE => Err(LoginError::Expired { seconds: late }),
        _ => Ok(()),
    }
}

/// An array of texts, or the one text of old documentation.
fn several(amr: Option<Value>) -> Vec<String> {
    match amr {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.into_iter().filter_map(|method| method.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn full_name(given: Option<String>, family: Option<String>) -> Option<String> {
    let parts: Vec<String> = given.into_iter().chain(family).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests;
