//! What is asked of the provider without the browser: forms that carry the client's proof of itself (idporten.md 7).

use serde_json::{Map, Value};
use url::Url;

use super::metadata::Metadata;
use super::relying_party::RelyingParty;
use super::{Client, ClientAuthentication, LoginError};
use crate::clock_offset::services_time;
use crate::http::{Request, Response};
use crate::jose;
use crate::keys::SigningAlgorithm;
use crate::secret::Secret;

/// RFC 7523 §2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Seconds; at most 120 are accepted (idporten.md 7.2).
const LIFETIME: i64 = 100;

/// One client's way to its provider.
pub(super) struct BackChannel<'a> {
    pub(super) party: &'a RelyingParty,
    pub(super) client: &'a Client,
    pub(super) metadata: &'a Metadata,
}

impl BackChannel<'_> {
    /// Posts a form once. `client_id` and the client's proof of itself are added.
    pub(super) async fn post(&self, endpoint: &Url, template: &'static str, fields: &[(&str, &str)]) -> Result<Response, LoginError> {
        let id = self.client.id.as_str();
        let mut fields: Vec<(&str, &str)> = [fields, &[("client_id", id)]].concat();
        let assertion = self.assertion()?;
        let mut basic = None;
        match &self.client.authentication {
            ClientAuthentication::None | ClientAuthentication::PrivateKeyJwt(_) => {}
            ClientAuthentication::ClientSecretBasic(secret) => basic = Some(&**secret),
            // EXPOSE: the secret goes to the provider that made it, in a body that is a secret itself.
            ClientAuthentication::ClientSecretPost(secret) => fields.push(("client_secret", secret.expose())),
        }
        if let Some(assertion) = &assertion {
            // EXPOSE: the assertion is for the provider alone; same body.
            fields.extend([("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion.expose())]);
        }
        let mut request = Request::post_form(endpoint, template, &fields);
        if let Some(secret) = basic {
            request = request.basic(id, secret);
        }
        Ok(self.party.http.send(request, &self.party.ports).await?)
    }

    /// A fresh assertion, where the client is registered for it. It can be used once.
    fn assertion(&self) -> Result<Option<Secret<String>>, LoginError> {
        let ClientAuthentication::PrivateKeyJwt(credential) = &self.client.authentication else { return Ok(None) };
        let ports = &self.party.ports;
        let header = credential.jose_header()?;
        let offset = self.metadata.clock_offset(self.party.http.trail());
        let claims = claims(self.client.id.as_str(), &self.metadata.issuer, services_time(ports.clock.now(), offset).unix_timestamp());
        Ok(Some(jose::sign(header, &claims, credential.signing().0, SigningAlgorithm::Rs256, ports)?))
    }
}

/// The claims of idporten.md 7.2: the issuer alone is the audience, never the endpoint.
fn claims(client: &str, issuer: &str, now: i64) -> Map<String, Value> {
    Map::from_iter([
        ("iss".to_owned(), client.into()),
        ("sub".to_owned(), client.into()),
        ("aud".to_owned(), issuer.into()),
        ("iat".to_owned(), now.into()),
        ("exp".to_owned(), (now + LIFETIME).into()),
        ("jti".to_owned(), uuid::Uuid::new_v4().to_string().into()),
    ])
}
