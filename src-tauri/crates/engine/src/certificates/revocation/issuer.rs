//! The missing issuing certificate, from the address in the certificate that it issued.

use aws_lc_rs::digest::{SHA256, digest};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::{WHOLE, addresses, der};
use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;

/// Fetches the issuing certificate from the certificate's own address for it (`caIssuers`, RFC 5280 §4.2.2.1).
///
/// Taken only when `pinned` knows its SHA-256; the addresses of a certificate that nobody known signed must not be
/// asked at all, which is the caller's to see to. `None` when it does not come within ten seconds, or is another one.
pub async fn fetch_issuer(
    certificate: &[u8],
    pinned: &(dyn Fn(&[u8; 32]) -> bool + Sync),
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Option<Vec<u8>> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let fetched = async {
        for object in addresses::issuers(&certificate, environment) {
            let Ok(body) = http.fetch(object, ports).await else { continue };
            let Some(issuer) = der::unwrapped(&body, "CERTIFICATE") else { continue };
            if <&[u8; 32]>::try_from(digest(&SHA256, &issuer).as_ref()).is_ok_and(pinned) {
                return Some(issuer.into_owned());
            }
        }
        None
    };
    tokio::time::timeout(WHOLE, fetched).await.ok().flatten()
}
