//! Journey 1: a chosen file becomes a key in the vault and a judged certificate.

use std::sync::Arc;

use inngang_contract::{
    AppView, CertificateView, ImportCertificate, Nothing, PickedFile, PickedFileAnswer, Problem, SaveCertificate, SavedFileAnswer,
};
use inngang_engine::certificates::{self, ImportedCertificate, export_pem};
use inngang_platform::database::{CertificateRow, KeyRow};
use tauri::ipc::Channel;

use super::Shared;
use crate::active::Active;
use crate::app::App;
use crate::dialogs::{self, Saving};
use crate::guard::{blocking, guarded};
use crate::setup;

#[tauri::command]
pub(crate) async fn certificate_pick(app: Shared<'_>) -> Result<PickedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let path = dialogs::choose_certificate(app.settings()?.language).await;
        Ok(PickedFileAnswer { picked: path.map(|path| app.files.take(&path)) })
    })
    .await
}

#[tauri::command]
pub(crate) fn certificate_drops(progress: Channel<PickedFile>, app: Shared<'_>) -> Nothing {
    app.tell_drops_to(progress);
    Nothing {}
}

#[tauri::command]
pub(crate) async fn certificate_import(input: ImportCertificate, app: Shared<'_>) -> Result<CertificateView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let file = app.files.lend(&input.file).ok_or_else(Problem::file_gone)?;
        let order = certificates::ImportCertificate { bytes: file.bytes, password: input.password };
        let (ports, environment) = (active.ports.clone(), active.environment.clone());
        let showing = Arc::clone(&active);
        let import = move || certificates::import(&order, &environment, &ports).map_err(|failure| showing.show(failure));
        let imported = blocking(import).await?;
        keep(&app, &active, &imported, file.name)
    })
    .await
}

#[tauri::command]
pub(crate) async fn certificate_save(input: SaveCertificate, app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let leaf = current(&app, &active)?.chain.into_iter().next().ok_or_else(|| Problem::step_missing(setup::CERTIFICATE))?;
        let name = active.row.organisation.as_str();
        let (bytes, file_name) = match input.pem {
            true => (export_pem(&leaf).into_bytes(), format!("{name}.pem")),
            false => (leaf, format!("{name}.cer")),
        };
        dialogs::save(app.settings()?.language, Saving { dialog: "save_certificate", file_name: &file_name, bytes: &bytes }).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn certificate_forget(app: Shared<'_>) -> Result<AppView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let row = current(&app, &active)?;
        drop_certificate(&app, &active, &row)?;
        setup::forget(&app.database, &active, &[setup::CERTIFICATE])?;
        app.view().await
    })
    .await
}

/// Keeps what was imported: its key's public half, its chain, and what the page shows.
fn keep(app: &App, active: &Active, imported: &ImportedCertificate, file_name: String) -> Result<CertificateView, Problem> {
    let now = active.ports.clock.now();
    let fingerprint = imported.facts.fingerprint.clone();
    let certificate =
        CertificateRow { id: fingerprint.clone(), key_id: imported.key.id.clone(), chain: imported.chain.clone(), imported_at: now };
    let kept = app.database.keys(&active.row.id)?;
    if !kept.iter().any(|row| row.id == imported.key.id) {
        let key = KeyRow {
            id: imported.key.id.clone(),
            kid: imported.key.facts.thumbprint.parse().map_err(|_| Problem::bug())?,
            facts: imported.key.facts.clone(),
            created_at: now,
            registered_at: None,
            client_id: None,
            certificate: Some(fingerprint),
        };
        app.database.keep_key(&active.row.id, &key)?;
    }
    app.database.keep_certificate(&active.row.id, &certificate)?;
    let before = current(app, active).ok().filter(|before| before.id != certificate.id);
    let view = CertificateView::new(imported, file_name);
    setup::keep(&app.database, active, setup::CERTIFICATE, &view)?;
    if let Some(before) = before {
        drop_certificate(app, active, &before)?;
    }
    app.files.clear();
    Ok(view)
}

/// Drops a certificate, and its key unless the wizard or another certificate works with it.
fn drop_certificate(app: &App, active: &Active, row: &CertificateRow) -> Result<(), Problem> {
    app.database.forget_certificate(&active.row.id, &row.id)?;
    let chosen = setup::key(&app.database, active)?.is_some_and(|key| key.id == row.key_id);
    if chosen || setup::is_of_a_certificate(&app.database, active, &row.key_id)? {
        return Ok(());
    }
    setup::drop_key(&app.database, active, &row.key_id)
}

/// The certificate that the wizard works with.
pub(super) fn current(app: &App, active: &Active) -> Result<CertificateRow, Problem> {
    let missing = || Problem::step_missing(setup::CERTIFICATE);
    let view = setup::read(&app.database, active)?.certificate.ok_or_else(missing)?;
    let rows = app.database.certificates(&active.row.id)?;
    rows.into_iter().find(|row| row.id == view.fingerprint).ok_or_else(missing)
}
