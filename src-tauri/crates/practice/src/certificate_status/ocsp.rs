//! Answers in OCSP: RFC 6960 §4.2.

use std::sync::Arc;

use rcgen::{CertificateParams, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::ocsp_request::{Hash, OcspRequest, Wanted};
use super::register::{Status, status};
use super::{Period, signing_key};
use crate::jose::{Algorithm, SigningKey};
use crate::keys::KeyName;
use crate::town_hall::{Authority, Issuer, key_pair, serial_number};
use crate::world::World;
use crate::{Fault, PracticeError, der};

const BASIC: [u64; 10] = [1, 3, 6, 1, 5, 5, 7, 48, 1, 1];
const NO_CHECK: [u64; 10] = [1, 3, 6, 1, 5, 5, 7, 48, 1, 5];
const SHA256_WITH_RSA: [u64; 7] = [1, 2, 840, 113_549, 1, 1, 11];
const SHA512_WITH_RSA: [u64; 7] = [1, 2, 840, 113_549, 1, 1, 13];
const SUCCESSFUL: u8 = 0;
const MALFORMED_REQUEST: u8 = 1;
/// Short, so that what is revoked in the town hall is soon seen.
const LIFETIME: Duration = Duration::minutes(10);

/// Signed by a responder with a certificate of its own where Buypass is resembled, by the authority itself where Commfides is.
pub(super) async fn respond(world: &World, authority: &Authority, request: &[u8]) -> Result<Vec<u8>, PracticeError> {
    let Some(request) = OcspRequest::parse(request) else { return Ok(der::sequence(&[der::enumerated(MALFORMED_REQUEST)])) };
    let (key, certificates) = match authority.seat.issuer {
        Issuer::BuypassLike => {
            let key = world.keys.key(KeyName::OcspResponder).await?;
            let certificate = delegation(authority, &key)?;
            (key, vec![der::context(0, &der::sequence(&[certificate]))])
        }
        Issuer::CommfidesLike => (authority.key.clone(), Vec::new()),
    };
    let data = response_data(world, authority, &key, &request)?;
    let signature = signing_key(world, &key).await?.sign_bytes(authority.digest(), &data)?;
    let algorithm = match authority.digest() {
        Algorithm::Rs512 => der::oid(&SHA512_WITH_RSA),
        _ => der::oid(&SHA256_WITH_RSA),
    };
    let signed = [data, der::sequence(&[algorithm, der::null()]), der::bit_string(&signature)];
    let basic = der::sequence(&[&signed[..], &certificates].concat());
    let bytes = der::sequence(&[der::oid(&BASIC), der::octets(&basic)]);
    Ok(der::sequence(&[der::enumerated(SUCCESSFUL), der::context(0, &bytes)]))
}

fn response_data(world: &World, authority: &Authority, key: &Arc<SigningKey>, request: &OcspRequest) -> Result<Vec<u8>, PracticeError> {
    let period = Period::from_now(world, LIFETIME);
    let mut responses = Vec::new();
    for wanted in &request.wanted {
        let next = der::context(0, &der::generalized_time(period.end));
        let status = encoded(of(world, authority, wanted)?);
        responses.push(der::sequence(&[wanted.id.clone(), status, der::generalized_time(period.begin), next]));
    }
    let responder = der::context(2, &der::octets(&Sha1::digest(key.public_bits()?)));
    let mut data = vec![responder, der::generalized_time(period.begin), der::sequence(&responses)];
    if let Some(nonce) = &request.nonce {
        data.push(der::context(1, &der::sequence(std::slice::from_ref(nonce))));
    }
    Ok(der::sequence(&data))
}

/// Nothing is known of what another authority issued.
fn of(world: &World, authority: &Authority, wanted: &Wanted) -> Result<Status, PracticeError> {
    let (_, certificate) = X509Certificate::from_der(&authority.der).map_err(|error| PracticeError::Certificate(error.to_string()))?;
    let (name, key) = (certificate.subject().as_raw(), authority.key.public_bits()?);
    let own = match wanted.hash {
        Some(Hash::Sha1) => wanted.name_hash == Sha1::digest(name)[..] && wanted.key_hash == Sha1::digest(&key)[..],
        Some(Hash::Sha256) => wanted.name_hash == Sha256::digest(name)[..] && wanted.key_hash == Sha256::digest(&key)[..],
        None => false,
    };
    let unknown = !own || world.faults.is_on(Fault::OcspUnknown);
    Ok(if unknown { Status::Unknown } else { status(world, authority.seat, &wanted.serial) })
}

fn encoded(status: Status) -> Vec<u8> {
    match status {
        Status::Good => der::context_primitive(0, &[]),
        Status::Unknown => der::context_primitive(2, &[]),
        Status::Revoked(revocation) => {
            let at = OffsetDateTime::from_unix_timestamp(revocation.at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
            let reason = der::context(0, &der::enumerated(revocation.reason as u8));
            der::context(1, &[der::generalized_time(at), reason].concat())
        }
    }
}

/// RFC 6960 §4.2.2.2: the authority says who answers for it.
fn delegation(authority: &Authority, key: &SigningKey) -> Result<Vec<u8>, PracticeError> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CountryName, "NO");
    params.distinguished_name.push(DnType::CommonName, "Øvelse OCSP");
    (params.not_before, params.not_after) = authority.period();
    params.serial_number = Some(serial_number());
    params.is_ca = IsCa::NoCa;
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::OcspSigning];
    params.custom_extensions = vec![CustomExtension::from_oid_content(&NO_CHECK, der::null())];
    authority.sign(&params, &key_pair(key, Algorithm::Rs256)?, authority.digest())
}
