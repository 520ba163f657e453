//! How work with requests fails, before Altinn is asked or in what it answers.

use crate::altinn::AltinnError;
use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::problem::{Action, Explain, Problem};
use crate::vendor::VendorError;

codes! { "request":
    NOTHING_WANTED = "nothing_wanted", turn: You;
    BAD_REFERENCE = "bad_reference", turn: You;
    NOT_OWN = "not_own", turn: You;
    NO_SYSTEM_USER = "no_system_user", turn: YourOrganisation;
    NO_LINK = "no_link", turn: Service;
    NOT_A_LINK = "not_a_link", turn: You;
    FOREIGN_LINK = "foreign_link", turn: You, facts: [ours, theirs];
    OTHER_ENVIRONMENT = "link_of_other_environment", turn: You, facts: [ours, theirs];
    NOT_AN_ID = "not_an_id", turn: You;
    NOT_OF_SYSTEM = "not_of_system", turn: YourOrganisation, facts: [system, rights];
    TOO_MANY = "too_many", turn: Us, facts: [system, read];
}

/// How work with requests fails.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// The vendor gets no token, or Altinn said no.
    #[error(transparent)]
    Vendor(#[from] VendorError),
    /// Neither a right nor a package.
    #[error("nothing is asked for")]
    NothingWanted,
    /// The reference has signs that an address does not take as they are.
    #[error("the reference does not fit in an address")]
    BadReference,
    /// Altinn would delete anybody's request (altinn.md 5.1).
    #[error("the request is not ours")]
    NotOwn,
    /// There is nothing to change.
    #[error("no system user")]
    NoSystemUser,
    /// The request has no link for the customer.
    #[error("no link to approve by")]
    NoLink,
    /// Text that is no link to an approval.
    #[error("not a link to an approval")]
    NotALink,
    /// A link to somewhere else.
    #[error("a link to {theirs}, not to {ours}")]
    ForeignLink {
        /// The environment's host.
        ours: String,
        /// The link's.
        theirs: String,
    },
    /// A link to another Altinn.
    #[error("a link to {theirs}, not to {ours}")]
    OtherEnvironment {
        /// The environment's host.
        ours: String,
        /// The link's.
        theirs: String,
    },
    /// Text that is no id of a request.
    #[error("not an id of a request")]
    NotAnId,
    /// Rights that the register does not have on the system (altinn.md 5.2).
    #[error("system {system} does not have what is asked for")]
    NotOfSystem {
        /// The system's id.
        system: String,
        /// Those rights.
        rights: Vec<String>,
    },
    /// More than are read at a time.
    #[error("system {system} has more than {read} requests")]
    TooMany {
        /// The system's id.
        system: String,
        /// How many were read.
        read: usize,
    },
}

impl From<AltinnError> for RequestError {
    fn from(error: AltinnError) -> Self {
        Self::Vendor(error.into())
    }
}

impl From<EnvironmentError> for RequestError {
    fn from(error: EnvironmentError) -> Self {
        Self::Vendor(error.into())
    }
}

impl From<HttpFailure> for RequestError {
    fn from(failure: HttpFailure) -> Self {
        Self::Vendor(failure.into())
    }
}

impl Explain for RequestError {
    fn explain(&self) -> Problem {
        match self {
            Self::Vendor(error) => error.explain(),
            Self::NothingWanted => NOTHING_WANTED.problem(),
            Self::BadReference => BAD_REFERENCE.problem(),
            Self::NotOwn => NOT_OWN.problem(),
            Self::NoSystemUser => NO_SYSTEM_USER.problem(),
            Self::NoLink => NO_LINK.problem().offer(Action::TryAgain),
            Self::NotALink => NOT_A_LINK.problem(),
            Self::ForeignLink { ours, theirs } => FOREIGN_LINK.problem().with("ours", ours).with("theirs", theirs),
            Self::OtherEnvironment { ours, theirs } => {
                OTHER_ENVIRONMENT.problem().with("ours", ours).with("theirs", theirs).offer(Action::ReviewStart)
            }
            Self::NotAnId => NOT_AN_ID.problem(),
            Self::NotOfSystem { system, rights } => NOT_OF_SYSTEM.problem().with("system", system).with("rights", rights.clone()),
            Self::TooMany { system, read } => {
                TOO_MANY.problem().with("system", system).with("read", i64::try_from(*read).unwrap_or(i64::MAX))
            }
        }
    }
}
