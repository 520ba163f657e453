//! The public half of a key, in the forms that the portal, the API and people want.

use aws_lc_rs::digest;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::json;
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
        // RFC 7638 §3: the required members alone, in lexicographic order, without white space.
        let canonical = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
        let thumbprint = BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()));
        let bits = modulus.len() * 8 - modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
        Ok(Self { spki: spki.to_vec(), bits: i64::try_from(bits).unwrap_or(i64::MAX), thumbprint, n, e })
    }

    /// The public JWK that Digdir registers: exactly `kty`, `n`, `e`, `use`, `alg`, `kid` (RFC 7517 §4).
    #[must_use]
    pub fn jwk(&self, kid: &KeyId, algorithm: SigningAlgorithm) -> serde_json::Value {
        json!({ "kty": "RSA", "n": self.n, "e": self.e, "use": "sig", "alg": algorithm.as_str(), "kid": kid.as_str() })
    }

    /// PEM `PUBLIC KEY` (RFC 7468 §13), with a line feed at the end.
    #[must_use]
    pub fn pem(&self) -> String {
        let body = BASE64_STANDARD.encode(&self.spki);
        let lines: Vec<&str> = body.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }
}

fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len().saturating_sub(1))..]
}
