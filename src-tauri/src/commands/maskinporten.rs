//! Journey 3: an order is checked, sent, and answered with a token that stays in memory.

use std::sync::Arc;
use std::time::Duration;

use inngang_contract::{
    DryRunView, FoundScopesView, Nothing, ObtainToken, Problem, RecipeView, RecipesView, SearchScopes, TokenProgress, TokenView,
};
use inngang_engine::maskinporten::{self, Patience};
use tauri::ipc::Channel;

use super::Shared;
use crate::guard::guarded;
use crate::{dry_run, scopes, setup, tokens};

#[tauri::command]
pub(crate) async fn maskinporten_dry_run(input: ObtainToken, app: Shared<'_>) -> Result<DryRunView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let order = tokens::order(&input, &app, &active)?;
        dry_run::run(&order, &app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn maskinporten_obtain(
    input: ObtainToken,
    progress: Channel<TokenProgress>,
    app: Shared<'_>,
) -> Result<TokenView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let order = tokens::order(&input, &app, &active)?;
        let cancelled = active.token_journey.start();
        let token = tokio::select! {
            () = cancelled.cancelled() => return Err(Problem::cancelled()),
            token = tokens::fetch(&order, patience(&input), &active, progress) => token?,
        };
        let view = TokenView::new(&token, input.sign_with, order.client.as_str());
        let view = TokenView { token: Some(active.ordered.id(&order)), ..view };
        setup::keep(&app.database, &active, setup::MASKINPORTEN, &view)?;
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn maskinporten_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.token_journey.cancel();
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn maskinporten_recipes(input: ObtainToken, app: Shared<'_>) -> Result<RecipesView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let order = tokens::order(&input, &app, &active)?;
        let recipes = maskinporten::recipes(&order, &active.environment).map_err(|failure| active.show(failure))?;
        Ok(RecipesView { recipes: recipes.into_iter().map(RecipeView::from).collect() })
    })
    .await
}

#[tauri::command]
pub(crate) async fn maskinporten_scopes(input: SearchScopes, app: Shared<'_>) -> Result<FoundScopesView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { scopes::search(&app, &*app.active().await?, &input).await }).await
}

/// What the person is willing to wait for.
fn patience(input: &ObtainToken) -> Patience {
    let new_key = if input.wait_for_key { Patience::for_new_key().new_key } else { Duration::ZERO };
    let new_system_user = if input.wait_for_system_user { Patience::for_new_system_user().new_system_user } else { Duration::ZERO };
    Patience { new_key, new_system_user, ..Patience::default() }
}
