//! Text files with blocks in them (RFC 7468): certificates and private keys, whatever stands around them.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::CertificateError;
use crate::secret::Secret;

/// A text with more is refused: a whole trust store in one file has about 150.
const BLOCKS: usize = 200;

/// One block, decoded.
pub(super) struct Block<'a> {
    pub(super) label: &'a str,
    /// How it is encrypted in the way of OpenSSL before 1.0, in which the label says nothing of it: cipher and vector, in hexadecimal.
    pub(super) encryption: Option<(&'a str, &'a str)>,
    pub(super) der: Secret<Vec<u8>>,
}

/// The blocks of a text, in its order. One that is cut off or bent is left out.
///
/// # Errors
/// [`CertificateError::TooMany`].
pub(super) fn blocks(text: &str) -> Result<Vec<Block<'_>>, CertificateError> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("-----BEGIN ")
        && let Some((label, body)) = after.split_once("-----")
    {
        let Some((body, after)) = body.split_once("-----END ") else { break };
        blocks.extend(decoded(body).map(|der| Block { label, encryption: encryption(body), der }));
        if blocks.len() > BLOCKS {
            return Err(CertificateError::TooMany);
        }
        rest = after;
    }
    Ok(blocks)
}

/// `DEK-Info: DES-EDE3-CBC,0123456789ABCDEF` (RFC 1421 §4.6.1.3).
fn encryption(body: &str) -> Option<(&str, &str)> {
    let field = body.lines().find_map(|line| line.trim_start().strip_prefix("DEK-Info:"))?;
    let (cipher, vector) = field.split_once(',')?;
    Some((cipher.trim(), vector.trim()))
}

/// Lines with a colon are header fields of older forms. What stands as a line's end in settings and in JSON, `\n`, is one here too.
fn decoded(body: &str) -> Option<Secret<Vec<u8>>> {
    let mut digits = Vec::with_capacity(body.len());
    for line in body.lines().filter(|line| !line.contains(':')) {
        let mut bytes = line.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'\\' => drop(bytes.next()),
                digit if !digit.is_ascii_whitespace() => digits.push(digit),
                _ => {}
            }
        }
    }
    let digits = Secret::new(digits);
    // EXPOSE: decoded into a secret again.
    BASE64_STANDARD.decode(digits.expose()).ok().filter(|der| !der.is_empty()).map(Secret::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_among_other_text() -> Result<(), CertificateError> {
        fn check(text: &str, expected: &[(&str, &[u8])]) {
            let blocks = blocks(text).unwrap_or_default();
            let found: Vec<(&str, &[u8])> = blocks.iter().map(|block| (block.label, &block.der.expose()[..])).collect();
            assert_eq!(found, expected, "{text}");
        }
        let a = "-----BEGIN A-----\nYQ==\n-----END A-----\n";
        check(&format!("Bag Attributes\r\n  x: y\n{a}between{a}"), &[("A", b"a"), ("A", b"a")]);
        check("-----BEGIN B-----\nx: y\n\nYWJj\nZA==-----END B-----", &[("B", b"abcd")]);
        check("-----BEGIN A-----\\nYW\\r\\nJj\\n-----END A-----\\n", &[("A", b"abc")]);
        check("-----BEGIN A-----\n???\n-----END A-----\n", &[]);
        check("-----BEGIN A-----\nYQ==\n", &[]);
        check("-----BEGIN A", &[]);
        assert_eq!(blocks(&a.repeat(BLOCKS))?.len(), BLOCKS);
        assert!(matches!(blocks(&a.repeat(BLOCKS + 1)), Err(CertificateError::TooMany)));
        Ok(())
    }
}
