//! The dry run: everything about an order that can be checked without sending it.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use super::{Credential, Order};
use crate::environment::Environment;
use crate::names::OrgNumber;
use crate::problem::{Code, Fact, Turn};

codes! { "maskinporten":
    ISSUER = "check_issuer", turn: You, facts: [issuer];
    NO_ISSUER = "check_no_issuer", turn: You;
    CLIENT = "check_client", turn: You, facts: [client];
    CLIENT_UNUSUAL = "check_client_unusual", turn: You, facts: [client];
    SCOPES = "check_scopes", turn: You, facts: [scopes];
    NO_SCOPES = "check_no_scopes", turn: You;
    SCOPES_FOR_PEOPLE = "check_scopes_for_people", turn: You, facts: [scopes];
    CLOCK = "check_clock", turn: You, facts: [seconds];
    CLOCK_OFF = "check_clock_off", turn: You, facts: [seconds];
    CLOCK_UNKNOWN = "check_clock_unknown", turn: You;
    KEY = "check_key", turn: You, facts: [kid, expires];
    KEY_ENDS_SOON = "check_key_ends_soon", turn: You, facts: [kid, expires];
    KEY_EXPIRED = "check_key_expired", turn: You, facts: [kid, expires];
    KEY_AGE_UNKNOWN = "check_key_age_unknown", turn: You, facts: [kid];
    CERTIFICATE = "check_certificate", turn: YourOrganisation, facts: [not_after];
    CERTIFICATE_ENDS_SOON = "check_certificate_ends_soon", turn: YourOrganisation, facts: [not_after];
    CERTIFICATE_EXPIRED = "check_certificate_expired", turn: YourOrganisation, facts: [not_after];
    CERTIFICATE_UNKNOWN = "check_certificate_unknown", turn: You;
    OWN_CERTIFICATE = "check_own_certificate", turn: You, facts: [organisation];
    OTHER_CERTIFICATE = "check_other_certificate", turn: You, facts: [theirs, ours];
    NO_CHAIN = "check_no_chain", turn: You;
}

/// A registered key lives at most this long from when it was uploaded (maskinporten.md 8).
const KEY_LIFETIME: Duration = Duration::days(365);
const SOON: Duration = Duration::days(30);
/// Maskinporten's tolerance on `iat`.
const TOLERANCE: i64 = 10;
/// OpenID Connect's own scopes, which only a login can give.
const FOR_PEOPLE: [&str; 4] = ["openid", "profile", "offline_access", "eidas"];

/// What is known when the check is made.
#[derive(Debug, Clone, Copy)]
pub struct DryRunSubject<'a> {
    /// Where the order would go.
    pub environment: &'a Environment,
    /// Now, by this computer's clock.
    pub now: OffsetDateTime,
    /// Server's clock minus ours, in seconds, when it was measured.
    pub clock_offset: Option<i64>,
    /// Whose profile it is.
    pub organisation: &'a OrgNumber,
    /// About the certificate, when the order is signed with one.
    pub certificate: Option<CertificateSubject<'a>>,
    /// When the key was registered at Digdir, if that is known.
    pub key_registered_at: Option<OffsetDateTime>,
}

/// What the dry run needs to know of a certificate.
#[derive(Debug, Clone, Copy)]
pub struct CertificateSubject<'a> {
    /// Its last moment.
    pub not_after: OffsetDateTime,
    /// The number in it, whether it passes or not.
    pub organisation: Option<&'a str>,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// As it should be.
    Good,
    /// Worth knowing; the order may go.
    Note,
    /// Maskinporten would say no.
    Bad,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// `maskinporten.check_what`; has texts like every problem.
    pub code: &'static str,
    /// Whose move it is, when it is not good.
    pub turn: Turn,
    /// What was found.
    pub outcome: Outcome,
    /// Values for the texts.
    pub facts: BTreeMap<&'static str, Fact>,
}

impl Check {
    const fn new(outcome: Outcome, code: &Code) -> Self {
        Self { code: code.name, turn: code.turn, outcome, facts: BTreeMap::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Fact>) -> Self {
        self.facts.insert(name, value.into());
        self
    }
}

/// Checks an order without sending it, in the order of maskinporten.md 11.2.
#[must_use]
pub fn dry_run(order: &Order, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let mut checks = vec![issuer(subject), clock(subject), client(order), scopes(order)];
    match &order.credential {
        Credential::RegisteredKey { kid, .. } => checks.push(key(kid.as_str(), subject)),
        Credential::Certificate { chain, .. } => checks.extend(certificate(chain, subject)),
    }
    checks
}

fn issuer(subject: &DryRunSubject<'_>) -> Check {
    match &subject.environment.hosts.maskinporten {
        Some(issuer) => Check::new(Outcome::Good, &ISSUER).with("issuer", issuer.as_str()),
        None => Check::new(Outcome::Bad, &NO_ISSUER),
    }
}

/// A wrong clock is corrected in the grant, so it is a note: other programs on this computer will fail.
fn clock(subject: &DryRunSubject<'_>) -> Check {
    match subject.clock_offset {
        None => Check::new(Outcome::Note, &CLOCK_UNKNOWN),
        Some(seconds) if seconds.abs() < TOLERANCE => Check::new(Outcome::Good, &CLOCK).with("seconds", seconds),
        Some(seconds) => Check::new(Outcome::Note, &CLOCK_OFF).with("seconds", seconds),
    }
}

/// Most ids are UUIDs; older ones have names such as `oidc_…`.
fn client(order: &Order) -> Check {
    let id = order.client.as_str();
    let usual = uuid::Uuid::try_parse(id).is_ok();
    let (outcome, code) = if usual { (Outcome::Good, &CLIENT) } else { (Outcome::Note, &CLIENT_UNUSUAL) };
    Check::new(outcome, code).with("client", id)
}

fn scopes(order: &Order) -> Check {
    let scopes: Vec<String> = order.scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    let for_people: Vec<String> = scopes.iter().filter(|scope| FOR_PEOPLE.contains(&scope.as_str())).cloned().collect();
    if scopes.is_empty() {
        Check::new(Outcome::Bad, &NO_SCOPES)
    } else if !for_people.is_empty() {
        Check::new(Outcome::Bad, &SCOPES_FOR_PEOPLE).with("scopes", for_people)
    } else {
        Check::new(Outcome::Good, &SCOPES).with("scopes", scopes)
    }
}

fn key(kid: &str, subject: &DryRunSubject<'_>) -> Check {
    let Some(registered) = subject.key_registered_at else {
        return Check::new(Outcome::Note, &KEY_AGE_UNKNOWN).with("kid", kid);
    };
    let expires = registered.saturating_add(KEY_LIFETIME);
    let (outcome, code) = lifetime(expires, subject.now, [&KEY, &KEY_ENDS_SOON, &KEY_EXPIRED]);
    Check::new(outcome, code).with("kid", kid).with("expires", expires)
}

fn certificate(chain: &[Vec<u8>], subject: &DryRunSubject<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    if chain.is_empty() {
        checks.push(Check::new(Outcome::Bad, &NO_CHAIN));
    }
    let Some(CertificateSubject { not_after, organisation }) = subject.certificate else {
        checks.push(Check::new(Outcome::Note, &CERTIFICATE_UNKNOWN));
        return checks;
    };
    let (outcome, code) = lifetime(not_after, subject.now, [&CERTIFICATE, &CERTIFICATE_ENDS_SOON, &CERTIFICATE_EXPIRED]);
    checks.push(Check::new(outcome, code).with("not_after", not_after));
    let ours = subject.organisation.as_str();
    checks.extend(organisation.map(|theirs| match theirs == ours {
        true => Check::new(Outcome::Good, &OWN_CERTIFICATE).with("organisation", ours),
        false => Check::new(Outcome::Bad, &OTHER_CERTIFICATE).with("theirs", theirs).with("ours", ours),
    }));
    checks
}

fn lifetime(end: OffsetDateTime, now: OffsetDateTime, [good, soon, over]: [&'static Code; 3]) -> (Outcome, &'static Code) {
    match end - now {
        left if left < Duration::ZERO => (Outcome::Bad, over),
        left if left < SOON => (Outcome::Note, soon),
        _ => (Outcome::Good, good),
    }
}
