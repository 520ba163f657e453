//! What a calendar asks of a certificate that was kept: its name, and from when to when it holds.

use time::OffsetDateTime;
use x509_parser::parse_x509_certificate;

use super::name;

/// A certificate's name and the time for which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validity {
    /// As [`super::CertificateFacts::subject_name`].
    pub name: String,
    /// From then on.
    pub not_before: OffsetDateTime,
    /// Until then.
    pub not_after: OffsetDateTime,
}

/// Reads them from DER; none of what is no certificate.
#[must_use]
pub fn validity(leaf: &[u8]) -> Option<Validity> {
    let (_, leaf) = parse_x509_certificate(leaf).ok()?;
    let (not_before, not_after) = (leaf.validity().not_before.to_datetime(), leaf.validity().not_after.to_datetime());
    Some(Validity { name: name::shown(leaf.subject()).unwrap_or_default(), not_before, not_after })
}
