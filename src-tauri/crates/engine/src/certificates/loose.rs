//! Opening files that are no PKCS#12: loose certificates, bundles of them, loose private keys.

use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use zeroize::Zeroizing;

use super::effort::Effort;
use super::open::{self, Contents};
use super::{CertificateError, FileKind, bundle, pem, pkcs12};
use crate::der::{self, INTEGER, OCTETS, OID, SEQUENCE};
use crate::secret::Secret;

/// More certificates than this are nobody's chain.
const CERTIFICATES: usize = 100;

const RSA_ENCRYPTION: &[u8] = &[SEQUENCE, 13, OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const EC_PUBLIC_KEY: &[u8] = &[OID, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// What a file holds, its keys unread.
#[derive(Debug, Default)]
pub(crate) struct Loose {
    /// PKCS#8, DER.
    pub(crate) keys: Vec<Secret<Vec<u8>>>,
    /// Whether any of the keys was under a password.
    pub(crate) locked: bool,
    /// Private keys in no form that is known.
    pub(crate) unknown_keys: usize,
    /// X.509, DER.
    certificates: Vec<Vec<u8>>,
}

/// The private keys in a file, or in a text that a person pasted.
///
/// # Errors
/// As [`super::open`]; [`CertificateError::NotPkcs12`] tells what it is when it is no file of keys.
pub(crate) fn keys(bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<Loose, CertificateError> {
    if bytes.len() > open::SIZE_LIMIT {
        return Err(CertificateError::NotPkcs12(FileKind::Unknown));
    }
    open::within_text(bytes, |kind, bytes| {
        let loose = read(kind, bytes, password, effort)?;
        if loose.keys.is_empty() && loose.unknown_keys == 0 {
            return Err(CertificateError::NotPkcs12(kind));
        }
        Ok(loose)
    })
}

/// Hands on a text, whatever letters it was written in.
pub(crate) fn with_text<T>(bytes: &[u8], then: impl FnOnce(&[u8]) -> T) -> T {
    open::within_text(bytes, |_, bytes| then(bytes))
}

/// Opens one.
pub(super) fn open(kind: FileKind, bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<Contents, CertificateError> {
    let loose = read(kind, bytes, password, effort)?;
    if loose.certificates.len() > CERTIFICATES {
        return Err(CertificateError::TooMany);
    }
    let mut contents = Contents { certificates: loose.certificates, damaged_keys: loose.unknown_keys, ..Contents::default() };
    for key in loose.keys {
        if effort.is_cancelled() {
            return Err(CertificateError::Cancelled);
        }
        contents.add_key(key, None)?;
    }
    if contents.certificates.is_empty() && contents.keys.is_empty() && contents.damaged_keys == 0 {
        return Err(CertificateError::Damaged);
    }
    Ok(contents)
}

fn read(kind: FileKind, bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<Loose, CertificateError> {
    let mut loose = Loose::default();
    match kind {
        FileKind::CertificateDer => {
            let certificate = one_certificate(bytes).ok_or(CertificateError::Damaged)?;
            // Much else is a SEQUENCE in a SEQUENCE: a list of revoked certificates is.
            X509Certificate::from_der(&certificate).map_err(|_| CertificateError::NotPkcs12(FileKind::Unknown))?;
            loose.certificates.push(certificate);
        }
        FileKind::Pkcs7 => match std::str::from_utf8(bytes) {
            Ok(text) => loose.take_blocks(text, password, effort)?,
            Err(_) => loose.take_bundle(bytes)?,
        },
        FileKind::KeyDer => loose.take_key(&Secret::new(bytes.to_vec()), password, effort)?,
        FileKind::CertificatePem | FileKind::KeyPem => {
            // What a person pasted may have any other byte around the blocks.
            let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
            loose.take_blocks(&text, password, effort)?;
        }
        other => return Err(CertificateError::NotPkcs12(other)),
    }
    Ok(loose)
}

/// The first element alone: a "TRUSTED CERTIFICATE" of OpenSSL's has more behind it.
fn one_certificate(bytes: &[u8]) -> Option<Vec<u8>> {
    Some(der::first(bytes)?.0.whole.to_vec())
}

impl Loose {
    fn take_blocks(&mut self, text: &str, password: Option<&str>, effort: &Effort) -> Result<(), CertificateError> {
        for block in pem::blocks(text)? {
            if effort.is_cancelled() {
                return Err(CertificateError::Cancelled);
            }
            // EXPOSE: certificates are public; a key is read into a secret of its own.
            let der = block.der.expose();
            match (block.label, block.encryption) {
                ("CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE", _) => self.certificates.extend(one_certificate(der)),
                ("PKCS7" | "CMS", _) => self.take_bundle(der)?,
                (label, Some((cipher, vector))) if label.ends_with("PRIVATE KEY") => {
                    self.locked = true;
                    let key = pkcs12::decrypt_old_key(cipher, vector, der, password, effort)?;
                    self.take_key(&key, None, effort)?;
                }
                (label, None) if label.ends_with("PRIVATE KEY") => self.take_key(&block.der, password, effort)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn take_bundle(&mut self, bytes: &[u8]) -> Result<(), CertificateError> {
        self.certificates.extend(bundle::certificates(&pkcs12::to_der(bytes)?).ok_or(CertificateError::Damaged)?);
        Ok(())
    }

    /// Takes a key in any of the four forms; they tell themselves apart.
    fn take_key(&mut self, der: &Secret<Vec<u8>>, password: Option<&str>, effort: &Effort) -> Result<(), CertificateError> {
        // EXPOSE: turned into PKCS#8, which is a secret again.
        let bytes = der.expose();
        let pkcs8 = match inside(bytes).as_deref() {
            Some([SEQUENCE, ..]) => {
                self.locked = true;
                pkcs12::decrypt_pkcs8(bytes, password, effort).map(Some)?
            }
            Some([INTEGER, SEQUENCE, ..]) => Some(Secret::new(bytes.clone())),
            Some([INTEGER, INTEGER, ..]) => Some(wrapped_rsa(bytes)),
            Some([INTEGER, OCTETS, ..]) => curve(bytes).map(|curve| wrapped(&der::element(SEQUENCE, &[EC_PUBLIC_KEY, curve]), bytes)),
            _ => None,
        };
        // EXPOSE: compared with the file's other keys; the same one again is no other.
        if pkcs8.as_ref().is_some_and(|key| self.keys.iter().any(|other| other.expose() == key.expose())) {
            return Ok(());
        }
        if self.keys.len() + self.unknown_keys >= open::KEYS {
            return Err(CertificateError::TooMany);
        }
        match pkcs8 {
            Some(pkcs8) => self.keys.push(pkcs8),
            None => self.unknown_keys += 1,
        }
        Ok(())
    }
}

/// The tags within the outermost SEQUENCE.
fn inside(bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = der::elements(der::first(bytes)?.0.inside(SEQUENCE)?)?;
    Some(parts.iter().map(|part| part.tag).collect())
}

/// The curve in an ECPrivateKey (RFC 5915 §3).
fn curve(bytes: &[u8]) -> Option<&[u8]> {
    const PARAMETERS: u8 = 0xa0;
    der::elements(der::first(bytes)?.0.content)?.into_iter().find_map(|part| part.inside(PARAMETERS))
}

/// PKCS#8 around an RSAPrivateKey (RFC 8017 §A.1.2).
pub(crate) fn wrapped_rsa(key: &[u8]) -> Secret<Vec<u8>> {
    wrapped(RSA_ENCRYPTION, key)
}

/// PKCS#8 around a key in the form of its own kind (RFC 5208 §5).
fn wrapped(algorithm: &[u8], key: &[u8]) -> Secret<Vec<u8>> {
    let key = Zeroizing::new(der::element(OCTETS, &[key]));
    Secret::new(der::element(SEQUENCE, &[&[INTEGER, 1, 0], algorithm, &key]))
}
