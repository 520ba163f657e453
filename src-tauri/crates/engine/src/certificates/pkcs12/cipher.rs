//! The ciphers of RFC 7292 appendix C and RFC 8018 appendix B.2 with NSS' Camellia (RFC 3657), for reading only.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockCipherDecrypt, BlockModeDecrypt as _, InnerIvInit as _, KeyInit, StreamCipher as _};
use cbc::Decryptor;
use zeroize::Zeroizing;

/// A cipher with the length of its key in bytes where that varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    Camellia128,
    Camellia192,
    Camellia256,
    Des,
    /// With three keys.
    TripleDes,
    /// The first key serves as the third.
    TripleDesTwoKeys,
    Rc2 {
        key: usize,
        effective_bits: usize,
    },
    Rc4 {
        key: usize,
    },
}

impl Cipher {
    pub(super) fn name(self) -> String {
        match self {
            Self::Aes128 => "AES-128".to_owned(),
            Self::Aes192 => "AES-192".to_owned(),
            Self::Aes256 => "AES-256".to_owned(),
            Self::Camellia128 => "Camellia-128".to_owned(),
            Self::Camellia192 => "Camellia-192".to_owned(),
            Self::Camellia256 => "Camellia-256".to_owned(),
            Self::Des => "DES".to_owned(),
            Self::TripleDes => "3DES".to_owned(),
            Self::TripleDesTwoKeys => "2-key 3DES".to_owned(),
            Self::Rc2 { effective_bits, .. } => format!("RC2-{effective_bits}"),
            Self::Rc4 { key } => format!("RC4-{}", key * 8),
        }
    }

    pub(super) const fn key_length(self) -> usize {
        match self {
            Self::Des => 8,
            Self::Aes128 | Self::Camellia128 | Self::TripleDesTwoKeys => 16,
            Self::Aes192 | Self::Camellia192 | Self::TripleDes => 24,
            Self::Aes256 | Self::Camellia256 => 32,
            Self::Rc2 { key, .. } | Self::Rc4 { key } => key,
        }
    }

    /// Bytes of a block, which its initialisation vector has too; none for a stream.
    pub(super) const fn block(self) -> usize {
        match self {
            Self::Des | Self::TripleDes | Self::TripleDesTwoKeys | Self::Rc2 { .. } => 8,
            Self::Rc4 { .. } => 0,
            _ => 16,
        }
    }

    /// None when the padding is wrong: the key is, or the bytes were changed.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let buffer = Zeroizing::new(bytes.to_vec());
        match self {
            Self::Aes128 => cbc(aes::Aes128::new_from_slice(key).ok()?, iv, buffer),
            Self::Aes192 => cbc(aes::Aes192::new_from_slice(key).ok()?, iv, buffer),
            Self::Aes256 => cbc(aes::Aes256::new_from_slice(key).ok()?, iv, buffer),
            Self::Camellia128 => cbc(camellia::Camellia128::new_from_slice(key).ok()?, iv, buffer),
            Self::Camellia192 => cbc(camellia::Camellia192::new_from_slice(key).ok()?, iv, buffer),
            Self::Camellia256 => cbc(camellia::Camellia256::new_from_slice(key).ok()?, iv, buffer),
            Self::Des => cbc(des::Des::new_from_slice(key).ok()?, iv, buffer),
            Self::TripleDes => cbc(des::TdesEde3::new_from_slice(key).ok()?, iv, buffer),
            Self::TripleDesTwoKeys => cbc(des::TdesEde2::new_from_slice(key).ok()?, iv, buffer),
            Self::Rc2 { effective_bits, .. } => cbc(rc2::Rc2::new_with_eff_key_len(key, effective_bits), iv, buffer),
            Self::Rc4 { .. } => {
                let mut buffer = buffer;
                rc4::Rc4::new_from_slice(key).ok()?.apply_keystream(&mut buffer);
                Some(buffer)
            }
        }
    }
}

fn cbc<C: BlockCipherDecrypt>(cipher: C, iv: &[u8], mut buffer: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let length = Decryptor::inner_iv_slice_init(cipher, iv).ok()?.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len();
    buffer.truncate(length);
    Some(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2268 §5: one block each; as CBC with a zero vector, then without padding to remove.
    #[test]
    fn rc2_reduces_its_key() {
        fn check(bits: usize, key: &[u8], plain: [u8; 8], block: [u8; 8]) {
            let cipher = rc2::Rc2::new_with_eff_key_len(key, bits);
            let mut buffer = block.into();
            cipher.decrypt_block(&mut buffer);
            assert_eq!(<[u8; 8]>::from(buffer), plain, "{bits}");
        }
        check(63, &[0; 8], [0; 8], [0xeb, 0xb7, 0x73, 0xf9, 0x93, 0x27, 0x8e, 0xff]);
        check(64, &[0xff; 8], [0xff; 8], [0x27, 0x8b, 0x27, 0xe4, 0x2e, 0x2f, 0x0d, 0x49]);
        check(64, &[0x88], [0; 8], [0x61, 0xa8, 0xa2, 0x44, 0xad, 0xac, 0xcc, 0xf0]);
    }

    #[test]
    fn no_key_or_length_makes_it_panic() {
        for cipher in
            [Cipher::Aes256, Cipher::Des, Cipher::TripleDesTwoKeys, Cipher::Rc2 { key: 5, effective_bits: 40 }, Cipher::Rc4 { key: 5 }]
        {
            let (key, iv) = (vec![1; cipher.key_length()], vec![2; cipher.block()]);
            for length in 0..33 {
                assert!(cipher.decrypt(&key, &iv, &vec![3; length]).is_none_or(|plain| plain.len() <= length), "{cipher:?}");
            }
            assert!(cipher.block() == 0 || cipher.decrypt(&key, &iv[1..], &[3; 16]).is_none());
        }
    }
}
