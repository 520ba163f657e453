//! What NSS writes, always with indefinite lengths.

use super::cell::{Cell, Expect, NORWEGIAN, PASSWORDS, Tool};

const CIPHERS: [&str; 9] = [
    "AES-128-CBC",
    "AES-192-CBC",
    "AES-256-CBC",
    "DES-EDE3-CBC",
    "RC2-CBC",
    "RC4",
    "CAMELLIA-128-CBC",
    "CAMELLIA-192-CBC",
    "CAMELLIA-256-CBC",
];
const MACS: [&str; 6] = ["SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "MD5"];

pub(super) fn cells() -> Vec<Cell> {
    let new = |group, scheme: &str, arguments: &str| Cell::new(Tool::Nss, group, scheme, arguments);
    let cipher = |name: &str| new("`-c`, `-C`", name, &format!("-c {name} -C {name}"));
    let mut cells: Vec<Cell> = PASSWORDS.iter().map(|password| new("as it comes (BER)", "AES-256", "").under(*password)).collect();
    cells.extend(CIPHERS.iter().map(|name| cipher(name)));
    cells.extend(["DES-EDE3-CBC", "RC2-CBC", "RC4"].map(|name| cipher(name).under(NORWEGIAN)));
    cells.push(new("`-c`, `-C`", "certificates none", "-C none"));
    let named = |name: &str| new("ciphers asked for by name", name, &format!("-c {name} -C {name}")).expecting(Expect::OpensOrIsNamed);
    cells.push(named("SEED-CBC"));
    // Named as PKCS#5 v1.5, derived otherwise.
    cells.push(named("DES-CBC").expecting(Expect::OpensWhereOthersDo));
    cells.extend(MACS.iter().map(|mac| new("`-M`", mac, &format!("-M {mac}"))));
    cells
}
