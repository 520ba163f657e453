//! Every place that an authority can have, with what its certificate says (certificates.md 3).

use rcgen::{BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, KeyUsagePurpose};
use time::macros::datetime;

use super::{ANY_POLICY, ORGANIZATION_IDENTIFIER, policies, serial_number};
use crate::PracticeError;
use crate::certificate_status::addresses;
use crate::town_hall::leaf::printable;
use crate::town_hall::{Issuer, Tree};

/// What an authority issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Rank {
    /// Authorities.
    Root,
    /// Enterprises' certificates.
    Issuing,
    /// Persons' certificates.
    Person,
}

/// An authority of one family in one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Seat {
    pub(crate) issuer: Issuer,
    pub(crate) tree: Tree,
    pub(crate) rank: Rank,
}

impl Seat {
    pub(crate) const fn root(issuer: Issuer, tree: Tree) -> Self {
        Self { issuer, tree, rank: Rank::Root }
    }

    pub(crate) const fn issuing(issuer: Issuer, tree: Tree) -> Self {
        Self { issuer, tree, rank: Rank::Issuing }
    }

    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let ranks = [Rank::Root, Rank::Issuing, Rank::Person];
        let trees = Tree::ALL.iter().flat_map(move |tree| ranks.map(move |rank| (*tree, rank)));
        trees.flat_map(|(tree, rank)| Issuer::ALL.iter().map(move |issuer| Self { issuer: *issuer, tree, rank }))
    }

    /// The name in addresses as in files.
    pub(crate) fn name(self) -> String {
        let family = match self.issuer {
            Issuer::BuypassLike => "buypass",
            Issuer::CommfidesLike => "commfides",
        };
        let tree = if self.tree == Tree::TestTwin { "-test" } else { "" };
        let rank = match self.rank {
            Rank::Root => "root",
            Rank::Issuing => "issuing",
            Rank::Person => "person",
        };
        format!("{family}{tree}-{rank}")
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::all().find(|seat| seat.name() == name)
    }

    /// The test twins are named as the issuers name theirs.
    pub(super) fn common_name(self) -> String {
        let is_test = self.tree == Tree::TestTwin;
        match self.issuer {
            Issuer::BuypassLike => {
                let tree = if is_test { "Test4 " } else { "" };
                let rank = match self.rank {
                    Rank::Root => "Root CA G2 ST",
                    Rank::Issuing => "CA G2 ST Business",
                    Rank::Person => "CA G2 ST Person",
                };
                format!("Øvelse Class 3 {tree}{rank}")
            }
            Issuer::CommfidesLike => {
                let rank = match self.rank {
                    Rank::Root => "Root CA",
                    Rank::Issuing => "Legal Person",
                    Rank::Person => "Natural Person",
                };
                format!("Øvelse {rank} - G3{}", if is_test { " - TEST" } else { "" })
            }
        }
    }

    /// What the authority's certificate shall say; `origin` is where certificates' status is told.
    pub(super) fn params(self, origin: &str) -> Result<CertificateParams, PracticeError> {
        let is_root = self.rank == Rank::Root;
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name = self.distinguished_name()?;
        params.not_before = datetime!(2020-11-04 12:00 UTC);
        params.not_after = if is_root { datetime!(2051-11-04 12:00 UTC) } else { datetime!(2041-11-04 12:00 UTC) };
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(serial_number());
        params.use_authority_key_identifier_extension = !is_root;
        if !is_root {
            let root = Self::root(self.issuer, self.tree);
            params.custom_extensions = vec![policies(&[&ANY_POLICY]), addresses::issuer_certificate(origin, root)];
            params.crl_distribution_points = addresses::revocation_list(origin, root);
        }
        Ok(params)
    }

    fn distinguished_name(self) -> Result<DistinguishedName, PracticeError> {
        let (organisation, identifier) = match self.issuer {
            Issuer::BuypassLike => ("Øvelse Passverket AS", "NTRNO-314990404"),
            Issuer::CommfidesLike => ("Øvelse Tillitsverket AS", "NTRNO-316007708"),
        };
        let identifier = (DnType::from_oid(&ORGANIZATION_IDENTIFIER), identifier);
        let organisation = (DnType::OrganizationName, organisation);
        let middle = if self.issuer == Issuer::BuypassLike { [identifier, organisation] } else { [organisation, identifier] };
        let mut name = DistinguishedName::new();
        name.push(DnType::CountryName, printable("NO")?);
        for (kind, value) in middle {
            name.push(kind, value);
        }
        name.push(DnType::CommonName, self.common_name());
        Ok(name)
    }
}
