//! What opening costs: counted in rounds, bytes and key derivations, never in seconds.

use std::sync::Arc;

use inngang_engine::certificates::{self, Against, CertificateError, Contents, Effort, Examination, Limits, OpenedFile, Spent};
use inngang_engine::problem::Explain;

use crate::openssl::{AUTHENTICATION, Failure, World};
use crate::ports::after_days;
use crate::schemes::{encrypted_key, key_safe, shrouded, with_key};
use crate::unusual::{hex, loosen, parts, pfx, tlv};
use crate::{AES, WINDOWS, file, practice};

/// What the doctor makes of one file.
pub(crate) fn examined(opened: OpenedFile) -> Result<Examination, Failure> {
    Ok(certificates::examine(&[Arc::new(opened)], Against::Environment(&practice(World::shared()?)?), after_days(0)))
}

/// Fingerprints of the keys and certificates in a file.
pub(crate) fn look(bytes: &[u8], password: Option<&str>) -> Result<(Vec<String>, Vec<String>), Failure> {
    let opened = certificates::open(&file(bytes, password), &Effort::default());
    if let Err(failure) = &opened.outcome {
        return Err(failure.explain().code.into());
    }
    let examination = examined(opened)?;
    let keys = examination.keys().map(|key| key.info().spki_sha256.clone()).collect();
    Ok((keys, examination.certificates().map(|certificate| certificate.facts.fingerprint.clone()).collect()))
}

fn cost(bytes: &[u8], password: Option<&str>) -> (Result<Contents, CertificateError>, Spent) {
    let effort = Effort::default();
    let opened = certificates::open(&file(bytes, password), &effort);
    assert!(effort.progress().done <= effort.progress().planned);
    (opened.outcome, effort.spent())
}

/// certificates.md 16 no 17
#[test]
fn a_wrong_password_costs_one_derivation() -> Result<(), Failure> {
    let world = World::shared()?;
    let wrong = |bytes: &[u8], password: &str| match cost(bytes, Some(password)) {
        (Err(failure), spent) => Ok((failure.explain().code, spent.tries, spent.rounds, spent.decrypted_bytes)),
        (Ok(_), _) => Err("opened"),
    };
    for options in [&AES, &WINDOWS] {
        let file = world.pkcs12(&AUTHENTICATION, "riktig", options)?;
        assert_eq!(wrong(&file, "feil")?, ("certificate.wrong_password", 1, 2048, 0));
        // With letters beyond ASCII there are four forms; a space is told of, never cut off.
        assert_eq!(wrong(&file, "blå")?, ("certificate.wrong_password", 4, 4 * 2048, 0));
        assert_eq!(wrong(&file, "riktig ")?, ("certificate.wrong_password_spaces", 1, 2048, 0));
        assert_eq!(wrong(&file, " riktig")?, ("certificate.wrong_password_spaces", 1, 2048, 0));
        // The right one: MAC, certificates, key. 3DES takes two blocks for its key, and one for its vector.
        let (outcome, spent) = cost(&file, Some("riktig"));
        assert!(outcome.is_ok());
        assert_eq!((spent.tries, spent.rounds), (3, if options == &AES { 3 } else { 7 } * 2048));
        assert!((2_000..file.len() as u64).contains(&spent.decrypted_bytes), "{spent:?}");
    }
    let file = world.pkcs12(&AUTHENTICATION, "riktig", &["-nomac"])?;
    assert_eq!((wrong(&file, "feil")?.0, wrong(&file, "feil")?.1), ("certificate.wrong_password", 1));
    // A password with spaces around it that is right is right.
    assert!(cost(&world.pkcs12(&AUTHENTICATION, " x ", &AES)?, Some(" x ")).0.is_ok());
    Ok(())
}

fn integer(value: u32) -> Vec<u8> {
    tlv(0x02, &[&[0][..], &value.to_be_bytes()].concat())
}

/// PBES1 with 3DES, and PBES2 with PBKDF2 or scrypt and AES-256.
fn pbes1(rounds: u32) -> Vec<u8> {
    let oid = [0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x03];
    tlv(0x30, &[&oid[..], &tlv(0x30, &[tlv(0x04, &[1; 8]), integer(rounds)].concat())].concat())
}

fn pbes2(function: &[u8], parameters: &[u8]) -> Vec<u8> {
    let derivation = tlv(0x30, &[&tlv(0x06, function)[..], &tlv(0x30, parameters)].concat());
    let aes = tlv(0x30, &[tlv(0x06, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a]), tlv(0x04, &[2; 16])].concat());
    let oid = tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]);
    tlv(0x30, &[oid, tlv(0x30, &[derivation, aes].concat())].concat())
}

pub(crate) fn pbkdf2(rounds: u32) -> Vec<u8> {
    let hmac = tlv(0x30, &[0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09, 0x05, 0x00]);
    pbes2(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c], &[tlv(0x04, &[1; 8]), integer(rounds), hmac].concat())
}

fn scrypt(cost: u32, block: u32, lanes: u32) -> Vec<u8> {
    let parameters = [tlv(0x04, &[1; 8]), integer(cost), integer(block), integer(lanes)].concat();
    pbes2(&[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b], &parameters)
}

/// A key bag that no password opens.
fn locked(algorithm: &[u8]) -> Vec<u8> {
    shrouded(&tlv(0x30, &[algorithm, &tlv(0x04, &[3; 48])].concat()))
}

fn sha1_mac(rounds: u32) -> Vec<u8> {
    let algorithm = tlv(0x30, &[0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00]);
    tlv(0x30, &[tlv(0x30, &[algorithm, tlv(0x04, &[0; 20])].concat()), tlv(0x04, &[7; 8]), integer(rounds)].concat())
}

fn is_refused_unpaid(what: &str, bytes: &[u8]) {
    let (outcome, spent) = cost(bytes, Some("x"));
    assert!(matches!(outcome, Err(CertificateError::TooCostly)), "{what}: {outcome:?}");
    assert_eq!(spent, Spent { rounds: 0, decrypted_bytes: 0, tries: 0 }, "{what}");
}

/// certificates.md 16 no 20, 22
#[test]
fn what_could_never_be_paid_costs_nothing() {
    let safe = |bags: &[u8]| pfx(&tlv(0x30, &key_safe(bags)), &[]);
    is_refused_unpaid("MAC", &pfx(&tlv(0x30, &[]), &sha1_mac(0x7fff_ffff)));
    is_refused_unpaid("PBES1", &safe(&locked(&pbes1(0x7fff_ffff))));
    is_refused_unpaid("PBKDF2", &safe(&locked(&pbkdf2(0x7fff_ffff))));
    is_refused_unpaid("one more than allowed", &safe(&locked(&pbkdf2(5_000_001))));
    for (what, cost, block, lanes) in [
        ("scrypt 1 GiB", 1 << 20, 8, 1),
        ("scrypt just above 64 MiB", 1 << 16, 8, 1),
        ("scrypt with wide blocks", 2, 1 << 20, 1),
        ("scrypt with many lanes", 2, 1, 1 << 20),
        ("scrypt of numbers that multiply beyond all bounds", 1 << 31, u32::MAX, u32::MAX),
        ("scrypt within its memory but endless", 1 << 10, 8, 50_000 / 8),
    ] {
        is_refused_unpaid(what, &safe(&locked(&scrypt(cost, block, lanes))));
    }
}

/// PBES2 with PBKDF2-HMAC-SHA1 for a key of so many bytes, and RC2.
fn rc2(rounds: u32, length: u32) -> Vec<u8> {
    let (pbkdf2, rc2) = ([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c], [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x02]);
    let parameters = tlv(0x30, &[tlv(0x04, &[1; 8]), integer(rounds), integer(length)].concat());
    let derivation = tlv(0x30, &[tlv(0x06, &pbkdf2), parameters].concat());
    let cipher = tlv(0x30, &[tlv(0x06, &rc2), tlv(0x30, &[integer(58), tlv(0x04, &[2; 8])].concat())].concat());
    let oid = tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]);
    tlv(0x30, &[oid, tlv(0x30, &[derivation, cipher].concat())].concat())
}

/// What is counted is the work: each block of a key costs the whole count once more.
#[test]
fn every_block_is_paid_for() {
    let safe = |bags: &[u8]| pfx(&tlv(0x30, &key_safe(bags)), &[]);
    let rounds = |bytes: &[u8]| cost(bytes, Some("x")).1.rounds;
    assert_eq!(rounds(&safe(&locked(&pbes1(1000)))), 3 * 1000);
    assert_eq!(rounds(&safe(&locked(&pbkdf2(1000)))), 1000);
    assert_eq!(rounds(&safe(&locked(&rc2(1000, 16)))), 1000);
    is_refused_unpaid("3DES, three times its count", &safe(&locked(&pbes1(4_000_000))));
    let (outcome, spent) = cost(&safe(&locked(&rc2(4_999_999, 128))), Some("x"));
    assert!(matches!(outcome, Err(CertificateError::Damaged)), "{outcome:?}");
    assert_eq!(spent.tries, 0);
}

/// certificates.md 16 no 21: in sight, each allowed and together not.
#[test]
fn many_bags_in_sight_are_added_up_first() {
    let bags: Vec<u8> = std::iter::repeat_n(locked(&pbkdf2(1_000_000)), 60).flatten().collect();
    is_refused_unpaid("60 bags", &pfx(&tlv(0x30, &key_safe(&bags)), &[]));
    let bags: Vec<u8> = std::iter::repeat_n(locked(&pbkdf2(1)), 101).flatten().collect();
    is_refused_unpaid("101 bags", &pfx(&tlv(0x30, &key_safe(&bags)), &[]));
    let safes: Vec<u8> = std::iter::repeat_n(key_safe(&[]), 101).flatten().collect();
    is_refused_unpaid("101 safes", &pfx(&tlv(0x30, &safes), &[]));
}

/// EncryptedData of these bags, encrypted by `openssl` under a password of any bytes.
pub(crate) fn encrypted_safe(world: &World, bags: &[u8], password: &[u8], algorithm: &[u8]) -> Result<Vec<u8>, Failure> {
    let pass = format!("hexpass:{}", hex(password));
    let salt = "hexsalt:0101010101010101";
    let derive = ["kdf", "-keylen", "32", "-kdfopt", "digest:SHA256", "-kdfopt", &pass, "-kdfopt", salt, "-kdfopt", "iter:5", "PBKDF2"];
    let key = String::from_utf8(world.run(&derive)?)?.trim().replace(':', "");
    let plain = tempfile::NamedTempFile::new()?;
    std::fs::write(plain.path(), tlv(0x30, bags))?;
    let input = plain.path().to_string_lossy();
    let ciphertext = world.run(&["enc", "-aes-256-cbc", "-in", &input, "-K", &key, "-iv", &"02".repeat(16)])?;
    let data = tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01]);
    let info = tlv(0x30, &[&data[..], algorithm, &tlv(0x80, &ciphertext)].concat());
    let encrypted_data = tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06]);
    Ok(tlv(0x30, &[encrypted_data, tlv(0xa0, &tlv(0x30, &[integer(0), info].concat()))].concat()))
}

/// certificates.md 16 no 21, 23: hidden inside the encrypted contents.
#[test]
fn what_is_hidden_inside_is_bounded_as_what_is_in_sight() -> Result<(), Failure> {
    let world = World::shared()?;
    let inside = |bags: &[u8]| Ok::<_, Failure>(pfx(&tlv(0x30, &encrypted_safe(world, bags, b"x", &pbkdf2(5))?), &[]));
    let check = |what: &str, bags: &[u8]| -> Result<(), Failure> {
        let (outcome, spent) = cost(&inside(bags)?, Some("x"));
        assert!(matches!(outcome, Err(CertificateError::TooCostly | CertificateError::Damaged)), "{what}: {outcome:?}");
        assert_eq!((spent.tries, spent.rounds), (1, 5), "{what}");
        Ok(())
    };
    check("60 bags", &locked(&pbkdf2(1_000_000)).repeat(60))?;
    check("one dear bag", &locked(&pbes1(0x7fff_ffff)))?;
    check("101 bags", &locked(&pbkdf2(1)).repeat(101))?;
    check("scrypt", &locked(&scrypt(1 << 20, 8, 1)))?;
    let mut nested = Vec::new();
    for _ in 0..9 {
        let kind = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x06];
        nested = tlv(0x30, &[&kind[..], &tlv(0xa0, &tlv(0x30, &nested))].concat());
    }
    check("nine nested", &nested)?;
    // A key that is locked in a locked safe opens.
    let key = encrypted_key(world, "x", &["-v2", "aes-256-cbc", "-iter", "7"])?;
    let (outcome, spent) = cost(&inside(&shrouded(&key))?, Some("x"));
    assert!(outcome.is_ok());
    assert_eq!((spent.tries, spent.rounds), (2, 12));
    Ok(())
}

/// certificates.md 16 no 23, 24
#[test]
fn deep_and_endless_structures_cost_nothing() -> Result<(), Failure> {
    let mut indefinite = vec![0x30, 0x80, 0x02, 0x01, 0x03];
    indefinite.extend([0x30, 0x80].repeat(9_000));
    indefinite.extend([0, 0].repeat(9_001));
    let mut definite = Vec::new();
    for _ in 0..4_000 {
        definite = tlv(0x30, &definite);
    }
    let strings = (0..9_000).fold(Vec::new(), |inside, _| tlv(0x24, &inside));
    let huge = [0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x01, 0x03];
    let empty = pfx(&tlv(0x30, &key_safe(&[0x30, 0x00].repeat(200_000))), &[]);
    let wrapped = |inside: &[u8]| tlv(0x30, &[&[0x02, 0x01, 0x03], inside].concat());
    for bytes in [&indefinite[..], &wrapped(&definite), &pfx(&definite, &[]), &wrapped(&strings), &pfx(&strings, &[]), &huge, &empty] {
        let (outcome, spent) = cost(bytes, Some("x"));
        assert!(matches!(outcome, Err(CertificateError::Damaged | CertificateError::NotPkcs12(_))), "{outcome:?}");
        assert_eq!(spent.tries, 0);
    }
    Ok(())
}

/// certificates.md 16 no 21: stopped from another thread, before the next derivation.
#[test]
fn it_can_be_cancelled() -> Result<(), Failure> {
    let world = World::shared()?;
    let bytes = world.pkcs12(&AUTHENTICATION, "x", &["-iter", "1000000"])?;
    let effort = Arc::new(Effort::default());
    effort.cancel();
    assert!(matches!(certificates::open(&file(&bytes, Some("x")), &effort).outcome, Err(CertificateError::Cancelled)));
    assert_eq!(effort.spent().tries, 0);

    let effort = Arc::new(Effort::default());
    let opening = std::thread::spawn({
        let effort = Arc::clone(&effort);
        move || certificates::open(&file(&bytes, Some("x")), &effort).outcome
    });
    while effort.spent().tries == 0 {
        std::thread::yield_now();
    }
    effort.cancel();
    let outcome = opening.join().map_err(|_| "panicked")?;
    assert!(matches!(outcome, Err(CertificateError::Cancelled)));
    assert!(effort.spent().tries < 3 && effort.progress().planned == 3_000_000);
    Ok(())
}

/// Forms of a password that we make ourselves share the file's budget; what was typed is always tried.
#[test]
fn variants_stop_at_the_budget() -> Result<(), Failure> {
    let world = World::shared()?;
    let bytes = world.pkcs12(&AUTHENTICATION, "riktig", &["-iter", "1000"])?;
    let effort = Effort::new(Limits { rounds: 3_500, ..Limits::default() });
    let outcome = certificates::open(&file(&bytes, Some("blå")), &effort).outcome;
    assert!(matches!(outcome, Err(CertificateError::WrongPassword)));
    assert_eq!(effort.spent().rounds, 3_000);
    Ok(())
}

/// The same keys and certificates, whatever form the file has; not a byte is decrypted twice.
#[test]
fn ber_costs_what_der_costs() -> Result<(), Failure> {
    let world = World::shared()?;
    let bytes = world.pkcs12(&AUTHENTICATION, "x", &WINDOWS)?;
    assert_eq!(look(&bytes, Some("x"))?, look(&loosen(&bytes), Some("x"))?);
    assert_eq!(cost(&bytes, Some("x")).1, cost(&loosen(&bytes), Some("x")).1);
    let scrypt = with_key(world, &encrypted_key(world, "x", &["-scrypt", "-scrypt_N", "4096"])?)?;
    assert_eq!(cost(&scrypt, Some("x")).1.rounds, 4096 * 8);
    assert!(parts(&scrypt).is_some_and(|(_, mac)| mac.is_empty()));
    Ok(())
}
