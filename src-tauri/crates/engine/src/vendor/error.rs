//! How a vendor fails.

use super::systems::SystemError;
use crate::altinn::AltinnError;
use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::maskinporten::MaskinportenError;
use crate::problem::{Explain, Problem};

/// The codes of this noun.
pub const CODES: &[crate::problem::Code] = &[];

/// How a vendor fails.
#[derive(Debug, thiserror::Error)]
pub enum VendorError {
    /// Maskinporten gave no token.
    #[error(transparent)]
    Maskinporten(#[from] MaskinportenError),
    /// Altinn said no.
    #[error(transparent)]
    Altinn(#[from] AltinnError),
    /// A system is not as the register wants it.
    #[error(transparent)]
    System(#[from] SystemError),
}

impl From<EnvironmentError> for VendorError {
    fn from(error: EnvironmentError) -> Self {
        Self::Altinn(error.into())
    }
}

impl From<HttpFailure> for VendorError {
    fn from(failure: HttpFailure) -> Self {
        Self::Altinn(failure.into())
    }
}

impl Explain for VendorError {
    fn explain(&self) -> Problem {
        match self {
            Self::Maskinporten(error) => error.explain(),
            Self::Altinn(error) => error.explain(),
            Self::System(error) => error.explain(),
        }
    }
}
