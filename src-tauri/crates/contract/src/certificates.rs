//! Certificates on the page.

use inngang_engine::certificates::{
    Belonging, EncodingFacts, Finding, Generation, ImportedCertificate, IssuerFamily, Role, Severity, Usable,
};
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::facts;
use crate::{Problem, moment};

/// A file that the shell holds for the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickedFile {
    /// Id of the held bytes.
    pub file: Option<String>,
    /// File name without folder.
    pub name: String,
    /// Why it could not be read.
    pub problem: Option<Problem>,
}

/// Answer of the dialog; none when the person closed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickedFileAnswer {
    /// The file.
    pub picked: Option<PickedFile>,
}

/// Answer of a save dialog; none when the person closed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFileAnswer {
    /// File name without folder.
    pub saved: Option<String>,
}

/// Imports a held file.
#[derive(Debug, Deserialize, TS)]
pub struct ImportCertificate {
    /// Id of the held bytes.
    pub file: String,
    /// Left out the first time; `certificate.password_needed` asks for it.
    #[ts(type = "string | null")]
    pub password: Option<Secret<String>>,
}

/// Saves the certificate's public part.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SaveCertificate {
    /// PEM rather than DER (.cer).
    pub pem: bool,
}

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

/// A certificate that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CertificateView {
    /// Name in the certificate.
    pub subject_name: String,
    /// Organisation's name.
    pub organisation_name: Option<String>,
    /// Nine digits.
    pub organisation: Option<String>,
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
    /// Modulus length.
    pub key_bits: u32,
    /// Algorithms of the file, as `AES-256-CBC, HMAC-SHA256`.
    pub encoding: String,
    /// What it can be used for.
    pub usable: CertificateUse,
    /// What is right and wrong with it.
    pub findings: Vec<FindingView>,
    /// Other pairs in the same file.
    pub others: u32,
    /// File name it came from.
    pub file_name: String,
}

macro_rules! same_names {
    ($($from:ident => $to:ident { $($name:ident),+ })+) => {
        $(impl From<$from> for $to {
            fn from(value: $from) -> Self {
                match value { $($from::$name => Self::$name),+ }
            }
        })+
    };
}
same_names! {
    Role => CertificateRole { Authentication, Signing, AuthenticationAndSigning, Encryption, Other }
    Generation => CertificateGeneration { Seid1, Seid2, Unknown }
    Belonging => CertificateBelonging { Practice, Test, Production, Unknown }
    IssuerFamily => IssuerFamilyView { Buypass, Commfides, Practice, Other }
    Usable => CertificateUse { EnterpriseCertificate, RegisteredKey, Nothing }
    Severity => SeverityView { Good, Note, Warning, Blocking }
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        let facts = facts(&finding.facts);
        let problem = Problem { code: finding.code.to_owned(), turn: finding.turn.into(), facts, actions: Vec::new(), said: None };
        Self { severity: finding.severity.into(), problem }
    }
}

impl CertificateView {
    /// An imported certificate as the page shows it.
    #[must_use]
    pub fn new(imported: &ImportedCertificate, file_name: String) -> Self {
        let facts = &imported.facts;
        Self {
            subject_name: facts.subject_name.clone(),
            organisation_name: facts.organisation_name.clone(),
            organisation: facts.organisation_digits.clone(),
            issuer_name: facts.issuer_name.clone(),
            issuer_family: facts.issuer_family.into(),
            generation: facts.generation.into(),
            role: facts.role.into(),
            belongs_to: facts.belongs_to.into(),
            proved: facts.proved,
            not_before: moment(facts.not_before),
            not_after: moment(facts.not_after),
            serial: facts.serial.clone(),
            fingerprint: facts.fingerprint.clone(),
            key_bits: u32::try_from(facts.key_bits).unwrap_or(0),
            encoding: encoding(&facts.encoding),
            usable: imported.usable().into(),
            findings: imported.findings.iter().map(FindingView::from).collect(),
            others: u32::try_from(imported.others).unwrap_or(u32::MAX),
            file_name,
        }
    }
}

/// The file's algorithms, each once, for support.
fn encoding(facts: &EncodingFacts) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in facts.algorithms.iter().map(String::as_str).chain(facts.mac.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}
