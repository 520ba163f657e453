//! Opening a PKCS#12 file (RFC 7292): check the MAC, decrypt, hand out keys and certificates.

mod ber;
mod der;
mod mac;
mod pfx;
mod scheme;

use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error as ArchiveError;

use super::CertificateError;
use super::effort::Effort;
use crate::secret::Secret;
pub(super) use ber::Malformed;
use mac::Password;
pub use pfx::{EncodingFacts, PasswordForm};
use pfx::{Pfx, unsupported};

/// What a file holds, in its own order.
pub(super) struct Opened {
    pub(super) keys: Vec<OpenedKey>,
    /// X.509, DER.
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) facts: EncodingFacts,
}

/// A private key, and what the file calls it.
#[derive(Debug)]
pub(super) struct OpenedKey {
    /// DER.
    pub(super) pkcs8: Secret<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
}

/// Opens a file. Without a password only what needs none opens, an empty one included.
pub(super) fn open(bytes: &[u8], given: Option<&str>, effort: &Effort) -> Result<Opened, CertificateError> {
    let pfx = pfx::read(bytes, effort)?;
    let refused = || if given.is_none() { CertificateError::PasswordNeeded } else { CertificateError::WrongPassword };
    let text = given.unwrap_or("");
    let fits = |mac: &mac::Mac, password| effort.spend(mac.iterations()).map(|()| mac.fits(password, &pfx.content));
    let null = match &pfx.mac {
        None => false,
        Some(mac) if fits(mac, Password::Text(text))? => false,
        Some(mac) if text.is_empty() && fits(mac, Password::Null)? => true,
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
    let keys = archive.keys.iter().map(|bag| OpenedKey { pkcs8: Secret::new(bag.key.as_der().to_vec()), friendly_name: None }).collect();
    let certificates = archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()).collect();
    Opened { keys, certificates, facts: pfx.facts }
}
