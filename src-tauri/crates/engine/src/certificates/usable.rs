//! What a certificate and its key may be used for, as far as the findings leave room.

use super::CertificateError;
use super::error::{EC_KEY, OTHER_ENVIRONMENT};
use super::finding::{ENCRYPTION_ONLY, FALSE_ISSUER, Finding, NUMBERS_DISAGREE, PERSONAL, REVOKED, Severity, WEAK_KEY};

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

pub(super) fn usable(findings: &[Finding]) -> Usable {
    if reason_against(findings).is_some() {
        Usable::Nothing
    } else if findings.iter().any(|finding| finding.severity == Severity::Blocking) {
        Usable::RegisteredKey
    } else {
        Usable::EnterpriseCertificate
    }
}

/// Refuses what may not even be a registered key.
pub(super) fn refuse_unusable(findings: &[Finding]) -> Result<(), CertificateError> {
    reason_against(findings).map_or(Ok(()), |finding| Err(CertificateError::Unusable(Box::new(finding.clone()))))
}

fn reason_against(findings: &[Finding]) -> Option<&Finding> {
    const REASONS: [&str; 8] = [
        OTHER_ENVIRONMENT.name,
        PERSONAL.name,
        FALSE_ISSUER.name,
        REVOKED.name,
        NUMBERS_DISAGREE.name,
        ENCRYPTION_ONLY.name,
        EC_KEY.name,
        WEAK_KEY.name,
    ];
    let stands = |reason: &&str| findings.iter().find(|finding| finding.severity == Severity::Blocking && finding.code == *reason);
    REASONS.iter().find_map(stands)
}
