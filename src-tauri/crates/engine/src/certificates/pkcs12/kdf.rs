//! Keys from passwords: the PKCS#12 derivation (RFC 7292 appendix B), PBKDF1 and PBKDF2 (RFC 8018 §5), scrypt (RFC 7914).

use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2;
use zeroize::Zeroizing;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::hash::Hash;
use super::node::{INTEGER, Node, OCTET_STRING};

/// What the PKCS#12 derivation makes (RFC 7292 appendix B.3).
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// So many rounds are made before it is looked whether to stop.
const POLL: u64 = 50_000;

/// How often a hash must be made for so many bytes.
pub(super) fn blocks(length: usize, hash: Hash) -> u64 {
    length.div_ceil(hash.length()) as u64
}

/// The hash of the hash, and so on. None when it is stopped.
fn repeat(hash: Hash, input: &[u8], rounds: u64, effort: &Effort) -> Option<Zeroizing<Vec<u8>>> {
    let mut made = hash.repeat(input, rounds.min(POLL));
    let mut left = rounds.saturating_sub(POLL);
    while left > 0 {
        if effort.is_cancelled() {
            return None;
        }
        made = hash.repeat(&made, left.min(POLL));
        left = left.saturating_sub(POLL);
    }
    Some(made)
}

/// RFC 7292 appendix B.2. The password comes with its terminator, or is no bytes at all. None when it is stopped.
pub(super) fn derive_pkcs12(
    hash: Hash,
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    rounds: u64,
    length: usize,
    effort: &Effort,
) -> Option<Zeroizing<Vec<u8>>> {
    let block = hash.block_length();
    let lengths = [salt, password].map(|part| part.len().next_multiple_of(block));
    let mut input = Zeroizing::new(Vec::with_capacity(block + lengths[0] + lengths[1]));
    input.resize(block, purpose as u8);
    for (part, length) in [salt, password].into_iter().zip(lengths) {
        input.extend(part.iter().cycle().take(length));
    }
    let mut out = Zeroizing::new(Vec::with_capacity(length + hash.length()));
    loop {
        let made = repeat(hash, &input, rounds, effort)?;
        out.extend_from_slice(&made);
        if out.len() >= length {
            out.truncate(length);
            return Some(out);
        }
        // Step 6C: each block of the input grows by what was made, repeated to a block's length, plus one.
        for chunk in input[block..].chunks_exact_mut(block) {
            let mut carry = 1;
            for at in (0..block).rev() {
                let sum = u16::from(chunk[at]) + u16::from(made[at % made.len()]) + carry;
                chunk[at] = (sum & 0xff) as u8;
                carry = sum >> 8;
            }
        }
    }
}

/// PBKDF1 (RFC 8018 §5.1), which makes as much as one hash. None when it is stopped.
pub(super) fn derive_pbkdf1(hash: Hash, password: &[u8], salt: &[u8], rounds: u64, effort: &Effort) -> Option<Zeroizing<Vec<u8>>> {
    let mut input = Zeroizing::new(Vec::with_capacity(password.len() + salt.len()));
    input.extend([password, salt].into_iter().flatten());
    repeat(hash, &input, rounds, effort)
}

/// `EVP_BytesToKey` of OpenSSL's with MD5 and one round, as its traditional PEM has it.
pub(super) fn derive_openssl(password: &[u8], salt: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let block = Hash::Md5.length();
    let mut key = Zeroizing::new(Vec::with_capacity(length.next_multiple_of(block)));
    let mut input = Zeroizing::new(Vec::with_capacity(block + password.len() + salt.len()));
    while key.len() < length {
        input.clear();
        input.extend([&key[key.len().saturating_sub(block)..], password, salt].into_iter().flatten());
        key.extend_from_slice(&Hash::Md5.repeat(&input, 1));
    }
    key.truncate(length);
    key
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

    /// Rounds for a key of this length.
    pub(super) fn cost(&self, length: usize) -> u64 {
        self.rounds.saturating_mul(blocks(length, self.prf))
    }

    /// None for counts that no budget lets anybody reach, and when it is stopped, which the library's own cannot be.
    pub(super) fn derive(&self, password: &[u8], length: usize, effort: &Effort) -> Option<Zeroizing<Vec<u8>>> {
        let rounds = NonZeroU32::new(u32::try_from(self.rounds).ok()?)?;
        let mut key = Zeroizing::new(vec![0; length]);
        let algorithm = match self.prf {
            Hash::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Hash::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Hash::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
            Hash::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
            rare => {
                self.derive_with(rare, password, &mut key, effort)?;
                return Some(key);
            }
        };
        pbkdf2::derive(algorithm, rounds, &self.salt, password, &mut key);
        Some(key)
    }

    /// For hashes that the library's PBKDF2 lacks.
    fn derive_with(&self, hash: Hash, password: &[u8], key: &mut [u8], effort: &Effort) -> Option<()> {
        for (block, number) in key.chunks_mut(hash.length()).zip(1_u32..) {
            let mut round = hash.hmac(password, &[&self.salt[..], &number.to_be_bytes()].concat());
            block.copy_from_slice(&round[..block.len()]);
            for at in 1..self.rounds {
                if at % POLL == 0 && effort.is_cancelled() {
                    return None;
                }
                round = hash.hmac(password, &round);
                block.iter_mut().zip(round.iter()).for_each(|(sum, byte)| *sum ^= byte);
            }
        }
        Some(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ones_of_our_own_can_be_stopped_midway() {
        let (free, stopped) = (Effort::default(), Effort::default());
        stopped.cancel();
        let made = |rounds, effort| derive_pbkdf1(Hash::Md5, b"x", b"y", rounds, effort);
        assert!(made(POLL, &stopped).is_some() && made(POLL + 1, &stopped).is_none());
        assert_eq!(made(2 * POLL + 1, &free).as_deref(), Some(&*Hash::Md5.repeat(b"xy", 2 * POLL + 1)));
        let rare = Pbkdf2 { salt: vec![1], rounds: POLL + 1, key_length: None, prf: Hash::Md5 };
        assert!(rare.derive(b"x", 16, &stopped).is_none() && rare.derive(b"x", 16, &free).is_some());
    }
}
