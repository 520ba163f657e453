//! How Altinn says no.

use super::refusals::{FieldRefusal, Refusal, UNKNOWN_SYSTEM, too_many_requests};
use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::problem::{Action, Explain, Problem, Said};

codes! { "altinn":
    OTHER_ISSUER = "other_issuer", turn: Network, facts: [ours, theirs];
    OTHER_ENVIRONMENT = "other_environment", turn: You, facts: [ours, theirs];
    TOKEN_EXPIRED = "token_expired", turn: You;
    ID_TOKEN = "id_token", turn: Us;
    NO_SCOPE = "no_altinn_scope", turn: You;
    MACHINE_REFUSED = "machine_token_refused", turn: Service;
    PERSON_REFUSED = "person_refused", turn: You;
    PROVIDER = "unknown_provider", turn: Us;
    ENTERPRISE_USER = "enterprise_user_gone", turn: Us;
    NOT_A_TOKEN = "not_a_token", turn: Service;
    UNAUTHENTICATED = "unauthenticated", turn: You;
    NO_USER = "no_user", turn: You;
    FORBIDDEN = "forbidden", turn: You, facts: [scopes];
    MISSING_SCOPE = "missing_scope", turn: You, facts: [scope];
    BAD_ID = "bad_id", turn: Service, facts: [id];
    TOO_MANY_SYSTEM_USERS = "too_many_system_users", turn: Us, facts: [system, read];
    REFUSED = "refused", turn: Service;
}

/// How Altinn says no.
#[derive(Debug, thiserror::Error)]
pub enum AltinnError {
    /// The environment has no Altinn.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// No whole answer came.
    #[error(transparent)]
    Http(#[from] HttpFailure),
    /// The platform names itself otherwise than the environment does.
    #[error("issuer is {theirs}, not {ours}")]
    OtherIssuer {
        /// The environment's.
        ours: String,
        /// What stood there.
        theirs: String,
    },
    /// The token is of another environment, so it was not sent.
    #[error("token was issued by {theirs}, not {ours}")]
    OtherEnvironment {
        /// The environment's issuer.
        ours: String,
        /// The token's.
        theirs: String,
    },
    /// The token's time is over, so it was not sent.
    #[error("the token has expired")]
    TokenExpired {
        /// Whose token, which decides how to get a new one.
        person: bool,
    },
    /// An ID token, which says who logged in and opens nothing; it was not sent.
    #[error("an ID token is no access token")]
    IdToken,
    /// No scope of Altinn's.
    #[error("no Altinn scope")]
    NoScope {
        /// Whose token, which decides how to get a new one.
        person: bool,
        /// When Altinn said so, and not the token itself.
        said: Option<Said>,
    },
    /// The exchange refuses a token of Maskinporten's twice; an outage at Altinn looks the same.
    #[error("exchange refused the machine's token")]
    MachineRefused(Said),
    /// The exchange refuses a login twice: the person may be unknown in this Altinn, or Altinn is out.
    #[error("exchange refused the person's token")]
    PersonRefused(Said),
    /// The exchange does not know the provider that we name.
    #[error("exchange does not know the provider")]
    Provider(Said),
    /// Enterprise users were abolished.
    #[error("enterprise users are gone")]
    EnterpriseUser(Said),
    /// A code of Altinn's.
    #[error("refused: {}", .0.code())]
    Coded(Box<Refusal>),
    /// Too many requests (429).
    #[error("too many requests")]
    TooManyRequests {
        /// Seconds to wait, when it was said.
        retry_after: Option<u64>,
        /// The answer.
        said: Said,
    },
    /// Altinn, or what stands before it, is out (5xx).
    #[error("{failure}")]
    Unavailable {
        /// What came.
        failure: Box<HttpFailure>,
        /// Seconds to wait, when it was said.
        retry_after: Option<u64>,
    },
    /// A success without a token in it.
    #[error("the answer is not a token")]
    NotAToken(Said),
    /// An API does not accept the Altinn token.
    #[error("the API does not accept the token")]
    Unauthenticated(Said),
    /// The call is for users, and the token has none.
    #[error("the token names no user")]
    NoUser(Said),
    /// The scope or the right is missing.
    #[error("the API forbids it")]
    Forbidden {
        /// Any one of these would do.
        scopes: &'static [&'static str],
        /// What came back.
        said: Said,
    },
    /// The login has no scope for it, so nothing was sent.
    #[error("the login lacks a scope for it")]
    MissingScope {
        /// Any one of these would do; the first is the ordinary one.
        scopes: &'static [&'static str],
    },
    /// The register has no such system of the vendor's.
    #[error("no system {system} of the vendor's")]
    UnknownSystem {
        /// The system's id.
        system: String,
        /// What came back.
        said: Said,
    },
    /// A system has more system users than are read at a time.
    #[error("system {system} has more than {read} system users")]
    TooManySystemUsers {
        /// The system's id.
        system: String,
        /// How many were read.
        read: usize,
    },
    /// What stands where an id should is no UUID, so nothing is asked by it.
    #[error("not an id of Altinn's")]
    BadId {
        /// Its beginning.
        id: String,
    },
    /// Anything else.
    #[error("refused")]
    Refused(Said),
}

impl AltinnError {
    /// The parts of the request that were refused, each for a form to show beside its field.
    #[must_use]
    pub fn fields(&self) -> &[FieldRefusal] {
        match self {
            Self::Coded(refusal) => refusal.fields(),
            _ => &[],
        }
    }

    /// Seconds to wait before the next try, when Altinn said so.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Coded(refusal) => refusal.retry_after(),
            Self::TooManyRequests { retry_after, .. } | Self::Unavailable { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What Altinn said, when it answered.
    #[must_use]
    pub fn said(&self) -> Option<&Said> {
        match self {
            Self::Coded(refusal) => refusal.said(),
            Self::Unavailable { failure, .. } => failure.said(),
            Self::Http(failure) => failure.said(),
            Self::MachineRefused(said)
            | Self::PersonRefused(said)
            | Self::Provider(said)
            | Self::EnterpriseUser(said)
            | Self::TooManyRequests { said, .. }
            | Self::NotAToken(said)
            | Self::Unauthenticated(said)
            | Self::NoUser(said)
            | Self::Forbidden { said, .. }
            | Self::UnknownSystem { said, .. }
            | Self::Refused(said) => Some(said),
            Self::NoScope { said, .. } => said.as_ref(),
            _ => None,
        }
    }

    /// The HTTP status of the answer, when one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.said()?.status
    }

    /// Altinn's own code, where there is one that stands in its tables: `AUTH-00004`.
    #[must_use]
    pub fn altinn_code(&self) -> Option<&str> {
        match self {
            Self::Coded(refusal) => refusal.said()?.error.as_deref(),
            _ => None,
        }
    }
}

impl Explain for AltinnError {
    fn explain(&self) -> Problem {
        match self {
            Self::Environment(error) => error.explain(),
            Self::Http(failure) => failure.explain(),
            Self::OtherIssuer { ours, theirs } => {
                OTHER_ISSUER.problem().with("ours", ours).with("theirs", theirs).offer(Action::TryAgain).offer(Action::ReviewStart)
            }
            Self::OtherEnvironment { ours, theirs } => {
                OTHER_ENVIRONMENT.problem().with("ours", ours).with("theirs", theirs).offer(Action::ReviewStart)
            }
            Self::TokenExpired { person: true } => TOKEN_EXPIRED.problem().offer(Action::LogInAgain),
            Self::TokenExpired { person: false } => TOKEN_EXPIRED.problem().offer(Action::FetchToken),
            Self::IdToken => ID_TOKEN.problem(),
            Self::NoScope { person, said } => {
                let again = if *person { Action::LogInAgain } else { Action::FetchToken };
                Problem { said: said.clone(), ..NO_SCOPE.problem().offer(Action::ReviewClient).offer(again) }
            }
            Self::MachineRefused(said) => MACHINE_REFUSED.problem().said(said.clone()).offer(Action::TryAgain).offer(Action::FetchToken),
            Self::PersonRefused(said) => PERSON_REFUSED.problem().said(said.clone()).offer(Action::TryAgain).offer(Action::LogInAgain),
            Self::Provider(said) => PROVIDER.problem().said(said.clone()),
            Self::EnterpriseUser(said) => ENTERPRISE_USER.problem().said(said.clone()),
            Self::Coded(refusal) => refusal.explain(),
            Self::TooManyRequests { retry_after, said } => too_many_requests(*retry_after, said),
            Self::Unavailable { failure, .. } => failure.explain(),
            Self::NotAToken(said) => NOT_A_TOKEN.problem().said(said.clone()).offer(Action::TryAgain),
            Self::Unauthenticated(said) => UNAUTHENTICATED.problem().said(said.clone()).offer(Action::TryAgain),
            Self::NoUser(said) => NO_USER.problem().said(said.clone()).offer(Action::LogInAgain),
            Self::Forbidden { scopes, said } => {
                let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
                FORBIDDEN.problem().with("scopes", scopes).said(said.clone()).offer(Action::ReviewClient)
            }
            Self::MissingScope { scopes } => {
                MISSING_SCOPE.problem().with("scope", scopes.first().copied().unwrap_or_default()).offer(Action::LogInAgain)
            }
            Self::UnknownSystem { said, .. } => UNKNOWN_SYSTEM.problem().said(said.clone()),
            Self::TooManySystemUsers { system, read } => {
                TOO_MANY_SYSTEM_USERS.problem().with("system", system).with("read", i64::try_from(*read).unwrap_or(i64::MAX))
            }
            Self::BadId { id } => BAD_ID.problem().with("id", id).offer(Action::TryAgain),
            Self::Refused(said) => REFUSED.problem().said(said.clone()).offer(Action::TryAgain),
        }
    }
}
