//! That a vendor asks an organisation for a system user, until it is decided (altinn.md 5, 11.3).

use serde::{Deserialize, Serialize};

use super::{Right, SystemRefusal, SystemUser, SystemUserKind};
use crate::PracticeError;
use crate::store::Record;
use crate::world::World;

/// 180 days.
const LIFETIME: i64 = 180 * 24 * 60 * 60;

/// A request for a system user. It stays when it is decided, also when the system user is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// A UUID, which the system user takes over.
    pub id: String,
    pub kind: SystemUserKind,
    /// The system's id.
    pub system: String,
    /// Nine digits: whose system user it will be.
    pub party: String,
    /// The party's number where the vendor gave none.
    pub external_ref: String,
    /// The system's name where the vendor gave none.
    pub title: Option<String>,
    /// Standard only.
    pub rights: Vec<Right>,
    /// Access packages, as URNs.
    pub packages: Vec<String>,
    pub redirect_url: Option<String>,
    pub status: RequestStatus,
    /// Somebody who could not approve has sent it on to those who can.
    pub escalated: bool,
    pub is_deleted: bool,
    /// Seconds since 1970.
    pub created: i64,
}

/// How far a request has come, a change request too (altinn.md 5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestStatus {
    New,
    Accepted,
    Rejected,
    /// Closed by Altinn's administration.
    Denied,
}

impl RequestStatus {
    /// Altinn's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Accepted => "Accepted",
            Self::Rejected => "Rejected",
            Self::Denied => "Denied",
        }
    }
}

impl Request {
    /// Whether it was made so long ago that Altinn says `timedOut`.
    pub fn has_timed_out(&self, now: i64) -> bool {
        timed_out(self.created, now)
    }

    /// Whether it is for this system user: party, reference, system.
    pub(crate) fn is_for(&self, triple: Triple<'_>) -> bool {
        (self.party.as_str(), self.external_ref.as_str(), self.system.as_str()) == (triple.party, triple.external_ref, triple.system)
    }
}

/// What Altinn knows a system user by. Standard ones with agents share the name space (altinn.md 5.5).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Triple<'a> {
    pub(crate) party: &'a str,
    pub(crate) external_ref: &'a str,
    pub(crate) system: &'a str,
}

pub(super) fn timed_out(created: i64, now: i64) -> bool {
    now - created > LIFETIME
}

impl World {
    /// The request, unless it is deleted.
    pub(crate) fn request(&self, id: &str) -> Option<Request> {
        self.store.read(|record| record.requests.get(id).filter(|request| !request.is_deleted).cloned())
    }

    /// Keeps a request unless another one has its triple.
    pub(crate) fn add_request(&self, request: Request) -> Result<Request, PracticeError> {
        self.store.try_change(|record| {
            let triple = Triple { party: &request.party, external_ref: &request.external_ref, system: &request.system };
            if let Some(other) = record.request_for(triple) {
                return Err(SystemRefusal::Same(other.id.clone()).into());
            }
            record.requests.insert(request.id.clone(), request.clone());
            Ok(request)
        })
    }

    /// The system user is there from now on, with the request's id and all that was asked for. An agent has no clients yet.
    pub(crate) fn approve_request(&self, id: &str) -> Result<SystemUser, PracticeError> {
        let now = self.clock.now();
        self.store.try_change(|record| {
            let request = record.open_request(id, now)?.clone();
            record.live_system(&request.system)?;
            if request.title.is_none() {
                return Err(SystemRefusal::Untitled(request.id).into());
            }
            let triple = Triple { party: &request.party, external_ref: &request.external_ref, system: &request.system };
            if let Some(other) = record.live_user(triple) {
                return Err(SystemRefusal::Same(other.id.clone()).into());
            }
            record.open_request(id, now)?.status = RequestStatus::Accepted;
            let user = SystemUser::of(request, now);
            record.system_users.insert(user.id.clone(), user.clone());
            Ok(user)
        })
    }

    /// The party says no.
    pub(crate) fn reject_request(&self, id: &str) -> Result<(), PracticeError> {
        let now = self.clock.now();
        self.store.try_change(|record| {
            record.open_request(id, now)?.status = RequestStatus::Rejected;
            Ok(())
        })
    }

    /// Somebody sends it on to those who can approve.
    pub(crate) fn escalate_request(&self, id: &str) -> Result<(), PracticeError> {
        let now = self.clock.now();
        self.store.try_change(|record| {
            record.open_request(id, now)?.escalated = true;
            Ok(())
        })
    }

    /// Altinn's administration closes it.
    pub(crate) fn deny_request(&self, id: &str) -> Result<(), PracticeError> {
        let now = self.clock.now();
        self.store.try_change(|record| {
            record.open_request(id, now)?.status = RequestStatus::Denied;
            Ok(())
        })
    }

    /// Takes a request away, whatever its status; the system user that came of it stays (altinn.md 5.9).
    pub(crate) fn delete_request(&self, id: &str) -> Result<(), PracticeError> {
        self.store.try_change(|record| {
            record.present_request(id)?.is_deleted = true;
            Ok(())
        })
    }
}

impl Record {
    /// The request, other than a deleted one, that has this triple.
    pub(crate) fn request_for(&self, triple: Triple<'_>) -> Option<&Request> {
        self.requests.values().find(|request| !request.is_deleted && request.is_for(triple))
    }

    pub(super) fn present_request(&mut self, id: &str) -> Result<&mut Request, SystemRefusal> {
        self.requests.get_mut(id).filter(|request| !request.is_deleted).ok_or_else(|| SystemRefusal::Request(id.to_owned()))
    }

    /// One that can be decided.
    fn open_request(&mut self, id: &str, now: i64) -> Result<&mut Request, SystemRefusal> {
        let request = self.present_request(id)?;
        let is_open = request.status == RequestStatus::New && !request.has_timed_out(now);
        if is_open { Ok(request) } else { Err(SystemRefusal::Decided(id.to_owned())) }
    }

    /// Until requests had a row of their own, a system user that was not approved was one.
    pub(crate) fn separate_requests(&mut self) {
        let waiting: Vec<String> = self.system_users.values().filter(|user| user.approved.is_none()).map(|user| user.id.clone()).collect();
        for user in waiting.iter().filter_map(|id| self.system_users.remove(id)) {
            let status = if user.is_deleted { RequestStatus::Rejected } else { RequestStatus::New };
            self.requests.insert(user.id.clone(), Request::of(user, status));
        }
    }
}

impl Request {
    fn of(user: SystemUser, status: RequestStatus) -> Self {
        Self {
            id: user.id,
            kind: user.kind,
            system: user.system,
            party: user.owner,
            external_ref: user.external_ref,
            title: user.title,
            rights: user.rights,
            packages: user.packages,
            redirect_url: None,
            status,
            escalated: false,
            is_deleted: false,
            created: user.created,
        }
    }
}
