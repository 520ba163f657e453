//! What is to be decided: a request for a system user of either kind, or for a change of one.

use super::check::Wish;
use crate::systems::{ChangeRequest, Request, RequestStatus, Right, SystemUserKind};
use crate::world::World;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Standard,
    Agent,
    /// Other rights for a standard system user.
    Change,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Standard, Self::Agent, Self::Change];

    /// The last part of the page's address (altinn.md 5.3).
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Standard => "request",
            Self::Agent => "agentrequest",
            Self::Change => "changerequest",
        }
    }
}

impl From<SystemUserKind> for Kind {
    fn from(kind: SystemUserKind) -> Self {
        match kind {
            SystemUserKind::Standard => Self::Standard,
            SystemUserKind::Agent => Self::Agent,
        }
    }
}

/// A vendor's wish, as the one sees it who decides.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// The number of the organisation that is asked.
    pub(crate) party: String,
    /// The system's id.
    pub(crate) system: String,
    /// What the system user is to be called. None for a change.
    pub(crate) title: Option<String>,
    /// What is wanted.
    pub(crate) rights: Vec<Right>,
    /// URNs.
    pub(crate) packages: Vec<String>,
    /// What shall go. A change only.
    pub(crate) unwanted_rights: Vec<Right>,
    /// URNs. A change only.
    pub(crate) unwanted_packages: Vec<String>,
    pub(crate) redirect_url: Option<String>,
    pub(crate) status: RequestStatus,
    pub(crate) escalated: bool,
    /// Seconds since 1970.
    pub(crate) created: i64,
    has_timed_out: bool,
}

impl Matter {
    /// Whether it waits to be decided.
    pub(crate) fn is_open(&self) -> bool {
        self.status == RequestStatus::New && !self.has_timed_out
    }

    pub(super) fn wish(&self) -> Wish<'_> {
        Wish { kind: self.kind, party: &self.party, rights: &self.rights, packages: &self.packages }
    }

    fn of_request(request: Request, now: i64) -> Self {
        Self {
            has_timed_out: request.has_timed_out(now),
            id: request.id,
            kind: request.kind.into(),
            party: request.party,
            system: request.system,
            title: Some(request.title.unwrap_or_default()),
            rights: request.rights,
            packages: request.packages,
            unwanted_rights: Vec::new(),
            unwanted_packages: Vec::new(),
            redirect_url: request.redirect_url,
            status: request.status,
            escalated: request.escalated,
            created: request.created,
        }
    }

    fn of_change(change: ChangeRequest, now: i64) -> Self {
        Self {
            has_timed_out: change.has_timed_out(now),
            id: change.id,
            kind: Kind::Change,
            party: change.party,
            system: change.system,
            title: None,
            rights: change.wanted.required_rights,
            packages: change.wanted.required_packages,
            unwanted_rights: change.wanted.unwanted_rights,
            unwanted_packages: change.wanted.unwanted_packages,
            redirect_url: change.redirect_url,
            status: change.status,
            escalated: false,
            created: change.created,
        }
    }
}

impl World {
    /// The request of this kind, unless it is deleted.
    pub(crate) fn matter(&self, kind: Kind, id: &str) -> Option<Matter> {
        let now = self.clock.now();
        match kind {
            Kind::Change => self.change_request(id).map(|change| Matter::of_change(change, now)),
            kind => self.request(id).map(|request| Matter::of_request(request, now)).filter(|matter| matter.kind == kind),
        }
    }
}
