//! What a file is, told from its first bytes and never from its name (certificates.md 8.5).

use base64::prelude::{BASE64_STANDARD, Engine as _};
use zeroize::Zeroizing;

use crate::der::{self, BIT_STRING, INTEGER, OCTETS, OID, SEQUENCE};

/// Kinds of files that people take for their enterprise certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.p12`, `.pfx`.
    Pkcs12,
    /// One certificate, DER: public only.
    CertificateDer,
    /// Certificates, PEM, with or without a private key.
    CertificatePem,
    /// A private key, PEM, in the clear or under a password.
    KeyPem,
    /// A private key, DER, in the clear or under a password.
    KeyDer,
    /// A private key of SSH's.
    OpenSshKey,
    /// A private key of PuTTY's.
    PuttyKey,
    /// A key or a set of keys in JSON (RFC 7517), private or public.
    Jwk,
    /// A public key and nothing else.
    PublicKey,
    /// A bundle of certificates, PKCS#7: public only.
    Pkcs7,
    /// A request for a certificate, PKCS#10.
    Request,
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
    /// A whole message, saved.
    Email,
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
    /// Short name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pkcs12 => "p12",
            Self::CertificateDer => "cer",
            Self::CertificatePem => "pem",
            Self::KeyPem | Self::KeyDer | Self::OpenSshKey | Self::PuttyKey | Self::Jwk | Self::PublicKey => "key",
            Self::Pkcs7 => "p7b",
            Self::Request => "csr",
            Self::Jks => "jks",
            Self::Jceks => "jceks",
            Self::Bks => "bks",
            Self::Pdf => "pdf",
            Self::Zip => "zip",
            Self::Html => "html",
            Self::Email => "email",
            Self::Empty => "empty",
            Self::NotDownloaded => "placeholder",
            Self::Base64 | Self::Unknown => "unknown",
        }
    }
}

/// Says what a file is.
#[must_use]
pub fn recognise(bytes: &[u8]) -> FileKind {
    match bytes {
        [] => FileKind::Empty,
        _ if bytes.iter().all(|byte| *byte == 0) => FileKind::NotDownloaded,
        [0xfe, 0xed, 0xfe, 0xed, ..] => FileKind::Jks,
        [0xce, 0xce, 0xce, 0xce, ..] => FileKind::Jceks,
        [0, 0, 0, 1 | 2, ..] => FileKind::Bks,
        [b'%', b'P', b'D', b'F', ..] => FileKind::Pdf,
        [b'P', b'K', 3 | 5 | 7, ..] => FileKind::Zip,
        // What Outlook saves: a compound file (OLE).
        [0xd0, 0xcf, 0x11, 0xe0, ..] => FileKind::Email,
        _ => inside_sequence(bytes).map_or_else(|| text_kind(bytes), sequence_kind),
    }
}

/// The binary inside a text file: PEM of any label, or bare base64.
pub(super) fn decode_text(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut body = Zeroizing::new(String::with_capacity(text.len()));
    body.extend(text.lines().filter(|line| !line.contains("-----")).flat_map(str::chars).filter(|c| !c.is_whitespace()));
    BASE64_STANDARD.decode(body.trim_start_matches('\u{feff}')).ok()
}

/// What stands inside the outermost SEQUENCE, whatever the form of its length.
fn inside_sequence(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [SEQUENCE, length, rest @ ..] if *length <= 0x80 => Some(rest),
        [SEQUENCE, length @ 0x81..=0x84, rest @ ..] => rest.get(usize::from(length - 0x80)..),
        _ => None,
    }
}

/// By what the SEQUENCE begins with.
fn sequence_kind(inside: &[u8]) -> FileKind {
    const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    match inside {
        // The versions of PFX, of PKCS#8 and PKCS#1, and of RFC 5915.
        [INTEGER, 1, 3, SEQUENCE, ..] => FileKind::Pkcs12,
        [INTEGER, 1, 0 | 1, SEQUENCE | INTEGER | OCTETS, ..] => FileKind::KeyDer,
        _ if inside.starts_with(SIGNED_DATA) => FileKind::Pkcs7,
        [SEQUENCE, ..] => two_sequences_kind(inside),
        _ => FileKind::Unknown,
    }
}

/// Certificates, requests, locked keys and public keys all begin with a SEQUENCE within a SEQUENCE.
fn two_sequences_kind(inside: &[u8]) -> FileKind {
    let Some((inner, rest)) = der::first(inside) else { return FileKind::CertificateDer };
    let within = der::first(inner.content);
    match (within.map(|(element, _)| element.tag), rest.first()) {
        (Some(OID), Some(&OCTETS)) => FileKind::KeyDer,
        (Some(OID), Some(&BIT_STRING)) => FileKind::PublicKey,
        // A request has version and subject here; a certificate of version 1 has serial number and algorithm.
        (Some(INTEGER), _) => {
            let second = within.and_then(|(_, rest)| der::first(rest));
            let is_algorithm = second.is_some_and(|(element, _)| element.content.first() == Some(&OID));
            if is_algorithm { FileKind::CertificateDer } else { FileKind::Request }
        }
        _ => FileKind::CertificateDer,
    }
}

/// How a public key of SSH's begins, on a line (sshd(8)) and in a block (RFC 4716).
const SSH_PUBLIC: [&str; 5] = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-sha2-", "---- BEGIN SSH2 PUBLIC KEY"];

fn text_kind(bytes: &[u8]) -> FileKind {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes).trim_ascii_start();
    let has = |mark: &str| bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
    if bytes.starts_with(b"<") && !has("-----BEGIN ") {
        FileKind::Html
    } else if SSH_PUBLIC.iter().any(|start| bytes.starts_with(start.as_bytes())) {
        FileKind::PublicKey
    } else if bytes.starts_with(b"PuTTY-User-Key-File-") {
        FileKind::PuttyKey
    } else if bytes.starts_with(b"{") && has("\"kty\"") {
        FileKind::Jwk
    } else if is_message(bytes) {
        FileKind::Email
    } else if !has("-----BEGIN ") {
        if bytes.starts_with(b"MI") { FileKind::Base64 } else { FileKind::Unknown }
    } else if has("-----BEGIN CERTIFICATE-") || has("-----BEGIN X509 CERTIFICATE-") || has("-----BEGIN TRUSTED CERTIFICATE-") {
        FileKind::CertificatePem
    } else if has("-----BEGIN OPENSSH PRIVATE KEY-") {
        FileKind::OpenSshKey
    } else if has("PRIVATE KEY-----") {
        FileKind::KeyPem
    } else if has("-----BEGIN PKCS7-") || has("-----BEGIN CMS-") {
        FileKind::Pkcs7
    } else if has("CERTIFICATE REQUEST-----") {
        FileKind::Request
    } else if has("PUBLIC KEY-----") {
        FileKind::PublicKey
    } else if has("-----BEGIN PKCS12-") {
        FileKind::Base64
    } else {
        FileKind::Unknown
    }
}

/// The header fields that a saved message begins with (RFC 5322 §2.2).
fn is_message(bytes: &[u8]) -> bool {
    const FIELDS: [&str; 12] = [
        "return-path",
        "received",
        "delivered-to",
        "from",
        "to",
        "date",
        "subject",
        "message-id",
        "mime-version",
        "content-type",
        "x-mozilla-status",
        "dkim-signature",
    ];
    let lines = bytes.split(|byte| *byte == b'\n').take(20).filter_map(|line| std::str::from_utf8(line).ok());
    let known = |line: &str| line.split_once(':').is_some_and(|(name, _)| FIELDS.contains(&name.to_lowercase().as_str()));
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && lines.filter(|line| known(line)).count() >= 2
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
        check(&[0x30, 0x82, 0x05, 0x00, 0x02, 0x01, 0x00, 0x30, 0x0d], FileKind::KeyDer);
        check(&[0x30, 0x82, 0x05, 0x00, 0x02, 0x01, 0x00, 0x02, 0x82], FileKind::KeyDer);
        check(&[0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20], FileKind::KeyDer);
        check(&[0x30, 0x0b, 0x30, 0x05, 0x06, 0x03, 0x2a, 0x03, 0x04, 0x04, 0x02, 0, 0], FileKind::KeyDer);
        check(&[0x30, 0x0b, 0x30, 0x05, 0x06, 0x03, 0x2a, 0x03, 0x04, 0x03, 0x02, 0, 0], FileKind::PublicKey);
        check(&[0x30, 0x0b, 0x30, 0x09, 0x02, 0x01, 0x00, 0x30, 0x04, 0x31, 0x02, 0x30, 0x00], FileKind::Request);
        check(&[0x30, 0x0b, 0x30, 0x09, 0x02, 0x01, 0x00, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03], FileKind::CertificateDer);
        check(&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], FileKind::Jks);
        check(&[0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2], FileKind::Jceks);
        check(&[0, 0, 0, 2, 0, 0], FileKind::Bks);
        check(b"%PDF-1.7", FileKind::Pdf);
        check(b"PK\x03\x04", FileKind::Zip);
        check(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], FileKind::Email);
        check(b"Return-Path: <a@b.example>\r\nDelivered-To: b@b.example\r\n\r\nMII", FileKind::Email);
        check(b"\xef\xbb\xbf <!DOCTYPE html>", FileKind::Html);
        check(b"Bag Attributes\n-----BEGIN CERTIFICATE-----\nMII", FileKind::CertificatePem);
        check(b"-----BEGIN PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n", FileKind::CertificatePem);
        check(b"-----BEGIN PRIVATE KEY-----\n", FileKind::KeyPem);
        check(b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", FileKind::KeyPem);
        check(b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\n", FileKind::PuttyKey);
        check(b"\xef\xbb\xbf\r\n{ \"keys\": [ { \"kty\" : \"RSA\" } ] }", FileKind::Jwk);
        check(b"{ \"type\": \"x\" }", FileKind::Unknown);
        check(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n", FileKind::KeyPem);
        check(b"-----BEGIN OPENSSH PRIVATE KEY-----\n", FileKind::OpenSshKey);
        check(b"-----BEGIN NEW CERTIFICATE REQUEST-----\n", FileKind::Request);
        check(b"-----BEGIN PUBLIC KEY-----\n", FileKind::PublicKey);
        check(b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB me@here", FileKind::PublicKey);
        check(b"ecdsa-sha2-nistp256 AAAAE2VjZHNh", FileKind::PublicKey);
        check(b"-----BEGIN PKCS7-----\n", FileKind::Pkcs7);
        check(b"MIIKYQIBAzCC", FileKind::Base64);
        check(b"hello", FileKind::Unknown);
        check(&[0x30], FileKind::Unknown);
    }
}
