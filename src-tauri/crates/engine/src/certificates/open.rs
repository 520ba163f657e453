//! Opening a PKCS#12 file: check the MAC, decrypt, hand out keys and certificates.

use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error as ArchiveError;

use super::mac::Password;
use super::pfx::{self, EncodingFacts, Pfx, unsupported};
use super::{CertificateError, FileKind, recognise};
use crate::secret::Secret;

/// Real files have 3 to 15 kilobytes.
pub const SIZE_LIMIT: usize = 1 << 20;

/// What a file holds, in its own order.
pub(super) struct Opened {
    /// PKCS#8, DER.
    pub(super) keys: Vec<Secret<Vec<u8>>>,
    /// X.509, DER.
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) facts: EncodingFacts,
}

/// Opens a file. Without a password only what needs none opens, an empty one included.
pub(super) fn open(bytes: &[u8], password: Option<&str>) -> Result<Opened, CertificateError> {
    if bytes.len() > SIZE_LIMIT {
        let count = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
        return Err(CertificateError::TooLarge { bytes: count(bytes.len()), limit: count(SIZE_LIMIT) });
    }
    match recognise(bytes) {
        FileKind::Pkcs12 => open_pkcs12(bytes, password),
        FileKind::Base64 => {
            let decoded = super::recognise::decode_text(bytes).ok_or(CertificateError::NotPkcs12(FileKind::Unknown))?;
            match recognise(&decoded) {
                FileKind::Pkcs12 => open_pkcs12(&decoded, password),
                kind => Err(CertificateError::NotPkcs12(kind)),
            }
        }
        kind => Err(CertificateError::NotPkcs12(kind)),
    }
}

fn open_pkcs12(bytes: &[u8], given: Option<&str>) -> Result<Opened, CertificateError> {
    let pfx = pfx::read(bytes)?;
    let refused = || if given.is_none() { CertificateError::PasswordNeeded } else { CertificateError::WrongPassword };
    let text = given.unwrap_or("");
    let null = match &pfx.mac {
        None => false,
        Some(mac) if mac.fits(Password::Text(text), &pfx.content) => false,
        Some(mac) if text.is_empty() && mac.fits(Password::Null, &pfx.content) => true,
        Some(_) => return Err(refused()),
    };
    let archive = Pkcs12Archive::from_pkcs12(&pfx.der, text).map_err(|error| match error {
        ArchiveError::UnsupportedEncryptionScheme | ArchiveError::InvalidParameters => unsupported(&pfx.facts.algorithms.join(", ")),
        // Without a MAC the first wrong byte of padding is all that a wrong password leaves behind.
        _ if pfx.mac.is_none() && pfx.encrypted => refused(),
        // The MAC has proved the password, so only its encoding in another scheme can be at odds.
        _ if pfx.encrypted && (null || !text.is_ascii()) => CertificateError::PasswordEncoding,
        _ => CertificateError::Damaged,
    })?;
    Ok(collect(archive, pfx))
}

fn collect(archive: Pkcs12Archive, pfx: Pfx) -> Opened {
    let keys = archive.keys.iter().map(|bag| Secret::new(bag.key.as_der().to_vec())).collect();
    let certificates = archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()).collect();
    Opened { keys, certificates, facts: pfx.facts }
}
