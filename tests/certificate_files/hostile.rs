//! Files made to hang the program or to bloat it: each ends in words, within the budget, by the engine's own count.

use inngang_engine::certificates::{Effort, Limits};
use inngang_tests::Outcome;
use inngang_tests::others::cell::{Cell, Contents, Tool};
use inngang_tests::others::judge::ours;
use inngang_tests::others::{Held, Material};

use crate::forge::{encrypted_safe, locked, mac, nest, pbes1, pbkdf2, pfx, safe, scrypt, tlv};

/// The password of those that hide something.
pub(crate) const PASSWORD: &str = "hemmelig1";

const MOST: u32 = 0x7fff_ffff;
const MIB: u32 = 1 << 20;

/// A file, how it must be refused, and the rounds of key derivation that it may cost before it is.
pub(crate) struct Hostile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) code: &'static str,
    rounds: u64,
}

/// certificates.md 16 no 20 to 25.
pub(crate) fn hostile() -> Outcome<Vec<Hostile>> {
    let mut files = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, code, rounds| files.push(Hostile { name: name.to_owned(), bytes, code, rounds });
    let (costly, damaged) = ("certificate.too_costly", "certificate.damaged");
    add("mac-2147483647", pfx(&[], &mac(MOST)), costly, 0);
    for (name, scheme) in [("pbes1", pbes1(MOST)), ("pbkdf2", pbkdf2(MOST))] {
        add(&format!("{name}-2147483647"), pfx(&safe(&locked(&scheme)), &[]), costly, 0);
        add(&format!("{name}-2147483647-hidden"), pfx(&encrypted_safe(&locked(&scheme), PASSWORD)?, &[]), costly, 1);
    }
    let sixty: Vec<u8> = std::iter::repeat_n(locked(&pbkdf2(1_000_000)), 60).flatten().collect();
    add("60-times-1000000", pfx(&safe(&sixty), &[]), costly, 0);
    add("60-times-1000000-hidden", pfx(&encrypted_safe(&sixty, PASSWORD)?, &[]), costly, 1);
    let many: Vec<u8> = std::iter::repeat_n(safe(&locked(&pbkdf2(1_000_000))), 60).flatten().collect();
    add("60-safes-of-1000000", pfx(&many, &[]), costly, 0);
    for (name, memory) in [("16-gib", 16 * 1024), ("1-gib", 1024), ("65-mib", 65)] {
        // 128 × cost × block bytes; the cost is a power of two.
        let scheme = scrypt(1024, memory * (MIB / 1024 / 128));
        add(&format!("scrypt-{name}"), pfx(&safe(&locked(&scheme)), &[]), costly, 0);
        add(&format!("scrypt-{name}-hidden"), pfx(&encrypted_safe(&locked(&scheme), PASSWORD)?, &[]), costly, 1);
    }
    for depth in [4_000, 9_000] {
        for (name, definite) in [("definite", true), ("indefinite", false)] {
            let deep = nest(depth, definite);
            add(&format!("{depth}-{name}"), [&[0x30, 0x80, 0x02, 0x01, 0x03][..], &deep, &[0, 0]].concat(), damaged, 0);
            add(&format!("{depth}-{name}-in-a-safe"), pfx(&deep, &[]), damaged, 0);
        }
    }
    add("outer-4-gib", [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x01, 0x03][..], &tlv(0x30, &[])].concat(), damaged, 0);
    add("inner-4-gib", [&[0x30, 0x80, 0x02, 0x01, 0x03, 0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0; 64]].concat(), damaged, 0);
    add("endless", [&[0x30, 0x80, 0x02, 0x01, 0x03][..], &[0x30, 0x80].repeat(50_000)].concat(), damaged, 0);
    Ok(files)
}

#[test]
fn each_is_refused_within_its_budget() -> Outcome {
    for Hostile { name, bytes, code, rounds } in hostile()? {
        let effort = Effort::default();
        let problem = ours(&bytes, Some(PASSWORD), &effort).err().ok_or_else(|| format!("{name} opened"))?;
        let spent = effort.spent();
        assert_eq!(problem.code, code, "{name}");
        assert!(spent.rounds <= rounds && spent.tries <= 1, "{name}: {spent:?}");
        assert!(spent.decrypted_bytes <= bytes.len() as u64, "{name}: {spent:?}");
    }
    Ok(())
}

/// certificates.md 16 no 17 and 21: what each password form costs is paid from one purse.
#[test]
fn a_wrong_password_costs_one_derivation_and_a_strange_one_no_more_than_the_file_may() -> Outcome {
    let material = Material::make()?;
    let cell = Cell::new(Tool::OpenSsl, "", "", "-iter 100000");
    let file = material.path("file.p12");
    cell.write(&material, &file)?.map_err(|words| format!("OpenSSL: {words}"))?;
    let bytes = std::fs::read(file)?;
    let effort = Effort::default();
    let problem = ours(&bytes, Some("feil"), &effort).err().ok_or("it opened")?;
    assert_eq!((problem.code, effort.spent().rounds, effort.spent().tries), ("certificate.wrong_password", 100_000, 1));
    let effort = Effort::new(Limits { rounds: 300_000, ..Limits::default() });
    let problem = ours(&bytes, Some("blåbærsyltetøy"), &effort).err().ok_or("it opened")?;
    assert_eq!((problem.code, effort.spent().rounds), ("certificate.wrong_password", 300_000));
    Ok(())
}

/// certificates.md 16 no 18: no piece of a file opens, and no bent one opens with anything else inside.
#[test]
fn every_cut_and_every_bent_byte_is_survived() -> Outcome {
    let material = Material::make()?;
    for (tool, more, password) in [(Tool::OpenSsl, "-iter 1", PASSWORD), (Tool::OpenSsl, "-legacy -iter 1", PASSWORD)] {
        let file = material.path("file.p12");
        let cell = Cell::new(tool, "", "", more).holding(Contents::Chain);
        cell.write(&material, &file)?.map_err(|words| format!("the tool: {words}"))?;
        let bytes = std::fs::read(&file)?;
        let whole = opened(&bytes, password).map_err(|code| format!("{more}: {code}"))?;
        for length in 0..bytes.len() {
            let code = opened(&bytes[..length], password).err().ok_or_else(|| format!("{length} bytes opened"))?;
            assert!(["certificate.damaged", "certificate.empty", "certificate.unknown_file"].contains(&code), "{length}: {code}");
        }
        let signed = signed_part(&bytes).ok_or("the file is not as OpenSSL writes it")?;
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1 << (at % 8);
            match opened(&bent, password) {
                Ok(held) => assert!(held == whole && !signed.contains(&at), "byte {at} of {more}"),
                Err(code) => assert!(code.starts_with("certificate."), "{code}"),
            }
        }
    }
    Ok(())
}

/// The octets under the MAC: SEQUENCE, version, ContentInfo, OID, [0], OCTET STRING, each length written in two octets.
fn signed_part(bytes: &[u8]) -> Option<std::ops::Range<usize>> {
    let length = match bytes.get(26..30)? {
        [0x04, 0x82, high, low] => usize::from(u16::from_be_bytes([*high, *low])),
        _ => return None,
    };
    (30 + length < bytes.len()).then_some(30..30 + length)
}

fn opened(bytes: &[u8], password: &str) -> Result<Held, &'static str> {
    ours(bytes, Some(password), &Effort::default()).map(|(held, _)| held).map_err(|problem| problem.code)
}
