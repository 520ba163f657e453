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

/// Read and named, and never believed: leaves signed so exist only among expired ones (certificates.md 10).
const SHA1: Algorithm =
    Algorithm { oid: "1.2.840.113549.1.1.5", name: "SHA-1 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY };

/// The digest of RSASSA-PSS stands in its parameters; the right one is found by trying (RFC 4055 §3.1).
const ALGORITHMS: [Algorithm; 10] = [
    Algorithm { oid: "1.2.840.113549.1.1.11", name: "SHA-256 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA256 },
    Algorithm { oid: "1.2.840.113549.1.1.12", name: "SHA-384 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA384 },
    Algorithm { oid: "1.2.840.113549.1.1.13", name: "SHA-512 RSA", verification: &signature::RSA_PKCS1_2048_8192_SHA512 },
    Algorithm { oid: "1.2.840.113549.1.1.10", name: "RSASSA-PSS", verification: &signature::RSA_PSS_2048_8192_SHA256 },
    Algorithm { oid: "1.2.840.113549.1.1.10", name: "RSASSA-PSS", verification: &signature::RSA_PSS_2048_8192_SHA384 },
    Algorithm { oid: "1.2.840.113549.1.1.10", name: "RSASSA-PSS", verification: &signature::RSA_PSS_2048_8192_SHA512 },
    Algorithm { oid: "1.2.840.10045.4.3.2", name: "SHA-256 ECDSA", verification: &signature::ECDSA_P256_SHA256_ASN1 },
    Algorithm { oid: "1.2.840.10045.4.3.3", name: "SHA-384 ECDSA", verification: &signature::ECDSA_P384_SHA384_ASN1 },
    Algorithm { oid: "1.2.840.10045.4.3.4", name: "SHA-512 ECDSA", verification: &signature::ECDSA_P521_SHA512_ASN1 },
    Algorithm { oid: "1.3.101.112", name: "Ed25519", verification: &signature::ED25519 },
];

/// How the certificate is signed: a name, or an OID.
pub(super) fn algorithm(certificate: &X509Certificate<'_>) -> String {
    let oid = certificate.signature_algorithm.algorithm.to_id_string();
    ALGORITHMS.iter().chain([&SHA1]).find(|known| known.oid == oid).map_or(oid, |known| known.name.to_owned())
}

/// Whether a key signed the certificate.
pub(super) fn is_by(certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
    verifies(key, &certificate.signature_algorithm, certificate.tbs_certificate.as_ref(), &certificate.signature_value.data)
}

/// Whether a key made the certificate's signature with SHA-1, which proves nothing.
pub(super) fn is_weakly_by(certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
    SHA1.made(key, &certificate.signature_algorithm, certificate.tbs_certificate.as_ref(), &certificate.signature_value.data)
}

/// The same with a key as DER SubjectPublicKeyInfo.
pub(super) fn is_weakly_by_spki(certificate: &X509Certificate<'_>, spki: &[u8]) -> bool {
    SubjectPublicKeyInfo::from_der(spki).is_ok_and(|(_, key)| is_weakly_by(certificate, &key))
}

/// Whether a key made a signature that proves something.
pub(super) fn verifies(key: &SubjectPublicKeyInfo<'_>, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> bool {
    ALGORITHMS.iter().any(|known| known.made(key, algorithm, message, signature))
}

impl Algorithm {
    fn made(&self, key: &SubjectPublicKeyInfo<'_>, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> bool {
        algorithm.algorithm.to_id_string() == self.oid
            && UnparsedPublicKey::new(self.verification, &key.subject_public_key.data).verify(message, signature).is_ok()
    }
}
