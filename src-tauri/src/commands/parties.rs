//! Whom one may act for, and what Dialogporten has of them.

use std::sync::Arc;

use inngang_contract::{ActingAs, DialogsView, ListDialogs, ListParties, PartiesView, PartyView, Problem};
use inngang_engine::altinn::{self, Person, dialogporten};

use super::Shared;
use crate::guard::guarded;
use crate::{person, typed, vendor};

/// Dialogs on a page.
const DIALOGS: u16 = 50;

#[tauri::command]
pub(crate) async fn party_list(input: ListParties, app: Shared<'_>) -> Result<PartiesView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let token = person::exchanged(&input.acting_as, &app, &active).await?;
        let parties = altinn::authorized_parties(&token, &active.environment, &active.http, &active.ports).await;
        let parties = parties.map_err(|failure| active.show(failure))?;
        Ok(PartiesView { parties: parties.into_iter().map(PartyView::from).collect() })
    })
    .await
}

#[tauri::command]
pub(crate) async fn party_dialogs(input: ListDialogs, app: Shared<'_>) -> Result<DialogsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let organisation = typed::organisation(&input.organisation)?;
        let after = input.after.as_deref();
        let dialogs = match &input.acting_as {
            ActingAs::Person => {
                person::as_person(&active, async |person: &Person<'_>| {
                    dialogporten::dialogs_of(&organisation, DIALOGS, after, person).await
                })
                .await?
            }
            ActingAs::SystemUser { owner, external_ref } => {
                let scope = dialogporten::SCOPE.first().copied().unwrap_or_default();
                let token = person::system_user(owner, external_ref, scope, &app, &active).await?;
                let dialogs = dialogporten::dialogs(&organisation, DIALOGS, after, &token.secret, &vendor::platform(&active)).await;
                dialogs.map_err(|failure| active.show(failure))?
            }
        };
        Ok(dialogs.into())
    })
    .await
}
