//! JOSE in compact form: signing with a stored key, verifying with published keys, reading without belief.

pub(crate) mod jwks;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Map, Value};

use crate::keys::{KeyError, SigningAlgorithm};
use crate::ports::Ports;
use crate::secret::Secret;

pub(crate) use jwks::{JoseError, Keys};

/// A compact JWS (RFC 7515 §7.1) signed with the stored key `key`. `alg` is added to the header.
///
/// # Errors
/// As [`crate::ports::KeyStore::sign`].
pub(crate) fn sign(
    mut header: Map<String, Value>,
    claims: &Map<String, Value>,
    key: &str,
    algorithm: SigningAlgorithm,
    ports: &Ports,
) -> Result<Secret<String>, KeyError> {
    header.insert("alg".to_owned(), algorithm.as_str().into());
    compact(&header, claims, |message| ports.keys.sign(key, algorithm, message))
}

/// A compact JWS whose header has its `alg` already.
///
/// # Errors
/// As `sign`.
pub(crate) fn compact(
    header: &Map<String, Value>,
    claims: &Map<String, Value>,
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, KeyError>,
) -> Result<Secret<String>, KeyError> {
    let part = |members: &Map<String, Value>| serde_json::to_vec(members).map(|json| BASE64_URL_SAFE_NO_PAD.encode(json));
    let (header, claims) = part(header).and_then(|header| Ok((header, part(claims)?))).map_err(|_| KeyError::Malformed)?;
    let mut jws = format!("{header}.{claims}");
    let signature = sign(jws.as_bytes())?;
    jws.push('.');
    jws.push_str(&BASE64_URL_SAFE_NO_PAD.encode(signature));
    Ok(Secret::new(jws))
}

/// The header of a compact JWS, believed by nobody yet.
pub(crate) fn header_unverified(token: &Secret<String>) -> Option<Map<String, Value>> {
    part(token, 0)
}

/// The claims of a JWT, for display and for finding out whom to ask; no access decision may rest on them.
pub(crate) fn claims_unverified(token: &Secret<String>) -> Option<Map<String, Value>> {
    part(token, 1)
}

fn part(token: &Secret<String>, index: usize) -> Option<Map<String, Value>> {
    // EXPOSE: claims are read from the token; the signature, which makes it a credential, is left behind.
    let parts: Vec<&str> = token.expose().split('.').collect();
    let [_, _, signature] = parts[..] else { return None };
    BASE64_URL_SAFE_NO_PAD.decode(signature.trim_end_matches('=')).ok().filter(|signature| !signature.is_empty())?;
    let json = BASE64_URL_SAFE_NO_PAD.decode(parts[index].trim_end_matches('=')).ok()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_from_three_parts_alone() {
        fn check(token: &str, expected: Option<&str>) {
            let claims = claims_unverified(&Secret::new(token.to_owned()));
            assert_eq!(claims.as_ref().and_then(|claims| claims.get("iss")).and_then(Value::as_str), expected, "{token}");
        }
        check("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA", Some("x"));
        check("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0=.AAAA", Some("x"));
        check("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.", None);
        check("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0", None);
        check("eyJhbGciOiJSUzI1NiJ9.<html>.AAAA", None);
        check("", None);
    }
}
