//! Reading a certificate into facts.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::KeyUsage;

use super::authorities::{Authority, IssuerFamily, Tree};
use super::chain::{self, Path, Trust};
use super::examine::fingerprint;
use super::extensions::{self, Extensions};
use super::facts::{Belonging, CertificateFacts, Generation, Role};
use super::key_info::KeyInfo;
use super::organisation::{self, Numbers, Subject};
use super::policy::{PolicyLevel, policy_level};
use super::{hex, name, signature};
use crate::environment::Kind;

/// A certificate, read.
pub(super) struct Inspected {
    pub(super) facts: CertificateFacts,
    pub(super) numbers: Numbers,
    pub(super) extensions: Extensions,
    /// It shows who a person is.
    pub(super) personal: bool,
}

/// Reads what the findings judge. `kind` says whose the environment's own roots are.
pub(super) fn inspect(leaf: &X509Certificate<'_>, path: &Path, authorities: &[Authority], kind: Kind) -> Inspected {
    let extensions = extensions::read(leaf);
    let numbers = numbers(leaf);
    let organisations = name::texts(leaf.subject(), name::ORGANISATION);
    let in_name = numbers.organisation.iter().chain(&numbers.disagreeing);
    let organisation_name = organisations.first().map(|name| without_number(name, &in_name.collect::<Vec<_>>()));
    let (belongs_to, proved) = belonging(leaf, &extensions, path, authorities, kind);
    let usage = key_usage(leaf);
    let facts = CertificateFacts {
        subject_name: name::shown(leaf.subject()).unwrap_or_default(),
        subject: name::line(leaf.subject()),
        subject_lines: name::lines(leaf.subject()),
        issuer: name::line(leaf.issuer()),
        email_addresses: extensions.email_addresses.clone(),
        dns_names: extensions.dns_names.clone(),
        organisation_name,
        organisation: numbers.organisation.as_deref().and_then(|digits| digits.parse().ok()),
        organisation_digits: numbers.organisation.clone(),
        organisation_source: numbers.source,
        sub_unit: numbers.sub_unit.clone(),
        issuer_name: name::shown(leaf.issuer()).unwrap_or_default(),
        issuer_family: family(path, kind),
        generation: generation(leaf, path, &numbers),
        role: role(usage),
        encrypts: encrypts(usage),
        extended_key_usages: extensions.extended_key_usages.clone(),
        belongs_to,
        proved,
        not_before: leaf.validity().not_before.to_datetime(),
        not_after: leaf.validity().not_after.to_datetime(),
        serial: serial(leaf.raw_serial()),
        fingerprint: fingerprint(leaf.as_raw()),
        key: KeyInfo::of_public(leaf.public_key().raw),
        policies: extensions.policies.clone(),
        qualified_seal: extensions.statements.qualified_seal,
        signature_algorithm: signature::algorithm(leaf),
        crl_addresses: extensions.crl_addresses.clone(),
        ocsp_addresses: extensions.ocsp_addresses.clone(),
        issuer_addresses: extensions.issuer_addresses.clone(),
    };
    let personal = is_personal(leaf, &numbers, &extensions);
    Inspected { facts, numbers, extensions, personal }
}

fn numbers(leaf: &X509Certificate<'_>) -> Numbers {
    let texts = |oid| name::texts(leaf.subject(), oid);
    let (identifiers, serial_numbers, organisations, units) =
        (texts(name::ORGANISATION_IDENTIFIER), texts(name::SERIAL_NUMBER), texts(name::ORGANISATION), texts(name::UNIT));
    organisation::numbers(&Subject {
        identifiers: identifiers.iter().map(String::as_str).collect(),
        serial_numbers: serial_numbers.iter().map(String::as_str).collect(),
        organisations: organisations.iter().map(String::as_str).collect(),
        units: units.iter().map(String::as_str).collect(),
    })
}

/// As `openssl` prints it: without the octet that keeps the number positive in DER.
fn serial(octets: &[u8]) -> String {
    match octets {
        [0, rest @ ..] if !rest.is_empty() => hex(rest),
        octets => hex(octets),
    }
}

/// By what only persons have: names of their own, or the issuers' policies for them (certificates.md 2.3, 2.6). A web site has neither.
fn is_personal(leaf: &X509Certificate<'_>, numbers: &Numbers, extensions: &Extensions) -> bool {
    let named = [name::SURNAME, name::GIVEN_NAME].iter().any(|oid| !name::texts(leaf.subject(), oid).is_empty());
    let policy = extensions.policies.iter().any(|oid| policy_level(oid) == Some(PolicyLevel::Person));
    extensions.dns_names.is_empty()
        && numbers.organisation.is_none()
        && numbers.disagreeing.is_empty()
        && (numbers.personal || named || policy)
}

/// Old Commfides appends the number to the name.
fn without_number(name: &str, numbers: &[&String]) -> String {
    match name.rsplit_once('-') {
        Some((bare, digits)) if numbers.contains(&&digits.split_whitespace().collect()) => bare.trim_end().to_owned(),
        _ => name.to_owned(),
    }
}

fn key_usage(leaf: &X509Certificate<'_>) -> Option<KeyUsage> {
    leaf.key_usage().ok().flatten().map(|usage| *usage.value)
}

fn encrypts(usage: Option<KeyUsage>) -> bool {
    usage.is_some_and(|usage| usage.key_encipherment() || usage.data_encipherment() || usage.key_agreement())
}

fn role(usage: Option<KeyUsage>) -> Role {
    let bits = usage.map(|usage| (usage.digital_signature(), usage.non_repudiation()));
    match bits {
        Some((true, true)) => Role::AuthenticationAndSigning,
        Some((true, false)) => Role::Authentication,
        Some((false, true)) => Role::Signing,
        Some((false, false)) if encrypts(usage) => Role::Encryption,
        Some((false, false)) | None => Role::Other,
    }
}

const fn family(path: &Path, kind: Kind) -> IssuerFamily {
    match path.trust {
        Trust::Issuer(authority) | Trust::Above(authority) => authority.issuer_family,
        Trust::Given if matches!(kind, Kind::Practice) => IssuerFamily::Practice,
        Trust::Given | Trust::Named | Trust::Nobody => IssuerFamily::Other,
    }
}

/// By issuer first: the old Commfides authority issued subjects of the new kind (certificates.md 2.2).
fn generation(leaf: &X509Certificate<'_>, path: &Path, numbers: &Numbers) -> Generation {
    match path.trust {
        Trust::Issuer(authority) | Trust::Above(authority) if authority.name.contains("G2") || authority.name.contains("G3") => {
            Generation::Seid2
        }
        Trust::Issuer(_) | Trust::Above(_) => Generation::Seid1,
        _ if !name::texts(leaf.subject(), name::ORGANISATION_IDENTIFIER).is_empty() => Generation::Seid2,
        _ if numbers.organisation.is_some() => Generation::Seid1,
        _ => Generation::Unknown,
    }
}

/// Test or production (certificates.md 6). The chain is the only proof; production is never concluded from less.
fn belonging(leaf: &X509Certificate<'_>, extensions: &Extensions, path: &Path, authorities: &[Authority], kind: Kind) -> (Belonging, bool) {
    let of_tree = |tree| match tree {
        Tree::Test => Belonging::Test,
        Tree::Production => Belonging::Production,
    };
    match path.trust {
        Trust::Issuer(authority) | Trust::Above(authority) => return (of_tree(authority.environment), true),
        Trust::Given if kind == Kind::Practice => return (Belonging::Practice, true),
        Trust::Given => return (Belonging::Unknown, false),
        Trust::Named | Trust::Nobody => {}
    }
    if let Some(authority) = authorities.iter().find(|authority| chain::is_named(leaf, authority)) {
        return (of_tree(authority.environment), false);
    }
    let issuer_says_test = name::texts(leaf.issuer(), name::COMMON_NAME).iter().any(|name| name.to_lowercase().contains("test"));
    let policy_says_test =
        extensions.policies.iter().any(|policy| policy.starts_with("2.16.578.1.26.1.0.") || policy.starts_with("2.16.578.1.29.91"));
    let host_says_test = extensions.addresses().any(|address| address.contains(".test4.") || address.contains(".test."));
    let test = issuer_says_test || policy_says_test || host_says_test;
    (if test { Belonging::Test } else { Belonging::Unknown }, false)
}
