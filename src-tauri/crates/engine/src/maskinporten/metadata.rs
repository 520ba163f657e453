//! What Maskinporten says about itself (RFC 8414 §3; maskinporten.md 1.1).

use serde::Deserialize;
use url::Url;

use super::MaskinportenError;
use crate::environment::{Environment, EnvironmentError};
use crate::http::{Http, Request};
use crate::ports::Ports;

const DOCUMENT: &str = "/.well-known/oauth-authorization-server";

/// The two members that matter here. Others may be missing or unknown.
#[derive(Debug)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    pub(super) token_endpoint: Url,
}

/// Fetches the document and holds it to the issuer, byte for byte (RFC 8414 §3.3).
pub(super) async fn fetch(environment: &Environment, http: &Http, ports: &Ports) -> Result<Metadata, MaskinportenError> {
    #[derive(Deserialize)]
    struct Members {
        issuer: String,
        token_endpoint: String,
    }
    let ours = environment.hosts.maskinporten.as_ref().ok_or(EnvironmentError::NoHost { field: "maskinporten" })?;
    let url = ours.join(DOCUMENT);
    let response = http.send(Request::get(&url, DOCUMENT), ports).await?;
    if !response.is_success() {
        return Err(response.unexpected().into());
    }
    let Members { issuer, token_endpoint } = response.json()?;
    if issuer != ours.as_str() {
        return Err(MaskinportenError::OtherIssuer { ours: ours.as_str().to_owned(), theirs: issuer });
    }
    let token_endpoint = Url::parse(&token_endpoint).map_err(|_| response.unexpected())?;
    Ok(Metadata { issuer, token_endpoint })
}
