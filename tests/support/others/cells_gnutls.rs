//! What GnuTLS writes.

use super::cell::{ASCII, Cell, Contents, EMPTY, Expect, NORWEGIAN, PASSWORDS, Tool};

const CIPHERS: [&str; 7] = ["3des", "3des-pkcs12", "aes-128", "aes-192", "aes-256", "rc2-40", "arcfour"];
const HASHES: [&str; 5] = ["sha1", "sha224", "sha256", "sha384", "sha512"];

pub(super) fn cells() -> Vec<Cell> {
    let new = |group, scheme: &str, arguments: &str| Cell::new(Tool::GnuTls, group, scheme, arguments);
    let cipher = |name: &str| new("`--pkcs-cipher`", name, &format!("--pkcs-cipher {name}"));
    let typed = |password| new("as it comes", "AES-128", "--pkcs-cipher aes-128").under(password);
    let mut cells: Vec<Cell> = PASSWORDS.iter().filter(|password| **password != EMPTY).map(|password| typed(*password)).collect();
    cells.push(new("as it comes", "`--empty-password`", "--empty-password").under(EMPTY));
    cells.push(new("as it comes", "`--null-password`", "--null-password").under(EMPTY));
    // Leaves the key open in a bag for locked ones.
    cells.push(new("as it comes", "`--password=`", "").under(EMPTY).expecting(Expect::OpensWhereOthersDo));
    cells.extend(CIPHERS.iter().map(|name| cipher(name).under(ASCII)));
    cells.extend(["3des-pkcs12", "rc2-40", "arcfour"].map(|name| cipher(name).under(NORWEGIAN)));
    cells.extend(HASHES.iter().map(|hash| new("`--hash`", hash, &format!("--hash {hash}"))));
    cells.push(new("contents", "two keys", "").holding(Contents::TwoKeys));
    cells.push(new("contents", "leaf among a reversed chain and a stranger", "").holding(Contents::Reversed));
    cells
}
