//! Who vouches for the listener: an authority that nobody but this environment trusts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SanType};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::PracticeError;
use crate::store::Store;

/// Its key's file, among the services'.
const KEY: &str = "tls-authority.pem";
/// Its certificate's name in the record.
const NAME: &str = "Øvelse TLS";

/// Made at the first start; kept with the town, since somebody may have written it into an environment file.
pub(crate) struct TlsAuthority {
    key: KeyPair,
    pub(crate) der: Vec<u8>,
}

impl TlsAuthority {
    pub(crate) fn open(store: &Store) -> Result<Self, PracticeError> {
        let key = kept_key(store)?;
        let name = format!("{NAME} {}", STANDARD.encode(rcgen::PublicKeyData::der_bytes(&key)));
        let der = store.try_change(|record| {
            if let Some(der) = record.authorities.get(&name).and_then(|text| STANDARD.decode(text).ok()) {
                return Ok::<_, PracticeError>(der);
            }
            let der = params().self_signed(&key)?.der().to_vec();
            record.authorities.insert(name.clone(), STANDARD.encode(&der));
            Ok(der)
        })?;
        Ok(Self { key, der })
    }

    /// A certificate with its key for this computer, as the computer's own clock has it: TLS does not travel in time.
    pub(super) fn issue(&self) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), PracticeError> {
        let now = OffsetDateTime::now_utc();
        let mut leaf = CertificateParams::default();
        leaf.distinguished_name.push(DnType::CommonName, "127.0.0.1");
        leaf.subject_alt_names = vec![SanType::IpAddress([127, 0, 0, 1].into())];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        (leaf.not_before, leaf.not_after) = (now - Duration::DAY, now + Duration::days(365));
        let key = KeyPair::generate()?;
        let certificate = leaf.signed_by(&key, &Issuer::from_params(&params(), &self.key))?;
        let private = PrivatePkcs8KeyDer::from(key.serialize_der());
        Ok((vec![certificate.der().clone()], private.into()))
    }
}

/// As it was made first, by whichever program that was.
fn kept_key(store: &Store) -> Result<KeyPair, PracticeError> {
    loop {
        if let Some(kept) = store.key_file(KEY)? {
            match std::str::from_utf8(&kept).map(KeyPair::from_pem) {
                Ok(Ok(key)) => return Ok(key),
                _ => store.set_key_file_aside(KEY, &kept)?,
            }
        }
        let key = KeyPair::generate()?;
        if store.keep_key_file(KEY, &key.serialize_pem())? {
            return Ok(key);
        }
    }
}

fn params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, NAME);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    (params.not_before, params.not_after) = (datetime!(2020-01-01 0:00 UTC), datetime!(2050-01-01 0:00 UTC));
    params
}
