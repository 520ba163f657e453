//! The one sentence that says what a certificate is and what to do with it. The words are the page's.

use super::facts::CertificateFacts;
use super::finding::{Finding, Severity};

/// The sentence. Text key `certificate:verdict.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// To be used in Maskinporten as it is.
    Ready,
    /// May be used, with something to look at first.
    ReadyWithCare,
    /// The right kind, and something blocks it; its key can be registered.
    KeyOnly,
    /// The public half alone.
    PublicHalf,
    /// Of no use here.
    Unusable,
}

impl Verdict {
    /// Name in texts and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ReadyWithCare => "ready_with_care",
            Self::KeyOnly => "key_only",
            Self::PublicHalf => "public_half",
            Self::Unusable => "unusable",
        }
    }
}

/// What the findings come to.
pub(super) fn of(_facts: &CertificateFacts, findings: &[Finding], has_key: bool) -> Verdict {
    let heaviest = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Good);
    match (has_key, heaviest) {
        (false, _) => Verdict::PublicHalf,
        (true, Severity::Blocking) => match super::finding::usable(findings) {
            super::finding::Usable::RegisteredKey => Verdict::KeyOnly,
            _ => Verdict::Unusable,
        },
        (true, Severity::Warning) => Verdict::ReadyWithCare,
        (true, _) => Verdict::Ready,
    }
}
