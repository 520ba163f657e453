//! The doctor: what several opened files hold together, what each certificate is, and which of them to use.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::authorities::{self, Authority};
use super::chain::{self, Anchors, Issuer, Path, Trust};
use super::facts::{Belonging, CertificateFacts};
use super::finding::Finding;
use super::hex;
use super::inspect::{self, Inspected};
use super::judge;
use super::key_info::KeyInfo;
use super::key_proof;
use super::links::{ChainLink, ChainState};
use super::open::{Contents, KeyInFile, OpenedFile};
use super::revocation::Revocation;
use super::usable::{self, Usable};
use super::verdict::{self, Verdict};
use crate::environment::{Environment, Kind};

/// Files, examined together: a key in one may belong to a certificate in another.
#[derive(Debug)]
pub struct Examination {
    /// In the order given.
    pub files: Vec<ExaminedFile>,
    pub(super) evidence: Evidence,
}

/// What certificates are judged for.
#[derive(Debug, Clone, Copy)]
pub enum Against<'a> {
    /// For use in this environment.
    Environment(&'a Environment),
    /// Each for use in the environment that it belongs to.
    ItsOwn {
        /// DER certificates of practice's town hall, when there is one.
        practice_roots: &'a [Vec<u8>],
    },
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
    /// Whether somebody known vouches for it.
    pub chain_state: ChainState,
    /// From the certificate upwards to the root.
    pub links: Vec<ChainLink>,
    /// Who signed it, once that is proved.
    pub(super) issuer: Option<Issuer>,
    /// What its issuer says of it.
    pub revocation: Revocation,
    /// The certificate itself.
    pub der: Vec<u8>,
    /// What its file calls its key, when it says so.
    pub friendly_name: Option<String>,
    /// An authority's own, not an organisation's.
    pub is_authority: bool,
    /// Whether its private key is among the files.
    pub has_key: bool,
}

/// Examines opened files at a moment.
#[must_use]
pub fn examine(files: &[Arc<OpenedFile>], against: Against<'_>, now: OffsetDateTime) -> Examination {
    examine_with(files, against, authorities::all(), now)
}

/// The same, with the authorities given.
pub(super) fn examine_with(
    files: &[Arc<OpenedFile>],
    against: Against<'_>,
    authorities: &'static [Authority],
    now: OffsetDateTime,
) -> Examination {
    let (roots, kind) = match against {
        Against::Environment(environment) => (&environment.certificate_roots[..], Some(environment.kind)),
        Against::ItsOwn { practice_roots } => (practice_roots, None),
    };
    let evidence =
        Evidence { files: files.to_vec(), roots: roots.to_vec(), authorities, kind, now, revocation: BTreeMap::new(), fetched: Vec::new() };
    Examination { files: evidence.examined(), evidence }
}

/// Everything that is judged by: what comes in later is judged with all of it again.
#[derive(Debug)]
pub(super) struct Evidence {
    files: Vec<Arc<OpenedFile>>,
    pub(super) roots: Vec<Vec<u8>>,
    pub(super) authorities: &'static [Authority],
    /// None: that of each certificate.
    kind: Option<Kind>,
    now: OffsetDateTime,
    /// What the issuers have said, by fingerprint.
    pub(super) revocation: BTreeMap<String, Revocation>,
    /// DER certificates of issuing authorities, recognised by their fingerprints.
    pub(super) fetched: Vec<Vec<u8>>,
}

impl Evidence {
    pub(super) fn examined(&self) -> Vec<ExaminedFile> {
        let held = || self.files.iter().filter_map(|file| file.outcome.as_ref().ok());
        let pool = parsed(held().flat_map(|contents| &contents.certificates).chain(&self.fetched));
        let keys: Vec<&KeyInFile> = held().flat_map(|contents| &contents.keys).collect();
        let roots = parsed(&self.roots);
        let anchors = Anchors { authorities: self.authorities, roots: &roots };
        let view = View { pool: &pool, keys: &keys, anchors, kind: self.kind, now: self.now, revocation: &self.revocation };
        let examined = self.files.iter().map(|file| ExaminedFile {
            opened: Arc::clone(file),
            contents: file.outcome.as_ref().ok().map(|contents| view.contents(file, contents)),
        });
        examined.collect()
    }
}

fn parsed<'a>(ders: impl IntoIterator<Item = &'a Vec<u8>>) -> Vec<X509Certificate<'a>> {
    ders.into_iter().filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect()
}

impl Examination {
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

/// What is seen from where a file is examined.
struct View<'a> {
    pool: &'a [X509Certificate<'a>],
    keys: &'a [&'a KeyInFile],
    anchors: Anchors<'a>,
    /// None: that of each certificate.
    kind: Option<Kind>,
    now: OffsetDateTime,
    revocation: &'a BTreeMap<String, Revocation>,
}

impl View<'_> {
    fn contents(&self, file: &OpenedFile, held: &Contents) -> ExaminedContents {
        let certificates: Vec<ExaminedCertificate> = held.certificates.iter().filter_map(|der| self.certificate(der)).collect();
        let keys: Vec<ExaminedKey> = held.keys.iter().map(|key| self.key(key)).collect();
        let findings = judge::judge_file(file, held, &keys, &certificates);
        ExaminedContents { keys, certificates, findings }
    }

    fn key(&self, held: &KeyInFile) -> ExaminedKey {
        let certificate = self.pool.iter().find(|one| key_proof::belongs(held, one.public_key()));
        ExaminedKey { certificate: certificate.map(|one| fingerprint(one.as_raw())), held: held.clone() }
    }

    fn certificate(&self, der: &[u8]) -> Option<ExaminedCertificate> {
        let (_, leaf) = X509Certificate::from_der(der).ok()?;
        let path = chain::build(&leaf, self.pool, &self.anchors);
        // Roots that come without an environment are practice's.
        let inspected = inspect::inspect(&leaf, &path, self.anchors.authorities, self.kind.unwrap_or(Kind::Practice));
        let kind = self.kind.unwrap_or(match inspected.facts.belongs_to {
            Belonging::Practice => Kind::Practice,
            Belonging::Test => Kind::Test,
            Belonging::Production | Belonging::Unknown => Kind::Production,
        });
        Some(self.judged(&leaf, inspected, path, kind))
    }

    fn judged(&self, leaf: &X509Certificate<'_>, inspected: Inspected, path: Path, kind: Kind) -> ExaminedCertificate {
        let held = self.keys.iter().find(|key| key_proof::belongs(key, leaf.public_key()));
        let revocation = self.revocation.get(&inspected.facts.fingerprint).cloned().unwrap_or(Revocation::NotChecked);
        let chain_state = state(&inspected, &path);
        let is_authority = leaf.is_ca() && held.is_none();
        let mut findings = Vec::new();
        // An authority's certificate is there to be sent along: judged as an organisation's it would bury the one that counts.
        if !is_authority {
            findings.extend(judge::judge(&inspected, &path, kind, self.now));
            findings.extend(judge::revocation(&revocation, chain_state));
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        }
        let usable = if is_authority { Usable::Nothing } else { usable::usable(&findings) };
        let verdict = verdict::of(&inspected.facts, &findings, held.is_some());
        ExaminedCertificate {
            chain_state,
            revocation,
            facts: inspected.facts,
            findings,
            verdict,
            usable,
            chain: path.chain,
            links: path.links,
            issuer: path.issuer,
            der: leaf.as_raw().to_vec(),
            friendly_name: held.and_then(|key| key.friendly_name.clone()),
            is_authority,
            has_key: held.is_some(),
        }
    }
}

fn state(inspected: &Inspected, path: &Path) -> ChainState {
    use super::authorities::Purpose;
    match path.trust {
        Trust::Issuer(authority) => match authority.purpose {
            Purpose::Enterprise => ChainState::Anchored,
            Purpose::Person => ChainState::Person,
            Purpose::Retired => ChainState::Retired,
        },
        Trust::Above(authority) if authority.purpose == Purpose::Retired => ChainState::Retired,
        Trust::Given if inspected.personal => ChainState::Person,
        Trust::Given => ChainState::Anchored,
        Trust::Named => ChainState::Incomplete,
        Trust::Above(_) | Trust::Nobody => ChainState::Untrusted,
    }
}

/// SHA-256 over the DER certificate, hexadecimal.
pub(super) fn fingerprint(der: &[u8]) -> String {
    hex(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der).as_ref())
}
