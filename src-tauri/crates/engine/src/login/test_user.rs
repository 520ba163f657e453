//! A login without a browser, for tests: a synthetic person who is named in the request (idporten.md 15.3).

use url::Url;

use super::callback::Expected;
use super::relying_party::RelyingParty;
use super::{Level, LoginError, Provider};
use crate::environment::{Environment, Kind};
use crate::http::Request;
use crate::names::NationalId;
use crate::secret::Secret;

/// Who logs in.
#[derive(Debug, Clone)]
pub struct TestUser {
    /// Synthetic: eighty is added to the month.
    pub pid: NationalId,
    /// At which level.
    pub level: Level,
}

impl TestUser {
    /// Whether this environment may be asked at all.
    ///
    /// # Errors
    /// [`LoginError::TestUserInProduction`], [`LoginError::TestUserNotSynthetic`].
    pub(super) fn may_log_in(&self, environment: &Environment) -> Result<(), LoginError> {
        if is_of_production(environment) {
            return Err(LoginError::TestUserInProduction);
        }
        let month = self.pid.reveal().get(2..4).and_then(|month| month.parse::<u8>().ok());
        match month {
            Some(81..=92) => Ok(()),
            _ => Err(LoginError::TestUserNotSynthetic),
        }
    }

    /// The value of `login_hint`; `acr` is the level as the provider writes it.
    pub(super) fn hint(&self, acr: &str) -> String {
        format!("testid:{}_{acr}", self.pid.reveal())
    }
}

/// Whether it is production's providers that are asked, whatever an environment of one's own calls itself.
pub(super) fn is_of_production(environment: &Environment) -> bool {
    let hosts = |environment: &Environment| {
        Provider::ALL.map(|provider| provider.issuer(environment).map(|issuer| issuer.authority().to_owned()).ok())
    };
    let real = hosts(&Environment::production());
    environment.kind == Kind::Production || hosts(environment).iter().any(|host| host.is_some() && real.contains(host))
}

impl RelyingParty {
    /// Goes to the login in the browser's place: the answer is where it is sent from there, which is our own address or nowhere.
    pub(super) async fn go(&self, url: &Url, redirect_uri: &str, expected: Expected) -> Result<Secret<String>, LoginError> {
        let response = self.http.send(Request::get(url, "/authorize").accept("text/html"), &self.ports).await?;
        if response.status >= 500 {
            return Err(response.unexpected().into());
        }
        let location = response.location.as_deref().filter(|_| (300..400).contains(&response.status)).unwrap_or_default();
        let (location, _) = location.split_once('#').unwrap_or((location, ""));
        match location.strip_prefix(redirect_uri).and_then(|rest| rest.strip_prefix('?')) {
            Some(query) => expected.answer(query),
            // An error page, or one that only a person gets past.
            None => Err(LoginError::TestUserRefused { redirect_uri: redirect_uri.to_owned(), said: response.said() }),
        }
    }
}
