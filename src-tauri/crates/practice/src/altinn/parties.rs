//! Whom a person of the town may act for: altinn.md 6.4, 7.3.

use crate::town::{Organisation, Person, Role, Town};

/// An app that every package of business opens.
pub(super) const DEMO_APP: &str = "app_ttd_demo";

/// What a person may do for an organisation.
#[derive(Debug)]
pub(crate) struct Access {
    pub(crate) organisation: &'static Organisation,
    /// Not the person's own, but through an organisation that the person directs.
    pub(super) by_key_role: bool,
    /// New code, then the legacy one.
    pub(super) roles: Vec<&'static str>,
    /// Bare names.
    pub(super) packages: Vec<&'static str>,
}

impl Access {
    /// Whether the person manages the organisation itself.
    pub(crate) fn is_key_role(&self) -> bool {
        self.roles.contains(&"daglig-leder")
    }

    pub(crate) fn resources(&self) -> Vec<&'static str> {
        let mut resources: Vec<_> = self.packages.iter().flat_map(|package| opens(package)).copied().collect();
        resources.sort_unstable();
        resources.dedup();
        resources
    }
}

/// Every organisation that the person may act for, own ones first.
pub(crate) fn accesses(person: &Person) -> Vec<Access> {
    let mut accesses: Vec<Access> = Vec::new();
    for position in Town.positions(person.national_id) {
        let Some(organisation) = Town.organisation(position.organisation) else { continue };
        match position.role {
            Role::ManagingDirector => {
                let packages = vec!["skattegrunnlag", "skattnaering", "tilgangsstyrer"];
                accesses.push(Access { organisation, by_key_role: false, roles: vec!["daglig-leder", "DAGL"], packages });
                accesses.extend(clients(organisation));
            }
            Role::ClientAdministrator => match accesses.iter_mut().find(|access| access.organisation == organisation) {
                Some(access) => access.packages.push("klientadministrator"),
                None => {
                    let packages = vec!["klientadministrator"];
                    accesses.push(Access { organisation, by_key_role: false, roles: Vec::new(), packages });
                }
            },
            Role::Employee => {}
        }
    }
    accesses.sort_by_key(|access| access.by_key_role);
    accesses
}

/// Those for whom the organisation is registered as accountant or auditor.
fn clients(provider: &Organisation) -> impl Iterator<Item = Access> {
    let registered = |by: Option<&str>| by == Some(provider.number);
    Town.organisations().iter().filter_map(move |organisation| {
        let (roles, packages) = if registered(organisation.accountant) {
            let packages = vec!["regnskapsforer-lonn", "regnskapsforer-med-signeringsrettighet", "regnskapsforer-uten-signeringsrettighet"];
            (vec!["regnskapsforer", "REGN"], packages)
        } else if registered(organisation.auditor) {
            (vec!["revisor", "REVI"], vec!["ansvarlig-revisor", "revisormedarbeider"])
        } else {
            return None;
        };
        Some(Access { organisation, by_key_role: true, roles, packages })
    })
}

fn opens(package: &str) -> &'static [&'static str] {
    match package {
        "skattegrunnlag" => &[DEMO_APP, "ske-krav-og-betalinger"],
        "klientadministrator" => &["altinn_client_administration"],
        "tilgangsstyrer" => &[],
        _ => &[DEMO_APP],
    }
}

/// The parts of an organisation.
pub(crate) fn subunits(organisation: &Organisation) -> impl Iterator<Item = &'static Organisation> {
    Town.organisations().iter().filter(move |unit| unit.parent == Some(organisation.number))
}
