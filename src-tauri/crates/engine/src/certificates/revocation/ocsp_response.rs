//! An OCSPResponse, read (RFC 6960 §4.2.1). Nothing is believed here.

use time::OffsetDateTime;
use x509_parser::asn1_rs::{BitString, Class, Enumerated, GeneralizedTime, Oid, Tag, oid};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::X509Extension;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{AlgorithmIdentifier, ReasonCode, SubjectPublicKeyInfo};

use super::der::Fields;
use super::{Reason, Why, signature};

/// id-pkix-ocsp-basic.
const BASIC: Oid<'static> = oid!(1.3.6.1.5.5.7.48.1.1);
/// OCSPResponseStatus `successful`.
const SUCCESSFUL: u32 = 0;

pub(super) struct BasicResponse<'a> {
    signed: &'a [u8],
    algorithm: AlgorithmIdentifier<'a>,
    signature: BitString<'a>,
    certificates: Option<Fields<'a>>,
    pub(super) responder: Responder<'a>,
    pub(super) singles: Vec<SingleResponse<'a>>,
    /// Whether an extension demands what nobody here understands (RFC 6960 §4.4).
    pub(super) critical: bool,
}

/// Who the responder says it is.
pub(super) enum Responder<'a> {
    /// A DER Name.
    Name(&'a [u8]),
    /// The SHA-1 of a public key.
    Key(&'a [u8]),
}

pub(super) struct SingleResponse<'a> {
    pub(super) certificate: CertId<'a>,
    pub(super) status: CertStatus,
    pub(super) at: OffsetDateTime,
    pub(super) until: Option<OffsetDateTime>,
    pub(super) critical: bool,
}

pub(super) struct CertId<'a> {
    pub(super) algorithm: Oid<'a>,
    pub(super) name_hash: &'a [u8],
    pub(super) key_hash: &'a [u8],
    pub(super) serial: &'a [u8],
}

pub(super) enum CertStatus {
    Good,
    Revoked { since: OffsetDateTime, reason: Option<Reason> },
    Unknown,
}

/// Reads a whole OCSPResponse, of the one type that there is.
///
/// An error status is [`Why::Refused`]: nothing in it is signed.
pub(super) fn read(der: &[u8]) -> Result<BasicResponse<'_>, Why> {
    let mut response = Fields::of(der).ok_or(Why::Malformed)?;
    let Enumerated(status) = response.read().ok_or(Why::Malformed)?;
    if status != SUCCESSFUL {
        return Err(Why::Refused);
    }
    let mut answer = || {
        let mut bytes = Fields::of(response.tagged(0)?)?;
        (bytes.read::<Oid<'_>, _>()? == BASIC).then_some(())?;
        basic(bytes.content(Tag::OctetString)?)
    };
    answer().ok_or(Why::Malformed)
}

fn basic(der: &[u8]) -> Option<BasicResponse<'_>> {
    let mut response = Fields::of(der)?;
    let signed = response.encoded()?;
    let algorithm = response.read()?;
    let signature = response.read()?;
    let certificates = match response.tagged(0) {
        Some(list) => Some(Fields::of(list)?),
        None => None,
    };

    let mut data = Fields::of(signed)?;
    // The version; there is only one.
    let _ = data.tagged(0);
    let responder = match data.tagged(1) {
        Some(name) => Responder::Name(name),
        None => Responder::Key(Fields::within(data.tagged(2)?).content(Tag::OctetString)?),
    };
    let _produced_at = time(&mut data)?;
    let mut list = Fields::of(data.encoded()?)?;
    let mut singles = Vec::new();
    while !list.is_empty() {
        singles.push(single(Fields::of(list.encoded()?)?)?);
    }
    let critical = is_critical(&mut data)?;
    data.is_empty().then_some(BasicResponse { signed, algorithm, signature, certificates, responder, singles, critical })
}

fn single(mut fields: Fields<'_>) -> Option<SingleResponse<'_>> {
    let certificate = cert_id(Fields::of(fields.encoded()?)?)?;
    let status = cert_status(&mut fields)?;
    let at = time(&mut fields)?;
    let until = match fields.tagged(0) {
        Some(content) => Some(time(&mut Fields::within(content))?),
        None => None,
    };
    let critical = is_critical(&mut fields)?;
    fields.is_empty().then_some(SingleResponse { certificate, status, at, until, critical })
}

fn cert_id(mut fields: Fields<'_>) -> Option<CertId<'_>> {
    let AlgorithmIdentifier { algorithm, .. } = fields.read()?;
    let (name_hash, key_hash) = (fields.content(Tag::OctetString)?, fields.content(Tag::OctetString)?);
    Some(CertId { algorithm, name_hash, key_hash, serial: fields.content(Tag::Integer)? })
}

fn cert_status(fields: &mut Fields<'_>) -> Option<CertStatus> {
    let status = fields.next().filter(|status| status.class() == Class::ContextSpecific)?;
    match status.tag() {
        Tag(0) => Some(CertStatus::Good),
        Tag(1) => {
            let mut revoked = Fields::within(status.as_bytes());
            let since = time(&mut revoked)?;
            let reason = match revoked.tagged(0) {
                Some(content) => {
                    let Enumerated(code) = Fields::within(content).read()?;
                    u8::try_from(code).ok().and_then(|code| Reason::of(ReasonCode(code)))
                }
                None => None,
            };
            Some(CertStatus::Revoked { since, reason })
        }
        Tag(2) => Some(CertStatus::Unknown),
        _ => None,
    }
}

fn time(fields: &mut Fields<'_>) -> Option<OffsetDateTime> {
    fields.read::<GeneralizedTime, _>()?.utc_datetime().ok()
}

/// Whether there is a critical extension in `[1]`. None is understood: those of RFC 6960 §4.4 need not be.
fn is_critical(fields: &mut Fields<'_>) -> Option<bool> {
    let Some(content) = fields.tagged(1) else { return Some(false) };
    let mut extensions = Fields::of(content)?;
    let mut critical = false;
    while !extensions.is_empty() {
        critical |= extensions.read::<X509Extension<'_>, _>()?.critical;
    }
    Some(critical)
}

impl<'a> BasicResponse<'a> {
    pub(super) fn signed_by(&self, key: &SubjectPublicKeyInfo<'_>) -> bool {
        signature::verifies(key, &self.algorithm, self.signed, &self.signature.data)
    }

    /// The certificates that came with it.
    pub(super) fn certificates(&self) -> impl Iterator<Item = X509Certificate<'a>> {
        let mut rest = self.certificates;
        std::iter::from_fn(move || X509Certificate::from_der(rest.as_mut()?.encoded()?).ok()).map(|(_, certificate)| certificate)
    }
}
