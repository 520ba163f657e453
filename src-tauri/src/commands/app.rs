//! Settings, profile, vault, road, and pages in the browser.

use std::sync::Arc;

use inngang_contract::{
    AppView, ChangeSettings, ChooseProfile, ChooseRoad, EnvironmentKind, Nothing, OpenPage, OpenProfile, Page, Problem, RoadView,
    UnlockVault,
};
use inngang_engine::environment::pages;
use inngang_engine::names::OrgNumber;
use inngang_platform::vault::Vault;

use super::Shared;
use crate::app::App;
use crate::guard::{blocking, guarded};
use crate::setup;

#[tauri::command]
pub(crate) async fn app_open(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { app.view().await }).await
}

#[tauri::command]
pub(crate) async fn app_settings(input: ChangeSettings, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        app.change_settings(input.language, input.theme)?;
        app.view().await
    })
    .await
}

#[tauri::command]
pub(crate) async fn app_open_page(input: OpenPage, app: Shared<'_>) -> Result<Nothing, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let url = match input.page {
            Page::Portal => pages::portal(&active.environment)?,
            Page::TownHall => pages::parse(&app.practice().await?.addresses().town_hall),
            Page::OrderBuypass => pages::order_buypass(),
            Page::OrderCommfides => pages::order_commfides(),
            Page::Status => pages::status(),
            Page::Terms => pages::terms(),
        };
        let url = url.ok_or_else(Problem::bug)?;
        active.ports.browser.open(&url).map_err(|_| Problem::no_browser(url.as_str()))?;
        Ok(Nothing {})
    })
    .await
}

#[tauri::command]
pub(crate) async fn profile_choose(input: ChooseProfile, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let organisation: OrgNumber = input.organisation.parse().map_err(|_| Problem::bad_organisation())?;
        let name = match input.organisation_name {
            // Everybody in the town knows what its organisations are called.
            None if input.environment == EnvironmentKind::Practice => {
                let town = app.practice().await?.town();
                town.organisation(organisation.as_str()).map(|one| one.name.to_owned())
            }
            given => given,
        };
        app.choose(input.environment, organisation, name).await?;
        app.view().await
    })
    .await
}

#[tauri::command]
pub(crate) async fn profile_open(input: OpenProfile, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        app.reopen(&input.id).await?;
        app.view().await
    })
    .await
}

#[tauri::command]
pub(crate) async fn vault_unlock(input: UnlockVault, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { change_vault(&app, move |vault| vault.unlock(&input.password)).await }).await
}

#[tauri::command]
pub(crate) async fn vault_protect(input: UnlockVault, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { change_vault(&app, move |vault| vault.create_password(&input.password)).await }).await
}

#[tauri::command]
pub(crate) async fn vault_start_over(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { change_vault(&app, Vault::start_over).await }).await
}

#[tauri::command]
pub(crate) async fn road_choose(input: ChooseRoad, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        setup::keep(&app.database, &active, setup::ROAD, &RoadView::from(input))?;
        app.view().await
    })
    .await
}

async fn change_vault(
    app: &App,
    change: impl FnOnce(&Vault) -> Result<(), inngang_engine::keys::KeyError> + Send + 'static,
) -> Result<AppView, Problem> {
    let active = app.active().await?;
    blocking(move || change(&active.vault).map_err(Problem::from)).await?;
    app.view().await
}
