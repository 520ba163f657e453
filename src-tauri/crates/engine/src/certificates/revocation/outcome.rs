//! What a check can find.

use time::OffsetDateTime;
use x509_parser::x509::ReasonCode;

use crate::http::HttpFailure;

/// What is known about a certificate's revocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// Nobody was asked.
    NotChecked,
    /// The issuer says that it stands.
    Good {
        /// When that was so (`thisUpdate`).
        at: OffsetDateTime,
        /// When the issuer will know more (`nextUpdate`).
        until: Option<OffsetDateTime>,
        /// Where it says so.
        by: Source,
    },
    /// The issuer has revoked it.
    Revoked {
        /// Since when.
        since: OffsetDateTime,
        /// Why, when the issuer tells.
        reason: Option<Reason>,
        /// Where it says so.
        by: Source,
    },
    /// No answer that counts.
    Unknown {
        /// The most telling of what went wrong.
        why: Why,
    },
}

/// Where an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An answer about this certificate (RFC 6960).
    Ocsp,
    /// The issuer's list (RFC 5280 §5).
    Crl,
}

impl Source {
    /// `ocsp`, `crl`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ocsp => "ocsp",
            Self::Crl => "crl",
        }
    }
}

/// Why nothing is known; the later, the more it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The certificate gives no address, or none that may be asked.
    NoAddress,
    /// No whole answer came in time.
    Unreachable,
    /// The answer is larger than any real one.
    TooLarge,
    /// The responder would not answer (an OCSP error status).
    Refused,
    /// The answer cannot be read, or is about something else.
    Malformed,
    /// The answer is out of date, or this computer's clock is wrong.
    Stale,
    /// The issuer did not sign the answer.
    BadSignature,
    /// The responder does not know the certificate.
    UnknownToIssuer,
}

impl Why {
    /// `no_address`, `unreachable` and so on.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::Unreachable => "unreachable",
            Self::TooLarge => "too_large",
            Self::Refused => "refused",
            Self::Malformed => "malformed",
            Self::Stale => "stale",
            Self::BadSignature => "bad_signature",
            Self::UnknownToIssuer => "unknown_to_issuer",
        }
    }
}

impl From<HttpFailure> for Why {
    fn from(failure: HttpFailure) -> Self {
        match failure {
            HttpFailure::TooLarge { .. } => Self::TooLarge,
            _ => Self::Unreachable,
        }
    }
}

/// Why the issuer revoked it (RFC 5280 §5.3.1). *Unspecified* is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are RFC 5280's own")]
pub enum Reason {
    KeyCompromise,
    CaCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    /// Withdrawn for a time: it may come back.
    CertificateHold,
    PrivilegeWithdrawn,
    AaCompromise,
}

impl Reason {
    pub(super) const fn of(code: ReasonCode) -> Option<Self> {
        Some(match code {
            ReasonCode::KeyCompromise => Self::KeyCompromise,
            ReasonCode::CACompromise => Self::CaCompromise,
            ReasonCode::AffiliationChanged => Self::AffiliationChanged,
            ReasonCode::Superseded => Self::Superseded,
            ReasonCode::CessationOfOperation => Self::CessationOfOperation,
            ReasonCode::CertificateHold => Self::CertificateHold,
            ReasonCode::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
            ReasonCode::AACompromise => Self::AaCompromise,
            _ => return None,
        })
    }

    /// As RFC 5280 writes it, in snake case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeyCompromise => "key_compromise",
            Self::CaCompromise => "ca_compromise",
            Self::AffiliationChanged => "affiliation_changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation_of_operation",
            Self::CertificateHold => "certificate_hold",
            Self::PrivilegeWithdrawn => "privilege_withdrawn",
            Self::AaCompromise => "aa_compromise",
        }
    }
}
