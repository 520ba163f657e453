//! Journey 2: a key is made, taken in or taken from the certificate, and what becomes of it.

use std::sync::Arc;

use inngang_contract::{
    AppView, BackUpKey, ChosenKey, ClientKind, CreateKey, ForgetKey, ImportKey, KeyView, KeysView, Nothing, PickedFiles, Problem,
    RegisterKey, RenameKey, SaveKey, SavedFileAnswer,
};
use inngang_engine::keys::KeyError;
use inngang_platform::database::NewRegistration;

use super::Shared;
use crate::dialogs::{self, Saving};
use crate::guard::{blocking, guarded};
use crate::{certificates, keys, typed};

#[tauri::command]
pub(crate) async fn key_list(app: Shared<'_>) -> Result<KeysView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { keys::list(&app, &*app.active().await?) }).await
}

#[tauri::command]
pub(crate) async fn key_create(input: CreateKey, app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { keys::create(&app, &app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn key_pick(app: Shared<'_>) -> Result<PickedFiles, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        match dialogs::choose(app.settings()?.language, "choose_key").await {
            Some(path) => blocking(move || Ok(app.take_files(&[path]))).await,
            // A closed dialog leaves what was chosen before.
            None => Ok(PickedFiles { picked: Vec::new() }),
        }
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_import(input: ImportKey, app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { keys::import(&app, &app.active().await?, input).await }).await
}

#[tauri::command]
pub(crate) async fn key_choose(input: ChosenKey, app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { keys::choose(&app, &*app.active().await?, &input.key) }).await
}

#[tauri::command]
pub(crate) async fn key_rename(input: RenameKey, app: Shared<'_>) -> Result<KeysView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        keys::rename(&app, &active, &input.key, &input.name)?;
        keys::list(&app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_save(input: SaveKey, app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let (bytes, file_name) = keys::public(&app, &*app.active().await?, &input.key, input.form)?;
        dialogs::save(app.settings()?.language, Saving { dialog: "save_key", file_name: &file_name, bytes: &bytes }).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_back_up(input: BackUpKey, app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let (active, key) = (app.active().await?, input.key.clone());
        let (bytes, file_name) = keys::back_up(&app, &active, input).await?;
        let saving = Saving { dialog: "back_up_key", file_name: &file_name, bytes: &bytes };
        match dialogs::place(app.settings()?.language, &saving).await {
            Some(path) => keys::save_backup(&app, &active, &key, &path, &bytes),
            None => Ok(SavedFileAnswer { saved: None }),
        }
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_from_certificate(app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        keys::choose(&app, &active, &certificates::current(&app, &active)?.key_id)
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.key_journey.cancel();
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn key_register(input: RegisterKey, app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let key = keys::current(&app, &active)?.id;
        let registration = NewRegistration {
            key: key.clone(),
            client: typed::client(&input.client_id)?,
            client_name: String::new(),
            kind: input.kind.unwrap_or(ClientKind::Maskinporten).as_str().to_owned(),
            kid: input.kid.parse().map_err(|_| KeyError::BadKeyId)?,
            at: active.now(),
            in_use: true,
        };
        app.database.register(&active.row.id, &registration)?;
        keys::choose(&app, &active, &key)
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_forget(input: ForgetKey, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        keys::forget(&app, &*app.active().await?, &input.key, &input.typed)?;
        app.view().await
    })
    .await
}
