//! The public half of a certificate as files: there is no way to export more.

use crate::keys::pem;

/// A `.cer` file: the certificate's own DER bytes.
#[must_use]
pub fn export_der(leaf: &[u8]) -> Vec<u8> {
    leaf.to_vec()
}

/// A `.pem` file (RFC 7468 §5), with a line feed at the end.
#[must_use]
pub fn export_pem(leaf: &[u8]) -> String {
    pem("CERTIFICATE", leaf)
}
