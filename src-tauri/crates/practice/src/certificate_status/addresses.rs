//! Where certificates say that their status is told: extensions of RFC 5280 §4.2.1.13, §4.2.2.1.
//!
//! Ports differ from run to run, so the path alone must tell which authority is meant.

use rcgen::{CrlDistributionPoint, CustomExtension};

use crate::der;
use crate::town_hall::Seat;

const AUTHORITY_INFORMATION: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 1, 1];
const OCSP: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 48, 1];
const CA_ISSUERS: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 48, 2];
/// GeneralName's `uniformResourceIdentifier`.
const URI: u8 = 6;

/// The list that this authority signs.
pub(crate) fn revocation_list(origin: &str, authority: Seat) -> Vec<CrlDistributionPoint> {
    vec![CrlDistributionPoint { uris: vec![format!("{origin}/crl/{}.crl", authority.name())] }]
}

/// OCSP with the issuing authority's certificate, for what it issued.
pub(crate) fn authority_information(origin: &str, authority: Seat) -> CustomExtension {
    let ocsp = access(&OCSP, &format!("{origin}/ocsp/{}", authority.name()));
    extension(&[ocsp, ca_issuers(origin, authority)])
}

/// The issuing authority's certificate alone: roots answer no OCSP.
pub(crate) fn issuer_certificate(origin: &str, authority: Seat) -> CustomExtension {
    extension(&[ca_issuers(origin, authority)])
}

fn ca_issuers(origin: &str, authority: Seat) -> Vec<u8> {
    access(&CA_ISSUERS, &format!("{origin}/crt/{}.cer", authority.name()))
}

fn extension(descriptions: &[Vec<u8>]) -> CustomExtension {
    CustomExtension::from_oid_content(&AUTHORITY_INFORMATION, der::sequence(descriptions))
}

fn access(method: &[u64], address: &str) -> Vec<u8> {
    der::sequence(&[der::oid(method), der::context_primitive(URI, address.as_bytes())])
}
