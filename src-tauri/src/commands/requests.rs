//! System-user requests: asked for, looked at, opened, deleted; system users listed and changed; the token that acts as one.

use std::collections::BTreeSet;
use std::sync::Arc;

use inngang_contract::{
    ApprovalLink, ApprovalLinkView, ChangeSystemUser, ChosenRequest, ChosenVendorSystem, CreateRequest, CreatedRequestView, ListRequests,
    ListedSystemUserView, Nothing, Problem, ProveSystemUser, RequestKindName, RequestView, RequestsView, SystemUserProofView,
    SystemUserStepView, SystemUsersView, moment,
};
use inngang_engine::altinn::{RequestKind, Right};
use inngang_engine::names::ExternalRef;
use inngang_engine::vendor::requests::{self as engine, Asked, Change, ConfirmUrl, Made, OwnRequest, Wanted};
use inngang_engine::vendor::system_user_token::{self, ActAs};
use inngang_engine::vendor::{Vendor, system_users};
use tauri::ipc::Channel;

use super::Shared;
use crate::active::Active;
use crate::app::App;
use crate::guard::{blocking, guarded};
use crate::requests::{self, Kept};
use crate::{setup, typed, vendor};

#[tauri::command]
pub(crate) async fn request_list(input: ListRequests, app: Shared<'_>) -> Result<RequestsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let Some(system) = input.system else {
            app.following.begin(&active);
            return Ok(own(&requests::own_refreshed(&app, &active).await?, &active));
        };
        let (vendor, own) = (vendor::vendor(&app, &active)?, app.database.requests(&active.row.id)?);
        let (names, mut requests, mut left_out) = (requests::names(&own, &active), Vec::new(), 0);
        for kind in RequestKind::ALL {
            let listed = engine::list(kind, &system, &own, &vendor).await.map_err(|failure| active.show(failure))?;
            left_out += listed.left_out;
            requests.extend(listed.requests.iter().map(|request| {
                let ours = own.iter().find(|own| own.id == request.id);
                let listed = || RequestView::of_listed(request, kind, names.get(&request.party));
                ours.map_or_else(listed, |own| RequestView::of_own(own, &active.environment))
            }));
        }
        requests.sort_by(|one, other| other.created_at.cmp(&one.created_at));
        Ok(RequestsView { requests, left_out: u32::try_from(left_out).unwrap_or(u32::MAX) })
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_create(input: CreateRequest, app: Shared<'_>) -> Result<CreatedRequestView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (wanted, vendor) = (wanted(input)?, vendor::vendor(&app, &active)?);
        let made = engine::create(&wanted, &vendor).await.map_err(|failure| active.show(failure))?;
        keep(made, &vendor, &app, &active).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_create_anew(input: ChosenRequest, app: Shared<'_>) -> Result<CreatedRequestView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let vendor = vendor::vendor(&app, &active)?;
        let (before, all) = requests::own(&input.id, &app, &active)?;
        let mut made = engine::create_anew(&before, &all, &vendor).await.map_err(|failure| active.show(failure))?;
        app.database.forget_request(&active.row.id, before.id)?;
        made.own.party_name = before.party_name;
        keep(made, &vendor, &app, &active).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_change(input: ChangeSystemUser, app: Shared<'_>) -> Result<CreatedRequestView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let vendor = vendor::vendor(&app, &active)?;
        let (owner, reference) = (typed::organisation(&input.owner)?, reference(input.external_ref.as_deref())?);
        let user = system_users::find(&input.system, &owner, reference.as_ref(), &vendor).await.map_err(|failure| active.show(failure))?;
        let user = user.ok_or_else(|| active.show(engine::RequestError::NoSystemUser))?;
        let ChangeSystemUser { rights, unwanted_rights, packages, unwanted_packages, .. } = input;
        let (rights, unwanted_rights) = (typed_rights(rights, &input.system)?, typed_rights(unwanted_rights, &input.system)?);
        let change = Change { rights, unwanted_rights, packages, unwanted_packages };
        let made = engine::change(&user, &change, &vendor).await.map_err(|failure| active.show(failure))?;
        keep(made, &vendor, &app, &active).await
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_check(input: ChosenRequest, app: Shared<'_>) -> Result<RequestView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (own, _) = requests::own(&input.id, &app, &active)?;
        let checked = requests::check(&own, &vendor::vendor(&app, &active)?, &app, &active).await?;
        app.following.begin(&active);
        Ok(RequestView::of_own(&checked.own, &active.environment))
    })
    .await
}

#[tauri::command]
pub(crate) fn request_watch(progress: Channel<SystemUserStepView>, app: Shared<'_>) -> Nothing {
    app.following.tell_to(progress);
    Nothing {}
}

#[tauri::command]
pub(crate) async fn request_open(input: ChosenRequest, app: Shared<'_>) -> Result<Nothing, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (own, _) = requests::own(&input.id, &app, &active)?;
        let link = own.link(&active.environment).map_err(|failure| active.show(failure))?;
        open(link, &active).await?;
        app.following.begin(&active);
        Ok(Nothing {})
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_delete(input: ChosenRequest, app: Shared<'_>) -> Result<RequestsView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let (one, all) = requests::own(&input.id, &app, &active)?;
        let vendor = vendor::vendor(&app, &active)?;
        engine::delete(one.id, &all, &vendor).await.map_err(|failure| active.show(failure))?;
        app.database.forget_request(&active.row.id, one.id)?;
        Ok(own(&app.database.requests(&active.row.id)?, &active))
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_system_users(input: ChosenVendorSystem, app: Shared<'_>) -> Result<SystemUsersView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let vendor = vendor::vendor(&app, &active)?;
        let users = system_users::list(&input.system, &vendor).await.map_err(|failure| active.show(failure))?;
        let names = requests::names(&app.database.requests(&active.row.id)?, &active);
        let view = |user| ListedSystemUserView::new(user, names.get(&user.owner));
        Ok(SystemUsersView { system_users: users.iter().map(view).collect() })
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_prove(input: ProveSystemUser, app: Shared<'_>) -> Result<SystemUserProofView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let act_as = ActAs {
            system: input.system,
            owner: typed::organisation(&input.owner)?,
            external_ref: reference(input.external_ref.as_deref())?,
            scopes: typed::scopes(&input.scopes)?,
        };
        let proof = system_user_token::prove(&act_as, &vendor::vendor(&app, &active)?).await;
        if let Some((_, problem)) = &proof.broken {
            active.show(problem.clone());
        }
        let view = SystemUserProofView::new(&act_as, &proof, active.ports.clock.now());
        let kept = Kept { proof: Some(view.clone()), ..requests::kept(&app.database, &active)? };
        setup::keep(&app.database, &active, setup::SYSTEM_USER, &kept)?;
        Ok(view)
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_link(input: ApprovalLink, app: Shared<'_>) -> Result<ApprovalLinkView, Problem> {
    let active = app.active().await?;
    let link = ConfirmUrl::read(&input.link, &active.environment).map_err(|failure| active.show(failure))?;
    Ok(ApprovalLinkView::from(&link))
}

#[tauri::command]
pub(crate) async fn request_open_link(input: ApprovalLink, app: Shared<'_>) -> Result<SystemUserStepView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        let link = ConfirmUrl::read(&input.link, &active.environment).map_err(|failure| active.show(failure))?;
        let view = ApprovalLinkView { opened_at: Some(moment(active.ports.clock.now())), ..ApprovalLinkView::from(&link) };
        open(link, &active).await?;
        keep_link(view, &app, &active)
    })
    .await
}

#[tauri::command]
pub(crate) async fn request_approve_link(app: Shared<'_>) -> Result<SystemUserStepView, Problem> {
    let active = app.active().await?;
    let link = requests::kept(&app.database, &active)?.link.ok_or_else(|| Problem::step_missing(setup::SYSTEM_USER))?;
    keep_link(ApprovalLinkView { approved: true, ..link }, &app, &active)
}

fn keep_link(link: ApprovalLinkView, app: &App, active: &Active) -> Result<SystemUserStepView, Problem> {
    let kept = Kept { link: Some(link), ..requests::kept(&app.database, active)? };
    setup::keep(&app.database, active, setup::SYSTEM_USER, &kept)?;
    requests::step(&app.database, active)
}

fn own(own: &[OwnRequest], active: &Active) -> RequestsView {
    RequestsView { requests: own.iter().map(|own| RequestView::of_own(own, &active.environment)).collect(), left_out: 0 }
}

/// Keeps what was made before anything else; one that was there already is looked at, since it may have been answered.
async fn keep(made: Made, vendor: &Vendor, app: &App, active: &Active) -> Result<CreatedRequestView, Problem> {
    app.database.keep_request(&active.row.id, &made.own)?;
    app.following.begin(active);
    let own: OwnRequest = if made.is_new {
        requests::named(made.own.clone(), app, active).await
    } else {
        requests::check(&made.own, vendor, app, active).await?.own
    };
    Ok(CreatedRequestView::new(&Made { own, ..made }, &active.environment))
}

fn wanted(input: CreateRequest) -> Result<Wanted, Problem> {
    let CreateRequest { kind, system, party, external_ref, title, rights, packages } = input;
    let asked = match kind {
        RequestKindName::Agent => Asked::Agent { packages },
        RequestKindName::Standard | RequestKindName::Change => Asked::Standard { rights: typed_rights(rights, &system)?, packages },
    };
    let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    Ok(Wanted { system, party: typed::organisation(&party)?, external_ref: reference(Some(&external_ref))?, title, asked })
}

/// As the page has them from the system; what is no right is none of its.
fn typed_rights(texts: BTreeSet<String>, system: &str) -> Result<BTreeSet<Right>, Problem> {
    let no_right = |text: &str| engine::RequestError::NotOfSystem { system: system.to_owned(), rights: vec![text.to_owned()] };
    texts.iter().map(|text| text.parse().map_err(|_| Problem::from(no_right(text)))).collect()
}

/// What is empty is none.
fn reference(text: Option<&str>) -> Result<Option<ExternalRef>, Problem> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(str::parse).transpose().map_err(|_| Problem::from(engine::RequestError::BadReference))
}

async fn open(link: ConfirmUrl, active: &Active) -> Result<(), Problem> {
    let browser = Arc::clone(&active.ports.browser);
    let address = link.as_str().to_owned();
    blocking(move || browser.open(link.url()).map_err(|_| Problem::no_browser(&address))).await
}
