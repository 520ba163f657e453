//! Reading a leaf certificate into facts.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use super::authorities::{self, IssuerFamily, Tree};
use super::chain::{self, Path, Trust};
use super::examine::fingerprint;
use super::facts::{Belonging, CertificateFacts, Generation, Role};
use super::hex;
use super::key_info::KeyInfo;
use super::organisation::{self, Numbers, Subject};
use crate::environment::{Environment, Kind};

const COMMON_NAME: &str = "2.5.4.3";
const SERIAL_NUMBER: &str = "2.5.4.5";
const ORGANISATION: &str = "2.5.4.10";
const UNIT: &str = "2.5.4.11";
const ORGANISATION_IDENTIFIER: &str = "2.5.4.97";

/// A leaf, read.
pub(super) struct Inspected {
    pub(super) facts: CertificateFacts,
    pub(super) numbers: Numbers,
}

/// Reads what the findings judge.
pub(super) fn inspect(leaf: &X509Certificate<'_>, path: &Path, environment: &Environment) -> Inspected {
    let (names, serials, organisations, identifiers) = (
        texts(leaf.subject(), COMMON_NAME),
        texts(leaf.subject(), SERIAL_NUMBER),
        texts(leaf.subject(), ORGANISATION),
        texts(leaf.subject(), ORGANISATION_IDENTIFIER),
    );
    let units = texts(leaf.subject(), UNIT);
    let numbers = organisation::numbers(&Subject {
        identifier: identifiers.first().map(String::as_str),
        serial_number: serials.first().map(String::as_str),
        organisation: organisations.first().map(String::as_str),
        units: units.iter().map(String::as_str).collect(),
    });
    let organisation_name = organisations.first().map(|name| without_number(name, numbers.organisation.as_deref()));
    let issuer_name = texts(leaf.issuer(), COMMON_NAME).into_iter().chain(texts(leaf.issuer(), ORGANISATION)).next();
    let (belongs_to, proved) = belonging(leaf, path, environment);
    let facts = CertificateFacts {
        subject_name: names.into_iter().next().or_else(|| organisation_name.clone()).unwrap_or_default(),
        organisation_name,
        organisation: numbers.organisation.as_deref().and_then(|digits| digits.parse().ok()),
        organisation_digits: numbers.organisation.clone(),
        sub_unit: numbers.sub_unit.clone(),
        issuer_name: issuer_name.unwrap_or_default(),
        issuer_family: family(path, environment),
        generation: generation(path, &numbers, !identifiers.is_empty()),
        role: role(leaf),
        belongs_to,
        proved,
        not_before: leaf.validity().not_before.to_datetime(),
        not_after: leaf.validity().not_after.to_datetime(),
        serial: hex(leaf.raw_serial()),
        fingerprint: fingerprint(leaf.as_raw()),
        key: KeyInfo::of_public(leaf.public_key().raw),
        policies: policies(leaf),
    };
    Inspected { facts, numbers }
}

/// Values of an attribute, in the order encoded. Issuers mix string types within one name.
fn texts(name: &X509Name<'_>, oid: &str) -> Vec<String> {
    name.iter_attributes().filter(|attribute| attribute.attr_type().to_id_string() == oid).filter_map(text).collect()
}

fn text(attribute: &AttributeTypeAndValue<'_>) -> Option<String> {
    const BMP_STRING: u32 = 30;
    if let Ok(text) = attribute.as_str() {
        return Some(text.to_owned());
    }
    let bytes = attribute.as_slice();
    if attribute.attr_value().tag().0 == BMP_STRING {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16(&units).ok();
    }
    // T61String in the wild is ISO-8859-1, whose bytes are the first code points.
    Some(bytes.iter().map(|byte| char::from(*byte)).collect())
}

/// Old Commfides appends the number to the name.
fn without_number(name: &str, number: Option<&str>) -> String {
    match name.rsplit_once('-') {
        Some((bare, digits)) if number.is_some_and(|number| digits.split_whitespace().collect::<String>() == number) => {
            bare.trim_end().to_owned()
        }
        _ => name.to_owned(),
    }
}

fn role(leaf: &X509Certificate<'_>) -> Role {
    let Ok(Some(usage)) = leaf.key_usage() else { return Role::Other };
    let usage = usage.value;
    match (usage.digital_signature(), usage.non_repudiation()) {
        (true, true) => Role::AuthenticationAndSigning,
        (true, false) => Role::Authentication,
        (false, true) => Role::Signing,
        (false, false) if usage.key_encipherment() || usage.data_encipherment() || usage.key_agreement() => Role::Encryption,
        (false, false) => Role::Other,
    }
}

fn policies(leaf: &X509Certificate<'_>) -> Vec<String> {
    leaf.iter_extensions()
        .filter_map(|extension| match extension.parsed_extension() {
            ParsedExtension::CertificatePolicies(policies) => Some(policies.iter().map(|policy| policy.policy_id.to_id_string())),
            _ => None,
        })
        .flatten()
        .collect()
}

fn family(path: &Path, environment: &Environment) -> IssuerFamily {
    match path.trust {
        Trust::Issuer(authority) | Trust::Above(authority) => authority.issuer_family,
        Trust::Given if environment.kind == Kind::Practice => IssuerFamily::Practice,
        Trust::Given | Trust::Nobody => IssuerFamily::Other,
    }
}

/// By issuer first: the old Commfides authority issued subjects of the new kind (certificates.md 2.2).
fn generation(path: &Path, numbers: &Numbers, identifier: bool) -> Generation {
    match path.trust {
        Trust::Issuer(authority) | Trust::Above(authority) if authority.name.contains("G2") || authority.name.contains("G3") => {
            Generation::Seid2
        }
        Trust::Issuer(_) | Trust::Above(_) => Generation::Seid1,
        Trust::Given | Trust::Nobody if identifier => Generation::Seid2,
        Trust::Given | Trust::Nobody if numbers.organisation.is_some() => Generation::Seid1,
        Trust::Given | Trust::Nobody => Generation::Unknown,
    }
}

/// Test or production (certificates.md 6). The chain is the only proof; production is never concluded from less.
fn belonging(leaf: &X509Certificate<'_>, path: &Path, environment: &Environment) -> (Belonging, bool) {
    let of_tree = |tree| match tree {
        Tree::Test => Belonging::Test,
        Tree::Production => Belonging::Production,
    };
    match path.trust {
        Trust::Issuer(authority) | Trust::Above(authority) => return (of_tree(authority.environment), true),
        Trust::Given if environment.kind == Kind::Practice => return (Belonging::Practice, true),
        Trust::Given => return (Belonging::Unknown, false),
        Trust::Nobody => {}
    }
    if let Some(authority) = authorities::all().iter().find(|authority| chain::named(leaf, authority)) {
        return (of_tree(authority.environment), false);
    }
    let issuer_says_test = texts(leaf.issuer(), COMMON_NAME).iter().any(|name| name.to_lowercase().contains("test"));
    let policy_says_test =
        policies(leaf).iter().any(|policy| policy.starts_with("2.16.578.1.26.1.0.") || policy.starts_with("2.16.578.1.29.91"));
    let host_says_test = addresses(leaf).iter().any(|address| address.contains(".test4.") || address.contains(".test."));
    let test = issuer_says_test || policy_says_test || host_says_test;
    (if test { Belonging::Test } else { Belonging::Unknown }, false)
}

/// Revocation and retrieval addresses.
fn addresses(leaf: &X509Certificate<'_>) -> Vec<String> {
    let uri = |name: &GeneralName<'_>| if let GeneralName::URI(uri) = name { Some((*uri).to_owned()) } else { None };
    let mut addresses = Vec::new();
    for extension in leaf.iter_extensions() {
        match extension.parsed_extension() {
            ParsedExtension::AuthorityInfoAccess(access) => {
                addresses.extend(access.accessdescs.iter().filter_map(|entry| uri(&entry.access_location)))
            }
            ParsedExtension::CRLDistributionPoints(points) => {
                for point in points.iter() {
                    if let Some(x509_parser::extensions::DistributionPointName::FullName(names)) = &point.distribution_point {
                        addresses.extend(names.iter().filter_map(uri));
                    }
                }
            }
            _ => {}
        }
    }
    addresses
}
