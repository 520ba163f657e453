//! Whether a token's issuer signed it: its published keys are fetched, and nothing of the token leaves the machine.

use jsonwebtoken::Algorithm;
use serde::Deserialize;
use url::Url;

use super::finding::{
    self, SIGNATURE_BROKEN, SIGNATURE_NOT_CHECKED, SIGNATURE_OF_CLIENT, SIGNATURE_OTHER_ISSUER, SIGNATURE_UNKNOWN_KEY, SIGNATURE_VERIFIED,
    finding, with,
};
use super::members::Members;
use super::reading::{Against, TokenKind, read};
use super::{TokenReaderError, pasted};
use crate::certificates::{Finding, Severity};
use crate::environment::{Environment, EnvironmentError, IssuerService, Origin};
use crate::http::{Http, HttpFailure, Request};
use crate::jose::{JoseError, Keys};
use crate::maskinporten::fetch_metadata;
use crate::ports::Ports;
use crate::problem::{Explain, Problem};
use crate::secret::Secret;

/// What Digdir and Altinn sign with (maskinporten.md 1.1, altinn.md 2.6).
pub(super) const ALGORITHMS: [(&str, Algorithm); 3] =
    [("RS256", Algorithm::RS256), ("RS384", Algorithm::RS384), ("RS512", Algorithm::RS512)];

/// What became of the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// The issuer signed it, with this key.
    Verified {
        /// `kid`.
        key: String,
    },
    /// Somebody else did, or the token was changed.
    Broken,
    /// With a key that the issuer does not publish, or no longer.
    UnknownKey {
        /// `kid`.
        key: String,
    },
    /// The issuer is none of this environment's, and was not asked.
    OtherIssuer {
        /// `iss`.
        issuer: String,
    },
    /// A grant: its client signed it, whose public key the service alone has.
    OfClient,
    /// The keys could not be fetched.
    NotFetched(Box<Problem>),
    /// With an algorithm that proves nothing here: `none`, or one with a shared secret.
    Algorithm {
        /// `alg`.
        algorithm: String,
    },
}

impl Signature {
    /// In the form of the reading's own findings.
    #[must_use]
    pub fn finding(&self) -> Finding {
        match self {
            Self::Verified { key } => with(finding(Severity::Good, &SIGNATURE_VERIFIED), "kid", key),
            Self::Broken => finding(Severity::Blocking, &SIGNATURE_BROKEN),
            Self::UnknownKey { key } => with(finding(Severity::Blocking, &SIGNATURE_UNKNOWN_KEY), "kid", key),
            Self::OtherIssuer { issuer } => with(finding(Severity::Warning, &SIGNATURE_OTHER_ISSUER), "issuer", issuer),
            Self::OfClient => finding(Severity::Note, &SIGNATURE_OF_CLIENT),
            Self::NotFetched(_) => finding(Severity::Warning, &SIGNATURE_NOT_CHECKED),
            Self::Algorithm { algorithm } => with(finding(Severity::Blocking, &finding::ALGORITHM), "algorithm", algorithm),
        }
    }
}

/// Holds the signature against the keys that the issuer publishes, which must be one of the environment's own. No address in the token
/// is ever followed (`jku`, `x5u`: RFC 8725 §3.10).
///
/// # Errors
/// As [`read`].
pub async fn signature(
    pasted: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Signature, TokenReaderError> {
    let against = Against { environment: Some(environment), now: ports.clock.now(), clock_offset: None };
    let reading = read(pasted, against)?;
    let algorithm = reading.algorithm.unwrap_or_else(|| "none".to_owned());
    if !ALGORITHMS.iter().any(|(name, _)| *name == algorithm) {
        return Ok(Signature::Algorithm { algorithm });
    }
    if reading.kind == TokenKind::Grant {
        return Ok(Signature::OfClient);
    }
    let (token, key) = (pasted::compact(pasted)?, reading.key.unwrap_or_default());
    let issuer = issuer(&token).unwrap_or_default();
    let Some((service, origin)) = environment.issuer(&issuer) else {
        return Ok(Signature::OtherIssuer { issuer: reading.issuer.unwrap_or_default() });
    };
    let jwks = match published(service, origin, environment, http, ports).await {
        Ok(jwks) => jwks,
        Err(problem) => return Ok(Signature::NotFetched(problem)),
    };
    Ok(match verify(&token, &jwks, http, ports).await {
        Ok(Ok(())) => Signature::Verified { key },
        Ok(Err(JoseError::UnknownKey | JoseError::UnnamedKey)) => Signature::UnknownKey { key },
        Ok(Err(JoseError::Algorithm(algorithm))) => Signature::Algorithm { algorithm },
        Ok(Err(JoseError::Signature | JoseError::Malformed)) => Signature::Broken,
        Err(failure) => Signature::NotFetched(Box::new(failure.explain())),
    })
}

/// Byte for byte, as it is compared.
fn issuer(token: &Secret<String>) -> Option<String> {
    // EXPOSE: the claims alone are read.
    Some(Members::of_part(token.expose().split('.').nth(1)?)?.text("iss")?.to_owned())
}

/// A key that is not in the set may be newer than the answer that a cache on the way has.
async fn verify(token: &Secret<String>, jwks: &Url, http: &Http, ports: &Ports) -> Result<Result<(), JoseError>, HttpFailure> {
    let algorithms = ALGORITHMS.map(|(_, algorithm)| algorithm);
    let first = Keys::fetch(http, ports, jwks).await?.verify(token, &algorithms);
    let verdict = match first {
        Err(JoseError::UnknownKey) => Keys::fetch(http, ports, jwks).await?.verify(token, &algorithms),
        verdict => verdict,
    };
    Ok(verdict.map(drop))
}

/// Where the service says that its keys are, once it says that it is itself: on its own host (RFC 8414 §3, OpenID Connect
/// Discovery 1.0 §4).
async fn published(
    service: IssuerService,
    origin: &Origin,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Url, Box<Problem>> {
    #[derive(Deserialize)]
    struct Document {
        issuer: String,
        jwks_uri: String,
    }
    let told = |failure: &dyn Explain| Box::new(failure.explain());
    let path = match service {
        IssuerService::Maskinporten => {
            let metadata = fetch_metadata(environment, http, ports).await.map_err(|error| told(&error))?;
            return metadata.jwks_uri.ok_or_else(|| told(&EnvironmentError::NoHost { field: "maskinporten" }));
        }
        IssuerService::Altinn => "/authentication/api/v1/openid/.well-known/openid-configuration",
        IssuerService::Idporten | IssuerService::Ansattporten | IssuerService::Skyporten => "/.well-known/openid-configuration",
    };
    let url = origin.join(path);
    let response = http.send(Request::get(&url, path), ports).await.map_err(|failure| told(&failure))?;
    let document = response.is_success().then(|| response.json::<Document>()).transpose().map_err(|failure| told(&failure))?;
    let own = document.filter(|document| document.issuer == service.issuer(origin));
    let jwks = own.and_then(|document| Url::parse(&document.jwks_uri).ok()).filter(|jwks| jwks.origin() == url.origin());
    jwks.ok_or_else(|| told(&response.unexpected()))
}
