//! Writes ASN.1: DER, plus the indefinite forms of BER that older tools left in files (X.690).

use rsa::rand_core::{OsRng, RngCore};
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

pub(crate) const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OCTETS: u8 = 0x04;
const CONSTRUCTED_OCTETS: u8 = 0x24;
const END: [u8; 2] = [0, 0];
/// Bouncy Castle cuts long strings at this length.
const CHUNK: usize = 1000;

/// One element with a definite length.
pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut bytes = vec![tag];
    match (length, content.len()) {
        (_, 0..=127) => bytes.push(u8::try_from(content.len()).unwrap_or_default()),
        (length, _) => {
            bytes.push(0x80 | u8::try_from(length.len()).unwrap_or_default());
            bytes.extend(length);
        }
    }
    bytes.extend(content);
    bytes
}

pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    element(SEQUENCE, &parts.concat())
}

/// SET OF: DER wants the members in the order of their encodings.
pub(crate) fn set(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut parts = parts.to_vec();
    parts.sort();
    element(SET, &parts.concat())
}

pub(crate) fn octets(bytes: &[u8]) -> Vec<u8> {
    element(OCTETS, bytes)
}

pub(crate) fn null() -> Vec<u8> {
    element(0x05, &[])
}

/// A number that is not negative.
pub(crate) fn integer(number: u32) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let start = bytes.iter().take_while(|byte| **byte == 0).count().min(3);
    let mut content = bytes[start..].to_vec();
    if content[0] & 0x80 != 0 {
        content.insert(0, 0);
    }
    element(0x02, &content)
}

pub(crate) fn enumerated(number: u8) -> Vec<u8> {
    element(0x0a, &[number])
}

/// Whole bytes only.
pub(crate) fn bit_string(bytes: &[u8]) -> Vec<u8> {
    element(0x03, &[&[0], bytes].concat())
}

pub(crate) fn ia5_string(text: &str) -> Vec<u8> {
    element(0x16, text.as_bytes())
}

pub(crate) fn utf8_string(text: &str) -> Vec<u8> {
    element(0x0c, text.as_bytes())
}

pub(crate) fn printable_string(text: &str) -> Vec<u8> {
    element(0x13, text.as_bytes())
}

/// To the second, in UTC, as RFC 5280 §4.1.2.5.2 wants it.
pub(crate) fn generalized_time(moment: OffsetDateTime) -> Vec<u8> {
    let form = format_description!("[year][month][day][hour][minute][second]Z");
    element(0x18, moment.to_offset(UtcOffset::UTC).format(&form).unwrap_or_default().as_bytes())
}

/// `[number] EXPLICIT`, or `[number] IMPLICIT` of something constructed.
pub(crate) fn context(number: u8, content: &[u8]) -> Vec<u8> {
    element(0xa0 | number, content)
}

/// `[number] IMPLICIT` of something primitive.
pub(crate) fn context_primitive(number: u8, content: &[u8]) -> Vec<u8> {
    element(0x80 | number, content)
}

pub(crate) fn oid(arcs: &[u64]) -> Vec<u8> {
    let mut content = Vec::new();
    let first = arcs.first().copied().unwrap_or_default() * 40 + arcs.get(1).copied().unwrap_or_default();
    for arc in std::iter::once(first).chain(arcs.iter().skip(2).copied()) {
        let groups = (64 - arc.leading_zeros()).div_ceil(7).max(1);
        for group in (0..groups).rev() {
            let more = if group == 0 { 0 } else { 0x80 };
            content.push(u8::try_from((arc >> (7 * group)) & 0x7f).unwrap_or_default() | more);
        }
    }
    element(0x06, &content)
}

/// UTF-16BE: what friendlyName is written in.
pub(crate) fn bmp_string(text: &str) -> Vec<u8> {
    element(0x1e, &text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
}

/// A constructed element that ends with two zero bytes.
pub(crate) fn indefinite(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    [&[tag, 0x80], parts.concat().as_slice(), &END].concat()
}

/// An OCTET STRING in pieces: BER §8.7.3.
pub(crate) fn constructed_octets(bytes: &[u8]) -> Vec<u8> {
    indefinite(CONSTRUCTED_OCTETS, &pieces(bytes))
}

/// The pieces alone, for an IMPLICIT tag around them.
pub(crate) fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.chunks(CHUNK).map(octets).collect()
}

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_x690_says() {
        assert_eq!(integer(0), [2, 1, 0]);
        assert_eq!(integer(128), [2, 2, 0, 128]);
        assert_eq!(integer(2000), [2, 2, 7, 0xd0]);
        assert_eq!(oid(&[1, 2, 840, 113_549]), [6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]);
        assert_eq!(oid(&[2, 5, 29, 15]), [6, 3, 0x55, 0x1d, 0x0f]);
        assert_eq!(oid(&[2, 16, 578])[2..], [0x60, 0x84, 0x42]);
        assert_eq!(element(4, &[7; 128])[..3], [4, 0x81, 128]);
        assert_eq!(element(4, &[7; 256])[..4], [4, 0x82, 1, 0]);
        assert_eq!(constructed_octets(&[1]), [0x24, 0x80, 4, 1, 1, 0, 0]);
        assert_eq!(generalized_time(OffsetDateTime::UNIX_EPOCH)[2..], *b"19700101000000Z");
        assert_eq!(bit_string(&[9]), [3, 2, 0, 9]);
        assert_eq!(bmp_string("å"), [0x1e, 2, 0, 0xe5]);
    }
}
