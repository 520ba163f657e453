//! What guards a .p12 against change: MacData of RFC 7292 §4, with PBMAC1 of RFC 9579.

use pbkdf2::pbkdf2_hmac;
use sha2::Sha256;

use super::cipher::{hmac_sha256, pbkdf2};
use super::kdf::{Digest, Use, bmp, derive};
use crate::{PracticeError, der};

const PBMAC1: [u64; 7] = [1, 2, 840, 113_549, 1, 5, 14];
const PBMAC1_KEY: u32 = 32;

/// Which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mac {
    None,
    Classic(Digest),
    Pbmac1,
}

impl Mac {
    /// Over the authenticated safe's bytes, however those are cut in pieces.
    pub(super) fn data(self, safe: &[u8], password: Option<&str>, salt: &[u8], iterations: u32) -> Result<Option<Vec<u8>>, PracticeError> {
        match self {
            Self::None => Ok(None),
            Self::Classic(digest) => {
                let key = derive(digest, Use::Mac, &bmp(password), salt, iterations, digest.length());
                let algorithm = der::sequence(&[der::oid(digest.oid()), der::null()]);
                let info = der::sequence(&[algorithm, der::octets(&digest.hmac(&key, safe)?)]);
                let mut parts = vec![info, der::octets(salt)];
                // DEFAULT 1 is not written in DER.
                if iterations != 1 {
                    parts.push(der::integer(iterations));
                }
                Ok(Some(der::sequence(&parts)))
            }
            Self::Pbmac1 => {
                let mut key = [0; PBMAC1_KEY as usize];
                pbkdf2_hmac::<Sha256>(password.unwrap_or_default().as_bytes(), salt, iterations, &mut key);
                let derivation = pbkdf2(salt, iterations, Some(PBMAC1_KEY), Some(hmac_sha256()));
                let algorithm = der::sequence(&[der::oid(&PBMAC1), der::sequence(&[derivation, hmac_sha256()])]);
                let info = der::sequence(&[algorithm, der::octets(&Digest::Sha256.hmac(&key, safe)?)]);
                // macSalt is there because the syntax wants it.
                Ok(Some(der::sequence(&[info, der::octets(b"NOT USED"), der::integer(1)])))
            }
        }
    }
}
