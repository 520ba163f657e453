//! The profile in use: its environment, vault, ports, client and tokens. Dropped whole when another takes its place.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{Problem, VaultView};
use inngang_engine::altinn::registry::Registry;
use inngang_engine::certificates::Answer;
use inngang_engine::certificates::revocation::{Answers, Revocation};
use inngang_engine::environment::Environment;
use inngang_engine::http::Http;
use inngang_engine::keys::KeyError;
use inngang_engine::login::{Login, RelyingParty, Session};
use inngang_engine::maskinporten::Tokens;
use inngang_engine::ports::{Clock, Ports};
use inngang_engine::problem::{self, Explain};
use inngang_engine::reading::Reading;
use inngang_engine::trail::Trail;
use inngang_platform::browser::SystemBrowser;
use inngang_platform::database::{Database, ProfileRow};
use inngang_platform::folders::Folders;
use inngang_platform::vault::{KeptIn, Keychain, Vault, VaultStatus};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::client_runs::LastRun;
use crate::connection::Connecting;
use crate::examining::Held;
use crate::legacy::HeldOldSession;
use crate::scopes::Scopes;
use crate::token_reading::Readings;
use crate::tokens::Ordered;

/// How many problems a report tells of; older ones fall off.
const SHOWN: usize = 50;

/// The profile in use.
pub(crate) struct Active {
    pub(crate) row: ProfileRow,
    pub(crate) environment: Environment,
    pub(crate) vault: Arc<Vault>,
    pub(crate) ports: Ports,
    pub(crate) http: Http,
    pub(crate) tokens: Tokens,
    /// The tokens that the page knows.
    pub(crate) ordered: Ordered,
    /// The token that was read last.
    pub(crate) readings: Readings,
    pub(crate) scopes: Scopes,
    /// The resources and packages that Altinn lists openly.
    pub(crate) registry: Registry,
    pub(crate) party: RelyingParty,
    pub(crate) session: Arc<Session>,
    /// Where the login is that waits for the browser.
    pub(crate) login_waits: Mutex<Option<tauri::Url>>,
    /// The self-service API, once connected.
    pub(crate) connecting: Connecting,
    /// What issuers have said of certificates, for as long as it holds.
    pub(crate) answers: Arc<Answers>,
    /// What they said last, by the certificate's fingerprint.
    revocations: Mutex<BTreeMap<String, Revocation>>,
    /// What was examined last, with keys that are in no store yet.
    examination: Mutex<Option<Held>>,
    pub(crate) certificate_journey: Journey,
    pub(crate) key_journey: Journey,
    /// Held by the import of a key until nothing of it is left to do.
    pub(crate) importing: Arc<tokio::sync::Mutex<()>>,
    pub(crate) token_journey: Journey,
    pub(crate) login_journey: Journey,
    /// Waits for the session's idle end.
    pub(crate) idle_watch: Journey,
    /// Who is logged in to Altinn 2.
    pub(crate) old_session: HeldOldSession,
    pub(crate) access_journey: Journey,
    pub(crate) agent_journey: Journey,
    /// How far its list of clients has come.
    pub(crate) client_run: LastRun,
    pub(crate) renewal_journey: Journey,
    /// Whether keys that only the vault knows were looked for.
    adopted: AtomicBool,
    /// What went wrong and was shown, for the report; the newest last.
    shown: Mutex<VecDeque<problem::Problem>>,
}

impl Active {
    pub(crate) fn open(
        row: ProfileRow,
        environment: Environment,
        clock: Arc<dyn Clock>,
        folders: &Folders,
        keychain: Arc<dyn Keychain>,
    ) -> Result<Self, Problem> {
        let vault = Arc::new(Vault::open(&folders.profile(&row.id), keychain));
        let http = Http::new(&environment, Trail::default())?;
        let keys: Arc<Vault> = Arc::clone(&vault);
        let ports = Ports { keys, browser: Arc::new(SystemBrowser), clock };
        let tokens = Tokens::new(environment.clone(), http.clone(), ports.clone());
        let party = RelyingParty::new(environment.clone(), http.clone(), ports.clone());
        Ok(Self {
            row,
            environment,
            vault,
            ports,
            http,
            tokens,
            ordered: Ordered::default(),
            readings: Readings::default(),
            scopes: Scopes::default(),
            registry: Registry::default(),
            party,
            session: Arc::default(),
            login_waits: Mutex::default(),
            connecting: Connecting::default(),
            answers: Arc::default(),
            revocations: Mutex::default(),
            examination: Mutex::default(),
            certificate_journey: Journey::default(),
            key_journey: Journey::default(),
            importing: Arc::default(),
            token_journey: Journey::default(),
            login_journey: Journey::default(),
            idle_watch: Journey::default(),
            old_session: HeldOldSession::default(),
            access_journey: Journey::default(),
            agent_journey: Journey::default(),
            client_run: LastRun::default(),
            renewal_journey: Journey::default(),
            adopted: AtomicBool::default(),
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
            Ok(VaultStatus::Locked) | Err(KeyError::Locked) => Ok(match self.vault.kept_in() {
                KeptIn::Password => VaultView::Locked,
                KeptIn::Keychain => VaultView::LockedInKeychain,
            }),
            Err(KeyError::Moved) => Ok(VaultView::Moved),
            Err(KeyError::KeychainGone) => Ok(VaultView::KeychainGone),
            Err(other) => Err(other.into()),
        }
    }

    /// The organisation's name, or its number where nobody told the name.
    pub(crate) fn called(&self) -> &str {
        if self.row.organisation_name.is_empty() { self.row.organisation.as_str() } else { &self.row.organisation_name }
    }

    /// Whether the vault has the private half of a key. A locked one is no reason to say that it is gone; one that has not begun has none.
    pub(crate) fn has_private(&self, key: &str) -> bool {
        match self.ports.keys.public(key) {
            Err(KeyError::NotFound | KeyError::Moved) => false,
            Err(KeyError::Locked) => self.vault.status().ok() != Some(VaultStatus::NeedsPassword),
            _ => true,
        }
    }

    /// Keeps, once, the keys that are in the vault and that no row names, as after a crash between the two.
    pub(crate) fn adopt(&self, database: &Database) -> Result<(), Problem> {
        if !self.adopted.swap(true, Ordering::Relaxed) {
            let adopted = database.adopt_keys(&self.row.id, &*self.vault, self.ports.clock.now())?;
            if !adopted.is_empty() {
                tracing::warn!(count = adopted.len(), "keys that only the vault knew");
            }
        }
        Ok(())
    }

    /// The time: the services' as far as it was measured, since what ends, ends by their clocks.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.http.trail().services_time(&self.ports)
    }

    /// The person who is logged in. Looking keeps nobody's session alive.
    pub(crate) fn logged_in(&self) -> Option<Arc<Login>> {
        self.session.login(Reading::of(&*self.ports.clock))
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

    /// Locks the vault and wipes what was obtained with its keys: tokens, the login, the connection to self-service. Waits for nobody.
    pub(crate) fn lock(&self) {
        self.vault.lock();
        self.close();
    }

    /// Ends what runs and wipes what is secret.
    pub(crate) fn close(&self) {
        self.stop_examining();
        self.key_journey.cancel();
        self.token_journey.cancel();
        self.login_journey.cancel();
        self.access_journey.cancel();
        self.agent_journey.cancel();
        self.renewal_journey.cancel();
        self.wipe_tokens();
    }

    /// Remembers what issuers said of certificates.
    pub(crate) fn note_revocations(&self, answers: &[Answer]) {
        let said = answers.iter().map(|answer| (answer.fingerprint.clone(), answer.revocation.clone()));
        self.revocations.lock().unwrap_or_else(PoisonError::into_inner).extend(said);
    }

    /// What its issuer said of a certificate.
    pub(crate) fn revocation(&self, fingerprint: &str) -> Option<Revocation> {
        self.revocations.lock().unwrap_or_else(PoisonError::into_inner).get(fingerprint).cloned()
    }

    /// Wipes what others have issued to us.
    pub(crate) fn wipe_tokens(&self) {
        self.tokens.wipe();
        self.ordered.clear();
        self.readings.clear();
        self.idle_watch.cancel();
        self.session.end();
        self.old_session.forget();
        *self.login_waits.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.connecting.wipe();
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
