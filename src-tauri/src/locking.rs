//! When the vault is locked: by the person, after a while without them, before the computer sleeps. The page hears of it at once.
//!
//! Locking wipes what the keys have obtained too: Maskinporten's tokens, the login, the connection to self-service. What runs is ended.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use inngang_contract::{Problem, VaultView};
use inngang_platform::database::Database;
use inngang_platform::sleep;
use inngang_platform::vault::{Idle, KeptIn};
use tauri::ipc::Channel;
use tokio::sync::Notify;

use crate::active::Active;
use crate::app::App;

/// Minutes without use until a vault with a password locks, before a person chose.
const USUAL_MINUTES: u32 = 15;
const SETTING: &str = "lock_after";
const NEVER: &str = "never";

/// The idle timer, and where the page hears of a lock.
pub(crate) struct Locking {
    idle: Mutex<Idle>,
    changed: Notify,
    page: Mutex<Option<Channel<VaultView>>>,
}

impl Default for Locking {
    fn default() -> Self {
        Self { idle: Mutex::new(Idle::new(None, Instant::now())), changed: Notify::new(), page: Mutex::default() }
    }
}

impl Locking {
    /// Where the page wants to hear that the vault was locked.
    pub(crate) fn tell_to(&self, channel: Channel<VaultView>) {
        *self.page.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    }

    /// The person did something.
    pub(crate) fn touch(&self) {
        self.idle().touch(Instant::now());
    }

    /// The time begins anew: another vault is in use, or it was opened, or the person chose another time.
    pub(crate) fn begin(&self, after: Option<u32>) {
        let mut idle = self.idle();
        idle.change(after.map(|minutes| Duration::from_secs(60 * u64::from(minutes))));
        idle.touch(Instant::now());
        drop(idle);
        self.changed.notify_one();
    }

    /// Locks a vault in use, and tells the page.
    pub(crate) fn lock(&self, active: &Active) {
        active.lock();
        tracing::info!("the vault was locked");
        let Ok(view) = active.vault_view() else { return };
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if page.as_ref().is_some_and(|page| page.send(view).is_err()) {
            tracing::warn!("the page does not listen for the vault");
        }
    }

    /// Whether to lock now, and else how long to sleep before looking again.
    fn look(&self) -> (bool, Option<Duration>) {
        let (idle, now) = (self.idle(), Instant::now());
        (idle.is_due(now), idle.next_look(now))
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Minutes without use until a profile's vault locks. A keychain opens it without asking the person, so it stays open until they choose otherwise.
pub(crate) fn minutes(database: &Database, active: &Active) -> Result<Option<u32>, Problem> {
    Ok(match database.setting(SETTING)?.as_deref() {
        Some(NEVER) => None,
        Some(minutes) => Some(minutes.parse().unwrap_or(USUAL_MINUTES)),
        None => (active.vault.kept_in() == KeptIn::Password).then_some(USUAL_MINUTES),
    })
}

/// The person chose when: none is never.
pub(crate) fn choose_minutes(database: &Database, minutes: Option<u32>) -> Result<(), Problem> {
    let text = minutes.map_or_else(|| NEVER.to_owned(), |minutes| minutes.max(1).to_string());
    Ok(database.keep_setting(SETTING, &text)?)
}

/// Locks the vault in use when nobody has done anything for as long as was chosen. Sleeps until then; for good while there is nothing to lock.
pub(crate) async fn lock_when_idle(app: Arc<App>) {
    loop {
        let (due, look) = app.locking.look();
        if due {
            app.lock();
        }
        let changed = app.locking.changed.notified();
        match look.filter(|_| !due) {
            Some(after) => drop(tokio::time::timeout(after, changed).await),
            None => changed.await,
        }
    }
}

/// Locks the vault in use before the computer sleeps, where the operating system says so.
pub(crate) fn lock_before_sleep(app: &Arc<App>) -> sleep::Watch {
    let app = Arc::downgrade(app);
    sleep::watch(move || {
        if let Some(app) = app.upgrade() {
            app.lock();
        }
    })
}
