//! Whom one may act for with what: altinn.md 6.4, 7.1, 7.3.

use crate::systems::{Right, SystemUser, SystemUserKind};
use crate::town::{self, Organisation, Person, Resource, Role, Standing, Town};

/// An app that every package of business opens.
pub(super) const DEMO_APP: &str = "app_ttd_demo";
/// Whoever may write here manages the organisation's access (altinn.md 5.7).
const ACCESS_MANAGEMENT: &str = "altinn_access_management";
/// For those who manage foreign companies only.
const NOT_A_DIRECTORS: &str = "ffor-tilgangsstyrer-nuf";

/// What somebody may do for an organisation.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) organisation: &'static Organisation,
    /// Not the person's own, but through an organisation that the person directs.
    pub(super) by_key_role: bool,
    /// New code, then the legacy one.
    pub(super) roles: Vec<&'static str>,
    /// Bare names, sorted.
    pub(crate) packages: Vec<&'static str>,
    /// Single resources beyond those that roles or packages open.
    pub(super) single: Vec<&'static str>,
}

impl Access {
    fn to(organisation: &'static Organisation) -> Self {
        Self { organisation, by_key_role: false, roles: Vec::new(), packages: Vec::new(), single: Vec::new() }
    }

    /// Whether the person manages the organisation itself.
    pub(crate) fn is_key_role(&self) -> bool {
        self.roles.contains(&"daglig-leder")
    }

    /// Whether it is the person's own, not that of an organisation that the person directs.
    pub(crate) fn is_own(&self) -> bool {
        !self.by_key_role
    }

    /// Whether the organisation's access is managed with it.
    pub(crate) fn manages(&self) -> bool {
        self.is_own() && self.resources().contains(&ACCESS_MANAGEMENT)
    }

    /// Whether a resource is open.
    pub(crate) fn opens(&self, resource: &Resource) -> bool {
        let by_package = || resource.packages.iter().any(|package| self.packages.contains(package));
        let by_role = || resource.roles.iter().any(|role| self.roles.contains(role));
        self.single.contains(&resource.id) || resource.lets_in(self.organisation.number) && (by_package() || by_role())
    }

    /// Every resource that is open, sorted.
    pub(crate) fn resources(&self) -> Vec<&'static str> {
        let mut resources: Vec<_> = Town.resources().iter().filter(|resource| self.opens(resource)).map(|resource| resource.id).collect();
        resources.sort_unstable();
        resources
    }

    /// The same to a part of the organisation.
    pub(super) fn of(&self, unit: &'static Organisation) -> Self {
        Self { organisation: unit, ..self.clone() }
    }

    /// What comes by two roads is there once.
    pub(super) fn join(&mut self, other: Self) {
        self.by_key_role &= other.by_key_role;
        self.roles.extend(other.roles);
        self.single.extend(other.single);
        self.add(other.packages);
    }

    fn add(&mut self, packages: impl IntoIterator<Item = &'static str>) {
        self.packages.extend(packages);
        self.packages.sort_unstable();
        self.packages.dedup();
    }
}

/// Every organisation that the person may act for, own ones first; so many of the crowd among the accountant's clients.
pub(crate) fn accesses(person: &Person, crowd: usize) -> Vec<Access> {
    let mut accesses: Vec<Access> = Vec::new();
    for position in Town.positions(person.national_id) {
        let Some(organisation) = Town.organisation(position.organisation) else { continue };
        match position.role {
            Role::ManagingDirector => {
                let access = to(&mut accesses, organisation);
                access.roles = vec!["daglig-leder", "DAGL"];
                access.add(directors_packages());
                accesses.extend(clients(organisation, crowd));
            }
            Role::ClientAdministrator => to(&mut accesses, organisation).add(["klientadministrator"]),
            Role::AccessManager => to(&mut accesses, organisation).add(["tilgangsstyrer"]),
            Role::Employee => {}
        }
    }
    for grant in Town.grants().iter().filter(|grant| grant.to == person.national_id) {
        if let Some(organisation) = Town.organisation(grant.from) {
            to(&mut accesses, organisation).add(grant.packages.iter().copied());
        }
    }
    accesses.sort_by_key(|access| access.by_key_role);
    accesses
}

/// The own access to the organisation, begun where there is none.
fn to<'a>(accesses: &'a mut Vec<Access>, organisation: &'static Organisation) -> &'a mut Access {
    let place = accesses.iter().position(|access| access.organisation == organisation && !access.by_key_role).unwrap_or(accesses.len());
    if place == accesses.len() {
        accesses.push(Access::to(organisation));
    }
    &mut accesses[place]
}

fn directors_packages() -> impl Iterator<Item = &'static str> {
    Town.packages().iter().filter(|package| package.assignable && package.name != NOT_A_DIRECTORS).map(|package| package.name)
}

/// Those who have let the organisation act for them: it is registered as their accountant or auditor, or they have given it packages.
pub(crate) fn clients(provider: &'static Organisation, crowd: usize) -> impl Iterator<Item = Access> {
    let everybody = Town.organisations().iter().chain(town::crowd(crowd));
    everybody.filter(|client| client.standing != Standing::Deleted).filter_map(move |client| {
        let mut access = Access { by_key_role: true, ..Access::to(client) };
        let registered = [(client.accountant, "REGN", "regnskapsforer"), (client.auditor, "REVI", "revisor")];
        for (_, legacy, role) in registered.into_iter().filter(|(by, _, _)| *by == Some(provider.number)) {
            access.roles.extend([role, legacy]);
            access.add(Town.packages().iter().filter(|package| package.role == Some(legacy)).map(|package| package.name));
        }
        for grant in Town.grants().iter().filter(|grant| grant.from == client.number && grant.to == provider.number) {
            access.add(grant.packages.iter().copied());
        }
        (!access.packages.is_empty()).then_some(access)
    })
}

/// Whom a system user acts for: its owner, or an agent's clients, each with the agent's packages that the client has given the owner.
pub(super) fn of_system_user(user: &SystemUser, crowd: usize) -> Vec<Access> {
    let Some(owner) = Town.organisation(&user.owner) else { return Vec::new() };
    let packages: Vec<&'static str> = user.packages.iter().filter_map(|urn| Some(Town.package(urn)?.name)).collect();
    match user.kind {
        SystemUserKind::Standard => {
            let single = user.rights.iter().flat_map(resource_ids).filter_map(|id| Some(Town.resource(id)?.id)).collect();
            let mut access = Access { single, ..Access::to(owner) };
            access.add(packages);
            vec![access]
        }
        SystemUserKind::Agent => clients(owner, crowd)
            .filter(|client| user.clients.contains(client.organisation.number))
            .map(|mut client| {
                client.packages.retain(|package| packages.contains(package));
                Access { roles: Vec::new(), by_key_role: false, ..client }
            })
            .collect(),
    }
}

/// The resources of the registry that a right is to.
pub(crate) fn resource_ids(right: &Right) -> impl Iterator<Item = &str> {
    right.resource.iter().map(|attribute| attribute.value.as_str())
}

/// The parts of an organisation.
pub(crate) fn subunits(organisation: &Organisation) -> impl Iterator<Item = &'static Organisation> {
    Town.organisations().iter().filter(move |unit| unit.parent == Some(organisation.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crowd_is_the_accountants() {
        let accountant = Town.organisation("311223305");
        let count = |crowd: usize| accountant.map(|accountant| clients(accountant, crowd).count());
        assert_eq!((count(0), count(250)), (Some(3), Some(253)));
        let klara = Town.person("27918021359");
        assert_eq!(klara.map(|klara| accesses(klara, 250).len()), Some(254));
    }
}
