//! The invented town: who lives there, what the organisations may ask for.

use serde::Serialize;

mod areas;
mod crowd;
mod legacy;
mod packages;
mod people;
mod resources;
mod scopes;
mod texts;

pub use areas::{Area, Group};
pub(crate) use crowd::crowd;
pub use legacy::{LegacyKey, LegacyUser, LegacyUserKind};
pub(crate) use packages::PACKAGE_URN;
pub use packages::Package;
pub use people::{Grant, Organisation, Person, Position, Role, Standing};
pub use resources::{Resource, ResourceKind, ServiceOwner};
pub use scopes::{Scope, ScopeUse};
pub use texts::Texts;

/// The seed data (altinn.md 11.1). It never changes; what the person changes is kept elsewhere.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub struct Town;

impl Town {
    /// Every organisation.
    pub fn organisations(&self) -> &'static [Organisation] {
        people::ORGANISATIONS
    }

    /// The organisation with this number.
    pub fn organisation(&self, number: &str) -> Option<&'static Organisation> {
        people::ORGANISATIONS.iter().find(|organisation| organisation.number == number).or_else(|| crowd::member_with(number))
    }

    /// Every person.
    pub fn people(&self) -> &'static [Person] {
        people::PEOPLE
    }

    /// The person with this national id.
    pub fn person(&self, national_id: &str) -> Option<&'static Person> {
        people::PEOPLE.iter().find(|person| person.national_id == national_id)
    }

    /// What a person is, and where.
    pub fn positions(&self, national_id: &str) -> impl Iterator<Item = &'static Position> {
        people::POSITIONS.iter().filter(move |position| position.person == national_id)
    }

    /// Everything that rights are given to.
    pub fn resources(&self) -> &'static [Resource] {
        resources::RESOURCES
    }

    /// The resource with this id.
    pub fn resource(&self, id: &str) -> Option<&'static Resource> {
        resources::RESOURCES.iter().find(|resource| resource.id == id)
    }

    /// Who answers for the resources.
    pub fn service_owners(&self) -> &'static [ServiceOwner] {
        resources::OWNERS
    }

    /// Every access package.
    pub fn packages(&self) -> &'static [Package] {
        packages::PACKAGES
    }

    /// The package with exactly this URN.
    pub fn package(&self, urn: &str) -> Option<&'static Package> {
        self.package_named(urn.strip_prefix(PACKAGE_URN)?)
    }

    /// The package by the last part of its URN.
    pub fn package_named(&self, name: &str) -> Option<&'static Package> {
        packages::PACKAGES.iter().find(|package| package.name == name)
    }

    /// The areas that packages are listed in.
    pub fn areas(&self) -> &'static [Area] {
        areas::AREAS
    }

    /// The groups that areas are in.
    pub fn groups(&self) -> &'static [Group] {
        areas::GROUPS
    }

    /// The access packages that organisations have given.
    pub fn grants(&self) -> &'static [Grant] {
        people::GRANTS
    }

    /// The keys to the old Altinn's APIs.
    pub fn legacy_keys(&self) -> &'static [LegacyKey] {
        legacy::KEYS
    }

    /// Those who log in to the old Altinn with a password.
    pub fn legacy_users(&self) -> &'static [LegacyUser] {
        legacy::USERS
    }

    /// Every scope that can be ordered in the portal.
    pub fn scopes(&self) -> &'static [Scope] {
        scopes::SCOPES
    }

    /// The scope with exactly this name.
    pub fn scope(&self, name: &str) -> Option<&'static Scope> {
        scopes::SCOPES.iter().find(|scope| scope.name == name)
    }

    /// The delegations that the town began with: consumer, supplier, scope.
    pub fn delegations(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        scopes::DELEGATIONS
    }

    /// Whether the owner of the API has granted the organisation this scope.
    pub fn is_granted(&self, organisation: &str, scope: &str) -> bool {
        self.scope(scope).is_some_and(|scope| scope.granted.is_to(organisation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(digits: &str, weights: &[u32]) -> u32 {
        let sum: u32 = digits.bytes().map(|digit| u32::from(digit - b'0')).zip(weights).map(|(digit, weight)| digit * weight).sum();
        match sum % 11 {
            0 => 0,
            rest => 11 - rest,
        }
    }

    #[test]
    fn every_number_has_its_check_digits() {
        for organisation in Town.organisations() {
            let (body, check) = organisation.number.split_at(8);
            assert_eq!(weighed(body, &[3, 2, 7, 6, 5, 4, 3, 2]).to_string(), check, "{}", organisation.name);
            assert!(organisation.number.starts_with(['2', '3']), "real numbers begin with 8 or 9");
        }
        for person in Town.people() {
            let id = person.national_id;
            assert_eq!(weighed(&id[..9], &[3, 7, 6, 1, 8, 9, 4, 5, 2]).to_string(), id[9..10], "{}", person.name);
            assert_eq!(weighed(&id[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]).to_string(), id[10..], "{}", person.name);
            assert!(id[2..4].parse::<u32>().is_ok_and(|month| (81..=92).contains(&month)), "synthetic: month + 80");
        }
    }

    #[test]
    fn a_crowd_is_of_real_shapes() {
        let all = crowd(usize::MAX);
        assert_eq!((crowd(0).len(), crowd(3), all.len()), (0, &all[..3], 10_000));
        for organisation in all {
            let (body, check) = organisation.number.split_at(8);
            assert_eq!(weighed(body, &[3, 2, 7, 6, 5, 4, 3, 2]).to_string(), check);
            assert!(uuid::Uuid::parse_str(organisation.party_uuid).is_ok());
        }
        assert_eq!(Town.organisation(all[9_999].number), all.last());
    }

    #[test]
    fn everything_that_is_named_exists() {
        for position in people::POSITIONS {
            assert!(Town.person(position.person).is_some() && Town.organisation(position.organisation).is_some(), "{position:?}");
        }
        for grant in Town.grants() {
            assert!(Town.organisation(grant.from).is_some(), "{grant:?}");
            assert!(Town.person(grant.to).is_some() || Town.organisation(grant.to).is_some(), "{grant:?}");
            assert!(
                grant.packages.iter().all(|package| Town.package_named(package).is_some_and(|package| package.assignable)),
                "{grant:?}"
            );
        }
        for organisation in Town.organisations() {
            for other in [organisation.parent, organisation.accountant, organisation.auditor].into_iter().flatten() {
                assert!(Town.organisation(other).is_some(), "{other}");
            }
        }
    }

    #[test]
    fn registers_name_only_what_they_have() {
        for resource in Town.resources() {
            assert!(Town.service_owners().iter().any(|owner| owner.code == resource.owner), "{}", resource.id);
            assert!(resource.packages.iter().all(|package| Town.package_named(package).is_some()), "{}", resource.id);
            assert!(resource.access_list.unwrap_or_default().iter().all(|number| Town.organisation(number).is_some()), "{}", resource.id);
            assert!(!resource.packages.is_empty() || !resource.roles.is_empty(), "{}", resource.id);
        }
        assert!(Town.packages().iter().all(|package| Town.areas().iter().any(|area| area.id == package.area)));
        assert!(Town.areas().iter().all(|area| Town.groups().iter().any(|group| group.id == area.group)));
        let shelves = Town.areas().iter().map(|area| area.id).chain(Town.groups().iter().map(|group| group.id));
        let mut ids: Vec<&str> = Town.packages().iter().map(|package| package.id).chain(shelves).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert!(ids.len() == count && ids.iter().all(|id| uuid::Uuid::parse_str(id).is_ok()));
    }

    #[test]
    fn packages_are_as_the_table_has_them() {
        let is =
            |name: &str| Town.package(&format!("urn:altinn:accesspackage:{name}")).map(|package| (package.delegable, package.assignable));
        for client in ["regnskapsforer-lonn", "ansvarlig-revisor", "revisormedarbeider", "forretningsforer-eiendom"] {
            assert_eq!(is(client), Some((true, false)), "{client}");
        }
        for ordinary in ["skattegrunnlag", "skattnaering", "jordbruk", "renovasjon"] {
            assert_eq!(is(ordinary), Some((true, true)), "{ordinary}");
        }
        assert_eq!((is("ffor-tilgangsstyrer-nuf"), is("eksplisitt")), (Some((false, true)), Some((false, false))));
        assert_eq!((Town.package("skattegrunnlag"), is("Skattegrunnlag")), (None, None), "whole and case-sensitive");
    }

    #[test]
    fn whoever_delegates_has_what_it_delegates() {
        for (consumer, supplier, scope) in Town.delegations() {
            assert!(Town.scope(scope).is_some_and(Scope::is_delegable) && Town.is_granted(consumer, scope), "{consumer} {scope}");
            assert!(
                Town.organisation(supplier).is_some_and(Organisation::can_act) && !Town.is_granted(supplier, scope),
                "{supplier} {scope}"
            );
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<u32> = Town.organisations().iter().map(|organisation| organisation.party_id).collect();
        ids.extend(Town.people().iter().map(|person| person.party_id));
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
