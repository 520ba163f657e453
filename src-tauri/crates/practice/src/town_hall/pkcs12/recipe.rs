//! How each tool writes a .p12 (certificates.md 8.2).

use time::OffsetDateTime;

use super::cipher::Cipher;
use super::kdf::Digest;
use super::mac::Mac;
use crate::der;
use crate::town_hall::order::Flavour;

/// What a key is called, for its certificate to find it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LocalKeyId {
    Random,
    /// 1, 0, 0, 0, then 2, 0, 0, 0: Windows.
    Counter,
    /// `Time` with milliseconds: Java.
    Time,
}

impl LocalKeyId {
    pub(super) fn make(self, number: usize) -> Vec<u8> {
        match self {
            Self::Random => der::random::<20>().to_vec(),
            Self::Counter => vec![u8::try_from(number + 1).unwrap_or(u8::MAX), 0, 0, 0],
            Self::Time => format!("Time {}{number:03}", OffsetDateTime::now_utc().unix_timestamp()).into_bytes(),
        }
    }
}

/// How one tool writes.
pub(super) struct Recipe {
    /// Nothing: not encrypted.
    pub(super) key: Option<Cipher>,
    pub(super) certificates: Option<Cipher>,
    pub(super) mac: Mac,
    pub(super) iterations: u32,
    pub(super) mac_iterations: u32,
    pub(super) salt_length: usize,
    pub(super) mac_salt_length: usize,
    pub(super) local_key_id: LocalKeyId,
    pub(super) key_first: bool,
    pub(super) ber: bool,
    pub(super) names_provider: bool,
    /// Whether the password is no password at all.
    pub(super) null_password: bool,
}

impl Recipe {
    pub(super) fn of(flavour: Flavour) -> Self {
        let sha1 = |cipher, iterations| Self::new(cipher, Mac::Classic(Digest::Sha1), iterations);
        let sha256 = |iterations| Self { salt_length: 16, ..Self::new(Cipher::Aes256, Mac::Classic(Digest::Sha256), iterations) };
        let rc2_40 = |iterations| Self { certificates: Some(Cipher::Rc2With40Bits), ..sha1(Cipher::TripleDes, iterations) };
        let java = |recipe| Self { local_key_id: LocalKeyId::Time, salt_length: 20, mac_salt_length: 20, key_first: true, ..recipe };
        let windows = |recipe| Self { local_key_id: LocalKeyId::Counter, mac_salt_length: 20, names_provider: true, ..recipe };
        let ber = |recipe| Self { salt_length: 20, mac_salt_length: 20, key_first: true, ber: true, ..recipe };
        match flavour {
            Flavour::Modern => sha256(10_000),
            Flavour::Windows => windows(sha1(Cipher::TripleDes, 2000)),
            Flavour::Legacy => rc2_40(2048),
            Flavour::Ber => ber(sha1(Cipher::TripleDes, 1024)),
            Flavour::WindowsAes => windows(sha256(2000)),
            Flavour::JavaOld => java(rc2_40(100_000)),
            Flavour::Java => java(sha256(10_000)),
            Flavour::Macos => Self { mac_iterations: 1, ..rc2_40(2048) },
            Flavour::Nss => ber(sha256(100_000)),
            Flavour::AesSha1 => sha1(Cipher::Aes256Sha1, 2048),
            Flavour::BouncyCastle => Self { mac_iterations: 1_200_000, ..ber(sha256(600_000)) },
            Flavour::Pbmac1 => Self { mac: Mac::Pbmac1, mac_salt_length: 16, ..sha256(2048) },
            Flavour::NoMac => Self { mac: Mac::None, ..sha256(2048) },
            Flavour::NullPassword => Self { null_password: true, ..sha1(Cipher::TripleDes, 1) },
            Flavour::Latin1 => Self { key: Some(Cipher::Aes256Latin1), certificates: Some(Cipher::Aes256Latin1), ..sha256(2048) },
            Flavour::Rc2With128Bits => sha1(Cipher::Rc2With128Bits, 2048),
            Flavour::Rc4 => sha1(Cipher::Rc4, 2048),
            Flavour::Unencrypted => Self { key: None, certificates: None, ..sha256(2048) },
        }
    }

    const fn new(cipher: Cipher, mac: Mac, iterations: u32) -> Self {
        Self {
            key: Some(cipher),
            certificates: Some(cipher),
            mac,
            iterations,
            mac_iterations: iterations,
            salt_length: 8,
            mac_salt_length: 8,
            local_key_id: LocalKeyId::Random,
            key_first: false,
            ber: false,
            names_provider: false,
            null_password: false,
        }
    }
}
