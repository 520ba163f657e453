//! Altinn as an issuer: altinn.md 2.6.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, SerialNumber};
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::PracticeError;
use crate::altinn::Altinn;
use crate::altinn::refusal::Refusal;
use crate::jose::SigningKey;
use crate::keys::KeyName;

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
    pub(super) async fn certificate(&self) -> Result<&Certificate, PracticeError> {
        let make = async || Certificate::of(&*self.world.keys.key(KeyName::Altinn).await?);
        self.certificate.get_or_try_init(make).await
    }
}

/// `GET …/openid/.well-known/openid-configuration`
pub(super) async fn openid_configuration(State(app): State<Arc<Altinn>>) -> Json<Value> {
    let base = format!("{}/authentication/api/v1", app.world.addresses.altinn_platform);
    Json(json!({
        "issuer": app.issuer(),
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "jwks_uri": format!("{base}/openid/.well-known/openid-configuration/jwks"),
        "end_session_endpoint": format!("{base}/openid/logout"),
        "response_types_supported": ["token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

/// `GET …/openid/.well-known/openid-configuration/jwks`: the numbers in standard base64, against RFC 7518, as in reality.
pub(super) async fn jwks(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    let (Ok(certificate), Ok(key)) = (app.certificate().await, app.world.keys.key(KeyName::Altinn).await) else {
        return Refusal::Failed.answer(&headers);
    };
    let public = key.public();
    Json(json!({ "keys": [{
        "kty": "RSA",
        "use": "sig",
        "kid": certificate.thumbprint,
        "n": STANDARD.encode(public.n().to_bytes_be()),
        "e": STANDARD.encode(public.e().to_bytes_be()),
        "x5c": [STANDARD.encode(&certificate.der)],
    }] }))
    .into_response()
}
