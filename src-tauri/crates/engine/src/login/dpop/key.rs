//! The key pair that tokens are bound to: made for one login, gone with it.

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Value, json};

use crate::keys::{self, KeyError, KeySize, PrivateKey, SigningAlgorithm};

/// A private key with its public half as a JWK.
pub(super) struct Key {
    pair: Pair,
    pub(super) jwk: Value,
    /// RFC 7638.
    pub(super) thumbprint: String,
}

enum Pair {
    Ec(EcdsaKeyPair),
    Rsa(PrivateKey),
}

impl Key {
    /// On P-256, unless `algorithms` are told and RS256 is the one of ours among them.
    pub(super) fn make(algorithms: &[String]) -> Result<Self, KeyError> {
        let offers = |name: &str| algorithms.iter().any(|algorithm| algorithm == name);
        if offers("RS256") && !offers("ES256") { Self::rsa() } else { Self::ec() }
    }

    fn ec() -> Result<Self, KeyError> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| KeyError::Malformed)?;
        // SEC 1 §2.3.3: 4, then both coordinates at full length.
        let [4, point @ ..] = pair.public_key().as_ref() else { return Err(KeyError::Malformed) };
        let (x, y) = point.split_at_checked(32).ok_or(KeyError::Malformed)?;
        let (x, y) = (BASE64_URL_SAFE_NO_PAD.encode(x), BASE64_URL_SAFE_NO_PAD.encode(y));
        // RFC 7638 §3: the required members in lexicographic order, without white space.
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let thumbprint = BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()));
        Ok(Self { jwk: json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y }), thumbprint, pair: Pair::Ec(pair) })
    }

    fn rsa() -> Result<Self, KeyError> {
        let pair = PrivateKey::make(KeySize::Rsa2048)?;
        let facts = pair.facts()?;
        let (n, e) = facts.numbers();
        Ok(Self { jwk: json!({ "kty": "RSA", "n": n, "e": e }), thumbprint: keys::thumbprint(n, e), pair: Pair::Rsa(pair) })
    }

    /// `alg`.
    pub(super) const fn algorithm(&self) -> &'static str {
        match self.pair {
            Pair::Ec(_) => "ES256",
            Pair::Rsa(_) => "RS256",
        }
    }

    /// In the form of RFC 7518 §3.3 or §3.4.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &self.pair {
            Pair::Ec(pair) => {
                let signature = pair.sign(&SystemRandom::new(), message).map_err(|_| KeyError::Malformed)?;
                Ok(signature.as_ref().to_vec())
            }
            Pair::Rsa(pair) => pair.sign(SigningAlgorithm::Rs256, message),
        }
    }
}
