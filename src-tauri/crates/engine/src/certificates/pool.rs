//! All certificates of all files, each read once and found by name; no signature of theirs is verified twice.

use std::cell::{Cell, OnceCell};
use std::collections::{HashMap, HashSet};

use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{SubjectPublicKeyInfo, X509Name};

use super::chain::Trust;
use super::examine::fingerprint;
use super::key_info::KeyInfo;
use super::{name, signature};

/// Certificates, each once.
pub(super) struct Pool<'a> {
    pooled: Vec<Pooled<'a>>,
    by_fingerprint: HashMap<String, usize>,
    by_subject: HashMap<Vec<(String, String)>, Vec<usize>>,
    keys: HashSet<&'a [u8]>,
    verified: Cell<u64>,
}

/// A certificate, and what has been found out about it.
pub(super) struct Pooled<'a> {
    pub(super) certificate: X509Certificate<'a>,
    pub(super) fingerprint: String,
    pub(super) key: KeyInfo,
    may_issue: bool,
    /// As an organisation's own.
    pub(super) trust: OnceCell<Trust>,
    /// Which root of the environment signed it.
    pub(super) root: OnceCell<Option<usize>>,
    issuer: OnceCell<Option<usize>>,
    self_signed: OnceCell<bool>,
}

impl<'a> Pool<'a> {
    /// What cannot be read is left out.
    pub(super) fn of(ders: impl IntoIterator<Item = &'a Vec<u8>>) -> Self {
        let (pooled, verified) = (Vec::new(), Cell::new(0));
        let mut pool = Self { pooled, by_fingerprint: HashMap::new(), by_subject: HashMap::new(), keys: HashSet::new(), verified };
        ders.into_iter().for_each(|der| pool.add(der));
        pool
    }

    fn add(&mut self, der: &'a [u8]) {
        let Ok((_, certificate)) = X509Certificate::from_der(der) else { return };
        let (fingerprint, at) = (fingerprint(certificate.as_raw()), self.pooled.len());
        if self.by_fingerprint.contains_key(&fingerprint) {
            return;
        }
        self.by_fingerprint.insert(fingerprint.clone(), at);
        self.by_subject.entry(name::lines(certificate.subject())).or_default().push(at);
        let spki = certificate.tbs_certificate.subject_pki.raw;
        self.keys.insert(spki);
        self.pooled.push(Pooled {
            fingerprint,
            key: KeyInfo::of_public(spki),
            may_issue: may_issue(&certificate),
            certificate,
            trust: OnceCell::new(),
            root: OnceCell::new(),
            issuer: OnceCell::new(),
            self_signed: OnceCell::new(),
        });
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Pooled<'a>> {
        self.pooled.iter()
    }

    pub(super) fn find(&self, der: &[u8]) -> Option<&Pooled<'a>> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        self.by_fingerprint.get(&fingerprint(certificate.as_raw())).map(|at| &self.pooled[*at])
    }

    /// Whoever has the name. By value: issuers mix string types within one name (certificates.md 2.2).
    pub(super) fn named(&self, name: &X509Name<'_>) -> impl Iterator<Item = &Pooled<'a>> {
        self.by_subject.get(&name::lines(name)).into_iter().flatten().map(|at| &self.pooled[*at])
    }

    /// Whether the very certificate is among them, by its SHA-256.
    pub(super) fn holds(&self, fingerprint: &str) -> bool {
        self.by_fingerprint.contains_key(fingerprint)
    }

    /// Whoever signed a certificate: where one is pinned, nobody else; otherwise as many are tried as have the right name, and no more
    /// than `tries`.
    pub(super) fn issuer_of(&self, last: &Pooled<'_>, pinned: Option<&str>, tries: usize) -> Option<&Pooled<'a>> {
        let found = last.issuer.get_or_init(|| {
            let named = self.by_subject.get(&name::lines(last.certificate.issuer()))?;
            let namesakes = || named.iter().copied().filter(|at| self.pooled[*at].may_issue);
            let signed = |at: &usize| self.is_by(&last.certificate, self.pooled[*at].certificate.public_key());
            match pinned {
                Some(pinned) => namesakes().find(|at| self.pooled[*at].fingerprint == pinned),
                None => namesakes().take(tries).find(signed),
            }
        });
        found.map(|at| &self.pooled[at])
    }

    pub(super) fn is_self_signed(&self, leaf: &Pooled<'_>) -> bool {
        let certificate = &leaf.certificate;
        *leaf.self_signed.get_or_init(|| super::chain::is_self_issued(certificate) && self.fits(certificate, certificate.public_key()))
    }

    /// Whether a key signed the certificate; counted.
    pub(super) fn is_by(&self, certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
        self.verified.set(self.verified.get() + 1);
        signature::is_by(certificate, key)
    }

    /// Whether a key made the certificate's signature, though it may be one that proves nothing.
    pub(super) fn fits(&self, certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
        self.is_by(certificate, key) || signature::is_weakly_by(certificate, key)
    }

    /// Whether a key signed the certificate, given as DER SubjectPublicKeyInfo.
    pub(super) fn is_by_spki(&self, certificate: &X509Certificate<'_>, spki: &[u8]) -> bool {
        SubjectPublicKeyInfo::from_der(spki).is_ok_and(|(_, key)| self.is_by(certificate, &key))
    }

    /// How many signatures of certificates were verified.
    pub(super) const fn verified(&self) -> u64 {
        self.verified.get()
    }
}

/// Whether it is an authority's (RFC 5280 §4.2.1.3, §4.2.1.9). Periods need not nest (certificates.md 3).
fn may_issue(certificate: &X509Certificate<'_>) -> bool {
    certificate.is_ca() && certificate.key_usage().ok().flatten().is_none_or(|usage| usage.value.key_cert_sign())
}
