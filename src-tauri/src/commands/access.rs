//! Journey 5 for one: the ladder, rung by rung.

use std::sync::Arc;

use inngang_contract::{AccessView, Nothing, Problem, RungView, TestAccess, TestSubject};
use inngang_engine::access::{self, AccessReport, Outcome, Rung, Subject};
use tauri::ipc::Channel;

use super::Shared;
use crate::active::Active;
use crate::app::App;
use crate::guard::guarded;
use crate::{setup, tokens};

#[tauri::command]
pub(crate) async fn access_test(input: TestAccess, progress: Channel<RungView>, app: Shared<'_>) -> Result<AccessView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let tell = move |rung: &Rung| {
            if progress.send(rung.into()).is_err() {
                tracing::warn!("the page does not listen for the rungs");
            }
        };
        let cancelled = active.access_journey.start();
        let climb = async {
            match input.subject {
                TestSubject::Organisation => as_organisation(&app, &active, tell).await,
                TestSubject::Person => as_person(&active, tell).await,
            }
        };
        let report = tokio::select! {
            () = cancelled.cancelled() => return Err(Problem::cancelled()),
            report = climb => report?,
        };
        for rung in &report.rungs {
            if let Outcome::Failed(problem) = &rung.outcome {
                active.show(problem.clone());
            }
        }
        let view = AccessView::new(&report, input.subject, active.ports.clock.now());
        setup::keep(&app.database, &active, setup::ACCESS, &view)?;
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn access_cancel(app: Shared<'_>) -> Result<Nothing, Problem> {
    app.active().await?.access_journey.cancel();
    Ok(Nothing {})
}

async fn as_organisation(app: &App, active: &Active, tell: impl FnMut(&Rung) + Send) -> Result<AccessReport, Problem> {
    let held = setup::read(&app.database, active)?.maskinporten.and_then(|token| token.token).ok_or_else(Problem::token_gone)?;
    let token = tokens::held(&held, active).await?;
    let subject = Subject::Organisation { token: &token.secret, organisation: &active.row.organisation };
    Ok(access::ladder(subject, &active.environment, &active.http, &active.ports, tell).await)
}

async fn as_person(active: &Active, tell: impl FnMut(&Rung) + Send) -> Result<AccessReport, Problem> {
    let login = active.session.fresh(&active.party).await.map_err(|failure| active.show(failure))?;
    let subject = Subject::person(&login).map_err(|failure| active.show(failure))?;
    Ok(access::ladder(subject, &active.environment, &active.http, &active.ports, tell).await)
}
