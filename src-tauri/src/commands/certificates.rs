//! Journey 1: chosen files are examined, and one certificate's key goes into the vault.

use std::sync::Arc;

use inngang_contract::{
    AppView, CertificateView, CheckCertificates, ExaminationProgress, ExaminationView, ExamineCertificates, Nothing, PickedFiles, Problem,
    SaveCertificate, SavedFileAnswer, UseCertificate,
};
use inngang_engine::certificates::export_pem;
use tauri::ipc::Channel;

use super::Shared;
use crate::certificates::{self, current};
use crate::dialogs::{self, Saving};
use crate::examining;
use crate::guard::{blocking, guarded};
use crate::{connection, setup};

#[tauri::command]
pub(crate) async fn certificate_pick(app: Shared<'_>) -> Result<PickedFiles, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let chosen = dialogs::choose_certificates(app.settings()?.language).await;
        match chosen {
            Some(paths) => blocking(move || Ok(app.take_files(&paths))).await,
            // A closed dialog leaves what was chosen before.
            None => Ok(PickedFiles { picked: Vec::new() }),
        }
    })
    .await
}

#[tauri::command]
pub(crate) fn certificate_drops(progress: Channel<PickedFiles>, app: Shared<'_>) -> Nothing {
    app.tell_drops_to(progress);
    Nothing {}
}

#[tauri::command]
pub(crate) async fn certificate_examine(
    input: ExamineCertificates,
    progress: Channel<ExaminationProgress>,
    app: Shared<'_>,
) -> Result<ExaminationView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        examining::examine(&app, &active, input.files, progress).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn certificate_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.certificate_journey.cancel();
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn certificate_check(input: CheckCertificates, app: Shared<'_>) -> Result<ExaminationView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        examining::check(&active, &input.examination).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn certificate_use(input: UseCertificate, app: Shared<'_>) -> Result<CertificateView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let using = Arc::clone(&active);
        let imported = blocking(move || {
            using
                .with_examination(&input.examination, |held| held.import(&input.fingerprint, &using).map_err(|failure| using.show(failure)))
        });
        let imported = imported.await?;
        let view = certificates::keep(&app, &active, &imported)?;
        active.stop_examining();
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn certificate_save(input: SaveCertificate, app: Shared<'_>) -> Result<SavedFileAnswer, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (leaf, name) = match &input.examined {
            Some(chosen) => active.with_examination(&chosen.examination, |held| {
                held.public(&chosen.fingerprint).ok_or_else(|| Problem::step_missing(setup::CERTIFICATE))
            })?,
            None => {
                let leaf = current(&app, &active)?.chain.into_iter().next();
                (leaf.ok_or_else(|| Problem::step_missing(setup::CERTIFICATE))?, active.row.organisation.to_string())
            }
        };
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
        if connection::by_certificate(&app.database, &active)?.is_some() {
            connection::disconnect(&app, &active)?;
        }
        certificates::forget(&app, &active, &row)?;
        setup::forget(&app.database, &active, &[setup::CERTIFICATE])?;
        app.files.clear();
        active.stop_examining();
        app.view().await
    })
    .await
}
