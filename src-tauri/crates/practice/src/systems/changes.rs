//! What may happen to systems with their system users: made, changed, approved, deleted.

use std::collections::BTreeSet;

use super::{System, SystemName, SystemRefusal, SystemUser, SystemUserKind};
use crate::store::Record;
use crate::{Practice, PracticeError};

const LONGEST_ID: usize = 255;

/// A system that is to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSystem {
    /// Nine digits. An organisation may be its own vendor.
    pub vendor: String,
    /// What follows the vendor's number in the id: ASCII letters, digits, `-`, `_`.
    pub id: String,
    pub name: SystemName,
    pub client_ids: Vec<String>,
}

/// A system user that is to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSystemUser {
    /// The system's id.
    pub system: String,
    /// Nine digits.
    pub owner: String,
    /// The owner's number when left out.
    pub external_ref: Option<String>,
    pub kind: SystemUserKind,
    /// Whether the owner has approved it already.
    pub approved: bool,
}

impl Practice {
    /// Every system, deleted ones among them.
    pub fn systems(&self) -> Vec<System> {
        self.world.store.read(|record| record.systems.values().cloned().collect())
    }

    /// Registers a system of a vendor's.
    pub fn register_system(&self, new: NewSystem) -> Result<System, PracticeError> {
        self.acts(&new.vendor)?;
        let id = format!("{}_{}", new.vendor, new.id);
        let plain = new.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if new.id.is_empty() || !plain || id.len() > LONGEST_ID || new.name.nb.trim().is_empty() {
            return Err(SystemRefusal::Name(new.id).into());
        }
        let system = System {
            id,
            vendor: new.vendor,
            name: new.name,
            client_ids: new.client_ids,
            is_deleted: false,
            created: self.world.clock.now(),
        };
        self.world.store.try_change(|record| {
            if record.systems.contains_key(&system.id) {
                return Err(SystemRefusal::Taken(system.id.clone()).into());
            }
            check_clients(record, &system.id, &system.client_ids)?;
            record.systems.insert(system.id.clone(), system.clone());
            Ok(system)
        })
    }

    /// Puts these client ids in the place of those that the system had.
    pub fn set_client_ids(&self, system: &str, client_ids: Vec<String>) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            check_clients(record, system, &client_ids)?;
            live(record, system)?.client_ids = client_ids;
            Ok(())
        })
    }

    /// Deletes a system: its client ids are free, its system users get no more tokens.
    pub fn delete_system(&self, system: &str) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            let system = live(record, system)?;
            system.is_deleted = true;
            system.client_ids.clear();
            Ok(())
        })
    }

    /// Every system user, with those that wait and those that are deleted.
    pub fn system_users(&self) -> Vec<SystemUser> {
        self.world.store.read(|record| record.system_users.values().cloned().collect())
    }

    /// Asks an organisation for a system user, and approves it at once if so said.
    pub fn add_system_user(&self, new: NewSystemUser) -> Result<SystemUser, PracticeError> {
        self.acts(&new.owner)?;
        let now = self.world.clock.now();
        let user = SystemUser {
            id: uuid::Uuid::new_v4().to_string(),
            external_ref: new.external_ref.filter(|text| !text.is_empty()).unwrap_or_else(|| new.owner.clone()),
            system: new.system,
            owner: new.owner,
            kind: new.kind,
            approved: new.approved.then_some(now),
            is_deleted: false,
            created: now,
        };
        self.world.store.try_change(|record| {
            live(record, &user.system)?;
            let same = |other: &&SystemUser| {
                !other.is_deleted && (&other.system, &other.owner, &other.external_ref) == (&user.system, &user.owner, &user.external_ref)
            };
            if let Some(other) = record.system_users.values().find(same) {
                return Err(SystemRefusal::Same(other.id.clone()).into());
            }
            record.system_users.insert(user.id.clone(), user.clone());
            Ok(user)
        })
    }

    /// The owner approves from now on. What was approved before stays as it is.
    pub fn approve_system_user(&self, id: &str) -> Result<(), PracticeError> {
        let now = self.world.clock.now();
        self.world.store.try_change(|record| {
            present(record, id)?.approved.get_or_insert(now);
            Ok(())
        })
    }

    /// The owner takes it away, or says no.
    pub fn delete_system_user(&self, id: &str) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            present(record, id)?.is_deleted = true;
            Ok(())
        })
    }

    fn acts(&self, number: &str) -> Result<(), SystemRefusal> {
        let acts = self.world.town.organisation(number).is_some_and(|organisation| organisation.can_act());
        if acts { Ok(()) } else { Err(SystemRefusal::Organisation(number.to_owned())) }
    }
}

fn live<'a>(record: &'a mut Record, id: &str) -> Result<&'a mut System, SystemRefusal> {
    record.systems.get_mut(id).filter(|system| !system.is_deleted).ok_or_else(|| SystemRefusal::System(id.to_owned()))
}

fn present<'a>(record: &'a mut Record, id: &str) -> Result<&'a mut SystemUser, SystemRefusal> {
    record.system_users.get_mut(id).filter(|user| !user.is_deleted).ok_or_else(|| SystemRefusal::SystemUser(id.to_owned()))
}

/// Altinn does not know whose clients they are; it only wants each on one system.
fn check_clients(record: &Record, system: &str, clients: &[String]) -> Result<(), SystemRefusal> {
    let mut seen = BTreeSet::new();
    for client in clients {
        if client.trim().is_empty() || !seen.insert(client) {
            return Err(SystemRefusal::Client(client.clone()));
        }
        if record.systems.values().any(|other| other.id != system && other.client_ids.contains(client)) {
            return Err(SystemRefusal::ClientElsewhere(client.clone()));
        }
    }
    Ok(())
}
