//! How obtaining a token fails.

use super::refusals::Refused;
use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::keys::KeyError;
use crate::problem::{Action, Code, Explain, Problem, Said};

codes! { "maskinporten":
    NO_SCOPES = "no_scopes", turn: You;
    NO_CHAIN = "no_chain", turn: You;
    OTHER_ISSUER = "other_issuer", turn: You, facts: [ours, theirs];
    OTHER_HOST = "other_host", turn: You, facts: [ours, theirs];
    BUSY = "busy", turn: Service;
    MALFORMED = "malformed", turn: Us;
    REPLAYED = "replayed", turn: Network;
    CLIENT = "client_unknown", turn: You, facts: [client];
    AUDIENCE = "audience", turn: You, facts: [audience];
    CERTIFICATE = "certificate_refused", turn: YourOrganisation;
    KEY_EXPIRED = "key_expired", turn: You, facts: [kid];
    OTHER_ORGANISATION = "other_organisation", turn: You, facts: [client];
    CHAIN = "chain_unreadable", turn: Us;
    SIGNATURE = "signature", turn: You, facts: [kid];
    GRANT_EXPIRED = "grant_expired", turn: You;
    ISSUED_LATER = "issued_later", turn: You;
    CLOCK = "clock", turn: You, facts: [seconds];
    SCOPE_NOT_REGISTERED = "scope_not_registered", turn: You, facts: [client, scopes];
    SCOPE_FOR_PEOPLE = "scope_for_people", turn: You, facts: [scopes];
    SCOPE_NOT_GRANTED = "scope_not_granted", turn: Service, facts: [scopes];
    NOT_DELEGATED = "not_delegated", turn: YourOrganisation, facts: [scopes];
    SCOPE_REFUSED = "scope_refused", turn: You, facts: [scopes];
    DETAILS_TYPE = "details_type", turn: Us;
    DETAILS_FIELDS = "details_fields", turn: Us;
    /// `lookup`: the code of what kept us from seeing which cause it has.
    SYSTEM_USER = "system_user", turn: YourOrganisation, facts: [lookup];
    /// What was asked for, and what the token says in its place.
    OTHER_SYSTEM_USER = "other_system_user", turn: Service, facts: [ours, theirs];
    OWN_CONSUMER = "own_consumer", turn: You;
    UNKNOWN_KEY = "unknown_key", turn: You, facts: [client, kid];
    KEY_REQUIRED = "key_required", turn: You, facts: [client];
    FORM = "form", turn: Us;
    /// `answer` is Maskinporten's own code, else OAuth's, else the HTTP status.
    REFUSED = "refused", turn: Service, facts: [answer];
}

/// How obtaining a token fails.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MaskinportenError {
    /// The environment has no Maskinporten.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// No whole answer came.
    #[error(transparent)]
    Http(#[from] HttpFailure),
    /// The key cannot sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Not one scope was ordered.
    #[error("no scope ordered")]
    NoScopes,
    /// No certificate to send.
    #[error("the certificate chain is empty")]
    NoChain,
    /// Metadata, or the token, names another issuer than the environment.
    #[error("issuer is {theirs}, not {ours}")]
    OtherIssuer {
        /// The environment's.
        ours: String,
        /// What stood there.
        theirs: String,
    },
    /// Metadata sends us to another host than its own; a grant goes to nobody else.
    #[error("metadata of {ours} names {theirs}")]
    OtherHost {
        /// Host and port of the environment's Maskinporten.
        ours: String,
        /// Host and port that the metadata names.
        theirs: String,
    },
    /// The token acts as another system user than was asked for, so it is not used.
    #[error("acts as {theirs}, not as {ours}")]
    OtherSystemUser {
        /// Owner, system or id, whichever differs.
        ours: String,
        /// The token's; empty when it says none.
        theirs: String,
    },
    /// Asked too often (RFC 6585 §4).
    #[error("asked too often")]
    Busy {
        /// Seconds to wait, when it was said.
        retry_after: Option<u64>,
        /// The answer.
        said: Said,
    },
    /// Maskinporten said no.
    #[error("refused: {}", .0.code())]
    Refused(Box<Refused>),
}

impl MaskinportenError {
    /// Whether the key is not known, which passes when it was registered a moment ago.
    #[must_use]
    pub fn is_unknown_key(&self) -> bool {
        self.is_refusal(&UNKNOWN_KEY)
    }

    /// Whether Altinn finds no system user, which passes when one was approved a moment ago.
    #[must_use]
    pub fn is_no_system_user(&self) -> bool {
        self.is_refusal(&SYSTEM_USER)
    }

    /// Whether nothing was decided: the line, the service's own failure, too many questions. It may be asked again, with a new grant.
    #[must_use]
    pub const fn is_outage(&self) -> bool {
        use HttpFailure::{Dropped, ServerError, TimedOut, Unreachable};
        matches!(self, Self::Busy { .. } | Self::Http(Unreachable { .. } | TimedOut { .. } | Dropped { .. } | ServerError { .. }))
    }

    /// Whether what Maskinporten said about itself may be old: another audience is expected, or nobody answered as an issuer does.
    pub(super) fn doubts_metadata(&self) -> bool {
        !matches!(self, Self::Refused(_)) || self.is_refusal(&AUDIENCE)
    }

    /// Seconds to wait, when the service has said it.
    pub(super) const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    fn is_refusal(&self, code: &Code) -> bool {
        matches!(self, Self::Refused(refused) if refused.code() == code.name)
    }
}

impl Explain for MaskinportenError {
    fn explain(&self) -> Problem {
        match self {
            Self::Environment(error) => error.explain(),
            Self::Http(failure) => failure.explain(),
            Self::Key(error) => error.explain(),
            Self::NoScopes => NO_SCOPES.problem().offer(Action::ReviewClient),
            Self::NoChain => NO_CHAIN.problem().offer(Action::PickFile).offer(Action::UseKey),
            Self::OtherIssuer { ours, theirs } => {
                OTHER_ISSUER.problem().with("ours", ours).with("theirs", theirs).offer(Action::ReviewStart)
            }
            Self::OtherHost { ours, theirs } => OTHER_HOST.problem().with("ours", ours).with("theirs", theirs).offer(Action::ReviewStart),
            Self::OtherSystemUser { ours, theirs } => {
                OTHER_SYSTEM_USER.problem().with("ours", ours).with("theirs", theirs).offer(Action::TryAgain)
            }
            Self::Busy { said, .. } => BUSY.problem().offer(Action::TryAgain).said(said.clone()),
            Self::Refused(refused) => refused.explain(),
        }
    }
}
