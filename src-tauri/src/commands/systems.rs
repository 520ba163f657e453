//! The vendor's systems in Altinn's register, and what their rights can be made of.

use std::sync::Arc;

use inngang_contract::{
    ChosenSystem, DeleteSystem, FoundRightsView, Problem, SaveSystem, SavedSystemView, SearchRights, SystemChangesView, SystemView,
    SystemsView,
};

use super::Shared;
use crate::guard::guarded;
use crate::systems;

#[tauri::command]
pub(crate) async fn system_list(app: Shared<'_>) -> Result<SystemsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { systems::list(&app, &*app.active().await?).await }).await
}

#[tauri::command]
pub(crate) async fn system_open(input: ChosenSystem, app: Shared<'_>) -> Result<SystemView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { systems::open(&app, &*app.active().await?, &input.id).await }).await
}

#[tauri::command]
pub(crate) async fn system_save(input: SaveSystem, app: Shared<'_>) -> Result<SavedSystemView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { systems::save(&app, &*app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn system_delete(input: DeleteSystem, app: Shared<'_>) -> Result<SystemsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { systems::delete(&app, &*app.active().await?, &input).await }).await
}

#[tauri::command]
pub(crate) async fn system_changes(input: ChosenSystem, app: Shared<'_>) -> Result<SystemChangesView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { systems::changes(&app, &*app.active().await?, &input.id).await }).await
}

#[tauri::command]
pub(crate) async fn system_resources(input: SearchRights, app: Shared<'_>) -> Result<FoundRightsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { Ok(systems::resources(&*app.active().await?, &input).await) }).await
}

#[tauri::command]
pub(crate) async fn system_packages(input: SearchRights, app: Shared<'_>) -> Result<FoundRightsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { Ok(systems::packages(&*app.active().await?, &input).await) }).await
}
