//! Journey 5 for one: the ladder, rung by rung.

use std::sync::Arc;

use inngang_contract::{AccessView, Nothing, Problem, RungView, TestAccess, TestSubject, TestedSystemUser};
use inngang_engine::access::{self, AccessReport, Goal, Outcome, Rung, Subject};
use inngang_engine::altinn::PARTY_SCOPES;
use inngang_engine::names::ExternalRef;
use inngang_engine::vendor::system_user_token::ActAs;
use tauri::ipc::Channel;

use super::Shared;
use crate::active::Active;
use crate::app::App;
use crate::guard::guarded;
use crate::{setup, tokens, typed, vendor};

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
                TestSubject::SystemUser => {
                    let tested = input.system_user.ok_or_else(|| Problem::step_missing(setup::SYSTEM_USER))?;
                    as_system_user(&tested, &app, &active, tell).await
                }
                TestSubject::Vendor => as_vendor(&app, &active, tell).await,
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
    let subject = match Subject::person(&login).map_err(|failure| active.show(failure))? {
        Subject::Person { token, .. } => Subject::Person { token, firm: Some(&active.row.organisation) },
        other => other,
    };
    Ok(access::ladder(subject, &active.environment, &active.http, &active.ports, tell).await)
}

async fn as_system_user(
    tested: &TestedSystemUser,
    app: &App,
    active: &Active,
    tell: impl FnMut(&Rung) + Send,
) -> Result<AccessReport, Problem> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let external_ref: Option<Result<ExternalRef, _>> = tested.external_ref.as_deref().and_then(said).map(|text| text.parse());
    let act_as = ActAs {
        system: tested.system.clone(),
        owner: typed::organisation(&tested.owner)?,
        external_ref: external_ref.transpose().map_err(|_| Problem::bug())?,
        // The one that the list of parties asks for.
        scopes: PARTY_SCOPES.first().into_iter().filter_map(|scope| scope.parse().ok()).collect(),
    };
    let party = said(&tested.party).map(|text| typed::organisation(&text)).transpose()?;
    let goal = Goal { party, package: said(&tested.package), resource: said(&tested.resource) };
    let vendor = vendor::vendor(app, active)?;
    let subject = Subject::SystemUser { act_as: &act_as, vendor: &vendor, goal: &goal };
    Ok(access::ladder(subject, &active.environment, &active.http, &active.ports, tell).await)
}

async fn as_vendor(app: &App, active: &Active, tell: impl FnMut(&Rung) + Send) -> Result<AccessReport, Problem> {
    let vendor = vendor::vendor(app, active)?;
    let subject = Subject::Vendor { vendor: &vendor, organisation: &active.row.organisation };
    Ok(access::ladder(subject, &active.environment, &active.http, &active.ports, tell).await)
}
