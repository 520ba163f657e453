//! Whose certificate a client may offer: one of the town hall's, with its chain, by practice's own clock.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::client::danger::HandshakeSignatureValid;
use tokio_rustls::rustls::crypto::CryptoProvider;
use tokio_rustls::rustls::pki_types::{CertificateDer, UnixTime};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use tokio_rustls::rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme};
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::PracticeError;
use crate::certificate_status::{Status, status};
use crate::town_hall::{Issuer, Seat, Tree};
use crate::world::World;

/// Asked for in the first handshake, demanded of nobody. What does not hold ends the handshake with an alert (altinn.md 3.3, 13 #43).
pub(super) struct EnterpriseCertificates {
    world: Arc<World>,
    chains: Arc<dyn ClientCertVerifier>,
    /// The subjects of those who issue to enterprises.
    issuing: Vec<(Seat, Vec<u8>)>,
}

impl EnterpriseCertificates {
    pub(super) async fn of(world: Arc<World>, provider: Arc<CryptoProvider>) -> Result<Self, PracticeError> {
        let mut roots = RootCertStore::empty();
        let mut issuing = Vec::new();
        for issuer in Issuer::ALL.iter().copied() {
            let root = world.authorities.root(issuer, Tree::Practice).await?;
            roots.add(root.der.clone().into()).map_err(failed)?;
            let seat = Seat::issuing(issuer, Tree::Practice);
            issuing.push((seat, subject(&world.authorities.authority(seat).await?.der)));
        }
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).allow_unauthenticated();
        Ok(Self { world, chains: verifier.build().map_err(failed)?, issuing })
    }

    fn is_revoked(&self, certificate: &[u8]) -> bool {
        let Ok((_, certificate)) = X509Certificate::from_der(certificate) else { return false };
        let serial: String = certificate.raw_serial().iter().map(|byte| format!("{byte:02X}")).collect();
        let by = self.issuing.iter().find(|(_, subject)| subject == certificate.issuer().as_raw());
        by.is_some_and(|(seat, _)| matches!(status(&self.world, *seat, &serial), Status::Revoked(_)))
    }
}

impl ClientCertVerifier for EnterpriseCertificates {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.chains.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let now = u64::try_from(self.world.clock.now()).unwrap_or_default();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(now));
        let verified = self.chains.verify_client_cert(end_entity, intermediates, now)?;
        if self.is_revoked(end_entity) { Err(CertificateError::Revoked.into()) } else { Ok(verified) }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chains.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chains.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chains.supported_verify_schemes()
    }
}

impl fmt::Debug for EnterpriseCertificates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EnterpriseCertificates").field("issuing", &self.issuing).finish_non_exhaustive()
    }
}

fn subject(certificate: &[u8]) -> Vec<u8> {
    X509Certificate::from_der(certificate).map(|(_, certificate)| certificate.subject().as_raw().to_vec()).unwrap_or_default()
}

fn failed(error: impl fmt::Display) -> PracticeError {
    PracticeError::Certificate(error.to_string())
}
