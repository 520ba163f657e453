//! Which of several certificates to use, with the reason why.

use std::cmp::Reverse;

use time::OffsetDateTime;

use super::examine::{Examination, ExaminedCertificate};
use super::facts::Role;
use super::finding::EXPIRED;
use super::usable::Usable;
use super::verdict::Verdict;

/// The one to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// Of its certificate.
    pub fingerprint: String,
    /// Text key `certificate:why.<why>`.
    pub why: Why,
}

/// What sets it apart from the others; the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no other.
    OnlyOne,
    /// The others' keys are not among the files.
    WithKey,
    /// The others belong to another environment.
    RightEnvironment,
    /// The others have expired.
    InDate,
    /// The others cannot be used as enterprise certificates, each for a reason of its own.
    Usable,
    /// The others are for signing or for encryption.
    AuthenticationPreferred,
    /// It lasts longer than the others.
    LastsLongest,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::OnlyOne,
        Self::WithKey,
        Self::RightEnvironment,
        Self::InDate,
        Self::Usable,
        Self::AuthenticationPreferred,
        Self::LastsLongest,
    ];

    /// Name in texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnlyOne => "only_one",
            Self::WithKey => "with_key",
            Self::RightEnvironment => "right_environment",
            Self::InDate => "in_date",
            Self::Usable => "usable",
            Self::AuthenticationPreferred => "authentication_preferred",
            Self::LastsLongest => "lasts_longest",
        }
    }
}

impl Examination {
    /// Certificates of organisations and persons, each once, best first. Those of authorities only when there are no others.
    #[must_use]
    pub fn candidates(&self) -> Vec<&ExaminedCertificate> {
        let mut candidates: Vec<&ExaminedCertificate> = Vec::new();
        let are_authorities = self.certificates().all(|certificate| certificate.is_authority);
        for certificate in self.certificates().filter(|certificate| are_authorities || !certificate.is_authority) {
            if !candidates.iter().any(|other| other.facts.fingerprint == certificate.facts.fingerprint) {
                candidates.push(certificate);
            }
        }
        candidates.sort_by_key(|certificate| Reverse(rank(certificate)));
        candidates
    }

    /// The one to use, when one with its key can be used as an enterprise certificate. Nothing less is recommended.
    #[must_use]
    pub fn recommended(&self) -> Option<&ExaminedCertificate> {
        let is_whole = |certificate: &&ExaminedCertificate| certificate.usable == Usable::EnterpriseCertificate;
        self.candidates().into_iter().filter(is_whole).find(|certificate| certificate.has_key)
    }

    /// The same, with the reason.
    #[must_use]
    pub fn recommendation(&self) -> Option<Recommendation> {
        let best = self.recommended()?;
        let others = self.candidates().into_iter().filter(|other| other.facts.fingerprint != best.facts.fingerprint);
        Some(Recommendation { fingerprint: best.facts.fingerprint.clone(), why: why(best, &others.collect::<Vec<_>>()) })
    }
}

/// With its key before without, usable before not, authentication before signing, the longest lasting first.
fn rank(certificate: &ExaminedCertificate) -> (bool, u8, u8, OffsetDateTime) {
    let use_ = match certificate.usable {
        Usable::EnterpriseCertificate => 2,
        Usable::RegisteredKey => 1,
        Usable::Nothing => 0,
    };
    let role = match certificate.facts.role {
        Role::Authentication => 4,
        Role::AuthenticationAndSigning => 3,
        Role::Signing => 2,
        Role::Other => 1,
        Role::Encryption => 0,
    };
    (certificate.has_key, use_, role, certificate.facts.not_after)
}

fn why(best: &ExaminedCertificate, others: &[&ExaminedCertificate]) -> Why {
    let is_all = |holds: fn(&ExaminedCertificate) -> bool| others.iter().all(|other| holds(other));
    let is_elsewhere = |other: &ExaminedCertificate| {
        use Verdict::{WrongEnvironmentPractice, WrongEnvironmentProduction, WrongEnvironmentTest};
        matches!(other.verdict, WrongEnvironmentPractice | WrongEnvironmentProduction | WrongEnvironmentTest)
    };
    if others.is_empty() {
        Why::OnlyOne
    } else if is_all(|other| !other.has_key) {
        Why::WithKey
    } else if is_all(is_elsewhere) {
        Why::RightEnvironment
    } else if is_all(|other| other.findings.iter().any(|finding| finding.code == EXPIRED.name)) {
        Why::InDate
    } else if is_all(|other| !matches!(other.facts.role, Role::Authentication)) && best.facts.role == Role::Authentication {
        Why::AuthenticationPreferred
    } else if is_all(|other| other.usable != Usable::EnterpriseCertificate) {
        Why::Usable
    } else {
        Why::LastsLongest
    }
}
