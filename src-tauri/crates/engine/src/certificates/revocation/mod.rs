//! Whether a certificate has been revoked: asks its issuer by OCSP, reads the issuer's list where that gives no answer.
//!
//! Three outcomes (certificates.md 5): good, revoked, unknown. Only a signed answer that is in force can say *good* or
//! *revoked*; everything that goes wrong on the way is *unknown* with its reason, and unknown blocks nobody.

mod addresses;
mod answers;
mod crl;
mod der;
mod issuer;
mod ocsp;
mod ocsp_response;

use std::time::Duration;

use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{ReasonCode, SubjectPublicKeyInfo, X509Name};

pub use self::answers::Answers;
use self::answers::{Answer, Key};
pub use self::issuer::fetch_issuer;
use super::{chain, signature};
use crate::environment::Environment;
use crate::http::{Http, HttpFailure};
use crate::ports::Ports;

/// For all addresses of one certificate together.
const WHOLE: Duration = Duration::from_secs(10);
/// How far the computer's clock and the issuer's may be apart.
const TOLERANCE: time::Duration = time::Duration::minutes(5);

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
    fn of(code: ReasonCode) -> Option<Self> {
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

/// The certificate to check, with its issuer. Nobody is asked unless the issuer's key signed it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// DER certificate.
    pub certificate: &'a [u8],
    /// The issuer's DER Name.
    pub issuer_name: &'a [u8],
    /// The issuer's DER SubjectPublicKeyInfo.
    pub issuer_spki: &'a [u8],
}

/// The same, read, and proven to belong together.
struct Issued<'a> {
    leaf: X509Certificate<'a>,
    issuer_name: X509Name<'a>,
    issuer_key: SubjectPublicKeyInfo<'a>,
}

impl<'a> Subject<'a> {
    fn proven(&self) -> Option<Issued<'a>> {
        let (_, leaf) = X509Certificate::from_der(self.certificate).ok()?;
        let (_, issuer_name) = X509Name::from_der(self.issuer_name).ok()?;
        let (_, issuer_key) = SubjectPublicKeyInfo::from_der(self.issuer_spki).ok()?;
        signature::is_by(&leaf, &issuer_key).then_some(Issued { leaf, issuer_name, issuer_key })
    }
}

/// Asks whether the certificate stands. An answer that `answers` still holds is given again without asking.
///
/// Takes ten seconds at most. Nothing is tried twice.
pub async fn check(subject: &Subject<'_>, answers: &Answers, environment: &Environment, http: &Http, ports: &Ports) -> Revocation {
    let Some(issued) = subject.proven() else { return Revocation::NotChecked };
    let key = Key::of(subject);
    if let Some(known) = answers.in_force(&key, ports.clock.now()) {
        return known.revocation();
    }
    match tokio::time::timeout(WHOLE, ask(&issued, environment, http, ports)).await {
        Ok(Ok(answer)) => {
            answers.keep(key, answer, ports.clock.now());
            answer.revocation()
        }
        Ok(Err(why)) => Revocation::Unknown { why },
        Err(_) => Revocation::Unknown { why: Why::Unreachable },
    }
}

async fn ask(issued: &Issued<'_>, environment: &Environment, http: &Http, ports: &Ports) -> Result<Answer, Why> {
    let mut why = Why::NoAddress;
    let question = ocsp::question(issued).map_err(|_| Why::Malformed)?;
    for responder in addresses::responders(&issued.leaf, environment) {
        let answered = http.fetch(responder.asking("application/ocsp-request", question.clone()), ports).await;
        match answered.map_err(Why::from).and_then(|body| ocsp::judge(&body, issued, ports.clock.now())) {
            Ok(answer) => return Ok(answer),
            Err(failure) => why = why.max(failure),
        }
    }
    for list in addresses::lists(&issued.leaf, environment) {
        let answered = http.fetch(list, ports).await;
        match answered.map_err(Why::from).and_then(|body| crl::judge(&body, issued, ports.clock.now())) {
            Ok(answer) => return Ok(answer),
            Err(failure) => why = why.max(failure),
        }
    }
    Err(why)
}

/// Whether something said at one time, until another, holds now.
fn is_fresh(at: OffsetDateTime, until: OffsetDateTime, now: OffsetDateTime) -> bool {
    at <= now + TOLERANCE && now - TOLERANCE < until
}
