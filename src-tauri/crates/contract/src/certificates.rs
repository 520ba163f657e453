//! Certificates on the page.

use inngang_engine::certificates::{
    Belonging, CertificateFacts, EncodingFacts, Examination, ExaminedCertificate, ExaminedFile, Finding, Generation, ImportedCertificate,
    IssuerFamily, Role, Severity, Usable,
};
use inngang_engine::problem::Explain as _;
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

/// Files that were chosen or dropped at once; none when the person closed the dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickedFiles {
    /// In the order given.
    pub picked: Vec<PickedFile>,
}

/// Answer of a save dialog; none when the person closed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFileAnswer {
    /// File name without folder.
    pub saved: Option<String>,
}

/// One held file to look into.
#[derive(Debug, Deserialize, TS)]
pub struct FileToExamine {
    /// Id of the held bytes.
    pub file: String,
    /// Left out the first time; `certificate.password_needed` asks for it. A file that has opened keeps open without.
    #[ts(type = "string | null")]
    pub password: Option<Secret<String>>,
}

/// Examines held files together. Nothing is stored.
#[derive(Debug, Deserialize, TS)]
pub struct ExamineCertificates {
    /// All of them each time: a key in one may belong to a certificate in another.
    pub files: Vec<FileToExamine>,
}

/// How far the opening is, in rounds of key derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExaminationProgress {
    /// Done.
    #[ts(type = "number")]
    pub done: u64,
    /// All of them, as far as the files have told.
    #[ts(type = "number")]
    pub planned: u64,
}

/// Asks the issuers whether the certificates of an examination are revoked.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckCertificates {
    /// Id of the examination.
    pub examination: String,
}

/// One certificate of an examination; to use it is to put its key into the vault.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UseCertificate {
    /// Id of the examination.
    pub examination: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub fingerprint: String,
}

/// Saves the certificate's public part.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveCertificate {
    /// PEM rather than DER (.cer).
    pub pem: bool,
    /// One of an examination's, rather than the one in use.
    pub examined: Option<UseCertificate>,
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

/// One of the certificates that were found, with or without its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CandidateView {
    /// The certificate.
    pub certificate: CertificateView,
    /// Whether its private key is among the files: only then can it be used.
    pub has_key: bool,
    /// Why it is recommended: text key `certificate:why.<why>`; none of the others has one.
    pub why: Option<String>,
}

/// A file that was looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExaminedFileView {
    /// Id of the held bytes.
    pub file: String,
    /// File name without folder.
    pub name: String,
    /// What it is, by its content: `p12`, `cer`, `pem`, `pdf` and so on.
    pub kind: String,
    /// Why it could not be opened.
    pub problem: Option<Problem>,
    /// Private keys in it.
    pub keys: u32,
    /// Certificates in it, those of authorities too.
    pub certificates: u32,
    /// What is to be said of the file itself.
    pub findings: Vec<FindingView>,
}

/// What the files hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExaminationView {
    /// Id of the examination, which the shell holds.
    pub examination: String,
    /// In the order given.
    pub files: Vec<ExaminedFileView>,
    /// Certificates of organisations, best first.
    pub candidates: Vec<CandidateView>,
    /// Fingerprint of the one to use, when there is one with its key.
    pub recommended: Option<String>,
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
    pub fn new(imported: &ImportedCertificate) -> Self {
        Self {
            verdict: imported.verdict.as_str().to_owned(),
            usable: imported.usable.into(),
            findings: imported.findings.iter().map(FindingView::from).collect(),
            others: u32::try_from(imported.others).unwrap_or(u32::MAX),
            encoding: imported.encoding.as_ref().map(encoding).unwrap_or_default(),
            file_name: imported.file_name.clone(),
            ..Self::of_facts(&imported.facts)
        }
    }

    fn of_facts(facts: &CertificateFacts) -> Self {
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
            key_algorithm: facts.key.algorithm.clone(),
            key_bits: facts.key.bits,
            key_fingerprint: facts.key.spki_sha256.clone(),
            subject: String::new(),
            issuer: String::new(),
            policies: facts.policies.clone(),
            alternative_names: Vec::new(),
            chain: Vec::new(),
            revocation: RevocationState::NotChecked,
            encoding: String::new(),
            verdict: String::new(),
            usable: CertificateUse::Nothing,
            findings: Vec::new(),
            others: 0,
            file_name: String::new(),
        }
    }
}

impl CandidateView {
    fn new(candidate: &ExaminedCertificate, files: &[ExaminedFile]) -> Self {
        let certificate = CertificateView {
            file_name: home(candidate, files).map(|file| file.opened.name.clone()).unwrap_or_default(),
            verdict: candidate.verdict.as_str().to_owned(),
            usable: candidate.usable.into(),
            findings: candidate.findings.iter().map(FindingView::from).collect(),
            ..CertificateView::of_facts(&candidate.facts)
        };
        Self { certificate, has_key: candidate.has_key, why: None }
    }
}

impl ExaminedFileView {
    fn new(file: String, examined: &ExaminedFile) -> Self {
        let count = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let (opened, contents) = (&examined.opened, examined.contents.as_ref());
        Self {
            file,
            name: opened.name.clone(),
            kind: opened.kind.as_str().to_owned(),
            problem: opened.outcome.as_ref().err().map(|failure| failure.explain().into()),
            keys: count(contents.map_or(0, |contents| contents.keys.len())),
            certificates: count(contents.map_or(0, |contents| contents.certificates.len())),
            findings: contents.map(|contents| contents.findings.iter().map(FindingView::from).collect()).unwrap_or_default(),
        }
    }
}

impl ExaminationView {
    /// An examination as the page shows it; `files` are the ids of the held bytes, in its order.
    #[must_use]
    pub fn new(id: &str, files: &[String], examination: &Examination) -> Self {
        Self {
            examination: id.to_owned(),
            files: files.iter().zip(&examination.files).map(|(id, file)| ExaminedFileView::new(id.clone(), file)).collect(),
            candidates: examination.candidates().into_iter().map(|candidate| CandidateView::new(candidate, &examination.files)).collect(),
            recommended: examination.recommended().map(|certificate| certificate.facts.fingerprint.clone()),
        }
    }
}

/// The file to name: the one with the certificate's key, or else with the certificate.
fn home<'a>(candidate: &ExaminedCertificate, files: &'a [ExaminedFile]) -> Option<&'a ExaminedFile> {
    let fingerprint = &candidate.facts.fingerprint;
    let held = |file: &&ExaminedFile, with_key: bool| {
        file.contents.as_ref().is_some_and(|contents| match with_key {
            true => contents.keys.iter().any(|key| key.certificate.as_ref() == Some(fingerprint)),
            false => contents.certificates.iter().any(|certificate| certificate.facts.fingerprint == *fingerprint),
        })
    };
    files.iter().find(|file| held(file, true)).or_else(|| files.iter().find(|file| held(file, false)))
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
