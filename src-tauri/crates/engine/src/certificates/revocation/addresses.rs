//! Where a certificate says that its revocation can be asked about, and where its issuer's certificate lies.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{DistributionPointName, GeneralName, ParsedExtension};

use crate::environment::Environment;
use crate::http::SignedObject;

/// id-ad-ocsp and id-ad-caIssuers (RFC 5280 §4.2.2.1).
const OCSP: &str = "1.3.6.1.5.5.7.48.1";
const CA_ISSUERS: &str = "1.3.6.1.5.5.7.48.2";
/// Real certificates have one or two; a thousand must not keep us busy.
const MOST: usize = 4;

pub(super) fn responders(leaf: &X509Certificate<'_>, environment: &Environment) -> Vec<SignedObject> {
    objects(access(leaf, OCSP), "/{ocsp}", environment)
}

pub(super) fn lists(leaf: &X509Certificate<'_>, environment: &Environment) -> Vec<SignedObject> {
    objects(list_addresses(leaf), "/{crl}", environment)
}

pub(super) fn issuers(certificate: &X509Certificate<'_>, environment: &Environment) -> Vec<SignedObject> {
    objects(access(certificate, CA_ISSUERS), "/{issuer}", environment)
}

/// Addresses of lists by the issuer itself, for every reason; some also have `ldap:` ones (certificates.md 5).
pub(super) fn list_addresses<'a>(leaf: &'a X509Certificate<'_>) -> Vec<&'a str> {
    let points = leaf.iter_extensions().filter_map(|extension| match extension.parsed_extension() {
        ParsedExtension::CRLDistributionPoints(points) => Some(points.iter()),
        _ => None,
    });
    let whole = points.flatten().filter(|point| point.reasons.is_none() && point.crl_issuer.is_none());
    whole.filter_map(|point| point.distribution_point.as_ref()).flat_map(full_names).collect()
}

/// The addresses in a distribution point's full name.
pub(super) fn full_names<'a>(point: &'a DistributionPointName<'_>) -> Vec<&'a str> {
    match point {
        DistributionPointName::FullName(names) => names.iter().filter_map(address).collect(),
        DistributionPointName::NameRelativeToCRLIssuer(_) => Vec::new(),
    }
}

fn access<'a>(certificate: &'a X509Certificate<'_>, method: &str) -> Vec<&'a str> {
    let descriptions = certificate.iter_extensions().filter_map(|extension| match extension.parsed_extension() {
        ParsedExtension::AuthorityInfoAccess(access) => Some(access.accessdescs.iter()),
        _ => None,
    });
    let wanted = descriptions.flatten().filter(|description| description.access_method.to_id_string() == method);
    wanted.filter_map(|description| address(&description.access_location)).collect()
}

const fn address<'a>(name: &'a GeneralName<'_>) -> Option<&'a str> {
    match name {
        GeneralName::URI(address) => Some(address),
        _ => None,
    }
}

fn objects(addresses: Vec<&str>, template: &'static str, environment: &Environment) -> Vec<SignedObject> {
    addresses.into_iter().filter_map(|address| SignedObject::at(address, template, environment)).take(MOST).collect()
}
