//! What Java writes.

use super::cell::{ASCII, Cell, Contents, EMOJI, EMPTY, Expect, LONG, NORWEGIAN, PASSWORDS, Password, Tool};

const PBE: [&str; 6] = [
    "PBEWithMD5AndDES",
    "PBEWithSHA1AndDESede",
    "PBEWithSHA1AndRC2_40",
    "PBEWithSHA1AndRC2_128",
    "PBEWithSHA1AndRC4_40",
    "PBEWithSHA1AndRC4_128",
];
const HASHES: [&str; 5] = ["SHA1", "SHA224", "SHA256", "SHA384", "SHA512"];
const MACS: [&str; 7] = ["SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA512/224", "SHA512/256"];

pub(super) fn cells() -> Vec<Cell> {
    let new = |group, scheme: &str, arguments: &str| Cell::new(Tool::Java, group, scheme, arguments);
    let both = |name: &str| format!("-J-Dkeystore.pkcs12.keyProtectionAlgorithm={name} -J-Dkeystore.pkcs12.certProtectionAlgorithm={name}");
    let mut cells: Vec<Cell> = PASSWORDS.iter().map(|password| refused(new("as it comes", "modern", ""), *password)).collect();
    let legacy = || new("`keystore.pkcs12.legacy`", "3DES with RC2-40", "-J-Dkeystore.pkcs12.legacy");
    cells.extend([ASCII, NORWEGIAN, LONG].map(|password| refused(legacy(), password)));
    let group = "`keystore.pkcs12.*ProtectionAlgorithm`";
    cells.extend(PBE.iter().map(|name| new(group, name, &both(name))));
    for size in ["128", "256"] {
        cells.extend(HASHES.iter().map(|hash| format!("PBEWithHmac{hash}AndAES_{size}")).map(|name| new(group, &name, &both(&name))));
    }
    cells.push(new(group, "certificates NONE", "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE"));
    let mac = |hash: &&str| new("`keystore.pkcs12.macAlgorithm`", hash, &format!("-J-Dkeystore.pkcs12.macAlgorithm=HmacPBE{hash}"));
    cells.extend(MACS.iter().map(mac));
    cells.push(new("`keystore.pkcs12.macAlgorithm`", "NONE", "-J-Dkeystore.pkcs12.macAlgorithm=NONE"));
    for count in ["1", "50000", "600000"] {
        let arguments = ["certPbe", "keyPbe", "mac"].map(|which| format!("-J-Dkeystore.pkcs12.{which}IterationCount={count}"));
        cells.push(new("`keystore.pkcs12.*IterationCount`", count, &arguments.join(" ")));
    }
    cells.push(new("contents", "`-genkeypair`", "").holding(Contents::Made));
    cells.push(new("contents", "two keys", "").holding(Contents::TwoKeys));
    cells.push(new("contents", "leaf among a reversed chain", "").holding(Contents::Reversed));
    cells.push(new("contents", "a secret key beside", "").holding(Contents::SecretBeside));
    cells
}

/// What keytool cannot have as a password.
fn refused(cell: Cell, password: Password) -> Cell {
    let cell = cell.under(password);
    match password {
        EMPTY => cell.expecting(Expect::ToolRefuses("Keystore password must be at least 6 characters")),
        NORWEGIAN | EMOJI => cell.expecting(Expect::ToolRefuses("Password is not ASCII")),
        _ => cell,
    }
}
