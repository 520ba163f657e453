//! A new client.

use serde_json::{Map, Value, json};

use super::call::{Call, Verb};
use super::client::{self, take_secret};
use super::combination;
use super::{ApplicationType, IntegrationType, SelfService, SelfServiceError, ServiceClient, TokenEndpointAuthMethod};
use crate::names::Scope;
use crate::secret::Secret;

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClient {
    /// Name for people.
    pub name: String,
    /// Description for people.
    pub description: String,
    /// What it is for; cannot be changed afterwards.
    pub integration: IntegrationType,
    /// Where it runs.
    pub application: ApplicationType,
    /// How it proves itself.
    pub method: TokenEndpointAuthMethod,
    /// Scopes. A login client gets `openid` whether it stands here or not.
    pub scopes: Vec<Scope>,
    /// Where a login may end.
    pub redirect_uris: Vec<String>,
    /// Where a logout may end.
    pub post_logout_redirect_uris: Vec<String>,
    /// The back button's target.
    pub client_uri: Option<String>,
}

impl NewClient {
    /// A client for Maskinporten (idporten.md 14.4).
    #[must_use]
    pub fn for_maskinporten(name: &str, description: &str, scopes: Vec<Scope>) -> Self {
        Self {
            name: name.to_owned(),
            description: description.to_owned(),
            integration: IntegrationType::Maskinporten,
            application: ApplicationType::Web,
            method: TokenEndpointAuthMethod::PrivateKeyJwt,
            scopes,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            client_uri: None,
        }
    }

    /// A client with which people log in at this computer, and with which APIs are called on their behalf (idporten.md 14.4).
    #[must_use]
    pub fn for_login(name: &str, description: &str, scopes: Vec<Scope>, redirect_uris: Vec<String>, client_uri: Option<String>) -> Self {
        Self {
            integration: IntegrationType::ApiClient,
            application: ApplicationType::Native,
            method: TokenEndpointAuthMethod::None,
            redirect_uris,
            client_uri,
            ..Self::for_maskinporten(name, description, scopes)
        }
    }

    fn body(&self) -> Value {
        let mut scopes: Vec<&str> = self.scopes.iter().map(Scope::as_str).collect();
        let login = !matches!(self.integration, IntegrationType::Maskinporten | IntegrationType::Krr);
        if login && !scopes.contains(&"openid") {
            scopes.insert(0, "openid");
        }
        let mut body = Map::from_iter([
            ("client_name".to_owned(), self.name.as_str().into()),
            ("description".to_owned(), self.description.as_str().into()),
            ("integration_type".to_owned(), self.integration.as_str().into()),
            ("application_type".to_owned(), self.application.as_str().into()),
            ("token_endpoint_auth_method".to_owned(), self.method.as_str().into()),
            ("grant_types".to_owned(), json!(combination::grant_types(&self.integration))),
            ("scopes".to_owned(), json!(scopes)),
        ]);
        for (name, uris) in [("redirect_uris", &self.redirect_uris), ("post_logout_redirect_uris", &self.post_logout_redirect_uris)] {
            if !uris.is_empty() {
                body.insert(name.to_owned(), json!(uris));
            }
        }
        body.extend(self.client_uri.as_deref().map(|uri| ("client_uri".to_owned(), uri.into())));
        Value::Object(body)
    }
}

/// A client that was made.
#[derive(Debug)]
pub struct Created {
    /// The client.
    pub client: ServiceClient,
    /// Its secret, which is told this once, when it proves itself by one.
    pub secret: Option<Secret<String>>,
}

/// Makes a client.
///
/// # Errors
/// [`SelfServiceError`]; a combination that there cannot be is not sent.
pub async fn create_client(new: &NewClient, service: &SelfService) -> Result<Created, SelfServiceError> {
    combination::check(&new.integration, &new.application, &new.method)?;
    let response = service.step("selfservice.create", Call::new(Verb::Create(&new.body()), "/clients", &["clients"])).await?;
    let mut told = client::json(&response)?;
    let secret = take_secret(&mut told);
    let client = ServiceClient::from_told(told).ok_or_else(|| SelfServiceError::UnknownAnswer(response.said()))?;
    Ok(Created { client, secret })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_clients_are_the_dossiers() -> Result<(), crate::names::NotAName> {
        let scopes = || ["altinn:instances.read".parse()].into_iter().collect::<Result<Vec<Scope>, _>>();
        let maskinporten = NewClient::for_maskinporten("Kasse", "Kassesystem", scopes()?);
        let expected = json!({
            "client_name": "Kasse", "description": "Kassesystem", "integration_type": "maskinporten", "application_type": "web",
            "token_endpoint_auth_method": "private_key_jwt", "grant_types": ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
            "scopes": ["altinn:instances.read"],
        });
        assert_eq!(maskinporten.body(), expected);
        let redirect = "http://127.0.0.1:0/callback".to_owned();
        let login = NewClient::for_login("Kasse", "Kassesystem", scopes()?, vec![redirect], Some("about:blank".to_owned()));
        let expected = json!({
            "client_name": "Kasse", "description": "Kassesystem", "integration_type": "api_klient", "application_type": "native",
            "token_endpoint_auth_method": "none", "grant_types": ["authorization_code", "refresh_token"],
            "scopes": ["openid", "altinn:instances.read"], "redirect_uris": ["http://127.0.0.1:0/callback"], "client_uri": "about:blank",
        });
        assert_eq!(login.body(), expected);
        Ok(())
    }
}
