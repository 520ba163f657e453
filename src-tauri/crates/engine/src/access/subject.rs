//! Whose access is tested, and by which rungs.

use super::AccessError;
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
    #[must_use]
    pub const fn rungs(&self) -> &'static [&'static str] {
        match self {
            Self::Organisation { .. } => &["reach", "clock", "exchange", "parties", "resource"],
            Self::Person { .. } => &["reach", "clock", "exchange", "parties", "agents", "resource"],
            Self::SystemUser { .. } => &["reach", "clock", "customer", "system_user", "token", "acting", "reached", "dialogs"],
            Self::Vendor { .. } => &["reach", "clock", "systems", "requests", "write"],
        }
    }
}
