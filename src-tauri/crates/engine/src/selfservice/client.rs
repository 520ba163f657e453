//! Clients as the API tells of them: list, read. What it tells that this program does not know is kept.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::call::{Call, Verb};
use super::{ApplicationType, IntegrationType, SelfService, SelfServiceError, TokenEndpointAuthMethod};
use crate::http::Response;
use crate::names::{ClientId, OrgNumber};

/// A client at Digdir (idporten.md 14.4). Never holds its secret.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceClient {
    /// `client_id`.
    pub id: ClientId,
    /// Name for people; empty when there is none.
    pub name: String,
    /// Description for people; empty when there is none.
    pub description: String,
    /// What it is for.
    pub integration: Option<IntegrationType>,
    /// Where it runs.
    pub application: Option<ApplicationType>,
    /// How it proves itself.
    pub method: Option<TokenEndpointAuthMethod>,
    /// Grant types.
    pub grant_types: Vec<String>,
    /// Scopes, as they stand there.
    pub scopes: Vec<String>,
    /// Where a login may end.
    pub redirect_uris: Vec<String>,
    /// Where a logout may end.
    pub post_logout_redirect_uris: Vec<String>,
    /// The back button's target.
    pub client_uri: Option<String>,
    /// Whose it is, when that is told.
    pub organisation: Option<OrgNumber>,
    /// Whether it is in use; one that says nothing is.
    pub active: bool,
    /// When it was made.
    pub created: Option<OffsetDateTime>,
    /// When it was last changed.
    pub last_updated: Option<OffsetDateTime>,
    /// All that was told, but for a secret.
    pub(super) whole: Map<String, Value>,
}

impl ServiceClient {
    /// Reads what the API told, and forgets a secret that is in it; none without a client id.
    pub(super) fn from_told(mut whole: Map<String, Value>) -> Option<Self> {
        drop(take_secret(&mut whole));
        let text = |name: &str| whole.get(name).and_then(Value::as_str).map(str::to_owned);
        let texts = |name: &str| {
            let values = whole.get(name).and_then(Value::as_array).into_iter().flatten();
            values.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        Some(Self {
            id: text("client_id")?.parse().ok()?,
            name: text("client_name").unwrap_or_default(),
            description: text("description").unwrap_or_default(),
            integration: text("integration_type").as_deref().map(IntegrationType::from),
            application: text("application_type").as_deref().map(ApplicationType::from),
            method: text("token_endpoint_auth_method").as_deref().map(TokenEndpointAuthMethod::from),
            grant_types: texts("grant_types"),
            scopes: texts("scopes"),
            redirect_uris: texts("redirect_uris"),
            post_logout_redirect_uris: texts("post_logout_redirect_uris"),
            client_uri: text("client_uri"),
            organisation: text("client_orgno").and_then(|number| number.parse().ok()),
            active: whole.get("active").and_then(Value::as_bool).unwrap_or(true),
            created: moment(whole.get("created")),
            last_updated: moment(whole.get("last_updated")),
            whole,
        })
    }
}

/// Takes `client_secret` out of an answer.
pub(super) fn take_secret(told: &mut Map<String, Value>) -> Option<crate::secret::Secret<String>> {
    match told.remove("client_secret") {
        Some(Value::String(secret)) => Some(crate::secret::Secret::new(secret)),
        _ => None,
    }
}

/// `yyyy-MM-dd'T'HH:mm:ss.SSSXXX`.
pub(super) fn moment(value: Option<&Value>) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(value?.as_str()?, &Rfc3339).ok()
}

/// The organisation's clients; those that are deactivated when `inactive`.
///
/// # Errors
/// [`SelfServiceError`].
pub async fn clients(inactive: bool, service: &SelfService) -> Result<Vec<ServiceClient>, SelfServiceError> {
    let query = inactive.then_some(("inactive", "true"));
    let response = service.step("selfservice.clients", Call { query, ..Call::new(Verb::Get, "/clients", &["clients"]) }).await?;
    let told: Vec<Map<String, Value>> = json(&response)?;
    let read: Option<Vec<_>> = told.into_iter().map(ServiceClient::from_told).collect();
    read.ok_or_else(|| SelfServiceError::UnknownAnswer(response.said()))
}

/// One client.
///
/// # Errors
/// [`SelfServiceError`].
pub async fn read_client(client: &ClientId, service: &SelfService) -> Result<ServiceClient, SelfServiceError> {
    let path = ["clients", client.as_str()];
    let response = service.step("selfservice.read", Call::new(Verb::Get, "/clients/{client_id}", &path)).await?;
    ServiceClient::from_told(json(&response)?).ok_or_else(|| SelfServiceError::UnknownAnswer(response.said()))
}

/// The body of a success; one of another shape is not understood, and is not quoted.
pub(super) fn json<T: serde::de::DeserializeOwned>(response: &Response) -> Result<T, SelfServiceError> {
    if response.content_type == "text/html" {
        return Err(response.unexpected().into());
    }
    response.json().map_err(|_| SelfServiceError::UnknownAnswer(response.said()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(value: &Value) -> Option<ServiceClient> {
        ServiceClient::from_told(value.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn what_is_new_is_kept_and_what_is_missing_is_tolerated() {
        let whole = json!({
            "client_id": "c-1", "client_name": "Kasse", "integration_type": "helseid", "scopes": ["a:b", 7], "active": false,
            "created": "2025-05-22T10:11:12.123+02:00", "last_updated": "yesterday", "client_secret": "hush", "later": { "x": 1 },
        });
        let read = told(&whole);
        let Some(client) = read else { unreachable!("{whole}") };
        assert_eq!(client.integration, Some(IntegrationType::Other("helseid".to_owned())));
        assert_eq!((client.application, client.scopes.as_slice(), client.active), (None, &["a:b".to_owned()][..], false));
        assert_eq!(client.created.map(OffsetDateTime::unix_timestamp), Some(1_747_901_472));
        assert_eq!((client.last_updated, client.whole.get("later")), (None, Some(&json!({ "x": 1 }))));
        assert!(!client.whole.contains_key("client_secret"));
        assert!(told(&json!({ "client_id": "c-1" })).is_some_and(|client| client.active));
        assert!(told(&json!({ "client_name": "no id" })).is_none());
    }
}
