//! What a certificate says about itself, read once; judging it is for the findings.

use time::OffsetDateTime;

use super::CertificateError;
use super::authorities::IssuerFamily;
use super::key_info::KeyInfo;
use crate::names::OrgNumber;

/// Generation of the Norwegian certificate profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// 2005 to 2022; every one of them has expired.
    Seid1,
    /// Since 2020.
    Seid2,
    /// Neither can be told.
    Unknown,
}

/// What the key usage allows (certificates.md 2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// digitalSignature: the one to use.
    Authentication,
    /// contentCommitment alone.
    Signing,
    /// Both.
    AuthenticationAndSigning,
    /// Encipherment alone: can never sign.
    Encryption,
    /// No key usage, or none of these.
    Other,
}

/// Which environment a certificate was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belonging {
    /// The practice town hall issued it.
    Practice,
    /// A test tree.
    Test,
    /// A production tree.
    Production,
    /// Cannot be told.
    Unknown,
}

impl Belonging {
    /// Lower-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Test => "test",
            Self::Production => "production",
            Self::Unknown => "unknown",
        }
    }
}

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// commonName, or the organisation's name where it has none.
    pub subject_name: String,
    /// organizationName without a number behind it.
    pub organisation_name: Option<String>,
    /// The organisation, when its number passes the check.
    pub organisation: Option<OrgNumber>,
    /// The digits as they stand in the certificate, whether they pass or not.
    pub organisation_digits: Option<String>,
    /// Another number, in a unit's name.
    pub sub_unit: Option<String>,
    /// commonName of the issuer.
    pub issuer_name: String,
    /// Whose authority that is, by signature.
    pub issuer_family: IssuerFamily,
    /// SEID 1.0 or 2.0.
    pub generation: Generation,
    /// By key usage.
    pub role: Role,
    /// Environment.
    pub belongs_to: Belonging,
    /// Whether a signature proves the environment; it is guessed from names otherwise.
    pub proved: bool,
    /// First moment, UTC.
    pub not_before: OffsetDateTime,
    /// Last moment, UTC.
    pub not_after: OffsetDateTime,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SHA-256 over the DER certificate, hexadecimal.
    pub fingerprint: String,
    /// Its key.
    pub key: KeyInfo,
    /// Policy OIDs.
    pub policies: Vec<String>,
}

impl CertificateFacts {
    /// Whether the certificate is this organisation's.
    ///
    /// # Errors
    /// [`CertificateError::OtherOrganisation`] with both numbers; a certificate without a number is nobody else's.
    pub fn belongs_to_organisation(&self, organisation: &OrgNumber) -> Result<(), CertificateError> {
        match &self.organisation_digits {
            Some(digits) if digits != organisation.as_str() => {
                Err(CertificateError::OtherOrganisation { theirs: digits.clone(), ours: organisation.to_string() })
            }
            _ => Ok(()),
        }
    }
}
