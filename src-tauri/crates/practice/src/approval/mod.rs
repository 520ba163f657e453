//! How an organisation decides what a vendor asks it for: who may, what for, with which outcome (altinn.md 5.7, 13).

use crate::altinn::{Access, accesses};
use crate::town::Person;
use crate::world::World;

mod agent;
mod check;
mod denial;
mod matter;
mod self_service;

pub(crate) use denial::Denial;
pub(crate) use matter::{Kind, Matter};

/// Somebody who has logged in to Altinn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Approver {
    pub(crate) person: &'static Person,
    /// The level of the login, as Altinn counts.
    pub(crate) level: u32,
}

/// What somebody may do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Approve,
    Reject,
    /// Sends it on to those who may approve.
    Escalate,
}

impl Verb {
    const ALL: [Self; 3] = [Self::Approve, Self::Reject, Self::Escalate];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Escalate => "escalate",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.name() == name)
    }
}

impl Approver {
    /// What the person may do for the organisation with this number; what comes through another organisation last.
    pub(crate) fn access(&self, organisation: &str) -> Option<Access> {
        self.accesses().find(|access| access.organisation.number == organisation)
    }

    /// Whether the person may manage the organisation's access.
    pub(crate) fn manages(&self, organisation: &str) -> bool {
        self.access(organisation).is_some_and(|access| access.manages())
    }

    /// Whether the person has anything to do with the organisation: works there, or may do something for it or a part of it.
    pub(crate) fn is_related(&self, organisation: &str) -> bool {
        let town = crate::Town;
        let works_there = town.positions(self.person.national_id).any(|position| position.organisation == organisation);
        works_there || self.access(organisation).is_some()
    }

    fn accesses(&self) -> impl Iterator<Item = Access> {
        // Altinn knows nothing of those whom it has never seen.
        let known = self.person.known_in_altinn.then(|| accesses(self.person, 0));
        known.into_iter().flatten()
    }
}

impl World {
    /// Decides for the organisation that the person acts for.
    pub(crate) fn decide(&self, approver: Approver, party: &str, matter: &Matter, verb: Verb) -> Result<(), Denial> {
        if party != matter.party {
            return Err(Denial::party(matter.kind));
        }
        let sends_on = verb == Verb::Escalate && matter.kind != Kind::Change;
        let may = approver.manages(party) || sends_on && approver.is_related(party);
        if !may {
            return Err(Denial::NOT_A_MANAGER);
        }
        if !matter.is_open() {
            return Err(Denial::DECIDED);
        }
        if verb == Verb::Approve {
            if matter.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
                return Err(Denial::NO_NAME);
            }
            check::check(approver, matter.wish(), &self.faults)?;
        }
        let done = match (matter.kind, verb) {
            (Kind::Change, Verb::Approve) => self.approve_change(&matter.id),
            (Kind::Change, Verb::Reject) => self.reject_change(&matter.id),
            (Kind::Change, Verb::Escalate) => return Err(Denial::NOT_A_MANAGER),
            (_, Verb::Approve) => self.approve_request(&matter.id).map(|_| ()),
            (_, Verb::Reject) => self.reject_request(&matter.id),
            (_, Verb::Escalate) => self.escalate_request(&matter.id),
        };
        done.map_err(|error| Denial::of(&error, matter.kind))
    }
}
