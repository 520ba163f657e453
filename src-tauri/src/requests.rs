//! System-user requests of the profile's own: asked about by the plan while the program runs, and told to the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use inngang_contract::{ApprovalLinkView, Problem, RequestView, SystemUserProofView, SystemUserStepView, VaultView};
use inngang_engine::altinn::{AltinnId, RequestKind};
use inngang_engine::names::OrgNumber;
use inngang_engine::vendor::requests::{self, Checked, OwnRequest, RequestError, Standing};
use inngang_engine::vendor::{Vendor, VendorError};
use inngang_platform::database::{Database, ProfileRow};
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use time::OffsetDateTime;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::active::Active;
use crate::app::App;
use crate::{setup, vendor};

/// After a start nobody sits and waits: it is asked seldom at once.
const SELDOM: time::Duration = time::Duration::minutes(2);
/// So many are asked about at a time; a vendor with more looks at the list.
const AT_ONCE: usize = 20;

/// So long a list waits for names, which it can be shown without.
const PATIENCE: Duration = Duration::from_secs(3);

/// What of step 6 is kept beside the requests themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) proof: Option<SystemUserProofView>,
    pub(crate) link: Option<ApprovalLinkView>,
}

/// Since when requests are asked about, and where the page hears of an answer.
#[derive(Default)]
pub(crate) struct Following {
    since: Mutex<Option<OffsetDateTime>>,
    wake: Notify,
    page: Mutex<Option<Channel<SystemUserStepView>>>,
}

impl Following {
    /// Somebody waits for an answer: the plan begins anew.
    pub(crate) fn begin(&self, active: &Active) {
        *held(&self.since) = Some(active.ports.clock.now());
        self.wake.notify_one();
    }

    /// A profile was opened, or its vault.
    pub(crate) fn resume(&self, active: &Active) {
        *held(&self.since) = Some(active.ports.clock.now() - SELDOM);
        self.wake.notify_one();
    }

    /// Where the page wants to hear of answers.
    pub(crate) fn tell_to(&self, channel: Channel<SystemUserStepView>) {
        *held(&self.page) = Some(channel);
    }

    fn tell(&self, step: SystemUserStepView) {
        if held(&self.page).as_ref().is_some_and(|page| page.send(step).is_err()) {
            tracing::warn!("the page does not listen for answers to requests");
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks by the plan as long as the program runs; sleeps until it is woken when there is nothing to ask.
pub(crate) async fn follow(app: Arc<App>) {
    loop {
        match look(&app).await {
            Some(pause) => drop(timeout(pause, app.following.wake.notified()).await),
            None => app.following.wake.notified().await,
        }
    }
}

/// Asks about what is open, and says when to ask again.
pub(crate) async fn look(app: &App) -> Option<Duration> {
    let active = app.held().as_ref().map(Arc::clone)?;
    if !matches!(active.vault_view(), Ok(VaultView::Open)) {
        return None;
    }
    let open = app.database.requests(&active.row.id).ok()?.into_iter().filter(|own| own.standing.is_open());
    let open: Vec<OwnRequest> = open.take(AT_ONCE).collect();
    let since = *held(&app.following.since);
    let pause = requests::wait(since?, active.ports.clock.now()).filter(|_| !open.is_empty())?;
    let vendor = vendor::vendor(app, &active).ok()?;
    let mut changed = false;
    for own in open {
        match requests::check_by_plan(&own, &vendor).await {
            Ok(checked) => {
                changed |= checked.own.standing != own.standing;
                app.database.note_request(&active.row.id, &checked.own).ok()?;
            }
            Err(error) => {
                // It is asked again; whoever asks by hand is told.
                tracing::info!(%error, "a request could not be asked about");
                // Without a token the others cannot be asked about either, and each would order one in vain.
                if matches!(error, RequestError::Vendor(VendorError::Maskinporten(_))) {
                    break;
                }
            }
        }
    }
    let is_in_use = app.held().as_ref().is_some_and(|now| Arc::ptr_eq(now, &active));
    if changed
        && is_in_use
        && let Ok(step) = step(&app.database, &active)
    {
        app.following.tell(step);
    }
    Some(pause)
}

/// What step 6 has come to.
pub(crate) fn step(database: &Database, active: &Active) -> Result<SystemUserStepView, Problem> {
    let Kept { proof, link } = kept(database, active)?;
    let newest = database.requests(&active.row.id)?.into_iter().find(|own| own.kind != RequestKind::Change);
    Ok(SystemUserStepView { request: newest.map(|own| RequestView::of_own(&own, &active.environment)), proof, link })
}

/// What is kept beside the requests.
pub(crate) fn kept(database: &Database, active: &Active) -> Result<Kept, Problem> {
    Ok(setup::document(database, active, setup::SYSTEM_USER)?.unwrap_or_default())
}

/// Our own request with this id, and all of ours.
pub(crate) fn own(id: &str, app: &App, active: &Active) -> Result<(OwnRequest, Vec<OwnRequest>), Problem> {
    let all = app.database.requests(&active.row.id)?;
    let one = id.parse::<AltinnId>().ok().and_then(|id| all.iter().find(|own| own.id == id).cloned());
    Ok((one.ok_or_else(|| active.show(requests::RequestError::NotOwn))?, all))
}

/// Looks at a request, and writes down where it stands.
pub(crate) async fn check(own: &OwnRequest, vendor: &Vendor, app: &App, active: &Active) -> Result<Checked, Problem> {
    let checked = requests::check(own, vendor).await.map_err(|failure| active.show(failure))?;
    app.database.note_request(&active.row.id, &checked.own)?;
    Ok(Checked { own: named(checked.own, app, active).await, ..checked })
}

/// The same with what its customer is called, as far as anybody here knows or Enhetsregisteret says soon.
pub(crate) async fn named(mut own: OwnRequest, app: &App, active: &Active) -> OwnRequest {
    if own.party_name.is_none() {
        own.party_name = name_party(&own.party, app, active).await;
    }
    own
}

/// Asks what a customer is called, and writes it down. A profile's own name is on it.
async fn name_party(party: &OrgNumber, app: &App, active: &Active) -> Option<String> {
    let ProfileRow { id, organisation, organisation_name, .. } = &active.row;
    let name = if organisation == party && !organisation_name.is_empty() {
        organisation_name.clone()
    } else {
        requests::party_name(party, &vendor::platform(active)).await?
    };
    if let Err(error) = app.database.name_party(id, party.as_str(), &name) {
        tracing::warn!(%error, "a name could not be kept");
    }
    Some(name)
}

/// The names that are known in this profile, by number.
pub(crate) fn names(own: &[OwnRequest], active: &Active) -> BTreeMap<String, String> {
    let ProfileRow { organisation, organisation_name, .. } = &active.row;
    let asked = own.iter().filter_map(|own| Some((own.party.to_string(), own.party_name.clone()?)));
    let us = Some((organisation.to_string(), organisation_name.clone())).filter(|(_, name)| !name.is_empty());
    us.into_iter().chain(asked).collect()
}

/// Our own requests, with what others say of them where they say it soon: whose system is gone, and who has no name yet.
pub(crate) async fn own_refreshed(app: &App, active: &Active) -> Result<Vec<OwnRequest>, Problem> {
    let own = app.database.requests(&active.row.id)?;
    let _in_time = tokio::join!(note_deleted(&own, app, active), timeout(PATIENCE, note_names(&own, app, active)));
    Ok(app.database.requests(&active.row.id)?)
}

async fn note_deleted(own: &[OwnRequest], app: &App, active: &Active) {
    let Ok(vendor) = vendor::vendor(app, active) else { return };
    match requests::without_system(own, &vendor).await {
        Ok(gone) => note(&gone, app, active),
        Err(error) => tracing::info!(%error, "whether a system is gone could not be asked"),
    }
}

/// One whom the register does not know leaves the others theirs.
async fn note_names(own: &[OwnRequest], app: &App, active: &Active) {
    let nameless: BTreeSet<&OrgNumber> = own.iter().filter(|own| own.party_name.is_none()).map(|own| &own.party).collect();
    for party in nameless.into_iter().take(AT_ONCE) {
        name_party(party, app, active).await;
    }
}

/// A system was deleted: nothing comes of what was asked for with it.
pub(crate) fn system_deleted(system: &str, app: &App, active: &Active) -> Result<(), Problem> {
    let now = active.ports.clock.now();
    let own = app.database.requests(&active.row.id)?.into_iter().filter(|own| own.system == system);
    let gone: Vec<OwnRequest> = own.map(|own| own.seen(Standing::NoSystem, None, now)).collect();
    note(&gone, app, active);
    if !gone.is_empty() {
        app.following.tell(step(&app.database, active)?);
    }
    Ok(())
}

fn note(requests: &[OwnRequest], app: &App, active: &Active) {
    for own in requests {
        if let Err(error) = app.database.note_request(&active.row.id, own) {
            tracing::warn!(%error, "where a request stands could not be kept");
        }
    }
}
