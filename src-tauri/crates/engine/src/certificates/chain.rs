//! From a leaf to an authority that is trusted: by signature, never by name alone (certificates.md 3, 10).

use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::authorities::{self, Authority, Purpose};
use super::hex;

const DEPTH: usize = 8;

/// Where a chain ends.
#[derive(Clone, Copy)]
pub(super) enum Trust {
    /// A known authority issued the leaf itself.
    Issuer(&'static Authority),
    /// A known authority stands further up; who issued the leaf is not known.
    Above(&'static Authority),
    /// A root that the environment gave.
    Given,
    /// Nobody we know.
    Nobody,
}

pub(super) struct Path {
    /// DER: leaf, then whoever issued the one before, as far as the file goes; without roots.
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) trust: Trust,
    pub(super) self_signed: bool,
}

/// Builds the path from `leaf` through the file's other certificates; `given` are the environment's own roots.
pub(super) fn build(leaf: &X509Certificate<'_>, file: &[X509Certificate<'_>], given: &[Vec<u8>]) -> Path {
    let given: Vec<X509Certificate<'_>> = given.iter().filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect();
    let mut path = vec![leaf];
    let mut trust = Trust::Nobody;
    while path.len() <= DEPTH {
        let Some(last) = path.last().copied() else { break };
        trust = anchor(last, path.len() == 1, &given);
        let issuer = file.iter().find(|candidate| issued(candidate, last) && !path.iter().any(|seen| seen.as_raw() == candidate.as_raw()));
        match issuer {
            Some(issuer) if !is_self_issued(issuer) => path.push(issuer),
            _ => break,
        }
        if !matches!(trust, Trust::Nobody) {
            break;
        }
    }
    let self_signed = is_self_issued(leaf) && signed_by(leaf, leaf.public_key());
    Path { chain: path.iter().map(|certificate| certificate.as_raw().to_vec()).collect(), trust, self_signed }
}

fn anchor(certificate: &X509Certificate<'_>, is_leaf: bool, given: &[X509Certificate<'_>]) -> Trust {
    if given.iter().any(|root| root.subject().as_raw() == certificate.issuer().as_raw() && signed_by(certificate, root.public_key())) {
        return Trust::Given;
    }
    match authorities::all().iter().find(|authority| named(certificate, authority) && signed_by_spki(certificate, &authority.spki)) {
        // Below an accepted root stand persons' authorities too: the leaf's own issuer must be a known one.
        Some(authority) if is_leaf && !(authority.self_signed && authority.purpose == Purpose::Enterprise) => Trust::Issuer(authority),
        Some(authority) => Trust::Above(authority),
        None => Trust::Nobody,
    }
}

/// Whether the certificate claims this issuer. A claim only: anybody can write a name.
pub(super) fn named(certificate: &X509Certificate<'_>, authority: &Authority) -> bool {
    certificate.issuer().as_raw() == authority.subject || authority_key_id(certificate).is_some_and(|id| id == authority.subject_key_id)
}

fn authority_key_id(certificate: &X509Certificate<'_>) -> Option<String> {
    certificate.iter_extensions().find_map(|extension| match extension.parsed_extension() {
        x509_parser::extensions::ParsedExtension::AuthorityKeyIdentifier(id) => id.key_identifier.as_ref().map(|id| hex(id.0)),
        _ => None,
    })
}

/// Whether `issuer` is an authority and signed `certificate` (RFC 5280 §4.2.1.3, §4.2.1.9).
fn issued(issuer: &X509Certificate<'_>, certificate: &X509Certificate<'_>) -> bool {
    let may_sign = issuer.key_usage().ok().flatten().is_none_or(|usage| usage.value.key_cert_sign());
    issuer.is_ca() && may_sign && issuer.subject().as_raw() == certificate.issuer().as_raw() && signed_by(certificate, issuer.public_key())
}

fn is_self_issued(certificate: &X509Certificate<'_>) -> bool {
    certificate.subject().as_raw() == certificate.issuer().as_raw()
}

fn signed_by_spki(certificate: &X509Certificate<'_>, spki: &[u8]) -> bool {
    SubjectPublicKeyInfo::from_der(spki).is_ok_and(|(_, key)| signed_by(certificate, &key))
}

fn signed_by(certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
    let algorithm: &'static dyn VerificationAlgorithm = match certificate.signature_algorithm.algorithm.to_id_string().as_str() {
        "1.2.840.113549.1.1.5" => &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        "1.2.840.113549.1.1.11" => &signature::RSA_PKCS1_2048_8192_SHA256,
        "1.2.840.113549.1.1.12" => &signature::RSA_PKCS1_2048_8192_SHA384,
        "1.2.840.113549.1.1.13" => &signature::RSA_PKCS1_2048_8192_SHA512,
        "1.2.840.10045.4.3.2" => &signature::ECDSA_P256_SHA256_ASN1,
        "1.2.840.10045.4.3.3" => &signature::ECDSA_P384_SHA384_ASN1,
        _ => return false,
    };
    UnparsedPublicKey::new(algorithm, &key.subject_public_key.data)
        .verify(certificate.tbs_certificate.as_ref(), &certificate.signature_value.data)
        .is_ok()
}
