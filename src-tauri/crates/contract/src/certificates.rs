//! Certificates on the page.

mod examination;
mod view;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Problem;
pub use examination::{
    CandidateView, CheckCertificates, ExaminationProgress, ExaminationView, ExamineCertificates, ExaminedFileView, FileToExamine,
    PickedFile, PickedFiles, SaveCertificate, SavedFileAnswer, UseCertificate,
};

/// By key usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's Role")]
pub enum CertificateRole {
    Authentication,
    Signing,
    AuthenticationAndSigning,
    Encryption,
    Other,
}

/// Profile generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's Generation")]
pub enum CertificateGeneration {
    Seid1,
    Seid2,
    Unknown,
}

/// Environment that it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's Belonging")]
pub enum CertificateBelonging {
    Practice,
    Test,
    Production,
    Unknown,
}

/// Whose authority issued it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's IssuerFamily")]
pub enum IssuerFamilyView {
    Buypass,
    Commfides,
    Practice,
    Other,
}

/// What it can be used for in this environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CertificateUse {
    /// As an enterprise certificate (`x5c`).
    EnterpriseCertificate,
    /// Its key alone, registered at Digdir.
    RegisteredKey,
    /// Nothing.
    Nothing,
}

/// Weight of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's Severity")]
pub enum SeverityView {
    Good,
    Note,
    Warning,
    Blocking,
}

/// One finding of the certificate doctor. Texts as for a problem, under its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingView {
    /// Weight.
    pub severity: SeverityView,
    /// Code, turn, facts.
    pub problem: Problem,
}

/// A key or a certificate in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChainLinkView {
    /// commonName.
    pub name: String,
    /// Whether it is in a file, known to the program, or missing.
    pub place: ChainPlace,
}

/// Where a link of a chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChainPlace {
    /// In one of the files, or fetched and recognised.
    Given,
    /// Its key is known to the program or the environment.
    Known,
    /// Somebody known bears its name; the signature is of another key.
    OtherKey,
    /// Nobody knows it.
    Missing,
}

/// Whether the issuer has called the certificate back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RevocationState {
    /// The issuer says that it holds.
    Good,
    /// It must not be used.
    Revoked,
    /// Asked, without an answer that can be believed.
    Unknown,
    /// Not asked.
    #[default]
    NotChecked,
}

/// A certificate, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CertificateView {
    /// Name in the certificate.
    pub subject_name: String,
    /// Organisation's name.
    pub organisation_name: Option<String>,
    /// Nine digits; none where the certificate's numbers disagree.
    pub organisation: Option<String>,
    /// The field that they stand in: `organizationIdentifier`, `serialNumber` or `organizationName`.
    #[serde(default)]
    pub organisation_source: Option<String>,
    /// Issuing authority.
    pub issuer_name: String,
    /// Its family.
    pub issuer_family: IssuerFamilyView,
    /// Profile generation.
    pub generation: CertificateGeneration,
    /// By key usage.
    pub role: CertificateRole,
    /// Environment.
    pub belongs_to: CertificateBelonging,
    /// Whether a signature proves it.
    pub proved: bool,
    /// RFC 3339.
    pub not_before: String,
    /// RFC 3339.
    pub not_after: String,
    /// Hexadecimal.
    pub serial: String,
    /// SHA-256, hexadecimal.
    pub fingerprint: String,
    /// `RSA`, `EC` and so on.
    #[serde(default)]
    pub key_algorithm: String,
    /// Modulus length.
    pub key_bits: u32,
    /// SHA-256 of the public key (SubjectPublicKeyInfo), hexadecimal: stays the same when a certificate is renewed with its key.
    #[serde(default)]
    pub key_fingerprint: String,
    /// The whole subject, in the order encoded.
    #[serde(default)]
    pub subject: String,
    /// The whole issuer, in the order encoded.
    #[serde(default)]
    pub issuer: String,
    /// OIDs.
    #[serde(default)]
    pub policies: Vec<String>,
    /// Subject alternative names: an e-mail address at Commfides.
    #[serde(default)]
    pub alternative_names: Vec<String>,
    /// From the certificate upwards.
    #[serde(default)]
    pub chain: Vec<ChainLinkView>,
    /// By CRL or OCSP.
    #[serde(default)]
    pub revocation: RevocationState,
    /// Algorithms of the file, as `AES-256-CBC, HMAC-SHA256`.
    pub encoding: String,
    /// One sentence about it: text key `certificate:verdict.<verdict>`.
    #[serde(default)]
    pub verdict: String,
    /// What it can be used for.
    pub usable: CertificateUse,
    /// What is right and wrong with it.
    pub findings: Vec<FindingView>,
    /// Other certificates with keys in the files.
    pub others: u32,
    /// File name it came from.
    pub file_name: String,
}
