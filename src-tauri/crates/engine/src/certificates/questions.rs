//! What the issuers are asked about certificates, apart from the examination: nothing is held while they are waited for.

use super::chain::Issuer;
use super::examine::{Examination, ExaminedCertificate};
use super::finding::EXPIRED;
use super::hex;
use super::links::ChainState;
use super::revocation::{self, Answers, Revocation, Subject};
use crate::clock_offset::Now;
use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;

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

/// What came of asking.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Of the certificate that was asked about.
    pub fingerprint: String,
    /// Whether it is revoked.
    pub revocation: Revocation,
    /// DER certificate of its issuer, recognised by its fingerprint.
    pub(super) issuer: Option<Vec<u8>>,
}

/// Asks the issuer. Takes twenty seconds at most; what `answers` still holds is not asked again.
pub async fn ask(question: &Question, answers: &Answers, environment: &Environment, http: &Http, ports: &Ports) -> Answer {
    let Question { fingerprint, certificate, issuer, fetch_issuer } = question;
    let subject = Subject { certificate, issuer_name: &issuer.name, issuer_spki: &issuer.spki };
    let pinned = |sha256: &[u8; 32]| issuer.pinned.as_ref().is_some_and(|pinned| *pinned == hex(sha256));
    let fetched = async {
        if !fetch_issuer {
            return None;
        }
        revocation::fetch_issuer(certificate, &pinned, environment, http, ports).await
    };
    let (revocation, issuer) = tokio::join!(revocation::check(&subject, answers, environment, http, ports), fetched);
    Answer { fingerprint: fingerprint.clone(), revocation, issuer }
}

impl Examination {
    /// What there is to ask, once about each certificate. One that has expired is on no list any more.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        self.candidates().into_iter().filter_map(question).collect()
    }

    /// Takes answers, and judges everything again with all of them, at a moment.
    pub fn take(&mut self, answers: impl IntoIterator<Item = Answer>, now: impl Into<Now>) {
        let mut evidence = self.evidence.clone();
        for answer in answers {
            evidence.revocation.insert(answer.fingerprint, answer.revocation);
            evidence.fetched.extend(answer.issuer);
        }
        *self = evidence.judged(now.into());
    }
}

fn question(candidate: &ExaminedCertificate) -> Option<Question> {
    let is_over = candidate.findings.iter().any(|finding| finding.code == EXPIRED.name);
    let is_asked_about = candidate.chain_state == ChainState::Anchored && !candidate.is_authority && !is_over;
    let issuer = candidate.issuer.clone().filter(|_| is_asked_about)?;
    let fetch_issuer = candidate.chain.len() == 1 && issuer.pinned.is_some() && !candidate.facts.issuer_addresses.is_empty();
    Some(Question { fingerprint: candidate.facts.fingerprint.clone(), certificate: candidate.der.clone(), issuer, fetch_issuer })
}
