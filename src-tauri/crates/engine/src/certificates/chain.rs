//! From a leaf to an authority that is trusted: by signature, never by name alone (certificates.md 3, 10).

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::x509::X509Name;

use super::authorities::{Authority, Purpose};
use super::examine::fingerprint;
use super::links::{self, ChainLink};
use super::pool::{Pool, Pooled};
use super::{hex, name, signature};

const DEPTH: usize = 8;

/// So many certificates with the right name are tried, and no more: each costs a signature.
pub(super) const NAMESAKES: usize = 8;

/// Where a chain ends.
#[derive(Clone, Copy)]
pub(super) enum Trust {
    /// A known authority issued the leaf itself.
    Issuer(&'static Authority),
    /// A known authority stands further up; who issued the leaf is not known.
    Above(&'static Authority),
    /// A root that the environment gave.
    Given,
    /// Somebody who bears a known name, and nothing here proves or disproves it: a SHA-1 signature does neither.
    Named,
    /// Nobody we know.
    Nobody,
}

/// Who is trusted.
pub(super) struct Anchors<'a> {
    pub(super) authorities: &'static [Authority],
    /// Roots of the environment's own.
    pub(super) roots: &'a [X509Certificate<'a>],
}

/// Whoever signed a leaf, as has been proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Issuer {
    /// DER Name.
    pub(super) name: Vec<u8>,
    /// DER SubjectPublicKeyInfo.
    pub(super) spki: Vec<u8>,
    /// Of its certificate, when only that very one will do, and it is no root.
    pub(super) pinned: Option<String>,
}

pub(super) struct Path {
    /// DER: leaf, then whoever issued the one before, as far as the files go; without roots.
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) trust: Trust,
    pub(super) self_signed: bool,
    /// The leaf's issuer bears a known authority's name, and that authority did not sign it.
    pub(super) false_name: bool,
    pub(super) links: Vec<ChainLink>,
    /// Only when the chain ends in an authority or a root.
    pub(super) issuer: Option<Issuer>,
}

/// Builds the path from `leaf` through the files' other certificates.
pub(super) fn build(leaf: &Pooled<'_>, pool: &Pool<'_>, anchors: &Anchors<'_>) -> Path {
    let (mut path, mut last) = (vec![&leaf.certificate], leaf);
    let mut trust = Trust::Nobody;
    while path.len() <= DEPTH {
        trust = anchor(last, path.len() == 1, pool, anchors);
        match issuer_of(last, pool, trust) {
            Some(issuer)
                if !is_self_issued(&issuer.certificate) && !path.iter().any(|seen| seen.as_raw() == issuer.certificate.as_raw()) =>
            {
                path.push(&issuer.certificate);
                last = issuer;
            }
            _ => break,
        }
        if !matches!(trust, Trust::Nobody | Trust::Named) {
            break;
        }
    }
    let self_signed = pool.is_self_signed(leaf);
    let root = signing_root(leaf, pool, anchors);
    let leaf = &leaf.certificate;
    if matches!(trust, Trust::Nobody) && path.len() == 1 && bears_a_root_s_name(leaf, anchors) {
        trust = Trust::Named;
    }
    let false_name = matches!(trust, Trust::Nobody) && anchors.authorities.iter().any(|authority| is_named(leaf, authority));
    let links = links::of(&path, pool, trust, anchors);
    let chain: Vec<Vec<u8>> = path.iter().map(|certificate| certificate.as_raw().to_vec()).collect();
    Path { chain, trust, self_signed, false_name, links, issuer: proved_issuer(&path, trust, root) }
}

/// The chain's own next certificate; where one is pinned, that very one: another with its name and its key may be anybody's.
fn issuer_of<'a, 'x>(last: &Pooled<'_>, pool: &'a Pool<'x>, trust: Trust) -> Option<&'a Pooled<'x>> {
    let pinned = match trust {
        Trust::Issuer(authority) | Trust::Above(authority) => Some(authority.sha256.as_str()),
        Trust::Given | Trust::Named | Trust::Nobody => None,
    };
    pool.issuer_of(last, pinned, NAMESAKES)
}

fn anchor(pooled: &Pooled<'_>, is_leaf: bool, pool: &Pool<'_>, anchors: &Anchors<'_>) -> Trust {
    match *pooled.trust.get_or_init(|| leaf_anchor(pooled, pool, anchors)) {
        Trust::Issuer(authority) if !is_leaf => Trust::Above(authority),
        Trust::Named if !is_leaf => Trust::Nobody,
        trust => trust,
    }
}

fn leaf_anchor(pooled: &Pooled<'_>, pool: &Pool<'_>, anchors: &Anchors<'_>) -> Trust {
    if signing_root(pooled, pool, anchors).is_some() {
        return Trust::Given;
    }
    let certificate = &pooled.certificate;
    let named = || anchors.authorities.iter().filter(|authority| is_named(certificate, authority));
    let bears_name = |root: &X509Certificate<'_>| same_name(root.subject(), certificate.issuer());
    match named().find(|authority| pool.is_by_spki(certificate, &authority.spki)) {
        // Below an accepted root stand persons' authorities too: the leaf's own issuer must be a known one.
        Some(authority) if !(authority.self_signed && authority.purpose == Purpose::Enterprise) => Trust::Issuer(authority),
        Some(authority) => Trust::Above(authority),
        None if named().any(|authority| signature::is_weakly_by_spki(certificate, &authority.spki)) => Trust::Named,
        None if anchors.roots.iter().any(|root| bears_name(root) && signature::is_weakly_by(certificate, root.public_key())) => {
            Trust::Named
        }
        None => Trust::Nobody,
    }
}

fn signing_root<'a>(pooled: &Pooled<'_>, pool: &Pool<'_>, anchors: &Anchors<'a>) -> Option<&'a X509Certificate<'a>> {
    let certificate = &pooled.certificate;
    let is_root =
        |root: &X509Certificate<'_>| same_name(root.subject(), certificate.issuer()) && pool.is_by(certificate, root.public_key());
    let at = *pooled.root.get_or_init(|| anchors.roots.iter().position(is_root));
    at.and_then(|at| anchors.roots.get(at))
}

/// A root's issuing authority is missing: it bears the root's organisation's name, and no more is known of it.
fn bears_a_root_s_name(leaf: &X509Certificate<'_>, anchors: &Anchors<'_>) -> bool {
    let organisation = |name: &X509Name<'_>| name::texts(name, name::ORGANISATION);
    let theirs = organisation(leaf.issuer());
    !theirs.is_empty()
        && !is_self_issued(leaf)
        && anchors.roots.iter().any(|root| organisation(root.subject()) == theirs && !same_name(root.subject(), leaf.issuer()))
}

fn proved_issuer(path: &[&X509Certificate<'_>], trust: Trust, root: Option<&X509Certificate<'_>>) -> Option<Issuer> {
    let of = |certificate: &X509Certificate<'_>| Issuer {
        name: certificate.subject().as_raw().to_vec(),
        spki: certificate.public_key().raw.to_vec(),
        pinned: (!is_self_issued(certificate)).then(|| fingerprint(certificate.as_raw())),
    };
    match (trust, path) {
        (Trust::Issuer(authority), _) => Some(Issuer {
            name: authority.subject.clone(),
            spki: authority.spki.clone(),
            pinned: (!authority.self_signed).then(|| authority.sha256.clone()),
        }),
        (Trust::Given, [_, issuer, ..]) => Some(of(issuer)),
        (Trust::Given, [_]) => root.map(of),
        _ => None,
    }
}

/// Whether the certificate claims this issuer. A claim only: anybody can write a name.
pub(super) fn is_named(certificate: &X509Certificate<'_>, authority: &Authority) -> bool {
    certificate.issuer().as_raw() == authority.subject || authority_key_id(certificate).is_some_and(|id| id == authority.subject_key_id)
}

fn authority_key_id(certificate: &X509Certificate<'_>) -> Option<String> {
    certificate.iter_extensions().find_map(|extension| match extension.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(id) => id.key_identifier.as_ref().map(|id| hex(id.0)),
        _ => None,
    })
}

/// By value: issuers mix string types within one name (certificates.md 2.2).
pub(super) fn same_name(one: &X509Name<'_>, other: &X509Name<'_>) -> bool {
    one.as_raw() == other.as_raw() || name::lines(one) == name::lines(other)
}

pub(super) fn is_self_issued(certificate: &X509Certificate<'_>) -> bool {
    same_name(certificate.subject(), certificate.issuer())
}
