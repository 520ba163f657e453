//! Opening files that are no PKCS#12: loose certificates, bundles of them, loose private keys.

use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use zeroize::Zeroizing;

use super::der::{self, INTEGER, OCTETS, OID, SEQUENCE};
use super::effort::Effort;
use super::open::Contents;
use super::{CertificateError, FileKind, bundle, pem, pkcs12};
use crate::secret::Secret;

/// More certificates than this are nobody's chain.
const CERTIFICATES: usize = 100;

const RSA_ENCRYPTION: &[u8] = &[SEQUENCE, 13, OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const EC_PUBLIC_KEY: &[u8] = &[OID, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// Opens one.
pub(super) fn open(kind: FileKind, bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<Contents, CertificateError> {
    let mut contents = Contents::default();
    match kind {
        FileKind::CertificateDer => {
            let certificate = one_certificate(bytes).ok_or(CertificateError::Damaged)?;
            // Much else is a SEQUENCE in a SEQUENCE: a list of revoked certificates is.
            X509Certificate::from_der(&certificate).map_err(|_| CertificateError::NotPkcs12(FileKind::Unknown))?;
            contents.certificates.push(certificate);
        }
        FileKind::Pkcs7 => match std::str::from_utf8(bytes) {
            Ok(text) => contents.take_blocks(text, password, effort)?,
            Err(_) => contents.take_bundle(bytes)?,
        },
        FileKind::KeyDer => contents.take_key(&Secret::new(bytes.to_vec()), password, effort)?,
        FileKind::CertificatePem | FileKind::KeyPem => {
            // What a person pasted may have any other byte around the blocks.
            let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
            contents.take_blocks(&text, password, effort)?;
        }
        other => return Err(CertificateError::NotPkcs12(other)),
    }
    if contents.certificates.len() > CERTIFICATES {
        return Err(CertificateError::TooMany);
    }
    if contents.certificates.is_empty() && contents.keys.is_empty() && contents.damaged_keys == 0 {
        return Err(CertificateError::Damaged);
    }
    Ok(contents)
}

/// The first element alone: a "TRUSTED CERTIFICATE" of OpenSSL's has more behind it.
fn one_certificate(bytes: &[u8]) -> Option<Vec<u8>> {
    Some(der::first(bytes)?.0.whole.to_vec())
}

impl Contents {
    fn take_blocks(&mut self, text: &str, password: Option<&str>, effort: &Effort) -> Result<(), CertificateError> {
        for block in pem::blocks(text)? {
            if effort.is_cancelled() {
                return Err(CertificateError::Cancelled);
            }
            // EXPOSE: certificates are public; a key is read into a secret of its own.
            let der = block.der.expose();
            match block.label {
                "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => self.certificates.extend(one_certificate(der)),
                "PKCS7" | "CMS" => self.take_bundle(der)?,
                label if label.ends_with("PRIVATE KEY") => self.take_key(&block.der, password, effort)?,
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
            Some([SEQUENCE, ..]) => pkcs12::decrypt_pkcs8(bytes, password, effort).map(Some)?,
            Some([INTEGER, SEQUENCE, ..]) => Some(Secret::new(bytes.clone())),
            Some([INTEGER, INTEGER, ..]) => Some(wrapped(RSA_ENCRYPTION, bytes)),
            Some([INTEGER, OCTETS, ..]) => curve(bytes).map(|curve| wrapped(&der::element(SEQUENCE, &[EC_PUBLIC_KEY, curve]), bytes)),
            _ => None,
        };
        match pkcs8 {
            Some(pkcs8) => self.add_key(pkcs8, None),
            None => {
                self.damaged_keys += 1;
                Ok(())
            }
        }
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

/// PKCS#8 around a key in the form of its own kind (RFC 5208 §5).
fn wrapped(algorithm: &[u8], key: &[u8]) -> Secret<Vec<u8>> {
    let key = Zeroizing::new(der::element(OCTETS, &[key]));
    Secret::new(der::element(SEQUENCE, &[&[INTEGER, 1, 0], algorithm, &key]))
}
