//! The public half of a certificate as files: there is no way to export more.

use base64::prelude::{BASE64_STANDARD, Engine as _};

/// A `.cer` file: the certificate's own DER bytes.
#[must_use]
pub fn export_der(leaf: &[u8]) -> Vec<u8> {
    leaf.to_vec()
}

/// A `.pem` file (RFC 7468 §5), with a line feed at the end.
#[must_use]
pub fn export_pem(leaf: &[u8]) -> String {
    let body = BASE64_STANDARD.encode(leaf);
    let lines: Vec<&str> = body.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
