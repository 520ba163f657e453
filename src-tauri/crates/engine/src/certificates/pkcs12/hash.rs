//! The hash functions of MACs and key derivations.

use aws_lc_rs::digest;
use md5::Digest;
use md5::digest::typenum::Unsigned as _;
use zeroize::Zeroizing;

use super::super::CertificateError;
use super::unsupported;

/// A hash function that some program writes files with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Md4,
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Blake2b512,
    Blake2s256,
    Ripemd160,
    Sm3,
    Whirlpool,
}

/// Who computes it.
enum Maker {
    Library(&'static digest::Algorithm),
    /// What the library leaves out.
    Other {
        repeat: fn(&[u8], u64) -> Zeroizing<Vec<u8>>,
        length: usize,
        block_length: usize,
    },
}

/// A hash function that takes so many bytes at a time.
const fn other<D: Digest>(block_length: usize) -> Maker {
    Maker::Other { repeat: repeat::<D>, length: D::OutputSize::USIZE, block_length }
}

fn repeat<D: Digest>(input: &[u8], rounds: u64) -> Zeroizing<Vec<u8>> {
    let mut made = D::digest(input);
    for _ in 1..rounds {
        made = D::digest(made);
    }
    Zeroizing::new(made.to_vec())
}

impl Hash {
    /// From its own OID.
    pub(super) fn of_digest(oid: &str) -> Result<Self, CertificateError> {
        match oid {
            "1.2.840.113549.2.4" => Ok(Self::Md4),
            "1.2.840.113549.2.5" => Ok(Self::Md5),
            "1.3.14.3.2.26" => Ok(Self::Sha1),
            "2.16.840.1.101.3.4.2.4" => Ok(Self::Sha224),
            "2.16.840.1.101.3.4.2.1" => Ok(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Ok(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Ok(Self::Sha512),
            "2.16.840.1.101.3.4.2.5" => Ok(Self::Sha512_224),
            "2.16.840.1.101.3.4.2.6" => Ok(Self::Sha512_256),
            "2.16.840.1.101.3.4.2.7" => Ok(Self::Sha3_224),
            "2.16.840.1.101.3.4.2.8" => Ok(Self::Sha3_256),
            "2.16.840.1.101.3.4.2.9" => Ok(Self::Sha3_384),
            "2.16.840.1.101.3.4.2.10" => Ok(Self::Sha3_512),
            "1.3.6.1.4.1.1722.12.2.1.16" => Ok(Self::Blake2b512),
            "1.3.6.1.4.1.1722.12.2.2.8" => Ok(Self::Blake2s256),
            "1.3.36.3.2.1" => Ok(Self::Ripemd160),
            "1.2.156.10197.1.401" => Ok(Self::Sm3),
            "1.0.10118.3.0.55" => Ok(Self::Whirlpool),
            other => Err(unsupported(other)),
        }
    }

    /// From the OID of an HMAC (RFC 8018 appendix B.1).
    pub(super) fn of_hmac(oid: &str) -> Result<Self, CertificateError> {
        match oid {
            "1.2.840.113549.2.6" => Ok(Self::Md5),
            "1.2.840.113549.2.7" => Ok(Self::Sha1),
            "1.2.840.113549.2.8" => Ok(Self::Sha224),
            "1.2.840.113549.2.9" => Ok(Self::Sha256),
            "1.2.840.113549.2.10" => Ok(Self::Sha384),
            "1.2.840.113549.2.11" => Ok(Self::Sha512),
            "1.2.840.113549.2.12" => Ok(Self::Sha512_224),
            "1.2.840.113549.2.13" => Ok(Self::Sha512_256),
            other => Err(unsupported(other)),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Md4 => "MD4",
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha512_224 => "SHA-512/224",
            Self::Sha512_256 => "SHA-512/256",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
            Self::Blake2b512 => "BLAKE2b-512",
            Self::Blake2s256 => "BLAKE2s-256",
            Self::Ripemd160 => "RIPEMD-160",
            Self::Sm3 => "SM3",
            Self::Whirlpool => "Whirlpool",
        }
    }

    const fn maker(self) -> Maker {
        match self {
            Self::Sha1 => Maker::Library(&digest::SHA1_FOR_LEGACY_USE_ONLY),
            Self::Sha224 => Maker::Library(&digest::SHA224),
            Self::Sha256 => Maker::Library(&digest::SHA256),
            Self::Sha384 => Maker::Library(&digest::SHA384),
            Self::Sha512 => Maker::Library(&digest::SHA512),
            Self::Sha512_256 => Maker::Library(&digest::SHA512_256),
            Self::Sha3_256 => Maker::Library(&digest::SHA3_256),
            Self::Sha3_384 => Maker::Library(&digest::SHA3_384),
            Self::Sha3_512 => Maker::Library(&digest::SHA3_512),
            Self::Md4 => other::<md4::Md4>(64),
            Self::Md5 => other::<md5::Md5>(64),
            Self::Sha512_224 => other::<sha2::Sha512_224>(128),
            Self::Sha3_224 => other::<sha3::Sha3_224>(144),
            Self::Blake2b512 => other::<blake2::Blake2b512>(128),
            Self::Blake2s256 => other::<blake2::Blake2s256>(64),
            Self::Ripemd160 => other::<ripemd::Ripemd160>(64),
            Self::Sm3 => other::<sm3::Sm3>(64),
            Self::Whirlpool => other::<whirlpool::Whirlpool>(64),
        }
    }

    /// Bytes that it makes.
    pub(super) fn length(self) -> usize {
        match self.maker() {
            Maker::Library(algorithm) => algorithm.output_len(),
            Maker::Other { length, .. } => length,
        }
    }

    /// Bytes that it takes at a time.
    pub(super) fn block_length(self) -> usize {
        match self.maker() {
            Maker::Library(algorithm) => algorithm.block_len(),
            Maker::Other { block_length, .. } => block_length,
        }
    }

    /// The hash of the hash, and so on: so many rounds in all.
    pub(super) fn repeat(self, input: &[u8], rounds: u64) -> Zeroizing<Vec<u8>> {
        let algorithm = match self.maker() {
            Maker::Library(algorithm) => algorithm,
            Maker::Other { repeat, .. } => return repeat(input, rounds),
        };
        let mut made = digest::digest(algorithm, input);
        for _ in 1..rounds {
            made = digest::digest(algorithm, made.as_ref());
        }
        Zeroizing::new(made.as_ref().to_vec())
    }

    /// RFC 2104.
    pub(super) fn hmac(self, key: &[u8], message: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut block = if key.len() > self.block_length() { self.repeat(key, 1) } else { Zeroizing::new(key.to_vec()) };
        block.resize(self.block_length(), 0);
        let keyed = |pad: u8, message: &[u8]| {
            let mut input = Zeroizing::new(Vec::with_capacity(block.len() + message.len()));
            input.extend(block.iter().map(|byte| byte ^ pad));
            input.extend_from_slice(message);
            self.repeat(&input, 1)
        };
        keyed(0x5c, &keyed(0x36, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2202 §2 and RFC 4231 §4.3, and a key longer than a block against aws-lc's own HMAC.
    #[test]
    fn hmac_is_the_standard_s() {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let made = |hash: Hash| hex(&hash.hmac(b"Jefe", b"what do ya want for nothing?"));
        assert_eq!(made(Hash::Md5), "750c783e6ab0b503eaa86e310a5db738");
        assert_eq!(made(Hash::Sha1), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(made(Hash::Sha224), "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44");
        for length in [0, 63, 64, 65, 128, 129, 200] {
            let key = vec![0x2a; length];
            let theirs = aws_lc_rs::hmac::sign(&aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA384, &key), b"message");
            assert_eq!(*Hash::Sha384.hmac(&key, b"message"), theirs.as_ref(), "{length}");
        }
    }
}
