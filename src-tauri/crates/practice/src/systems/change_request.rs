//! That a vendor asks for other rights than a system user has (altinn.md 5.8).

use serde::{Deserialize, Serialize};

use super::request::timed_out;
use super::{RequestStatus, Right, SystemRefusal};
use crate::PracticeError;
use crate::store::Record;
use crate::world::World;

/// A request to change a standard system user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRequest {
    /// The vendor's own correlation id: a UUID.
    pub id: String,
    pub system_user: String,
    /// The system's id.
    pub system: String,
    /// Nine digits.
    pub party: String,
    pub external_ref: String,
    pub wanted: Difference,
    pub redirect_url: Option<String>,
    pub status: RequestStatus,
    pub is_deleted: bool,
    /// Seconds since 1970.
    pub created: i64,
}

/// What shall be there afterwards, and what shall not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub required_rights: Vec<Right>,
    pub unwanted_rights: Vec<Right>,
    /// Access packages, as URNs.
    pub required_packages: Vec<String>,
    pub unwanted_packages: Vec<String>,
}

impl ChangeRequest {
    /// Whether it was made so long ago that Altinn says `timedOut`.
    pub fn has_timed_out(&self, now: i64) -> bool {
        timed_out(self.created, now)
    }
}

impl Difference {
    /// Whether a system user with these already is as it should be.
    pub(crate) fn is_met_by(&self, rights: &[Right], packages: &[String]) -> bool {
        let has = |right: &Right| rights.iter().any(|own| own.is(right));
        self.required_rights.iter().all(has)
            && !self.unwanted_rights.iter().any(has)
            && self.required_packages.iter().all(|package| packages.contains(package))
            && !self.unwanted_packages.iter().any(|package| packages.contains(package))
    }

    /// What is required is there, what is unwanted is gone.
    fn apply(self, rights: &mut Vec<Right>, packages: &mut Vec<String>) {
        rights.retain(|own| !self.unwanted_rights.iter().any(|unwanted| unwanted.is(own)));
        packages.retain(|own| !self.unwanted_packages.contains(own));
        for right in self.required_rights {
            if !rights.iter().any(|own| own.is(&right)) {
                rights.push(right);
            }
        }
        for package in self.required_packages {
            if !packages.contains(&package) {
                packages.push(package);
            }
        }
    }
}

impl World {
    /// The change request, unless it is deleted.
    pub(crate) fn change_request(&self, id: &str) -> Option<ChangeRequest> {
        self.store.read(|record| record.change_requests.get(id).filter(|change| !change.is_deleted).cloned())
    }

    /// Keeps a change request. An id is used once.
    pub(crate) fn add_change(&self, change: ChangeRequest) -> Result<ChangeRequest, PracticeError> {
        self.store.try_change(|record| {
            if record.change_requests.contains_key(&change.id) {
                return Err(SystemRefusal::Same(change.id).into());
            }
            record.change_requests.insert(change.id.clone(), change.clone());
            Ok(change)
        })
    }

    /// The owner agrees: the system user has what was required, and no more what was unwanted.
    pub(crate) fn approve_change(&self, id: &str) -> Result<(), PracticeError> {
        let now = self.clock.now();
        self.store.try_change(|record| {
            let change = record.open_change(id, now)?;
            change.status = RequestStatus::Accepted;
            let change = change.clone();
            let user = record.present_user(&change.system_user)?;
            change.wanted.apply(&mut user.rights, &mut user.packages);
            Ok(())
        })
    }

    /// The owner says no.
    pub(crate) fn reject_change(&self, id: &str) -> Result<(), PracticeError> {
        let now = self.clock.now();
        self.store.try_change(|record| {
            record.open_change(id, now)?.status = RequestStatus::Rejected;
            Ok(())
        })
    }

    /// The vendor takes it back, whatever its status.
    pub(crate) fn delete_change(&self, id: &str) -> Result<(), PracticeError> {
        self.store.try_change(|record| {
            record.present_change(id)?.is_deleted = true;
            Ok(())
        })
    }
}

impl Record {
    fn present_change(&mut self, id: &str) -> Result<&mut ChangeRequest, SystemRefusal> {
        self.change_requests.get_mut(id).filter(|change| !change.is_deleted).ok_or_else(|| SystemRefusal::Request(id.to_owned()))
    }

    fn open_change(&mut self, id: &str, now: i64) -> Result<&mut ChangeRequest, SystemRefusal> {
        let change = self.present_change(id)?;
        let is_open = change.status == RequestStatus::New && !change.has_timed_out(now);
        if is_open { Ok(change) } else { Err(SystemRefusal::Decided(id.to_owned())) }
    }
}
