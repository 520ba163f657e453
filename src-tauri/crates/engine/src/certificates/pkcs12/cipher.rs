//! The ciphers that files are encrypted with, for reading only: each a block cipher in a mode, or RC4.

use aes::cipher::consts::U16;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit, StreamCipher as _};
use zeroize::Zeroizing;

use super::mode::{Mode, decrypt, decrypt_wide};

/// A cipher as files name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cipher {
    pub(super) algorithm: Algorithm,
    pub(super) mode: Mode,
}

/// With the length of its key in bytes where that varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Aes128,
    Aes192,
    Aes256,
    Aria128,
    Aria192,
    Aria256,
    /// With 128 bits, as OpenSSL has it.
    Blowfish,
    Camellia128,
    Camellia192,
    Camellia256,
    /// With 128 bits, as OpenSSL has it.
    Cast5,
    Des,
    Sm4,
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
    pub(super) const fn cbc(algorithm: Algorithm) -> Self {
        Self { algorithm, mode: Mode::Cbc }
    }

    pub(super) const fn rc4(key: usize) -> Self {
        Self { algorithm: Algorithm::Rc4 { key }, mode: Mode::Stream }
    }

    /// CBC is what everybody means who names no mode.
    pub(super) fn name(self) -> String {
        let algorithm = match self.algorithm {
            Algorithm::Aes128 => "AES-128",
            Algorithm::Aes192 => "AES-192",
            Algorithm::Aes256 => "AES-256",
            Algorithm::Aria128 => "ARIA-128",
            Algorithm::Aria192 => "ARIA-192",
            Algorithm::Aria256 => "ARIA-256",
            Algorithm::Blowfish => "Blowfish",
            Algorithm::Camellia128 => "Camellia-128",
            Algorithm::Camellia192 => "Camellia-192",
            Algorithm::Camellia256 => "Camellia-256",
            Algorithm::Cast5 => "CAST5",
            Algorithm::Des => "DES",
            Algorithm::Sm4 => "SM4",
            Algorithm::TripleDes => "3DES",
            Algorithm::TripleDesTwoKeys => "2-key 3DES",
            Algorithm::Rc2 { effective_bits, .. } => return format!("RC2-{effective_bits}"),
            Algorithm::Rc4 { key } => return format!("RC4-{}", key * 8),
        };
        format!("{algorithm}{}", self.mode.suffix())
    }

    pub(super) const fn key_length(self) -> usize {
        use Algorithm::{Aes128, Aria128, Blowfish, Camellia128, Cast5, Sm4, TripleDesTwoKeys};
        match self.algorithm {
            Algorithm::Des => 8,
            Aes128 | Aria128 | Blowfish | Camellia128 | Cast5 | Sm4 | TripleDesTwoKeys => 16,
            Algorithm::Aes192 | Algorithm::Aria192 | Algorithm::Camellia192 | Algorithm::TripleDes => 24,
            Algorithm::Aes256 | Algorithm::Aria256 | Algorithm::Camellia256 => 32,
            Algorithm::Rc2 { key, .. } | Algorithm::Rc4 { key } => key,
        }
    }

    const fn block(self) -> usize {
        use Algorithm::{Blowfish, Cast5, Des, Rc2, TripleDes, TripleDesTwoKeys};
        match self.algorithm {
            Blowfish | Cast5 | Des | Rc2 { .. } | TripleDes | TripleDesTwoKeys => 8,
            _ => 16,
        }
    }

    /// Bytes of its initialisation vector.
    pub(super) const fn vector(self) -> usize {
        if matches!(self.mode, Mode::Ecb | Mode::Stream) { 0 } else { self.block() }
    }

    /// Whether its plaintexts end in padding, which tells most wrong keys.
    pub(super) const fn padded(self) -> bool {
        matches!(self.mode, Mode::Cbc | Mode::Ecb)
    }

    /// Whether bytes of this length can have come out of it.
    pub(super) const fn fits(self, length: usize) -> bool {
        length > 0 && (!self.padded() || length.is_multiple_of(self.block()))
    }

    /// None when the padding is wrong: the key is, or the bytes were changed.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut buffer = Zeroizing::new(bytes.to_vec());
        match self.algorithm {
            Algorithm::Aes128 => self.wide::<aes::Aes128>(key, iv, buffer),
            Algorithm::Aes192 => self.wide::<aes::Aes192>(key, iv, buffer),
            Algorithm::Aes256 => self.wide::<aes::Aes256>(key, iv, buffer),
            Algorithm::Aria128 => self.wide::<aria::Aria128>(key, iv, buffer),
            Algorithm::Aria192 => self.wide::<aria::Aria192>(key, iv, buffer),
            Algorithm::Aria256 => self.wide::<aria::Aria256>(key, iv, buffer),
            Algorithm::Blowfish => self.narrow::<blowfish::Blowfish>(key, iv, buffer),
            Algorithm::Camellia128 => self.wide::<camellia::Camellia128>(key, iv, buffer),
            Algorithm::Camellia192 => self.wide::<camellia::Camellia192>(key, iv, buffer),
            Algorithm::Camellia256 => self.wide::<camellia::Camellia256>(key, iv, buffer),
            Algorithm::Cast5 => self.narrow::<cast5::Cast5>(key, iv, buffer),
            Algorithm::Des => self.narrow::<des::Des>(key, iv, buffer),
            Algorithm::Sm4 => self.wide::<sm4::Sm4>(key, iv, buffer),
            Algorithm::TripleDes => self.narrow::<des::TdesEde3>(key, iv, buffer),
            Algorithm::TripleDesTwoKeys => self.narrow::<des::TdesEde2>(key, iv, buffer),
            Algorithm::Rc2 { effective_bits, .. } => decrypt(rc2::Rc2::new_with_eff_key_len(key, effective_bits), self.mode, iv, buffer),
            Algorithm::Rc4 { .. } => {
                rc4::Rc4::new_from_slice(key).ok()?.apply_keystream(&mut buffer);
                Some(buffer)
            }
        }
    }

    fn narrow<C>(self, key: &[u8], iv: &[u8], buffer: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>>
    where
        C: KeyInit + BlockCipherEncrypt + BlockCipherDecrypt,
    {
        decrypt(C::new_from_slice(key).ok()?, self.mode, iv, buffer)
    }

    fn wide<C>(self, key: &[u8], iv: &[u8], buffer: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>>
    where
        C: KeyInit + BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
    {
        decrypt_wide(C::new_from_slice(key).ok()?, self.mode, iv, buffer)
    }
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
        let modes = [Mode::Cbc, Mode::Ecb, Mode::Cfb, Mode::Ofb, Mode::Ctr];
        let algorithms =
            [Algorithm::Aes256, Algorithm::Blowfish, Algorithm::TripleDesTwoKeys, Algorithm::Rc2 { key: 5, effective_bits: 40 }];
        let ciphers = algorithms.into_iter().flat_map(|algorithm| modes.map(|mode| Cipher { algorithm, mode }));
        for cipher in ciphers.chain([Cipher::rc4(5)]) {
            let (key, iv) = (vec![1; cipher.key_length()], vec![2; cipher.vector()]);
            for length in 0..33 {
                assert!(cipher.decrypt(&key, &iv, &vec![3; length]).is_none_or(|plain| plain.len() <= length), "{cipher:?}");
            }
            assert!(cipher.vector() == 0 || cipher.decrypt(&key, &iv[1..], &[3; 16]).is_none(), "{cipher:?}");
        }
    }
}
