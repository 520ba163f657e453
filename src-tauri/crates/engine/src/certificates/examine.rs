//! The doctor: what several opened files hold together, what each certificate is, and which of them to use.

use std::collections::BTreeMap;
use std::sync::Arc;

use x509_parser::certificate::X509Certificate;

use super::CertificateError;
use super::authorities::{self, Authority};
use super::chain::{self, Anchors, Issuer, Path, Trust};
use super::evidence::{Cost, Evidence};
use super::facts::{Belonging, CertificateFacts};
use super::finding::Finding;
use super::hex;
use super::inspect::{self, Inspected};
use super::judge;
use super::key_info::KeyInfo;
use super::key_proof::Pairs;
use super::links::{ChainLink, ChainState};
use super::open::{Contents, KeyInFile, OpenedFile};
use super::pool::{Pool, Pooled};
use super::revocation::Revocation;
use super::usable::{self, Usable};
use super::verdict::{self, Verdict};
use crate::clock_offset::Now;
use crate::environment::{Environment, Kind};

/// Files, examined together: a key in one may belong to a certificate in another.
#[derive(Debug)]
pub struct Examination {
    /// In the order given.
    pub files: Vec<ExaminedFile>,
    /// What judging it all cost, the last time.
    pub cost: Cost,
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

/// Examines opened files at a moment, which is the services' where our clock is known to be off. A file with more than is examined at once is refused.
#[must_use]
pub fn examine(files: &[Arc<OpenedFile>], against: Against<'_>, now: impl Into<Now>) -> Examination {
    examine_with(files, against, authorities::all(), now)
}

/// The same, unless it is stopped before its end.
///
/// # Errors
/// [`CertificateError::Cancelled`] soon after `is_cancelled` says so.
pub fn examine_unless(
    is_cancelled: &dyn Fn() -> bool,
    files: &[Arc<OpenedFile>],
    against: Against<'_>,
    now: impl Into<Now>,
) -> Result<Examination, CertificateError> {
    let evidence = Evidence::of(files, against, authorities::all());
    let (files, cost) = evidence.examined(now.into(), is_cancelled).ok_or(CertificateError::Cancelled)?;
    Ok(Examination { files, cost, evidence })
}

/// The first of them, with the authorities given.
pub(super) fn examine_with(
    files: &[Arc<OpenedFile>],
    against: Against<'_>,
    authorities: &'static [Authority],
    now: impl Into<Now>,
) -> Examination {
    Evidence::of(files, against, authorities).judged(now.into())
}

impl Examination {
    /// The same, judged at another moment.
    pub(super) fn at(&self, now: impl Into<Now>) -> Self {
        self.evidence.clone().judged(now.into())
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

/// What is seen from where a file is examined.
pub(super) struct View<'a> {
    pub(super) pool: &'a Pool<'a>,
    pub(super) keys: &'a [&'a KeyInFile],
    pub(super) pairs: &'a Pairs,
    pub(super) anchors: Anchors<'a>,
    /// None: that of each certificate.
    pub(super) kind: Option<Kind>,
    pub(super) now: Now,
    pub(super) revocation: &'a BTreeMap<String, Revocation>,
}

impl View<'_> {
    /// None when it is stopped.
    pub(super) fn contents(&self, file: &OpenedFile, held: &Contents, is_cancelled: &dyn Fn() -> bool) -> Option<ExaminedContents> {
        let mut certificates = Vec::with_capacity(held.certificates.len());
        for der in &held.certificates {
            if is_cancelled() {
                return None;
            }
            certificates.extend(self.pool.find(der).map(|pooled| self.certificate(pooled)));
        }
        let keys: Vec<ExaminedKey> = held.keys.iter().map(|key| self.key(key)).collect();
        let elsewhere = self.pool.iter().any(|one| !one.certificate.is_ca());
        let findings = judge::judge_file(file, held, &keys, &certificates, elsewhere);
        Some(ExaminedContents { keys, certificates, findings })
    }

    fn key(&self, held: &KeyInFile) -> ExaminedKey {
        ExaminedKey { certificate: self.pairs.certificate_of(held).cloned(), held: held.clone() }
    }

    fn certificate(&self, pooled: &Pooled<'_>) -> ExaminedCertificate {
        let leaf = &pooled.certificate;
        let path = chain::build(pooled, self.pool, &self.anchors);
        // Roots that come without an environment are practice's.
        let inspected = inspect::inspect(leaf, &path, self.anchors.authorities, self.kind.unwrap_or(Kind::Practice));
        let kind = self.kind.unwrap_or(match inspected.facts.belongs_to {
            Belonging::Practice => Kind::Practice,
            Belonging::Test => Kind::Test,
            Belonging::Production | Belonging::Unknown => Kind::Production,
        });
        self.judged(leaf, inspected, path, kind)
    }

    fn judged(&self, leaf: &X509Certificate<'_>, inspected: Inspected, path: Path, kind: Kind) -> ExaminedCertificate {
        let held = self.pairs.key_of(&inspected.facts.fingerprint).map(|at| self.keys[at]);
        let revocation = self.revocation.get(&inspected.facts.fingerprint).cloned().unwrap_or(Revocation::NotChecked);
        let chain_state = state(&inspected, &path);
        let is_authority = leaf.is_ca() && held.is_none();
        let mut findings = Vec::new();
        // An authority's certificate is there to be sent along: judged as an organisation's it would bury the one that counts.
        if !is_authority {
            findings.extend(judge::judge(&inspected, &path, kind, self.now.services()));
            findings.extend(judge::clock(self.now));
            findings.extend(judge::revocation(&revocation, chain_state));
        } else if self.pool.iter().all(|one| one.certificate.is_ca()) {
            let is_known = self.is_anchor(leaf, &inspected);
            findings.extend(judge::authority(&inspected, &path, kind, is_known, self.now.services()));
            findings.extend(judge::clock(self.now));
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let usable = if is_authority { Usable::Nothing } else { usable::usable(&findings) };
        let verdict = if is_authority { Verdict::Authority } else { verdict::of(&inspected.facts, &findings, held.is_some()) };
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

    fn is_anchor(&self, certificate: &X509Certificate<'_>, inspected: &Inspected) -> bool {
        let is_pinned = |authority: &Authority| authority.sha256 == inspected.facts.fingerprint;
        self.anchors.authorities.iter().any(is_pinned) || self.anchors.roots.iter().any(|root| root.as_raw() == certificate.as_raw())
    }
}

fn state(inspected: &Inspected, path: &Path) -> ChainState {
    use super::authorities::Purpose;
    match path.trust {
        Trust::Issuer(_) | Trust::Given if inspected.personal => ChainState::Person,
        Trust::Issuer(authority) => match authority.purpose {
            Purpose::Enterprise => ChainState::Anchored,
            Purpose::Person => ChainState::Person,
            Purpose::Retired => ChainState::Retired,
        },
        Trust::Above(authority) if authority.purpose == Purpose::Retired => ChainState::Retired,
        Trust::Given => ChainState::Anchored,
        Trust::Named => ChainState::Incomplete,
        Trust::Above(_) | Trust::Nobody => ChainState::Untrusted,
    }
}

/// SHA-256 over the DER certificate, hexadecimal.
pub(super) fn fingerprint(der: &[u8]) -> String {
    hex(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der).as_ref())
}
