//! A certificate that was kept: judged anew, without the file that it came in.

use std::sync::Arc;

use time::OffsetDateTime;

use super::authorities;
use super::evidence::Evidence;
use super::examine::{Against, ExaminedCertificate, fingerprint};
use super::open::{Contents, OpenedFile};
use super::recognise::FileKind;
use super::revocation::Revocation;
use crate::environment::Environment;

/// Judges a leaf (DER) with the others of its chain at hand, and with what its issuer has said of it, at a moment of the services' time.
/// None when the leaf cannot be read.
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
