//! What a certificate says about itself, read once; judging it is for the findings.

use time::OffsetDateTime;

use super::CertificateError;
use super::authorities::IssuerFamily;
use super::key_info::KeyInfo;
use super::organisation::NumberSource;
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

impl Generation {
    /// Its number, as the profile's own documents write it.
    #[must_use]
    pub const fn number(self) -> Option<&'static str> {
        match self {
            Self::Seid1 => Some("1.0"),
            Self::Seid2 => Some("2.0"),
            Self::Unknown => None,
        }
    }
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
    /// The whole subject on one line, in the order encoded.
    pub subject: String,
    /// The same, a name and a value each.
    pub subject_lines: Vec<(String, String)>,
    /// The whole issuer on one line, in the order encoded.
    pub issuer: String,
    /// Subject alternative names: e-mail addresses, which Commfides writes.
    pub email_addresses: Vec<String>,
    /// Subject alternative names: host names, which only certificates for web sites have.
    pub dns_names: Vec<String>,
    /// organizationName without a number behind it.
    pub organisation_name: Option<String>,
    /// The organisation, when its number passes the check.
    pub organisation: Option<OrgNumber>,
    /// The digits as they stand in the certificate, whether they pass or not; none where several numbers disagree.
    pub organisation_digits: Option<String>,
    /// Where they stand.
    pub organisation_source: Option<NumberSource>,
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
    /// Whether the key usage allows encryption, beside the role.
    pub encrypts: bool,
    /// OIDs; none means any (certificates.md 2.5).
    pub extended_key_usages: Vec<String>,
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
    /// Qualified certificate for an electronic seal (certificates.md 2.7).
    pub qualified_seal: bool,
    /// How it is signed: `SHA-256 RSA`, or an OID.
    pub signature_algorithm: String,
    /// Where the list of revoked certificates is.
    pub crl_addresses: Vec<String>,
    /// Where to ask whether it is revoked.
    pub ocsp_addresses: Vec<String>,
    /// Where the issuing certificate is.
    pub issuer_addresses: Vec<String>,
}

impl CertificateFacts {
    /// Everything that the key usage allows (certificates.md 2.4).
    #[must_use]
    pub fn roles(&self) -> Vec<&'static str> {
        let authenticates = matches!(self.role, Role::Authentication | Role::AuthenticationAndSigning);
        let signs = matches!(self.role, Role::Signing | Role::AuthenticationAndSigning);
        let roles = [(authenticates, "authentication"), (signs, "signing"), (self.encrypts, "encryption")];
        roles.into_iter().filter_map(|(set, role)| set.then_some(role)).collect()
    }

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
