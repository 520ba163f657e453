//! The report: what ran, against what, with what result. Public values alone, and scrubbed all the same.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::certificates::CertificateFacts;
use crate::clock_offset::ClockOffset;
use crate::environment::{Environment, Kind, Origin};
use crate::names::{ClientId, OrgNumber, Scope};
use crate::problem::{Fact, Problem, Turn};
use crate::scrub::scrub;
use crate::trail::{Entry, Event, Trail};

/// What the report is about.
#[derive(Debug)]
pub struct ReportSubject<'a> {
    /// Now.
    pub made_at: OffsetDateTime,
    /// Where everything was sent.
    pub environment: &'a Environment,
    /// Whose profile it is.
    pub organisation: Option<&'a OrgNumber>,
    /// Clients that were used.
    pub clients: Vec<ClientId>,
    /// Scopes that were asked for.
    pub scopes: Vec<Scope>,
    /// Public halves of keys.
    pub keys: Vec<ReportedKey>,
    /// The enterprise certificate.
    pub certificate: Option<ReportedCertificate>,
    /// Everything that happened.
    pub trail: &'a Trail,
    /// Everything that went wrong and was shown.
    pub problems: &'a [Problem],
}

/// What may be told of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedKey {
    /// The name that it is registered under.
    pub kid: String,
    /// Modulus length.
    pub bits: Option<i64>,
    /// RFC 7638 thumbprint.
    pub thumbprint: Option<String>,
}

/// What may be told of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedCertificate {
    /// commonName of the issuer.
    pub issuer: String,
    /// Hexadecimal.
    pub serial: String,
    /// SHA-256, hexadecimal.
    pub fingerprint: String,
    /// Nine digits.
    pub organisation: Option<String>,
    /// First moment.
    pub not_before: OffsetDateTime,
    /// Last moment.
    pub not_after: OffsetDateTime,
}

impl From<&CertificateFacts> for ReportedCertificate {
    fn from(facts: &CertificateFacts) -> Self {
        Self {
            issuer: facts.issuer_name.clone(),
            serial: facts.serial.clone(),
            fingerprint: facts.fingerprint.clone(),
            organisation: facts.organisation_digits.clone(),
            not_before: facts.not_before,
            not_after: facts.not_after,
        }
    }
}

/// The report as JSON, to be shown whole before it is saved. `{:#}` indents it.
#[must_use]
pub fn report(subject: &ReportSubject<'_>) -> Value {
    let names = |values: Vec<&str>| Value::from(values);
    scrubbed(json!({
        "program": { "name": "Inngang", "version": env!("CARGO_PKG_VERSION") },
        "made_at": moment(subject.made_at),
        "environment": environment(subject.environment),
        "organisation": subject.organisation.map(OrgNumber::as_str),
        "clients": names(subject.clients.iter().map(ClientId::as_str).collect()),
        "scopes": names(subject.scopes.iter().map(Scope::as_str).collect()),
        "keys": subject.keys.iter().map(key).collect::<Vec<_>>(),
        "certificate": subject.certificate.as_ref().map(certificate),
        "clock_offset": subject.trail.clock_offset(),
        "clock_uncertainty": subject.trail.clock().map(ClockOffset::uncertainty),
        "problems": subject.problems.iter().map(problem).collect::<Vec<_>>(),
        "trail": subject.trail.entries().iter().map(entry).collect::<Vec<_>>(),
    }))
}

fn environment(environment: &Environment) -> Value {
    let kind = match environment.kind {
        Kind::Practice => "practice",
        Kind::Test => "test",
        Kind::Production => "production",
        Kind::Custom => "custom",
    };
    let hosts = &environment.hosts;
    let text = |origin: &Option<Origin>| origin.as_ref().map(|origin| origin.as_str().to_owned());
    json!({
        "kind": kind,
        "name": environment.name,
        "maskinporten": text(&hosts.maskinporten),
        "idporten": text(&hosts.idporten),
        "altinn_platform": text(&hosts.altinn_platform),
        "portal": text(&hosts.portal),
        "own_tls_authority": environment.tls_ca.is_some(),
    })
}

fn key(key: &ReportedKey) -> Value {
    json!({ "kid": key.kid, "bits": key.bits, "thumbprint": key.thumbprint })
}

fn certificate(certificate: &ReportedCertificate) -> Value {
    json!({
        "issuer": certificate.issuer,
        "serial": certificate.serial,
        "fingerprint": certificate.fingerprint,
        "organisation": certificate.organisation,
        "not_before": moment(certificate.not_before),
        "not_after": moment(certificate.not_after),
    })
}

fn problem(problem: &Problem) -> Value {
    let turn = match problem.turn {
        Turn::You => "you",
        Turn::YourOrganisation => "your_organisation",
        Turn::Service => "service",
        Turn::Network => "network",
        Turn::Us => "us",
    };
    let facts: Map<String, Value> = problem.facts.iter().map(|(name, value)| ((*name).to_owned(), fact(value))).collect();
    let said = problem
        .said
        .as_ref()
        .map(|said| json!({ "status": said.status, "error": said.error, "description": said.description, "trace_id": said.trace_id }));
    json!({ "code": problem.code, "turn": turn, "facts": facts, "said": said })
}

fn fact(fact: &Fact) -> Value {
    match fact {
        Fact::Text(text) => text.as_str().into(),
        Fact::Number(number) => (*number).into(),
        Fact::Moment(at) => moment(*at),
        Fact::List(values) => values.clone().into(),
    }
}

fn entry(entry: &Entry) -> Value {
    let at = moment(entry.at);
    match &entry.event {
        Event::Step { name, code } => json!({ "at": at, "step": name, "code": code }),
        Event::Exchange { method, host, path, status, milliseconds, clock_offset } => json!({
            "at": at, "method": method, "host": host, "path": path, "status": status,
            "milliseconds": milliseconds, "clock_offset": clock_offset,
        }),
    }
}

fn moment(at: OffsetDateTime) -> Value {
    at.format(&Rfc3339).ok().into()
}

/// Every text in it once more. A secret that is a number is none of ours: digits of a national id come as text.
fn scrubbed(value: Value) -> Value {
    match value {
        Value::String(text) => scrub(&text).into(),
        Value::Array(values) => values.into_iter().map(scrubbed).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, scrubbed(value))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Said;

    #[test]
    fn a_report_tells_the_run_and_no_secret() -> Result<(), crate::names::NotAName> {
        let (trail, at) = (Trail::default(), OffsetDateTime::UNIX_EPOCH);
        trail.note(at, Event::Step { name: "maskinporten.token", code: Some("maskinporten.refused") });
        let description = Some("Person 14867521349 sent eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA".to_owned());
        let said = Said { status: Some(400), error: Some("invalid_grant".to_owned()), description, trace_id: Some("t-1".to_owned()) };
        let code = crate::maskinporten::CODES.iter().find(|code| code.name == "maskinporten.refused").map(|code| code.problem());
        let problems: Vec<Problem> = code.map(|problem| problem.said(said)).into_iter().collect();
        let organisation: OrgNumber = "123456785".parse()?;
        let report = report(&ReportSubject {
            made_at: at,
            environment: &Environment::test(),
            organisation: Some(&organisation),
            clients: vec!["1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44".parse()?],
            scopes: vec!["altinn:instances.read".parse()?],
            keys: vec![ReportedKey { kid: "315000106-20261121-0a1b2c3d".to_owned(), bits: Some(3072), thumbprint: None }],
            certificate: None,
            trail: &trail,
            problems: &problems,
        });
        assert_eq!(report["problems"][0]["said"]["description"], "Person [national id] sent [JWT]");
        assert_eq!(report["problems"][0]["said"]["trace_id"], "t-1");
        assert_eq!(
            report["trail"][0],
            json!({ "at": "1970-01-01T00:00:00Z", "step": "maskinporten.token", "code": "maskinporten.refused" })
        );
        assert_eq!(report["environment"]["maskinporten"], "https://test.maskinporten.no/");
        assert_eq!(report["clients"][0], "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44");
        assert_eq!(
            (&report["keys"][0]["kid"], &report["organisation"]),
            (&json!("315000106-20261121-0a1b2c3d"), &json!(organisation.as_str()))
        );
        Ok(())
    }
}
