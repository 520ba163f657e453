//! The profile that a command works in: its rows, its vault, its environment.

pub(crate) mod arguments;
mod choosing;
mod vault;

use std::path::PathBuf;
use std::sync::Arc;

use inngang_engine::environment::Environment;
use inngang_engine::http::Http;
use inngang_engine::ports::{Clock, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_platform::clock::{OffsetClock, SystemClock};
use inngang_platform::database::{Database, DatabaseError, ProfileRow};
use inngang_platform::folders::Folders;
use inngang_platform::vault::Vault;
use inngang_practice::Practice;
use tempfile::TempDir;
use time::OffsetDateTime;

use crate::failure::{Failed, settle};
use crate::ground::{self, Ground, NoBrowserHere};
use crate::words::Words;
use crate::{Ending, Stop};

/// Which profile, and how its vault is opened.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    /// Its id, or `923609016@test`; the one in use without.
    pub(crate) profile: Option<String>,
    /// A TOML file. Without a profile one is made in memory, and forgotten.
    pub(crate) environment: Option<PathBuf>,
    /// Whose that one is.
    pub(crate) organisation: Option<String>,
    /// Where the vault's password can be read.
    pub(crate) vault_password_fd: Option<u32>,
    /// Whether somebody can be asked for passwords.
    pub(crate) ask: bool,
    /// For programs.
    pub(crate) json: bool,
}

/// What a command needs of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// What is no secret.
    Rows,
    /// Its private keys.
    Keys,
    /// The same; a profile that is not there yet is made.
    NewKeys,
}

/// A profile on this computer, or in memory.
pub(crate) struct Stored {
    pub(crate) row: ProfileRow,
    is_new: bool,
    pub(crate) database: Database,
    pub(crate) vault: Arc<Vault>,
    /// The password that opened the vault.
    pub(crate) vault_password: Option<Secret<String>>,
    folders: Folders,
    described: Option<Environment>,
    /// Of a profile that is forgotten afterwards.
    _memory: Option<TempDir>,
}

/// The profile in its environment.
pub(crate) struct Here<'a> {
    pub(crate) stored: &'a Stored,
    pub(crate) environment: Environment,
    /// The organisation's name where it is known, else its number.
    pub(crate) organisation: String,
    pub(crate) ports: Ports,
    pub(crate) http: Http,
}

/// Does something in the profile, and tells how it fails.
pub(crate) fn run(
    choice: &Choice,
    needs: Needs,
    words: &Words,
    work: impl AsyncFnOnce(&Here<'_>) -> Result<Ending, Failed>,
) -> Result<Ending, Stop> {
    settle(attempt(choice, needs, words, work), choice.json, words)
}

/// Does it, for whoever tells of it in another way.
pub(crate) fn attempt(
    choice: &Choice,
    needs: Needs,
    words: &Words,
    work: impl AsyncFnOnce(&Here<'_>) -> Result<Ending, Failed>,
) -> Result<Ending, Failed> {
    let mut stored = choosing::open(choice, needs == Needs::NewKeys, words)?;
    if needs != Needs::Rows {
        // Asked for before anything is started, so that whoever thinks better of it leaves nothing behind.
        stored.vault_password = choosing::settle(&stored, vault::unlock(&stored.vault, choice, words))?;
    }
    ground::until_done(
        async {
            let here = stored.start(words).await?;
            if needs != Needs::Rows {
                stored.database.adopt_keys(&stored.row.id, &*stored.vault, here.now())?;
            }
            work(&here).await
        },
        words,
    )
}

impl Stored {
    async fn start(&self, words: &Words) -> Result<Here<'_>, Failed> {
        let ground = match (self.row.environment.as_str(), &self.described) {
            ("practice", _) => Ground::practice(&self.folders.practice(), words).await?,
            ("test", _) => Ground { environment: Environment::test(), town: None },
            ("production", _) => Ground { environment: Environment::production(), town: None },
            (_, Some(described)) => Ground { environment: described.clone(), town: None },
            (_, None) => return Err(choosing::needs_file(&self.row, words).into()),
        };
        let organisation = self.organisation_name(ground.town.as_ref())?;
        let http = Http::new(&ground.environment, Trail::default())?;
        let keys: Arc<Vault> = Arc::clone(&self.vault);
        let ports = Ports { keys, browser: Arc::new(NoBrowserHere), clock: clock(ground.town) };
        Ok(Here { stored: self, environment: ground.environment, organisation, ports, http })
    }

    /// The town knows its own; elsewhere the number stands in for a name that nobody has told.
    fn organisation_name(&self, town: Option<&Practice>) -> Result<String, DatabaseError> {
        let ProfileRow { organisation, organisation_name, .. } = &self.row;
        match town.and_then(|town| town.town().organisation(organisation.as_str())) {
            _ if !organisation_name.is_empty() => Ok(organisation_name.clone()),
            Some(known) => {
                let named = ProfileRow { organisation_name: known.name.to_owned(), ..self.row.clone() };
                Ok(self.database.keep_profile(&named)?.organisation_name)
            }
            None => Ok(organisation.to_string()),
        }
    }
}

/// In practice a person travels in time, and the program with them. The clock keeps the town.
fn clock(town: Option<Practice>) -> Arc<dyn Clock> {
    match town {
        Some(town) => Arc::new(OffsetClock(move || town.clock().advanced())),
        None => Arc::new(SystemClock),
    }
}

impl Here<'_> {
    /// By the profile's own clock.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.ports.clock.now()
    }

    /// Id of the profile.
    pub(crate) fn id(&self) -> &str {
        &self.stored.row.id
    }

    pub(crate) fn database(&self) -> &Database {
        &self.stored.database
    }
}
