//! The certificate that the wizard works with: kept, replaced, forgotten.

use inngang_contract::{CertificateView, Problem};
use inngang_engine::certificates::ImportedCertificate;
use inngang_platform::database::{CertificateRow, KeyRow};

use crate::active::Active;
use crate::app::App;
use crate::{connection, setup};

/// Keeps what was imported: its key's public half, its chain, and what the page shows.
pub(crate) fn keep(app: &App, active: &Active, imported: &ImportedCertificate) -> Result<CertificateView, Problem> {
    let now = active.ports.clock.now();
    let fingerprint = imported.facts.fingerprint.clone();
    let certificate =
        CertificateRow { id: fingerprint.clone(), key_id: imported.key.id.clone(), chain: imported.chain.clone(), imported_at: now };
    let key = KeyRow {
        id: imported.key.id.clone(),
        name: String::new(),
        kid: imported.key.facts.thumbprint.parse().map_err(|_| Problem::bug())?,
        facts: imported.key.facts.clone(),
        created_at: now,
        certificate: Some(fingerprint),
    };
    app.database.add_key(&active.row.id, &key, "imported")?;
    app.database.keep_certificate(&active.row.id, &certificate)?;
    let before = current(app, active).ok().filter(|before| before.id != certificate.id);
    let view = CertificateView::new(imported);
    setup::keep(&app.database, active, setup::CERTIFICATE, &view)?;
    if let Some(before) = before {
        forget(app, active, &before)?;
        // The next connection signs with the new one.
        if connection::by_certificate(&app.database, active)?.is_some() {
            active.connecting.wipe();
        }
    }
    app.files.clear();
    Ok(view)
}

/// Drops a certificate, and its key unless the wizard, another certificate, a client or a renewal works with it: such a key goes only when a
/// person forgets it by its name.
pub(crate) fn forget(app: &App, active: &Active, row: &CertificateRow) -> Result<(), Problem> {
    app.database.forget_certificate(&active.row.id, &row.id)?;
    let chosen = setup::key(&app.database, active)?.is_some_and(|key| key.id == row.key_id);
    if chosen || app.database.is_needed(&active.row.id, &row.key_id)? || setup::is_of_a_certificate(&app.database, active, &row.key_id)? {
        return Ok(());
    }
    setup::drop_key(&app.database, active, &row.key_id)
}

/// The certificate that the wizard works with.
pub(crate) fn current(app: &App, active: &Active) -> Result<CertificateRow, Problem> {
    let missing = || Problem::step_missing(setup::CERTIFICATE);
    let view = setup::read(&app.database, active)?.certificate.ok_or_else(missing)?;
    let rows = app.database.certificates(&active.row.id)?;
    rows.into_iter().find(|row| row.id == view.fingerprint).ok_or_else(missing)
}
