//! Tokens that are bound to a key (RFC 9449; idporten.md 16.3): who steals one cannot use it.

mod key;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use url::Url;

use self::key::Key;
use super::LoginError;
use crate::http::{Request, Response};
use crate::jose;
use crate::secret::Secret;

/// The key of one login, with what each server last wanted to see in its proofs. In memory only.
pub(super) struct Binding {
    key: Key,
    /// By host and port (RFC 9449 §8.2).
    nonces: Mutex<BTreeMap<String, String>>,
}

impl std::fmt::Debug for Binding {
    /// Nothing of the key is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Binding").finish_non_exhaustive()
    }
}

impl Binding {
    /// A new key, for one of the algorithms that the provider offers. That it offers none is no sign that it takes none
    /// (idporten.md 1.1).
    pub(super) async fn make(algorithms: &[String]) -> Result<Self, LoginError> {
        let algorithms = algorithms.to_vec();
        // An RSA key takes its time.
        let key = tokio::task::spawn_blocking(move || Key::make(&algorithms)).await.map_err(|_| LoginError::NoRandomness)??;
        Ok(Self { key, nonces: Mutex::default() })
    }

    /// `dpop_jkt` and `cnf.jkt` (RFC 9449 §10, §6.1).
    pub(super) fn thumbprint(&self) -> &str {
        &self.key.thumbprint
    }

    /// Adds the proof to a request; `now` is the service's time.
    pub(super) fn prove<'a>(&self, request: Request<'a>, now: OffsetDateTime) -> Result<Request<'a>, LoginError> {
        let (method, url, token) = request.to_prove();
        let proof = self.proof(method, url, token, now)?;
        Ok(request.proof(proof))
    }

    /// RFC 9449 §4.2.
    fn proof(&self, method: &str, url: &Url, token: Option<&Secret<String>>, now: OffsetDateTime) -> Result<Secret<String>, LoginError> {
        let mut address = url.clone();
        address.set_query(None);
        address.set_fragment(None);
        let header = Map::from_iter([
            ("typ".to_owned(), "dpop+jwt".into()),
            ("alg".to_owned(), self.key.algorithm().into()),
            ("jwk".to_owned(), self.key.jwk.clone()),
        ]);
        let mut claims = Map::from_iter([
            ("jti".to_owned(), Value::from(uuid::Uuid::new_v4().to_string())),
            ("htm".to_owned(), method.into()),
            ("htu".to_owned(), address.as_str().into()),
            ("iat".to_owned(), now.unix_timestamp().into()),
        ]);
        claims.extend(self.nonce(url.authority()).map(|nonce| ("nonce".to_owned(), nonce.into())));
        // EXPOSE: hashed here; the hash is of use beside the token alone.
        let hash = |token: &Secret<String>| BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, token.expose().as_bytes()));
        claims.extend(token.map(|token| ("ath".to_owned(), hash(token).into())));
        Ok(jose::compact(&header, &claims, |message| self.key.sign(message))?)
    }

    fn nonce(&self, host: &str) -> Option<String> {
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner).get(host).cloned()
    }

    /// Learns the nonce for the next proof. Whether this answer only asks for it (RFC 9449 §8, §9).
    pub(super) fn must_ask_again(&self, url: &Url, response: &Response) -> bool {
        let Some(nonce) = response.dpop_nonce.clone() else { return false };
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner).insert(url.authority().to_owned(), nonce);
        let challenged = response.www_authenticate.as_ref().is_some_and(|challenge| challenge.contains("use_dpop_nonce"));
        !response.is_success() && (challenged || response.said().error.as_deref() == Some("use_dpop_nonce"))
    }

    /// Whether an access token, as far as it can be read, is bound to another key than this, or to none.
    pub(super) fn is_anothers(&self, access_token: &Secret<String>) -> bool {
        let Some(claims) = jose::claims_unverified(access_token) else { return false };
        claims.get("cnf").and_then(|confirmation| confirmation.get("jkt")).and_then(Value::as_str) != Some(self.thumbprint())
    }
}
