//! Systems in Altinn's register with their system users (altinn.md 4, 6; maskinporten.md 7.4).

use serde::{Deserialize, Serialize};

mod changes;
mod refusal;

pub use changes::{NewSystem, NewSystemUser};
pub use refusal::SystemRefusal;

use crate::store::Record;
use crate::world::World;

/// A system that its vendor has registered (altinn.md 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// `{vendor}_{name}`, unique for ever.
    pub id: String,
    /// Nine digits.
    pub vendor: String,
    pub name: SystemName,
    /// Maskinporten's client ids. Each is on one live system only.
    pub client_ids: Vec<String>,
    pub is_deleted: bool,
    /// Seconds since 1970.
    pub created: i64,
}

/// What people call a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemName {
    pub nb: String,
    pub nn: String,
    pub en: String,
}

/// That an organisation lets a system act for it, or has been asked to.
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
}

fn on_system(record: &Record, user: &SystemUser, wanted: &Wanted<'_>) -> bool {
    let lists = |system: &System| system.client_ids.iter().any(|client| client == wanted.client_id);
    record.systems.get(&user.system).is_some_and(|system| !system.is_deleted && system.vendor == wanted.vendor && lists(system))
}
