//! Self-service as the page shows it, out of what Digdir and the engine told.

use inngang_engine::calendar::KEY_LIFETIME;
use inngang_engine::selfservice::{
    ApplicationType, IntegrationType, PortalField, PortalKind, PortalRoad, RegisteredKey, ScopeAccess, ServiceClient,
    TokenEndpointAuthMethod,
};
use time::OffsetDateTime;

use super::{ClientAuthentication, PortalFieldView, PortalRoadView, ServiceClientView, ServiceKeyView, ServiceScopeView};
use crate::{ClientKind, moment};

impl From<ClientKind> for PortalKind {
    fn from(kind: ClientKind) -> Self {
        match kind {
            ClientKind::Maskinporten => Self::Maskinporten,
            ClientKind::ApiKlient => Self::Login,
            ClientKind::Ansattporten => Self::Ansattporten,
        }
    }
}

impl From<ClientAuthentication> for TokenEndpointAuthMethod {
    fn from(authentication: ClientAuthentication) -> Self {
        match authentication {
            ClientAuthentication::None => Self::None,
            ClientAuthentication::ClientSecretBasic => Self::ClientSecretBasic,
            ClientAuthentication::ClientSecretPost => Self::ClientSecretPost,
            ClientAuthentication::PrivateKeyJwt => Self::PrivateKeyJwt,
        }
    }
}

impl From<PortalField> for PortalFieldView {
    fn from(field: PortalField) -> Self {
        Self { name: field.name.to_owned(), label: field.label.to_owned(), value: field.value }
    }
}

impl PortalRoadView {
    /// The road for a client of this kind.
    #[must_use]
    pub fn new(kind: ClientKind, road: PortalRoad) -> Self {
        Self {
            kind,
            address: road.address.map(String::from).unwrap_or_default(),
            earlier: road.earlier.iter().map(|host| (*host).to_owned()).collect(),
            terms: road.terms.map(String::from).unwrap_or_default(),
            right: road.right.map(str::to_owned),
            fields: road.fields.into_iter().map(PortalFieldView::from).collect(),
        }
    }
}

impl ServiceKeyView {
    /// A key that stands on a client since its year `began`; `ours` is its id in our vault.
    #[must_use]
    pub fn new(key: &RegisteredKey, began: Option<OffsetDateTime>, ours: Option<String>) -> Self {
        Self {
            kid: key.kid.clone(),
            algorithm: key.algorithm.clone(),
            created: key.created.map(moment),
            expires_at: began.map(|began| moment(began.saturating_add(KEY_LIFETIME))),
            ours,
        }
    }
}

impl ServiceClientView {
    /// A client, with its keys when they were read.
    #[must_use]
    pub fn new(client: &ServiceClient, keys: Option<Vec<ServiceKeyView>>, secret_here: bool) -> Self {
        Self {
            client_id: client.id.to_string(),
            name: client.name.clone(),
            description: client.description.clone(),
            integration_type: client.integration.as_ref().map(IntegrationType::as_str).unwrap_or_default().to_owned(),
            application_type: client.application.as_ref().map(ApplicationType::as_str).map(str::to_owned),
            authentication: client.method.as_ref().map(TokenEndpointAuthMethod::as_str).map(str::to_owned),
            scopes: client.scopes.clone(),
            redirect_uris: client.redirect_uris.clone(),
            active: client.active,
            created: client.created.map(moment),
            last_updated: client.last_updated.map(moment),
            keys,
            secret_here,
        }
    }
}

impl From<ScopeAccess> for ServiceScopeView {
    fn from(access: ScopeAccess) -> Self {
        Self {
            scope: access.scope.to_string(),
            state: (!access.for_all).then(|| access.state.as_str().to_owned()),
            owner: access.owner,
            owner_name: access.owner_name,
        }
    }
}
