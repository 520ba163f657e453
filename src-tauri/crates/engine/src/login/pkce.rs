//! Proof Key for Code Exchange, S256 (RFC 7636), with the unguessable values that tie an answer to its request.

use aws_lc_rs::{digest, rand};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};

use super::LoginError;
use crate::secret::Secret;

/// 256 random bits as 43 characters of base64url: a verifier, a state or a nonce.
pub(super) fn unguessable() -> Result<String, LoginError> {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes).map_err(|_| LoginError::NoRandomness)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// base64url of SHA-256, without padding (RFC 7636 §4.2).
pub(super) fn challenge(verifier: &Secret<String>) -> String {
    // EXPOSE: hashed here; the challenge is meant to be seen.
    BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.expose().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors() {
        fn check(verifier: &str, expected: &str) {
            assert_eq!(challenge(&Secret::new(verifier.to_owned())), expected);
        }
        // idporten.md 4, and RFC 7636 appendix B.
        check("xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlo", "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI");
        check("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn every_value_is_another() -> Result<(), LoginError> {
        let (one, other) = (unguessable()?, unguessable()?);
        assert_ne!(one, other);
        assert_eq!(one.len(), 43);
        Ok(())
    }
}
