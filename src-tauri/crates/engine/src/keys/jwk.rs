//! A private key in JSON (RFC 7517), read into secrets and written as PKCS#8.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::KeyError;
use super::import_error::ImportError;
use crate::certificates::loose::wrapped_rsa;
use crate::der::{INTEGER, SEQUENCE, element};
use crate::names::KeyId;
use crate::secret::Secret;

/// Some programs pad, against RFC 7515 §2.
const BASE64_URL: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// RFC 7517 §5.
#[derive(Deserialize)]
struct Set {
    keys: Vec<Jwk>,
}

/// RFC 7517 §4, and of RFC 7518 §6 what keys of other kinds are told by.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    n: Option<String>,
    e: Option<String>,
    d: Option<Secret<String>>,
    p: Option<Secret<String>>,
    q: Option<Secret<String>>,
    dp: Option<Secret<String>>,
    dq: Option<Secret<String>>,
    qi: Option<Secret<String>>,
    oth: Option<IgnoredAny>,
    k: Option<IgnoredAny>,
    crv: Option<String>,
}

/// The private key in a JWK, or the only one in a set, with the name that it has there.
pub(super) fn read(text: &[u8]) -> Result<(Secret<Vec<u8>>, Option<KeyId>), ImportError> {
    let text = text.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(text);
    let keys = match serde_json::from_slice::<Set>(text) {
        Ok(set) => set.keys,
        Err(_) => vec![serde_json::from_slice(text).map_err(|_| KeyError::Malformed)?],
    };
    let is_private = |key: &&Jwk| key.d.is_some() || key.k.is_some();
    match &keys.iter().filter(is_private).collect::<Vec<_>>()[..] {
        [] if keys.is_empty() => Err(KeyError::Malformed.into()),
        [] => Err(ImportError::PublicHalf),
        [key] => Ok((key.pkcs8()?, key.kid.as_ref().and_then(|kid| kid.parse().ok()))),
        _ => Err(ImportError::SeveralKeys),
    }
}

impl Jwk {
    /// RFC 7518 §6.3 in the order of RFC 8017 §A.1.2.
    fn pkcs8(&self) -> Result<Secret<Vec<u8>>, ImportError> {
        match self.kty.as_str() {
            "RSA" if self.oth.is_some() => return Err(KeyError::MultiPrime.into()),
            "RSA" => {}
            "oct" => return Err(ImportError::SharedSecret),
            other => {
                let algorithm = self.crv.as_deref().unwrap_or(other).chars().take(20).collect();
                return Err(KeyError::NotRsa { algorithm }.into());
            }
        }
        let (Some(n), Some(e), Some(d)) = (&self.n, &self.e, &self.d) else { return Err(KeyError::Malformed.into()) };
        let (Some(p), Some(q), Some(dp), Some(dq), Some(qi)) = (&self.p, &self.q, &self.dp, &self.dq, &self.qi) else {
            return Err(ImportError::NoFactors);
        };
        let public = [integer(n)?, integer(e)?];
        let mut private = Vec::with_capacity(6);
        for number in [d, p, q, dp, dq, qi] {
            // EXPOSE: decoded into a secret again.
            private.push(integer(number.expose())?);
        }
        // EXPOSE: put together in memory that is wiped.
        let numbers = public.iter().chain(&private).map(|number| number.expose().as_slice());
        let parts: Vec<&[u8]> = [&[INTEGER, 1, 0][..]].into_iter().chain(numbers).collect();
        let key = Secret::new(element(SEQUENCE, &parts));
        // EXPOSE: wrapped into a secret again.
        Ok(wrapped_rsa(key.expose()))
    }
}

/// Base64urlUInt (RFC 7518 §2) as an INTEGER of DER.
fn integer(text: &str) -> Result<Secret<Vec<u8>>, KeyError> {
    let bytes = Secret::new(BASE64_URL.decode(text).map_err(|_| KeyError::Malformed)?);
    // EXPOSE: written into a secret again.
    let digits = bytes.expose();
    let digits = &digits[digits.iter().take_while(|digit| **digit == 0).count()..];
    let sign: &[u8] = if digits.first().is_none_or(|first| first & 0x80 != 0) { &[0] } else { &[] };
    Ok(Secret::new(element(INTEGER, &[sign, digits])))
}
