//! What is asked of the provider without the browser, with the client's proof of itself (idporten.md 7).

use serde_json::{Map, Value};
use time::OffsetDateTime;
use url::Url;

use super::dpop::Binding;
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
#[derive(Clone, Copy)]
pub(super) struct BackChannel<'a> {
    pub(super) party: &'a RelyingParty,
    pub(super) client: &'a Client,
    pub(super) metadata: &'a Metadata,
    /// The key that the tokens are bound to, or are to be.
    pub(super) binding: Option<&'a Binding>,
}

impl BackChannel<'_> {
    /// Posts a form once. `client_id` and the client's proof of itself are added.
    pub(super) async fn post(&self, endpoint: &Url, template: &'static str, fields: &[(&str, &str)]) -> Result<Response, LoginError> {
        Ok(self.party.http.send(self.form(endpoint, template, fields)?, &self.party.ports).await?)
    }

    /// The same to the token endpoint, with a proof of the key.
    pub(super) async fn post_for_tokens(&self, fields: &[(&str, &str)]) -> Result<Response, LoginError> {
        self.proved(|| self.form(&self.metadata.token, "/token", fields)).await
    }

    /// Sends what `request` makes, with a proof of the key where there is one; once more when the server wants its own nonce in it, which
    /// it says before it looks at the rest (RFC 9449 §8).
    pub(super) async fn proved<'r>(&self, request: impl Fn() -> Result<Request<'r>, LoginError>) -> Result<Response, LoginError> {
        let (http, ports) = (&self.party.http, &self.party.ports);
        let Some(binding) = self.binding else { return Ok(http.send(request()?, ports).await?) };
        let first = binding.prove(request()?, self.now())?;
        let (_, url, _) = first.to_prove();
        let response = http.send(first, ports).await?;
        if !binding.must_ask_again(url, &response) {
            return Ok(response);
        }
        // Whatever else can be used once is made anew too.
        let response = http.send(binding.prove(request()?, self.now())?, ports).await?;
        binding.must_ask_again(url, &response);
        Ok(response)
    }

    fn form<'r>(&'r self, endpoint: &'r Url, template: &'static str, fields: &[(&str, &str)]) -> Result<Request<'r>, LoginError> {
        let id = self.client.id.as_str();
        let mut fields: Vec<(&str, &str)> = [fields, &[("client_id", id)]].concat();
        let assertion = self.assertion()?;
        if let Some(assertion) = &assertion {
            // EXPOSE: the assertion is for the provider alone, in a body that is a secret itself.
            fields.extend([("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion.expose())]);
        }
        if let ClientAuthentication::ClientSecretPost(secret) = &self.client.authentication {
            // EXPOSE: the secret goes to the provider that made it; same body.
            fields.push(("client_secret", secret.expose()));
        }
        let request = Request::post_form(endpoint, template, &fields);
        Ok(match &self.client.authentication {
            ClientAuthentication::ClientSecretBasic(secret) => request.basic(id, secret),
            _ => request,
        })
    }

    /// A fresh assertion, where the client is registered for it. It can be used once.
    fn assertion(&self) -> Result<Option<Secret<String>>, LoginError> {
        let ClientAuthentication::PrivateKeyJwt(credential) = &self.client.authentication else { return Ok(None) };
        let claims = claims(self.client.id.as_str(), &self.metadata.issuer, self.now().unix_timestamp());
        let (key, _) = credential.signing();
        Ok(Some(jose::sign(credential.jose_header()?, &claims, key, SigningAlgorithm::Rs256, &self.party.ports)?))
    }

    /// The provider's time, as well as we know it.
    fn now(&self) -> OffsetDateTime {
        services_time(self.party.ports.clock.now(), self.metadata.clock_offset(self.party.http.trail()))
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
