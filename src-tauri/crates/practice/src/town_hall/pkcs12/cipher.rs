//! How the contents of a .p12 are encrypted: RFC 7292 appendix C, RFC 8018 §6.2.

use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, InnerIvInit, InvalidLength, KeyInit, KeyIvInit};
use cbc::Encryptor;
use des::TdesEde3;
use pbkdf2::pbkdf2_hmac;
use rc2::Rc2;
use sha2::Sha256;

use super::kdf::{Digest, Use, derive};
use crate::PracticeError;
use crate::town_hall::der;

const PBE_3DES: [u64; 8] = [1, 2, 840, 113_549, 1, 12, 1, 3];
const PBE_RC2_40: [u64; 8] = [1, 2, 840, 113_549, 1, 12, 1, 6];
const PBES2: [u64; 7] = [1, 2, 840, 113_549, 1, 5, 13];
const PBKDF2: [u64; 7] = [1, 2, 840, 113_549, 1, 5, 12];
const HMAC_SHA256: [u64; 6] = [1, 2, 840, 113_549, 2, 9];
const AES256_CBC: [u64; 9] = [2, 16, 840, 1, 101, 3, 4, 1, 42];

/// A password-based encryption scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes256,
    TripleDes,
    Rc2With40Bits,
}

/// The AlgorithmIdentifier with the bytes it made.
pub(super) struct Encrypted {
    pub(super) algorithm: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

impl Cipher {
    pub(super) fn encrypt(self, plain: &[u8], password: &str, salt: &[u8], iterations: u32) -> Result<Encrypted, PracticeError> {
        let failed = |_: InvalidLength| PracticeError::Certificate(format!("{self:?}"));
        let pbe = |purpose, length| derive(Digest::Sha1, purpose, password, salt, iterations, length);
        let pbe_algorithm = |oid| der::sequence(&[der::oid(oid), der::sequence(&[der::octets(salt), der::integer(iterations)])]);
        Ok(match self {
            Self::Aes256 => {
                let (mut key, iv) = ([0; 32], der::random::<16>());
                pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, iterations, &mut key);
                let bytes = Encryptor::<Aes256>::new(&key.into(), &iv.into()).encrypt_padded_vec::<Pkcs7>(plain);
                Encrypted { algorithm: pbes2(salt, iterations, &iv), bytes }
            }
            Self::TripleDes => {
                let encryptor = Encryptor::<TdesEde3>::new_from_slices(&pbe(Use::Key, 24), &pbe(Use::Iv, 8)).map_err(failed)?;
                Encrypted { algorithm: pbe_algorithm(&PBE_3DES), bytes: encryptor.encrypt_padded_vec::<Pkcs7>(plain) }
            }
            Self::Rc2With40Bits => {
                let cipher = Rc2::new_from_slice(&pbe(Use::Key, 5)).map_err(failed)?;
                let encryptor = Encryptor::inner_iv_slice_init(cipher, &pbe(Use::Iv, 8)).map_err(failed)?;
                Encrypted { algorithm: pbe_algorithm(&PBE_RC2_40), bytes: encryptor.encrypt_padded_vec::<Pkcs7>(plain) }
            }
        })
    }
}

fn pbes2(salt: &[u8], iterations: u32, iv: &[u8]) -> Vec<u8> {
    let prf = der::sequence(&[der::oid(&HMAC_SHA256), der::null()]);
    let pbkdf2 = der::sequence(&[der::oid(&PBKDF2), der::sequence(&[der::octets(salt), der::integer(iterations), prf])]);
    let aes = der::sequence(&[der::oid(&AES256_CBC), der::octets(iv)]);
    der::sequence(&[der::oid(&PBES2), der::sequence(&[pbkdf2, aes])])
}
