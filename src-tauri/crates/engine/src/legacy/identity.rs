//! An enterprise certificate as the client's side of TLS: what may be offered at all.

use super::LegacyError;
use crate::certificates::{CertificateError, Severity, examine_kept, stay_in};
use crate::environment::{Environment, Kind};
use crate::keys::{KeyError, KeyFacts};
use crate::ports::Ports;

/// A certificate whose key is in the store, where it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) key: String,
}

impl Identity {
    /// `chain` is DER: the certificate, its issuer, and so on. What cannot be used is refused here, before anybody is asked
    /// (altinn.md 13, 43 and 44).
    ///
    /// # Errors
    /// [`CertificateError::OtherEnvironment`] for another environment's, [`CertificateError::Unusable`] for one that may not be used here;
    /// [`CertificateError::NoKey`] for a public half alone, as a
    /// `.cer` is; [`KeyError::OtherCertificate`] for another key's; what the store says.
    pub fn new(chain: Vec<Vec<u8>>, key: &str, environment: &Environment, ports: &Ports) -> Result<Self, LegacyError> {
        let examined = examine_kept(&chain, None, environment, ports.clock.now()).ok_or(CertificateError::NoCertificate)?;
        stay_in(&examined, environment.kind)?;
        // What an environment of somebody's own takes is its own affair.
        let blocking = examined.findings.iter().find(|finding| finding.severity == Severity::Blocking);
        if let Some(finding) = blocking.filter(|_| environment.kind != Kind::Custom) {
            return Err(CertificateError::Unusable(Box::new(finding.clone())).into());
        }
        let kept = match ports.keys.public(key) {
            Err(KeyError::NotFound) => return Err(CertificateError::NoKey.into()),
            kept => kept?,
        };
        let leaf = x509_parser::parse_x509_certificate(&chain[0]).map_err(|_| CertificateError::NoCertificate)?.1;
        if KeyFacts::from_spki(leaf.public_key().raw)?.thumbprint != kept.thumbprint {
            return Err(KeyError::OtherCertificate.into());
        }
        Ok(Self { chain, key: key.to_owned() })
    }
}
