//! How obtaining a token fails.

use super::refusals::Refused;
use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::keys::KeyError;
use crate::problem::{Action, Explain, Problem};

codes! { "maskinporten":
    NO_SCOPES = "no_scopes", turn: You;
    NO_CHAIN = "no_chain", turn: You;
    OTHER_ISSUER = "other_issuer", turn: You, facts: [ours, theirs];
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
    SYSTEM_USER = "system_user", turn: YourOrganisation;
    OWN_CONSUMER = "own_consumer", turn: You;
    UNKNOWN_KEY = "unknown_key", turn: You, facts: [client, kid];
    KEY_REQUIRED = "key_required", turn: You, facts: [client];
    FORM = "form", turn: Us;
    REFUSED = "refused", turn: Service;
}

/// How obtaining a token fails.
#[derive(Debug, thiserror::Error)]
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
    /// Maskinporten said no.
    #[error("refused: {}", .0.code())]
    Refused(Box<Refused>),
}

impl MaskinportenError {
    /// Whether the key is not known, which passes when it was registered a moment ago.
    #[must_use]
    pub fn is_unknown_key(&self) -> bool {
        matches!(self, Self::Refused(refused) if refused.code() == UNKNOWN_KEY.name)
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
            Self::Refused(refused) => refused.explain(),
        }
    }
}
