//! Whether a certificate has been revoked: asks its issuer by OCSP, reads the issuer's list where that gives no answer.
//!
//! Three outcomes (certificates.md 5): good, revoked, unknown. Only a signed answer that is in force can say *good* or
//! *revoked*; everything that goes wrong on the way is *unknown* with its reason, and unknown blocks nobody.

mod addresses;
mod answers;
mod crl;
mod der;
mod issuer;
mod ocsp;
mod ocsp_response;
mod outcome;

use std::time::Duration;

use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{SubjectPublicKeyInfo, X509Name};

pub use self::answers::Answers;
use self::answers::{Answer, Key};
pub use self::issuer::fetch_issuer;
pub use self::outcome::{Reason, Revocation, Source, Why};
use super::{chain, signature};
use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;

/// For all addresses of one certificate together.
const WHOLE: Duration = Duration::from_secs(10);
/// How far the computer's clock and the issuer's may be apart.
const TOLERANCE: time::Duration = time::Duration::minutes(5);

/// The certificate to check, with its issuer. Nobody is asked unless the issuer's key signed it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// DER certificate.
    pub certificate: &'a [u8],
    /// The issuer's DER Name.
    pub issuer_name: &'a [u8],
    /// The issuer's DER SubjectPublicKeyInfo.
    pub issuer_spki: &'a [u8],
}

/// The same, read, and proven to belong together.
struct Issued<'a> {
    leaf: X509Certificate<'a>,
    issuer_name: X509Name<'a>,
    issuer_key: SubjectPublicKeyInfo<'a>,
}

impl<'a> Subject<'a> {
    fn proven(&self) -> Option<Issued<'a>> {
        let (_, leaf) = X509Certificate::from_der(self.certificate).ok()?;
        let (_, issuer_name) = X509Name::from_der(self.issuer_name).ok()?;
        let (_, issuer_key) = SubjectPublicKeyInfo::from_der(self.issuer_spki).ok()?;
        signature::is_by(&leaf, &issuer_key).then_some(Issued { leaf, issuer_name, issuer_key })
    }
}

/// Asks whether the certificate stands. An answer that `answers` still holds is given again without asking.
///
/// Takes ten seconds at most. Nothing is tried twice.
pub async fn check(subject: &Subject<'_>, answers: &Answers, environment: &Environment, http: &Http, ports: &Ports) -> Revocation {
    let Some(issued) = subject.proven() else { return Revocation::NotChecked };
    let key = Key::of(subject);
    let now = || http.trail().services_time(ports);
    if let Some(known) = answers.in_force(&key, now()) {
        return known.revocation();
    }
    match tokio::time::timeout(WHOLE, ask(&issued, environment, http, ports)).await {
        Ok(Ok(answer)) => {
            answers.keep(key, answer, now());
            answer.revocation()
        }
        Ok(Err(why)) => Revocation::Unknown { why },
        Err(_) => Revocation::Unknown { why: Why::Unreachable },
    }
}

async fn ask(issued: &Issued<'_>, environment: &Environment, http: &Http, ports: &Ports) -> Result<Answer, Why> {
    let (mut why, now) = (Why::NoAddress, || http.trail().services_time(ports));
    let question = ocsp::question(issued).map_err(|_| Why::Malformed)?;
    for responder in addresses::responders(&issued.leaf, environment) {
        let answered = http.fetch(responder.asking("application/ocsp-request", question.clone()), ports).await;
        match answered.map_err(Why::from).and_then(|body| ocsp::judge(&body, issued, now())) {
            Ok(answer) => return Ok(answer),
            Err(failure) => why = why.max(failure),
        }
    }
    for list in addresses::lists(&issued.leaf, environment) {
        let answered = http.fetch(list, ports).await;
        match answered.map_err(Why::from).and_then(|body| crl::judge(&body, issued, now())) {
            Ok(answer) => return Ok(answer),
            Err(failure) => why = why.max(failure),
        }
    }
    Err(why)
}

/// Whether something said at one time, until another, holds now.
fn is_fresh(at: OffsetDateTime, until: OffsetDateTime, now: OffsetDateTime) -> bool {
    at <= now + TOLERANCE && now - TOLERANCE < until
}
