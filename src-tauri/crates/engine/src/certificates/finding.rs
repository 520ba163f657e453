//! What is right and wrong with a certificate, each with whose move it is.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use super::authorities::Purpose;
use super::chain::{Path, Trust};
use super::error::{EC_KEY, NO_CERTIFICATE, NO_KEY};
use super::examine::{ExaminedCertificate, ExaminedKey};
use super::facts::{Belonging, Role};
use super::inspect::Inspected;
use super::pkcs12::EncodingFacts;
use crate::environment::Kind;
use crate::names::OrgNumber;
use crate::problem::{Code, Fact, Turn};

codes! { "certificate":
    TRUSTED = "trusted", turn: You, facts: [issuer];
    IN_DATE = "in_date", turn: You, facts: [not_after];
    AUTHENTICATION = "authentication", turn: You;
    SIGNING_ONLY = "signing_only", turn: You;
    ENCRYPTION_ONLY = "encryption_only", turn: You;
    NO_KEY_USAGE = "no_key_usage", turn: YourOrganisation;
    EXPIRED = "expired", turn: YourOrganisation, facts: [not_after];
    EXPIRES_SOON = "expires_soon", turn: YourOrganisation, facts: [not_after, days];
    NOT_YET_VALID = "not_yet_valid", turn: You, facts: [not_before];
    SELF_SIGNED = "self_signed", turn: YourOrganisation;
    UNTRUSTED_ISSUER = "untrusted_issuer", turn: YourOrganisation, facts: [issuer];
    RETIRED_ISSUER = "retired_issuer", turn: YourOrganisation, facts: [issuer];
    PERSONAL = "personal", turn: YourOrganisation;
    PROBABLY_OTHER_ENVIRONMENT = "probably_other_environment", turn: You, facts: [theirs];
    NO_ORGANISATION = "no_organisation", turn: YourOrganisation;
    CHECK_DIGIT = "check_digit", turn: YourOrganisation, facts: [digits];
    SUB_UNIT = "sub_unit", turn: You, facts: [digits];
    PAYMENT_SERVICES = "payment_services", turn: You;
    LCP_POLICY = "lcp_policy", turn: YourOrganisation;
    NUMBERS_DISAGREE = "numbers_disagree", turn: YourOrganisation, facts: [numbers];
    NO_MAC = "no_mac", turn: You;
    KEY_MISMATCH = "key_mismatch", turn: You;
    LEAF_ALONE = "leaf_alone", turn: You;
}

const SOON: Duration = Duration::days(60);

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// May cause trouble.
    Warning,
    /// Cannot be used as an enterprise certificate in this environment.
    Blocking,
}

/// One thing that is right or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `certificate.what`; has texts like every problem.
    pub code: &'static str,
    /// Whose move it is.
    pub turn: Turn,
    /// Weight.
    pub severity: Severity,
    /// Values for the texts.
    pub facts: BTreeMap<&'static str, Fact>,
}

impl Finding {
    const fn new(severity: Severity, code: &Code) -> Self {
        Self { code: code.name, turn: code.turn, severity, facts: BTreeMap::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Fact>) -> Self {
        self.facts.insert(name, value.into());
        self
    }
}

/// What the key and its certificate may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usable {
    /// To sign with the certificate in `x5c`, and as a registered key.
    EnterpriseCertificate,
    /// As a plain key that is registered at Digdir; the certificate is of no use.
    RegisteredKey,
    /// For nothing here.
    Nothing,
}

/// What the findings leave room for.
pub(super) fn usable(findings: &[Finding]) -> Usable {
    if findings.iter().any(|finding| finding.code == ENCRYPTION_ONLY.name || finding.code == PERSONAL.name) {
        Usable::Nothing
    } else if findings.iter().any(|finding| finding.severity == Severity::Blocking) {
        Usable::RegisteredKey
    } else {
        Usable::EnterpriseCertificate
    }
}

/// Judges a certificate for an environment, at a moment.
pub(super) fn judge(inspected: &Inspected, path: &Path, kind: Kind, now: OffsetDateTime) -> Vec<Finding> {
    let mut findings = vec![issuer(inspected, path, kind), validity(inspected, now), role(inspected)];
    findings.extend(organisation(inspected, kind));
    let facts = &inspected.facts;
    if facts.belongs_to != Belonging::Unknown && !facts.proved && kind != Kind::Custom && facts.belongs_to != belonging(kind) {
        findings.push(Finding::new(Severity::Warning, &PROBABLY_OTHER_ENVIRONMENT).with("theirs", facts.belongs_to.as_str()));
    }
    if facts.policies.iter().any(|policy| is_lcp(policy)) {
        findings.push(Finding::new(Severity::Warning, &LCP_POLICY));
    }
    if facts.key.thumbprint.is_none() {
        findings.push(Finding::new(Severity::Blocking, &EC_KEY).with("algorithm", &facts.key.algorithm));
    }
    if path.chain.len() == 1 && !path.self_signed {
        findings.push(Finding::new(Severity::Note, &LEAF_ALONE));
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// Judges a file as a whole.
pub(super) fn judge_file(encoding: Option<&EncodingFacts>, keys: &[ExaminedKey], certificates: &[ExaminedCertificate]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if encoding.is_some_and(|encoding| encoding.mac.is_none()) {
        findings.push(Finding::new(Severity::Warning, &NO_MAC));
    }
    if keys.is_empty() && !certificates.iter().any(|certificate| certificate.has_key) {
        findings.push(Finding::new(Severity::Blocking, &NO_KEY));
    }
    if !keys.is_empty() && keys.iter().all(|key| key.certificate.is_none()) {
        let code = if certificates.is_empty() { &NO_CERTIFICATE } else { &KEY_MISMATCH };
        findings.push(Finding::new(Severity::Blocking, code));
    }
    findings
}

/// What certificates of an environment belong to.
pub(super) const fn belonging(kind: Kind) -> Belonging {
    match kind {
        Kind::Practice => Belonging::Practice,
        Kind::Test => Belonging::Test,
        Kind::Production => Belonging::Production,
        Kind::Custom => Belonging::Unknown,
    }
}

fn issuer(inspected: &Inspected, path: &Path, kind: Kind) -> Finding {
    let issuer = &inspected.facts.issuer_name;
    // Which certificates a custom environment accepts is its own affair.
    let stranger = if kind == Kind::Custom { Severity::Warning } else { Severity::Blocking };
    match path.trust {
        Trust::Issuer(authority) => match authority.purpose {
            Purpose::Person => Finding::new(Severity::Blocking, &PERSONAL),
            Purpose::Retired => Finding::new(stranger, &RETIRED_ISSUER).with("issuer", issuer),
            Purpose::Enterprise => Finding::new(Severity::Good, &TRUSTED).with("issuer", issuer),
        },
        Trust::Given if inspected.numbers.personal => Finding::new(Severity::Blocking, &PERSONAL),
        Trust::Given => Finding::new(Severity::Good, &TRUSTED).with("issuer", issuer),
        Trust::Above(_) => Finding::new(stranger, &UNTRUSTED_ISSUER).with("issuer", issuer),
        Trust::Named => Finding::new(stranger, &UNTRUSTED_ISSUER).with("issuer", issuer),
        Trust::Nobody if path.self_signed => Finding::new(stranger, &SELF_SIGNED),
        Trust::Nobody if inspected.numbers.personal => Finding::new(Severity::Blocking, &PERSONAL),
        Trust::Nobody => Finding::new(stranger, &UNTRUSTED_ISSUER).with("issuer", issuer),
    }
}

fn validity(inspected: &Inspected, now: OffsetDateTime) -> Finding {
    let (not_before, not_after) = (inspected.facts.not_before, inspected.facts.not_after);
    if now > not_after {
        Finding::new(Severity::Blocking, &EXPIRED).with("not_after", not_after)
    } else if now < not_before {
        Finding::new(Severity::Blocking, &NOT_YET_VALID).with("not_before", not_before)
    } else if not_after - now <= SOON {
        Finding::new(Severity::Warning, &EXPIRES_SOON).with("not_after", not_after).with("days", (not_after - now).whole_days())
    } else {
        Finding::new(Severity::Good, &IN_DATE).with("not_after", not_after)
    }
}

const fn role(inspected: &Inspected) -> Finding {
    match inspected.facts.role {
        Role::Authentication | Role::AuthenticationAndSigning => Finding::new(Severity::Good, &AUTHENTICATION),
        Role::Signing => Finding::new(Severity::Note, &SIGNING_ONLY),
        Role::Encryption => Finding::new(Severity::Blocking, &ENCRYPTION_ONLY),
        Role::Other => Finding::new(Severity::Blocking, &NO_KEY_USAGE),
    }
}

fn organisation(inspected: &Inspected, kind: Kind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let numbers = &inspected.numbers.disagreeing;
    if !numbers.is_empty() {
        return vec![Finding::new(Severity::Blocking, &NUMBERS_DISAGREE).with("numbers", numbers.clone())];
    }
    match &inspected.numbers.organisation {
        None => findings.push(Finding::new(Severity::Blocking, &NO_ORGANISATION)),
        // Genuine test certificates carry invented numbers (certificates.md 7).
        Some(digits) if !OrgNumber::check_digit_fits(digits) => {
            let severity = if kind == Kind::Production { Severity::Blocking } else { Severity::Warning };
            findings.push(Finding::new(severity, &CHECK_DIGIT).with("digits", digits));
        }
        Some(_) => {}
    }
    if let Some(digits) = &inspected.numbers.sub_unit {
        findings.push(Finding::new(Severity::Note, &SUB_UNIT).with("digits", digits));
    }
    if inspected.numbers.payment_services {
        findings.push(Finding::new(Severity::Note, &PAYMENT_SERVICES));
    }
    findings
}

/// The cheaper Commfides products, whose policies Digdir's library does not list (certificates.md 2.6).
fn is_lcp(policy: &str) -> bool {
    let rest = policy.strip_prefix("2.16.578.1.29.13.").or_else(|| policy.strip_prefix("2.16.578.1.29.913."));
    rest.is_some_and(|rest| ["300.", "310.", "320."].iter().any(|series| rest.starts_with(series)))
}
