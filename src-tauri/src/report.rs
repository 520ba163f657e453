//! What a customer sends to support: facts of the run, shown whole before it is saved.

use inngang_contract::{CertificateView, KeyView, SetupView};
use inngang_engine::diagnostics::{ReportSubject, ReportedCertificate, ReportedKey, report};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::active::Active;

/// The report as indented JSON; the engine scrubs it on the way out.
pub(crate) fn text(setup: &SetupView, active: &Active) -> String {
    let token = setup.maskinporten.as_ref();
    let login = setup.login.as_ref();
    let clients = [token.map(|token| &token.client_id), login.map(|login| &login.client_id)];
    let scopes = token.into_iter().flat_map(|token| &token.scopes).chain(login.into_iter().flat_map(|login| &login.scopes));
    let problems = active.shown();
    let subject = ReportSubject {
        made_at: active.ports.clock.now(),
        environment: &active.environment,
        organisation: Some(&active.row.organisation),
        clients: clients.into_iter().flatten().filter_map(|id| id.parse().ok()).collect(),
        scopes: scopes.filter_map(|scope| scope.parse().ok()).collect(),
        keys: setup.key.iter().map(key).collect(),
        certificate: setup.certificate.as_ref().and_then(certificate),
        trail: active.http.trail(),
        problems: &problems,
    };
    format!("{:#}\n", report(&subject))
}

fn key(view: &KeyView) -> ReportedKey {
    ReportedKey { kid: view.kid.clone(), bits: Some(i64::from(view.bits)), thumbprint: Some(view.thumbprint.clone()) }
}

fn certificate(view: &CertificateView) -> Option<ReportedCertificate> {
    Some(ReportedCertificate {
        issuer: view.issuer_name.clone(),
        serial: view.serial.clone(),
        fingerprint: view.fingerprint.clone(),
        organisation: view.organisation.clone(),
        not_before: OffsetDateTime::parse(&view.not_before, &Rfc3339).ok()?,
        not_after: OffsetDateTime::parse(&view.not_after, &Rfc3339).ok()?,
    })
}
