//! What a token says, whole, for showing; no access decision may rest on it.

use serde_json::Value;
use time::OffsetDateTime;

use super::claim::{Claim, claims, moment, text};
use super::details::{self, Detail};
use super::finding::{self, Odd};
use super::members::Members;
use super::parties::{Party, parties};
use super::{TokenReaderError, pasted};
use crate::certificates::Finding;
use crate::environment::{Environment, IssuerService, KnownIssuer, known_issuer};
use crate::maskinporten::audience;
use crate::secret::Secret;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Maskinporten's access token.
    Maskinporten,
    /// ID-porten's or Ansattporten's access token.
    Idporten,
    /// Who logged in; for the client alone.
    Id,
    /// Altinn's, given in exchange for another.
    Altinn,
    /// What a client asks Maskinporten for a token with, or proves itself with: whoever has it can do so too, for two minutes.
    Grant,
    /// Another JWT.
    Other,
}

impl TokenKind {
    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten",
            Self::Idporten => "idporten",
            Self::Id => "id",
            Self::Altinn => "altinn",
            Self::Grant => "grant",
            Self::Other => "other",
        }
    }
}

/// When a token is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// `iat`.
    pub issued_at: Option<OffsetDateTime>,
    /// `nbf`.
    pub not_before: Option<OffsetDateTime>,
    /// `exp`.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was read, by the services' clock where that is known.
    pub now: OffsetDateTime,
    /// Services' clock minus ours, in seconds, where it was measured.
    pub clock_offset: Option<i64>,
}

impl Lifetime {
    /// From issue to expiry.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        Some((self.expires_at? - self.issued_at?).whole_seconds())
    }

    /// Until expiry; negative when that has passed.
    #[must_use]
    pub fn remaining(&self) -> Option<i64> {
        Some((self.expires_at? - self.now).whole_seconds())
    }
}

/// What a token says.
#[derive(Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub kind: TokenKind,
    /// `iss`.
    pub issuer: Option<String>,
    /// Where the issuer stands; for a grant, whom it is for. By its name alone, which anybody can write.
    pub known: Option<KnownIssuer>,
    /// `alg`.
    pub algorithm: Option<String>,
    /// `kid`.
    pub key: Option<String>,
    /// The header's members in order.
    pub header: Vec<Claim>,
    /// The claims in order.
    pub claims: Vec<Claim>,
    /// Who is in it.
    pub parties: Vec<Party>,
    /// System users, consents.
    pub details: Vec<Detail>,
    /// Scopes.
    pub scopes: Vec<String>,
    /// `aud`, without the `unspecified` of older tokens.
    pub audience: Vec<String>,
    /// When it is good.
    pub lifetime: Lifetime,
    /// What is odd, what matters most first.
    pub findings: Vec<Finding>,
}

impl std::fmt::Debug for Reading {
    /// Nothing about a person or an organisation is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("kind", &self.kind).field("known", &self.known).finish_non_exhaustive()
    }
}

/// What a token is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The profile's environment; without, a token of any is as good.
    pub environment: Option<&'a Environment>,
    /// This computer's time.
    pub now: OffsetDateTime,
    /// Services' clock minus ours, in seconds, where it was measured.
    pub clock_offset: Option<i64>,
}

/// Reads a token, pasted in whatever form or from memory. Nothing is sent anywhere; the signature is neither looked at nor kept.
///
/// # Errors
/// What the text is when it is no token that can be read.
pub fn read(pasted: &Secret<String>, against: Against<'_>) -> Result<Reading, TokenReaderError> {
    let token = pasted::compact(pasted)?;
    // EXPOSE: the first two parts are read; the third, which makes it a credential, is left behind.
    let mut parts = token.expose().split('.');
    let (header, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let damaged = || TokenReaderError::Damaged;
    let (header, body) = (Members::of_part(header).ok_or_else(damaged)?, Members::of_part(body).ok_or_else(damaged)?);
    let kind = kind(&header, &body, against.environment);
    let known = match kind {
        TokenKind::Grant => audience(body.get("aud")).iter().find_map(|name| known_issuer(name, against.environment)),
        _ => body.text("iss").and_then(|name| known_issuer(name, against.environment)),
    };
    let details = details::read(body.get("authorization_details"));
    let at = |name: &str| body.get(name).and_then(moment);
    let (now, clock_offset) = (services_time(&against), against.clock_offset);
    let lifetime = Lifetime { issued_at: at("iat"), not_before: at("nbf"), expires_at: at("exp"), now, clock_offset };
    let odd = Odd {
        twice: header.twice.iter().chain(&body.twice).map(|name| text(name)).collect(),
        bad_moments: ["iat", "nbf", "exp"].into_iter().filter(|name| body.has(name) && at(name).is_none()).map(str::to_owned).collect(),
    };
    let mut reading = Reading {
        kind,
        issuer: body.text("iss").map(text),
        known,
        algorithm: header.text("alg").map(text),
        key: header.text("kid").map(text),
        header: claims(&header),
        claims: claims(&body),
        parties: parties(&body, &details),
        details,
        scopes: scopes(body.get("scope")),
        audience: audience(body.get("aud")).iter().map(|name| text(name)).collect(),
        lifetime,
        findings: Vec::new(),
    };
    reading.findings = finding::judge(&reading, odd, against.environment);
    Ok(reading)
}

fn services_time(against: &Against<'_>) -> OffsetDateTime {
    against.now.saturating_add(time::Duration::seconds(against.clock_offset.unwrap_or(0)))
}

/// A text with spaces; some services write an array.
fn scopes(claim: Option<&Value>) -> Vec<String> {
    let split = |scopes: &Value| scopes.as_str().into_iter().flat_map(str::split_whitespace).map(text).collect::<Vec<_>>();
    match claim {
        Some(Value::Array(scopes)) => scopes.iter().flat_map(split).collect(),
        Some(scopes) => split(scopes),
        None => Vec::new(),
    }
}

/// By what stands in it (maskinporten.md 3.2, 6; idporten.md 9, 10; altinn.md 2.4); by its issuer where that leaves a choice.
fn kind(header: &Members, body: &Members, own: Option<&Environment>) -> TokenKind {
    let issuer = body.text("iss").unwrap_or_default();
    let service = known_issuer(issuer, own).and_then(|known| known.service);
    if body.has("urn:altinn:authlevel") || body.has("urn:altinn:authenticatemethod") || service == Some(IssuerService::Altinn) {
        return TokenKind::Altinn;
    }
    if is_grant(body, issuer, own) {
        return TokenKind::Grant;
    }
    let logged_in = ["acr", "auth_time", "nonce", "amr"].iter().any(|name| body.has(name));
    let access = body.has("client_id") || body.has("scope") || header.text("typ").is_some_and(|typ| typ.eq_ignore_ascii_case("at+jwt"));
    match service {
        Some(IssuerService::Idporten | IssuerService::Ansattporten) if access => TokenKind::Idporten,
        Some(IssuerService::Maskinporten) if access => TokenKind::Maskinporten,
        Some(IssuerService::Skyporten) => TokenKind::Other,
        _ if body.has("sub") && logged_in && !access => TokenKind::Id,
        _ if body.has("consumer") && body.has("client_id") && (body.has("acr") || body.has("sub")) => TokenKind::Idporten,
        _ if body.has("consumer") && body.has("client_id") => TokenKind::Maskinporten,
        _ => TokenKind::Other,
    }
}

/// A client's own words to the issuer: it is for whom a token would be from.
fn is_grant(body: &Members, issuer: &str, own: Option<&Environment>) -> bool {
    let to_an_issuer = audience(body.get("aud")).iter().any(|name| known_issuer(name, own).is_some_and(|known| known.service.is_some()));
    to_an_issuer && !body.has("client_amr") && !issuer.contains("://")
}
