//! Profiles: chosen, opened, copied without their secrets.

use std::sync::Arc;

use inngang_contract::{AppView, ChooseProfile, EnvironmentKind, OpenProfile, Problem, RestoredProfileView, SavedFileAnswer};
use inngang_platform::files::read_chosen;
use inngang_platform::profile_copy;

use super::Shared;
use crate::dialogs::{self, Saving};
use crate::guard::{blocking, guarded};
use crate::{profiles, typed};

#[tauri::command]
pub(crate) async fn profile_choose(input: ChooseProfile, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let organisation = typed::organisation(&input.organisation)?;
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
pub(crate) async fn profile_back_up(app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let copy = profile_copy::back_up(&app.database, &active.row.id, active.ports.clock.now())?.ok_or_else(Problem::no_profile)?;
        let file_name = format!("inngang-{}.json", active.row.organisation);
        dialogs::save(app.settings()?.language, Saving { dialog: "back_up_profile", file_name: &file_name, bytes: &copy }).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn profile_restore(app: Shared<'_>) -> Result<RestoredProfileView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let Some(path) = dialogs::choose(app.settings()?.language, "restore_profile").await else {
            return Ok(RestoredProfileView { restored: false, app: app.view().await?, without_private: Vec::new() });
        };
        let copy = blocking(move || Ok(read_chosen(&path, profile_copy::LIMIT)?)).await?;
        // EXPOSE: read as a copy of a profile, which holds no secret.
        profiles::restore(&app, copy.expose()).await
    })
    .await
}
