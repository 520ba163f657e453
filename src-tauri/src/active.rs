//! The profile in use: its environment, vault, ports, client and tokens. Dropped whole when another takes its place.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{Problem, VaultView};
use inngang_engine::certificates::revocation::Answers;
use inngang_engine::environment::Environment;
use inngang_engine::http::Http;
use inngang_engine::keys::KeyError;
use inngang_engine::login::Login;
use inngang_engine::ports::Ports;
use inngang_engine::problem::{self, Explain};
use inngang_engine::session::Session;
use inngang_engine::trail::Trail;
use inngang_platform::browser::SystemBrowser;
use inngang_platform::clock::SystemClock;
use inngang_platform::database::ProfileRow;
use inngang_platform::folders::Folders;
use inngang_platform::vault::{Keychain, Vault, VaultStatus};
use tokio_util::sync::CancellationToken;

use crate::examining::Held;

/// How many problems a report tells of; older ones fall off.
const SHOWN: usize = 50;

/// The profile in use.
pub(crate) struct Active {
    pub(crate) row: ProfileRow,
    pub(crate) environment: Environment,
    pub(crate) vault: Arc<Vault>,
    pub(crate) ports: Ports,
    pub(crate) http: Http,
    pub(crate) session: Session,
    pub(crate) login: Mutex<Option<Arc<Login>>>,
    /// What issuers have said of certificates, for as long as it holds.
    pub(crate) answers: Arc<Answers>,
    /// What was examined last, with keys that are in no store yet.
    examination: Mutex<Option<Held>>,
    pub(crate) certificate_journey: Journey,
    pub(crate) key_journey: Journey,
    pub(crate) token_journey: Journey,
    pub(crate) login_journey: Journey,
    pub(crate) access_journey: Journey,
    /// What went wrong and was shown, for the report; the newest last.
    shown: Mutex<VecDeque<problem::Problem>>,
}

impl Active {
    pub(crate) fn open(row: ProfileRow, environment: Environment, folders: &Folders, keychain: Arc<dyn Keychain>) -> Result<Self, Problem> {
        let vault = Arc::new(Vault::open(&folders.profile(&row.id), keychain));
        let http = Http::new(&environment, Trail::default())?;
        let keys: Arc<Vault> = Arc::clone(&vault);
        let ports = Ports { keys, browser: Arc::new(SystemBrowser), clock: Arc::new(SystemClock) };
        Ok(Self {
            row,
            environment,
            vault,
            ports,
            http,
            session: Session::default(),
            login: Mutex::new(None),
            answers: Arc::default(),
            examination: Mutex::default(),
            certificate_journey: Journey::default(),
            key_journey: Journey::default(),
            token_journey: Journey::default(),
            login_journey: Journey::default(),
            access_journey: Journey::default(),
            shown: Mutex::default(),
        })
    }

    /// State of the vault, in words that the page has.
    ///
    /// # Errors
    /// When the vault cannot be read at all; it is then as it was, and trying again may help.
    pub(crate) fn vault_view(&self) -> Result<VaultView, Problem> {
        match self.vault.status() {
            Ok(VaultStatus::Open) => Ok(VaultView::Open),
            Ok(VaultStatus::NeedsPassword) => Ok(VaultView::NeedsPassword),
            Ok(VaultStatus::Locked) | Err(KeyError::Locked) => Ok(VaultView::Locked),
            Err(KeyError::KeychainGone) => Ok(VaultView::KeychainGone),
            Err(other) => Err(other.into()),
        }
    }

    /// The person who is logged in, while the token lives.
    pub(crate) fn logged_in(&self) -> Option<Arc<Login>> {
        let login = self.login.lock().unwrap_or_else(PoisonError::into_inner);
        login.as_ref().filter(|login| login.expires_at > self.ports.clock.now()).map(Arc::clone)
    }

    /// Remembers what is about to be shown, and hands it on as the page gets it.
    pub(crate) fn show(&self, failure: impl Explain) -> Problem {
        let problem = failure.explain();
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.len() == SHOWN {
            shown.pop_front();
        }
        shown.push_back(problem.clone());
        problem.into()
    }

    /// What was shown so far, oldest first.
    pub(crate) fn shown(&self) -> Vec<problem::Problem> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Keeps a login, or with `None` wipes it.
    pub(crate) fn keep_login(&self, login: Option<Login>) -> Option<Arc<Login>> {
        std::mem::replace(&mut *self.login.lock().unwrap_or_else(PoisonError::into_inner), login.map(Arc::new))
    }

    /// Holds an examination in the place of the one before, which is wiped; unless its run has been ended, which wipes this one.
    pub(crate) fn hold_examination(&self, held: Held, run: &CancellationToken) -> bool {
        let mut examination = self.examination.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever ends a run does it before waiting for this lock.
        let goes_on = !run.is_cancelled();
        if goes_on {
            *examination = Some(held);
        }
        goes_on
    }

    /// Ends the examination under way, and wipes the one that is held.
    pub(crate) fn stop_examining(&self) {
        self.certificate_journey.cancel();
        *self.examination.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Does something with the examination that is held, if it is still this one.
    pub(crate) fn with_examination<T>(&self, id: &str, act: impl FnOnce(&mut Held) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut held = self.examination.lock().unwrap_or_else(PoisonError::into_inner);
        act(held.as_mut().filter(|held| held.id == id).ok_or_else(Problem::file_gone)?)
    }

    /// Ends what runs and wipes what is secret.
    pub(crate) fn close(&self) {
        self.stop_examining();
        self.key_journey.cancel();
        self.token_journey.cancel();
        self.login_journey.cancel();
        self.access_journey.cancel();
        self.session.clear();
        self.keep_login(None);
    }
}

/// At most one run of a journey at a time: a second start cancels the first.
#[derive(Default)]
pub(crate) struct Journey(Mutex<CancellationToken>);

impl Journey {
    /// Ends the run before and gives the new run's token.
    pub(crate) fn start(&self) -> CancellationToken {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.cancel();
        *running = CancellationToken::new();
        running.clone()
    }

    /// Ends the run.
    pub(crate) fn cancel(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).cancel();
    }
}
