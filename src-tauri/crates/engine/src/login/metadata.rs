//! The provider's metadata (OpenID Connect Discovery 1.0 §4): the issuer byte for byte, every endpoint from here.

use serde::Deserialize;
use url::Url;

use super::{LoginError, Provider};
use crate::clock_offset::ClockOffset;
use crate::environment::{Environment, Kind, Origin};
use crate::http::{Http, Request};
use crate::ports::Ports;
use crate::trail::Trail;

const PATH: &str = "/.well-known/openid-configuration";

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    jwks_uri: Option<String>,
    userinfo_endpoint: Option<String>,
    pushed_authorization_request_endpoint: Option<String>,
    revocation_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    acr_values_supported: Vec<String>,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    dpop_signing_alg_values_supported: Vec<String>,
}

/// The members that a login uses.
#[derive(Debug, Clone)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    pub(super) authorization: Url,
    pub(super) token: Url,
    pub(super) jwks: Url,
    pub(super) userinfo: Option<Url>,
    pub(super) pushed: Option<Url>,
    pub(super) revocation: Option<Url>,
    pub(super) end_session: Option<Url>,
    /// Whether an authorization response without `iss` must be refused (RFC 9207 §2.4).
    pub(super) iss_is_sent: bool,
    /// Empty when it does not tell.
    pub(super) acr_values: Vec<String>,
    /// Empty when it does not tell, which is no sign that none is taken.
    pub(super) dpop_algorithms: Vec<String>,
}

impl Metadata {
    pub(super) async fn fetch(provider: Provider, environment: &Environment, http: &Http, ports: &Ports) -> Result<Self, LoginError> {
        let issuer = provider.issuer(environment)?;
        let response = http.send(Request::get(&issuer.join(PATH), PATH), ports).await?;
        if !response.is_success() {
            return Err(response.unexpected().into());
        }
        Self::of(response.json()?, issuer.as_str(), environment.kind)
    }

    fn of(document: Document, issuer: &str, kind: Kind) -> Result<Self, LoginError> {
        if document.issuer != issuer {
            return Err(LoginError::MetadataIssuer { expected: issuer.to_owned(), got: document.issuer });
        }
        if document.code_challenge_methods_supported.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
            return Err(LoginError::MetadataIncomplete { member: "code_challenge_methods_supported" });
        }
        let optional = |member, value| address(member, value, kind);
        let needed = |member, value| address(member, value, kind)?.ok_or(LoginError::MetadataIncomplete { member });
        Ok(Self {
            authorization: needed("authorization_endpoint", document.authorization_endpoint)?,
            token: needed("token_endpoint", document.token_endpoint)?,
            jwks: needed("jwks_uri", document.jwks_uri)?,
            userinfo: optional("userinfo_endpoint", document.userinfo_endpoint)?,
            pushed: optional("pushed_authorization_request_endpoint", document.pushed_authorization_request_endpoint)?,
            revocation: optional("revocation_endpoint", document.revocation_endpoint)?,
            end_session: optional("end_session_endpoint", document.end_session_endpoint)?,
            issuer: document.issuer,
            iss_is_sent: document.authorization_response_iss_parameter_supported,
            acr_values: document.acr_values_supported,
            dpop_algorithms: document.dpop_signing_alg_values_supported,
        })
    }

    /// The provider's clock minus ours, in seconds: by its own answers, where they tell.
    pub(super) fn clock_offset(&self, trail: &Trail) -> Option<i64> {
        trail.clock_at(self.token.authority()).or_else(|| trail.clock()).map(ClockOffset::seconds)
    }
}

/// An address that the browser or [`Http`] may go to: https, or http on loopback where the environment allows it.
fn address(member: &'static str, value: Option<String>, kind: Kind) -> Result<Option<Url>, LoginError> {
    let Some(value) = value else { return Ok(None) };
    let origin = Origin::parse(member, &value, kind).map_err(|_| LoginError::MetadataIncomplete { member })?;
    Url::parse(origin.as_str()).map(Some).map_err(|_| LoginError::MetadataIncomplete { member })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(change: impl FnOnce(&mut Value)) -> Result<Metadata, LoginError> {
        let mut document = json!({
            "issuer": "https://test.idporten.no",
            "authorization_endpoint": "https://login.test.idporten.no/authorize",
            "token_endpoint": "https://test.idporten.no/token",
            "jwks_uri": "https://test.idporten.no/jwks.json",
            "authorization_response_iss_parameter_supported": true,
            "unknown_member": ["ignored"],
        });
        change(&mut document);
        let document = serde_json::from_value(document).map_err(|_| LoginError::MetadataIncomplete { member: "issuer" })?;
        Metadata::of(document, "https://test.idporten.no", Kind::Test)
    }

    #[test]
    fn endpoints_come_from_the_document() -> Result<(), LoginError> {
        let metadata = read(|_| ())?;
        assert_eq!(metadata.authorization.as_str(), "https://login.test.idporten.no/authorize");
        assert!(metadata.iss_is_sent && metadata.revocation.is_none());
        Ok(())
    }

    #[test]
    fn the_issuer_is_compared_byte_for_byte() {
        for other in ["https://test.idporten.no/", "https://TEST.idporten.no", "https://idporten.no"] {
            let read = read(|document| document["issuer"] = json!(other));
            assert!(matches!(read, Err(LoginError::MetadataIssuer { got, .. }) if got == other), "{other}");
        }
    }

    #[test]
    fn addresses_must_be_https() {
        for bad in ["http://login.test.idporten.no/authorize", "javascript:alert(1)", "http://127.0.0.1/authorize", ""] {
            let read = read(|document| document["authorization_endpoint"] = json!(bad));
            assert!(matches!(read, Err(LoginError::MetadataIncomplete { member: "authorization_endpoint" })), "{bad}");
        }
        let read = read(|document| document["jwks_uri"] = Value::Null);
        assert!(matches!(read, Err(LoginError::MetadataIncomplete { member: "jwks_uri" })));
    }
}
