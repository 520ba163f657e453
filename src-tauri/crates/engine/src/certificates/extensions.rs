//! What the extensions of a certificate say (RFC 5280 §4.2), each of them read for itself: a malformed one hides no other.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{DistributionPointName, GeneralName, ParsedExtension};

use super::name;
use super::statements::{self, Statements};

const OCSP: &str = "1.3.6.1.5.5.7.48.1";
const ISSUERS: &str = "1.3.6.1.5.5.7.48.2";

/// What is read from a certificate's extensions.
#[derive(Debug, Default)]
pub(super) struct Extensions {
    /// OIDs.
    pub(super) policies: Vec<String>,
    /// OIDs; none means any.
    pub(super) extended_key_usages: Vec<String>,
    pub(super) email_addresses: Vec<String>,
    pub(super) dns_names: Vec<String>,
    pub(super) crl_addresses: Vec<String>,
    pub(super) ocsp_addresses: Vec<String>,
    pub(super) issuer_addresses: Vec<String>,
    pub(super) statements: Statements,
    /// Key usage stands in it, and is critical.
    pub(super) key_usage_is_critical: Option<bool>,
    /// OIDs of critical ones other than key usage and basic constraints.
    pub(super) other_critical: Vec<String>,
}

pub(super) fn read(certificate: &X509Certificate<'_>) -> Extensions {
    let mut read = Extensions { statements: statements::read(certificate), ..Extensions::default() };
    for extension in certificate.iter_extensions() {
        match extension.parsed_extension() {
            ParsedExtension::KeyUsage(_) => read.key_usage_is_critical = Some(extension.critical),
            ParsedExtension::BasicConstraints(_) => {}
            _ if extension.critical => read.other_critical.push(extension.oid.to_id_string()),
            _ => {}
        }
        match extension.parsed_extension() {
            ParsedExtension::CertificatePolicies(policies) => {
                read.policies.extend(policies.iter().map(|policy| policy.policy_id.to_id_string()));
            }
            ParsedExtension::ExtendedKeyUsage(usage) => read.extended_key_usages = purposes(usage),
            ParsedExtension::SubjectAlternativeName(names) => read.names(&names.general_names),
            ParsedExtension::AuthorityInfoAccess(access) => {
                for entry in &access.accessdescs {
                    let Some(address) = address(&entry.access_location) else { continue };
                    match entry.access_method.to_id_string().as_str() {
                        OCSP => read.ocsp_addresses.push(address),
                        ISSUERS => read.issuer_addresses.push(address),
                        _ => {}
                    }
                }
            }
            ParsedExtension::CRLDistributionPoints(points) => {
                for point in points.iter() {
                    if let Some(DistributionPointName::FullName(names)) = &point.distribution_point {
                        read.crl_addresses.extend(names.iter().filter_map(address));
                    }
                }
            }
            _ => {}
        }
    }
    read
}

impl Extensions {
    fn names(&mut self, names: &[GeneralName<'_>]) {
        for name in names {
            match name {
                GeneralName::RFC822Name(address) => self.email_addresses.push(name::clean(address)),
                GeneralName::DNSName(host) => self.dns_names.push(name::clean(host)),
                _ => {}
            }
        }
    }

    /// Every address in it.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &String> {
        self.crl_addresses.iter().chain(&self.ocsp_addresses).chain(&self.issuer_addresses)
    }
}

fn address(name: &GeneralName<'_>) -> Option<String> {
    if let GeneralName::URI(address) = name { Some((*address).to_owned()) } else { None }
}

fn purposes(usage: &x509_parser::extensions::ExtendedKeyUsage<'_>) -> Vec<String> {
    let named = [
        (usage.any, "2.5.29.37.0"),
        (usage.server_auth, "1.3.6.1.5.5.7.3.1"),
        (usage.client_auth, "1.3.6.1.5.5.7.3.2"),
        (usage.code_signing, "1.3.6.1.5.5.7.3.3"),
        (usage.email_protection, "1.3.6.1.5.5.7.3.4"),
        (usage.time_stamping, "1.3.6.1.5.5.7.3.8"),
        (usage.ocsp_signing, "1.3.6.1.5.5.7.3.9"),
    ];
    let named = named.into_iter().filter(|(set, _)| *set).map(|(_, oid)| oid.to_owned());
    named.chain(usage.other.iter().map(|oid| oid.to_id_string())).collect()
}
