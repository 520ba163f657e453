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
        Some(seconds) if seconds.abs() < TOLERANCE => Check::new(Outcome::Good, &CLOCK).with("seconds", seconds.abs()),
        Some(seconds) => Check::new(Outcome::Note, &CLOCK_OFF).with("seconds", seconds.abs()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::SigningAlgorithm;

    type Failure = Box<dyn std::error::Error>;

    const CLIENT_ID: &str = "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44";

    fn days(days: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::days(days)
    }

    fn key_order(client: &str, scopes: &[&str]) -> Result<Order, Failure> {
        let credential = Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: SigningAlgorithm::Rs256 };
        let scopes = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        Ok(Order::new(client.parse()?, scopes, credential))
    }

    fn certificate_order(chain: Vec<Vec<u8>>) -> Result<Order, Failure> {
        Ok(Order {
            credential: Credential::Certificate { key: "k".to_owned(), chain, algorithm: SigningAlgorithm::Rs256 },
            ..key_order(CLIENT_ID, &["a:one"])?
        })
    }

    /// The codes that are not good, after `change` to an order and a subject in which all is known and good.
    fn found(order: &Order, change: impl FnOnce(&mut DryRunSubject<'_>)) -> Result<Vec<(&'static str, Outcome)>, Failure> {
        let (environment, organisation) = (Environment::test(), "123456785".parse()?);
        let mut subject = DryRunSubject {
            environment: &environment,
            now: days(400),
            clock_offset: Some(1),
            organisation: &organisation,
            certificate: Some(CertificateSubject { not_after: days(800), organisation: Some("123456785") }),
            key_registered_at: Some(days(390)),
        };
        change(&mut subject);
        let checks = dry_run(order, &subject).into_iter().filter(|check| check.outcome != Outcome::Good);
        Ok(checks.map(|check| (check.code, check.outcome)).collect())
    }

    #[test]
    fn a_good_order_is_good_throughout() -> Result<(), Failure> {
        assert_eq!(found(&key_order(CLIENT_ID, &["a:one"])?, |_| ())?, []);
        assert_eq!(found(&certificate_order(vec![vec![0x30]])?, |_| ())?, []);
        Ok(())
    }

    #[test]
    fn client_scopes_and_clock_are_looked_at() -> Result<(), Failure> {
        let good = key_order(CLIENT_ID, &["a:one"])?;
        let unusual = key_order("oidc_old", &["a:one"])?;
        assert_eq!(found(&unusual, |_| ())?, [("maskinporten.check_client_unusual", Outcome::Note)]);
        assert_eq!(found(&key_order(CLIENT_ID, &[])?, |_| ())?, [("maskinporten.check_no_scopes", Outcome::Bad)]);
        let people = key_order(CLIENT_ID, &["a:one", "openid"])?;
        assert_eq!(found(&people, |_| ())?, [("maskinporten.check_scopes_for_people", Outcome::Bad)]);
        assert_eq!(found(&good, |subject| subject.clock_offset = Some(-10))?, [("maskinporten.check_clock_off", Outcome::Note)]);
        assert_eq!(found(&good, |subject| subject.clock_offset = None)?, [("maskinporten.check_clock_unknown", Outcome::Note)]);
        Ok(())
    }

    #[test]
    fn a_key_lives_a_year_from_when_it_was_registered() -> Result<(), Failure> {
        let order = key_order(CLIENT_ID, &["a:one"])?;
        let check = |registered: Option<i64>, expected: &[(&'static str, Outcome)]| -> Result<(), Failure> {
            assert_eq!(found(&order, |subject| subject.key_registered_at = registered.map(days))?, expected, "{registered:?}");
            Ok(())
        };
        check(Some(65), &[])?;
        check(Some(64), &[("maskinporten.check_key_ends_soon", Outcome::Note)])?;
        check(Some(35), &[("maskinporten.check_key_ends_soon", Outcome::Note)])?;
        check(Some(34), &[("maskinporten.check_key_expired", Outcome::Bad)])?;
        check(None, &[("maskinporten.check_key_age_unknown", Outcome::Note)])
    }

    #[test]
    fn a_certificate_must_be_in_date_and_our_own() -> Result<(), Failure> {
        let order = certificate_order(vec![vec![0x30]])?;
        let check = |not_after: i64, organisation: Option<&'static str>, expected: &[&str]| -> Result<(), Failure> {
            let certificate = Some(CertificateSubject { not_after: days(not_after), organisation });
            let codes: Vec<&str> = found(&order, |subject| subject.certificate = certificate)?.into_iter().map(|(code, _)| code).collect();
            assert_eq!(codes, expected);
            Ok(())
        };
        check(399, Some("123456785"), &["maskinporten.check_certificate_expired"])?;
        check(410, Some("983163327"), &["maskinporten.check_certificate_ends_soon", "maskinporten.check_other_certificate"])?;
        check(800, None, &[])?;
        let unknown = found(&certificate_order(Vec::new())?, |subject| subject.certificate = None)?;
        assert_eq!(unknown, [("maskinporten.check_no_chain", Outcome::Bad), ("maskinporten.check_certificate_unknown", Outcome::Note)]);
        Ok(())
    }
}
