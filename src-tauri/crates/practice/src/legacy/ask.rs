//! What a request says before anybody looks at whether it may.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;

use crate::form::Fields;
use crate::tls::Peer;

/// The parameter that has the certificate looked at. It has no value: with `=` behind it, it was not sent.
const FORCE: &str = "ForceEIAuthentication";

pub(super) struct Ask {
    pub(super) headers: HeaderMap,
    pub(super) fields: Fields,
    pub(super) path: String,
    /// DER, where the client showed one and wants it looked at.
    pub(super) certificate: Option<Vec<u8>>,
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let peer = parts.extensions.get::<ConnectInfo<Peer>>().filter(|_| query.split('&').any(|part| part == FORCE));
        Ok(Self {
            headers: parts.headers.clone(),
            fields: Fields::parse(query.as_bytes()),
            path: parts.uri.path().to_owned(),
            certificate: peer.and_then(|ConnectInfo(peer)| peer.certificate.clone()),
        })
    }
}
