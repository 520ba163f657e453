//! How work with Digdir's self-service fails.

use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::maskinporten::MaskinportenError;
use crate::names::ClientId;
use crate::problem::{Action, Code, Explain, Problem, Said};

codes! { "selfservice":
    NOT_CONNECTED = "not_connected", turn: You;
    SCOPE_MISSING = "scope_missing", turn: Service, facts: [client, scopes];
    NO_API = "no_api", turn: You, facts: [host];
    INVALID = "invalid", turn: You;
    TOKEN_REFUSED = "token_refused", turn: Service, facts: [client];
    OTHER_ORGANISATION = "other_organisation", turn: You, facts: [client];
    NOT_FOUND = "client_not_found", turn: You, facts: [client];
    DEACTIVATED = "deactivated", turn: You;
    TERMS = "terms_not_accepted", turn: YourOrganisation;
    BUSY = "busy", turn: Service;
    UNKNOWN_ANSWER = "unknown_answer", turn: Service;
    REFUSED = "refused", turn: Service;
    TOO_MANY_KEYS = "too_many_keys", turn: You, facts: [client, most];
    KID_TAKEN = "kid_taken", turn: You, facts: [client, kid];
    KEY_GONE = "key_gone", turn: You, facts: [client, kid];
    LAST_KEY = "last_key", turn: You, facts: [client, kid];
    CHANGED_MEANWHILE = "changed_meanwhile", turn: You, facts: [client, came, went];
    CLIENT_CHANGED = "client_changed", turn: You, facts: [client];
    COMBINATION = "combination", turn: You, facts: [integration, application, method];
}

/// How work with Digdir's self-service fails.
#[derive(Debug, thiserror::Error)]
pub enum SelfServiceError {
    /// The environment has no self-service API.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// No whole answer came.
    #[error(transparent)]
    Http(#[from] HttpFailure),
    /// Maskinporten gives no token for the administration client.
    #[error(transparent)]
    Maskinporten(#[from] MaskinportenError),
    /// The work needs the API, and nobody has said which administration client to use.
    #[error("no administration client")]
    NotConnected,
    /// The administration client lacks a scope; it is known beforehand, or the API says so.
    #[error("the administration client lacks a scope")]
    ScopeMissing {
        /// The administration client.
        client: ClientId,
        /// The scopes that would do.
        scopes: Vec<String>,
        /// What the API said, when it was asked.
        said: Option<Box<Said>>,
    },
    /// No address at the host answers like the API.
    #[error("no self-service API at {host}")]
    NoApi {
        /// Host and port.
        host: String,
        /// The first answer.
        said: Box<Said>,
    },
    /// 400.
    #[error("the API does not accept what was sent")]
    Invalid(Said),
    /// 401 with a token that was fetched a moment ago.
    #[error("the API does not accept the token")]
    TokenRefused {
        /// The administration client.
        client: ClientId,
        /// What came back.
        said: Box<Said>,
    },
    /// 403 for a client that is another organisation's.
    #[error("the client is another organisation's")]
    OtherOrganisation {
        /// The client that was asked about.
        client: String,
        /// What came back.
        said: Box<Said>,
    },
    /// 404.
    #[error("no such client")]
    NotFound {
        /// The client that was asked about.
        client: String,
        /// What came back.
        said: Box<Said>,
    },
    /// 409: what was deactivated cannot be used again.
    #[error("deactivated, or there already")]
    Deactivated(Said),
    /// 428: the terms of use are not accepted.
    #[error("terms of use not accepted")]
    Terms(Said),
    /// 429.
    #[error("too many requests")]
    Busy(Said),
    /// A success that is not understood.
    #[error("the answer is not understood")]
    UnknownAnswer(Said),
    /// Anything else.
    #[error("refused")]
    Refused(Said),
    /// There are five already.
    #[error("the client has as many keys as it can")]
    TooManyKeys {
        /// Whose keys.
        client: ClientId,
    },
    /// The key id is another key's.
    #[error("{kid} is another key's")]
    KidTaken {
        /// Whose keys.
        client: ClientId,
        /// The key id.
        kid: String,
    },
    /// A key that must be there is not.
    #[error("{kid} is not registered")]
    KeyGone {
        /// Whose keys.
        client: ClientId,
        /// The key id.
        kid: String,
    },
    /// The client would be left without a key.
    #[error("{kid} is the last key")]
    LastKey {
        /// Whose keys.
        client: ClientId,
        /// The key id.
        kid: String,
    },
    /// Somebody else changes the keys all the time.
    #[error("somebody else changed it meanwhile")]
    ChangedMeanwhile {
        /// The client.
        client: ClientId,
        /// Key ids that came while we looked.
        came: Vec<String>,
        /// Key ids that went.
        went: Vec<String>,
    },
    /// Somebody else changed the client since it was read.
    #[error("somebody else changed the client meanwhile")]
    ClientChanged {
        /// The client.
        client: ClientId,
    },
    /// idporten.md 2.2 has no such client.
    #[error("no such combination")]
    Combination {
        /// What it is for.
        integration: String,
        /// Where it runs.
        application: String,
        /// How it proves itself.
        method: String,
    },
}

impl SelfServiceError {
    /// What was said by something that is not the API: a web page, nothing there, or an older address that sends one on. Where to is
    /// not followed, since the token is for this host alone.
    pub(super) fn elsewhere(&self) -> Option<&Said> {
        match self {
            Self::Http(HttpFailure::NotJson { said, .. }) => Some(said),
            Self::Refused(said) if said.status.is_some_and(|status| status == 404 || (300..400).contains(&status)) => Some(said),
            _ => None,
        }
    }

    /// Whether what was to be replaced is no longer what it was (RFC 9110 §15.5.13).
    pub(super) fn is_precondition_failed(&self) -> bool {
        matches!(self, Self::Refused(said) if said.status == Some(412))
    }
}

impl Explain for SelfServiceError {
    fn explain(&self) -> Problem {
        match self {
            Self::Environment(error) => error.explain(),
            Self::Http(failure) => failure.explain(),
            Self::Maskinporten(error) => error.explain(),
            Self::NotConnected => NOT_CONNECTED.problem().offer(Action::OpenPortal),
            Self::ScopeMissing { client, scopes, said } => Problem {
                said: said.as_deref().cloned(),
                ..SCOPE_MISSING.problem().with("client", client.as_str()).with("scopes", scopes.clone())
            },
            Self::NoApi { host, said } => NO_API.problem().with("host", host).said(said.as_ref().clone()).offer(Action::OpenPortal),
            Self::Invalid(said) => INVALID.problem().said(said.clone()),
            Self::TokenRefused { client, said } => {
                about(&TOKEN_REFUSED, client.as_str()).said(said.as_ref().clone()).offer(Action::TryAgain)
            }
            Self::OtherOrganisation { client, said } => {
                about(&OTHER_ORGANISATION, client).said(said.as_ref().clone()).offer(Action::ReviewClient)
            }
            Self::NotFound { client, said } => about(&NOT_FOUND, client).said(said.as_ref().clone()).offer(Action::ReviewClient),
            Self::Deactivated(said) => DEACTIVATED.problem().said(said.clone()).offer(Action::OpenPortal),
            Self::Terms(said) => TERMS.problem().said(said.clone()).offer(Action::OpenPortal).offer(Action::TryAgain),
            Self::Busy(said) => BUSY.problem().said(said.clone()).offer(Action::TryAgain),
            Self::UnknownAnswer(said) => UNKNOWN_ANSWER.problem().said(said.clone()).offer(Action::TryAgain).offer(Action::OpenPortal),
            Self::Refused(said) => REFUSED.problem().said(said.clone()).offer(Action::TryAgain).offer(Action::OpenPortal),
            Self::TooManyKeys { client } => {
                let most = i64::try_from(super::MOST_KEYS).unwrap_or(i64::MAX);
                about(&TOO_MANY_KEYS, client.as_str()).with("most", most).offer(Action::OpenPortal)
            }
            Self::KidTaken { client, kid } => about(&KID_TAKEN, client.as_str()).with("kid", kid).offer(Action::CreateKey),
            Self::KeyGone { client, kid } => about(&KEY_GONE, client.as_str()).with("kid", kid).offer(Action::RegisterKey),
            Self::LastKey { client, kid } => about(&LAST_KEY, client.as_str()).with("kid", kid).offer(Action::RenewKey),
            Self::ChangedMeanwhile { client, came, went } => {
                about(&CHANGED_MEANWHILE, client.as_str()).with("came", came.clone()).with("went", went.clone()).offer(Action::TryAgain)
            }
            Self::ClientChanged { client } => about(&CLIENT_CHANGED, client.as_str()).offer(Action::TryAgain),
            Self::Combination { integration, application, method } => {
                let problem = COMBINATION.problem().with("integration", integration).with("application", application);
                problem.with("method", method)
            }
        }
    }
}

fn about(code: &Code, client: &str) -> Problem {
    code.problem().with("client", client)
}
