//! A login without a browser, for tests: a synthetic person who is named in the request (idporten.md 15.3).

use super::{Level, LoginError};
use crate::environment::{Environment, Kind};
use crate::names::NationalId;

/// Who logs in.
#[derive(Debug, Clone)]
pub struct TestUser {
    /// Synthetic: eighty is added to the month.
    pub pid: NationalId,
    /// At which level.
    pub level: Level,
}

impl TestUser {
    /// The value of `login_hint`.
    ///
    /// # Errors
    /// [`LoginError::TestUserInProduction`], [`LoginError::TestUserNotSynthetic`].
    pub(super) fn hint(&self, environment: &Environment) -> Result<String, LoginError> {
        if environment.kind == Kind::Production {
            return Err(LoginError::TestUserInProduction);
        }
        let pid = self.pid.reveal();
        let month = pid.get(2..4).and_then(|month| month.parse::<u8>().ok());
        if !month.is_some_and(|month| (81..=92).contains(&month)) {
            return Err(LoginError::TestUserNotSynthetic);
        }
        Ok(format!("testid:{pid}_idporten-loa-{}", self.level.as_str()))
    }
}
