//! Signatures on certificates, lists and answers: which algorithm, and whether it fits a key.

use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

struct Algorithm {
    oid: &'static str,
    name: &'static str,
    verification: &'static dyn VerificationAlgorithm,
}

const ALGORITHMS: [Algorithm; 8] = [
    Algorithm { oid: "1.2.840.113549.1.1.5", name: "SHA-1 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY },
    Algorithm { oid: "1.2.840.113549.1.1.11", name: "SHA-256 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA256 },
    Algorithm { oid: "1.2.840.113549.1.1.12", name: "SHA-384 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA384 },
    Algorithm { oid: "1.2.840.113549.1.1.13", name: "SHA-512 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA512 },
    Algorithm { oid: "1.2.840.10045.4.3.2", name: "SHA-256 ECDSA", verification: &signature::ECDSA_P256_SHA256_ASN1 },
    Algorithm { oid: "1.2.840.10045.4.3.3", name: "SHA-384 ECDSA", verification: &signature::ECDSA_P384_SHA384_ASN1 },
    Algorithm { oid: "1.2.840.10045.4.3.4", name: "SHA-512 ECDSA", verification: &signature::ECDSA_P521_SHA512_ASN1 },
    Algorithm { oid: "1.3.101.112", name: "Ed25519", verification: &signature::ED25519 },
];

/// How the certificate is signed: a name, or an OID.
pub(super) fn algorithm(certificate: &X509Certificate<'_>) -> String {
    let oid = certificate.signature_algorithm.algorithm.to_id_string();
    ALGORITHMS.iter().find(|known| known.oid == oid).map_or(oid, |known| known.name.to_owned())
}

/// Whether a name fits and nobody here can say more: the algorithm is unknown.
pub(super) fn is_unverifiable(certificate: &X509Certificate<'_>) -> bool {
    let oid = certificate.signature_algorithm.algorithm.to_id_string();
    !ALGORITHMS.iter().any(|known| known.oid == oid)
}

/// Whether a key, given as DER SubjectPublicKeyInfo, signed the certificate.
pub(super) fn is_by_spki(certificate: &X509Certificate<'_>, spki: &[u8]) -> bool {
    SubjectPublicKeyInfo::from_der(spki).is_ok_and(|(_, key)| is_by(certificate, &key))
}

/// Whether a key signed the certificate.
pub(super) fn is_by(certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
    verifies(key, &certificate.signature_algorithm, certificate.tbs_certificate.as_ref(), &certificate.signature_value.data)
}

/// Whether a key made a signature.
pub(super) fn verifies(key: &SubjectPublicKeyInfo<'_>, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> bool {
    let oid = algorithm.algorithm.to_id_string();
    let Some(known) = ALGORITHMS.iter().find(|known| known.oid == oid) else { return false };
    UnparsedPublicKey::new(known.verification, &key.subject_public_key.data).verify(message, signature).is_ok()
}
