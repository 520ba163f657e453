//! Whose access is tested, and by which rungs.

use super::{AccessError, Step};
use crate::login::{self, Login};
use crate::names::OrgNumber;
use crate::secret::Secret;
use crate::vendor::Vendor;
use crate::vendor::system_user_token::ActAs;

/// Who climbs.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// An organisation with a token of Maskinporten's, not yet exchanged.
    Organisation {
        /// From [`crate::maskinporten::obtain`].
        token: &'a Secret<String>,
        /// Whom it should speak for.
        organisation: &'a OrgNumber,
    },
    /// A person with an access token of ID-porten's.
    Person {
        /// From a login.
        token: &'a Secret<String>,
        /// The organisation whose agent system users they may administer, where that is asked.
        firm: Option<&'a OrgNumber>,
    },
    /// A system user of a vendor's system.
    SystemUser {
        /// Which, and with which scopes.
        act_as: &'a ActAs,
        /// Whose system it is.
        vendor: &'a Vendor,
        /// What it should reach.
        goal: &'a Goal,
    },
    /// An organisation as the vendor of its systems.
    Vendor {
        /// Which.
        vendor: &'a Vendor,
        /// Its number.
        organisation: &'a OrgNumber,
    },
}

/// What a system user should reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Goal {
    /// For whom: its owner where nothing is said, otherwise a client of its owner's.
    pub party: Option<OrgNumber>,
    /// An access package, by bare name or URN.
    pub package: Option<String>,
    /// A resource's id.
    pub resource: Option<String>,
}

impl<'a> Subject<'a> {
    /// A person who is logged in.
    ///
    /// # Errors
    /// [`AccessError::OfAnsattporten`], [`AccessError::BoundToken`]: logins that Altinn has no use for.
    pub const fn person(login: &'a Login) -> Result<Self, AccessError> {
        match login.client.provider {
            login::Provider::Ansattporten => Err(AccessError::OfAnsattporten),
            login::Provider::Idporten if login.is_bound() => Err(AccessError::BoundToken),
            login::Provider::Idporten => Ok(Self::Person { token: &login.access_token, firm: None }),
        }
    }

    /// Its rungs, from the bottom (altinn.md 10).
    pub(super) const fn steps(&self) -> &'static [Step] {
        match self {
            Self::Organisation { .. } => &[Step::Reach, Step::Clock, Step::Exchange, Step::Parties, Step::Resource],
            Self::Person { .. } => &[Step::Reach, Step::Clock, Step::Exchange, Step::Parties, Step::Agents, Step::Resource],
            Self::SystemUser { .. } => {
                &[Step::Reach, Step::Clock, Step::Customer, Step::SystemUser, Step::Token, Step::Acting, Step::Reached, Step::Dialogs]
            }
            Self::Vendor { .. } => &[Step::Reach, Step::Clock, Step::Systems, Step::Requests, Step::Write],
        }
    }
}
