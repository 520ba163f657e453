//! Up to four files of any bytes, parted by a mark, opened without a password and examined together.
#![no_main]

use std::sync::Arc;

use inngang_engine::certificates::{self, Against, CertificateFile, Effort, Limits, export_pem};
use inngang_engine::environment::Environment;
use inngang_engine::secret::Secret;
use libfuzzer_sys::fuzz_target;
use time::OffsetDateTime;

/// Stands between files.
const MARK: &[u8] = b"\n--file--\n";

fuzz_target!(|input: &[u8]| {
    let mut opened = Vec::new();
    let mut rest = input;
    while opened.len() < 4 {
        let end = rest.windows(MARK.len()).position(|window| window == MARK);
        let (bytes, after) = end.map_or((rest, &[][..]), |at| (&rest[..at], &rest[at + MARK.len()..]));
        let file = CertificateFile { name: "file".to_owned(), bytes: Arc::new(Secret::new(bytes.to_vec())), password: None };
        let limits = Limits { rounds_each: 2_000, rounds: 4_000, scrypt_memory: 1 << 20, ..Limits::default() };
        opened.push(Arc::new(certificates::open(&file, &Effort::new(limits))));
        rest = after;
        if end.is_none() {
            break;
        }
    }
    // A moment within the corpus' certificates, so that validity is not always the first thing wrong.
    let now = OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    for against in [Against::Environment(&Environment::test()), Against::ItsOwn { practice_roots: &[] }] {
        let examination = certificates::examine(&opened, against, now);
        assert_eq!(examination.files.len(), opened.len());
        let held = examination.certificates().count();
        assert!(examination.candidates().len() <= held);
        for certificate in examination.candidates() {
            assert!(certificate.chain.len() <= 9, "{}", certificate.chain.len());
            assert!(certificate.chain.iter().all(|der| !export_pem(der).is_empty()));
        }
        assert!(examination.recommended().is_none_or(|chosen| chosen.has_key));
    }
});
