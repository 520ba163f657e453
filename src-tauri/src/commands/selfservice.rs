//! Digdir's self-service: the road through its portal, and clients through its API.

use std::sync::Arc;

use inngang_contract::{
    AddServiceKey, ChangeServiceClient, ChosenClient, ConnectSelfService, CopiedView, CreateServiceClient, DeactivateServiceClient,
    ListServiceClients, OpenPortalRoad, PortalRoadView, Problem, ServiceClientView, ServiceClientsView, ServiceKey, ServiceScopeView,
    ServiceScopesView,
};
use inngang_engine::selfservice::scopes;

use super::Shared;
use crate::guard::guarded;
use crate::{clipboard, connection, portal_road, selfservice, typed};

#[tauri::command]
pub(crate) async fn portal_road(input: OpenPortalRoad, app: Shared<'_>) -> Result<PortalRoadView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { portal_road::view(&app, &*app.active().await?, input.kind) }).await
}

#[tauri::command]
pub(crate) async fn selfservice_connect(input: ConnectSelfService, app: Shared<'_>) -> Result<ServiceClientsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        connection::connect(&app, &active, input).await?;
        selfservice::clients(&app, &active, false).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn selfservice_disconnect(app: Shared<'_>) -> Result<ServiceClientsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        connection::disconnect(&app, &active)?;
        selfservice::clients(&app, &active, false).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn selfservice_clients(input: ListServiceClients, app: Shared<'_>) -> Result<ServiceClientsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::clients(&app, &*app.active().await?, input.inactive).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_client(input: ChosenClient, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::client(&app, &*app.active().await?, &typed::client(&input.client_id)?).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_create(input: CreateServiceClient, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::create(&app, &*app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_change(input: ChangeServiceClient, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::change(&app, &*app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_deactivate(input: DeactivateServiceClient, app: Shared<'_>) -> Result<ServiceClientsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::deactivate(&app, &*app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_scopes(app: Shared<'_>) -> Result<ServiceScopesView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let connection = connection::connection(&app, &active).await?;
        let scopes = scopes(&connection.service).await.map_err(|failure| active.show(failure))?;
        active.connecting.told.access(&scopes);
        let mut scopes: Vec<_> = scopes.into_iter().map(ServiceScopeView::from).collect();
        scopes.sort_by(|a, b| a.scope.cmp(&b.scope));
        Ok(ServiceScopesView { scopes })
    })
    .await
}

#[tauri::command]
pub(crate) async fn selfservice_add_key(input: AddServiceKey, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::add_key(&app, &*app.active().await?, &input).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_renew_key(input: ServiceKey, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::renew_key(&app, &*app.active().await?, &input).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_remove_key(input: ServiceKey, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::remove_key(&app, &*app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_new_secret(input: ChosenClient, app: Shared<'_>) -> Result<ServiceClientView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { selfservice::new_secret(&app, &*app.active().await?, &typed::client(&input.client_id)?).await }).await
}

#[tauri::command]
pub(crate) async fn selfservice_copy_secret(input: ChosenClient, app: Shared<'_>) -> Result<CopiedView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        clipboard::copy(&selfservice::secret(&active, &typed::client(&input.client_id)?)?)
    })
    .await
}
