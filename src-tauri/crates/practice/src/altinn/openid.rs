//! Altinn as an issuer: altinn.md 2.6.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, SerialNumber};
use rsa::traits::PublicKeyParts;
use serde_json::{Map, Value, json};
use sha1::{Digest, Sha1};

use crate::altinn::Altinn;
use crate::altinn::provider::is_valid;
use crate::altinn::refusal::Refusal;
use crate::jose::{Jws, SigningKey};
use crate::keys::KeyName;
use crate::{Fault, PracticeError};

/// What the signing key is published in. Made anew from the same key it is the same.
pub(super) struct Certificate {
    der: Vec<u8>,
    /// SHA-1 in upper-case hexadecimal: the `kid` of everything that Altinn signs.
    pub(super) thumbprint: String,
}

impl Certificate {
    fn of(key: &SigningKey) -> Result<Self, PracticeError> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Øvelse Altinn");
        params.serial_number = Some(SerialNumber::from(1));
        let pair = KeyPair::from_pkcs8_der_and_sign_algo(&key.to_pkcs8()?.into(), &PKCS_RSA_SHA256)?;
        let der = params.self_signed(&pair)?.der().to_vec();
        let thumbprint = Sha1::digest(&der).iter().map(|byte| format!("{byte:02X}")).collect();
        Ok(Self { der, thumbprint })
    }
}

impl Altinn {
    /// A token with these claims, signed by the key of the day.
    pub(super) async fn sign(&self, claims: Map<String, Value>) -> Result<String, PracticeError> {
        let rotated = self.world.faults.is_on(Fault::AltinnKeyRotation);
        let name = if rotated { KeyName::AltinnNext } else { KeyName::Altinn };
        let kid = &self.certificate(name).await?.thumbprint;
        Ok(self.world.keys.key(name).await?.sign(&json!({ "typ": "JWT", "kid": kid }), &claims.into())?)
    }

    /// Whether any of its own keys has signed it, and it is not over.
    pub(super) fn has_signed(&self, jws: &Jws<'_>) -> bool {
        let keys = [KeyName::Altinn, KeyName::AltinnNext].into_iter().filter_map(|name| self.world.keys.made(name));
        keys.into_iter().any(|key| is_valid(jws, &key.public(), self.world.clock.now()))
    }

    async fn certificate(&self, name: KeyName) -> Result<&Certificate, PracticeError> {
        let cell = if name == KeyName::AltinnNext { &self.next } else { &self.certificate };
        let make = async || Certificate::of(&*self.world.keys.key(name).await?);
        cell.get_or_try_init(make).await
    }

    /// Against RFC 7518 in standard base64, as in reality, unless a fault has them otherwise.
    async fn published(&self, name: KeyName) -> Result<Value, PracticeError> {
        let (certificate, key) = (self.certificate(name).await?, self.world.keys.key(name).await?.public());
        let number = |bytes: Vec<u8>| {
            if self.world.faults.is_on(Fault::AltinnKeysBase64url) {
                URL_SAFE_NO_PAD.encode(bytes)
            } else if self.world.faults.is_on(Fault::AltinnKeysPadded) {
                URL_SAFE.encode([vec![0], bytes].concat())
            } else {
                STANDARD.encode(bytes)
            }
        };
        Ok(json!({
            "kty": "RSA",
            "use": "sig",
            "kid": certificate.thumbprint,
            "n": number(key.n().to_bytes_be()),
            "e": number(key.e().to_bytes_be()),
            "x5c": [STANDARD.encode(&certificate.der)],
        }))
    }
}

/// A name that no environment has.
const STRANGER: &str = "https://platform.elsewhere.example/authentication/api/v1/openid/";

/// `GET …/openid/.well-known/openid-configuration`
pub(super) async fn openid_configuration(State(app): State<Arc<Altinn>>) -> Json<Value> {
    let base = format!("{}/authentication/api/v1", app.world.addresses.altinn_platform);
    Json(json!({
        "issuer": if app.world.faults.is_on(Fault::AltinnWrongIssuer) { STRANGER.to_owned() } else { app.issuer() },
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "jwks_uri": format!("{base}/openid/.well-known/openid-configuration/jwks"),
        "end_session_endpoint": format!("{base}/openid/logout"),
        "response_types_supported": ["token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

/// `GET …/openid/.well-known/openid-configuration/jwks`
pub(super) async fn jwks(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    let has_next = app.world.faults.is_on(Fault::AltinnKeyRotation) || app.world.keys.made(KeyName::AltinnNext).is_some();
    let names = [Some(KeyName::Altinn), has_next.then_some(KeyName::AltinnNext)];
    let mut keys = Vec::new();
    for name in names.into_iter().flatten() {
        match app.published(name).await {
            Ok(key) => keys.push(key),
            Err(_) => return Refusal::Failed.answer(&headers),
        }
    }
    Json(json!({ "keys": keys })).into_response()
}
