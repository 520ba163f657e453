//! The practice panel: faults, the town hall, the clock.

use std::sync::Arc;
use std::time::Duration;

use inngang_contract::{
    AddSystemUser, DecideSystemUser, DelegationView, IssueCertificate, IssuedFileView, IssuedFilesView, PracticeView, Problem,
    RevokeCertificate, SetBehaviour, SetDelegation, SetFault, SetPropagation, SetUpSystem, SystemUserDecision, TravelInTime,
};
use inngang_practice::{
    CertificateOrder, CertificateRole, Contents, Fault, Flavour, Issuer, KeyKind, NewSystem, NewSystemUser, Practice, PracticeError,
    Profile, SystemName, SystemUserKind, Tree, Validity,
};

use super::Shared;
use crate::guard::guarded;
use crate::practice::{free_system_id, panel, refused};
use crate::typed;

const DAY: Duration = Duration::from_hours(24);

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
        let issued = app.practice().await?.issue(&order(input)?).await.map_err(|failure| nothing_issued(&failure))?;
        Ok(app.issued.add(&issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_issue_set(input: IssueCertificate, app: Shared<'_>) -> Result<IssuedFilesView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let issued = app.practice().await?.issue_set(&order(input)?).await.map_err(|failure| nothing_issued(&failure))?;
        // The list has the newest first, which shall be the one for Maskinporten.
        let mut files: Vec<_> = issued.iter().rev().map(|file| app.issued.add(file)).collect();
        files.reverse();
        Ok(IssuedFilesView { files })
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_revoke(input: RevokeCertificate, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        practice.revoke(&input.serial).map_err(|failure| {
            tracing::error!(%failure, "the town hall revoked nothing");
            Problem::no_practice()
        })?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_travel(input: TravelInTime, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        match input.days {
            Some(days) => practice.clock().advance(DAY.saturating_mul(days)),
            None => practice.clock().back_to_present(),
        }
        // What was issued in another year is of no use, and something else may end soon.
        let active = app.profile().await?;
        active.iter().filter(|active| active.row.environment == "practice").for_each(|active| active.wipe_tokens());
        app.reminding.notify_one();
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_propagation(input: SetPropagation, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        practice.set_propagation(Duration::from_secs(input.seconds.into())).map_err(|failure| {
            tracing::error!(%failure, "the town kept no propagation");
            Problem::no_practice()
        })?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_behaviour(input: SetBehaviour, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        input.strict.map_or(Ok(()), |strict| practice.set_strict(strict)).map_err(refused)?;
        let latency = input.latency_milliseconds.map(|milliseconds| Duration::from_millis(milliseconds.into()));
        latency.map_or(Ok(()), |latency| practice.set_latency(latency)).map_err(refused)?;
        input.approval_delay_seconds.map_or(Ok(()), |delay| practice.set_approval_delay(seconds(delay))).map_err(refused)?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_delegation(input: SetDelegation, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        let DelegationView { consumer, supplier, scope } = &input.delegation;
        let change = if input.on { Practice::delegate } else { Practice::undelegate };
        change(practice, consumer, supplier, scope).map_err(refused)?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_system(input: SetUpSystem, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        let vendor = app.active().await?.row.organisation.to_string();
        let called = input.name.trim().to_owned();
        let name = SystemName { nb: called.clone(), nn: called.clone(), en: called };
        let client_ids = vec![typed::client(&input.client_id)?.to_string()];
        let system = NewSystem { id: free_system_id(practice, &vendor), vendor, name, client_ids };
        practice.register_system(system).map_err(refused)?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_system_user(input: AddSystemUser, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        let AddSystemUser { system, owner, external_ref, agent, approved } = input;
        let kind = if agent { SystemUserKind::Agent } else { SystemUserKind::Standard };
        let external_ref = Some(external_ref.trim().to_owned());
        practice.add_system_user(NewSystemUser { system, owner, external_ref, kind, approved }).map_err(refused)?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

#[tauri::command]
pub(crate) async fn practice_system_user_decide(input: DecideSystemUser, app: Shared<'_>) -> Result<PracticeView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let practice = app.practice().await?;
        let decide = match input.decision {
            SystemUserDecision::Approve => Practice::approve_system_user,
            SystemUserDecision::Delete => Practice::delete_system_user,
        };
        decide(practice, &input.id).map_err(refused)?;
        Ok(panel(practice, &app.issued))
    })
    .await
}

/// What is left out is the ordinary choice.
fn order(input: IssueCertificate) -> Result<CertificateOrder, Problem> {
    let ordinary = CertificateOrder::ordinary(input.organisation);
    Ok(CertificateOrder {
        flavour: chosen(Some(&input.flavour), ordinary.flavour, Flavour::named)?,
        issuer: chosen(Some(&input.issuer), ordinary.issuer, Issuer::named)?,
        role: chosen(Some(&input.role), ordinary.role, CertificateRole::named)?,
        validity: chosen(Some(&input.validity), ordinary.validity, Validity::named)?,
        profile: chosen(input.profile.as_deref(), ordinary.profile, Profile::named)?,
        tree: chosen(input.tree.as_deref(), ordinary.tree, Tree::named)?,
        key: chosen(input.key.as_deref(), ordinary.key, KeyKind::named)?,
        contents: chosen(input.contents.as_deref(), ordinary.contents, Contents::named)?,
        ..ordinary
    })
}

fn chosen<T>(name: Option<&str>, ordinary: T, named: fn(&str) -> Option<T>) -> Result<T, Problem> {
    name.map_or(Some(ordinary), named).ok_or_else(Problem::bug)
}

fn nothing_issued(failure: &PracticeError) -> Problem {
    tracing::error!(%failure, "the town hall issued nothing");
    Problem::no_practice()
}
