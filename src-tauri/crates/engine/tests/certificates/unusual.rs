//! Files that a strict reader would refuse and that people have: BER, PBMAC1, the NULL password, crossed and nested bags.

use inngang_engine::certificates::{CertificateError, ImportedCertificate, Severity};

use crate::openssl::{AUTHENTICATION, Failure, World};
use crate::{AES, WINDOWS, open, refusal};

/// Writes DER anew as Bouncy Castle and NSS do: indefinite lengths, strings in pieces.
pub(crate) fn loosen(der: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = der;
    while let Some((identifier, content, after)) = value(rest) {
        match identifier {
            _ if identifier & 0x20 != 0 => out.extend([&[identifier, 0x80][..], &loosen(content), &[0, 0]].concat()),
            0x04 | 0x80 if content.len() > 20 => {
                let (left, right) = content.split_at(content.len() / 2);
                out.extend([&[identifier | 0x20, 0x80][..], &tlv(0x04, left), &tlv(0x04, right), &[0, 0]].concat());
            }
            _ => out.extend(tlv(identifier, content)),
        }
        rest = after;
    }
    out
}

/// The first value: identifier, content, and what follows.
pub(crate) fn value(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (identifier, length) = (*bytes.first()?, usize::from(*bytes.get(1)?));
    let (start, length) = match length {
        0x80.. => {
            let start = 2 + length - 0x80;
            (start, bytes.get(2..start)?.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
        }
        _ => (2, length),
    };
    Some((identifier, bytes.get(start..start + length)?, bytes.get(start + length..)?))
}

pub(crate) fn tlv(identifier: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes();
    let length = if content.len() < 0x80 { vec![length[3]] } else { [&[0x84][..], &length].concat() };
    [&[identifier][..], &length, content].concat()
}

/// Content octets of the AuthenticatedSafe, and MacData when there is some.
pub(crate) fn parts(file: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, pfx, _) = value(file)?;
    let (_, _version, rest) = value(pfx)?;
    let (_, auth_safe, mac) = value(rest)?;
    let (_, _oid, explicit) = value(auth_safe)?;
    let (_, octets, _) = value(value(explicit)?.1)?;
    Some((octets, mac))
}

/// A PFX around an AuthenticatedSafe's octets, with this MacData after it.
pub(crate) fn pfx(octets: &[u8], mac: &[u8]) -> Vec<u8> {
    let data = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
    let auth_safe = tlv(0x30, &[&data[..], &tlv(0xa0, &tlv(0x04, octets))].concat());
    tlv(0x30, &[&[0x02, 0x01, 0x03], &auth_safe[..], mac].concat())
}

/// certificates.md 16 no 5
#[test]
fn ber_outside_and_inside() -> Result<(), Failure> {
    let world = World::shared()?;
    for options in [&AES, &WINDOWS] {
        // The MAC is computed over the content octets, which pieces leave as they are.
        let file = world.pkcs12(&AUTHENTICATION, "blåbær", options)?;
        let loose = loosen(&file);
        assert_ne!(file, loose);
        let imported = open(&loose, Some("blåbær"))?;
        assert!(ber(&imported) && !ber(&open(&file, Some("blåbær"))?));
        assert!(matches!(refusal(&loose, Some("blabar"))?, CertificateError::WrongPassword));
        // Padding behind the file changes nothing.
        open(&[&loose[..], &[0; 7]].concat(), Some("blåbær"))?;
    }
    let file = world.pkcs12(&AUTHENTICATION, "x", &["-nomac"])?;
    let (octets, _) = parts(&file).ok_or("no parts")?;
    assert!(ber(&open(&pfx(&loosen(octets), &[]), Some("x"))?));
    Ok(())
}

/// HMAC and PBKDF2 by openssl, MacData by hand (RFC 9579 §4).
pub(crate) fn pbmac1(world: &World, octets: &[u8], password: &str, key_length: Option<u8>) -> Result<Vec<u8>, Failure> {
    let salt = [7; 8];
    let password = format!("pass:{password}");
    let key = world.run(&[
        "kdf",
        "-keylen",
        "32",
        "-kdfopt",
        "digest:SHA256",
        "-kdfopt",
        &password,
        "-kdfopt",
        "hexsalt:0707070707070707",
        "-kdfopt",
        "iter:2048",
        "PBKDF2",
    ])?;
    let key = format!("hexkey:{}", String::from_utf8(key)?.trim().replace(':', ""));
    world.write("octets", octets)?;
    let tag = world.run(&["dgst", "-sha256", "-mac", "HMAC", "-macopt", &key, "-binary", "octets"])?;
    let hmac = tlv(0x30, &[0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09, 0x05, 0x00]);
    let length = key_length.map(|length| tlv(0x02, &[length])).unwrap_or_default();
    let parameters = tlv(0x30, &[&tlv(0x04, &salt)[..], &[0x02, 0x02, 0x08, 0x00], &length, &hmac].concat());
    let kdf = tlv(0x30, &[&[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c][..], &parameters].concat());
    let scheme = tlv(0x30, &[kdf, hmac].concat());
    let algorithm = tlv(0x30, &[&[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e][..], &scheme].concat());
    let info = tlv(0x30, &[algorithm, tlv(0x04, &tag)].concat());
    Ok(tlv(0x30, &[&info[..], &tlv(0x04, b"NOT USED"), &[0x02, 0x01, 0x01]].concat()))
}

/// certificates.md 16 no 6
#[test]
fn pbmac1_is_checked() -> Result<(), Failure> {
    let world = World::shared()?;
    let file = world.pkcs12(&AUTHENTICATION, "1234", &["-nomac"])?;
    let (octets, _) = parts(&file).ok_or("no parts")?;
    let good = pfx(octets, &pbmac1(world, octets, "1234", Some(32))?);
    let imported = open(&good, Some("1234"))?;
    assert_eq!(imported.encoding.and_then(|encoding| encoding.mac).as_deref(), Some("PBMAC1 HMAC-SHA-256"));
    assert!(imported.findings.iter().all(|finding| finding.severity <= Severity::Note));
    assert!(matches!(refusal(&good, Some("4321"))?, CertificateError::WrongPassword));
    let mut bent = good.clone();
    let at = good.windows(8).position(|window| window == b"NOT USED").ok_or("no salt")? - 8;
    bent[at] ^= 1;
    assert!(matches!(refusal(&bent, Some("1234"))?, CertificateError::WrongPassword));
    // RFC 9579 §9: no length, or one that could be guessed, is refused before any password is tried.
    for length in [None, Some(0), Some(1), Some(19)] {
        let file = pfx(octets, &pbmac1(world, octets, "1234", length)?);
        let failure = refusal(&file, Some("1234"))?;
        assert!(matches!(failure, CertificateError::UnsupportedAlgorithm { .. }), "{length:?} {failure}");
    }
    // The tag is that of a key of 32.
    assert!(matches!(refusal(&pfx(octets, &pbmac1(world, octets, "1234", Some(65))?), Some("1234"))?, CertificateError::WrongPassword));
    Ok(())
}

/// certificates.md 16 no 9
#[test]
fn the_null_password_needs_no_asking() -> Result<(), Failure> {
    let world = World::shared()?;
    let file = world.pkcs12(&AUTHENTICATION, "", &["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"])?;
    let (octets, _) = parts(&file).ok_or("no parts")?;
    // RFC 7292 appendix B with an empty password: one round over the diversifier and the salt, here by openssl.
    let block = [vec![3; 64], [7; 8].repeat(8)].concat();
    world.write("block", &block)?;
    let key = format!("hexkey:{}", hex(&world.run(&["dgst", "-sha1", "-binary", "block"])?));
    world.write("null-octets", octets)?;
    let tag = world.run(&["dgst", "-sha1", "-mac", "HMAC", "-macopt", &key, "-binary", "null-octets"])?;
    let algorithm = tlv(0x30, &[0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00]);
    let mac = tlv(0x30, &[tlv(0x30, &[algorithm, tlv(0x04, &tag)].concat()), tlv(0x04, &[7; 8])].concat());
    let null = pfx(octets, &mac);
    open(&null, None)?;
    open(&null, Some(""))?;
    assert!(matches!(refusal(&null, Some("x"))?, CertificateError::WrongPassword));
    Ok(())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// certificates.md 16 no 16, 26
#[test]
fn labels_do_not_pair_a_key_with_a_stranger() -> Result<(), Failure> {
    let world = World::shared()?;
    let plain = ["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"];
    // One file's certificates with another file's key: both keep the localKeyID of their former partners.
    let certificates = world.pkcs12(&AUTHENTICATION, "x", &plain)?;
    let key = world.pkcs12(&crate::openssl::SIGNING, "x", &plain)?;
    let first = |file| parts(file).and_then(|(octets, _)| value(value(octets)?.1).map(|(_, content, _)| tlv(0x30, content)));
    let second = |file| parts(file).and_then(|(octets, _)| value(value(value(octets)?.1)?.2).map(|(_, content, _)| tlv(0x30, content)));
    let crossed = [first(&certificates).ok_or("no certificates")?, second(&key).ok_or("no key")?].concat();
    assert!(matches!(refusal(&pfx(&tlv(0x30, &crossed), &[]), None)?, CertificateError::NoCertificate));
    // The right key beside it is found wherever it stands.
    let own = second(&certificates).ok_or("no key")?;
    let imported = open(&pfx(&tlv(0x30, &[own, crossed].concat()), &[]), None)?;
    assert_eq!(imported.others, 0);
    Ok(())
}

#[test]
fn nested_contents_are_found() -> Result<(), Failure> {
    let world = World::shared()?;
    let file = world.pkcs12(&AUTHENTICATION, "x", &["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"])?;
    let (octets, _) = parts(&file).ok_or("no parts")?;
    let wrap = |mut safe: Vec<u8>, levels: usize| {
        for _ in 0..levels {
            let bag = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x06];
            safe = tlv(0x30, &tlv(0x30, &[&bag[..], &tlv(0xa0, &safe)].concat()));
        }
        safe
    };
    let rewrap = |levels| {
        let mut safes = Vec::new();
        let mut rest = value(octets).map(|(_, content, _)| content).unwrap_or_default();
        while let Some((_, info, after)) = value(rest) {
            let contents = value(info).and_then(|(_, _, explicit)| value(value(value(explicit)?.1)?.1).map(|(_, bags, _)| tlv(0x30, bags)));
            let data = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
            let nested = tlv(0xa0, &tlv(0x04, &wrap(contents.unwrap_or_default(), levels)));
            safes.extend(tlv(0x30, &[&data[..], &nested].concat()));
            rest = after;
        }
        pfx(&tlv(0x30, &safes), &[])
    };
    for levels in [0, 1, 5] {
        open(&rewrap(levels), None).map_err(|failure| format!("{levels}: {failure}"))?;
    }
    assert!(matches!(refusal(&rewrap(9), None)?, CertificateError::TooCostly | CertificateError::Damaged));
    Ok(())
}

fn ber(imported: &ImportedCertificate) -> bool {
    imported.encoding.as_ref().is_some_and(|encoding| encoding.ber)
}
