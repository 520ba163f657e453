//! What a file is, told from its first bytes and never from its name (certificates.md 8.5).

use base64::prelude::{BASE64_STANDARD, Engine as _};

/// Kinds of files that people take for their enterprise certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.p12`, `.pfx`.
    Pkcs12,
    /// One certificate, DER: public only.
    CertificateDer,
    /// Certificates, PEM: public only.
    CertificatePem,
    /// A private key in the clear, PEM.
    KeyPem,
    /// A private key under a password, PEM.
    EncryptedKeyPem,
    /// A bundle of certificates, PKCS#7: public only.
    Pkcs7,
    /// Java keystore.
    Jks,
    /// Java keystore, the stronger kind.
    Jceks,
    /// Bouncy Castle keystore.
    Bks,
    /// A letter.
    Pdf,
    /// An archive, or an office document.
    Zip,
    /// A page, often a login page saved in place of the file.
    Html,
    /// Text that may hold any of the others.
    Base64,
    /// No bytes.
    Empty,
    /// Zeros alone: a cloud folder's placeholder.
    NotDownloaded,
    /// None of these.
    Unknown,
}

impl FileKind {
    /// Short name, as in file endings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pkcs12 => "p12",
            Self::CertificateDer => "cer",
            Self::CertificatePem => "pem",
            Self::KeyPem | Self::EncryptedKeyPem => "key",
            Self::Pkcs7 => "p7b",
            Self::Jks => "JKS",
            Self::Jceks => "JCEKS",
            Self::Bks => "BKS",
            Self::Pdf => "PDF",
            Self::Zip => "ZIP",
            Self::Html => "HTML",
            Self::Base64 => "base64",
            Self::Empty | Self::NotDownloaded | Self::Unknown => "",
        }
    }
}

/// Says what a file is.
#[must_use]
pub fn recognise(bytes: &[u8]) -> FileKind {
    const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    match bytes {
        [] => return FileKind::Empty,
        _ if bytes.iter().all(|byte| *byte == 0) => return FileKind::NotDownloaded,
        [0xfe, 0xed, 0xfe, 0xed, ..] => return FileKind::Jks,
        [0xce, 0xce, 0xce, 0xce, ..] => return FileKind::Jceks,
        [0, 0, 0, 1 | 2, ..] => return FileKind::Bks,
        [b'%', b'P', b'D', b'F', ..] => return FileKind::Pdf,
        [b'P', b'K', ..] => return FileKind::Zip,
        _ => {}
    }
    if let Some(inside) = inside_sequence(bytes) {
        return match inside {
            [0x02, 0x01, 0x03, ..] => FileKind::Pkcs12,
            _ if inside.starts_with(SIGNED_DATA) => FileKind::Pkcs7,
            [0x30, ..] => FileKind::CertificateDer,
            _ => FileKind::Unknown,
        };
    }
    text_kind(bytes)
}

/// The binary inside a text file: PEM of any label, or bare base64.
pub(super) fn decode_text(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let body: String = text.lines().filter(|line| !line.contains("-----")).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    BASE64_STANDARD.decode(body.trim_start_matches('\u{feff}')).ok()
}

/// What stands inside the outermost SEQUENCE, whatever the form of its length.
fn inside_sequence(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0x30, length, rest @ ..] if *length <= 0x80 => Some(rest),
        [0x30, length @ 0x81..=0x84, rest @ ..] => rest.get(usize::from(length - 0x80)..),
        _ => None,
    }
}

fn text_kind(bytes: &[u8]) -> FileKind {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes).trim_ascii_start();
    let has = |mark: &str| bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
    if bytes.starts_with(b"<") {
        FileKind::Html
    } else if has("-----BEGIN ENCRYPTED PRIVATE KEY") || has("Proc-Type: 4,ENCRYPTED") {
        FileKind::EncryptedKeyPem
    } else if has("PRIVATE KEY-----") {
        FileKind::KeyPem
    } else if has("-----BEGIN PKCS7") || has("-----BEGIN CMS") {
        FileKind::Pkcs7
    } else if has("-----BEGIN CERTIFICATE") || has("-----BEGIN X509 CERTIFICATE") || has("-----BEGIN TRUSTED CERTIFICATE") {
        FileKind::CertificatePem
    } else if bytes.starts_with(b"MI") || has("-----BEGIN PKCS12") {
        FileKind::Base64
    } else {
        FileKind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        fn check(bytes: &[u8], expected: FileKind) {
            assert_eq!(recognise(bytes), expected, "{:02x?}", &bytes[..bytes.len().min(16)]);
        }
        check(&[], FileKind::Empty);
        check(&[0; 4096], FileKind::NotDownloaded);
        check(&[0x30, 0x82, 0x0a, 0x00, 0x02, 0x01, 0x03, 0x30], FileKind::Pkcs12);
        check(&[0x30, 0x80, 0x02, 0x01, 0x03, 0x30], FileKind::Pkcs12);
        check(&[0x30, 0x82, 0x05, 0x00, 0x30, 0x82], FileKind::CertificateDer);
        check(&[0x30, 0x82, 0x05, 0x00, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02], FileKind::Pkcs7);
        check(&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], FileKind::Jks);
        check(&[0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2], FileKind::Jceks);
        check(&[0, 0, 0, 2, 0, 0], FileKind::Bks);
        check(b"%PDF-1.7", FileKind::Pdf);
        check(b"PK\x03\x04", FileKind::Zip);
        check(b"\xef\xbb\xbf <!DOCTYPE html>", FileKind::Html);
        check(b"Bag Attributes\n-----BEGIN CERTIFICATE-----\nMII", FileKind::CertificatePem);
        check(b"-----BEGIN PRIVATE KEY-----\n", FileKind::KeyPem);
        check(b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", FileKind::EncryptedKeyPem);
        check(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n", FileKind::EncryptedKeyPem);
        check(b"-----BEGIN PKCS7-----\n", FileKind::Pkcs7);
        check(b"MIIKYQIBAzCC", FileKind::Base64);
        check(b"hello", FileKind::Unknown);
        check(&[0x30], FileKind::Unknown);
    }
}
