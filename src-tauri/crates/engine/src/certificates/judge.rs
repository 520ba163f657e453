//! Judging: what a certificate says, weighed for an environment at a moment.

use time::{Duration, OffsetDateTime};

use super::authorities::Purpose;
use super::chain::{Path, Trust};
use super::error::{BUNDLE, EC_KEY, KEY_ONLY_FILE, NO_CERTIFICATE, NO_KEY, OTHER_ENVIRONMENT, PUBLIC_ONLY};
use super::examine::{ExaminedCertificate, ExaminedKey};
use super::facts::{Belonging, Role};
use super::finding::{self, Finding, Severity};
use super::inspect::Inspected;
use super::links::ChainState;
use super::open::OpenedFile;
use super::policy::{self, PolicyLevel, policy_level};
use super::revocation::{Revocation, Why};
use super::{Contents, FileKind, PasswordForm};
use crate::clock_offset::Now;
use crate::environment::Kind;
use crate::names::OrgNumber;
use crate::problem::Code;

const SOON: Duration = Duration::days(60);
const SERVER_AUTHENTICATION: &str = "1.3.6.1.5.5.7.3.1";

/// Judges a certificate.
pub(super) fn judge(inspected: &Inspected, path: &Path, kind: Kind, now: OffsetDateTime) -> Vec<Finding> {
    let mut findings = vec![issuer(inspected, path, kind), validity(inspected, now), role(inspected)];
    findings.extend(environment(inspected, kind));
    findings.extend(organisation(inspected, kind));
    findings.extend(policies(inspected, path));
    findings.extend(extensions(inspected));
    findings.extend(key(inspected));
    let is_trusted = match path.trust {
        Trust::Issuer(authority) => authority.purpose == Purpose::Enterprise && !inspected.personal,
        Trust::Given => !inspected.personal,
        _ => false,
    };
    if is_trusted && path.chain.len() == 1 && path.issuer.as_ref().is_some_and(|issuer| issuer.pinned.is_some()) {
        findings.push(Finding::new(Severity::Note, &finding::LEAF_ALONE));
    }
    findings
}

/// Judges what the issuer says. It is asked only about what it has signed, and not about itself.
pub(super) fn revocation(revocation: &Revocation, state: ChainState) -> Option<Finding> {
    match revocation {
        Revocation::NotChecked if state == ChainState::Anchored => Some(Finding::new(Severity::Note, &finding::REVOCATION_NOT_CHECKED)),
        Revocation::NotChecked => None,
        Revocation::Good { until, by, .. } => {
            let good = Finding::new(Severity::Good, &finding::NOT_REVOKED).with("source", by.as_str());
            Some(until.iter().fold(good, |good, until| good.with("until", *until)))
        }
        Revocation::Revoked { since, reason, by } => {
            let revoked = Finding::new(Severity::Blocking, &finding::REVOKED).with("since", *since).with("source", by.as_str());
            Some(reason.iter().fold(revoked, |revoked, reason| revoked.with("reason", reason.as_str())))
        }
        // Unknown blocks nobody (certificates.md 5).
        Revocation::Unknown { why } => Some(Finding::new(Severity::Warning, unknown(*why)).with("why", why.as_str())),
    }
}

const fn unknown(why: Why) -> &'static Code {
    match why {
        Why::NoAddress => &finding::REVOCATION_NO_ADDRESS,
        Why::Unreachable => &finding::REVOCATION_UNKNOWN,
        Why::Stale => &finding::REVOCATION_STALE,
        Why::TooLarge | Why::Refused | Why::Malformed | Why::BadSignature => &finding::REVOCATION_UNTRUSTED,
        Why::UnknownToIssuer => &finding::REVOCATION_NOT_KNOWN_TO_ISSUER,
    }
}

/// Says when dates were held against the services' clock, since ours is off.
pub(super) fn clock(now: Now) -> Option<Finding> {
    now.off_by().map(|seconds| Finding::new(Severity::Note, &finding::CLOCK_OFF).with("seconds", seconds.abs()))
}

/// Judges an authority's own certificate, when there is no other to judge. It is nobody's to use, but when, and whose, can be told.
pub(super) fn authority(inspected: &Inspected, path: &Path, kind: Kind, is_known: bool, now: OffsetDateTime) -> Vec<Finding> {
    let stranger = (!is_known).then(|| issuer(inspected, path, kind));
    stranger.into_iter().chain([validity(inspected, now)]).collect()
}

/// Judges a file as a whole; `elsewhere` says whether other files have certificates that a key may belong to.
pub(super) fn judge_file(
    opened: &OpenedFile,
    held: &Contents,
    keys: &[ExaminedKey],
    certificates: &[ExaminedCertificate],
    elsewhere: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(encoding) = &held.encoding {
        if encoding.mac.is_none() {
            findings.push(Finding::new(Severity::Warning, &finding::NO_MAC));
        }
        if !matches!(encoding.password, PasswordForm::None | PasswordForm::AsTyped | PasswordForm::Nfc) {
            findings.push(Finding::new(Severity::Note, &finding::PASSWORD_UNUSUAL));
        }
    }
    if held.damaged_keys > 0 {
        let severity = if keys.is_empty() { Severity::Blocking } else { Severity::Warning };
        findings.push(Finding::new(severity, &finding::KEY_DAMAGED));
    }
    if held.certificates.len() > certificates.len() {
        findings.push(Finding::new(Severity::Warning, &finding::CERTIFICATE_UNREADABLE));
    }
    if keys.is_empty() && held.damaged_keys == 0 && !certificates.iter().any(|certificate| certificate.has_key) {
        let code = match opened.kind {
            FileKind::CertificateDer | FileKind::CertificatePem => &PUBLIC_ONLY,
            FileKind::Pkcs7 => &BUNDLE,
            _ => &NO_KEY,
        };
        findings.push(Finding::new(Severity::Blocking, code));
    }
    if !keys.is_empty() && keys.iter().all(|key| key.certificate.is_none()) {
        let code = match (certificates.is_empty() && !elsewhere, opened.kind) {
            (false, _) => &finding::KEY_MISMATCH,
            (true, FileKind::Pkcs12) => &NO_CERTIFICATE,
            (true, _) => &KEY_ONLY_FILE,
        };
        findings.push(Finding::new(Severity::Blocking, code));
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
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
    let with_issuer = |severity, code| Finding::new(severity, code).with("issuer", issuer);
    match path.trust {
        // Some authorities issued to enterprises and to persons (certificates.md 3).
        _ if inspected.personal => Finding::new(Severity::Blocking, &finding::PERSONAL),
        Trust::Issuer(authority) => match authority.purpose {
            Purpose::Person => Finding::new(Severity::Blocking, &finding::PERSONAL),
            Purpose::Retired => with_issuer(stranger, &finding::RETIRED_ISSUER),
            Purpose::Enterprise => with_issuer(Severity::Good, &finding::TRUSTED),
        },
        Trust::Given => with_issuer(Severity::Good, &finding::TRUSTED),
        Trust::Above(authority) if authority.purpose == Purpose::Retired => with_issuer(stranger, &finding::RETIRED_ISSUER),
        Trust::Named if inspected.facts.signature_algorithm.starts_with("SHA-1 ") => Finding::new(stranger, &finding::SHA1_SIGNATURE),
        Trust::Named => with_issuer(stranger, &finding::ISSUER_MISSING),
        // It deceives, which is no environment's own affair.
        Trust::Nobody if path.false_name && !path.self_signed => with_issuer(Severity::Blocking, &finding::FALSE_ISSUER),
        Trust::Above(_) | Trust::Nobody if is_web_site(inspected) => with_issuer(stranger, &finding::TLS_SERVER),
        Trust::Nobody if path.self_signed => Finding::new(stranger, &finding::SELF_SIGNED),
        Trust::Above(_) | Trust::Nobody => with_issuer(stranger, &finding::UNTRUSTED_ISSUER),
    }
}

/// serverAuth alone says nothing: Commfides writes it too (certificates.md 2.5). Host names only web sites have.
fn is_web_site(inspected: &Inspected) -> bool {
    let facts = &inspected.facts;
    let for_servers = facts.extended_key_usages.iter().any(|usage| usage == SERVER_AUTHENTICATION);
    !facts.dns_names.is_empty() && (for_servers || facts.policies.iter().any(|oid| policy_level(oid) == Some(PolicyLevel::Tls)))
}

fn validity(inspected: &Inspected, now: OffsetDateTime) -> Finding {
    let (not_before, not_after) = (inspected.facts.not_before, inspected.facts.not_after);
    if now > not_after {
        Finding::new(Severity::Blocking, &finding::EXPIRED).with("not_after", not_after)
    } else if now < not_before {
        Finding::new(Severity::Blocking, &finding::NOT_YET_VALID).with("not_before", not_before)
    } else if not_after - now <= SOON {
        let soon = Finding::new(Severity::Warning, &finding::EXPIRES_SOON).with("not_after", not_after);
        soon.with("days", (not_after - now).whole_days())
    } else {
        Finding::new(Severity::Good, &finding::IN_DATE).with("not_after", not_after)
    }
}

const fn role(inspected: &Inspected) -> Finding {
    match inspected.facts.role {
        Role::Authentication | Role::AuthenticationAndSigning => Finding::new(Severity::Good, &finding::AUTHENTICATION),
        Role::Signing => Finding::new(Severity::Note, &finding::SIGNING_ONLY),
        Role::Encryption => Finding::new(Severity::Blocking, &finding::ENCRYPTION_ONLY),
        Role::Other => Finding::new(Severity::Blocking, &finding::NO_KEY_USAGE),
    }
}

/// A certificate that belongs elsewhere stays out (design.md 3).
fn environment(inspected: &Inspected, kind: Kind) -> Option<Finding> {
    let (facts, ours) = (&inspected.facts, belonging(kind));
    let theirs = facts.belongs_to;
    match (kind, theirs) {
        (Kind::Custom, _) | (_, Belonging::Unknown) => None,
        _ if theirs == ours => None,
        _ if facts.proved => {
            let other = Finding::new(Severity::Blocking, &OTHER_ENVIRONMENT);
            Some(other.with("theirs", theirs.as_str()).with("ours", ours.as_str()))
        }
        _ => Some(Finding::new(Severity::Warning, &finding::PROBABLY_OTHER_ENVIRONMENT).with("theirs", theirs.as_str())),
    }
}

fn organisation(inspected: &Inspected, kind: Kind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let numbers = &inspected.numbers.disagreeing;
    if !numbers.is_empty() {
        return vec![Finding::new(Severity::Blocking, &finding::NUMBERS_DISAGREE).with("numbers", numbers.clone())];
    }
    match &inspected.numbers.organisation {
        None => findings.push(Finding::new(Severity::Blocking, &finding::NO_ORGANISATION)),
        // Genuine test certificates carry invented numbers (certificates.md 7).
        Some(digits) if !OrgNumber::check_digit_fits(digits) => {
            let severity = if kind == Kind::Production { Severity::Blocking } else { Severity::Warning };
            findings.push(Finding::new(severity, &finding::CHECK_DIGIT).with("digits", digits));
        }
        Some(_) => {}
    }
    if let Some(digits) = &inspected.numbers.sub_unit {
        findings.push(Finding::new(Severity::Note, &finding::SUB_UNIT).with("digits", digits));
    }
    if inspected.numbers.payment_services {
        findings.push(Finding::new(Severity::Note, &finding::PAYMENT_SERVICES));
    }
    findings
}

/// Only of authorities that we know: others' policies mean what they like.
fn policies(inspected: &Inspected, path: &Path) -> Option<Finding> {
    let policies = &inspected.facts.policies;
    let known = match path.trust {
        Trust::Issuer(authority) => authority.purpose == Purpose::Enterprise && !inspected.personal,
        Trust::Given => !policies.is_empty() && !inspected.personal,
        _ => false,
    };
    if !known || policy::is_listed(policies) {
        None
    } else if policies.iter().any(|oid| policy_level(oid) == Some(PolicyLevel::Lcp)) {
        Some(Finding::new(Severity::Warning, &finding::LCP_POLICY))
    } else {
        Some(Finding::new(Severity::Warning, &finding::UNLISTED_POLICY).with("policies", policies.clone()))
    }
}

fn extensions(inspected: &Inspected) -> Vec<Finding> {
    let (extensions, mut findings) = (&inspected.extensions, Vec::new());
    if extensions.key_usage_is_critical == Some(false) {
        findings.push(Finding::new(Severity::Warning, &finding::KEY_USAGE_NOT_CRITICAL));
    }
    if !extensions.other_critical.is_empty() {
        let other = Finding::new(Severity::Warning, &finding::OTHER_CRITICAL);
        findings.push(other.with("extensions", extensions.other_critical.clone()));
    }
    if extensions.statements.malformed {
        findings.push(Finding::new(Severity::Note, &finding::STATEMENTS_MALFORMED));
    }
    findings
}

fn key(inspected: &Inspected) -> Vec<Finding> {
    let (facts, mut findings) = (&inspected.facts, Vec::new());
    if facts.key.algorithm != "RSA" {
        findings.push(Finding::new(Severity::Blocking, &EC_KEY).with("algorithm", &facts.key.algorithm));
    } else if facts.key.bits < 2048 {
        findings.push(Finding::new(Severity::Blocking, &finding::WEAK_KEY).with("bits", i64::from(facts.key.bits)));
    }
    findings
}
