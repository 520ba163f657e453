//! What OpenSSL writes.

use super::cell::{ASCII, Cell, Contents, EMPTY, Expect, NORWEGIAN, PASSWORDS, Tool};

/// RFC 7292 appendix C.
const PKCS12: [&str; 6] = ["PBE-SHA1-3DES", "PBE-SHA1-2DES", "PBE-SHA1-RC2-40", "PBE-SHA1-RC2-128", "PBE-SHA1-RC4-40", "PBE-SHA1-RC4-128"];
/// RFC 8018 appendix A.3.
const PKCS5: [&str; 4] = ["PBE-MD5-DES", "PBE-SHA1-DES", "PBE-MD5-RC2-64", "PBE-SHA1-RC2-64"];
const PBES2: [&str; 11] = [
    "AES-128-CBC",
    "AES-192-CBC",
    "AES-256-CBC",
    "DES-EDE3-CBC",
    "DES-CBC",
    "RC2-CBC",
    "RC2-64-CBC",
    "RC2-40-CBC",
    "CAMELLIA-128-CBC",
    "CAMELLIA-192-CBC",
    "CAMELLIA-256-CBC",
];
/// Ciphers and modes that no document on password-based encryption has, and that this program takes all the same.
const BY_NAME: [&str; 15] = [
    "ARIA-128-CBC",
    "ARIA-192-CBC",
    "ARIA-256-CBC",
    "SM4-CBC",
    "CAST5-CBC",
    "BF-CBC",
    "AES-128-CFB",
    "AES-192-CFB",
    "AES-256-CFB",
    "AES-256-CFB8",
    "AES-256-OFB",
    "AES-256-ECB",
    "DES-CFB",
    "DES-OFB",
    "CAMELLIA-256-CFB",
];
const DIGESTS: [&str; 7] = ["sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256"];
const DIGESTS_BY_NAME: [&str; 10] =
    ["md5", "ripemd160", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "sm3", "blake2b512", "blake2s256", "md4"];
const ITERATIONS: [u32; 7] = [1, 1_024, 2_048, 51_200, 100_000, 600_000, 1_200_000];

pub(super) fn cells() -> Vec<Cell> {
    let new = |group, scheme: &str, arguments: &str| Cell::new(Tool::OpenSsl, group, scheme, arguments);
    let cipher = |group, name: &str| new(group, name, &format!("-legacy -keypbe {name} -certpbe {name}"));
    let mut cells: Vec<Cell> = PASSWORDS.iter().map(|password| new("as it comes", "modern", "").under(*password)).collect();
    cells.extend(PASSWORDS.iter().map(|password| new("`-legacy`", "3DES with RC2-40", "-legacy").under(*password)));
    for password in [ASCII, NORWEGIAN, EMPTY] {
        cells.extend(PKCS12.iter().map(|name| cipher("`-keypbe`, `-certpbe`: PKCS#12's own", name).under(password)));
    }
    for password in [ASCII, NORWEGIAN] {
        cells.extend(PKCS5.iter().map(|name| cipher("`-keypbe`, `-certpbe`: PKCS#5 v1.5", name).under(password)));
        cells.extend(PBES2.iter().map(|name| cipher("`-keypbe`, `-certpbe`: PBES2", name).under(password)));
    }
    let unlocked = "`-keypbe`, `-certpbe`: not encrypted";
    cells.push(new(unlocked, "key NONE", "-keypbe NONE"));
    cells.push(new(unlocked, "certificates NONE", "-certpbe NONE"));
    cells.push(new(unlocked, "both NONE", "-keypbe NONE -certpbe NONE"));
    cells.extend(BY_NAME.iter().map(|name| cipher("ciphers asked for by name", name)));
    cells.push(cipher("ciphers asked for by name", "SEED-CBC").expecting(Expect::OpensOrIsNamed));
    cells.extend(DIGESTS.iter().map(|digest| new("`-macalg`", digest, &format!("-macalg {digest}"))));
    let by_name = |digest: &&str| new("digests asked for by name", digest, &format!("-legacy -macalg {digest}"));
    cells.extend(DIGESTS_BY_NAME.iter().map(by_name));
    cells.extend(ITERATIONS.iter().map(|count| new("`-iter`", &grouped(*count), &format!("-iter {count}"))));
    cells.extend(ITERATIONS.iter().map(|count| new("`-iter -legacy`", &grouped(*count), &format!("-legacy -iter {count}"))));
    cells.push(new("`-iter`", "`-noiter -nomaciter`", "-noiter -nomaciter"));
    cells.extend([ASCII, EMPTY].map(|password| new("`-nomac`", "modern", "-nomac").under(password)));
    cells.push(new("`-nomac`", "3DES with RC2-40", "-nomac -legacy"));
    cells.push(new("`-nomac`", "nothing encrypted", "-nomac -keypbe NONE -certpbe NONE"));
    for digest in ["sha256", "sha512"] {
        let pbmac1 = new("PBMAC1", digest, &format!("-pbmac1_pbkdf2 -macalg {digest}"));
        cells.push(pbmac1.expecting(Expect::OpensWhereKnown("pbmac1_pbkdf2")));
    }
    cells.push(new("contents", "leaf among a reversed chain and a stranger", "").holding(Contents::Reversed));
    cells.push(new("contents", "Windows' attributes, names in Norwegian", "-LMK -CSP Enhanced -keyex -name Nøkkel -caname Rot"));
    cells
}

fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let (head, tail) = digits.split_at(digits.len() % 3);
    let mut groups: Vec<&str> = if head.is_empty() { Vec::new() } else { vec![head] };
    groups.extend((0..tail.len()).step_by(3).map(|at| &tail[at..at + 3]));
    groups.join("\u{a0}")
}
