//! What the practice panel does to systems, for vendors with their customers at once.

use std::collections::BTreeSet;

use super::request::Triple;
use super::{ChangeRequest, Request, RequestStatus, Right, System, SystemName, SystemRefusal, SystemUser, SystemUserKind, new_id};
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

    /// Registers a system of a vendor's, with nothing but a name and clients.
    pub fn register_system(&self, new: NewSystem) -> Result<System, PracticeError> {
        self.acts(&new.vendor)?;
        let id = format!("{}_{}", new.vendor, new.id);
        let plain = new.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if new.id.is_empty() || !plain || id.len() > LONGEST_ID || new.name.nb.trim().is_empty() {
            return Err(SystemRefusal::Name(new.id).into());
        }
        self.world.store.try_change(|record| {
            if record.systems.contains_key(&id) {
                return Err(SystemRefusal::Taken(id).into());
            }
            check_clients(record, &id, &new.client_ids)?;
            let system = System {
                internal_id: new_id(),
                vendor: new.vendor,
                description: new.name.clone(),
                name: new.name,
                client_ids: new.client_ids,
                created: self.world.clock.now(),
                ..System::empty(id)
            };
            record.systems.insert(system.id.clone(), system.clone());
            Ok(system)
        })
    }

    /// Puts these client ids in the place of those that the system had.
    pub fn set_client_ids(&self, system: &str, client_ids: Vec<String>) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            check_clients(record, system, &client_ids)?;
            record.live_system(system)?.client_ids = client_ids;
            Ok(())
        })
    }

    /// Puts these rights and access packages in the place of those that the system had.
    pub fn set_system_access(&self, system: &str, rights: Vec<Right>, packages: Vec<String>) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            let system = record.live_system(system)?;
            (system.rights, system.packages) = (rights, packages);
            Ok(())
        })
    }

    /// Deletes a system: its client ids are free, its system users get no more tokens.
    pub fn delete_system(&self, system: &str) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            record.live_system(system)?.delete();
            Ok(())
        })
    }

    /// Every system user, deleted ones among them, with the requests that came to none: those wait, or count as deleted.
    pub fn system_users(&self) -> Vec<SystemUser> {
        self.world.store.read(|record| {
            let open = record.requests.values().filter(|request| !request.is_deleted && request.status != RequestStatus::Accepted);
            record.system_users.values().cloned().chain(open.cloned().map(SystemUser::waiting)).collect()
        })
    }

    /// Every request for a system user, decided and deleted ones among them.
    pub fn requests(&self) -> Vec<Request> {
        self.world.store.read(|record| record.requests.values().cloned().collect())
    }

    /// Every request to change a system user, decided and deleted ones among them.
    pub fn change_requests(&self) -> Vec<ChangeRequest> {
        self.world.store.read(|record| record.change_requests.values().cloned().collect())
    }

    /// Asks an organisation for a system user with all that the system may have, and approves it at once if so said.
    pub fn add_system_user(&self, new: NewSystemUser) -> Result<SystemUser, PracticeError> {
        self.acts(&new.owner)?;
        let now = self.world.clock.now();
        let request = self.world.store.try_change(|record| {
            let system = record.live_system(&new.system)?;
            let rights = if new.kind == SystemUserKind::Standard { system.rights.clone() } else { Vec::new() };
            let request = Request {
                id: new_id(),
                kind: new.kind,
                title: Some(system.name.nb.clone()),
                rights,
                packages: system.packages.clone(),
                system: new.system,
                external_ref: new.external_ref.filter(|text| !text.is_empty()).unwrap_or_else(|| new.owner.clone()),
                party: new.owner,
                redirect_url: None,
                status: RequestStatus::New,
                escalated: false,
                is_deleted: false,
                created: now,
            };
            make_way(record, &request)?;
            record.requests.insert(request.id.clone(), request.clone());
            Ok::<_, PracticeError>(request)
        })?;
        if new.approved { self.world.approve_request(&request.id) } else { Ok(SystemUser::waiting(request)) }
    }

    /// The owner approves from now on. What was approved before stays as it is.
    pub fn approve_system_user(&self, id: &str) -> Result<(), PracticeError> {
        match self.world.approve_request(id) {
            Err(PracticeError::Systems(SystemRefusal::Request(_) | SystemRefusal::Decided(_))) => self.world.change_system_user(id, |_| ()),
            approved => approved.map(|_| ()),
        }
    }

    /// The owner takes it away, or says no.
    pub fn delete_system_user(&self, id: &str) -> Result<(), PracticeError> {
        match self.world.delete_system_user(id) {
            Err(PracticeError::Systems(SystemRefusal::SystemUser(_))) => self.reject_request(id),
            deleted => deleted,
        }
    }

    /// The organisation that was asked says no.
    pub fn reject_request(&self, id: &str) -> Result<(), PracticeError> {
        self.world.reject_request(id)
    }

    /// Altinn's administration closes a request.
    pub fn deny_request(&self, id: &str) -> Result<(), PracticeError> {
        self.world.deny_request(id)
    }

    /// The owner agrees to a change.
    pub fn approve_change(&self, id: &str) -> Result<(), PracticeError> {
        self.world.approve_change(id)
    }

    /// The owner wants no change.
    pub fn reject_change(&self, id: &str) -> Result<(), PracticeError> {
        self.world.reject_change(id)
    }

    fn acts(&self, number: &str) -> Result<(), SystemRefusal> {
        let acts = self.world.town.organisation(number).is_some_and(|organisation| organisation.can_act());
        if acts { Ok(()) } else { Err(SystemRefusal::Organisation(number.to_owned())) }
    }
}

/// A live system user stands in the way, or a request that waits; a decided request is forgotten.
fn make_way(record: &mut Record, request: &Request) -> Result<(), SystemRefusal> {
    let triple = Triple { party: &request.party, external_ref: &request.external_ref, system: &request.system };
    if let Some(user) = record.live_user(triple) {
        return Err(SystemRefusal::Same(user.id.clone()));
    }
    match record.request_for(triple).map(|other| (other.id.clone(), other.status)) {
        Some((id, RequestStatus::New)) => Err(SystemRefusal::Same(id)),
        Some((id, _)) => record.present_request(&id).map(|other| other.is_deleted = true),
        None => Ok(()),
    }
}

/// Altinn does not know whose clients they are; it only wants each on one system.
fn check_clients(record: &Record, system: &str, clients: &[String]) -> Result<(), SystemRefusal> {
    let mut seen = BTreeSet::new();
    if let Some(client) = clients.iter().find(|client| client.trim().is_empty() || !seen.insert(client.as_str())) {
        return Err(SystemRefusal::Client(client.clone()));
    }
    match record.client_elsewhere(system, clients) {
        Some(client) => Err(SystemRefusal::ClientElsewhere(client.clone())),
        None => Ok(()),
    }
}
