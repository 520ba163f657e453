//! Which profile is meant.

use std::sync::Arc;

use inngang_engine::environment::Environment;
use inngang_engine::names::OrgNumber;
use inngang_platform::database::{Database, ProfileRow};
use inngang_platform::folders::Folders;
use inngang_platform::vault::{Keychain, MemoryKeychain, SystemKeychain, Vault};
use time::OffsetDateTime;

use super::{Choice, Stored};
use crate::Stop;
use crate::failure::Failed;
use crate::ground::Ground;
use crate::words::Words;

/// Where the window remembers the profile in use.
const IN_USE: &str = "profile";

/// The window's own, which need no file.
const BUILT_IN: [&str; 3] = ["practice", "test", "production"];

/// Finds it. One that is named by organisation and environment is made where it may be.
pub(super) fn open(choice: &Choice, may_make: bool, words: &Words) -> Result<Stored, Failed> {
    let described = choice.environment.as_deref().map(|file| Ground::described(file, words)).transpose()?.map(|ground| ground.environment);
    let no_place = |_| Stop::because(&words.get("cli:profile.no_place", &[]));
    let (memory, folders, keychain): (_, _, Arc<dyn Keychain>) = match (&choice.profile, &described) {
        (None, Some(_)) => {
            let memory = tempfile::Builder::new().prefix("inngang-").tempdir().map_err(no_place)?;
            let folders = Folders::at(memory.path()).map_err(no_place)?;
            (Some(memory), folders, Arc::new(MemoryKeychain::default()))
        }
        _ => (None, Folders::find().map_err(no_place)?, Arc::new(SystemKeychain)),
    };
    let database = Database::open(&folders.database())?;
    let before = database.profiles()?;
    let row = match (&choice.profile, &described) {
        (Some(name), _) => Naming { database: &database, may_make, words }.find(name)?,
        (None, Some(environment)) => {
            let number = choice.organisation.as_deref().ok_or_else(|| needs_organisation(words))?;
            made(&database, organisation(number, words)?, &format!("custom:{}", environment.name))?
        }
        (None, None) => in_use(&database, words)?,
    };
    fits(&row, described.as_ref(), words)?;
    let vault = Arc::new(Vault::open(&folders.profile(&row.id), keychain));
    let is_new = !before.contains(&row);
    Ok(Stored { row, is_new, database, vault, vault_password: None, folders, described, _memory: memory })
}

struct Naming<'a> {
    database: &'a Database,
    may_make: bool,
    words: &'a Words,
}

impl Naming<'_> {
    /// By id, by organisation and environment, or by an organisation that has one profile alone.
    fn find(&self, name: &str) -> Result<ProfileRow, Failed> {
        let profiles = self.database.profiles()?;
        if let Some(row) = profiles.iter().find(|row| row.id == name) {
            return Ok(row.clone());
        }
        let (number, environment) = name.split_once('@').map_or((name, None), |(number, environment)| (number, Some(environment)));
        let organisation = organisation(number, self.words)?;
        let Some(environment) = environment.map(stored_name) else { return self.only(&organisation, &profiles) };
        match profiles.iter().find(|row| row.organisation == organisation && row.environment == environment) {
            Some(row) => Ok(row.clone()),
            None if self.may_make => made(self.database, organisation, &environment),
            None => Err(self.refuse("unknown", &[("name", name)]).into()),
        }
    }

    fn only(&self, organisation: &OrgNumber, profiles: &[ProfileRow]) -> Result<ProfileRow, Failed> {
        let theirs: Vec<&ProfileRow> = profiles.iter().filter(|row| row.organisation == *organisation).collect();
        match theirs[..] {
            [one] => Ok(one.clone()),
            [] => Err(self.refuse("unknown", &[("name", organisation.as_str())]).into()),
            _ => {
                let mut names: Vec<String> = theirs.iter().map(|row| called(row)).collect();
                names.sort();
                Err(self.refuse("several", &[("names", &names.join(", "))]).into())
            }
        }
    }

    fn refuse(&self, key: &str, values: &[(&str, &str)]) -> Stop {
        Stop::because(&self.words.get(&format!("cli:profile.{key}"), values))
    }
}

/// The profile that the window was last in.
fn in_use(database: &Database, words: &Words) -> Result<ProfileRow, Failed> {
    let chosen = database.setting(IN_USE)?.map(|id| database.profile(&id)).transpose()?.flatten();
    Ok(chosen.ok_or_else(|| Stop::because(&words.get("cli:profile.none", &[])))?)
}

fn made(database: &Database, organisation: OrgNumber, environment: &str) -> Result<ProfileRow, Failed> {
    let row = ProfileRow {
        id: uuid::Uuid::new_v4().to_string(),
        environment: environment.to_owned(),
        organisation,
        organisation_name: String::new(),
        created_at: OffsetDateTime::now_utc(),
    };
    Ok(database.keep_profile(&row)?)
}

/// The first profile is the one in use. One that was made for nothing is taken away.
pub(super) fn settle<T>(stored: &Stored, opened: Result<T, Failed>) -> Result<T, Failed> {
    let Stored { database, row, is_new, .. } = stored;
    if opened.is_err() && *is_new {
        database.forget_profile(&row.id)?;
    } else if opened.is_ok() && database.setting(IN_USE)?.is_none() {
        database.keep_setting(IN_USE, &row.id)?;
    }
    opened
}

/// A file describes no environment but its own, and an environment of one's own needs its file.
fn fits(row: &ProfileRow, described: Option<&Environment>, words: &Words) -> Result<(), Stop> {
    match described {
        None if BUILT_IN.contains(&row.environment.as_str()) => Ok(()),
        None => Err(needs_file(row, words)),
        Some(environment) if row.environment == format!("custom:{}", environment.name) => Ok(()),
        Some(environment) => {
            let values = [("profile", called(row)), ("environment", environment.name.clone())];
            Err(Stop::because(&words.get("cli:profile.other_environment", &values.each_ref().map(|(name, value)| (*name, value.as_str())))))
        }
    }
}

pub(super) fn needs_file(row: &ProfileRow, words: &Words) -> Stop {
    Stop::because(&words.get("cli:profile.needs_file", &[("profile", &called(row))]))
}

fn needs_organisation(words: &Words) -> Stop {
    Stop::because(&words.get("cli:usage.needs", &[("what", "--organisation")]))
}

/// What was typed is not repeated: it may be a password in the wrong place.
fn organisation(number: &str, words: &Words) -> Result<OrgNumber, Stop> {
    number.parse().map_err(|_| Stop::because(&words.get("cli:profile.bad_name", &[])))
}

fn stored_name(environment: &str) -> String {
    if BUILT_IN.contains(&environment) { environment.to_owned() } else { format!("custom:{environment}") }
}

/// As a person names it.
fn called(row: &ProfileRow) -> String {
    format!("{}@{}", row.organisation, row.environment.trim_start_matches("custom:"))
}
