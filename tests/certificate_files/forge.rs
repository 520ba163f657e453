//! PKCS#12 files that no honest program writes.

use inngang_tests::Outcome;
use inngang_tests::others::program::{done, words};

/// An element with a definite length of four octets or fewer.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes();
    let head = if content.len() < 0x80 { vec![tag, length[3]] } else { [&[tag, 0x84][..], &length].concat() };
    [head, content.to_vec()].concat()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

fn integer(value: u32) -> Vec<u8> {
    tlv(0x02, &[&[0][..], &value.to_be_bytes()].concat())
}

/// Behind `1.2.840.113549.1`.
fn pkcs(arcs: &[u8]) -> Vec<u8> {
    tlv(0x06, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01][..], arcs].concat())
}

/// A file around an AuthenticatedSafe, with or without MacData.
pub(crate) fn pfx(safes: &[u8], mac: &[u8]) -> Vec<u8> {
    let content = sequence(&[&pkcs(&[7, 1]), &tlv(0xa0, &tlv(0x04, &tlv(0x30, safes)))]);
    sequence(&[&[0x02, 0x01, 0x03], &content, mac])
}

/// MacData of SHA-1 that fits nothing.
pub(crate) fn mac(rounds: u32) -> Vec<u8> {
    let digest = sequence(&[&sequence(&[&[0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a], &[0x05, 0x00]]), &tlv(0x04, &[0; 20])]);
    sequence(&[&digest, &tlv(0x04, &[7; 8]), &integer(rounds)])
}

/// A safe of bags that is not encrypted as a whole.
pub(crate) fn safe(bags: &[u8]) -> Vec<u8> {
    sequence(&[&pkcs(&[7, 1]), &tlv(0xa0, &tlv(0x04, &tlv(0x30, bags)))])
}

/// A key bag that no password opens.
pub(crate) fn locked(scheme: &[u8]) -> Vec<u8> {
    let key = sequence(&[scheme, &tlv(0x04, &[3; 48])]);
    sequence(&[&pkcs(&[12, 10, 1, 2]), &tlv(0xa0, &key)])
}

/// 3DES with the old derivation.
pub(crate) fn pbes1(rounds: u32) -> Vec<u8> {
    sequence(&[&pkcs(&[12, 1, 3]), &sequence(&[&tlv(0x04, &[1; 8]), &integer(rounds)])])
}

/// AES-256 with PBKDF2 of HMAC-SHA-256.
pub(crate) fn pbkdf2(rounds: u32) -> Vec<u8> {
    pbkdf2_with(&[1; 8], rounds, &[2; 16])
}

fn pbkdf2_with(salt: &[u8], rounds: u32, iv: &[u8]) -> Vec<u8> {
    let hmac = sequence(&[&tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09]), &[0x05, 0x00]]);
    pbes2(&sequence(&[&pkcs(&[5, 12]), &sequence(&[&tlv(0x04, salt), &integer(rounds), &hmac])]), iv)
}

/// AES-256 with scrypt, which asks for 128 × cost × block bytes.
pub(crate) fn scrypt(cost: u32, block: u32) -> Vec<u8> {
    let oid = tlv(0x06, &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b]);
    pbes2(&sequence(&[&oid, &sequence(&[&tlv(0x04, &[1; 8]), &integer(cost), &integer(block), &integer(1)])]), &[2; 16])
}

fn pbes2(derivation: &[u8], iv: &[u8]) -> Vec<u8> {
    let aes = tlv(0x06, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a]);
    sequence(&[&pkcs(&[5, 13]), &sequence(&[derivation, &sequence(&[&aes, &tlv(0x04, iv)])])])
}

/// A safe that OpenSSL encrypts, cheaply, so that what it hides is seen only after decryption.
pub(crate) fn encrypted_safe(bags: &[u8], password: &str) -> Outcome<Vec<u8>> {
    let mut line = words("enc -aes-256-cbc -pbkdf2 -iter 1 -md sha256 -S 0102030405060708 -pass");
    line.push(format!("pass:{password}"));
    let printed = String::from_utf8(done("openssl", &[line.clone(), vec!["-P".to_owned()]].concat(), &[])?)?;
    let iv = printed.lines().find_map(|line| line.strip_prefix("iv =")).ok_or("OpenSSL printed no vector")?;
    let iv = (0..iv.len()).step_by(2).map(|at| u8::from_str_radix(&iv[at..at + 2], 16)).collect::<Result<Vec<_>, _>>()?;
    let hidden = done("openssl", &line, &tlv(0x30, bags))?;
    let scheme = pbkdf2_with(&[1, 2, 3, 4, 5, 6, 7, 8], 1, &iv);
    let info = sequence(&[&pkcs(&[7, 1]), &scheme, &tlv(0x80, &hidden)]);
    Ok(sequence(&[&pkcs(&[7, 6]), &tlv(0xa0, &sequence(&[&[0x02, 0x01, 0x00], &info]))]))
}

/// SEQUENCEs within one another, of definite or of indefinite length.
pub(crate) fn nest(depth: usize, definite: bool) -> Vec<u8> {
    let mut nest = Vec::new();
    for _ in 0..depth {
        nest = if definite { tlv(0x30, &nest) } else { [&[0x30, 0x80][..], &nest, &[0, 0]].concat() };
    }
    nest
}
