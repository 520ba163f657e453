//! Profiles: chosen, opened.

use std::sync::Arc;

use inngang_contract::{AppView, ChooseProfile, EnvironmentKind, OpenProfile, Problem};
use inngang_engine::names::OrgNumber;

use super::Shared;
use crate::guard::guarded;

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
