//! Why a decision is not taken, by Altinn's own codes (altinn.md 9.2).

use super::Kind;
use crate::PracticeError;
use crate::systems::SystemRefusal;

/// A problem of the authentication component's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Denial {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    pub(crate) title: &'static str,
}

const fn denial(code: &'static str, status: u16, title: &'static str) -> Denial {
    Denial { code, status, title }
}

impl Denial {
    pub(crate) const UNKNOWN_REQUEST: Self = denial("AUTH-00010", 404, "The id does not refer to a request in our system.");
    pub(crate) const UNKNOWN_AGENT_REQUEST: Self = denial("AUTH-00030", 404, "The id does not refer to an agent request in our system.");
    pub(super) const SAME: Self = denial("AUTH-00004", 400, "A system user already exists for this combination.");
    pub(super) const NO_SYSTEM: Self = denial("AUTH-00011", 404, "The system id does not match any registered system.");
    pub(super) const DECIDED: Self = denial("AUTH-00013", 409, "The status of the request is not New.");
    pub(super) const UNKNOWN_RIGHT: Self = denial("AUTH-00014", 403, "The delegation check failed with an unknown error.");
    pub(crate) const NO_SYSTEM_USER: Self = denial("AUTH-00015", 404, "The system user was not found.");
    pub(super) const NO_ROLE: Self = denial("AUTH-00016", 403, "The user lacks the role that the right demands.");
    pub(super) const NO_NAME: Self = denial("AUTH-00017", 404, "The system has no name in Norwegian bokmål.");
    pub(super) const NO_DELEGATION: Self = denial("AUTH-00018", 403, "The user has not been delegated the right directly.");
    pub(super) const NOT_OPENED: Self = denial("AUTH-00019", 403, "The service demands explicit access in the service owner's register.");
    pub(super) const LOW_LEVEL: Self = denial("AUTH-00020", 403, "The user's authentication level is too low.");
    pub(super) const MAY_NOT_DELETE: Self = denial("AUTH-00024", 403, "The user may not delete this system user.");
    pub(crate) const WRONG_PARTY: Self = denial("AUTH-00041", 403, "The party does not match the request's organisation.");
    pub(super) const WRONG_AGENT_PARTY: Self = denial("AUTH-00042", 403, "The party does not match the agent request's organisation.");
    pub(super) const CANNOT_GIVE_PACKAGE: Self = denial("AUTH-00053", 400, "The user cannot delegate the requested access packages.");
    pub(crate) const NOT_A_MANAGER: Self = denial("AUTH-00066", 403, "The user needs write access to access management for the party.");
    pub(super) const NO_PACKAGE: Self = denial("AUTH-00068", 403, "The user lacks the access package that the right demands.");
    pub(super) const NOT_ON_LIST: Self = denial("AUTH-00069", 403, "The receiver is not on the resource's access list.");
    pub(super) const NOT_DELEGABLE: Self = denial("AUTH-00070", 403, "The resource cannot be delegated.");
    pub(super) const API: Self = denial("AUTH-00071", 403, "The resource is a Maskinporten schema.");

    pub(crate) const NO_CLIENT: Self = denial("AUTH-00079", 400, "The client was not found.");
    pub(super) const CLIENT_WITHOUT_PACKAGE: Self = denial("AUTH-00080", 400, "The client lacks the access packages of the agent.");

    /// The organisation acted for is another than the one asked.
    pub(super) const fn party(kind: Kind) -> Self {
        match kind {
            Kind::Agent => Self::WRONG_AGENT_PARTY,
            Kind::Standard | Kind::Change => Self::WRONG_PARTY,
        }
    }

    /// There is no such request.
    pub(crate) const fn unknown(kind: Kind) -> Self {
        match kind {
            Kind::Agent => Self::UNKNOWN_AGENT_REQUEST,
            Kind::Standard | Kind::Change => Self::UNKNOWN_REQUEST,
        }
    }

    pub(super) fn of(error: &PracticeError, kind: Kind) -> Self {
        match error {
            PracticeError::Systems(SystemRefusal::Decided(_)) => Self::DECIDED,
            PracticeError::Systems(SystemRefusal::Request(_)) => Self::unknown(kind),
            PracticeError::Systems(SystemRefusal::System(_)) => Self::NO_SYSTEM,
            PracticeError::Systems(SystemRefusal::Same(_)) => Self::SAME,
            PracticeError::Systems(SystemRefusal::SystemUser(_)) => Self::NO_SYSTEM_USER,
            _ => denial("AUTH-00003", 400, "The system user could not be created."),
        }
    }
}
