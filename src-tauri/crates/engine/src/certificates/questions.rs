//! What the issuers are asked about certificates, apart from the examination: nothing is held while they are waited for.

use super::chain::Issuer;
use super::examine::{Examination, ExaminedCertificate};
use super::finding::EXPIRED;
use super::links::ChainState;

/// One certificate to ask about. Only what a known authority's key has signed: no other address is ever visited.
#[derive(Debug, Clone)]
pub struct Question {
    /// Of the certificate, SHA-256, hexadecimal.
    pub fingerprint: String,
    certificate: Vec<u8>,
    issuer: Issuer,
    /// Whether the issuer's own certificate is missing.
    fetch_issuer: bool,
}

impl Examination {
    /// What there is to ask, once about each certificate. One that has expired is on no list any more.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        self.candidates().into_iter().filter_map(question).collect()
    }
}

fn question(candidate: &ExaminedCertificate) -> Option<Question> {
    let is_over = candidate.findings.iter().any(|finding| finding.code == EXPIRED.name);
    let issuer = candidate.issuer.clone().filter(|_| candidate.chain_state == ChainState::Anchored && !is_over)?;
    let fetch_issuer = candidate.chain.len() == 1 && issuer.pinned.is_some() && !candidate.facts.issuer_addresses.is_empty();
    Some(Question { fingerprint: candidate.facts.fingerprint.clone(), certificate: candidate.der.clone(), issuer, fetch_issuer })
}
