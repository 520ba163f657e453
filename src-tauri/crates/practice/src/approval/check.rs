//! Whether somebody can pass on what is asked for: Altinn's delegation check (altinn.md 5.7, 9.2).

use super::{Approver, Denial, Kind};
use crate::altinn::{Access, resource_ids};
use crate::systems::Right;
use crate::town::{Resource, ResourceKind, Town};
use crate::{Fault, Faults};

/// What shall be given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish<'a> {
    pub(crate) kind: Kind,
    /// The number of the organisation that gives.
    pub(crate) party: &'a str,
    pub(crate) rights: &'a [Right],
    /// URNs.
    pub(crate) packages: &'a [String],
}

/// The first right or package that the approver cannot give, if any.
pub(super) fn check(approver: Approver, wish: Wish<'_>, faults: &Faults) -> Result<(), Denial> {
    let access = approver.access(wish.party).ok_or(Denial::NOT_A_MANAGER)?;
    for id in wish.rights.iter().flat_map(resource_ids) {
        check_resource(approver, &access, Town.resource(id).ok_or(Denial::UNKNOWN_RIGHT)?)?;
        for (fault, denial) in [(Fault::ApproverNotDelegated, Denial::NO_DELEGATION), (Fault::ServiceNotOpened, Denial::NOT_OPENED)] {
            if faults.is_on(fault) {
                return Err(denial);
            }
        }
    }
    // What a firm has of its clients comes to whoever directs it, not to its access manager.
    let of_clients = wish.kind == Kind::Agent && access.is_key_role();
    let gives =
        |urn: &String| Town.package(urn).is_some_and(|package| access.packages.contains(&package.name) || of_clients && package.delegable);
    if wish.packages.iter().all(gives) { Ok(()) } else { Err(Denial::CANNOT_GIVE_PACKAGE) }
}

/// What can be given to nobody is refused first; the level last, since another login mends it.
fn check_resource(approver: Approver, access: &Access, resource: &Resource) -> Result<(), Denial> {
    match () {
        () if resource.kind == ResourceKind::MaskinportenSchema => Err(Denial::API),
        () if !resource.delegable => Err(Denial::NOT_DELEGABLE),
        () if !resource.lets_in(access.organisation.number) => Err(Denial::NOT_ON_LIST),
        () if !access.opens(resource) => Err(if resource.packages.is_empty() { Denial::NO_ROLE } else { Denial::NO_PACKAGE }),
        () if approver.level < resource.level => Err(Denial::LOW_LEVEL),
        () => Ok(()),
    }
}
