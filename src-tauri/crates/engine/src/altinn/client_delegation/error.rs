//! How client delegation fails.

use crate::altinn::AltinnError;
use crate::problem::{Action, Explain, Problem, Said};

codes! { "client_delegation":
    LOW_LEVEL = "low_level", turn: You, facts: [owner];
    NOT_ADMINISTRATOR = "not_administrator", turn: YourOrganisation, facts: [owner];
    UNKNOWN_OWNER = "unknown_owner", turn: You, facts: [owner];
    UNKNOWN_AGENT = "unknown_agent", turn: You;
    NOT_AVAILABLE = "not_available", turn: YourOrganisation;
    NOT_TRIED = "not_tried", turn: You;
}

/// How client delegation fails.
#[derive(Debug, thiserror::Error)]
pub enum ClientDelegationError {
    /// Altinn said no.
    #[error(transparent)]
    Altinn(#[from] AltinnError),
    /// 403, and the login is below the highest level, which the right may demand (altinn.md 6.5). It may lack the right as well.
    #[error("forbidden at a level below the highest")]
    LowLevel {
        /// Whose system users.
        owner: String,
        /// What came back.
        said: Said,
    },
    /// 403, and neither scope nor level can be why: the person does not administer the owner's clients.
    #[error("the person does not administer clients")]
    NotAdministrator {
        /// Whose system users.
        owner: String,
        /// What came back.
        said: Said,
    },
    /// Altinn knows no such organisation.
    #[error("no organisation {owner}")]
    UnknownOwner {
        /// The number.
        owner: String,
        /// What came back.
        said: Said,
    },
    /// The system user is not among the owner's agents.
    #[error("no such agent system user")]
    UnknownAgent,
}

/// The level that some resources demand.
const HIGHEST: i64 = 4;

impl ClientDelegationError {
    /// What a refusal means, beyond its status: the causes of a 403 in turn (altinn.md 6.5). The scope was looked at before.
    pub(super) fn of(error: AltinnError, owner: &str, level: Option<i64>) -> Self {
        let owner = || owner.to_owned();
        match error {
            AltinnError::Forbidden { said, .. } if level.is_some_and(|level| level < HIGHEST) => Self::LowLevel { owner: owner(), said },
            AltinnError::Forbidden { said, .. } => Self::NotAdministrator { owner: owner(), said },
            AltinnError::Refused(said) if said.status == Some(404) => Self::UnknownOwner { owner: owner(), said },
            other => Self::Altinn(other),
        }
    }

    /// Whether the next client would meet the same.
    pub(super) fn concerns_all(&self) -> bool {
        match self {
            Self::Altinn(error) => {
                matches!(
                    error,
                    AltinnError::Environment(_)
                        | AltinnError::OtherEnvironment { .. }
                        | AltinnError::TokenExpired { .. }
                        | AltinnError::IdToken
                        | AltinnError::NoScope { .. }
                        | AltinnError::MissingScope { .. }
                        | AltinnError::PersonRefused(_)
                        | AltinnError::Unauthenticated(_)
                        | AltinnError::TooManyRequests { .. }
                )
            }
            _ => true,
        }
    }
}

impl Explain for ClientDelegationError {
    fn explain(&self) -> Problem {
        match self {
            Self::Altinn(error) => error.explain(),
            Self::LowLevel { owner, said } => LOW_LEVEL.problem().with("owner", owner).said(said.clone()).offer(Action::LogInAgain),
            Self::NotAdministrator { owner, said } => {
                NOT_ADMINISTRATOR.problem().with("owner", owner).said(said.clone()).offer(Action::LogInAgain).offer(Action::TryAgain)
            }
            Self::UnknownOwner { owner, said } => UNKNOWN_OWNER.problem().with("owner", owner).said(said.clone()),
            Self::UnknownAgent => UNKNOWN_AGENT.problem().offer(Action::TryAgain),
        }
    }
}

/// Why a client is not added: what the plan says of it before anything is sent.
pub(super) const fn not_available() -> Problem {
    NOT_AVAILABLE.problem()
}

/// Why a client was left: the run ended before.
pub(super) const fn not_tried() -> Problem {
    NOT_TRIED.problem()
}
