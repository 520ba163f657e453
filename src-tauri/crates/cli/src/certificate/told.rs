//! An examination for programs: one JSON object on a line for each file.

use std::collections::BTreeMap;

use inngang_engine::certificates::revocation::Revocation;
use inngang_engine::certificates::{
    Belonging, Examination, ExaminedCertificate, ExaminedContents, ExaminedFile, ExaminedKey, FileKind, Finding,
};
use inngang_engine::problem::{Explain as _, Problem};
use inngang_platform::files::FileError;
use serde::Serialize;
use serde_json::Value;

use super::PASSWORD_NEEDED;
use super::given::{self, Given};
use crate::json::{self, ProblemTold};

#[derive(Serialize)]
struct FileTold<'a> {
    file: &'a str,
    kind: &'static str,
    outcome: &'static str,
    problem: Option<ProblemTold>,
    mac: Option<&'static str>,
    keys: Vec<KeyTold<'a>>,
    certificates: Vec<CertificateTold<'a>>,
    findings: Vec<FindingTold>,
}

#[derive(Serialize)]
struct KeyTold<'a> {
    algorithm: &'a str,
    bits: u32,
    spki_sha256: &'a str,
    certificate_sha256: Option<&'a str>,
}

#[derive(Serialize)]
struct CertificateTold<'a> {
    sha256: &'a str,
    spki_sha256: &'a str,
    subject: &'a str,
    issuer: &'a str,
    serial_hex: &'a str,
    not_before: String,
    not_after: String,
    organisation_number: Option<&'a str>,
    organisation_name: Option<&'a str>,
    seid: Option<&'static str>,
    issuer_family: &'static str,
    environment: &'static str,
    roles: Vec<&'static str>,
    chain: &'static str,
    revocation: &'static str,
}

#[derive(Serialize)]
struct FindingTold {
    code: &'static str,
    severity: &'static str,
    turn: &'static str,
    facts: BTreeMap<&'static str, Value>,
}

/// A line for each file, in the order given.
pub(super) fn lines(files: &[Given], examination: &Examination) -> String {
    let lines = given::each(files, examination).map(|(file, found)| {
        let told = match found {
            Ok(examined) => FileTold::of(file, examined),
            Err(failure) => {
                let kind = if *failure == FileError::Empty { FileKind::Empty } else { FileKind::Unknown };
                FileTold { kind: kind.as_str(), problem: Some(problem(&failure.explain())), ..FileTold::nothing(file) }
            }
        };
        json::line(&told)
    });
    lines.collect()
}

impl<'a> FileTold<'a> {
    /// Refused, so far.
    fn nothing(file: &'a str) -> Self {
        let (keys, certificates, findings) = (Vec::new(), Vec::new(), Vec::new());
        Self { file, kind: "unknown", outcome: "refused", problem: None, mac: None, keys, certificates, findings }
    }

    fn of(file: &'a str, examined: &'a ExaminedFile) -> Self {
        let refused = Self { kind: examined.opened.kind.as_str(), ..Self::nothing(file) };
        match (&examined.opened.outcome, &examined.contents) {
            (Ok(held), Some(contents)) => Self {
                outcome: "opened",
                mac: held.encoding().map(|encoding| if encoding.mac.is_some() { "verified" } else { "absent" }),
                keys: contents.keys.iter().map(KeyTold::of).collect(),
                certificates: contents.certificates.iter().map(CertificateTold::of).collect(),
                findings: findings(contents),
                ..refused
            },
            (Err(failure), _) => Self { problem: Some(problem(&failure.explain())), ..refused },
            (Ok(_), None) => refused,
        }
    }
}

impl<'a> KeyTold<'a> {
    fn of(key: &'a ExaminedKey) -> Self {
        let info = key.info();
        let certificate_sha256 = key.certificate.as_deref();
        Self { algorithm: &info.algorithm, bits: info.bits, spki_sha256: &info.spki_sha256, certificate_sha256 }
    }
}

impl<'a> CertificateTold<'a> {
    fn of(certificate: &'a ExaminedCertificate) -> Self {
        let facts = &certificate.facts;
        Self {
            sha256: &facts.fingerprint,
            spki_sha256: &facts.key.spki_sha256,
            subject: &facts.subject,
            issuer: &facts.issuer,
            serial_hex: &facts.serial,
            not_before: json::moment(facts.not_before),
            not_after: json::moment(facts.not_after),
            organisation_number: only(&super::numbers(certificate)),
            organisation_name: facts.organisation_name.as_deref(),
            seid: facts.generation.number(),
            issuer_family: facts.issuer_family.as_str(),
            // A guess from names is nothing to rely on.
            environment: if facts.proved { facts.belongs_to } else { Belonging::Unknown }.as_str(),
            roles: facts.roles(),
            chain: certificate.chain_state.as_str(),
            revocation: revocation(&certificate.revocation),
        }
    }
}

/// None where there are several.
fn only<'a>(numbers: &[&'a str]) -> Option<&'a str> {
    if let [number] = numbers { Some(number) } else { None }
}

/// The file's own, then those of its certificates, which say whose they are.
fn findings(contents: &ExaminedContents) -> Vec<FindingTold> {
    let own = contents.findings.iter().map(finding);
    let theirs = contents.certificates.iter().flat_map(|certificate| {
        certificate.findings.iter().map(|found| {
            let mut told = finding(found);
            told.facts.insert("certificate", certificate.facts.fingerprint.as_str().into());
            told
        })
    });
    own.chain(theirs).collect()
}

fn finding(finding: &Finding) -> FindingTold {
    FindingTold {
        code: finding.code,
        severity: finding.severity.as_str(),
        turn: json::turn(finding.turn),
        facts: json::facts(&finding.facts),
    }
}

fn problem(problem: &Problem) -> ProblemTold {
    let mut told = ProblemTold::of(problem);
    if problem.code == PASSWORD_NEEDED {
        told.facts.insert("options", ["--password-fd", "--ask"].as_slice().into());
    }
    told
}

const fn revocation(revocation: &Revocation) -> &'static str {
    match revocation {
        Revocation::NotChecked => "not_checked",
        Revocation::Good { .. } => "good",
        Revocation::Revoked { .. } => "revoked",
        Revocation::Unknown { .. } => "unknown",
    }
}
