//! The practice certificate authorities: two roots, each with one issuing authority (certificates.md 3).

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, IsCa, KeyPair, KeyUsagePurpose, SerialNumber,
};
use time::macros::datetime;
use tokio::sync::OnceCell;

use super::der;
use super::order::Issuer;
use crate::PracticeError;
use crate::jose::SigningKey;
use crate::keys::{KeyName, KeyRing};
use crate::store::{Record, Store};

pub(super) const ORGANIZATION_IDENTIFIER: [u64; 4] = [2, 5, 4, 97];
const CERTIFICATE_POLICIES: [u64; 4] = [2, 5, 29, 32];
const ANY_POLICY: [u64; 5] = [2, 5, 29, 32, 0];

/// An authority's certificate with what it signs with.
pub(crate) struct Authority {
    pub(crate) der: Vec<u8>,
    params: CertificateParams,
    key: Arc<SigningKey>,
}

impl Authority {
    /// Signs a certificate for somebody's key.
    pub(super) fn sign(&self, leaf: &CertificateParams, key: &SigningKey, digest: Digest) -> Result<Vec<u8>, PracticeError> {
        let issuer = rcgen::Issuer::from_params(&self.params, key_pair(&self.key, digest)?);
        Ok(leaf.signed_by(&key_pair(key, digest)?, &issuer)?.der().to_vec())
    }
}

/// With which digest an authority signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digest {
    Sha256,
    Sha512,
}

/// Both families. The roots exist from the start; an issuing authority when it is first needed.
pub(crate) struct Authorities {
    store: Arc<Store>,
    keys: Arc<KeyRing>,
    buypass: Family,
    commfides: Family,
}

struct Family {
    root: Authority,
    issuing: OnceCell<Authority>,
}

impl Authorities {
    pub(crate) async fn open(store: &Arc<Store>, keys: &Arc<KeyRing>) -> Result<Self, PracticeError> {
        let root = async |issuer| {
            let key = keys.key(names(issuer).root_key).await?;
            let params = authority_params(issuer, names(issuer).root)?;
            let name = format!("{} {}", names(issuer).root, key.kid());
            let der = kept_or(store, &name, || Ok(params.self_signed(&key_pair(&key, Digest::Sha256)?)?.der().to_vec()))?;
            Ok::<_, PracticeError>(Family { root: Authority { der, params, key }, issuing: OnceCell::new() })
        };
        let (buypass, commfides) = tokio::try_join!(root(Issuer::BuypassLike), root(Issuer::CommfidesLike))?;
        Ok(Self { store: store.clone(), keys: keys.clone(), buypass, commfides })
    }

    pub(crate) fn roots(&self) -> Vec<Vec<u8>> {
        vec![self.buypass.root.der.clone(), self.commfides.root.der.clone()]
    }

    pub(crate) fn root(&self, issuer: Issuer) -> &Authority {
        &self.family(issuer).root
    }

    pub(crate) async fn issuing(&self, issuer: Issuer) -> Result<&Authority, PracticeError> {
        let family = self.family(issuer);
        family.issuing.get_or_try_init(|| self.make_issuing(issuer, &family.root)).await
    }

    async fn make_issuing(&self, issuer: Issuer, root: &Authority) -> Result<Authority, PracticeError> {
        let key = self.keys.key(names(issuer).issuing_key).await?;
        let params = authority_params(issuer, names(issuer).issuing)?;
        let name = format!("{} {} {}", names(issuer).issuing, key.kid(), root.key.kid());
        let der = kept_or(&self.store, &name, || root.sign(&params, &key, Digest::Sha256))?;
        Ok(Authority { der, params, key })
    }

    fn family(&self, issuer: Issuer) -> &Family {
        match issuer {
            Issuer::BuypassLike => &self.buypass,
            Issuer::CommfidesLike => &self.commfides,
        }
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

struct Names {
    organisation: &'static str,
    identifier: &'static str,
    root: &'static str,
    issuing: &'static str,
    root_key: KeyName,
    issuing_key: KeyName,
}

const fn names(issuer: Issuer) -> Names {
    match issuer {
        Issuer::BuypassLike => Names {
            organisation: "Øvelse Passverket AS",
            identifier: "NTRNO-314990404",
            root: "Øvelse Class 3 Root CA G2 ST",
            issuing: "Øvelse Class 3 CA G2 ST Business",
            root_key: KeyName::BuypassRoot,
            issuing_key: KeyName::BuypassIssuing,
        },
        Issuer::CommfidesLike => Names {
            organisation: "Øvelse Tillitsverket AS",
            identifier: "NTRNO-316007708",
            root: "Øvelse Root CA - G3",
            issuing: "Øvelse Legal Person - G3",
            root_key: KeyName::CommfidesRoot,
            issuing_key: KeyName::CommfidesIssuing,
        },
    }
}

fn authority_params(issuer: Issuer, common_name: &str) -> Result<CertificateParams, PracticeError> {
    let names = names(issuer);
    let identifier = (DnType::from_oid(&ORGANIZATION_IDENTIFIER), names.identifier);
    let organisation = (DnType::OrganizationName, names.organisation);
    let middle = if issuer == Issuer::BuypassLike { [identifier, organisation] } else { [organisation, identifier] };
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CountryName, super::leaf::printable("NO")?);
    for (kind, value) in middle {
        params.distinguished_name.push(kind, value);
    }
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = datetime!(2020-11-04 12:00 UTC);
    params.not_after = if common_name == names.root { datetime!(2051-11-04 12:00 UTC) } else { datetime!(2041-11-04 12:00 UTC) };
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.serial_number = Some(serial_number());
    params.use_authority_key_identifier_extension = common_name != names.root;
    if common_name != names.root {
        params.custom_extensions.push(policies(&[&ANY_POLICY]));
    }
    Ok(params)
}

pub(super) fn policies(oids: &[&[u64]]) -> CustomExtension {
    let policies: Vec<_> = oids.iter().map(|oid| der::sequence(&[der::oid(oid)])).collect();
    CustomExtension::from_oid_content(&CERTIFICATE_POLICIES, der::sequence(&policies))
}

/// Positive, so the first bit is clear; never begins with a zero byte.
pub(super) fn serial_number() -> SerialNumber {
    let mut bytes: [u8; 10] = der::random();
    bytes[0] = bytes[0] & 0x3f | 0x40;
    SerialNumber::from_slice(&bytes)
}

fn key_pair(key: &SigningKey, digest: Digest) -> Result<KeyPair, PracticeError> {
    let algorithm = match digest {
        Digest::Sha256 => &rcgen::PKCS_RSA_SHA256,
        Digest::Sha512 => &rcgen::PKCS_RSA_SHA512,
    };
    Ok(KeyPair::from_pkcs8_der_and_sign_algo(&key.to_pkcs8()?.into(), algorithm)?)
}

impl From<rcgen::Error> for PracticeError {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}
