//! How a call to Altinn 2 fails.

use super::{OldSession, Part};
use crate::certificates::CertificateError;
use crate::environment::{EnvironmentError, Kind};
use crate::http::HttpFailure;
use crate::keys::KeyError;
use crate::problem::{Action, Explain, Problem, Said};

codes! { "legacy":
    CLOSED = "closed", turn: Service, facts: [old_part, successor];
    API_KEY_MISSING = "api_key_missing", turn: You;
    API_KEY_NOT_OPENED = "api_key_not_opened", turn: YourOrganisation;
    NO_ORGANISATION = "no_organisation", turn: You;
    NOT_SIGNED_IN = "not_signed_in", turn: You;
    USER_NEEDED = "user_needed", turn: You;
    LOGIN_REFUSED = "login_refused", turn: You;
    CERTIFICATE_REFUSED = "certificate_refused", turn: You;
    NO_COOKIE = "no_cookie", turn: Service;
    UNAUTHENTICATED = "unauthenticated", turn: You;
    FORBIDDEN = "forbidden", turn: YourOrganisation;
    NO_ROLES = "no_roles", turn: YourOrganisation;
    NOT_FOUND = "not_found", turn: You;
    GONE = "gone", turn: Service;
    REFUSED = "refused", turn: Service;
}

/// How a call to Altinn 2 fails.
#[derive(Debug, thiserror::Error)]
pub enum LegacyError {
    /// The environment has no such host.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// The certificate may not be used here; nobody was asked.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key store.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No whole answer came.
    #[error(transparent)]
    Http(#[from] HttpFailure),
    /// Altinn 2 closed on 19 June 2026, whatever came back.
    #[error("Altinn 2 is closed")]
    Closed {
        /// What was asked for.
        part: Part,
        /// What came back, if anything did.
        said: Option<Said>,
    },
    /// No `ApiKey`.
    #[error("the API key is missing")]
    ApiKeyMissing(Said),
    /// The key is not opened for that API.
    #[error("the API key is not opened for this")]
    ApiKeyNotOpened(Said),
    /// An organisation has to prove itself, by certificate or token.
    #[error("no organisation is authenticated")]
    NoOrganisation(Said),
    /// Sent to the login page, or shown it.
    #[error("not signed in")]
    NotSignedIn(Said),
    /// An organisation has proved itself, and a user is asked for.
    #[error("a user is needed, and an organisation is signed in")]
    UserNeeded(Said),
    /// User name or password is wrong, or the user is locked for an hour, or lacks its certificate: nobody has written down how
    /// one is told from the other (altinn.md 14).
    #[error("the login was refused")]
    LoginRefused(Said),
    /// The host does not take the certificate.
    #[error("the certificate was refused")]
    CertificateRefused(Said),
    /// 200 without `.ASPXAUTH`.
    #[error("no cookie was set")]
    NoCookie(Said),
    /// 401 for another reason.
    #[error("not authenticated")]
    Unauthenticated(Said),
    /// 403 for another reason: role or level.
    #[error("forbidden")]
    Forbidden(Said),
    /// Signed in, and nobody to act for.
    #[error("nobody to act for")]
    NoRoles,
    /// 404.
    #[error("not found")]
    NotFound(Said),
    /// 410.
    #[error("gone")]
    Gone(Said),
    /// Anything else.
    #[error("refused")]
    Refused(Said),
}

impl LegacyError {
    /// Nobody has logged in here, so nobody was asked.
    #[must_use]
    pub fn nobody() -> Self {
        Self::NotSignedIn(Said::default())
    }

    /// What it means to an organisation that is signed in, where a user could have gone on: it is sent to the login, or not known.
    pub(super) fn by(self, session: Option<&OldSession>) -> Self {
        match self {
            Self::NotSignedIn(said) | Self::Unauthenticated(said) if session.is_some_and(|session| session.kind.is_organisation()) => {
                Self::UserNeeded(said)
            }
            other => other,
        }
    }

    /// What the client library's error means. An alert of the other side's while our certificate is on the table is about it.
    pub(super) fn of(error: &reqwest::Error, host: &str, offered: bool) -> Self {
        let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
        let alert = causes.map(ToString::to_string).find(|text| text.starts_with("received fatal alert"));
        match alert {
            Some(alert) if offered => Self::CertificateRefused(Said { error: Some(alert), ..Said::default() }),
            Some(_) => HttpFailure::Tls { host: host.to_owned() }.into(),
            None => HttpFailure::of(error, host).into(),
        }
    }

    /// The same where Altinn 2 was a service: it has closed, and nothing else that an answer or its absence may mean is of use
    /// to anybody. What was refused here, before anybody was asked, stays what it is.
    pub(super) fn at(self, kind: Kind, part: Part) -> Self {
        if matches!(kind, Kind::Practice | Kind::Custom) || self.is_ours() {
            return self;
        }
        let said = self.explain().said;
        Self::Closed { part, said }
    }

    const fn is_ours(&self) -> bool {
        matches!(self, Self::Environment(_) | Self::Certificate(_) | Self::Key(_) | Self::Http(HttpFailure::ForeignAddress { .. }))
    }
}

impl Explain for LegacyError {
    fn explain(&self) -> Problem {
        let problem = match self {
            Self::Environment(error) => return error.explain(),
            Self::Certificate(error) => return error.explain(),
            Self::Key(error) => return error.explain(),
            Self::Http(failure) => return failure.explain(),
            Self::Closed { part, said } => {
                let closed = CLOSED.problem().with("old_part", part.key()).with("successor", part.key());
                return Problem { said: said.clone(), ..closed };
            }
            Self::NoRoles => return NO_ROLES.problem(),
            Self::ApiKeyMissing(_) => API_KEY_MISSING.problem(),
            Self::ApiKeyNotOpened(_) => API_KEY_NOT_OPENED.problem(),
            Self::NoOrganisation(_) => NO_ORGANISATION.problem(),
            Self::NotSignedIn(_) => NOT_SIGNED_IN.problem(),
            Self::UserNeeded(_) => USER_NEEDED.problem(),
            Self::LoginRefused(_) => LOGIN_REFUSED.problem().offer(Action::EnterPassword),
            Self::CertificateRefused(_) => CERTIFICATE_REFUSED.problem().offer(Action::ImportCertificate),
            Self::NoCookie(_) => NO_COOKIE.problem().offer(Action::TryAgain),
            Self::Unauthenticated(_) => UNAUTHENTICATED.problem(),
            Self::Forbidden(_) => FORBIDDEN.problem(),
            Self::NotFound(_) => NOT_FOUND.problem(),
            Self::Gone(_) => GONE.problem(),
            Self::Refused(_) => REFUSED.problem().offer(Action::TryAgain),
        };
        Problem { said: self.said().cloned(), ..problem }
    }
}

impl LegacyError {
    const fn said(&self) -> Option<&Said> {
        match self {
            Self::ApiKeyMissing(said)
            | Self::ApiKeyNotOpened(said)
            | Self::NoOrganisation(said)
            | Self::NotSignedIn(said)
            | Self::UserNeeded(said)
            | Self::LoginRefused(said)
            | Self::CertificateRefused(said)
            | Self::NoCookie(said)
            | Self::Unauthenticated(said)
            | Self::Forbidden(said)
            | Self::NotFound(said)
            | Self::Gone(said)
            | Self::Refused(said) => Some(said),
            _ => None,
        }
    }
}
