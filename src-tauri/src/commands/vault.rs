//! The vault: opened, locked, moved, its password changed.

use std::sync::Arc;

use inngang_contract::{
    AppView, ChangeVaultPassword, LockVaultAfter, MoveVault, Nothing, Problem, UnlockVault, VaultDetailsView, VaultPlace, VaultView,
};
use inngang_engine::keys::KeyError;
use inngang_engine::ports::KeyStore as _;
use inngang_platform::vault::{KeptIn, Vault};
use tauri::ipc::Channel;

use super::Shared;
use crate::app::App;
use crate::guard::{blocking, guarded};
use crate::locking;

#[tauri::command]
pub(crate) async fn vault_unlock(input: UnlockVault, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { open(&app, move |vault| vault.unlock(&input.password)).await }).await
}

#[tauri::command]
pub(crate) async fn vault_protect(input: UnlockVault, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { open(&app, move |vault| vault.create_password(&input.password)).await }).await
}

#[tauri::command]
pub(crate) async fn vault_start_over(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { open(&app, Vault::start_over).await }).await
}

#[tauri::command]
pub(crate) async fn vault_reopen(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { open(&app, Vault::reopen).await }).await
}

#[tauri::command]
pub(crate) async fn vault_lock(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        app.lock();
        app.view().await
    })
    .await
}

#[tauri::command]
pub(crate) fn vault_touch(app: Shared<'_>) -> Nothing {
    app.locking.touch();
    Nothing {}
}

#[tauri::command]
pub(crate) fn vault_watch(progress: Channel<VaultView>, app: Shared<'_>) -> Nothing {
    app.locking.tell_to(progress);
    Nothing {}
}

#[tauri::command]
pub(crate) async fn vault_open(app: Shared<'_>) -> Result<VaultDetailsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { details(&app).await }).await
}

#[tauri::command]
pub(crate) async fn vault_lock_after(input: LockVaultAfter, app: Shared<'_>) -> Result<VaultDetailsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        locking::choose_minutes(&app.database, input.minutes)?;
        app.begin_idle(&*app.active().await?)?;
        details(&app).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn vault_change_password(input: ChangeVaultPassword, app: Shared<'_>) -> Result<VaultDetailsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        change(&app, move |vault| vault.change_password(&input.current, &input.new)).await?;
        details(&app).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn vault_move(input: MoveVault, app: Shared<'_>) -> Result<VaultDetailsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let go = move |vault: &Vault| match input.to {
            VaultPlace::Password => vault.move_to_password(&input.password),
            VaultPlace::Keychain => vault.move_to_keychain(&input.password),
        };
        change(&app, go).await?;
        details(&app).await
    })
    .await
}

async fn open(app: &App, open: impl FnOnce(&Vault) -> Result<(), KeyError> + Send + 'static) -> Result<AppView, Problem> {
    change(app, open).await?;
    app.view().await
}

/// A vault that was opened or changed locks after its own time from now.
async fn change(app: &App, change: impl FnOnce(&Vault) -> Result<(), KeyError> + Send + 'static) -> Result<(), Problem> {
    let active = app.active().await?;
    let changing = Arc::clone(&active);
    blocking(move || change(&changing.vault).map_err(|failure| changing.show(failure))).await?;
    app.begin_idle(&active)
}

async fn details(app: &App) -> Result<VaultDetailsView, Problem> {
    let active = app.active().await?;
    let lock_after_minutes = locking::minutes(&app.database, &active)?;
    blocking(move || {
        let place = match active.vault.kept_in() {
            KeptIn::Keychain => VaultPlace::Keychain,
            KeptIn::Password => VaultPlace::Password,
        };
        let keys = active.vault.list().ok().and_then(|keys| u32::try_from(keys.len()).ok());
        Ok(VaultDetailsView { place, lock_after_minutes, keys, set_aside: active.vault.set_aside_files() })
    })
    .await
}
