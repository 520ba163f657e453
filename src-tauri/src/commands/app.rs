//! Settings, road, pages in the browser.

use std::sync::Arc;

use inngang_contract::{AppView, ChangeSettings, ChooseRoad, Nothing, OpenPage, Page, Problem, RoadView};
use inngang_engine::environment::{Kind, pages};

use super::Shared;
use crate::guard::guarded;
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
            // In practice the portal itself asks for the signature.
            Page::Terms if matches!(active.environment.kind, Kind::Practice | Kind::Custom) => pages::portal(&active.environment)?,
            Page::Terms => pages::terms(),
        };
        let mut url = url.ok_or_else(Problem::bug)?;
        let of_the_town = matches!(input.page, Page::Portal | Page::TownHall | Page::Terms);
        if of_the_town && active.environment.kind == Kind::Practice {
            // The town speaks the window's language, not the browser's.
            url.query_pairs_mut().append_pair("lang", app.settings()?.language.as_str());
        }
        active.ports.browser.open(&url).map_err(|_| Problem::no_browser(url.as_str()))?;
        Ok(Nothing {})
    })
    .await
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
