//! What Maskinporten says about itself (RFC 8414 §3; maskinporten.md 1.1).

use serde::Deserialize;
use url::Url;

use super::MaskinportenError;
use crate::clock_offset::ClockOffset;
use crate::environment::{Environment, EnvironmentError};
use crate::http::{Http, Request};
use crate::ports::Ports;
use crate::trail::Trail;

const DOCUMENT: &str = "/.well-known/oauth-authorization-server";

/// The members that matter here. Others may be missing or unknown: there is no `authorization_endpoint`.
#[derive(Debug, Clone)]
pub(crate) struct Metadata {
    pub(crate) issuer: String,
    pub(crate) token_endpoint: Url,
    /// The keys that tokens are signed with, where it tells.
    pub(crate) jwks_uri: Option<Url>,
}

impl Metadata {
    /// Maskinporten's clock minus ours, in seconds: by its own answers, where they tell; another service's clock may go otherwise.
    pub(super) fn clock_offset(&self, trail: &Trail) -> Option<i64> {
        trail.clock_at(self.token_endpoint.authority()).or_else(|| trail.clock()).map(ClockOffset::seconds)
    }
}

/// Fetches the document and holds it to the issuer, byte for byte (RFC 8414 §3.3). Its addresses must be the issuer's own host:
/// a grant is a credential, and goes nowhere else (maskinporten.md 16).
pub(crate) async fn fetch(environment: &Environment, http: &Http, ports: &Ports) -> Result<Metadata, MaskinportenError> {
    #[derive(Deserialize)]
    struct Members {
        issuer: String,
        token_endpoint: String,
        jwks_uri: Option<String>,
    }
    let ours = environment.hosts.maskinporten.as_ref().ok_or(EnvironmentError::NoHost { field: "maskinporten" })?;
    let url = ours.join(DOCUMENT);
    let response = http.send(Request::get(&url, DOCUMENT), ports).await?;
    if !response.is_success() {
        return Err(response.unexpected().into());
    }
    let Members { issuer, token_endpoint, jwks_uri } = response.json()?;
    if issuer != ours.as_str() {
        return Err(MaskinportenError::OtherIssuer { ours: ours.as_str().to_owned(), theirs: issuer });
    }
    let own = |address: &str| {
        let address = Url::parse(address).map_err(|_| response.unexpected())?;
        if address.origin() != url.origin() {
            return Err(MaskinportenError::OtherHost { ours: ours.authority().to_owned(), theirs: address.authority().to_owned() });
        }
        // RFC 6749 §3.2 has no fragment there; and whom we log in as is not the document's to say.
        let plain = address.username().is_empty() && address.password().is_none() && address.fragment().is_none();
        if plain { Ok(address) } else { Err(response.unexpected().into()) }
    };
    Ok(Metadata { token_endpoint: own(&token_endpoint)?, jwks_uri: jwks_uri.as_deref().map(own).transpose()?, issuer })
}
