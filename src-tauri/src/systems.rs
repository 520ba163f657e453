//! The vendor's systems in Altinn's register, for the page: the profile's organisation is the vendor.

use inngang_contract::{
    DeleteSystem, FoundRightsView, Problem, SaveSystem, SavedSystemView, SearchRights, SystemChangesView, SystemFindingView, SystemView,
    SystemsView,
};
use inngang_engine::vendor::systems::{self, Draft, SystemError};
use inngang_engine::vendor::{Vendor, VendorError};

use crate::active::Active;
use crate::app::App;
use crate::vendor::{platform, vendor};
use crate::{requests, typed};

/// All that are not deleted.
pub(crate) async fn list(app: &App, active: &Active) -> Result<SystemsView, Problem> {
    view(&vendor(app, active)?, active).await
}

async fn view(vendor: &Vendor, active: &Active) -> Result<SystemsView, Problem> {
    let systems = systems::list(vendor).await.map_err(|failure| active.show(failure))?;
    Ok(SystemsView {
        vendor: active.row.organisation.to_string(),
        client_id: vendor.client().to_string(),
        systems: systems.iter().map(SystemView::from).collect(),
    })
}

/// One of them, whole.
pub(crate) async fn open(app: &App, active: &Active, id: &str) -> Result<SystemView, Problem> {
    let system = systems::read(id, &vendor(app, active)?).await.map_err(|failure| active.show(failure))?;
    Ok(SystemView::from(&system))
}

/// Registers a system, or changes one that was opened. What is wrong with a field is an answer, so that the form can show it there.
pub(crate) async fn save(app: &App, active: &Active, form: SaveSystem) -> Result<SavedSystemView, Problem> {
    let (vendor, organisation, registry) = (vendor(app, active)?, &active.row.organisation, &active.registry);
    let opened = form.opened.clone();
    let draft = Draft::from(form);
    let saved = match &opened {
        None => systems::create(&draft, organisation, registry, &vendor).await,
        Some(version) => systems::update(&draft, Some(version), organisation, registry, &vendor).await,
    };
    match saved {
        Ok(system) => {
            let notes = Draft::from(&system).check(organisation, false);
            let findings = notes.iter().filter(|note| !note.blocks).map(SystemFindingView::from).collect();
            Ok(SavedSystemView { system: Some(SystemView::from(&system)), findings })
        }
        Err(VendorError::System(SystemError::Invalid { findings, .. })) => {
            Ok(SavedSystemView { system: None, findings: findings.iter().map(SystemFindingView::from).collect() })
        }
        Err(failure) => Err(active.show(failure)),
    }
}

/// Deletes a system whose id was typed, for good.
pub(crate) async fn delete(app: &App, active: &Active, input: &DeleteSystem) -> Result<SystemsView, Problem> {
    typed::confirmed(&input.typed, &input.id)?;
    let vendor = vendor(app, active)?;
    systems::delete(&input.id, &vendor).await.map_err(|failure| active.show(failure))?;
    requests::system_deleted(&input.id, app, active)?;
    view(&vendor, active).await
}

/// What was done to a system.
pub(crate) async fn changes(app: &App, active: &Active, id: &str) -> Result<SystemChangesView, Problem> {
    let changes = systems::changes(id, &vendor(app, active)?).await.map_err(|failure| active.show(failure))?;
    Ok(SystemChangesView { changes: changes.into_iter().map(Into::into).collect() })
}

/// Looks for resources. One word may be the whole id of an app that no list has.
pub(crate) async fn resources(active: &Active, search: &SearchRights) -> FoundRightsView {
    let mut ids = search.chosen.clone();
    ids.extend(Some(search.words.trim()).filter(|word| word.starts_with("app_")).map(str::to_owned));
    FoundRightsView::of_resources(&*active.registry.resources_with(&ids, &platform(active)).await, search)
}

/// Looks for access packages.
pub(crate) async fn packages(active: &Active, search: &SearchRights) -> FoundRightsView {
    FoundRightsView::of_packages(&*active.registry.packages(&platform(active)).await, search)
}
