//! Files on their way to becoming a certificate in use: chosen, examined, asked about, saved.

use inngang_engine::certificates::{Examination, ExaminedCertificate, ExaminedFile, Recommendation};
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CertificateView, FindingView};
use crate::Problem;

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

/// One of the certificates that were found, with or without its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CandidateView {
    /// The certificate.
    pub certificate: CertificateView,
    /// Id of the file that it is said to be in: two may have one name.
    pub file: Option<String>,
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

impl CandidateView {
    fn new(candidate: &ExaminedCertificate, ids: &[String], files: &[ExaminedFile], recommendation: Option<&Recommendation>) -> Self {
        let place = home(candidate, files);
        let certificate = CertificateView::found(candidate, place.and_then(|place| files.get(place)));
        let recommended = recommendation.filter(|one| one.fingerprint == candidate.facts.fingerprint);
        let file = place.and_then(|place| ids.get(place)).cloned();
        Self { certificate, file, has_key: candidate.has_key, why: recommended.map(|one| one.why.as_str().to_owned()) }
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
        let recommendation = examination.recommendation();
        let candidate = |one| CandidateView::new(one, files, &examination.files, recommendation.as_ref());
        Self {
            examination: id.to_owned(),
            files: files.iter().zip(&examination.files).map(|(id, file)| ExaminedFileView::new(id.clone(), file)).collect(),
            candidates: examination.candidates().into_iter().map(candidate).collect(),
            recommended: recommendation.as_ref().map(|one| one.fingerprint.clone()),
        }
    }
}

/// The file to name: the one with the certificate's key, or else with the certificate.
fn home(candidate: &ExaminedCertificate, files: &[ExaminedFile]) -> Option<usize> {
    let fingerprint = &candidate.facts.fingerprint;
    let held = |file: &ExaminedFile, with_key: bool| {
        file.contents.as_ref().is_some_and(|contents| match with_key {
            true => contents.keys.iter().any(|key| key.certificate.as_ref() == Some(fingerprint)),
            false => contents.certificates.iter().any(|certificate| certificate.facts.fingerprint == *fingerprint),
        })
    };
    files.iter().position(|file| held(file, true)).or_else(|| files.iter().position(|file| held(file, false)))
}
