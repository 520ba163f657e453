//! Main units with their subunits, each once (altinn.md 7.1).

use crate::altinn::parties::{Access, subunits};
use crate::town::{Organisation, Town};

/// An organisation in the list.
pub(super) struct Element {
    pub(super) unit: &'static Organisation,
    /// None for a main unit that is there for the sake of a subunit alone.
    pub(super) access: Option<Access>,
    pub(super) subunits: Vec<Element>,
}

/// In the order in which each main unit is met first. Access to a main unit flows to its subunits.
pub(super) fn hierarchy(accesses: impl Iterator<Item = Access>, with_subunits: bool) -> Vec<Element> {
    let mut mains: Vec<Element> = Vec::new();
    let (own, to_subunits): (Vec<_>, Vec<_>) = accesses.partition(|access| access.organisation.parent.is_none());
    for access in own {
        match mains.iter_mut().find(|main| main.unit == access.organisation) {
            Some(main) => main.join(access),
            None => mains.push(Element { unit: access.organisation, access: Some(access), subunits: Vec::new() }),
        }
    }
    if !with_subunits {
        return mains;
    }
    for main in &mut mains {
        let Some(access) = &main.access else { continue };
        let part = |unit| Element { unit, access: Some(access.of(unit)), subunits: Vec::new() };
        main.subunits = subunits(main.unit).map(part).collect();
    }
    for access in to_subunits {
        let Some(parent) = access.organisation.parent.and_then(|parent| Town.organisation(parent)) else { continue };
        let place = mains.iter().position(|main| main.unit == parent).unwrap_or(mains.len());
        if place == mains.len() {
            mains.push(Element { unit: parent, access: None, subunits: Vec::new() });
        }
        let there = &mut mains[place].subunits;
        match there.iter_mut().find(|element| element.unit == access.organisation) {
            Some(element) => element.join(access),
            None => there.push(Element { unit: access.organisation, access: Some(access), subunits: Vec::new() }),
        }
    }
    mains
}

impl Element {
    fn join(&mut self, access: Access) {
        match &mut self.access {
            Some(own) => own.join(access),
            None => self.access = Some(access),
        }
    }
}
