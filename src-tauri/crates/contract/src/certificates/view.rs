//! Certificates as the engine has them, turned into what the page shows.

use inngang_engine::certificates::revocation::Revocation;
use inngang_engine::certificates::{
    Belonging, CertificateFacts, ChainLink, EncodingFacts, ExaminedCertificate, ExaminedFile, Finding, Generation, ImportedCertificate,
    IssuerFamily, Place, Role, Severity, Usable,
};

use super::{
    CertificateBelonging, CertificateGeneration, CertificateRole, CertificateUse, CertificateView, ChainLinkView, ChainPlace, FindingView,
    IssuerFamilyView, RevocationState, SeverityView,
};
use crate::problem::facts;
use crate::{Problem, moment};

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
    Place => ChainPlace { Given, Known, OtherKey, Missing }
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        let facts = facts(&finding.facts);
        let problem = Problem { code: finding.code.to_owned(), turn: finding.turn.into(), facts, actions: Vec::new(), said: None };
        Self { severity: finding.severity.into(), problem }
    }
}

impl From<&ChainLink> for ChainLinkView {
    fn from(link: &ChainLink) -> Self {
        Self { name: link.name.clone(), place: link.place.into() }
    }
}

impl From<&Revocation> for RevocationState {
    fn from(revocation: &Revocation) -> Self {
        match revocation {
            Revocation::NotChecked => Self::NotChecked,
            Revocation::Good { .. } => Self::Good,
            Revocation::Revoked { .. } => Self::Revoked,
            Revocation::Unknown { .. } => Self::Unknown,
        }
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
            chain: imported.links.iter().map(ChainLinkView::from).collect(),
            revocation: (&imported.revocation).into(),
            ..Self::of_facts(&imported.facts)
        }
    }

    /// A certificate that was found, in no store yet.
    pub(super) fn found(certificate: &ExaminedCertificate, file: Option<&ExaminedFile>) -> Self {
        let written = file.and_then(|file| file.opened.outcome.as_ref().ok()?.encoding());
        Self {
            verdict: certificate.verdict.as_str().to_owned(),
            usable: certificate.usable.into(),
            findings: certificate.findings.iter().map(FindingView::from).collect(),
            encoding: written.map(encoding).unwrap_or_default(),
            file_name: file.map(|file| file.opened.name.clone()).unwrap_or_default(),
            chain: certificate.links.iter().map(ChainLinkView::from).collect(),
            revocation: (&certificate.revocation).into(),
            ..Self::of_facts(&certificate.facts)
        }
    }

    fn of_facts(facts: &CertificateFacts) -> Self {
        Self {
            subject_name: facts.subject_name.clone(),
            organisation_name: facts.organisation_name.clone(),
            organisation: facts.organisation_digits.clone(),
            organisation_source: facts.organisation_source.map(|source| source.as_str().to_owned()),
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
            subject: facts.subject.clone(),
            issuer: facts.issuer.clone(),
            policies: facts.policies.clone(),
            alternative_names: facts.email_addresses.iter().chain(&facts.dns_names).cloned().collect(),
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
