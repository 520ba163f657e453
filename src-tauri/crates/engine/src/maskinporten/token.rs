//! The token endpoint's answer: a token with what it says (maskinporten.md 4 to 6).

use serde::Deserialize;
use time::{Duration, OffsetDateTime};

use super::metadata::Metadata;
use super::token_facts::{self, TokenFacts};
use super::{MaskinportenError, Order, refusals};
use crate::http::{Http, Request};
use crate::ports::Ports;
use crate::reading::{Deadline, Reading};
use crate::secret::Secret;

/// RFC 7523 §2.1.
const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// A token that was issued.
#[derive(Debug)]
pub struct Token {
    /// The token itself.
    pub secret: Secret<String>,
    /// By this computer's clock, counted from when it was asked for.
    pub expires_at: OffsetDateTime,
    /// `expires_in`: how long it holds in all.
    pub lifetime: Duration,
    /// The same end, by a clock too that cannot be set.
    pub deadline: Deadline,
    /// What it says about itself.
    pub facts: TokenFacts,
    /// Scopes that were ordered and not given, which a service may do (RFC 6749 §5.1).
    pub missing: Vec<String>,
    /// Maskinporten's clock minus ours, in seconds. More than 10 deserves a word.
    pub clock_offset: Option<i64>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: Secret<String>,
    token_type: Option<String>,
    expires_in: i64,
    scope: Option<String>,
}

/// Sends the grant, once, and reads a refusal or a token.
pub(super) async fn exchange(
    assertion: &Secret<String>,
    metadata: &Metadata,
    order: &Order,
    http: &Http,
    ports: &Ports,
) -> Result<Token, MaskinportenError> {
    // EXPOSE: the grant goes to the issuer that it names as audience; the form's body is a secret too.
    let fields = [("grant_type", JWT_BEARER), ("assertion", assertion.expose().as_str())];
    let (clock_offset, sent) = (metadata.clock_offset(http.trail()), Reading::of(&*ports.clock));
    let response = http.send(Request::post_form(&metadata.token_endpoint, "/token", &fields), ports).await?;
    if !response.is_success() {
        // By the refusal's own Date: the clock may have been set since it was measured for the grant.
        return Err(refusals::read(&response, order, &metadata.issuer, metadata.clock_offset(http.trail())));
    }
    let Answer { access_token: secret, token_type, expires_in, scope } = response.json()?;
    // RFC 6749 §7.1: a token of a type that one does not know must not be used.
    if !is_presentable(&secret) || token_type.is_some_and(|kind| !kind.eq_ignore_ascii_case("Bearer")) {
        return Err(response.unexpected().into());
    }
    let facts = token_facts::read(&secret, scope.as_deref());
    if let Some(theirs) = facts.issuer.clone().filter(|issuer| *issuer != metadata.issuer) {
        return Err(MaskinportenError::OtherIssuer { ours: metadata.issuer.clone(), theirs });
    }
    acts_as_asked(&facts, order)?;
    // Where nothing is said, all was given.
    let given = |scope: &&str| facts.scopes.is_empty() || facts.scopes.iter().any(|given| given == scope);
    let missing = order.each_scope().into_iter().filter(|scope| !given(scope)).map(str::to_owned).collect();
    let lifetime = Duration::seconds(expires_in.max(0));
    // Counted from before it was sent, so that it never seems to live longer than it does.
    let deadline = Deadline::after(lifetime, sent);
    Ok(Token { secret, expires_at: deadline.wall, lifetime, deadline, facts, missing, clock_offset })
}

/// A token that says whom it acts as says the owner that was asked for: it would be used on somebody else's behalf otherwise.
fn acts_as_asked(facts: &TokenFacts, order: &Order) -> Result<(), MaskinportenError> {
    let Some(wanted) = order.variant.system_user.as_ref().filter(|_| facts.issuer.is_some()) else { return Ok(()) };
    let theirs = facts.system_user.as_ref().and_then(|user| user.owner.clone()).unwrap_or_default();
    let ours = wanted.owner.as_str();
    if theirs == ours { Ok(()) } else { Err(MaskinportenError::OtherSystemUser { ours: ours.to_owned(), theirs }) }
}

/// RFC 6749 §A.12: of such signs as can be sent in a header.
pub(crate) fn is_presentable(token: &Secret<String>) -> bool {
    // EXPOSE: its signs are looked at, here.
    let token = token.expose();
    !token.is_empty() && token.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}
