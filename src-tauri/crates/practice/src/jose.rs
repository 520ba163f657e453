//! JSON Web Signatures with RSA, in practice's own code: RFC 7515, 7517, 7638.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use serde_json::{Map, Value, json};

/// Larger moduli than any key in use are not worth the arithmetic.
const LARGEST_MODULUS: usize = 8192;

/// What a public JWK never has.
pub(crate) const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// What JOSE work can fail with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JoseError {
    #[error("not three base64url parts with JSON objects")]
    Malformed,
    #[error("no RSA key in the JWK: {0}")]
    NoKey(&'static str),
    #[error("RSA: {0}")]
    Rsa(#[from] rsa::Error),
    #[error("PKCS#8: {0}")]
    Pkcs8(#[from] rsa::pkcs8::Error),
    #[error("a background task ended early")]
    Ended,
}

/// The signature algorithms that Maskinporten's metadata names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
}

impl Algorithm {
    pub(crate) const NAMES: [&str; 3] = ["RS256", "RS384", "RS512"];

    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "RS384" => Some(Self::Rs384),
            "RS512" => Some(Self::Rs512),
            _ => None,
        }
    }

    pub(crate) fn verifies(self, key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rs256 => key.verify(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message), signature),
            Self::Rs384 => key.verify(Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(message), signature),
            Self::Rs512 => key.verify(Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(message), signature),
        }
        .is_ok()
    }
}

/// A private key of a service; its kid is the RFC 7638 thumbprint.
pub(crate) struct SigningKey {
    private: RsaPrivateKey,
    kid: String,
}

impl SigningKey {
    /// Slow: belongs on a blocking thread.
    pub(crate) fn generate(bits: usize) -> Result<Self, JoseError> {
        Ok(Self::new(RsaPrivateKey::new(&mut rsa::rand_core::OsRng, bits)?))
    }

    pub(crate) fn new(private: RsaPrivateKey) -> Self {
        let kid = thumbprint(&private.to_public_key());
        Self { private, kid }
    }

    pub(crate) fn from_pem(pem: &str) -> Result<Self, JoseError> {
        Ok(Self::new(RsaPrivateKey::from_pkcs8_pem(pem)?))
    }

    pub(crate) fn to_pem(&self) -> Result<String, JoseError> {
        Ok(self.private.to_pkcs8_pem(LineEnding::LF)?.to_string())
    }

    /// The private key as PKCS#8, for certificates.
    pub(crate) fn to_pkcs8(&self) -> Result<Vec<u8>, JoseError> {
        Ok(self.private.to_pkcs8_der()?.as_bytes().to_vec())
    }

    pub(crate) fn kid(&self) -> &str {
        &self.kid
    }

    /// Signs claims as a compact RS256 token whose header has `kid`, plus `more` header members.
    pub(crate) fn sign(&self, more: &Value, claims: &Value) -> Result<String, JoseError> {
        let mut header = json!({ "kid": self.kid, "alg": "RS256" });
        if let (Some(header), Some(more)) = (header.as_object_mut(), more.as_object()) {
            header.extend(more.clone());
        }
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let signature = self.sign_bytes(Algorithm::Rs256, signed.as_bytes())?;
        Ok(format!("{signed}.{}", encode(signature)))
    }

    /// RSASSA-PKCS1-v1_5 over any bytes.
    pub(crate) fn sign_bytes(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, JoseError> {
        Ok(match algorithm {
            Algorithm::Rs256 => self.private.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message)),
            Algorithm::Rs384 => self.private.sign(Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(message)),
            Algorithm::Rs512 => self.private.sign(Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(message)),
        }?)
    }

    /// The public half as a JWKS member.
    pub(crate) fn public_jwk(&self) -> Value {
        let key = &self.private;
        json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid,
            "n": encode(key.n().to_bytes_be()), "e": encode(key.e().to_bytes_be()),
        })
    }

    pub(crate) fn public(&self) -> RsaPublicKey {
        self.private.to_public_key()
    }

    /// The public key as PKCS#1: the bits that a SubjectPublicKeyInfo holds.
    pub(crate) fn public_bits(&self) -> Result<Vec<u8>, JoseError> {
        Ok(self.public().to_pkcs1_der().map_err(|_| JoseError::NoKey("encoding"))?.as_bytes().to_vec())
    }
}

/// A compact JWS taken apart, not yet verified.
pub(crate) struct Jws<'a> {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    /// Accepts exactly three unpadded base64url parts, the first two JSON objects.
    pub(crate) fn parse(compact: &'a str) -> Result<Self, JoseError> {
        let (signed, signature) = compact.rsplit_once('.').ok_or(JoseError::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(JoseError::Malformed)?;
        if claims.contains('.') {
            return Err(JoseError::Malformed);
        }
        Ok(Self { header: object(header)?, claims: object(claims)?, signed, signature: decode(signature)? })
    }

    pub(crate) fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim).and_then(Value::as_str)
    }

    pub(crate) fn header_text(&self, parameter: &str) -> Option<&str> {
        self.header.get(parameter).and_then(Value::as_str)
    }

    /// What is signed, with the signature.
    pub(crate) fn signed(&self) -> (&[u8], &[u8]) {
        (self.signed.as_bytes(), &self.signature)
    }

    pub(crate) fn is_signed_by(&self, key: &RsaPublicKey, algorithm: Algorithm) -> bool {
        algorithm.verifies(key, self.signed.as_bytes(), &self.signature)
    }
}

/// The RSA public key of a JWK.
pub(crate) fn public_key(jwk: &Value) -> Result<RsaPublicKey, JoseError> {
    let number = |name| jwk.get(name).and_then(Value::as_str).map(decode).transpose();
    let n = number("n")?.ok_or(JoseError::NoKey("n"))?;
    let e = number("e")?.ok_or(JoseError::NoKey("e"))?;
    rsa_key(&n, &e)
}

/// An RSA public key from its two big-endian numbers.
pub(crate) fn rsa_key(n: &[u8], e: &[u8]) -> Result<RsaPublicKey, JoseError> {
    Ok(RsaPublicKey::new_with_max_size(BigUint::from_bytes_be(n), BigUint::from_bytes_be(e), LARGEST_MODULUS)?)
}

/// RFC 7638 §3: the members in alphabetical order, no white space, SHA-256.
pub(crate) fn thumbprint(key: &RsaPublicKey) -> String {
    let e = encode(key.e().to_bytes_be());
    let n = encode(key.n().to_bytes_be());
    encode(Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)))
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn decode(text: &str) -> Result<Vec<u8>, JoseError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| JoseError::Malformed)
}

fn object(part: &str) -> Result<Map<String, Value>, JoseError> {
    serde_json::from_slice(&decode(part)?).map_err(|_| JoseError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thumbprint_is_that_of_rfc_7638() -> Result<(), JoseError> {
        let jwk = json!({
            "kty": "RSA", "e": "AQAB",
            "n": concat!(
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn6",
                "4tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n9",
                "1CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
            ),
        });
        assert_eq!(thumbprint(&public_key(&jwk)?), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        Ok(())
    }

    #[test]
    fn signs_what_it_verifies_and_nothing_else() -> Result<(), JoseError> {
        let key = SigningKey::generate(1024)?;
        let token = key.sign(&json!({ "typ": "JWT" }), &json!({ "iss": "a" }))?;
        let jws = Jws::parse(&token)?;
        assert_eq!((jws.text("iss"), jws.header_text("typ"), jws.header_text("kid")), (Some("a"), Some("JWT"), Some(key.kid())));
        assert!(jws.is_signed_by(&public_key(&key.public_jwk())?, Algorithm::Rs256));
        assert!(!jws.is_signed_by(&key.public(), Algorithm::Rs384));
        let forged = token.replacen(&encode(r#"{"iss":"a"}"#), &encode(r#"{"iss":"b"}"#), 1);
        assert!(!Jws::parse(&forged)?.is_signed_by(&key.public(), Algorithm::Rs256));
        Ok(())
    }

    #[test]
    fn malformed_tokens_do_not_parse() {
        for token in ["", "a", "a.b", "e30.e30", "e30.e30.e30.e30", "e30=.e30.e30", " e30.e30.e30", "e30.e30.e30\n", "W10.e30.e30"] {
            assert!(Jws::parse(token).is_err(), "{token:?}");
        }
        assert!(Jws::parse("e30.e30.e30").is_ok());
    }
}
