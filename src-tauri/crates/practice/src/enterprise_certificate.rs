//! Whether a service accepts an enterprise certificate (maskinporten.md 9).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPublicKey;
use serde_json::Value;
use x509_parser::extensions::ParsedExtension;
use x509_parser::oid_registry::{OID_PKCS1_SHA256WITHRSA, OID_PKCS1_SHA384WITHRSA, OID_PKCS1_SHA512WITHRSA};
use x509_parser::prelude::{ASN1Time, FromDer, X509Certificate, X509Name};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::certificate_status::{Status, status};
use crate::jose::{Algorithm, rsa_key};
use crate::town_hall::{Issuer, Seat, Tree};
use crate::world::World;
use crate::{Fault, PracticeError};

/// Policies that are accepted as they stand, then those of which any version is (maskinporten.md 9, column "Test").
const POLICIES: [&str; 6] = [
    "2.16.578.1.26.1.3.5",
    "2.16.578.1.26.1.3.2",
    "2.16.578.1.26.1.0.3.2",
    "2.16.578.1.29.13.1.1.0",
    "2.16.578.1.29.913.1.1.0",
    "2.16.578.1.1.1.1.100",
];
const POLICY_SERIES: [&str; 3] = ["2.16.578.1.29.913.200.", "2.16.578.1.29.913.210.", "2.16.578.1.29.913.220."];
const KEY_USAGE: &str = "2.5.29.15";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";

/// What an accepted certificate says.
pub(crate) struct Accepted {
    pub(crate) key: RsaPublicKey,
    pub(crate) organisation: Option<String>,
}

/// The first certificate of `x5c`: an array of standard base64 (RFC 7515 §4.1.6). None when any of them cannot be read.
pub(crate) fn leaf(x5c: &Value) -> Option<Vec<u8>> {
    let der = |text: &Value| {
        let der = STANDARD.decode(text.as_str()?).ok()?;
        X509Certificate::from_der(&der).is_ok_and(|(rest, _)| rest.is_empty()).then_some(der)
    };
    let certificates: Option<Vec<_>> = x5c.as_array()?.iter().map(der).collect();
    certificates?.into_iter().next()
}

/// Issued by an enterprise authority of practice's own, not revoked; what else `x5c` holds does not matter.
pub(crate) async fn judge(world: &World, leaf: &[u8]) -> Result<Option<Accepted>, PracticeError> {
    let (Ok((_, certificate)), Ok(now)) = (X509Certificate::from_der(leaf), ASN1Time::from_timestamp(world.clock.now())) else {
        return Ok(None);
    };
    let mut issued = false;
    for seat in Issuer::ALL.iter().map(|issuer| Seat::issuing(*issuer, Tree::Practice)) {
        let by_this_one = is_issued_by(&certificate, &world.authorities.authority(seat).await?.der);
        issued |= by_this_one && !matches!(status(world, seat, &serial(&certificate)), Status::Revoked(_));
    }
    let refused = world.faults.is_on(Fault::CertificateRefused);
    if refused || !issued || !certificate.validity().is_valid_at(now) || !has_good_extensions(&certificate) {
        return Ok(None);
    }
    let key = rsa_public_key(certificate.public_key());
    Ok(key.map(|key| Accepted { key, organisation: organisation(certificate.subject()) }))
}

/// In upper-case hexadecimal.
fn serial(certificate: &X509Certificate<'_>) -> String {
    certificate.raw_serial().iter().map(|byte| format!("{byte:02X}")).collect()
}

fn is_issued_by(certificate: &X509Certificate<'_>, authority: &[u8]) -> bool {
    let Ok((_, authority)) = X509Certificate::from_der(authority) else { return false };
    let algorithm = &certificate.signature_algorithm.algorithm;
    let algorithm = match algorithm {
        oid if *oid == OID_PKCS1_SHA256WITHRSA => Algorithm::Rs256,
        oid if *oid == OID_PKCS1_SHA384WITHRSA => Algorithm::Rs384,
        oid if *oid == OID_PKCS1_SHA512WITHRSA => Algorithm::Rs512,
        _ => return false,
    };
    certificate.issuer().as_raw() == authority.subject().as_raw()
        && rsa_public_key(authority.public_key())
            .is_some_and(|key| algorithm.verifies(&key, certificate.tbs_certificate.as_ref(), &certificate.signature_value.data))
}

fn rsa_public_key(info: &SubjectPublicKeyInfo<'_>) -> Option<RsaPublicKey> {
    match info.parsed().ok()? {
        PublicKey::RSA(key) => rsa_key(key.modulus, key.exponent).ok(),
        _ => None,
    }
}

/// Key usage there and critical, whatever it says (certificates.md 11), nothing else critical but basic constraints, an accepted policy, not an authority.
fn has_good_extensions(certificate: &X509Certificate<'_>) -> bool {
    let name = |extension: &x509_parser::prelude::X509Extension<'_>| extension.oid.to_id_string();
    let extensions = certificate.extensions();
    let key_usage = extensions.iter().any(|extension| extension.critical && name(extension) == KEY_USAGE);
    let surprise =
        extensions.iter().any(|extension| extension.critical && ![KEY_USAGE, BASIC_CONSTRAINTS].contains(&name(extension).as_str()));
    let policy = extensions.iter().any(|extension| match extension.parsed_extension() {
        ParsedExtension::CertificatePolicies(policies) => policies.iter().any(|policy| is_accepted(&policy.policy_id.to_id_string())),
        _ => false,
    });
    key_usage && !surprise && policy && !certificate.is_ca()
}

fn is_accepted(policy: &str) -> bool {
    POLICIES.contains(&policy) || POLICY_SERIES.iter().any(|series| policy.starts_with(series))
}

/// Digdir's order: serialNumber, the end of O, organizationIdentifier.
fn organisation(subject: &X509Name<'_>) -> Option<String> {
    let attribute = |wanted: &str| {
        let found = subject.iter_attributes().find(|attribute| attribute.attr_type().to_id_string() == wanted)?;
        found.as_str().ok().map(str::to_owned)
    };
    let nine = |text: &str| (text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned());
    let serial = attribute("2.5.4.5").and_then(|text| nine(&text));
    let name = || attribute("2.5.4.10").and_then(|text| nine(text.rsplit_once('-')?.1.trim()));
    let identifier = || {
        let text = attribute("2.5.4.97")?;
        nine(text.strip_prefix("NTRNO-").or_else(|| text.strip_prefix("PSDNO-FSA-")).unwrap_or(&text))
    };
    serial.or_else(name).or_else(identifier)
}
