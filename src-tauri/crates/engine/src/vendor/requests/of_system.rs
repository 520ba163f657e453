//! What is asked for, held against what the register has on the system (altinn.md 5.2): each right must be one of its, whole.

use std::collections::BTreeSet;

use super::{Asked, Change, RequestError, Wanted};
use crate::altinn::{Right, System};

impl Wanted {
    /// The same with its rights as the system's are written: one without an action is each that the system has to the resource.
    ///
    /// # Errors
    /// [`RequestError::NotOfSystem`] for those that the system does not have.
    pub fn of(mut self, system: &System) -> Result<Self, RequestError> {
        if let Asked::Standard { rights, .. } = &mut self.asked {
            *rights = held(rights, system)?;
        }
        Ok(self)
    }
}

impl Change {
    /// The same with its rights as the system's are written. What a system user shall lose, the system may have lost before.
    ///
    /// # Errors
    /// [`RequestError::NotOfSystem`] for rights that it shall have, and the system does not have.
    pub fn of(mut self, system: &System) -> Result<Self, RequestError> {
        self.rights = held(&self.rights, system)?;
        let lost = |right: Right| Some(among(&right, system)).filter(|found| !found.is_empty()).unwrap_or_else(|| vec![right]);
        self.unwanted_rights = self.unwanted_rights.into_iter().flat_map(lost).collect();
        Ok(self)
    }
}

fn held(rights: &BTreeSet<Right>, system: &System) -> Result<BTreeSet<Right>, RequestError> {
    let (there, missing): (Vec<_>, Vec<_>) =
        rights.iter().map(|right| (right, among(right, system))).partition(|(_, found)| !found.is_empty());
    if missing.is_empty() {
        return Ok(there.into_iter().flat_map(|(_, found)| found).collect());
    }
    let rights = missing.into_iter().map(|(right, _)| right.to_string()).collect();
    Err(RequestError::NotOfSystem { system: system.id.clone(), rights })
}

/// The system's own that are meant.
fn among(right: &Right, system: &System) -> Vec<Right> {
    if system.rights.contains(right) {
        return vec![right.clone()];
    }
    let is_meant = |own: &&Right| right.action.is_none() && own.resource == right.resource;
    system.rights.iter().filter(is_meant).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Explain as _;

    fn rights(names: &[&str]) -> Result<BTreeSet<Right>, crate::names::NotAName> {
        names.iter().map(|name| name.parse()).collect()
    }

    #[test]
    fn a_right_is_asked_for_as_the_register_has_it() -> Result<(), Box<dyn std::error::Error>> {
        let own = rights(&["krav#read", "krav#write", "skatt", "mva", "mva#sign"])?;
        let system = System { id: "312345609_kasse".to_owned(), rights: own.into_iter().collect(), ..System::default() };
        let of = |asked: &[&str]| -> Result<Result<BTreeSet<Right>, RequestError>, crate::names::NotAName> {
            let asked = Asked::Standard { rights: rights(asked)?, packages: BTreeSet::new() };
            let wanted = Wanted { system: system.id.clone(), party: "315000106".parse()?, external_ref: None, title: None, asked };
            Ok(wanted.of(&system).map(|wanted| wanted.asked.sets().0))
        };
        assert_eq!(of(&["krav"])??, rights(&["krav#read", "krav#write"])?);
        assert_eq!(of(&["krav#read", "mva"])??, rights(&["krav#read", "mva"])?, "what is there as it was written is meant");
        let refused = of(&["krav#sign", "skatt#read", "skatt"])?.err().map(|error| error.explain());
        let shown = refused.map(|problem| (problem.code, format!("{:?}", problem.facts))).ok_or("not refused")?;
        assert!(shown.0 == "request.not_of_system" && shown.1.contains("krav#sign") && shown.1.contains("skatt#read"), "{shown:?}");
        Ok(())
    }

    #[test]
    fn what_shall_be_lost_need_not_be_the_systems() -> Result<(), Box<dyn std::error::Error>> {
        let system = System { rights: rights(&["krav#read"])?.into_iter().collect(), ..System::default() };
        let change = Change { unwanted_rights: rights(&["krav", "skatt"])?, ..Change::default() };
        assert_eq!(change.of(&system)?.unwanted_rights, rights(&["krav#read", "skatt"])?);
        let more = Change { rights: rights(&["skatt"])?, ..Change::default() };
        assert!(matches!(more.of(&system), Err(RequestError::NotOfSystem { .. })));
        Ok(())
    }
}
