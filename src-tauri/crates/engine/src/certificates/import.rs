//! Journey 1: from the bytes of a file to a key in the store and a certificate that has been judged.

use std::sync::Arc;

use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::chain::{self, Path};
use super::facts::{Belonging, CertificateFacts, Role};
use super::finding::{self, Finding, Usable};
use super::inspect::{self, Inspected};
use super::open::{self, Opened};
use super::pairs::{self, Pair};
use super::{CertificateError, EncodingFacts};
use crate::environment::{Environment, Kind};
use crate::keys::NewKey;
use crate::ports::Ports;
use crate::secret::Secret;

/// What to import.
#[derive(Debug)]
pub struct ImportCertificate {
    /// The file. Shared: after a wrong password the same bytes are asked for again.
    pub bytes: Arc<Secret<Vec<u8>>>,
    /// Its password. `None`: not asked for yet; what needs none opens all the same.
    pub password: Option<Secret<String>>,
}

/// A key in the store, and what is known about its certificate.
#[derive(Debug)]
pub struct ImportedCertificate {
    /// The key.
    pub key: NewKey,
    /// What the certificate says.
    pub facts: CertificateFacts,
    /// What is right and wrong with it, heaviest first.
    pub findings: Vec<Finding>,
    /// DER for `x5c`: leaf, then the issuing authority when the file has it, and so on; without the root.
    pub chain: Vec<Vec<u8>>,
    /// Other pairs of key and certificate in the file, left where they are.
    pub others: usize,
}

impl ImportedCertificate {
    /// What the key and its certificate may be used for in the environment they were imported into.
    #[must_use]
    pub fn usable(&self) -> Usable {
        finding::usable(&self.findings)
    }
}

/// Imports an enterprise certificate: recognise, open, pair, inspect, and take charge of its key.
///
/// # Errors
/// [`CertificateError`]; nothing is stored then.
pub fn import(order: &ImportCertificate, environment: &Environment, ports: &Ports) -> Result<ImportedCertificate, CertificateError> {
    // EXPOSE: decrypted here, and the keys in it go into secrets of their own.
    let opened = open::open(order.bytes.expose(), order.password.as_ref().map(|password| password.expose().as_str()))?;
    let Opened { keys, certificates, facts: encoding } = opened;
    let file: Vec<X509Certificate<'_>> = certificates.iter().filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect();
    let pairs = pairs::pair(keys, &file)?;
    let others = pairs.len() - 1;
    let chosen = choose(pairs, &file, environment, &encoding, ports)?;
    let CertificateFacts { belongs_to, proved, .. } = chosen.inspected.facts;
    refuse_other_environment(belongs_to, proved, environment.kind)?;
    let findings = finding::judge(&chosen.inspected, &chosen.path, environment, ports.clock.now());
    let facts = chosen.inspected.facts;
    let key = ports.keys.import(&facts.thumbprint, chosen.pkcs8)?;
    Ok(ImportedCertificate { key, facts, findings, chain: chosen.path.chain, others })
}

struct Candidate {
    pkcs8: Secret<Vec<u8>>,
    inspected: Inspected,
    path: Path,
}

/// The pair to use: one that may sign, is in date, and lasts longest.
fn choose(
    pairs: Vec<Pair>,
    file: &[X509Certificate<'_>],
    environment: &Environment,
    encoding: &EncodingFacts,
    ports: &Ports,
) -> Result<Candidate, CertificateError> {
    let now = ports.clock.now();
    let mut candidates = Vec::new();
    for Pair { pkcs8, certificate } in pairs {
        let leaf = &file[certificate];
        let path = chain::build(leaf, file, &environment.certificate_roots);
        let inspected = inspect::inspect(leaf, &path, environment, encoding.clone())?;
        candidates.push(Candidate { pkcs8, inspected, path });
    }
    let rank = |candidate: &Candidate| {
        let facts = &candidate.inspected.facts;
        let role = match facts.role {
            Role::Authentication => 4,
            Role::AuthenticationAndSigning => 3,
            Role::Signing => 2,
            Role::Other => 1,
            Role::Encryption => 0,
        };
        let fits = !facts.proved || environment.kind == Kind::Custom || facts.belongs_to == finding::belonging(environment.kind);
        (fits, facts.not_before <= now && now <= facts.not_after, role, facts.not_after)
    };
    candidates.into_iter().max_by_key(rank).ok_or(CertificateError::NoKey)
}

/// A value of another environment is refused at the door, with the reason (design.md 3).
fn refuse_other_environment(theirs: Belonging, proved: bool, kind: Kind) -> Result<(), CertificateError> {
    let ours = finding::belonging(kind);
    if proved && ours != Belonging::Unknown && theirs != ours {
        return Err(CertificateError::OtherEnvironment { theirs: theirs.as_str(), ours: ours.as_str() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_stays_in_its_environment() {
        fn check(theirs: Belonging, proved: bool, kind: Kind, welcome: bool) {
            assert_eq!(refuse_other_environment(theirs, proved, kind).is_ok(), welcome, "{theirs:?} {proved} {kind:?}");
        }
        check(Belonging::Test, true, Kind::Test, true);
        check(Belonging::Test, true, Kind::Production, false);
        check(Belonging::Production, true, Kind::Test, false);
        check(Belonging::Production, true, Kind::Practice, false);
        check(Belonging::Production, true, Kind::Production, true);
        check(Belonging::Practice, true, Kind::Practice, true);
        check(Belonging::Production, true, Kind::Custom, true);
        // A guess from names refuses nothing; a finding says it.
        check(Belonging::Test, false, Kind::Production, true);
    }
}
