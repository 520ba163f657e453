//! The practice panel: faults, and the town hall.

use std::sync::Arc;

use inngang_contract::{IssueCertificate, IssuedFileView, PracticeView, Problem, SetFault};
use inngang_practice::{CertificateOrder, CertificateRole, Fault, Flavour, Issuer, Validity};

use super::Shared;
use crate::guard::guarded;
use crate::practice::panel;

#[tauri::command]
pub(crate) async fn practice_open(app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { Ok(panel(app.practice().await?, &app.issued)) }).await
}

#[tauri::command]
pub(crate) async fn practice_fault(input: SetFault, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        practice.faults().set(input.name.parse::<Fault>().map_err(|_| Problem::bug())?, input.on);
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_issue(input: IssueCertificate, app: Shared<'_>) -> Result<IssuedFileView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let order = CertificateOrder {
            flavour: Flavour::named(&input.flavour).ok_or_else(Problem::bug)?,
            issuer: Issuer::named(&input.issuer).ok_or_else(Problem::bug)?,
            role: CertificateRole::named(&input.role).ok_or_else(Problem::bug)?,
            validity: Validity::named(&input.validity).ok_or_else(Problem::bug)?,
            organisation: input.organisation,
        };
        let issued = app.practice().await?.issue(&order).await.map_err(|failure| {
            tracing::error!(%failure, "the town hall issued nothing");
            Problem::no_practice()
        })?;
        let path = issued.path.display().to_string();
        let view = IssuedFileView { path, password: issued.password.clone(), organisation: order.organisation };
        app.issued.add(view.clone());
        Ok(view)
    })
    .await
}
