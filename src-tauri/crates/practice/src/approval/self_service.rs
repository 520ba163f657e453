//! What an organisation does with its system users without being asked (altinn.md 5.9, 5.10).

use super::check::{Wish, check};
use super::{Approver, Denial, Kind};
use crate::store::Record;
use crate::systems::{System, SystemRefusal, SystemUser, SystemUserKind, Triple};
use crate::town::Town;
use crate::world::World;
use crate::{Practice, PracticeError};

impl System {
    /// Whether a customer can make a system user of it in the portal: nothing in it is for clients only.
    pub(crate) fn is_for_everybody(&self) -> bool {
        let assignable = |urn: &String| Town.package(urn).is_some_and(|package| package.assignable);
        self.is_visible && !self.is_deleted && self.packages.iter().all(assignable)
    }
}

impl Practice {
    /// Shows a system to customers in the portal, or hides it.
    pub fn set_visible(&self, system: &str, is_visible: bool) -> Result<(), PracticeError> {
        self.world.store.try_change(|record| {
            record.live_system(system)?.is_visible = is_visible;
            Ok(())
        })
    }
}

impl World {
    /// Every system that a customer finds in the portal.
    pub(crate) fn visible_systems(&self) -> Vec<System> {
        self.store.read(|record| record.systems.values().filter(|system| system.is_for_everybody()).cloned().collect())
    }

    /// A standard system user with all that a visible system asks for. Its reference is the owner's number.
    pub(crate) fn create_system_user(&self, approver: Approver, party: &str, system: &str, title: &str) -> Result<SystemUser, Denial> {
        if !approver.manages(party) {
            return Err(Denial::NOT_A_MANAGER);
        }
        let system = self.visible_systems().into_iter().find(|visible| visible.id == system).ok_or(Denial::NO_SYSTEM)?;
        check(approver, Wish { kind: Kind::Standard, party, rights: &system.rights, packages: &system.packages }, &self.faults)?;
        let title = if title.trim().is_empty() { &system.name.nb } else { title };
        let now = self.clock.now();
        let user = SystemUser {
            id: uuid::Uuid::new_v4().to_string(),
            owner: party.to_owned(),
            external_ref: party.to_owned(),
            kind: SystemUserKind::Standard,
            title: Some(title.trim().to_owned()),
            rights: system.rights,
            packages: system.packages,
            system: system.id,
            clients: std::collections::BTreeSet::new(),
            approved: Some(now),
            is_deleted: false,
            created: now,
        };
        self.store.try_change(|record| keep(record, user)).map_err(|error| Denial::of(&error, Kind::Standard))
    }

    /// The owner takes a system user away. The request that it came of stays as it is.
    pub(crate) fn remove_system_user(&self, approver: Approver, party: &str, id: &str) -> Result<(), Denial> {
        if !approver.manages(party) {
            return Err(Denial::MAY_NOT_DELETE);
        }
        let is_own = self.store.read(|record| record.system_users.get(id).is_some_and(|user| user.is_live() && user.owner == party));
        if !is_own {
            return Err(Denial::NO_SYSTEM_USER);
        }
        self.delete_system_user(id).map_err(|error| Denial::of(&error, Kind::Standard))
    }
}

fn keep(record: &mut Record, user: SystemUser) -> Result<SystemUser, PracticeError> {
    let triple = Triple { party: &user.owner, external_ref: &user.external_ref, system: &user.system };
    if let Some(other) = record.live_user(triple) {
        return Err(SystemRefusal::Same(other.id.clone()).into());
    }
    record.system_users.insert(user.id.clone(), user.clone());
    Ok(user)
}
