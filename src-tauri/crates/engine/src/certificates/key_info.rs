//! Which key it is: algorithm, size and fingerprint, of certificates as of private keys, whether we can use them or not.

use aws_lc_rs::digest;
use aws_lc_rs::signature::{self, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, VerificationAlgorithm};
use x509_parser::asn1_rs::Oid;

use super::hex;
use crate::der::{self, BIT_STRING, INTEGER, NULL, OCTETS, OID, SEQUENCE};
use crate::keys::{KeyError, KeyFacts, PrivateKey};
use crate::secret::Secret;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// Algorithms by OID; those of one size with it.
const NAMES: [(&[u8], &str, u32); 8] = [
    (RSA, "RSA", 0),
    (RSA_PSS, "RSASSA-PSS", 0),
    (EC, "EC", 0),
    (ED25519, "Ed25519", 256),
    (&[0x2b, 0x65, 0x71], "Ed448", 456),
    (&[0x2b, 0x65, 0x6e], "X25519", 256),
    (&[0x2b, 0x65, 0x6f], "X448", 448),
    (&[0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01], "DSA", 0),
];

pub(super) struct Curve {
    oid: &'static [u8],
    bits: u32,
    pub(super) signing: &'static EcdsaSigningAlgorithm,
    pub(super) verification: &'static dyn VerificationAlgorithm,
}

pub(super) const CURVES: [Curve; 4] = [
    Curve {
        oid: &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        bits: 256,
        signing: &signature::ECDSA_P256_SHA256_ASN1_SIGNING,
        verification: &signature::ECDSA_P256_SHA256_ASN1,
    },
    Curve {
        oid: &[0x2b, 0x81, 0x04, 0x00, 0x22],
        bits: 384,
        signing: &signature::ECDSA_P384_SHA384_ASN1_SIGNING,
        verification: &signature::ECDSA_P384_SHA384_ASN1,
    },
    Curve {
        oid: &[0x2b, 0x81, 0x04, 0x00, 0x23],
        bits: 521,
        signing: &signature::ECDSA_P521_SHA512_ASN1_SIGNING,
        verification: &signature::ECDSA_P521_SHA512_ASN1,
    },
    Curve {
        oid: &[0x2b, 0x81, 0x04, 0x00, 0x0a],
        bits: 256,
        signing: &signature::ECDSA_P256K1_SHA256_ASN1_SIGNING,
        verification: &signature::ECDSA_P256K1_SHA256_ASN1,
    },
];

/// A public key, of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// `RSA`, `EC`, `Ed25519`, `RSASSA-PSS`, or an OID.
    pub algorithm: String,
    /// Length of the modulus or of the curve's field, in bits; nought when it cannot be told.
    pub bits: u32,
    /// SHA-256 over the DER SubjectPublicKeyInfo, hexadecimal; empty for a private key of a kind whose public half we cannot find.
    pub spki_sha256: String,
    /// RFC 7638 thumbprint; RSA alone, since nothing else can be used here.
    pub thumbprint: Option<String>,
}

impl KeyInfo {
    /// Reads a DER SubjectPublicKeyInfo.
    pub(super) fn of_public(spki: &[u8]) -> Self {
        let spki_sha256 = hex(digest::digest(&digest::SHA256, spki).as_ref());
        let (algorithm, bits) = public_parts(spki).map_or((String::new(), 0), |(algorithm, key)| algorithm.described(key));
        let thumbprint = KeyFacts::from_spki(spki).ok().map(|facts| facts.thumbprint);
        Self { algorithm, bits, spki_sha256, thumbprint }
    }

    /// Reads a PKCS#8 private key of any kind.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when it is none, or its parts do not belong together.
    pub(super) fn of_private(pkcs8: &Secret<Vec<u8>>) -> Result<Self, KeyError> {
        // EXPOSE: the public half is computed from it; nothing of the private one is kept.
        let (algorithm, key) = private_parts(pkcs8.expose()).ok_or(KeyError::Malformed)?;
        match algorithm.public_half(key, pkcs8)? {
            Some(spki) => Ok(Self::of_public(&spki)),
            None => {
                let (algorithm, bits) = algorithm.described(&[]);
                Ok(Self { algorithm, bits, spki_sha256: String::new(), thumbprint: None })
            }
        }
    }

    /// What is the same for the same public key, however it is encoded; none where the public half is not known.
    pub(super) fn identity(&self) -> Option<&str> {
        self.thumbprint.as_deref().or(Some(&self.spki_sha256)).filter(|identity| !identity.is_empty())
    }

    /// Whether both are the same public key.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.identity().is_some() && self.identity() == other.identity()
    }
}

/// An AlgorithmIdentifier (RFC 5280 §4.1.1.2).
pub(super) struct Algorithm<'a> {
    whole: &'a [u8],
    oid: &'a [u8],
    parameters: &'a [u8],
}

impl<'a> Algorithm<'a> {
    fn read(whole: &'a [u8], content: &'a [u8]) -> Option<Self> {
        let (oid, parameters) = der::first(content)?;
        Some(Self { whole, oid: oid.inside(OID)?, parameters })
    }

    /// The curve that an EC key names.
    pub(super) fn curve(&self) -> Option<&'static Curve> {
        let oid = der::first(self.parameters)?.0.inside(OID)?;
        CURVES.iter().find(|curve| self.oid == EC && curve.oid == oid)
    }

    pub(super) fn is_ed25519(&self) -> bool {
        self.oid == ED25519
    }

    /// Name and bits; `key` is the public key within its BIT STRING.
    fn described(&self, key: &[u8]) -> (String, u32) {
        let Some((_, name, bits)) = NAMES.iter().find(|(oid, ..)| *oid == self.oid) else {
            return (Oid::new(self.oid.into()).to_id_string(), 0);
        };
        let bits = match *name {
            "RSA" | "RSASSA-PSS" => modulus_bits(key).unwrap_or(0),
            "EC" => self.curve().map_or(0, |curve| curve.bits),
            _ => *bits,
        };
        ((*name).to_owned(), bits)
    }

    /// The SubjectPublicKeyInfo, when this kind's can be found.
    fn public_half(&self, key: &[u8], pkcs8: &Secret<Vec<u8>>) -> Result<Option<Vec<u8>>, KeyError> {
        if self.oid == RSA || self.oid == RSA_PSS {
            let public = rsa_public(key).ok_or(KeyError::Malformed)?;
            if self.oid == RSA_PSS {
                return Ok(Some(spki(self.whole, &public)));
            }
            if modulus_bits(&public).is_some_and(|bits| bits >= 2048) {
                // Reading the key checks that its own parts belong together.
                PrivateKey::from_pkcs8(pkcs8)?;
            }
            let algorithm = der::element(SEQUENCE, &[&der::element(OID, &[RSA]), NULL]);
            return Ok(Some(spki(&algorithm, &public)));
        }
        // EXPOSE: aws-lc-rs copies the key into memory that it wipes itself.
        let pkcs8 = pkcs8.expose();
        if let Some(curve) = self.curve() {
            let pair = EcdsaKeyPair::from_pkcs8(curve.signing, pkcs8).map_err(|_| KeyError::Malformed)?;
            return Ok(Some(spki(self.whole, pair.public_key().as_ref())));
        }
        if self.is_ed25519() {
            let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map_err(|_| KeyError::Malformed)?;
            return Ok(Some(spki(self.whole, pair.public_key().as_ref())));
        }
        Ok(None)
    }
}

fn spki(algorithm: &[u8], public: &[u8]) -> Vec<u8> {
    der::element(SEQUENCE, &[algorithm, &der::element(BIT_STRING, &[&[0], public])])
}

fn public_parts(spki: &[u8]) -> Option<(Algorithm<'_>, &[u8])> {
    let (algorithm, rest) = der::first(der::first(spki)?.0.inside(SEQUENCE)?)?;
    let (_unused_bits, key) = der::first(rest)?.0.inside(BIT_STRING)?.split_first()?;
    Some((Algorithm::read(algorithm.whole, algorithm.inside(SEQUENCE)?)?, key))
}

/// PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, OCTET STRING, … } (RFC 5208 §5).
pub(super) fn private_parts(pkcs8: &[u8]) -> Option<(Algorithm<'_>, &[u8])> {
    let (version, rest) = der::first(der::first(pkcs8)?.0.inside(SEQUENCE)?)?;
    version.inside(INTEGER)?;
    let (algorithm, rest) = der::first(rest)?;
    let key = der::first(rest)?.0.inside(OCTETS)?;
    Some((Algorithm::read(algorithm.whole, algorithm.inside(SEQUENCE)?)?, key))
}

/// The RSAPrivateKey (RFC 8017 §A.1.2) in a PKCS#8 key, or the name of the algorithm that it is for instead; none when it is no PKCS#8.
pub(crate) fn rsa_private(pkcs8: &[u8]) -> Option<Result<&[u8], String>> {
    let (algorithm, key) = private_parts(pkcs8)?;
    Some(if algorithm.oid == RSA { Ok(key) } else { Err(algorithm.described(&[]).0) })
}

/// RSAPublicKey from RSAPrivateKey (RFC 8017 §A.1).
fn rsa_public(key: &[u8]) -> Option<Vec<u8>> {
    let (_version, rest) = der::first(der::first(key)?.0.inside(SEQUENCE)?)?;
    let (modulus, rest) = der::first(rest)?;
    let (exponent, _) = der::first(rest)?;
    Some(der::element(SEQUENCE, &[modulus.whole, exponent.whole]))
}

fn modulus_bits(public: &[u8]) -> Option<u32> {
    let modulus = der::first(der::first(public)?.0.inside(SEQUENCE)?)?.0.inside(INTEGER)?;
    let digits = modulus.iter().skip_while(|digit| **digit == 0);
    let zeros = digits.clone().next()?.leading_zeros();
    Some(u32::try_from(digits.count()).ok()? * 8 - zeros)
}
