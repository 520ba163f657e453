//! Asking the issuer about one certificate, and judging what comes back (RFC 6960).
//!
//! No nonce: public responders sign their answers ahead of time (RFC 6960 §4.4.1, RFC 5019 §2.1). Freshness is by time.

use aws_lc_rs::digest::{Digest, SHA1_FOR_LEGACY_USE_ONLY, digest};
use time::{Duration, OffsetDateTime};
use x509_parser::asn1_rs::{Integer, Null, OctetString, Oid, Sequence, SerializeResult, ToDer as _, oid};
use x509_parser::certificate::X509Certificate;

use super::answers::{Answer, State};
use super::ocsp_response::{BasicResponse, CertId, CertStatus, Responder, read};
use super::{Issued, Source, Why, is_fresh, signature};

const SHA1: Oid<'static> = oid!(1.3.14.3.2.26);
/// How old an answer may be that does not say until when it holds.
const UNDATED: Duration = Duration::hours(1);

/// An OCSPRequest for one certificate.
///
/// SHA-1 in the CertID, since it is the one digest that every responder accepts (RFC 5019 §2.1.1). It only tells which
/// certificate is meant; what is believed is the signature.
pub(super) fn question(issued: &Issued<'_>) -> SerializeResult<Vec<u8>> {
    let octets = |digest: Digest| OctetString::new(digest.as_ref()).to_der_vec();
    let parts = [
        sequence([SHA1.to_der_vec()?, Null::new().to_der_vec()?].concat())?,
        octets(sha1(issued.leaf.issuer().as_raw()))?,
        octets(sha1(&issued.issuer_key.subject_public_key.data))?,
        Integer::new(issued.leaf.raw_serial()).to_der_vec()?,
    ];
    // CertID in Request in requestList in TBSRequest in OCSPRequest.
    (0..5).try_fold(parts.concat(), |content, _| sequence(content))
}

fn sequence(content: Vec<u8>) -> SerializeResult<Vec<u8>> {
    Sequence::new(content.into()).to_der_vec()
}

/// What an OCSPResponse says about the certificate; only with a signature that counts, and in time.
pub(super) fn judge(body: &[u8], issued: &Issued<'_>, now: OffsetDateTime) -> Result<Answer, Why> {
    let response = read(body)?;
    if !is_signed(&response, issued, now) {
        return Err(Why::BadSignature);
    }
    let single = response.singles.iter().find(|single| is_about(&single.certificate, issued)).ok_or(Why::Malformed)?;
    if response.critical || single.critical {
        return Err(Why::Malformed);
    }
    if !is_fresh(single.at, single.until.unwrap_or_else(|| undated_end(single.at)), now) {
        return Err(Why::Stale);
    }
    let state = match single.status {
        CertStatus::Good => State::Good,
        CertStatus::Revoked { since, reason } => State::Revoked { since, reason },
        CertStatus::Unknown => return Err(Why::UnknownToIssuer),
    };
    Ok(Answer { state, at: single.at, until: single.until, by: Source::Ocsp })
}

/// The last moment that can be written has none after it.
fn undated_end(at: OffsetDateTime) -> OffsetDateTime {
    at.checked_add(UNDATED).unwrap_or(at)
}

fn is_about(certificate: &CertId<'_>, issued: &Issued<'_>) -> bool {
    certificate.algorithm == SHA1
        && certificate.name_hash == sha1(issued.leaf.issuer().as_raw()).as_ref()
        && certificate.key_hash == sha1(&issued.issuer_key.subject_public_key.data).as_ref()
        && certificate.serial == issued.leaf.raw_serial()
}

/// By the issuer itself, or by somebody it has delegated this to (RFC 6960 §4.2.2.2).
fn is_signed(response: &BasicResponse<'_>, issued: &Issued<'_>, now: OffsetDateTime) -> bool {
    let by_issuer = match response.responder {
        Responder::Name(name) => name == issued.issuer_name.as_raw() || name == issued.leaf.issuer().as_raw(),
        Responder::Key(hash) => hash == sha1(&issued.issuer_key.subject_public_key.data).as_ref(),
    };
    by_issuer && response.signed_by(&issued.issuer_key)
        || response
            .certificates()
            .any(|delegate| is_delegate(&delegate, &response.responder, issued, now) && response.signed_by(delegate.public_key()))
}

/// Whether the responder calls itself this certificate, and the issuer gave it the task, for now.
///
/// Its own revocation is not asked about: the issuer limits that by short validity (RFC 6960 §4.2.2.2.1).
fn is_delegate(delegate: &X509Certificate<'_>, responder: &Responder<'_>, issued: &Issued<'_>, now: OffsetDateTime) -> bool {
    let named = match responder {
        Responder::Name(name) => *name == delegate.subject().as_raw(),
        Responder::Key(hash) => *hash == sha1(&delegate.public_key().subject_public_key.data).as_ref(),
    };
    let validity = delegate.validity();
    named
        && is_fresh(validity.not_before.to_datetime(), validity.not_after.to_datetime(), now)
        && delegate.extended_key_usage().ok().flatten().is_some_and(|usage| usage.value.ocsp_signing)
        && delegate.key_usage().ok().flatten().is_none_or(|usage| usage.value.digital_signature() || usage.value.non_repudiation())
        && signature::is_by(delegate, &issued.issuer_key)
}

fn sha1(bytes: &[u8]) -> Digest {
    digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn an_answer_of_the_last_moment_ends_well() {
        let last = datetime!(9999-12-31 23:59:59 UTC);
        assert_eq!(undated_end(last), last);
        assert!(!is_fresh(last, undated_end(last), datetime!(2027-01-01 0:00 UTC)));
        assert_eq!(undated_end(datetime!(2027-01-01 0:00 UTC)), datetime!(2027-01-01 1:00 UTC));
    }
}
