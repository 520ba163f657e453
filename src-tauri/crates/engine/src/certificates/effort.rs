//! What opening a file costs: counted, bounded, and stopped when told to (certificates.md 10).

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use super::CertificateError;

/// What opening a file may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Iterations that one key derivation may ask for. Current Bouncy Castle writes 1,200,000 for the MAC.
    pub rounds_each: u64,
    /// Rounds of a whole file, with every password variant that is tried; a derivation of several blocks takes so many times its
    /// iterations.
    pub rounds: u64,
    /// Bags in all safes together.
    pub bags: usize,
    /// Bytes that scrypt (RFC 7914) may ask for.
    pub scrypt_memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rounds_each: 5_000_000, rounds: 10_000_000, bags: 100, scrypt_memory: 64 << 20 }
    }
}

/// How far opening has come, in rounds of key derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Finished.
    pub done: u64,
    /// What is known to lie ahead, with what is done; grows when decrypted contents hold more.
    pub planned: u64,
}

/// What opening has cost so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// Rounds of key derivation, also those of a derivation under way.
    pub rounds: u64,
    /// Bytes that were decrypted, also with keys that turned out to be wrong.
    pub decrypted_bytes: u64,
    /// Key derivations.
    pub tries: u64,
}

/// Counts what opening costs, stops it at the limits or when told to, and tells how far it is. One for each file.
#[derive(Debug, Default)]
pub struct Effort {
    limits: Limits,
    cancelled: AtomicBool,
    planned: AtomicU64,
    rounds: AtomicU64,
    done: AtomicU64,
    decrypted_bytes: AtomicU64,
    tries: AtomicU64,
    bags: AtomicUsize,
}

impl Effort {
    /// With limits of one's own; [`Effort::default`] has those of the dossier.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Stops the opening before its next key derivation.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let done = self.done.load(Ordering::Relaxed);
        Progress { done, planned: self.planned.load(Ordering::Relaxed).max(done) }
    }

    /// What it has cost.
    pub fn spent(&self) -> Spent {
        Spent {
            rounds: self.rounds.load(Ordering::Relaxed),
            decrypted_bytes: self.decrypted_bytes.load(Ordering::Relaxed),
            tries: self.tries.load(Ordering::Relaxed),
        }
    }

    /// Announces a key derivation that the file asks for, with its iteration count and the rounds that makes of it; refuses what could
    /// never be paid before anything is.
    pub(super) fn plan(&self, iterations: u64, rounds: u64) -> Result<(), CertificateError> {
        let planned = self.planned.load(Ordering::Relaxed).saturating_add(rounds);
        self.planned.store(planned, Ordering::Relaxed);
        if iterations > self.limits.rounds_each || planned > self.limits.rounds { Err(CertificateError::TooCostly) } else { Ok(()) }
    }

    /// Pays for one key derivation, before it.
    pub(super) fn spend(&self, rounds: u64) -> Result<(), CertificateError> {
        if self.is_cancelled() {
            return Err(CertificateError::Cancelled);
        }
        let before = self.rounds.load(Ordering::Relaxed);
        self.done.store(before, Ordering::Relaxed);
        let after = before.saturating_add(rounds);
        if after > self.limits.rounds {
            return Err(CertificateError::TooCostly);
        }
        self.rounds.store(after, Ordering::Relaxed);
        self.tries.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// One bag.
    pub(super) fn bag(&self) -> Result<(), CertificateError> {
        if self.bags.fetch_add(1, Ordering::Relaxed) < self.limits.bags { Ok(()) } else { Err(CertificateError::TooCostly) }
    }

    /// So many bytes are about to be decrypted.
    pub(super) fn decrypted(&self, bytes: usize) {
        self.decrypted_bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// The last key derivation is over.
    pub(super) fn finish(&self) {
        self.done.store(self.rounds.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Whether scrypt may have this much memory.
    pub(super) fn memory(&self, bytes: u64) -> Result<(), CertificateError> {
        if bytes > self.limits.scrypt_memory { Err(CertificateError::TooCostly) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_beyond_the_limits_is_paid() {
        let effort = Effort::new(Limits { rounds_each: 60, rounds: 100, ..Limits::default() });
        assert!(matches!(effort.plan(61, 61), Err(CertificateError::TooCostly)));
        assert!(effort.spend(60).is_ok());
        assert!(matches!(effort.spend(61), Err(CertificateError::TooCostly)));
        assert!(matches!(effort.spend(41), Err(CertificateError::TooCostly)));
        assert!(effort.spend(40).is_ok());
        assert_eq!((effort.spent().rounds, effort.spent().tries), (100, 2));
        effort.cancel();
        assert!(matches!(effort.spend(0), Err(CertificateError::Cancelled)));
    }
}
