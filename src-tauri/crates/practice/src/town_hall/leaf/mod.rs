//! The end-entity certificate, as each issuer writes it (certificates.md 2).

use rcgen::string::PrintableString;
use rcgen::{CertificateParams, CustomExtension, DnValue, IsCa, SanType};
use time::{Duration, OffsetDateTime};

use super::authority::{Authority, policies, serial_number};
use super::leaf_key::LeafKey;
use super::order::{CertificateOrder, Issuer, Profile, Validity};
use crate::certificate_status::addresses;
use crate::jose::Algorithm;
use crate::{Organisation, PracticeError, der};

mod statements;
mod subject;
mod usage;

const SUBJECT_KEY_IDENTIFIER: [u64; 4] = [2, 5, 29, 14];
const BASIC_CONSTRAINTS: [u64; 4] = [2, 5, 29, 19];

/// A certificate that was just signed.
pub(super) struct Leaf {
    pub(super) der: Vec<u8>,
    /// Upper-case hexadecimal.
    pub(super) serial: String,
    pub(super) not_before: OffsetDateTime,
    pub(super) not_after: OffsetDateTime,
}

/// Signs what was ordered; `origin` is where certificates' status is told.
pub(super) fn sign(
    order: &CertificateOrder,
    organisation: &Organisation,
    key: &LeafKey,
    authority: &Authority,
    (origin, now): (&str, OffsetDateTime),
) -> Result<Leaf, PracticeError> {
    let (not_before, not_after) = period(order, now);
    let serial = serial_number();
    let mut params = CertificateParams::new(Vec::new())?;
    (params.not_before, params.not_after) = (not_before, not_after);
    params.serial_number = Some(serial.clone());
    params.use_authority_key_identifier_extension = true;
    params.distinguished_name = subject::of(order, organisation)?;
    params.key_usages = usage::key_usages(order);
    params.extended_key_usages = usage::extended(order);
    params.crl_distribution_points = addresses::revocation_list(origin, authority.seat);
    params.custom_extensions = vec![policies(&usage::policies(order)), addresses::authority_information(origin, authority.seat)];
    params.custom_extensions.extend(statements::of(order));
    match order.issuer {
        Issuer::BuypassLike => {
            // Basic constraints not critical: rcgen writes no other.
            params.is_ca = IsCa::NoCa;
            params.custom_extensions.push(CustomExtension::from_oid_content(&BASIC_CONSTRAINTS, der::sequence(&[])));
            params.custom_extensions.push(CustomExtension::from_oid_content(&SUBJECT_KEY_IDENTIFIER, der::octets(&key.identifier())));
        }
        Issuer::CommfidesLike => {
            params.is_ca = IsCa::ExplicitNoCa;
            params.subject_alt_names = vec![SanType::Rfc822Name("post@portvik.example".try_into()?)];
        }
    }
    let serial = serial.to_bytes().iter().map(|byte| format!("{byte:02X}")).collect();
    Ok(Leaf { der: authority.sign(&params, &key.pair, digest(order))?, serial, not_before, not_after })
}

/// certificates.md 2.8.
const fn digest(order: &CertificateOrder) -> Algorithm {
    match (order.profile, order.issuer) {
        (Profile::Seid2, Issuer::CommfidesLike) => Algorithm::Rs512,
        _ => Algorithm::Rs256,
    }
}

fn period(order: &CertificateOrder, now: OffsetDateTime) -> (OffsetDateTime, OffsetDateTime) {
    let now = now.replace_nanosecond(0).unwrap_or(now);
    let whole = match (order.profile, order.issuer) {
        (Profile::Psd2, _) => Duration::days(730),
        (_, Issuer::BuypassLike) => Duration::days(1096),
        (_, Issuer::CommfidesLike) => Duration::days(1110),
    };
    let end = match order.validity {
        Validity::Valid => now + whole - Duration::DAY,
        Validity::Expired => now - Duration::days(30),
        Validity::NotYetValid => now + Duration::days(30) + whole,
        Validity::EndsSoon => now + Duration::days(14),
        Validity::Revoked => now + whole - Duration::days(30),
    };
    (end - whole, end)
}

pub(super) fn printable(text: &str) -> Result<DnValue, PracticeError> {
    Ok(DnValue::PrintableString(PrintableString::try_from(text)?))
}
