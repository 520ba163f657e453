//! One file of any bytes, under a password that the first byte chooses.
#![no_main]

use std::sync::Arc;

use inngang_engine::certificates::{self, Against, CertificateFile, Effort, Limits};
use inngang_engine::environment::Environment;
use inngang_engine::secret::Secret;
use libfuzzer_sys::fuzz_target;
use time::OffsetDateTime;

/// The corpus' first bytes count through these.
const PASSWORDS: [Option<&str>; 5] = [Some("hemmelig1"), Some(""), None, Some("blåbærsyltetøy 1"), Some("🫐🔑 nøkkel")];

/// So little that deriving keys never takes the time from reading.
const ROUNDS: u64 = 4_000;

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let password = PASSWORDS[usize::from(*first) % PASSWORDS.len()].map(|password| Secret::new(password.to_owned()));
    let file = CertificateFile { name: "file.p12".to_owned(), bytes: Arc::new(Secret::new(bytes.to_vec())), password };
    let limits = Limits { rounds_each: ROUNDS / 2, rounds: ROUNDS, scrypt_memory: 1 << 20, ..Limits::default() };
    let bags = limits.bags;
    let effort = Effort::new(limits);
    let opened = Arc::new(certificates::open(&file, &effort));
    let spent = effort.spent();
    assert!(spent.rounds <= ROUNDS && spent.tries <= ROUNDS, "{spent:?}");
    assert!(spent.decrypted_bytes <= bytes.len() as u64 * (spent.tries + 1), "{spent:?} for {} bytes", bytes.len());
    let examination = certificates::examine(&[opened], Against::ItsOwn { practice_roots: &[] }, OffsetDateTime::UNIX_EPOCH);
    assert!(examination.keys().count() <= bags.max(bytes.len()));
    let _judged = certificates::examine(
        &[Arc::clone(&examination.files[0].opened)],
        Against::Environment(&Environment::production()),
        OffsetDateTime::UNIX_EPOCH,
    );
});
