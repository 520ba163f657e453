//! How the contents of a .p12 are encrypted: RFC 7292 appendix C, RFC 8018 §6.2.

use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, InnerIvInit, InvalidLength, KeyInit, KeyIvInit};
use cbc::Encryptor;
use des::TdesEde3;
use pbkdf2::pbkdf2_hmac;
use rc2::Rc2;
use sha1::Sha1;
use sha2::Sha256;

use super::kdf::{Digest, Use, bmp, derive};
use crate::{PracticeError, der};

const PBE_RC4_128: [u64; 8] = [1, 2, 840, 113_549, 1, 12, 1, 1];
const PBE_3DES: [u64; 8] = [1, 2, 840, 113_549, 1, 12, 1, 3];
const PBE_RC2_128: [u64; 8] = [1, 2, 840, 113_549, 1, 12, 1, 5];
const PBE_RC2_40: [u64; 8] = [1, 2, 840, 113_549, 1, 12, 1, 6];
const PBES2: [u64; 7] = [1, 2, 840, 113_549, 1, 5, 13];
const PBKDF2: [u64; 7] = [1, 2, 840, 113_549, 1, 5, 12];
pub(super) const HMAC_SHA256: [u64; 6] = [1, 2, 840, 113_549, 2, 9];
const AES256_CBC: [u64; 9] = [2, 16, 840, 1, 101, 3, 4, 1, 42];

/// A password-based encryption scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    /// PBES2 with HMAC-SHA256, keyed from the password's UTF-8.
    Aes256,
    /// PBES2 without a PRF in the parameters: HMAC-SHA1 (RFC 8018 §5.2).
    Aes256Sha1,
    /// PBES2 with HMAC-SHA256, keyed from the password's ISO-8859-1.
    Aes256Latin1,
    TripleDes,
    Rc2With40Bits,
    Rc2With128Bits,
    Rc4,
}

/// The AlgorithmIdentifier with the bytes it made.
pub(super) struct Encrypted {
    pub(super) algorithm: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

impl Cipher {
    /// `password` is nothing for the NULL password.
    pub(super) fn encrypt(self, plain: &[u8], password: Option<&str>, salt: &[u8], iterations: u32) -> Result<Encrypted, PracticeError> {
        let failed = |_: InvalidLength| PracticeError::Certificate(format!("{self:?}"));
        let pbe = |purpose, length| derive(Digest::Sha1, purpose, &bmp(password), salt, iterations, length);
        let rc2 = |length| Rc2::new_from_slice(&pbe(Use::Key, length)).map_err(failed);
        let bytes = match self {
            Self::Aes256 | Self::Aes256Sha1 | Self::Aes256Latin1 => {
                return Ok(self.pbes2(plain, password.unwrap_or_default(), salt, iterations));
            }
            Self::TripleDes => Encryptor::<TdesEde3>::new_from_slices(&pbe(Use::Key, 24), &pbe(Use::Iv, 8))
                .map_err(failed)?
                .encrypt_padded_vec::<Pkcs7>(plain),
            Self::Rc2With40Bits => {
                Encryptor::inner_iv_slice_init(rc2(5)?, &pbe(Use::Iv, 8)).map_err(failed)?.encrypt_padded_vec::<Pkcs7>(plain)
            }
            Self::Rc2With128Bits => {
                Encryptor::inner_iv_slice_init(rc2(16)?, &pbe(Use::Iv, 8)).map_err(failed)?.encrypt_padded_vec::<Pkcs7>(plain)
            }
            Self::Rc4 => rc4(&pbe(Use::Key, 16), plain),
        };
        let parameters = der::sequence(&[der::octets(salt), der::integer(iterations)]);
        Ok(Encrypted { algorithm: der::sequence(&[der::oid(self.pbe_oid()), parameters]), bytes })
    }

    const fn pbe_oid(self) -> &'static [u64] {
        match self {
            Self::Rc2With40Bits => &PBE_RC2_40,
            Self::Rc2With128Bits => &PBE_RC2_128,
            Self::Rc4 => &PBE_RC4_128,
            _ => &PBE_3DES,
        }
    }

    fn pbes2(self, plain: &[u8], password: &str, salt: &[u8], iterations: u32) -> Encrypted {
        let (mut key, iv) = ([0; 32], der::random::<16>());
        match self {
            Self::Aes256Sha1 => pbkdf2_hmac::<Sha1>(password.as_bytes(), salt, iterations, &mut key),
            Self::Aes256Latin1 => pbkdf2_hmac::<Sha256>(&latin1(password), salt, iterations, &mut key),
            _ => pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, iterations, &mut key),
        }
        let bytes = Encryptor::<Aes256>::new(&key.into(), &iv.into()).encrypt_padded_vec::<Pkcs7>(plain);
        let prf = (self != Self::Aes256Sha1).then(hmac_sha256);
        let aes = der::sequence(&[der::oid(&AES256_CBC), der::octets(&iv)]);
        let parameters = der::sequence(&[pbkdf2(salt, iterations, None, prf), aes]);
        Encrypted { algorithm: der::sequence(&[der::oid(&PBES2), parameters]), bytes }
    }
}

/// AlgorithmIdentifier of the derivation: RFC 8018 appendix A.2.
pub(super) fn pbkdf2(salt: &[u8], iterations: u32, key_length: Option<u32>, prf: Option<Vec<u8>>) -> Vec<u8> {
    let parts = [Some(der::octets(salt)), Some(der::integer(iterations)), key_length.map(der::integer), prf];
    der::sequence(&[der::oid(&PBKDF2), der::sequence(&parts.into_iter().flatten().collect::<Vec<_>>())])
}

pub(super) fn hmac_sha256() -> Vec<u8> {
    der::sequence(&[der::oid(&HMAC_SHA256), der::null()])
}

/// Practice's own words have no letters beyond it.
fn latin1(password: &str) -> Vec<u8> {
    password.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}

/// The stream cipher as every textbook has it.
fn rc4(key: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|place| u8::try_from(place).unwrap_or_default());
    let mut other = 0_u8;
    for place in 0..256 {
        other = other.wrapping_add(state[place]).wrapping_add(key[place % key.len()]);
        state.swap(place, other.into());
    }
    let (mut place, mut other) = (0_u8, 0_u8);
    let encrypted = plain.iter().map(|byte| {
        place = place.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(place)]);
        state.swap(place.into(), other.into());
        byte ^ state[usize::from(state[usize::from(place)].wrapping_add(state[usize::from(other)]))]
    });
    encrypted.collect()
}
