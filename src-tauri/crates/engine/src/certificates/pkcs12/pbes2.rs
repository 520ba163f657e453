//! The ciphers of PBES2 (RFC 8018 §6.2), by their OIDs, with the vector that stands beside each.

use super::super::CertificateError;
use super::cipher::Algorithm::{
    self, Aes128, Aes192, Aes256, Aria128, Aria192, Aria256, Blowfish, Camellia128, Camellia192, Camellia256, Cast5, Des, Sm4, TripleDes,
    TripleDesTwoKeys,
};
use super::cipher::Cipher;
use super::mode::Mode::{self, Cbc, Cfb, Ctr, Ecb, Ofb};
use super::node::{INTEGER, Node, OCTET_STRING};
use super::unsupported;

/// How OIDs end, for each mode.
type Modes = &'static [(&'static str, Mode)];

/// How OIDs of a cipher begin, the cipher, its modes: those of RFC 8018 appendix B.2, NSS (RFC 3657), and all that `openssl pkcs12`
/// writes, but for SEED.
const CIPHERS: [(&str, Algorithm, Modes); 18] = [
    ("2.16.840.1.101.3.4.1.", Aes128, &[("1", Ecb), ("2", Cbc), ("3", Ofb), ("4", Cfb)]),
    ("2.16.840.1.101.3.4.1.", Aes192, &[("21", Ecb), ("22", Cbc), ("23", Ofb), ("24", Cfb)]),
    ("2.16.840.1.101.3.4.1.", Aes256, &[("41", Ecb), ("42", Cbc), ("43", Ofb), ("44", Cfb)]),
    ("1.2.840.113549.3.", TripleDes, &[("7", Cbc)]),
    ("1.3.14.3.2.", Des, &[("6", Ecb), ("7", Cbc), ("8", Ofb), ("9", Cfb)]),
    ("1.3.14.3.2.", TripleDesTwoKeys, &[("17", Ecb)]),
    ("1.2.392.200011.61.1.1.1.", Camellia128, &[("2", Cbc)]),
    ("1.2.392.200011.61.1.1.1.", Camellia192, &[("3", Cbc)]),
    ("1.2.392.200011.61.1.1.1.", Camellia256, &[("4", Cbc)]),
    ("0.3.4401.5.3.1.9.", Camellia128, &[("1", Ecb), ("3", Ofb), ("4", Cfb), ("9", Ctr)]),
    ("0.3.4401.5.3.1.9.", Camellia192, &[("21", Ecb), ("23", Ofb), ("24", Cfb), ("29", Ctr)]),
    ("0.3.4401.5.3.1.9.", Camellia256, &[("41", Ecb), ("43", Ofb), ("44", Cfb), ("49", Ctr)]),
    ("1.2.410.200046.1.1.", Aria128, &[("1", Ecb), ("2", Cbc), ("3", Cfb), ("4", Ofb), ("5", Ctr)]),
    ("1.2.410.200046.1.1.", Aria192, &[("6", Ecb), ("7", Cbc), ("8", Cfb), ("9", Ofb), ("10", Ctr)]),
    ("1.2.410.200046.1.1.", Aria256, &[("11", Ecb), ("12", Cbc), ("13", Cfb), ("14", Ofb), ("15", Ctr)]),
    ("1.2.156.10197.1.104.", Sm4, &[("1", Ecb), ("2", Cbc), ("3", Ofb), ("4", Cfb), ("7", Ctr)]),
    ("1.2.840.113533.7.66.", Cast5, &[("10", Cbc)]),
    ("1.3.6.1.4.1.3029.1.", Blowfish, &[("2", Cbc)]),
];

/// A cipher with its initialisation vector; `asked` is the length of the key, where the derivation's parameters have it.
pub(super) fn cipher(oid: &str, parameters: &Node<'_>, asked: Option<u64>) -> Result<(Cipher, Vec<u8>), CertificateError> {
    let cipher = match oid {
        // An old NSS wrote 32 beside each AES, and used as many bytes.
        "2.16.840.1.101.3.4.1.2" | "2.16.840.1.101.3.4.1.22" if asked == Some(32) => Cipher::cbc(Aes256),
        "1.2.840.113549.3.2" => return rc2(parameters, asked),
        "1.2.840.113549.3.4" => Cipher::rc4(16),
        other => listed(other).ok_or_else(|| unsupported(other))?,
    };
    Ok((cipher, parameters.octets(OCTET_STRING)?.into_owned()))
}

fn listed(oid: &str) -> Option<Cipher> {
    CIPHERS.iter().find_map(|(start, algorithm, modes)| {
        let end = oid.strip_prefix(start)?;
        let (_, mode) = modes.iter().find(|(last, _)| *last == end)?;
        Some(Cipher { algorithm: *algorithm, mode: *mode })
    })
}

/// RC2-CBC-Parameter (RFC 8018 appendix B.2.3): the bits that count are written in a code of their own.
fn rc2(parameters: &Node<'_>, asked: Option<u64>) -> Result<(Cipher, Vec<u8>), CertificateError> {
    let (effective_bits, iv) = match parameters.sequence() {
        Ok([version, iv]) if version.is(INTEGER) => {
            let bits = match version.integer()? {
                160 => 40,
                120 => 64,
                58 => 128,
                _ => return Err(unsupported("RC2")),
            };
            (bits, iv)
        }
        Ok([iv]) => (32, iv),
        _ => (32, parameters),
    };
    // Nobody writes longer ones than 128 bits, as OpenSSL does.
    let key = match asked {
        None => effective_bits / 8,
        Some(length @ 1..=16) => usize::try_from(length).map_err(|_| CertificateError::Damaged)?,
        Some(_) => return Err(CertificateError::Damaged),
    };
    Ok((Cipher::cbc(Algorithm::Rc2 { key, effective_bits }), iv.octets(OCTET_STRING)?.into_owned()))
}
