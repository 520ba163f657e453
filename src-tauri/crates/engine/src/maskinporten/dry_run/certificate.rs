//! The enterprise certificate, as the certificate doctor judges it, for this client in this environment (maskinporten.md 3.5, 9).

use super::codes::{CERTIFICATE, CERTIFICATE_OTHER_KEY, CERTIFICATE_UNREADABLE, KEY_REQUIRED, KEY_UNSEEN};
use super::{Check, DryRunSubject, Outcome, StoredKey};
use crate::certificates::{self, ExaminedCertificate, Finding, Severity};
use crate::maskinporten::{Order, error};
use crate::names::OrgNumber;
use crate::problem::Explain as _;

/// What the doctor finds blocking, and Maskinporten may accept all the same: it has the issuers' certificates itself, and which key usage it
/// demands is published nowhere.
const MAY_PASS: [&str; 3] = ["certificate.issuer_missing", "certificate.encryption_only", "certificate.numbers_disagree"];
/// What is said no to for the number, and not for the certificate.
const ABOUT_NUMBER: [&str; 2] = ["certificate.no_organisation", "certificate.check_digit"];
/// What is seen when the signature is verified.
const ABOUT_SIGNATURE: [&str; 1] = ["certificate.weak_key"];

/// Checks an order that is signed with a certificate. Without one there is no grant, which has been said.
pub(super) fn check(order: &Order, chain: &[Vec<u8>], subject: &DryRunSubject<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    if subject.client.keys.iter().any(|key| key.retired_at.is_none()) {
        checks.push(Check::bad(&KEY_REQUIRED, error::KEY_REQUIRED.name).with("client", order.client.as_str()));
    }
    if chain.is_empty() {
        return checks;
    }
    let now = subject.services_time();
    match certificates::examine_kept(chain, subject.revocation, subject.environment, now) {
        None => checks.push(Check::bad(&CERTIFICATE_UNREADABLE, error::CHAIN.name)),
        Some(examined) if examined.is_authority => checks.push(Check::bad(&CERTIFICATE_UNREADABLE, error::CERTIFICATE.name)),
        Some(examined) => checks.extend(judged(&examined, subject)),
    }
    checks
}

fn judged(examined: &ExaminedCertificate, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let mut checks: Vec<Check> = examined.findings.iter().filter_map(of_finding).collect();
    let said_of_number = checks.iter().any(|check| ABOUT_NUMBER.contains(&check.code));
    let other = subject.organisation.and_then(|ours| examined.facts.belongs_to_organisation(ours).err()).filter(|_| !said_of_number);
    checks.extend(other.map(|error| Check::of(Outcome::Bad, Some(error::OTHER_ORGANISATION.name), error.explain())));
    checks.extend(match subject.key {
        StoredKey::Here(key) if examined.facts.key.thumbprint.as_ref() != Some(&key.thumbprint) => {
            Some(Check::bad(&CERTIFICATE_OTHER_KEY, error::SIGNATURE.name))
        }
        StoredKey::Here(_) | StoredKey::Missing => None,
        StoredKey::Unknown => Some(Check::note(&KEY_UNSEEN)),
    });
    // As the server comes to them: the certificate, whose it is, what it has signed.
    checks.sort_by_key(|check| (std::cmp::Reverse(check.outcome), place(check.refusal)));
    if checks.is_empty() {
        let whose = subject.organisation.map(OrgNumber::as_str).or(examined.facts.organisation_digits.as_deref()).unwrap_or_default();
        checks.push(Check::good(&CERTIFICATE).with("not_after", examined.facts.not_after).with("organisation", whose));
    }
    checks
}

fn of_finding(finding: &Finding) -> Option<Check> {
    match finding.severity {
        Severity::Good | Severity::Note => None,
        Severity::Blocking if !MAY_PASS.contains(&finding.code) => {
            let refusal = match finding.code {
                code if ABOUT_NUMBER.contains(&code) => error::OTHER_ORGANISATION,
                code if ABOUT_SIGNATURE.contains(&code) => error::SIGNATURE,
                _ => error::CERTIFICATE,
            };
            Some(Check::of(Outcome::Bad, Some(refusal.name), finding.problem()))
        }
        Severity::Warning | Severity::Blocking => Some(Check::of(Outcome::Note, None, finding.problem())),
    }
}

fn place(refusal: Option<&str>) -> usize {
    [error::CERTIFICATE, error::OTHER_ORGANISATION, error::SIGNATURE].iter().position(|code| Some(code.name) == refusal).unwrap_or(3)
}
