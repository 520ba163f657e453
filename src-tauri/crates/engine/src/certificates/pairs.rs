//! Which key belongs to which certificate: by public key, whatever the file's own labels say.

use x509_parser::certificate::X509Certificate;

use super::CertificateError;
use crate::keys::{KeyError, KeyFacts, PrivateKey};
use crate::secret::Secret;

/// A private key, and the place of its certificate in the file.
pub(super) struct Pair {
    pub(super) pkcs8: Secret<Vec<u8>>,
    pub(super) certificate: usize,
}

/// Pairs RSA keys with their certificates. A key of another kind is an error only where there is no RSA pair.
pub(super) fn pair(keys: Vec<Secret<Vec<u8>>>, file: &[X509Certificate<'_>]) -> Result<Vec<Pair>, CertificateError> {
    let mut trouble = if file.is_empty() { CertificateError::NoCertificate } else { CertificateError::KeyMismatch };
    if keys.is_empty() {
        trouble = CertificateError::NoKey;
    }
    let thumbprints: Vec<Option<String>> =
        file.iter().map(|certificate| KeyFacts::from_spki(certificate.public_key().raw).ok().map(|facts| facts.thumbprint)).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for pkcs8 in keys {
        // Reading the key checks that its own parts belong together.
        match PrivateKey::from_pkcs8(&pkcs8).and_then(|key| key.facts()) {
            Ok(facts) => {
                let certificate = thumbprints.iter().position(|thumbprint| thumbprint.as_ref() == Some(&facts.thumbprint));
                // A file that lists the same pair twice has one pair.
                if let Some(certificate) = certificate.filter(|place| !pairs.iter().any(|pair| pair.certificate == *place)) {
                    pairs.push(Pair { pkcs8, certificate });
                }
            }
            Err(KeyError::NotRsa { algorithm }) => trouble = CertificateError::EcKey { algorithm },
            Err(KeyError::Malformed) => trouble = CertificateError::Damaged,
            Err(other) => trouble = CertificateError::Key(other),
        }
    }
    if pairs.is_empty() { Err(trouble) } else { Ok(pairs) }
}
