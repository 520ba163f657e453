//! Journey 1's end: the chosen certificate's key goes into the store.

use std::sync::Arc;

use super::effort::Effort;
use super::examine::{Against, Examination, ExaminedCertificate, examine};
use super::facts::CertificateFacts;
use super::finding::Finding;
use super::judge;
use super::links::ChainLink;
use super::open::{CertificateFile, OpenedFile, open};
use super::revocation::Revocation;
use super::usable::{self, Usable};
use super::{CertificateError, EncodingFacts, FileKind, verdict::Verdict};
use crate::clock_offset::Now;
use crate::environment::{Environment, Kind};
use crate::keys::NewKey;
use crate::ports::Ports;
use crate::secret::Secret;

/// A key in the store, and what is known about its certificate.
#[derive(Debug)]
pub struct ImportedCertificate {
    /// The key.
    pub key: NewKey,
    /// What the certificate says.
    pub facts: CertificateFacts,
    /// What is right and wrong with it, heaviest first.
    pub findings: Vec<Finding>,
    /// All of it in one sentence.
    pub verdict: Verdict,
    /// What it may be used for in the environment it was imported into.
    pub usable: Usable,
    /// DER for `x5c`: leaf, then the issuing authority when it is at hand, and so on; without the root.
    pub chain: Vec<Vec<u8>>,
    /// From the certificate upwards to the root, as a person is shown it.
    pub links: Vec<ChainLink>,
    /// What its issuer says of it.
    pub revocation: Revocation,
    /// How its file was written, when that was a PKCS#12 file.
    pub encoding: Option<EncodingFacts>,
    /// Name of the file that its key came from.
    pub file_name: String,
    /// Other certificates with keys in the files, left where they are.
    pub others: usize,
}

/// Imports the certificate with this fingerprint, judged once more, now: its key goes into the store.
///
/// # Errors
/// [`CertificateError::NoKey`] when its key is not among the files, [`CertificateError::OtherEnvironment`] when it belongs elsewhere,
/// [`CertificateError::Unusable`] when what was found forbids it; [`CertificateError::Key`] from the store. Nothing is stored then.
pub fn import(
    examination: &Examination,
    fingerprint: &str,
    environment: &Environment,
    now: impl Into<Now>,
    ports: &Ports,
) -> Result<ImportedCertificate, CertificateError> {
    // The window may have been open since yesterday.
    let examination = examination.at(now);
    let candidates = examination.candidates();
    let chosen = candidates.iter().find(|candidate| candidate.facts.fingerprint == fingerprint).ok_or(CertificateError::NoCertificate)?;
    stay_in(chosen, environment.kind)?;
    usable::refuse_unusable(&chosen.findings)?;
    let (file, key) = examination
        .files
        .iter()
        .filter_map(|file| Some((&file.opened, file.contents.as_ref()?)))
        .flat_map(|(file, contents)| contents.keys.iter().map(move |key| (file, &key.held)))
        .find(|(_, key)| key.info.is_same(&chosen.facts.key))
        .ok_or(CertificateError::NoKey)?;
    let Some(thumbprint) = &chosen.facts.key.thumbprint else {
        return Err(CertificateError::EcKey { algorithm: chosen.facts.key.algorithm.clone() });
    };
    // EXPOSE: the store takes charge of a copy; the examination wipes its own.
    let stored = ports.keys.import(thumbprint, Secret::new(key.pkcs8.expose().clone()))?;
    let others = candidates.iter().filter(|other| other.has_key).count() - 1;
    let encoding = file.outcome.as_ref().ok().and_then(|contents| contents.encoding.clone());
    Ok(imported(chosen, stored, encoding, file.name.clone(), others))
}

/// The whole journey for one file, with the certificate that is recommended.
///
/// # Errors
/// Why the file does not open, or as [`import`].
pub fn import_recommended(
    file: &CertificateFile,
    effort: &Effort,
    environment: &Environment,
    ports: &Ports,
) -> Result<ImportedCertificate, CertificateError> {
    let OpenedFile { name, kind, outcome } = open(file, effort);
    let opened = OpenedFile { name, kind, outcome: Ok(outcome?) };
    let now = ports.clock.now();
    let examination = examine(&[Arc::new(opened)], Against::Environment(environment), now);
    let without = || match (examination.keys().next(), kind) {
        (Some(_), _) => CertificateError::NoCertificate,
        (None, FileKind::Pkcs12) => CertificateError::NoKey,
        (None, _) => CertificateError::NotPkcs12(kind),
    };
    // The best with its key; when it may not be used, importing says why.
    let chosen = examination.candidates().into_iter().find(|candidate| candidate.has_key).ok_or_else(without)?;
    import(&examination, &chosen.facts.fingerprint, environment, now, ports)
}

/// A certificate that belongs elsewhere stays out (design.md 3).
pub(crate) fn stay_in(chosen: &ExaminedCertificate, kind: Kind) -> Result<(), CertificateError> {
    let (theirs, ours) = (chosen.facts.belongs_to, judge::belonging(kind));
    if chosen.facts.proved && kind != Kind::Custom && theirs != ours {
        return Err(CertificateError::OtherEnvironment { theirs: theirs.as_str(), ours: ours.as_str() });
    }
    Ok(())
}

fn imported(
    chosen: &ExaminedCertificate,
    key: NewKey,
    encoding: Option<EncodingFacts>,
    file_name: String,
    others: usize,
) -> ImportedCertificate {
    ImportedCertificate {
        key,
        facts: chosen.facts.clone(),
        findings: chosen.findings.clone(),
        verdict: chosen.verdict,
        usable: chosen.usable,
        chain: chosen.chain.clone(),
        links: chosen.links.clone(),
        revocation: chosen.revocation.clone(),
        encoding,
        file_name,
        others,
    }
}
