//! Everything that certificates are judged by, and what judging them costs.

use std::collections::BTreeMap;
use std::sync::Arc;

use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::CertificateError;
use super::authorities::Authority;
use super::chain::Anchors;
use super::examine::{Against, Examination, ExaminedFile, View};
use super::key_proof::Pairs;
use super::open::{KEYS, KeyInFile, OpenedFile};
use super::pool::Pool;
use super::revocation::Revocation;
use crate::clock_offset::Now;
use crate::environment::Kind;

/// So many are examined at once, of all files together: a multiple of anybody's set.
const CERTIFICATES: usize = 200;

/// Signatures, which are what examining costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Made with private keys.
    pub signed: u64,
    /// Verified, of certificates and of those made.
    pub verified: u64,
}

/// Everything that is judged by: what comes in later is judged with all of it again.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    files: Vec<Arc<OpenedFile>>,
    pub(super) roots: Vec<Vec<u8>>,
    pub(super) authorities: &'static [Authority],
    /// None: that of each certificate.
    kind: Option<Kind>,
    /// What the issuers have said, by fingerprint.
    pub(super) revocation: BTreeMap<String, Revocation>,
    /// DER certificates of issuing authorities, recognised by their fingerprints.
    pub(super) fetched: Vec<Vec<u8>>,
}

impl Evidence {
    pub(super) fn of(files: &[Arc<OpenedFile>], against: Against<'_>, authorities: &'static [Authority]) -> Self {
        let (roots, kind) = match against {
            Against::Environment(environment) => (&environment.certificate_roots[..], Some(environment.kind)),
            Against::ItsOwn { practice_roots } => (practice_roots, None),
        };
        Self { files: within_limits(files), roots: roots.to_vec(), authorities, kind, revocation: BTreeMap::new(), fetched: Vec::new() }
    }

    /// Judges everything at a moment.
    pub(super) fn judged(self, now: Now) -> Examination {
        let (files, cost) = self.examined(now, &|| false).unwrap_or_default();
        Examination { files, cost, evidence: self }
    }

    /// None when it is stopped.
    pub(super) fn examined(&self, now: Now, is_cancelled: &dyn Fn() -> bool) -> Option<(Vec<ExaminedFile>, Cost)> {
        let held = || self.files.iter().filter_map(|file| file.outcome.as_ref().ok());
        let pool = Pool::of(held().flat_map(|contents| &contents.certificates).chain(&self.fetched));
        let keys: Vec<&KeyInFile> = held().flat_map(|contents| &contents.keys).collect();
        let pairs = Pairs::of(&keys, &pool);
        let roots = parsed(&self.roots);
        let anchors = Anchors { authorities: self.authorities, roots: &roots };
        let view = View { pool: &pool, keys: &keys, pairs: &pairs, anchors, kind: self.kind, now, revocation: &self.revocation };
        let examined = self.files.iter().map(|file| {
            let contents = match &file.outcome {
                Ok(contents) => Some(view.contents(file, contents, is_cancelled)?),
                Err(_) => None,
            };
            Some(ExaminedFile { opened: Arc::clone(file), contents })
        });
        let files = examined.collect::<Option<_>>()?;
        Some((files, Cost { signed: pairs.signed, verified: pool.verified() + pairs.verified }))
    }
}

/// Files in their order, for as long as there is room; what each of the others holds is let go.
fn within_limits(files: &[Arc<OpenedFile>]) -> Vec<Arc<OpenedFile>> {
    let (mut certificates, mut keys) = (0, 0);
    let each = files.iter().map(|file| {
        let Ok(contents) = &file.outcome else { return Arc::clone(file) };
        let (more_certificates, more_keys) = (certificates + contents.certificates.len(), keys + contents.keys.len());
        if more_certificates > CERTIFICATES || more_keys > KEYS {
            return Arc::new(OpenedFile { name: file.name.clone(), kind: file.kind, outcome: Err(CertificateError::TooMany) });
        }
        (certificates, keys) = (more_certificates, more_keys);
        Arc::clone(file)
    });
    each.collect()
}

fn parsed<'a>(ders: impl IntoIterator<Item = &'a Vec<u8>>) -> Vec<X509Certificate<'a>> {
    ders.into_iter().filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect()
}
