//! How the register fails to say who somebody is.

use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::problem::{Action, Explain, Problem, Said};

codes! { "register":
    BUSY = "busy", turn: Service;
    NO_UNIT = "no_unit", turn: Service;
    TOO_MANY = "too_many", turn: Us, facts: [read];
    REFUSED = "refused", turn: Service;
}

/// How the register fails to say who somebody is.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The environment has no register.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// No whole answer came.
    #[error(transparent)]
    Http(#[from] HttpFailure),
    /// It wants to be asked less often.
    #[error("too many questions")]
    Busy(Said),
    /// An answer that names no unit.
    #[error("the answer is no unit")]
    NoUnit,
    /// More pages than are read while somebody waits.
    #[error("more than {read} units")]
    TooMany {
        /// How many were read.
        read: usize,
    },
    /// Anything else.
    #[error("refused")]
    Refused(Said),
}

impl Explain for RegisterError {
    fn explain(&self) -> Problem {
        match self {
            Self::Environment(error) => error.explain(),
            Self::Http(failure) => failure.explain(),
            Self::Busy(said) => BUSY.problem().said(said.clone()).offer(Action::TryAgain),
            Self::NoUnit => NO_UNIT.problem().offer(Action::TryAgain),
            Self::TooMany { read } => TOO_MANY.problem().with("read", i64::try_from(*read).unwrap_or(i64::MAX)),
            Self::Refused(said) => REFUSED.problem().said(said.clone()).offer(Action::TryAgain),
        }
    }
}
