//! Enhetsregisteret: a number looked up, who can approve for it, its clients.

use std::sync::Arc;

use inngang_contract::{ApproversView, LookUpOrganisation, Problem, RegisteredClientsView, UnitView};
use inngang_engine::register::Register;

use super::Shared;
use crate::active::Active;
use crate::guard::guarded;
use crate::typed;

#[tauri::command]
pub(crate) async fn register_look_up(input: LookUpOrganisation, app: Shared<'_>) -> Result<UnitView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let (active, number) = (app.active().await?, typed::organisation(&input.number)?);
        let register = register(&active);
        let found = register.look_up(&number).await.map_err(|failure| active.show(failure))?;
        Ok(UnitView::new(number.as_str(), &found, register.looks_foreign(&number)))
    })
    .await
}

#[tauri::command]
pub(crate) async fn register_approvers(input: LookUpOrganisation, app: Shared<'_>) -> Result<ApproversView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let (active, number) = (app.active().await?, typed::organisation(&input.number)?);
        let register = register(&active);
        let approvers = register.approvers(&number).await.map_err(|failure| active.show(failure))?;
        Ok(ApproversView::new(number.as_str(), &approvers, register.looks_foreign(&number)))
    })
    .await
}

#[tauri::command]
pub(crate) async fn register_clients(input: LookUpOrganisation, app: Shared<'_>) -> Result<RegisteredClientsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let (active, firm) = (app.active().await?, typed::organisation(&input.number)?);
        let clients = register(&active).clients_of(&firm).await.map_err(|failure| active.show(failure))?;
        Ok(RegisteredClientsView::new(firm.as_str(), &clients))
    })
    .await
}

fn register(active: &Active) -> Register {
    Register::new(active.environment.clone(), active.http.clone(), active.ports.clone())
}
