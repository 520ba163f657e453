//! The program while it runs: ports, database, practice, and the profile in use. Built once, here.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{EnvironmentKind, PickedFiles, Problem};
use inngang_engine::environment::Environment;
use inngang_engine::names::OrgNumber;
use inngang_engine::ports::Clock;
use inngang_platform::clock::{OffsetClock, SystemClock};
use inngang_platform::database::{Database, DatabaseError, ProfileRow};
use inngang_platform::folders::{self, Folders};
use inngang_platform::vault::{Keychain, SystemKeychain};
use inngang_practice::Practice;
use tauri::ipc::Channel;
use tokio::sync::{Notify, OnceCell};

use crate::active::Active;
use crate::held_files::HeldFiles;
use crate::locking::{self, Locking};
use crate::practice::IssuedFiles;
use crate::requests::Following;
use crate::{environments, logging};

const PROFILE: &str = "profile";

/// The program while it runs.
pub(crate) struct App {
    pub(crate) folders: Folders,
    pub(crate) database: Database,
    pub(crate) files: HeldFiles,
    pub(crate) issued: IssuedFiles,
    pub(crate) locking: Locking,
    /// Something changed that the desktop may have to be told of.
    pub(crate) reminding: Notify,
    /// Requests that wait for an answer.
    pub(crate) following: Following,
    custom: Option<Environment>,
    keychain: Arc<dyn Keychain>,
    practice: OnceCell<Arc<Practice>>,
    active: Mutex<Option<Arc<Active>>>,
    /// One profile is opened at a time.
    opening: tokio::sync::Mutex<()>,
    pub(crate) notices: Mutex<Vec<Problem>>,
    drops: Mutex<Option<Channel<PickedFiles>>>,
    _log: Option<logging::Writing>,
}

impl App {
    /// Opens folders, log and database, and reads the custom environment that was asked for.
    pub(crate) fn open() -> Result<Self, Problem> {
        let folders = Folders::find().map_err(|_| Problem::not_saved(folders::IDENTIFIER))?;
        let log = logging::start(&folders.logs());
        let custom = environments::custom()?;
        Self::at(folders, custom, Arc::new(SystemKeychain), log)
    }

    /// The same over given folders; the tests' door.
    pub(crate) fn at(
        folders: Folders,
        custom: Option<Environment>,
        keychain: Arc<dyn Keychain>,
        log: Option<logging::Writing>,
    ) -> Result<Self, Problem> {
        let mut notices = Vec::new();
        let database = match Database::open(&folders.database()) {
            Err(failure @ DatabaseError::Damaged { .. }) => {
                notices.push(failure.into());
                Database::open(&folders.database())?
            }
            opened => opened?,
        };
        Ok(Self {
            folders,
            database,
            files: HeldFiles::default(),
            issued: IssuedFiles::default(),
            locking: Locking::default(),
            reminding: Notify::new(),
            following: Following::default(),
            custom,
            keychain,
            practice: OnceCell::new(),
            active: Mutex::new(None),
            opening: tokio::sync::Mutex::default(),
            notices: Mutex::new(notices),
            drops: Mutex::new(None),
            _log: log,
        })
    }

    /// The practice town, started at the first call.
    pub(crate) async fn practice(&self) -> Result<&Arc<Practice>, Problem> {
        let start = async || Practice::start(inngang_practice::Options::new(self.folders.practice())).await.map(Arc::new);
        self.practice.get_or_try_init(start).await.map_err(|failure| {
            tracing::error!(%failure, "practice did not start");
            Problem::no_practice()
        })
    }

    /// The profile in use; opens the one of the last run the first time.
    pub(crate) async fn profile(&self) -> Result<Option<Arc<Active>>, Problem> {
        let _turn = self.opening.lock().await;
        if let Some(active) = self.held().as_ref() {
            return Ok(Some(Arc::clone(active)));
        }
        let Some(id) = self.database.setting(PROFILE)? else { return Ok(None) };
        let Some(row) = self.database.profile(&id)? else { return Ok(None) };
        self.switch_to(row).await.map(Some)
    }

    /// The profile in use, for journeys that need one.
    pub(crate) async fn active(&self) -> Result<Arc<Active>, Problem> {
        self.profile().await?.ok_or_else(Problem::no_profile)
    }

    /// Makes the profile of an organisation in an environment where there is none, and puts it in use.
    pub(crate) async fn choose(&self, kind: EnvironmentKind, organisation: OrgNumber, name: Option<String>) -> Result<(), Problem> {
        let environment = match kind {
            EnvironmentKind::Practice => "practice".to_owned(),
            EnvironmentKind::Test => "test".to_owned(),
            EnvironmentKind::Production => "production".to_owned(),
            EnvironmentKind::Custom => format!("custom:{}", self.custom_name().ok_or_else(Problem::no_profile)?),
        };
        let wanted = ProfileRow {
            id: uuid::Uuid::new_v4().to_string(),
            environment,
            organisation,
            organisation_name: name.unwrap_or_default(),
            created_at: time::OffsetDateTime::now_utc(),
        };
        let row = self.database.keep_profile(&wanted)?;
        self.put_in_use(row).await
    }

    /// Puts a profile that is there already in use.
    pub(crate) async fn reopen(&self, id: &str) -> Result<(), Problem> {
        let row = self.database.profile(id)?.ok_or_else(Problem::no_profile)?;
        self.put_in_use(row).await
    }

    /// Going back to the profile in use loses nothing: its login and tokens stay.
    async fn put_in_use(&self, row: ProfileRow) -> Result<(), Problem> {
        let _turn = self.opening.lock().await;
        let id = row.id.clone();
        if self.held().as_ref().is_none_or(|active| active.row.id != id) {
            self.switch_to(row).await?;
        }
        Ok(self.database.keep_setting(PROFILE, &id)?)
    }

    /// Closes the profile in use, with its tokens, and opens another.
    async fn switch_to(&self, row: ProfileRow) -> Result<Arc<Active>, Problem> {
        let environment = self.environment(&row.environment).await?;
        let clock = self.clock(&row.environment).await?;
        let active = Arc::new(Active::open(row, environment, clock, &self.folders, Arc::clone(&self.keychain))?);
        if let Some(before) = self.held().replace(Arc::clone(&active)) {
            before.close();
        }
        self.files.clear();
        self.begin_idle(&active)?;
        Ok(active)
    }

    /// The clock of an environment: in practice the computer's as far ahead as somebody has travelled, but never wrong by a fault.
    pub(crate) async fn clock(&self, environment: &str) -> Result<Arc<dyn Clock>, Problem> {
        if environment != "practice" {
            return Ok(Arc::new(SystemClock));
        }
        let practice = Arc::clone(self.practice().await?);
        Ok(Arc::new(OffsetClock(move || practice.clock().advanced())))
    }

    /// The time without use, after which the vault locks, begins anew.
    pub(crate) fn begin_idle(&self, active: &Active) -> Result<(), Problem> {
        self.locking.begin(locking::minutes(&self.database, active)?);
        self.following.resume(active);
        Ok(())
    }

    /// Locks the vault in use. Waits for nobody.
    pub(crate) fn lock(&self) {
        let active = self.held().as_ref().map(Arc::clone);
        active.iter().for_each(|active| self.locking.lock(active));
    }

    async fn environment(&self, name: &str) -> Result<Environment, Problem> {
        match name {
            "test" => Ok(Environment::test()),
            "production" => Ok(Environment::production()),
            "practice" => crate::practice::environment(self.practice().await?),
            // A profile of a custom environment that this start did not bring along.
            _ => self.custom.clone().filter(|custom| name == format!("custom:{}", custom.name)).ok_or_else(Problem::no_profile),
        }
    }

    pub(crate) fn custom_name(&self) -> Option<String> {
        self.custom.as_ref().map(|custom| custom.name.clone())
    }

    /// Where files that are dropped on the window go.
    pub(crate) fn tell_drops_to(&self, channel: Channel<PickedFiles>) {
        *self.drops.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    }

    /// Takes chosen files in the place of the ones before, which are wiped with all that was found in them.
    pub(crate) fn take_files(&self, paths: &[PathBuf]) -> PickedFiles {
        let stop = || self.held().as_ref().map(Arc::clone).iter().for_each(|active| active.stop_examining());
        stop();
        let picked = self.files.take(paths);
        // Reading may take its time, in which the old files can be examined once more.
        stop();
        picked
    }

    /// Takes what was dropped on the window.
    pub(crate) fn dropped(&self, paths: &[PathBuf]) {
        let picked = self.take_files(paths);
        if let Some(channel) = self.drops.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
            && channel.send(picked).is_err()
        {
            tracing::warn!("the page does not listen for dropped files");
        }
    }

    pub(crate) fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Active>>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
