//! The key derivation of PKCS#12 itself: RFC 7292 appendix B.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::PracticeError;

/// Block size of both digests, in bytes: the v of the appendix.
const BLOCK: usize = 64;

/// What the derived bytes are for: appendix B.3.
#[derive(Debug, Clone, Copy)]
pub(super) enum Use {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// The digest under the derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digest {
    Sha1,
    Sha256,
}

impl Digest {
    /// The digest of the bytes, taken so many times.
    fn hash(self, bytes: &[u8], times: u32) -> Vec<u8> {
        match self {
            Self::Sha1 => (1..times).fold(Sha1::digest(bytes), |hash, _| Sha1::digest(hash)).to_vec(),
            Self::Sha256 => (1..times).fold(Sha256::digest(bytes), |hash, _| Sha256::digest(hash)).to_vec(),
        }
    }

    pub(super) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    pub(super) const fn oid(self) -> &'static [u64] {
        match self {
            Self::Sha1 => &[1, 3, 14, 3, 2, 26],
            Self::Sha256 => &[2, 16, 840, 1, 101, 3, 4, 2, 1],
        }
    }

    pub(super) fn hmac(self, key: &[u8], bytes: &[u8]) -> Result<Vec<u8>, PracticeError> {
        let refused = |_| PracticeError::Certificate("HMAC key".to_owned());
        Ok(match self {
            Self::Sha1 => Hmac::<Sha1>::new_from_slice(key).map_err(refused)?.chain_update(bytes).finalize().into_bytes().to_vec(),
            Self::Sha256 => Hmac::<Sha256>::new_from_slice(key).map_err(refused)?.chain_update(bytes).finalize().into_bytes().to_vec(),
        })
    }
}

/// The password as the derivation takes it: UTF-16BE with two zero bytes after it. `None` is no password at all: zero bytes.
pub(super) fn bmp(password: Option<&str>) -> Vec<u8> {
    password.map(|password| password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect()).unwrap_or_default()
}

/// `password` as [`bmp`] has it.
pub(super) fn derive(digest: Digest, purpose: Use, password: &[u8], salt: &[u8], iterations: u32, length: usize) -> Vec<u8> {
    let mut input = [fill(salt), fill(password)].concat();
    let diversifier = [purpose as u8; BLOCK];
    let mut derived = Vec::new();
    loop {
        let hash = digest.hash(&[diversifier.as_slice(), &input].concat(), iterations);
        derived.extend(&hash);
        if derived.len() >= length {
            derived.truncate(length);
            return derived;
        }
        let addend: Vec<u8> = hash.iter().copied().cycle().take(BLOCK).collect();
        for block in input.chunks_mut(BLOCK) {
            add_with_one(block, &addend);
        }
    }
}

/// Repeated until it fills whole blocks.
fn fill(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().cycle().take(bytes.len().div_ceil(BLOCK) * BLOCK).collect()
}

/// `block = block + addend + 1`, big-endian, without the carry out of the first byte.
fn add_with_one(block: &mut [u8], addend: &[u8]) {
    let mut carry = 1;
    for (byte, more) in block.iter_mut().zip(addend).rev() {
        let sum = u16::from(*byte) + u16::from(*more) + carry;
        *byte = u8::try_from(sum & 0xff).unwrap_or_default();
        carry = sum >> 8;
    }
}
