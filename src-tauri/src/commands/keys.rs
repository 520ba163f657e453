//! Journey 2: a key is made, or taken from the certificate, and its registration is remembered.

use std::sync::Arc;

use inngang_contract::{AppView, ClientKind, CreateKey, ForgetKey, KeyView, Nothing, Problem, RegisterKey};
use inngang_engine::keys::{self, KeyError};
use inngang_engine::names::ClientId;
use inngang_platform::database::{ClientRow, KeyRow, RegistrationRow};

use super::{Shared, certificates};
use crate::active::Active;
use crate::app::App;
use crate::guard::guarded;
use crate::setup;

#[tauri::command]
pub(crate) async fn key_create(input: CreateKey, app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let made = create(&active, input).await?;
        let keys::CreatedKey { id, kid, facts, created_at } = made;
        let row = KeyRow { id, name: String::new(), kid, facts, created_at, certificate: None };
        // A key that no row names could never be found again.
        keep(&app, &active, &row).inspect_err(|_| drop(active.ports.keys.forget(&row.id)))
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_from_certificate(app: Shared<'_>) -> Result<KeyView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let key_id = certificates::current(&app, &active)?.key_id;
        let rows = app.database.keys(&active.row.id)?;
        let row = rows.into_iter().find(|row| row.id == key_id).ok_or(KeyError::NotFound)?;
        keep(&app, &active, &row)
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
        let row = current(&app, &active)?;
        let kid = input.kid.parse().map_err(|_| KeyError::BadKeyId)?;
        let client: ClientId = input.client_id.parse().map_err(|_| Problem::bad_client_id())?;
        let now = active.ports.clock.now();
        let stands = RegistrationRow { key: row.id.clone(), client: client.clone(), kid, registered_at: now, retired_at: None };
        app.database.keep_registration(&active.row.id, &stands)?;
        let kind = match input.kind.unwrap_or(ClientKind::Maskinporten) {
            ClientKind::Maskinporten => "maskinporten",
            ClientKind::ApiKlient => "api_klient",
        };
        let key = Some(row.id.clone());
        let client = ClientRow { id: client, kind: kind.to_owned(), name: String::new(), key, added_at: now };
        app.database.keep_client(&active.row.id, &client)?;
        keep(&app, &active, &row)
    })
    .await
}

#[tauri::command]
pub(crate) async fn key_forget(input: ForgetKey, app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let row = named(&app, &active, &input.key)?;
        let called = if row.name.is_empty() { setup::key_view(&app.database, &active, &row)?.kid } else { row.name.clone() };
        if input.typed.trim() != called {
            return Err(Problem::not_typed(&called));
        }
        // The key of a certificate that is still here goes with the certificate.
        if !setup::is_of_a_certificate(&app.database, &active, &row.id)? {
            setup::drop_key(&app.database, &active, &row.id)?;
        }
        if setup::key(&app.database, &active)?.is_none_or(|chosen| chosen.id == row.id) {
            setup::forget(&app.database, &active, &[setup::KEY])?;
        }
        app.view().await
    })
    .await
}

/// Makes the key off the page's threads. A key that is ready after the person cancelled is forgotten again.
async fn create(active: &Arc<Active>, input: CreateKey) -> Result<keys::CreatedKey, KeyError> {
    let cancelled = active.key_journey.start();
    let order = keys::CreateKey { organisation: active.row.organisation.clone(), size: input.bits.into() };
    let ports = active.ports.clone();
    let mut making = tauri::async_runtime::spawn_blocking(move || keys::create(&order, &ports));
    tokio::select! {
        made = &mut making => made.unwrap_or(Err(KeyError::Malformed)),
        () = cancelled.cancelled() => {
            let keys = Arc::clone(&active.ports.keys);
            tauri::async_runtime::spawn(async move {
                if let Ok(Ok(made)) = making.await && let Err(failure) = keys.forget(&made.id) {
                    tracing::warn!(%failure, "a cancelled key stays in the vault");
                }
            });
            Err(KeyError::Cancelled)
        }
    }
}

fn keep(app: &App, active: &Active, row: &KeyRow) -> Result<KeyView, Problem> {
    app.database.keep_key(&active.row.id, row)?;
    setup::keep(&app.database, active, setup::KEY, &row.id)?;
    setup::key_view(&app.database, active, row)
}

fn current(app: &App, active: &Active) -> Result<KeyRow, Problem> {
    setup::key(&app.database, active)?.ok_or_else(|| Problem::step_missing(setup::KEY))
}

fn named(app: &App, active: &Active, id: &str) -> Result<KeyRow, Problem> {
    Ok(app.database.keys(&active.row.id)?.into_iter().find(|row| row.id == id).ok_or(KeyError::NotFound)?)
}
