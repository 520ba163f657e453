//! A certificate that was kept: judged anew, without the file that it came in.

use std::sync::Arc;

use time::OffsetDateTime;

use super::authorities;
use super::evidence::Evidence;
use super::examine::{Against, ExaminedCertificate, fingerprint};
use super::open::{Contents, OpenedFile};
use super::recognise::FileKind;
use super::revocation::{self, Answers, Revocation, Subject};
use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;

/// Judges a leaf (DER) with the others of its chain at hand, and with what its issuer has said of it, at a moment of the services' time. None when the leaf cannot be read.
#[must_use]
pub fn examine_kept(
    chain: &[Vec<u8>],
    revocation: Option<&Revocation>,
    environment: &Environment,
    now: OffsetDateTime,
) -> Option<ExaminedCertificate> {
    let leaf = chain.first()?;
    let contents = Contents { certificates: chain.to_vec(), ..Contents::default() };
    let file = OpenedFile { name: String::new(), kind: FileKind::CertificateDer, outcome: Ok(contents) };
    let mut evidence = Evidence::of(&[Arc::new(file)], Against::Environment(environment), authorities::all());
    evidence.revocation.extend(revocation.map(|said| (fingerprint(leaf), said.clone())));
    let certificates = evidence.judged(now.into()).files.pop()?.contents?.certificates;
    certificates.into_iter().find(|examined| examined.der == *leaf)
}

/// Asks whoever issued a leaf whether it stands, as [`revocation::check`] does. Not asked where nobody known issued it.
pub async fn check_kept(chain: &[Vec<u8>], answers: &Answers, environment: &Environment, http: &Http, ports: &Ports) -> Revocation {
    let examined = examine_kept(chain, None, environment, http.trail().services_time(ports));
    let Some(issuer) = examined.as_ref().and_then(|examined| examined.issuer.as_ref()) else { return Revocation::NotChecked };
    let Some(certificate) = chain.first() else { return Revocation::NotChecked };
    let subject = Subject { certificate, issuer_name: &issuer.name, issuer_spki: &issuer.spki };
    revocation::check(&subject, answers, environment, http, ports).await
}
