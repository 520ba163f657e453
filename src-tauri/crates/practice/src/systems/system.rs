//! A system as its vendor has registered it (altinn.md 4.2).

use serde::{Deserialize, Serialize};

use super::{Right, SystemRefusal};
use crate::PracticeError;
use crate::store::Record;
use crate::world::World;

/// A system in Altinn's register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// `{vendor}_{name}`, unique for ever.
    pub id: String,
    /// What the change log names it by: a UUID.
    #[serde(default = "super::new_id")]
    pub internal_id: String,
    /// Nine digits.
    pub vendor: String,
    pub name: SystemName,
    #[serde(default)]
    pub description: SystemName,
    #[serde(default)]
    pub rights: Vec<Right>,
    /// Access packages, as URNs.
    #[serde(default)]
    pub packages: Vec<String>,
    /// Maskinporten's client ids. Each is on one live system only.
    pub client_ids: Vec<String>,
    #[serde(default)]
    pub redirect_urls: Vec<String>,
    /// Whether customers find it in the portal, where they can make a system user themselves.
    #[serde(default)]
    pub is_visible: bool,
    pub is_deleted: bool,
    /// Seconds since 1970.
    pub created: i64,
    /// What has been done to it, oldest first.
    #[serde(default)]
    pub log: Vec<LoggedChange>,
}

/// What people call a system, or say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemName {
    pub nb: String,
    pub nn: String,
    pub en: String,
}

/// One line of a system's change log (altinn.md 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedChange {
    pub kind: ChangeKind,
    /// Whose client did it: nine digits.
    pub by: String,
    pub client_id: Option<String>,
    /// What was sent.
    pub data: serde_json::Value,
    /// Seconds since 1970.
    pub at: i64,
}

/// What was done to a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    Create,
    Update,
    RightsUpdate,
    AccessPackageUpdate,
    Delete,
}

impl World {
    /// Takes a new system in. An id that was given before is never given again.
    pub(crate) fn add_system(&self, system: System) -> Result<System, PracticeError> {
        self.store.try_change(|record| {
            if record.systems.contains_key(&system.id) {
                return Err(SystemRefusal::Taken(system.id.clone()).into());
            }
            record.systems.insert(system.id.clone(), system.clone());
            Ok(system)
        })
    }

    /// Changes a live system, and writes it down.
    pub(crate) fn change_system(&self, id: &str, line: LoggedChange, alter: impl FnOnce(&mut System)) -> Result<(), PracticeError> {
        self.store.try_change(|record| {
            let system = record.live_system(id)?;
            alter(system);
            system.log.push(line);
            Ok(())
        })
    }
}

impl System {
    /// One of which nothing is known but its id.
    pub(crate) fn empty(id: String) -> Self {
        Self {
            id,
            internal_id: String::new(),
            vendor: String::new(),
            name: SystemName::default(),
            description: SystemName::default(),
            rights: Vec::new(),
            packages: Vec::new(),
            client_ids: Vec::new(),
            redirect_urls: Vec::new(),
            is_visible: false,
            is_deleted: false,
            created: 0,
            log: Vec::new(),
        }
    }

    /// Its client ids are free, its system users get no more tokens (altinn.md 11.3).
    pub(crate) fn delete(&mut self) {
        self.is_deleted = true;
        self.client_ids.clear();
    }
}

impl Record {
    pub(crate) fn live_system(&mut self, id: &str) -> Result<&mut System, SystemRefusal> {
        self.systems.get_mut(id).filter(|system| !system.is_deleted).ok_or_else(|| SystemRefusal::System(id.to_owned()))
    }

    /// The first of these client ids that is on another live system.
    pub(crate) fn client_elsewhere<'a>(&self, system: &str, clients: &'a [String]) -> Option<&'a String> {
        let others = || self.systems.values().filter(|other| other.id != system && !other.is_deleted);
        let lists = |other: &System, client: &str| other.client_ids.iter().any(|own| own.eq_ignore_ascii_case(client));
        clients.iter().find(|client| others().any(|other| lists(other, client)))
    }
}
