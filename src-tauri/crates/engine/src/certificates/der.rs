//! Writing DER (X.690 §10): the few values that a PKCS#12 file is rebuilt from.

use super::ber::{CONSTRUCTED, CONTEXT_0, SEQUENCE};

/// A DER value with definite, minimal length.
pub(super) fn value(identifier: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut out = vec![identifier];
    if content.len() < 0x80 {
        out.push(length.first().copied().unwrap_or(0));
    } else {
        out.push(0x80 | length.iter().map(|_| 1).sum::<u8>());
        out.extend_from_slice(length);
    }
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
