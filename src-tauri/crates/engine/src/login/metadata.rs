//! The provider's metadata (OpenID Connect Discovery 1.0 §4): the issuer byte for byte, every endpoint from here.

use serde_json::{Map, Value};
use url::Url;

use super::id_token::{IssuersTime, shown};
use super::{LoginError, Provider};
use crate::clock_offset::{ClockOffset, services_time};
use crate::environment::{Environment, Kind, Origin};
use crate::http::{Http, Request};
use crate::ports::{Clock, Ports};
use crate::trail::Trail;

const PATH: &str = "/.well-known/openid-configuration";

/// The members that a login uses.
#[derive(Debug, Clone)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    pub(super) authorization: Url,
    pub(super) token: Url,
    pub(super) jwks: Url,
    pub(super) userinfo: Option<Url>,
    pub(super) pushed: Option<Url>,
    /// Whether it takes no other requests (RFC 9126 §5).
    pub(super) pushed_alone: bool,
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
        Self::of(&Document(response.json()?), issuer.as_str(), environment.kind)
    }

    fn of(document: &Document, issuer: &str, kind: Kind) -> Result<Self, LoginError> {
        match document.0.get("issuer").and_then(Value::as_str) {
            Some(got) if got == issuer => {}
            Some(got) => return Err(LoginError::MetadataIssuer { expected: issuer.to_owned(), got: shown(got) }),
            None => return Err(LoginError::MetadataIncomplete { member: "issuer" }),
        }
        // Left out, it says nothing; there, it must have the one that we use (RFC 8414 §2).
        let methods = document.list("code_challenge_methods_supported");
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
            return Err(LoginError::MetadataIncomplete { member: "code_challenge_methods_supported" });
        }
        let optional = |member| document.address(member, kind);
        let needed = |member| optional(member)?.ok_or(LoginError::MetadataIncomplete { member });
        Ok(Self {
            issuer: issuer.to_owned(),
            authorization: needed("authorization_endpoint")?,
            token: needed("token_endpoint")?,
            jwks: needed("jwks_uri")?,
            userinfo: optional("userinfo_endpoint")?,
            pushed: optional("pushed_authorization_request_endpoint")?,
            revocation: optional("revocation_endpoint")?,
            end_session: optional("end_session_endpoint")?,
            pushed_alone: document.says("require_pushed_authorization_requests"),
            iss_is_sent: document.says("authorization_response_iss_parameter_supported"),
            acr_values: document.list("acr_values_supported").unwrap_or_default(),
            dpop_algorithms: document.list("dpop_signing_alg_values_supported").unwrap_or_default(),
        })
    }

    /// The provider's clock minus ours, in seconds: by its own answers, where they tell.
    pub(super) fn clock_offset(&self, trail: &Trail) -> Option<i64> {
        trail.clock_at(self.token.authority()).or_else(|| trail.clock()).map(ClockOffset::seconds)
    }

    /// What time it is at the provider.
    pub(super) fn time(&self, trail: &Trail, clock: &dyn Clock) -> IssuersTime {
        let offset = self.clock_offset(trail);
        IssuersTime { seconds: services_time(clock.now(), offset).unix_timestamp(), is_told: offset.is_some() }
    }
}

/// The document as it came: members that nobody here knows are no matter, nor is what stands in those that are for information.
struct Document(Map<String, Value>);

impl Document {
    fn says(&self, member: &str) -> bool {
        self.0.get(member) == Some(&Value::Bool(true))
    }

    fn list(&self, member: &str) -> Option<Vec<String>> {
        let values = self.0.get(member)?.as_array()?;
        Some(values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect())
    }

    /// An address that the browser or [`Http`] may go to: https, or http on loopback where the environment allows it. It may have a
    /// query of its own, which stays, and no fragment (RFC 6749 §3.1).
    fn address(&self, member: &'static str, kind: Kind) -> Result<Option<Url>, LoginError> {
        let Some(value) = self.0.get(member).filter(|value| !value.is_null()) else { return Ok(None) };
        let refused =
            || LoginError::MetadataAddress { member, got: shown(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)) };
        let url = value.as_str().and_then(|text| Url::parse(text).ok()).ok_or_else(refused)?;
        let mut plain = url.clone();
        plain.set_query(None);
        Origin::parse(member, plain.as_str(), kind).map_err(|_| refused())?;
        Ok(Some(url))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
        let members = document.as_object().cloned().unwrap_or_default();
        Metadata::of(&Document(members), "https://test.idporten.no", Kind::Test)
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
        for other in ["https://test.idporten.no/", "https://TEST.idporten.no", "https://idporten.no", "https://test.idporten.no:443", ""] {
            let read = read(|document| document["issuer"] = json!(other));
            assert!(matches!(read, Err(LoginError::MetadataIssuer { got, .. }) if got == other), "{other}");
        }
        for other in [json!(null), json!(["https://test.idporten.no"])] {
            let read = read(|document| document["issuer"] = other.clone());
            assert!(matches!(read, Err(LoginError::MetadataIncomplete { member: "issuer" })), "{other}");
        }
    }

    #[test]
    fn addresses_must_be_https() {
        for bad in ["http://login.test.idporten.no/authorize", "http://127.0.0.1/authorize", "file:///etc/hosts", "javascript:alert(1)", ""]
        {
            let read = read(|document| document["authorization_endpoint"] = json!(bad));
            assert!(matches!(read, Err(LoginError::MetadataAddress { member: "authorization_endpoint", got }) if got == bad), "{bad}");
        }
        for bad in ["https://x@test.idporten.no/", "https://test.idporten.no/#top", "https://test.idporten.no/?a#b", "//test.idporten.no"] {
            // Nobody needs it to log in; a document with such an address in it is nobody's to believe all the same.
            let read = read(|document| document["end_session_endpoint"] = json!(bad));
            assert!(matches!(read, Err(LoginError::MetadataAddress { member: "end_session_endpoint", .. })), "{bad}");
        }
        let read = read(|document| document["jwks_uri"] = Value::Null);
        assert!(matches!(read, Err(LoginError::MetadataIncomplete { member: "jwks_uri" })));
    }

    #[test]
    fn a_query_of_its_own_stays() -> Result<(), LoginError> {
        let metadata = read(|document| document["authorization_endpoint"] = json!("https://login.test.idporten.no/authorize?policy=x"))?;
        assert_eq!(metadata.authorization.query(), Some("policy=x"));
        Ok(())
    }

    #[test]
    fn what_is_for_information_may_be_anything() -> Result<(), LoginError> {
        for member in ["acr_values_supported", "dpop_signing_alg_values_supported", "code_challenge_methods_supported"] {
            for value in [json!(null), json!(7), json!("S256"), json!({}), json!(["S256", null, 7])] {
                read(|document| document[member] = value.clone())?;
            }
        }
        for value in [json!(null), json!("true"), json!(1)] {
            assert!(!read(|document| document["authorization_response_iss_parameter_supported"] = value.clone())?.iss_is_sent);
        }
        let plain = read(|document| document["code_challenge_methods_supported"] = json!(["plain"]));
        assert!(matches!(plain, Err(LoginError::MetadataIncomplete { member: "code_challenge_methods_supported" })));
        Ok(())
    }
}
