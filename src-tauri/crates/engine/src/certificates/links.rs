//! The chain as a person is shown it: each link's name, up to the root, with where it is known from.

use x509_parser::certificate::X509Certificate;

use super::authorities::Authority;
use super::chain::{self, Anchors, Trust};
use super::name;

/// One certificate of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLink {
    /// commonName, or the organisation's name where it has none.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

/// Where a link of a chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In one of the files, or fetched.
    Given,
    /// Its key is known to the program or to the environment.
    Known,
    /// Nobody knows it.
    Missing,
}

impl Place {
    /// Lower-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Known => "known",
            Self::Missing => "missing",
        }
    }
}

/// Whether a certificate hangs together with somebody who is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    /// Signed by an authority for enterprises, or below a root of the environment.
    Anchored,
    /// A known name stands above, and the link that would prove it is missing.
    Incomplete,
    /// Nobody known vouches for it as an enterprise certificate.
    Untrusted,
    /// Signed by an authority that has ended.
    Retired,
    /// Signed by an authority for persons.
    Person,
}

impl ChainState {
    /// Lower-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anchored => "anchored",
            Self::Incomplete => "incomplete",
            Self::Untrusted => "untrusted",
            Self::Retired => "retired",
            Self::Person => "person",
        }
    }
}

pub(super) fn of(path: &[&X509Certificate<'_>], pool: &[X509Certificate<'_>], trust: Trust, anchors: &Anchors<'_>) -> Vec<ChainLink> {
    let named = |certificate: &X509Certificate<'_>| name::shown(certificate.subject()).unwrap_or_default();
    let mut links: Vec<ChainLink> = path.iter().map(|one| ChainLink { name: named(one), place: Place::Given }).collect();
    let Some(top) = path.last() else { return links };
    match trust {
        Trust::Issuer(authority) | Trust::Above(authority) => {
            let is_top = top.public_key().raw == authority.spki;
            let above = climb(authority, anchors.authorities).into_iter().skip(usize::from(is_top));
            links.extend(above.map(|authority| {
                let given = pool.iter().any(|certificate| certificate.public_key().raw == authority.spki);
                ChainLink { name: authority.name.clone(), place: if given { Place::Given } else { Place::Known } }
            }));
        }
        Trust::Given | Trust::Named | Trust::Nobody if !chain::is_self_issued(top) => {
            let is_above = |certificate: &X509Certificate<'_>| chain::same_name(certificate.subject(), top.issuer());
            let place = if pool.iter().any(is_above) {
                Place::Given
            } else if anchors.roots.iter().any(is_above) {
                Place::Known
            } else {
                Place::Missing
            };
            links.push(ChainLink { name: name::shown(top.issuer()).unwrap_or_default(), place });
        }
        Trust::Given | Trust::Named | Trust::Nobody => {}
    }
    links
}

/// An authority, whoever issued it, and so on to the root.
fn climb(from: &'static Authority, authorities: &'static [Authority]) -> Vec<&'static Authority> {
    let mut climbed = vec![from];
    while let Some(last) = climbed.last().filter(|last| !last.self_signed)
        && let Some(next) = authorities.iter().find(|authority| authority.sha256 == last.issuer_sha256)
        && climbed.len() < authorities.len()
    {
        climbed.push(next);
    }
    climbed
}
