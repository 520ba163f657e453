//! The end-entity certificate, as each issuer's SEID 2.0 profile writes it (certificates.md 2).

use rcgen::string::PrintableString;
use rcgen::{
    CertificateParams, CustomExtension, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose, SanType,
};
use time::{Duration, OffsetDateTime};

use super::authority::{Authority, Digest, ORGANIZATION_IDENTIFIER, policies, serial_number};
use super::der;
use super::order::{CertificateOrder, CertificateRole, Issuer, Validity};
use crate::jose::SigningKey;
use crate::{Organisation, PracticeError};

const SERIAL_NUMBER: [u64; 4] = [2, 5, 4, 5];
const SUBJECT_KEY_IDENTIFIER: [u64; 4] = [2, 5, 29, 14];
const BASIC_CONSTRAINTS: [u64; 4] = [2, 5, 29, 19];
const QC_STATEMENTS: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 1, 3];
const SYNTAX_V2: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 11, 2];
const LEGAL_PERSON: [u64; 6] = [0, 4, 0, 194_121, 1, 2];
const QC_COMPLIANCE: [u64; 6] = [0, 4, 0, 1862, 1, 1];
const QC_TYPE: [u64; 6] = [0, 4, 0, 1862, 1, 6];
const E_SEAL: [u64; 7] = [0, 4, 0, 1862, 1, 6, 2];
const NCP: [u64; 6] = [0, 4, 0, 2042, 1, 1];
const QCP_LEGAL: [u64; 6] = [0, 4, 0, 194_112, 1, 1];
const BUYPASS_SOFT_TOKEN: [u64; 8] = [2, 16, 578, 1, 26, 1, 3, 2];
const SMART_CARD_LOGON: [u64; 10] = [1, 3, 6, 1, 4, 1, 311, 20, 2, 2];

/// A certificate that was just signed.
pub(super) struct Leaf {
    pub(super) der: Vec<u8>,
    pub(super) serial: String,
    pub(super) not_before: OffsetDateTime,
    pub(super) not_after: OffsetDateTime,
}

pub(super) fn sign(
    order: &CertificateOrder,
    organisation: &Organisation,
    key: &SigningKey,
    authority: &Authority,
    now: OffsetDateTime,
) -> Result<Leaf, PracticeError> {
    let (not_before, not_after) = period(order, now);
    let serial = serial_number();
    let mut params = CertificateParams::new(Vec::new())?;
    (params.not_before, params.not_after) = (not_before, not_after);
    params.serial_number = Some(serial.clone());
    params.use_authority_key_identifier_extension = true;
    params.key_usages = key_usages(order);
    let digest = match order.issuer {
        Issuer::BuypassLike => {
            fill_buypass(&mut params, organisation, key)?;
            Digest::Sha256
        }
        Issuer::CommfidesLike => {
            fill_commfides(&mut params, organisation, order.role)?;
            Digest::Sha512
        }
    };
    let serial = serial.to_bytes().iter().map(|byte| format!("{byte:02X}")).collect();
    Ok(Leaf { der: authority.sign(&params, key, digest)?, serial, not_before, not_after })
}

fn period(order: &CertificateOrder, now: OffsetDateTime) -> (OffsetDateTime, OffsetDateTime) {
    let now = now.replace_nanosecond(0).unwrap_or(now);
    let whole = if order.issuer == Issuer::BuypassLike { Duration::days(1096) } else { Duration::days(1110) };
    let end = match order.validity {
        Validity::Valid => now + whole - Duration::DAY,
        Validity::Expired => now - Duration::days(30),
        Validity::NotYetValid => now + Duration::days(30) + whole,
        Validity::EndsSoon => now + Duration::days(14),
    };
    (end - whole, end)
}

/// certificates.md 2.4; rcgen writes the extension critical.
fn key_usages(order: &CertificateOrder) -> Vec<KeyUsagePurpose> {
    use KeyUsagePurpose::{ContentCommitment, DataEncipherment, DigitalSignature, KeyAgreement, KeyEncipherment};
    match (order.role, order.issuer) {
        (CertificateRole::Authentication, Issuer::BuypassLike) => vec![DigitalSignature, KeyEncipherment],
        (CertificateRole::Authentication, Issuer::CommfidesLike) => vec![DigitalSignature],
        (CertificateRole::Signing, _) => vec![ContentCommitment],
        (CertificateRole::Encryption, _) => vec![KeyEncipherment, DataEncipherment, KeyAgreement],
    }
}

/// C, O, CN, organizationIdentifier; basic constraints not critical; not a qualified certificate.
fn fill_buypass(params: &mut CertificateParams, organisation: &Organisation, key: &SigningKey) -> Result<(), PracticeError> {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, printable("NO")?);
    name.push(DnType::OrganizationName, organisation.name);
    name.push(DnType::CommonName, organisation.name);
    name.push(DnType::from_oid(&ORGANIZATION_IDENTIFIER), format!("NTRNO-{}", organisation.number));
    params.distinguished_name = name;
    params.is_ca = IsCa::NoCa;
    let key_id = key.key_identifier()?;
    params.custom_extensions = vec![
        CustomExtension::from_oid_content(&BASIC_CONSTRAINTS, der::sequence(&[])),
        CustomExtension::from_oid_content(&SUBJECT_KEY_IDENTIFIER, der::octets(&key_id)),
        policies(&[&BUYPASS_SOFT_TOKEN, &NCP]),
        statements(&[syntax_v2()]),
    ];
    Ok(())
}

/// C, L, O, organizationIdentifier, OU, serialNumber, CN; basic constraints critical; qualified for seals.
fn fill_commfides(params: &mut CertificateParams, organisation: &Organisation, role: CertificateRole) -> Result<(), PracticeError> {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, printable("NO")?);
    name.push(DnType::LocalityName, "Torget 1, 0001 PORTVIK");
    name.push(DnType::OrganizationName, organisation.name);
    name.push(DnType::from_oid(&ORGANIZATION_IDENTIFIER), format!("NTRNO-{}", organisation.number));
    name.push(DnType::OrganizationalUnitName, "Øvelse");
    name.push(DnType::from_oid(&SERIAL_NUMBER), printable(organisation.number)?);
    name.push(DnType::CommonName, organisation.name);
    params.distinguished_name = name;
    params.is_ca = IsCa::ExplicitNoCa;
    params.subject_alt_names = vec![SanType::Rfc822Name("post@portvik.example".try_into()?)];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::EmailProtection, ExtendedKeyUsagePurpose::ServerAuth];
    let series = match role {
        CertificateRole::Signing => 200,
        CertificateRole::Authentication => 210,
        CertificateRole::Encryption => 220,
    };
    if role == CertificateRole::Authentication {
        params.extended_key_usages.push(ExtendedKeyUsagePurpose::Other(SMART_CARD_LOGON.to_vec()));
    }
    params.custom_extensions.push(policies(&[&[2, 16, 578, 1, 29, 913, series, 1, 2], &QCP_LEGAL]));
    if role != CertificateRole::Encryption {
        let compliance = der::sequence(&[der::oid(&QC_COMPLIANCE)]);
        let kind = der::sequence(&[der::oid(&QC_TYPE), der::sequence(&[der::oid(&E_SEAL)])]);
        params.custom_extensions.push(statements(&[syntax_v2(), compliance, kind]));
    }
    Ok(())
}

fn statements(statements: &[Vec<u8>]) -> CustomExtension {
    CustomExtension::from_oid_content(&QC_STATEMENTS, der::sequence(statements))
}

fn syntax_v2() -> Vec<u8> {
    der::sequence(&[der::oid(&SYNTAX_V2), der::sequence(&[der::oid(&LEGAL_PERSON)])])
}

pub(super) fn printable(text: &str) -> Result<DnValue, PracticeError> {
    Ok(DnValue::PrintableString(PrintableString::try_from(text)?))
}
