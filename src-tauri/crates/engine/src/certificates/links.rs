//! The chain as a person is shown it: each link's name, up to the root, with where it is known from.

use x509_parser::certificate::X509Certificate;

use super::authorities::Authority;
use super::chain::{self, Anchors, NAMESAKES, Trust};
use super::name;
use super::pool::Pool;

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
    /// Somebody known bears its name; the signature is of another key.
    OtherKey,
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
            Self::OtherKey => "other_key",
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

pub(super) fn of(path: &[&X509Certificate<'_>], pool: &Pool<'_>, trust: Trust, anchors: &Anchors<'_>) -> Vec<ChainLink> {
    let named = |certificate: &X509Certificate<'_>| name::shown(certificate.subject()).unwrap_or_default();
    let mut links: Vec<ChainLink> = path.iter().map(|one| ChainLink { name: named(one), place: Place::Given }).collect();
    let Some(top) = path.last() else { return links };
    match trust {
        Trust::Issuer(authority) | Trust::Above(authority) => {
            let is_top = top.public_key().raw == authority.spki;
            let above = climb(authority, anchors.authorities).into_iter().skip(usize::from(is_top));
            links.extend(above.map(|authority| ChainLink {
                name: authority.name.clone(),
                place: if pool.holds(&authority.sha256) { Place::Given } else { Place::Known },
            }));
        }
        Trust::Given | Trust::Named | Trust::Nobody if !chain::is_self_issued(top) => {
            links.push(ChainLink { name: name::shown(top.issuer()).unwrap_or_default(), place: place_above(top, pool, trust, anchors) });
        }
        Trust::Given | Trust::Named | Trust::Nobody => {}
    }
    links
}

/// Where the issuer is when no known authority is it. A name alone puts nobody there.
fn place_above(top: &X509Certificate<'_>, pool: &Pool<'_>, trust: Trust, anchors: &Anchors<'_>) -> Place {
    let is_above = |root: &&X509Certificate<'_>| chain::same_name(root.subject(), top.issuer());
    let signs = |certificate: &X509Certificate<'_>| pool.fits(top, certificate.public_key());
    let is_pinned = || anchors.authorities.iter().any(|authority| chain::is_named(top, authority));
    if pool.named(top.issuer()).take(NAMESAKES).any(|one| signs(&one.certificate)) {
        Place::Given
    } else if anchors.roots.iter().filter(is_above).any(signs) || matches!(trust, Trust::Named) && is_pinned() {
        Place::Known
    } else if is_pinned() || pool.named(top.issuer()).next().is_some() || anchors.roots.iter().any(|root| is_above(&root)) {
        Place::OtherKey
    } else {
        Place::Missing
    }
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
