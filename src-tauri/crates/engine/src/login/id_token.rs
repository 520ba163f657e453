//! The ID token: whether it is believed (OpenID Connect Core 1.0 §3.1.3.7, in the order of idporten.md 9).

mod claims;
mod error;
mod facts;

use jsonwebtoken::Algorithm;
use subtle::ConstantTimeEq as _;
use time::{Duration, OffsetDateTime};

use super::metadata::Metadata;
use super::relying_party::RelyingParty;
use super::test_user::is_of_production;
use super::{Level, LoginError, Order, Prompt, Provider, Represented};
use crate::environment::Environment;
use crate::jose::{JoseError, Keys, header_unverified};
use crate::names::Scope;
use crate::secret::Secret;

pub(super) use claims::{Claims, MOST, readable};
pub(super) use error::shown;
pub use error::{CODES, IdTokenError};
pub use facts::LoginFacts;

/// How far the issuer's clock may be from ours after ours has been corrected.
const TOLERANCE: i64 = 60;
/// Seconds that the clocks of the issuer's own computers may be apart, with what is lost by writing whole seconds.
const BETWEEN: i64 = 2;
/// The same where it refuses somebody who may have logged in anew.
const STALE: i64 = 10;
/// Of a subject (OpenID Connect Core 1.0 §2).
const LONGEST_SUBJECT: usize = 255;

/// What time it is at the issuer, as well as we know it.
#[derive(Clone, Copy)]
pub(super) struct IssuersTime {
    /// Since 1970.
    pub(super) seconds: i64,
    /// Whether the issuer has told; otherwise it is this computer's.
    pub(super) is_told: bool,
}

/// What the token is held against.
pub(super) struct Check<'a> {
    pub(super) order: &'a Order,
    pub(super) environment: &'a Environment,
    pub(super) metadata: &'a Metadata,
    pub(super) nonce: &'a str,
    /// How long ago the person was sent to log in.
    pub(super) waited: Duration,
}

impl RelyingParty {
    /// The claims of a token that the provider signed as an ID token. What they say is the caller's to look at.
    pub(super) async fn verified(&self, id_token: &Secret<String>, provider: Provider, metadata: &Metadata) -> Result<Claims, LoginError> {
        // Another kind of token says so, and must not pass for this one (RFC 8725 §3.11).
        let kind = header_unverified(id_token).and_then(|header| header.get("typ").cloned());
        let verify = |keys: &Keys| keys.verify(id_token, &[Algorithm::RS256]);
        // A key that is not in the set, or does not fit, may be newer than the set.
        let is_wanting = |error: &JoseError| matches!(error, JoseError::UnknownKey | JoseError::UnnamedKey | JoseError::Signature);
        let claims = self.with_keys(provider, metadata, verify, is_wanting).await?;
        match kind.as_ref().map(|kind| kind.as_str().unwrap_or_default().to_ascii_lowercase()).as_deref() {
            None | Some("jwt" | "application/jwt") => Ok(Claims(claims)),
            Some(_) => Err(IdTokenError::WrongClaim { claim: "typ" }.into()),
        }
    }
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
        let claims = party.verified(&id_token, self.order.client.provider, self.metadata).await?;
        let now = self.metadata.time(party.http.trail(), &*party.ports.clock);
        Ok((self.facts(&claims, scope, now)?, id_token))
    }

    fn facts(&self, claims: &Claims, scope: Option<&str>, now: IssuersTime) -> Result<LoginFacts, IdTokenError> {
        claims.is_by(&self.metadata.issuer)?;
        claims.is_for(self.order.client.id.as_str())?;
        let iat = claims.in_time(now)?;
        self.is_of_this_request(claims)?;
        let (acr, amr) = (claims.text("acr")?.to_owned(), claims.several("amr"));
        self.accept(&acr)?;
        if is_of_production(self.environment) && amr.iter().any(|method| method.eq_ignore_ascii_case("TestID")) {
            return Err(IdTokenError::TestIdentity);
        }
        let (auth_time, from_earlier_session) = self.authenticated(claims, iat)?;
        let subject = Some(claims.text("sub")?).filter(|subject| subject.len() <= LONGEST_SUBJECT);
        let (scopes_granted, scopes_missing) = self.scopes(scope);
        Ok(LoginFacts {
            subject: subject.ok_or(IdTokenError::WrongClaim { claim: "sub" })?.to_owned(),
            pid: claims.optional_text("pid")?.map(str::parse).transpose().map_err(|_| IdTokenError::WrongClaim { claim: "pid" })?,
            level: Level::of(&acr),
            acr,
            amr: amr.into_iter().take(MOST).map(readable).collect(),
            auth_time,
            from_earlier_session,
            name: claims.told("name").or_else(|| full_name(claims)),
            email: claims.told("email"),
            european: claims.beginning("eidas"),
            locale: claims.told("locale"),
            scopes_granted,
            scopes_missing,
            client_id: self.order.client.id.clone(),
            issuer: self.metadata.issuer.clone(),
            represented: claims.value("authorization_details").map(Represented::read).unwrap_or_default(),
        })
    }

    /// The nonce is compared as long as it is: a guesser learns nothing from how long it took.
    fn is_of_this_request(&self, claims: &Claims) -> Result<(), IdTokenError> {
        let nonce = claims.value("nonce").ok_or(IdTokenError::NonceMissing)?;
        let is_ours = |nonce: &str| bool::from(nonce.as_bytes().ct_eq(self.nonce.as_bytes()));
        nonce.as_str().filter(|nonce| is_ours(nonce)).map(drop).ok_or(IdTokenError::NonceMismatch)
    }

    /// A level asked for is a wish to the provider; whether it came true is for us to see (idporten.md 4.1).
    fn accept(&self, acr: &str) -> Result<(), IdTokenError> {
        if self.order.acr.iter().any(|asked| asked.is_answered_by(acr)) {
            return Ok(());
        }
        // The request was made of them, so each has its name.
        let name = |asked: &super::Acr| asked.value(self.order.client.provider, &self.metadata.acr_values).ok();
        let asked: Vec<String> = self.order.acr.iter().filter_map(name).collect();
        Err(IdTokenError::LevelTooLow { asked: asked.join(" "), got: shown(acr) })
    }

    /// When the person logged in, and whether it was in an earlier session. By the issuer's own clock: how long before the token it let
    /// the person in, held against how long the person was away.
    fn authenticated(&self, claims: &Claims, iat: i64) -> Result<(OffsetDateTime, bool), IdTokenError> {
        let is_new_wanted = self.order.prompt == Some(Prompt::Login);
        let told = match claims.moment("auth_time")? {
            None if is_new_wanted => return Err(IdTokenError::Incomplete { claim: "auth_time" }),
            told => told.unwrap_or(iat),
        };
        let before = iat.saturating_sub(told).saturating_sub(self.waited.whole_seconds());
        if is_new_wanted && before > STALE {
            return Err(IdTokenError::StaleAuthentication { seconds: before });
        }
        let at = OffsetDateTime::from_unix_timestamp(told).map_err(|_| IdTokenError::WrongClaim { claim: "auth_time" })?;
        Ok((at, before > BETWEEN))
    }

    /// Granted and missing.
    fn scopes(&self, granted: Option<&str>) -> (Vec<String>, Vec<String>) {
        let asked = self.order.scopes();
        let granted: Vec<&str> = granted.map_or_else(|| asked.clone(), |scope| granted_in(scope).collect());
        let missing = asked.iter().filter(|scope| !granted.contains(scope)).map(|scope| (*scope).to_owned()).collect();
        (granted.into_iter().map(str::to_owned).collect(), missing)
    }
}

/// The scopes in a list of them; what cannot be one (RFC 6749 §3.3) is none.
pub(super) fn granted_in(scope: &str) -> impl Iterator<Item = &str> {
    scope.split_ascii_whitespace().filter(|scope| scope.parse::<Scope>().is_ok())
}

fn full_name(claims: &Claims) -> Option<String> {
    let parts: Vec<String> = ["given_name", "family_name"].into_iter().filter_map(|claim| claims.told(claim)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests;
