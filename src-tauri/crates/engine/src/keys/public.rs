//! The public half of a key, in the forms that the portal, the API and people want.

use aws_lc_rs::digest;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Value, json};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::{KeyError, SigningAlgorithm};
use crate::names::KeyId;

/// A public RSA key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFacts {
    /// DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    pub spki: Vec<u8>,
    /// Modulus length in bits.
    pub bits: i64,
    /// RFC 7638 thumbprint: base64url of SHA-256, 43 characters.
    pub thumbprint: String,
    n: String,
    e: String,
}

impl KeyFacts {
    /// Reads a DER SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// [`KeyError::NotRsa`] or [`KeyError::Malformed`].
    pub fn from_spki(spki: &[u8]) -> Result<Self, KeyError> {
        let (_, info) = SubjectPublicKeyInfo::from_der(spki).map_err(|_| KeyError::Malformed)?;
        let key = match info.parsed() {
            Ok(PublicKey::RSA(key)) => key,
            Ok(PublicKey::EC(_)) => return Err(KeyError::NotRsa { algorithm: "EC".to_owned() }),
            _ => return Err(KeyError::NotRsa { algorithm: info.algorithm.algorithm.to_id_string() }),
        };
        let modulus = without_leading_zeros(key.modulus);
        let n = BASE64_URL_SAFE_NO_PAD.encode(modulus);
        let e = BASE64_URL_SAFE_NO_PAD.encode(without_leading_zeros(key.exponent));
        let thumbprint = thumbprint(&n, &e);
        Ok(Self { spki: spki.to_vec(), bits: bits_of(modulus), thumbprint, n, e })
    }

    /// The public JWK that Digdir registers: exactly `kty`, `n`, `e`, `use`, `alg`, `kid` (RFC 7517 §4).
    #[must_use]
    pub fn jwk(&self, kid: &KeyId, algorithm: SigningAlgorithm) -> Value {
        json!({ "kty": "RSA", "n": self.n, "e": self.e, "use": "sig", "alg": algorithm.as_str(), "kid": kid.as_str() })
    }

    /// Modulus and exponent, as a JWK has them.
    pub(crate) fn numbers(&self) -> (&str, &str) {
        (&self.n, &self.e)
    }

    /// The same with `x5c` (RFC 7517 §4.7), which binds the key to its certificate: DER, the key's own first, then upwards.
    ///
    /// # Errors
    /// [`KeyError::OtherCertificate`] when the first is not this key's.
    pub fn jwk_with_chain(&self, kid: &KeyId, algorithm: SigningAlgorithm, chain: &[Vec<u8>]) -> Result<Value, KeyError> {
        let leaf = chain.first().and_then(|leaf| X509Certificate::from_der(leaf).ok()).ok_or(KeyError::OtherCertificate)?.1;
        if Self::from_spki(leaf.public_key().raw)?.thumbprint != self.thumbprint {
            return Err(KeyError::OtherCertificate);
        }
        let mut jwk = self.jwk(kid, algorithm);
        jwk["x5c"] = chain.iter().map(|certificate| BASE64_STANDARD.encode(certificate)).collect();
        Ok(jwk)
    }

    /// The public exponent, as far as it can be told in 64 bits.
    pub(super) fn exponent(&self) -> u64 {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.e).unwrap_or_default();
        bytes.iter().fold(0, |number, byte| u64::saturating_mul(number, 256).saturating_add(u64::from(*byte)))
    }

    /// PEM `PUBLIC KEY` (RFC 7468 §13), with a line feed at the end.
    #[must_use]
    pub fn pem(&self) -> String {
        pem("PUBLIC KEY", &self.spki)
    }
}

/// Of an RSA key by its members `n` and `e`. RFC 7638 §3: the required members alone, in lexicographic order, without white space.
pub(crate) fn thumbprint(n: &str, e: &str) -> String {
    let canonical = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
    BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
}

/// A JWK set (RFC 7517 §5), as registrations are posted.
#[must_use]
pub fn jwks(keys: Vec<Value>) -> Value {
    json!({ "keys": keys })
}

/// One block of PEM (RFC 7468 §2), with a line feed at the end.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let body = BASE64_STANDARD.encode(der);
    let lines: Vec<&str> = body.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// Bits that a number has, without the zeros before it.
pub(super) fn bits_of(number: &[u8]) -> i64 {
    let number = without_leading_zeros(number);
    let bits = number.len() * 8 - number.first().map_or(0, |byte| byte.leading_zeros() as usize);
    i64::try_from(bits).unwrap_or(i64::MAX)
}

fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len().saturating_sub(1))..]
}
