//! The doctor: what several opened files hold together, what each certificate is, and which of them to use.

use std::sync::Arc;

use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::chain::{self, Path};
use super::facts::{CertificateFacts, Role};
use super::finding::{self, Finding, Severity, Usable};
use super::inspect::{self, Inspected};
use super::key_info::KeyInfo;
use super::open::{Contents, KeyInFile, OpenedFile};
use super::verdict::{self, Verdict};
use super::{CertificateError, hex};
use crate::environment::{Environment, Kind};

/// Files, examined together: a key in one may belong to a certificate in another.
#[derive(Debug)]
pub struct Examination {
    /// In the order given.
    pub files: Vec<ExaminedFile>,
}

/// One file.
#[derive(Debug)]
pub struct ExaminedFile {
    /// Its name, its kind, and why it could not be opened.
    pub opened: Arc<OpenedFile>,
    /// What it holds, when it opened.
    pub contents: Option<ExaminedContents>,
}

/// What a file holds.
#[derive(Debug)]
pub struct ExaminedContents {
    /// Private keys.
    pub keys: Vec<ExaminedKey>,
    /// All certificates, those of authorities too.
    pub certificates: Vec<ExaminedCertificate>,
    /// What is to be said of the file, beside its certificates.
    pub findings: Vec<Finding>,
}

/// A private key, still in no store.
#[derive(Debug)]
pub struct ExaminedKey {
    /// Fingerprint of the certificate with the same public key, in this file or another.
    pub certificate: Option<String>,
    pub(super) held: KeyInFile,
}

impl ExaminedKey {
    /// Its public half.
    #[must_use]
    pub const fn info(&self) -> &KeyInfo {
        &self.held.info
    }
}

/// A certificate, judged.
#[derive(Debug)]
pub struct ExaminedCertificate {
    /// What it says.
    pub facts: CertificateFacts,
    /// What is right and wrong with it, heaviest first.
    pub findings: Vec<Finding>,
    /// All of it in one sentence.
    pub verdict: Verdict,
    /// What it may be used for.
    pub usable: Usable,
    /// DER for `x5c`: the certificate, then its issuer when it is at hand, and so on; without the root.
    pub chain: Vec<Vec<u8>>,
    /// An authority's own, not an organisation's.
    pub is_authority: bool,
    /// Whether its private key is among the files.
    pub has_key: bool,
}

/// Examines opened files for an environment, at a moment.
#[must_use]
pub fn examine(files: &[Arc<OpenedFile>], environment: &Environment, now: OffsetDateTime) -> Examination {
    let held = || files.iter().filter_map(|file| file.outcome.as_ref().ok());
    let ders = held().flat_map(|contents| &contents.certificates);
    let pool: Vec<X509Certificate<'_>> = ders.filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect();
    let keys: Vec<&KeyInfo> = held().flat_map(|contents| &contents.keys).map(|key| &key.info).collect();
    let view = View { pool: &pool, keys: &keys, environment, now };
    let examined = files.iter().map(|file| ExaminedFile {
        opened: Arc::clone(file),
        contents: file.outcome.as_ref().ok().map(|contents| view.contents(contents)),
    });
    Examination { files: examined.collect() }
}

impl Examination {
    /// Certificates of organisations and persons, each once, best first.
    #[must_use]
    pub fn candidates(&self) -> Vec<&ExaminedCertificate> {
        let mut candidates: Vec<&ExaminedCertificate> = Vec::new();
        for certificate in self.certificates().filter(|certificate| !certificate.is_authority) {
            if !candidates.iter().any(|other| other.facts.fingerprint == certificate.facts.fingerprint) {
                candidates.push(certificate);
            }
        }
        candidates.sort_by_key(|certificate| std::cmp::Reverse(rank(certificate)));
        candidates
    }

    /// The one to use, when there is one with its key.
    #[must_use]
    pub fn recommended(&self) -> Option<&ExaminedCertificate> {
        self.candidates().into_iter().find(|certificate| certificate.has_key)
    }

    /// Every certificate of every file.
    pub fn certificates(&self) -> impl Iterator<Item = &ExaminedCertificate> {
        self.contents().flat_map(|contents| &contents.certificates)
    }

    /// Every private key of every file.
    pub fn keys(&self) -> impl Iterator<Item = &ExaminedKey> {
        self.contents().flat_map(|contents| &contents.keys)
    }

    fn contents(&self) -> impl Iterator<Item = &ExaminedContents> {
        self.files.iter().filter_map(|file| file.contents.as_ref())
    }
}

/// With its key before without, usable before not, authentication before signing, the longest lasting first.
fn rank(certificate: &ExaminedCertificate) -> (bool, bool, bool, u8, OffsetDateTime) {
    let role = match certificate.facts.role {
        Role::Authentication => 4,
        Role::AuthenticationAndSigning => 3,
        Role::Signing => 2,
        Role::Other => 1,
        Role::Encryption => 0,
    };
    let free = !certificate.findings.iter().any(|finding| finding.severity == Severity::Blocking);
    (certificate.has_key, free, certificate.usable != Usable::Nothing, role, certificate.facts.not_after)
}

/// What is seen from where a file is examined.
struct View<'a> {
    pool: &'a [X509Certificate<'a>],
    keys: &'a [&'a KeyInfo],
    environment: &'a Environment,
    now: OffsetDateTime,
}

impl View<'_> {
    fn contents(&self, held: &Contents) -> ExaminedContents {
        let certificates: Vec<ExaminedCertificate> = held.certificates.iter().filter_map(|der| self.certificate(der)).collect();
        let keys: Vec<ExaminedKey> = held.keys.iter().map(|key| self.key(key)).collect();
        let findings = finding::judge_file(held.encoding.as_ref(), &keys, &certificates);
        ExaminedContents { keys, certificates, findings }
    }

    fn key(&self, held: &KeyInFile) -> ExaminedKey {
        let certificate = self.pool.iter().find(|one| KeyInfo::of_public(one.public_key().raw) == held.info);
        ExaminedKey { certificate: certificate.map(|one| fingerprint(one.as_raw())), held: held.clone() }
    }

    fn certificate(&self, der: &[u8]) -> Option<ExaminedCertificate> {
        let (_, leaf) = X509Certificate::from_der(der).ok()?;
        let path = chain::build(&leaf, self.pool, &self.environment.certificate_roots);
        let inspected = inspect::inspect(&leaf, &path, self.environment);
        Some(self.judged(&leaf, inspected, path))
    }

    fn judged(&self, leaf: &X509Certificate<'_>, inspected: Inspected, path: Path) -> ExaminedCertificate {
        let has_key = self.keys.contains(&&inspected.facts.key);
        let findings = finding::judge(&inspected, &path, self.environment, self.now);
        let usable = finding::usable(&findings);
        let verdict = verdict::of(&inspected.facts, &findings, has_key);
        let is_authority = leaf.is_ca();
        ExaminedCertificate { facts: inspected.facts, findings, verdict, usable, chain: path.chain, is_authority, has_key }
    }
}

/// SHA-256 over the DER certificate, hexadecimal.
pub(super) fn fingerprint(der: &[u8]) -> String {
    hex(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der).as_ref())
}

/// Whether a certificate that belongs elsewhere must stay out (design.md 3).
pub(super) fn stays_out(certificate: &ExaminedCertificate, kind: Kind) -> Option<CertificateError> {
    let (theirs, ours) = (certificate.facts.belongs_to, finding::belonging(kind));
    (certificate.facts.proved && kind != Kind::Custom && theirs != ours)
        .then(|| CertificateError::OtherEnvironment { theirs: theirs.as_str(), ours: ours.as_str() })
}
