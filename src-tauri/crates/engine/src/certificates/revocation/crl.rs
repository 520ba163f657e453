//! Judging a revocation list (RFC 5280 §5, §6.3).

use time::OffsetDateTime;
use x509_parser::extensions::{IssuingDistributionPoint, ParsedExtension};
use x509_parser::num_bigint::BigUint;
use x509_parser::prelude::FromDer as _;
use x509_parser::revocation_list::{CertificateRevocationList, RevokedCertificate};
use x509_parser::x509::ReasonCode;

use super::answers::{Answer, State};
use super::{Issued, Reason, Source, Why, addresses, chain, der, is_fresh, signature};

/// deltaCRLIndicator (RFC 5280 §5.2.4).
const DELTA: &str = "2.5.29.27";

/// What a list says about the certificate; only the issuer's own list, whole, and in force.
pub(super) fn judge(body: &[u8], issued: &Issued<'_>, now: OffsetDateTime) -> Result<Answer, Why> {
    let der = der::unwrapped(body, "X509 CRL").ok_or(Why::Malformed)?;
    let Ok(([], list)) = CertificateRevocationList::from_der(&der) else { return Err(Why::Malformed) };
    if list.signature_algorithm != list.tbs_cert_list.signature {
        return Err(Why::Malformed);
    }
    if !(chain::same_name(list.issuer(), issued.leaf.issuer()) && is_signed(&list, issued)) {
        return Err(Why::BadSignature);
    }
    if !is_understood(&list, issued) {
        return Err(Why::Malformed);
    }
    let at = list.last_update().to_datetime();
    let until = list.next_update().ok_or(Why::Stale)?.to_datetime();
    if !is_fresh(at, until, now) {
        return Err(Why::Stale);
    }
    let state = entry(&list, &issued.leaf.tbs_certificate.serial).map_or(State::Good, |entry| State::Revoked {
        since: entry.revocation_date.to_datetime(),
        reason: entry.reason_code().and_then(|(_, code)| Reason::of(code)),
    });
    Ok(Answer { state, at, until: Some(until), by: Source::Crl })
}

/// *Remove from CRL* belongs in a delta list, and says that the certificate stands again (RFC 5280 §5.3.1).
fn entry<'a, 'b>(list: &'a CertificateRevocationList<'b>, serial: &BigUint) -> Option<&'a RevokedCertificate<'b>> {
    list.iter_revoked_certificates()
        .find(|entry| entry.serial() == serial && entry.reason_code().is_none_or(|(_, code)| code != ReasonCode::RemoveFromCRL))
}

fn is_signed(list: &CertificateRevocationList<'_>, issued: &Issued<'_>) -> bool {
    signature::verifies(&issued.issuer_key, &list.signature_algorithm, list.tbs_cert_list.as_ref(), &list.signature_value.data)
}

/// Whether the list is whole for this certificate, and demands nothing unknown; an unknown critical extension of one entry
/// spoils the list for every certificate (RFC 5280 §5.2, §5.3).
fn is_understood(list: &CertificateRevocationList<'_>, issued: &Issued<'_>) -> bool {
    let of_list = list.extensions().iter().all(|extension| match extension.parsed_extension() {
        ParsedExtension::IssuingDistributionPoint(point) => covers(point, issued),
        ParsedExtension::CRLNumber(_) | ParsedExtension::AuthorityKeyIdentifier(_) => true,
        _ => !extension.critical && extension.oid.to_id_string() != DELTA,
    });
    let mut of_entries = list.iter_revoked_certificates().flat_map(RevokedCertificate::extensions);
    of_list
        && of_entries.all(|extension| match extension.parsed_extension() {
            ParsedExtension::ReasonCode(_) | ParsedExtension::InvalidityDate(_) => true,
            _ => !extension.critical,
        })
}

/// Whether a partitioned list is the part for this certificate (RFC 5280 §6.3.3 b).
fn covers(point: &IssuingDistributionPoint<'_>, issued: &Issued<'_>) -> bool {
    let kind = if issued.leaf.is_ca() { !point.only_contains_user_certs } else { !point.only_contains_ca_certs };
    let whole = !point.indirect_crl && !point.only_contains_attribute_certs && point.only_some_reasons.is_none();
    let place = point.distribution_point.as_ref().is_none_or(|point| {
        let own = addresses::list_addresses(&issued.leaf);
        addresses::full_names(point).iter().any(|name| own.contains(name))
    });
    kind && whole && place
}
