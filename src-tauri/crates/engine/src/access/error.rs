//! How a rung breaks, and why one is not climbed.

use crate::altinn::AltinnError;
use crate::problem::{Action, Explain, Problem};

codes! { "access":
    CLOCK = "clock", turn: You, facts: [seconds];
    OTHER_ORGANISATION = "other_organisation", turn: You, facts: [ours, theirs];
    OF_ANSATTPORTEN = "of_ansattporten", turn: You;
    BOUND_TOKEN = "bound_token", turn: You;
    NO_PARTIES = "no_parties", turn: YourOrganisation;
    UNKNOWN = "unknown_party", turn: You, facts: [party];
    DELETED = "deleted_party", turn: You, facts: [party];
    NOT_AN_AGENT = "not_an_agent", turn: You, facts: [owner];
    NOT_REACHED = "not_reached", turn: YourOrganisation, facts: [party];
    NOT_ATTACHED = "not_attached", turn: YourOrganisation, facts: [party];
    NOT_A_CLIENT = "not_a_client", turn: YourOrganisation, facts: [party, owner];
    NO_PACKAGE = "no_package", turn: YourOrganisation, facts: [party, package];
    NO_RESOURCE = "no_resource", turn: YourOrganisation, facts: [party, resource];
    SKIPPED_EARLIER = "skipped_earlier", turn: You;
    SKIPPED_NO_USER = "skipped_no_user", turn: You;
    SKIPPED_NO_DATE = "skipped_no_date", turn: You;
    SKIPPED_NO_REGISTER = "skipped_no_register", turn: Service;
    SKIPPED_NO_DIALOG_SCOPE = "skipped_no_dialog_scope", turn: You;
    SKIPPED_NO_CLIENT_SCOPE = "skipped_no_client_scope", turn: You;
    SKIPPED_NO_SYSTEM = "skipped_no_system", turn: You;
}

/// How a rung breaks.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// Altinn said no.
    #[error(transparent)]
    Altinn(#[from] AltinnError),
    /// This computer's clock is too wrong for tokens.
    #[error("the clock is {seconds} seconds off")]
    Clock {
        /// Altinn's clock minus ours.
        seconds: i64,
    },
    /// The token speaks for somebody else.
    #[error("the token is for {theirs}, not {ours}")]
    OtherOrganisation {
        /// The profile's.
        ours: String,
        /// The token's.
        theirs: String,
    },
    /// A login at Ansattporten, whose tokens Altinn does not exchange (idporten.md 17).
    #[error("a login of Ansattporten's")]
    OfAnsattporten,
    /// A token that is bound to a key, which Altinn does not document that it takes (idporten.md 16.3).
    #[error("a token that is bound to a key")]
    BoundToken,
    /// Not even the person themselves.
    #[error("nobody to act for")]
    NoParties,
    /// The register has no such number.
    #[error("no organisation has the number {party}")]
    Unknown {
        /// Nine digits.
        party: String,
    },
    /// The register has struck it.
    #[error("{party} is deleted")]
    Deleted {
        /// Nine digits.
        party: String,
    },
    /// A standard system user, where one should act for a client.
    #[error("the system user of {owner} acts for its owner alone")]
    NotAnAgent {
        /// Nine digits.
        owner: String,
    },
    /// Altinn does not list the owner, or a client of which the register says nothing.
    #[error("{party} is not among those that it may act for")]
    NotReached {
        /// Nine digits.
        party: String,
    },
    /// The owner is registered as the client's accountant or the like, and the client is not attached to the system user.
    #[error("{party} is not attached to the system user")]
    NotAttached {
        /// Nine digits.
        party: String,
    },
    /// The owner is nothing to the client, by the register.
    #[error("{owner} has no role at {party}")]
    NotAClient {
        /// Nine digits.
        party: String,
        /// Nine digits.
        owner: String,
    },
    /// The party is listed without the access package.
    #[error("{package} is not given for {party}")]
    NoPackage {
        /// Nine digits.
        party: String,
        /// As it was asked for.
        package: String,
    },
    /// The party is listed without the resource.
    #[error("{resource} is not given for {party}")]
    NoResource {
        /// Nine digits.
        party: String,
        /// Its id.
        resource: String,
    },
}

impl Explain for AccessError {
    fn explain(&self) -> Problem {
        match self {
            Self::Altinn(error) => error.explain(),
            Self::Clock { seconds } => CLOCK.problem().with("seconds", seconds.abs()).offer(Action::TryAgain),
            Self::OtherOrganisation { ours, theirs } => OTHER_ORGANISATION
                .problem()
                .with("ours", ours)
                .with("theirs", theirs)
                .offer(Action::ReviewClient)
                .offer(Action::ReviewStart),
            Self::OfAnsattporten => OF_ANSATTPORTEN.problem().offer(Action::LogInAgain),
            Self::BoundToken => BOUND_TOKEN.problem().offer(Action::LogInAgain),
            Self::NoParties => NO_PARTIES.problem().offer(Action::LogInAgain),
            Self::Unknown { party } => UNKNOWN.problem().with("party", party),
            Self::Deleted { party } => DELETED.problem().with("party", party),
            Self::NotAnAgent { owner } => NOT_AN_AGENT.problem().with("owner", owner),
            Self::NotReached { party } => NOT_REACHED.problem().with("party", party).offer(Action::TryAgain),
            Self::NotAttached { party } => NOT_ATTACHED.problem().with("party", party).offer(Action::TryAgain),
            Self::NotAClient { party, owner } => NOT_A_CLIENT.problem().with("party", party).with("owner", owner).offer(Action::TryAgain),
            Self::NoPackage { party, package } => {
                NO_PACKAGE.problem().with("party", party).with("package", package).offer(Action::TryAgain)
            }
            Self::NoResource { party, resource } => {
                NO_RESOURCE.problem().with("party", party).with("resource", resource).offer(Action::TryAgain)
            }
        }
    }
}
