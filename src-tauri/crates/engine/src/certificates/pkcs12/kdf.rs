//! Keys from passwords: the PKCS#12 derivation (RFC 7292 appendix B), PBKDF2 (RFC 8018 §5.2), scrypt (RFC 7914).

use std::num::NonZeroU32;

use aws_lc_rs::{digest, hmac, pbkdf2};
use zeroize::Zeroizing;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::ber::{INTEGER, Node, OCTET_STRING};
use super::unsupported;

/// Hash functions of MACs and derivations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// From its own OID.
    pub(super) fn of_digest(oid: &str) -> Result<Self, CertificateError> {
        match oid {
            "1.3.14.3.2.26" => Ok(Self::Sha1),
            "2.16.840.1.101.3.4.2.4" => Ok(Self::Sha224),
            "2.16.840.1.101.3.4.2.1" => Ok(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Ok(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Ok(Self::Sha512),
            other => Err(unsupported(other)),
        }
    }

    /// From the OID of an HMAC (RFC 8018 appendix B.1).
    pub(super) fn of_hmac(oid: &str) -> Result<Self, CertificateError> {
        match oid {
            "1.2.840.113549.2.7" => Ok(Self::Sha1),
            "1.2.840.113549.2.8" => Ok(Self::Sha224),
            "1.2.840.113549.2.9" => Ok(Self::Sha256),
            "1.2.840.113549.2.10" => Ok(Self::Sha384),
            "1.2.840.113549.2.11" => Ok(Self::Sha512),
            other => Err(unsupported(other)),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    pub(super) const fn hmac(self) -> hmac::Algorithm {
        match self {
            Self::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha224 => hmac::HMAC_SHA224,
            Self::Sha256 => hmac::HMAC_SHA256,
            Self::Sha384 => hmac::HMAC_SHA384,
            Self::Sha512 => hmac::HMAC_SHA512,
        }
    }

    pub(super) const fn digest(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha224 => &digest::SHA224,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }
}

/// What the PKCS#12 derivation makes (RFC 7292 appendix B.3).
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// RFC 7292 appendix B.2. The password comes with its terminator, or is no bytes at all.
pub(super) fn derive_pkcs12(hash: Hash, purpose: Purpose, password: &[u8], salt: &[u8], rounds: u64, length: usize) -> Zeroizing<Vec<u8>> {
    let algorithm = hash.digest();
    let block = algorithm.block_len();
    let lengths = [salt, password].map(|part| part.len().next_multiple_of(block));
    let mut input = Zeroizing::new(Vec::with_capacity(block + lengths[0] + lengths[1]));
    input.resize(block, purpose as u8);
    for (part, length) in [salt, password].into_iter().zip(lengths) {
        input.extend(part.iter().cycle().take(length));
    }
    let mut out = Zeroizing::new(Vec::with_capacity(length + algorithm.output_len()));
    loop {
        let mut round = digest::digest(algorithm, &input);
        for _ in 1..rounds {
            round = digest::digest(algorithm, round.as_ref());
        }
        out.extend_from_slice(round.as_ref());
        if out.len() >= length {
            out.truncate(length);
            return out;
        }
        // Step 6C: each block of the input grows by the hash, repeated to a block's length, and by one.
        for chunk in input[block..].chunks_exact_mut(block) {
            let mut carry = 1;
            for (at, byte) in chunk.iter_mut().enumerate().rev() {
                let sum = u16::from(*byte) + u16::from(round.as_ref()[at % algorithm.output_len()]) + carry;
                *byte = (sum & 0xff) as u8;
                carry = sum >> 8;
            }
        }
    }
}

/// PBKDF2-params (RFC 8018 §5.2).
#[derive(Debug)]
pub(super) struct Pbkdf2 {
    salt: Vec<u8>,
    pub(super) rounds: u64,
    pub(super) key_length: Option<u64>,
    pub(super) prf: Hash,
}

impl Pbkdf2 {
    pub(super) fn read(parameters: &Node<'_>) -> Result<Self, CertificateError> {
        let [salt, rounds, rest @ ..] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
        let (key_length, rest) = match rest {
            [length, rest @ ..] if length.is(INTEGER) => (Some(length.integer()?), rest),
            rest => (None, rest),
        };
        // An absent PRF is HMAC-SHA1 by default.
        let prf = match rest {
            [prf] => Hash::of_hmac(&prf.sequence()?.first().ok_or(CertificateError::Damaged)?.oid()?)?,
            _ => Hash::Sha1,
        };
        let rounds = rounds.integer()?;
        if rounds == 0 {
            return Err(CertificateError::Damaged);
        }
        Ok(Self { salt: salt.octets(OCTET_STRING)?.into_owned(), rounds, key_length, prf })
    }

    /// None for counts that no budget lets anybody reach.
    pub(super) fn derive(&self, password: &[u8], length: usize) -> Option<Zeroizing<Vec<u8>>> {
        let rounds = NonZeroU32::new(u32::try_from(self.rounds).ok()?)?;
        let mut key = Zeroizing::new(vec![0; length]);
        let algorithm = match self.prf {
            Hash::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Hash::Sha224 => return Some(self.derive_sha224(password, rounds, key)),
            Hash::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Hash::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
            Hash::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        };
        pbkdf2::derive(algorithm, rounds, &self.salt, password, &mut key);
        Some(key)
    }

    /// The one PRF that the library's PBKDF2 lacks.
    fn derive_sha224(&self, password: &[u8], rounds: NonZeroU32, mut key: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
        let prf = hmac::Key::new(hmac::HMAC_SHA224, password);
        for (block, number) in key.chunks_mut(digest::SHA224.output_len()).zip(1_u32..) {
            let mut round = hmac::sign(&prf, &[&self.salt[..], &number.to_be_bytes()].concat());
            block.copy_from_slice(&round.as_ref()[..block.len()]);
            for _ in 1..rounds.get() {
                round = hmac::sign(&prf, round.as_ref());
                block.iter_mut().zip(round.as_ref()).for_each(|(sum, byte)| *sum ^= byte);
            }
        }
        key
    }
}

/// scrypt-params (RFC 7914 §7.1).
#[derive(Debug)]
pub(super) struct Scrypt {
    salt: Vec<u8>,
    parameters: scrypt::Params,
}

impl Scrypt {
    /// Memory is measured against the budget here, long before any is asked for.
    pub(super) fn read(parameters: &Node<'_>, effort: &Effort) -> Result<Self, CertificateError> {
        let [salt, cost, block, lanes, ..] = parameters.sequence()? else { return Err(CertificateError::Damaged) };
        let (cost, block, lanes) = (cost.integer()?, block.integer()?, lanes.integer()?);
        let memory = cost.saturating_add(lanes).saturating_mul(block).saturating_mul(128);
        effort.memory(memory)?;
        let damaged = |_| CertificateError::Damaged;
        if !cost.is_power_of_two() || cost < 2 || block == 0 || lanes == 0 {
            return Err(CertificateError::Damaged);
        }
        let (log, block, lanes) = (cost.ilog2() as u8, u32::try_from(block).map_err(damaged)?, u32::try_from(lanes).map_err(damaged)?);
        let parameters = scrypt::Params::new(log, block, lanes).map_err(|_| CertificateError::Damaged)?;
        Ok(Self { salt: salt.octets(OCTET_STRING)?.into_owned(), parameters })
    }

    /// One step of its mixing weighs about as much as one round of PBKDF2.
    pub(super) fn rounds(&self) -> u64 {
        self.parameters.n().saturating_mul(u64::from(self.parameters.r())).saturating_mul(u64::from(self.parameters.p()))
    }

    pub(super) fn derive(&self, password: &[u8], length: usize) -> Option<Zeroizing<Vec<u8>>> {
        let mut key = Zeroizing::new(vec![0; length]);
        scrypt::scrypt(password, &self.salt, &self.parameters, &mut key).ok()?;
        Some(key)
    }
}
