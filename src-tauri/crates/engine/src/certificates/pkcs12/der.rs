//! Writing DER (X.690 §10): the few values that a PKCS#12 file is rebuilt from.

use super::ber::{CONSTRUCTED, CONTEXT_0, SEQUENCE};

/// A DER value with definite, minimal length.
pub(super) fn value(identifier: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let leading = length.iter().take_while(|byte| **byte == 0).count().min(length.len() - 1);
    let length = &length[leading..];
    let mut out = vec![identifier];
    if content.len() >= 0x80 {
        out.push(0x80 | u8::try_from(length.len()).unwrap_or(u8::MAX));
    }
    out.extend_from_slice(length);
    out.extend_from_slice(content);
    out
}

/// A DER SEQUENCE of these encodings.
pub(super) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    value(SEQUENCE | CONSTRUCTED, &parts.concat())
}

/// `[0] EXPLICIT` around an encoding.
pub(super) fn explicit(part: &[u8]) -> Vec<u8> {
    value(CONTEXT_0 | CONSTRUCTED, part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::pkcs12::ber::{INTEGER, Malformed, OCTET_STRING, OID, read};

    #[test]
    fn what_is_written_reads_back_and_every_changed_byte_ends_well() {
        let again = |bytes: &[u8]| -> Result<Vec<u8>, Malformed> { read(bytes)?.node.to_der() };
        let good = sequence(&[value(INTEGER, &[3]), explicit(&value(OCTET_STRING, b"content")), value(OID, &[0x55, 0x04, 0x61])]);
        assert_eq!(again(&good).as_ref(), Ok(&good));
        for at in 0..good.len() {
            for byte in 0..=255 {
                let mut bent = good.clone();
                bent[at] = byte;
                if let Ok(der) = again(&bent) {
                    assert!(der.len() <= bent.len() + 8, "{at} {byte}");
                }
            }
        }
    }
}
