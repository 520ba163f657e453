//! A system user: that an organisation lets a system act for it (altinn.md 6).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::request::Triple;
use super::{Request, RequestStatus, Right, System, SystemRefusal};
use crate::PracticeError;
use crate::store::Record;
use crate::world::World;

/// That an organisation lets a system act for it, or in [`crate::Practice::system_users`] has been asked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemUser {
    /// A UUID: first the request's, then the system user's.
    pub id: String,
    /// The system's id.
    pub system: String,
    /// Nine digits: who approves, and whose number the grant must have.
    pub owner: String,
    /// The owner's number where the request had none.
    pub external_ref: String,
    pub kind: SystemUserKind,
    #[serde(default)]
    pub title: Option<String>,
    /// What it may do for its owner. Standard only.
    #[serde(default)]
    pub rights: Vec<Right>,
    /// Access packages, as URNs: for its owner, or for the clients of an agent's.
    #[serde(default)]
    pub packages: Vec<String>,
    /// The organisation numbers of those for whom an agent acts.
    #[serde(default)]
    pub clients: BTreeSet<String>,
    /// Seconds since 1970; none while it waits.
    pub approved: Option<i64>,
    pub is_deleted: bool,
    /// Seconds since 1970.
    pub created: i64,
}

/// For whom the system acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SystemUserKind {
    /// For its owner.
    Standard,
    /// For its owner's clients.
    Agent,
}

impl SystemUserKind {
    const ALL: [Self; 2] = [Self::Standard, Self::Agent];

    /// Altinn's `userType`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Agent => "agent",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Every name.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(Self::name)
    }
}

impl SystemUser {
    /// Approved and still there.
    pub fn is_live(&self) -> bool {
        self.approved.is_some() && !self.is_deleted
    }

    /// What a request becomes.
    pub(super) fn of(request: Request, now: i64) -> Self {
        Self { approved: Some(now), created: now, ..Self::waiting(request) }
    }

    /// How a request looks beside system users.
    pub(super) fn waiting(request: Request) -> Self {
        Self {
            id: request.id,
            system: request.system,
            owner: request.party,
            external_ref: request.external_ref,
            kind: request.kind,
            title: request.title,
            rights: request.rights,
            packages: request.packages,
            clients: BTreeSet::new(),
            approved: None,
            is_deleted: matches!(request.status, RequestStatus::Rejected | RequestStatus::Denied),
            created: request.created,
        }
    }
}

/// What Maskinporten asks Altinn for (altinn.md 6.1, `byExternalId`).
pub(crate) struct Wanted<'a> {
    pub(crate) client_id: &'a str,
    /// The client's organisation.
    pub(crate) vendor: &'a str,
    pub(crate) owner: &'a str,
    pub(crate) external_ref: &'a str,
}

impl World {
    /// The system user that fits, when it was approved long enough ago.
    pub(crate) fn system_user(&self, wanted: &Wanted<'_>) -> Option<SystemUser> {
        let delay = i64::try_from(self.approval_delay().as_secs()).unwrap_or(i64::MAX);
        let now = self.clock.now();
        // Somebody may have travelled back from the year in which it was approved.
        let has_spread = |user: &SystemUser| user.approved.is_some_and(|approved| approved > now || now - approved >= delay);
        self.store.read(|record| {
            let fits = |user: &&SystemUser| {
                user.owner == wanted.owner && user.external_ref == wanted.external_ref && on_system(record, user, wanted)
            };
            record.system_users.values().find(|user| user.is_live() && has_spread(user) && fits(user)).cloned()
        })
    }

    /// The owner takes it away in the portal: the request that it came of stays as it is (altinn.md 11.3).
    pub(crate) fn delete_system_user(&self, id: &str) -> Result<(), PracticeError> {
        self.change_system_user(id, |user| {
            user.is_deleted = true;
            user.clients.clear();
        })
    }

    /// Changes a live system user.
    pub(crate) fn change_system_user(&self, id: &str, alter: impl FnOnce(&mut SystemUser)) -> Result<(), PracticeError> {
        self.store.try_change(|record| {
            alter(record.present_user(id)?);
            Ok(())
        })
    }
}

impl Record {
    /// The live system user with this triple.
    pub(crate) fn live_user(&self, triple: Triple<'_>) -> Option<&SystemUser> {
        let fits = |user: &&SystemUser| {
            (user.owner.as_str(), user.external_ref.as_str(), user.system.as_str()) == (triple.party, triple.external_ref, triple.system)
        };
        self.system_users.values().find(|user| user.is_live() && fits(user))
    }

    pub(crate) fn present_user(&mut self, id: &str) -> Result<&mut SystemUser, SystemRefusal> {
        self.system_users.get_mut(id).filter(|user| user.is_live()).ok_or_else(|| SystemRefusal::SystemUser(id.to_owned()))
    }
}

fn on_system(record: &Record, user: &SystemUser, wanted: &Wanted<'_>) -> bool {
    let lists = |system: &System| system.client_ids.iter().any(|client| client == wanted.client_id);
    record.systems.get(&user.system).is_some_and(|system| !system.is_deleted && system.vendor == wanted.vendor && lists(system))
}
