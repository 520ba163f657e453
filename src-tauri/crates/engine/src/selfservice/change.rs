//! Changes to a client that is there: its members, its secret, its end.

use serde_json::{Map, Value, json};

use super::call::{Call, Verb};
use super::client::{self, take_secret};
use super::{SelfService, SelfServiceError, ServiceClient, TokenEndpointAuthMethod, combination};
use crate::names::{ClientId, Scope};
use crate::secret::Secret;

const TEMPLATE: &str = "/clients/{client_id}";

/// What to change; what is left out stays. The integration type can never be changed, so it is not here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientChange {
    /// Name for people.
    pub name: Option<String>,
    /// Description for people.
    pub description: Option<String>,
    /// All the scopes that it shall have.
    pub scopes: Option<Vec<Scope>>,
    /// All the places where a login may end.
    pub redirect_uris: Option<Vec<String>>,
    /// All the places where a logout may end.
    pub post_logout_redirect_uris: Option<Vec<String>>,
    /// The back button's target.
    pub client_uri: Option<String>,
    /// How it proves itself. A method without a secret deletes the secret.
    pub method: Option<TokenEndpointAuthMethod>,
    /// Lifetime of its access tokens, in seconds.
    pub access_token_lifetime: Option<u32>,
}

impl ClientChange {
    fn members(&self) -> Map<String, Value> {
        let scopes = self.scopes.as_ref().map(|scopes| json!(scopes.iter().map(Scope::as_str).collect::<Vec<_>>()));
        let members = [
            ("client_name", self.name.as_ref().map(|name| json!(name))),
            ("description", self.description.as_ref().map(|text| json!(text))),
            ("scopes", scopes),
            ("redirect_uris", self.redirect_uris.as_ref().map(|uris| json!(uris))),
            ("post_logout_redirect_uris", self.post_logout_redirect_uris.as_ref().map(|uris| json!(uris))),
            ("client_uri", self.client_uri.as_ref().map(|uri| json!(uri))),
            ("token_endpoint_auth_method", self.method.as_ref().map(|method| json!(method.as_str()))),
            ("access_token_lifetime", self.access_token_lifetime.map(|seconds| json!(seconds))),
        ];
        members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

/// Changes a client that was `seen`: reads it again, and replaces it whole with all that it had, unknown members among it.
///
/// # Errors
/// [`SelfServiceError::ClientChanged`] when somebody else has changed it since, with nothing sent; any other
/// [`SelfServiceError`].
pub async fn change_client(seen: &ServiceClient, change: &ClientChange, service: &SelfService) -> Result<ServiceClient, SelfServiceError> {
    if let (Some(integration), Some(application), Some(method)) = (&seen.integration, &seen.application, &change.method) {
        combination::check(integration, application, method)?;
    }
    let changed = || SelfServiceError::ClientChanged { client: seen.id.clone() };
    let path = ["clients", seen.id.as_str()];
    let response = service.step("selfservice.read", Call::new(Verb::Get, TEMPLATE, &path)).await?;
    let mut whole: Map<String, Value> = client::json(&response)?;
    if whole.iter().any(|(name, value)| seen.whole.get(name).is_some_and(|before| before != value)) {
        return Err(changed());
    }
    drop(take_secret(&mut whole));
    whole.retain(|name, _| !matches!(name.as_str(), "created" | "last_updated"));
    whole.extend(change.members());
    let whole = Value::Object(whole);
    let put = Call { if_match: response.etag.as_deref(), ..Call::new(Verb::Put(&whole), TEMPLATE, &path) };
    match service.step("selfservice.change", put).await {
        Ok(response) => ServiceClient::from_told(client::json(&response)?).ok_or_else(|| SelfServiceError::UnknownAnswer(response.said())),
        Err(error) if error.is_precondition_failed() => Err(changed()),
        Err(error) => Err(error),
    }
}

/// Deactivates a client for good: neither it nor its id can be used again.
///
/// # Errors
/// [`SelfServiceError`].
pub async fn deactivate_client(client: &ClientId, service: &SelfService) -> Result<(), SelfServiceError> {
    let path = ["clients", client.as_str()];
    service.step("selfservice.deactivate", Call::new(Verb::Delete, TEMPLATE, &path)).await?;
    Ok(())
}

/// Has Digdir make a new secret, which it tells this once; the one before is void. It lives for 360 days at most.
///
/// # Errors
/// [`SelfServiceError`].
pub async fn new_secret(client: &ClientId, service: &SelfService) -> Result<Secret<String>, SelfServiceError> {
    let path = ["clients", client.as_str(), "secret"];
    let response = service.step("selfservice.secret", Call::new(Verb::Post(None), "/clients/{client_id}/secret", &path)).await?;
    let mut told = client::json(&response)?;
    take_secret(&mut told).ok_or_else(|| SelfServiceError::UnknownAnswer(response.said()))
}
