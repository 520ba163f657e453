//! How a rung breaks, and why one is not climbed.

use crate::altinn::AltinnError;
use crate::problem::{Action, Explain, Problem};

codes! { "access":
    CLOCK = "clock", turn: You, facts: [seconds];
    OTHER_ORGANISATION = "other_organisation", turn: You, facts: [ours, theirs];
    OF_ANSATTPORTEN = "of_ansattporten", turn: You;
    BOUND_TOKEN = "bound_token", turn: You;
    NO_PARTIES = "no_parties", turn: YourOrganisation;
    SKIPPED_EARLIER = "skipped_earlier", turn: You;
    SKIPPED_NO_USER = "skipped_no_user", turn: You;
    SKIPPED_NO_DATE = "skipped_no_date", turn: You;
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
        }
    }
}
