//! Bent, cut and malicious files: each refused in words, quickly, without a panic.

use inngang_engine::certificates::CertificateError;
use inngang_engine::problem::Explain;

use crate::openssl::{AUTHENTICATION, Failure, World};
use crate::ports::ports;
use crate::unusual::{parts, pfx, tlv};
use crate::{AES, WINDOWS, import, open, practice, refusal};

/// Cheap to open, so that hundreds of variants cost little.
const CHEAP: [&str; 10] =
    ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "SHA1", "-legacy", "-iter", "1", "-nomaciter"];

/// certificates.md 16 no 18
#[test]
fn no_cut_file_opens() -> Result<(), Failure> {
    let file = World::shared()?.pkcs12(&AUTHENTICATION, "x", &CHEAP)?;
    open(&file, Some("x"))?;
    for length in (0..file.len()).step_by(13) {
        let code = refusal(&file[..length], Some("x"))?.explain().code;
        assert!(["certificate.damaged", "certificate.empty", "certificate.unknown_file"].contains(&code), "{length} {code}");
    }
    Ok(())
}

/// certificates.md 16 no 18
#[test]
fn a_bent_file_never_opens_with_other_contents() -> Result<(), Failure> {
    let world = World::shared()?;
    let environment = practice(world)?;
    let file = world.pkcs12(&AUTHENTICATION, "x", &CHEAP)?;
    let right = open(&file, Some("x"))?;
    let mut refused = 0;
    for at in (0..file.len()).step_by(7) {
        let mut bent = file.clone();
        bent[at] ^= 1 << (at % 8);
        match import(&bent, Some("x"), &environment, &ports(0)) {
            Ok(imported) => assert_eq!(imported.facts.fingerprint, right.facts.fingerprint, "{at}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused * 100 > (file.len() / 7) * 95, "{refused} of {}", file.len() / 7);
    Ok(())
}

#[test]
fn a_bent_file_without_a_mac_never_panics() -> Result<(), Failure> {
    let world = World::shared()?;
    let environment = practice(world)?;
    let file = world.pkcs12(&AUTHENTICATION, "x", &["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"])?;
    let mut outcomes = std::collections::BTreeSet::new();
    for at in (0..file.len()).step_by(3) {
        let mut bent = file.clone();
        bent[at] = bent[at].wrapping_add(0x80 | u8::try_from(at % 0x80)?);
        outcomes.insert(match import(&bent, None, &environment, &ports(0)) {
            Ok(_) => "opened",
            Err(failure) => failure.explain().code,
        });
    }
    assert!(outcomes.contains("certificate.damaged") && outcomes.contains("certificate.no_certificate"), "{outcomes:?}");
    Ok(())
}

/// The file with its last count of 100,000, or each of them, replaced by one of as many bytes.
fn with_iterations(file: &[u8], all: bool, count: [u8; 3]) -> Vec<u8> {
    let mark = [0x02, 0x03, 0x01, 0x86, 0xa0];
    let mut places: Vec<usize> = (0..file.len() - 5).filter(|at| file[*at..*at + 5] == mark).collect();
    if !all {
        places = places.split_off(places.len().saturating_sub(1));
    }
    let mut out = file.to_vec();
    for place in places {
        out[place + 2..place + 5].copy_from_slice(&count);
    }
    out
}

/// certificates.md 16 no 20
#[test]
fn costs_are_bounded_before_they_are_paid() -> Result<(), Failure> {
    let world = World::shared()?;
    for options in [&AES, &WINDOWS] {
        let file = world.pkcs12(&AUTHENTICATION, "x", &[&options[..], &["-iter", "100000"]].concat())?;
        // 8,388,607 in the MAC alone, then everywhere.
        assert!(matches!(refusal(&with_iterations(&file, false, [0x7f, 0xff, 0xff]), Some("x"))?, CertificateError::TooCostly));
        assert!(matches!(refusal(&with_iterations(&file, true, [0x7f, 0xff, 0xff]), Some("x"))?, CertificateError::TooCostly));
    }
    Ok(())
}

/// certificates.md 16 no 21, 23, 24
#[test]
fn many_bags_and_deep_nests_are_refused() -> Result<(), Failure> {
    let world = World::shared()?;
    let file = world.pkcs12(&AUTHENTICATION, "x", &["-nomac", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "NONE", "-iter", "1000000"])?;
    let (octets, _) = parts(&file).ok_or("no parts")?;
    // The same content sixty times over: each count is allowed, together they are not.
    let safes = pfx(&tlv(0x30, &octets[4..].repeat(60)), &[]);
    assert!(matches!(refusal(&safes, Some("x"))?, CertificateError::TooCostly));

    let mut deep = vec![0x30, 0x80, 0x02, 0x01, 0x03];
    deep.extend([0x30, 0x80].repeat(9_000));
    deep.extend([0, 0].repeat(9_001));
    let huge = [0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x01, 0x03];
    let nothing = pfx(&[], &[]);
    for bytes in [&deep[..], &huge, &nothing, &pfx(&[0x30, 0x00], &[]), &[0x30, 0x80, 0x02, 0x01, 0x03, 0, 0]] {
        let code = refusal(bytes, Some("x"))?.explain().code;
        assert!(["certificate.damaged", "certificate.no_key", "certificate.unknown_file"].contains(&code), "{code}");
    }
    Ok(())
}
