//! The practice certificate authorities: each family's root, with what issues under it (certificates.md 3).

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, CertificateRevocationListParams, CustomExtension, KeyPair, PublicKeyData, SerialNumber};
use time::OffsetDateTime;
use tokio::sync::OnceCell;

use super::order::{Issuer, Tree};
use crate::PracticeError;
use crate::der;
use crate::jose::{Algorithm, SigningKey};
use crate::keys::{KeyName, KeyRing};
use crate::store::{Record, Store};

mod seat;

pub(crate) use seat::{Rank, Seat};

pub(super) const ORGANIZATION_IDENTIFIER: [u64; 4] = [2, 5, 4, 97];
const CERTIFICATE_POLICIES: [u64; 4] = [2, 5, 29, 32];
const ANY_POLICY: [u64; 5] = [2, 5, 29, 32, 0];

/// An authority's certificate with what it signs with.
pub(crate) struct Authority {
    pub(crate) der: Vec<u8>,
    pub(crate) seat: Seat,
    pub(crate) key: Arc<SigningKey>,
    params: CertificateParams,
}

impl Authority {
    /// Signs a certificate for somebody's key.
    pub(crate) fn sign(&self, leaf: &CertificateParams, key: &impl PublicKeyData, digest: Algorithm) -> Result<Vec<u8>, PracticeError> {
        let issuer = rcgen::Issuer::from_params(&self.params, key_pair(&self.key, digest)?);
        Ok(leaf.signed_by(key, &issuer)?.der().to_vec())
    }

    /// Signs a list of what is revoked, or has another key sign it in the authority's name.
    pub(crate) fn sign_list(&self, list: &CertificateRevocationListParams, key: &SigningKey) -> Result<Vec<u8>, PracticeError> {
        let issuer = rcgen::Issuer::from_params(&self.params, key_pair(key, self.digest())?);
        Ok(list.signed_by(&issuer)?.der().to_vec())
    }

    /// As its certificate has it.
    pub(crate) fn key_identifier(&self) -> Result<Vec<u8>, PracticeError> {
        Ok(self.params.key_identifier(&key_pair(&self.key, Algorithm::Rs256)?))
    }

    pub(crate) fn period(&self) -> (OffsetDateTime, OffsetDateTime) {
        (self.params.not_before, self.params.not_after)
    }

    /// What the family signs with today (certificates.md 2.8).
    pub(crate) fn digest(&self) -> Algorithm {
        match self.seat.issuer {
            Issuer::BuypassLike => Algorithm::Rs256,
            Issuer::CommfidesLike => Algorithm::Rs512,
        }
    }
}

/// Those that the program is told of, as far as they have been made.
pub(crate) fn known_authorities(record: &Record) -> Vec<Vec<u8>> {
    let known = Issuer::ALL.iter().flat_map(|issuer| [Seat::root(*issuer, Tree::Practice), Seat::issuing(*issuer, Tree::Practice)]);
    let names: Vec<String> = known.map(Seat::common_name).collect();
    // Behind the common name stand the ids of the keys, which have no space in them.
    let is_known = |name: &str| names.iter().any(|known| name.strip_prefix(known).is_some_and(|ids| ids.starts_with(' ')));
    let kept = record.authorities.iter().filter(|(name, _)| is_known(name));
    kept.filter_map(|(_, text)| STANDARD.decode(text).ok()).collect()
}

/// Every family's. Practice's own roots and what issues to enterprises exist from the start; any other when it is first needed.
pub(crate) struct Authorities {
    store: Arc<Store>,
    keys: Arc<KeyRing>,
    /// Where certificates' status is told.
    origin: String,
    seated: BTreeMap<Seat, OnceCell<Authority>>,
    known: Vec<Vec<u8>>,
}

impl Authorities {
    pub(crate) async fn open(store: &Arc<Store>, keys: &Arc<KeyRing>, origin: &str) -> Result<Self, PracticeError> {
        let seated = Seat::all().map(|seat| (seat, OnceCell::new())).collect();
        let mut opened = Self { store: store.clone(), keys: keys.clone(), origin: origin.to_owned(), seated, known: Vec::new() };
        let pair = async |issuer| {
            let issuing = opened.authority(Seat::issuing(issuer, Tree::Practice)).await?;
            Ok::<_, PracticeError>([opened.root(issuer, Tree::Practice).await?.der.clone(), issuing.der.clone()])
        };
        let (buypass, commfides) = tokio::try_join!(pair(Issuer::BuypassLike), pair(Issuer::CommfidesLike))?;
        opened.known = [buypass, commfides].concat();
        Ok(opened)
    }

    /// Those that the program is told of.
    pub(crate) fn known(&self) -> Vec<Vec<u8>> {
        self.known.clone()
    }

    pub(crate) async fn root(&self, issuer: Issuer, tree: Tree) -> Result<&Authority, PracticeError> {
        let seat = Seat::root(issuer, tree);
        let make = async || {
            let (key, params) = self.begin(seat).await?;
            let name = format!("{} {}", seat.common_name(), key.kid());
            let der = kept_or(&self.store, &name, || Ok(params.self_signed(&key_pair(&key, Algorithm::Rs256)?)?.der().to_vec()))?;
            Ok(Authority { der, seat, key, params })
        };
        self.cell(seat)?.get_or_try_init(make).await
    }

    /// The authority in any seat.
    pub(crate) async fn authority(&self, seat: Seat) -> Result<&Authority, PracticeError> {
        let root = self.root(seat.issuer, seat.tree).await?;
        if seat.rank == Rank::Root {
            return Ok(root);
        }
        let make = async || {
            let (key, params) = self.begin(seat).await?;
            let name = format!("{} {} {}", seat.common_name(), key.kid(), root.key.kid());
            let der = kept_or(&self.store, &name, || root.sign(&params, &key_pair(&key, Algorithm::Rs256)?, Algorithm::Rs256))?;
            Ok(Authority { der, seat, key, params })
        };
        self.cell(seat)?.get_or_try_init(make).await
    }

    async fn begin(&self, seat: Seat) -> Result<(Arc<SigningKey>, CertificateParams), PracticeError> {
        Ok((self.keys.key(KeyName::Authority(seat)).await?, seat.params(&self.origin)?))
    }

    fn cell(&self, seat: Seat) -> Result<&OnceCell<Authority>, PracticeError> {
        self.seated.get(&seat).ok_or_else(|| PracticeError::Certificate(seat.name()))
    }
}

/// The certificate made in an earlier run or by another program, or a new one. The name has the keys' ids in it: a certificate
/// is of no use with other keys than it was made for.
fn kept_or(store: &Store, name: &str, make: impl FnOnce() -> Result<Vec<u8>, PracticeError>) -> Result<Vec<u8>, PracticeError> {
    let kept = |record: &Record| STANDARD.decode(record.authorities.get(name)?).ok();
    if let Some(der) = store.read(kept) {
        return Ok(der);
    }
    store.try_change(|record| {
        if let Some(der) = kept(record) {
            return Ok(der);
        }
        let der = make()?;
        record.authorities.insert(name.to_owned(), STANDARD.encode(&der));
        Ok(der)
    })
}

pub(super) fn policies(oids: &[&[u64]]) -> CustomExtension {
    let policies: Vec<_> = oids.iter().map(|oid| der::sequence(&[der::oid(oid)])).collect();
    CustomExtension::from_oid_content(&CERTIFICATE_POLICIES, der::sequence(&policies))
}

/// Positive, so the first bit is clear; never begins with a zero byte.
pub(crate) fn serial_number() -> SerialNumber {
    let mut bytes: [u8; 10] = der::random();
    bytes[0] = bytes[0] & 0x3f | 0x40;
    SerialNumber::from_slice(&bytes)
}

pub(crate) fn key_pair(key: &SigningKey, digest: Algorithm) -> Result<KeyPair, PracticeError> {
    let algorithm = match digest {
        Algorithm::Rs256 => &rcgen::PKCS_RSA_SHA256,
        Algorithm::Rs384 => &rcgen::PKCS_RSA_SHA384,
        Algorithm::Rs512 => &rcgen::PKCS_RSA_SHA512,
    };
    Ok(KeyPair::from_pkcs8_der_and_sign_algo(&key.to_pkcs8()?.into(), algorithm)?)
}

impl From<rcgen::Error> for PracticeError {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}
