//! For whom an agent system user acts: clients of the firm that owns it (altinn.md 6.5).

use super::{Approver, Denial};
use crate::altinn::{Access, clients};
use crate::systems::{SystemUser, SystemUserKind};
use crate::town::Town;
use crate::world::World;

/// Whoever may write here decides for whom an agent acts.
const CLIENT_ADMINISTRATION: &str = "altinn_client_administration";

impl Approver {
    /// Whether the person may decide for whom the organisation's agents act, at this level of login.
    pub(crate) fn administers_clients(&self, organisation: &str) -> bool {
        let resource = Town.resource(CLIENT_ADMINISTRATION).filter(|resource| self.level >= resource.level);
        let access = self.access(organisation).filter(Access::is_own);
        resource.zip(access).is_some_and(|(resource, access)| access.opens(resource))
    }
}

impl SystemUser {
    /// The clients of the owner that have given it every package of the agent's.
    pub(crate) fn available_clients(&self, crowd: usize) -> impl Iterator<Item = Access> {
        let owner = Town.organisation(&self.owner).filter(|_| self.kind == SystemUserKind::Agent);
        owner.into_iter().flat_map(move |owner| clients(owner, crowd)).filter(|client| self.suits(client))
    }

    fn suits(&self, client: &Access) -> bool {
        self.packages.iter().all(|urn| Town.package(urn).is_some_and(|package| client.packages.contains(&package.name)))
    }
}

impl World {
    /// The agent acts for the client from now on, given by the UUID of its party.
    pub(crate) fn attach(&self, agent: &SystemUser, client: &str) -> Result<(), Denial> {
        let owner = Town.organisation(&agent.owner).ok_or(Denial::NO_SYSTEM_USER)?;
        let client = clients(owner, self.crowd)
            .find(|access| access.organisation.party_uuid.eq_ignore_ascii_case(client))
            .ok_or(Denial::NO_CLIENT)?;
        if !agent.suits(&client) {
            return Err(Denial::CLIENT_WITHOUT_PACKAGE);
        }
        let number = client.organisation.number.to_owned();
        self.change_clients(agent, |user| user.clients.insert(number))
    }

    /// The agent acts for the client no more.
    pub(crate) fn detach(&self, agent: &SystemUser, client: &str) -> Result<(), Denial> {
        let attached = |number: &&String| Town.organisation(number).is_some_and(|unit| unit.party_uuid.eq_ignore_ascii_case(client));
        let number = agent.clients.iter().find(attached).ok_or(Denial::NO_CLIENT)?;
        self.change_clients(agent, |user| user.clients.remove(number))
    }

    fn change_clients(&self, agent: &SystemUser, alter: impl FnOnce(&mut SystemUser) -> bool) -> Result<(), Denial> {
        let changed = self.change_system_user(&agent.id, |user| {
            alter(user);
        });
        changed.map_err(|error| Denial::of(&error, super::Kind::Agent))
    }
}
