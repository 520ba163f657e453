//! The one sentence that says what a certificate is and what to do with it. The words are the page's.

use super::error::{EC_KEY, OTHER_ENVIRONMENT};
use super::facts::{Belonging, CertificateFacts, Generation, Role};
use super::finding::{self, Finding, Severity};

/// The sentence. Text key `certificate:verdict.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its text's name")]
pub enum Verdict {
    Ready,
    ReadyWithCare,
    ReadySigning,
    ExpiresSoon,
    PublicHalf,
    NotYetValid,
    Expired,
    CheckDigit,
    WeakKey,
    EcKey,
    NoKeyUsage,
    Encryption,
    WrongEnvironmentPractice,
    WrongEnvironmentTest,
    WrongEnvironmentProduction,
    NoOrganisation,
    NumbersDisagree,
    Retired,
    Revoked,
    ChainIncomplete,
    Untrusted,
    FalseIssuer,
    SelfSigned,
    WeakSignature,
    TlsServer,
    Personal,
    Authority,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 27] = [
        Self::Ready,
        Self::ReadyWithCare,
        Self::ReadySigning,
        Self::ExpiresSoon,
        Self::PublicHalf,
        Self::NotYetValid,
        Self::Expired,
        Self::CheckDigit,
        Self::WeakKey,
        Self::EcKey,
        Self::NoKeyUsage,
        Self::Encryption,
        Self::WrongEnvironmentPractice,
        Self::WrongEnvironmentTest,
        Self::WrongEnvironmentProduction,
        Self::NoOrganisation,
        Self::NumbersDisagree,
        Self::Retired,
        Self::Revoked,
        Self::ChainIncomplete,
        Self::Untrusted,
        Self::FalseIssuer,
        Self::SelfSigned,
        Self::WeakSignature,
        Self::TlsServer,
        Self::Personal,
        Self::Authority,
    ];

    /// Name in texts and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ReadyWithCare => "ready_with_care",
            Self::ReadySigning => "ready_signing",
            Self::ExpiresSoon => "expires_soon",
            Self::PublicHalf => "public_half",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::CheckDigit => "check_digit",
            Self::WeakKey => "weak_key",
            Self::EcKey => "ec_key",
            Self::NoKeyUsage => "no_key_usage",
            Self::Encryption => "encryption",
            Self::WrongEnvironmentPractice => "wrong_environment_practice",
            Self::WrongEnvironmentTest => "wrong_environment_test",
            Self::WrongEnvironmentProduction => "wrong_environment_production",
            Self::NoOrganisation => "no_organisation",
            Self::NumbersDisagree => "numbers_disagree",
            Self::Retired => "retired",
            Self::Revoked => "revoked",
            Self::ChainIncomplete => "chain_incomplete",
            Self::Untrusted => "untrusted",
            Self::FalseIssuer => "false_issuer",
            Self::SelfSigned => "self_signed",
            Self::WeakSignature => "weak_signature",
            Self::TlsServer => "tls_server",
            Self::Personal => "personal",
            Self::Authority => "authority",
        }
    }
}

/// Warnings that leave the sentence as it is: it says so itself, or nobody knows more.
const CALM: [&str; 6] = [
    finding::EXPIRES_SOON.name,
    finding::REVOCATION_UNKNOWN.name,
    finding::REVOCATION_NO_ADDRESS.name,
    finding::REVOCATION_STALE.name,
    finding::REVOCATION_UNTRUSTED.name,
    finding::REVOCATION_NOT_KNOWN_TO_ISSUER.name,
];

/// What the findings come to: of those that block, the gravest. What may not even be a registered key comes before what may, and
/// what another file of the same certificate could mend comes last.
pub(super) fn of(facts: &CertificateFacts, findings: &[Finding], has_key: bool) -> Verdict {
    let elsewhere = match facts.belongs_to {
        Belonging::Practice => Verdict::WrongEnvironmentPractice,
        Belonging::Production => Verdict::WrongEnvironmentProduction,
        Belonging::Test | Belonging::Unknown => Verdict::WrongEnvironmentTest,
    };
    let expired = if facts.generation == Generation::Seid1 { Verdict::Retired } else { Verdict::Expired };
    let gravest_first = [
        (finding::PERSONAL, Verdict::Personal),
        (finding::FALSE_ISSUER, Verdict::FalseIssuer),
        (finding::TLS_SERVER, Verdict::TlsServer),
        (finding::REVOKED, Verdict::Revoked),
        (finding::RETIRED_ISSUER, Verdict::Retired),
        (OTHER_ENVIRONMENT, elsewhere),
        (finding::NUMBERS_DISAGREE, Verdict::NumbersDisagree),
        (finding::ENCRYPTION_ONLY, Verdict::Encryption),
        (EC_KEY, Verdict::EcKey),
        (finding::WEAK_KEY, Verdict::WeakKey),
        (finding::SELF_SIGNED, Verdict::SelfSigned),
        (finding::UNTRUSTED_ISSUER, Verdict::Untrusted),
        (finding::ISSUER_MISSING, Verdict::ChainIncomplete),
        (finding::NO_ORGANISATION, Verdict::NoOrganisation),
        (finding::NO_KEY_USAGE, Verdict::NoKeyUsage),
        (finding::CHECK_DIGIT, Verdict::CheckDigit),
        (finding::EXPIRED, expired),
        (finding::NOT_YET_VALID, Verdict::NotYetValid),
        (finding::SHA1_SIGNATURE, Verdict::WeakSignature),
    ];
    let has = |severity, code| findings.iter().any(|finding| finding.severity == severity && finding.code == code);
    if let Some((_, verdict)) = gravest_first.into_iter().find(|(code, _)| has(Severity::Blocking, code.name)) {
        return verdict;
    }
    let is_grave = |finding: &Finding| finding.severity == Severity::Warning && !CALM.contains(&finding.code);
    match facts.role {
        _ if !has_key => Verdict::PublicHalf,
        _ if findings.iter().any(is_grave) => Verdict::ReadyWithCare,
        _ if has(Severity::Warning, finding::EXPIRES_SOON.name) => Verdict::ExpiresSoon,
        Role::Signing => Verdict::ReadySigning,
        _ => Verdict::Ready,
    }
}
