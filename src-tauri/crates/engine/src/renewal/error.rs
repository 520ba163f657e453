//! How a renewal fails. It stays where it was, and the client has a key that works.

use crate::keys::KeyError;
use crate::maskinporten::MaskinportenError;
use crate::problem::{Action, Explain, Problem};
use crate::selfservice::SelfServiceError;

codes! { "renewal":
    NO_SCOPES = "no_scopes", turn: You;
    OUT_OF_ORDER = "out_of_order", turn: Us, facts: [stage];
    OVER = "over", turn: You;
    NOT_PROVED = "not_proved", turn: You, facts: [kid];
    NEW_KEY_GONE = "new_key_gone", turn: You, facts: [client, kid];
    OLD_KEY_UNPROVED = "old_key_unproved", turn: You, facts: [kid];
    OTHER_KEY = "other_key", turn: You, facts: [kid];
}

/// How a renewal fails.
#[derive(Debug, thiserror::Error)]
pub enum RenewalError {
    /// The key store.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The self-service API.
    #[error(transparent)]
    SelfService(#[from] SelfServiceError),
    /// Maskinporten gives no token.
    #[error(transparent)]
    Maskinporten(#[from] MaskinportenError),
    /// There is nothing to prove the key by.
    #[error("no scope to prove the key by")]
    NoScopes,
    /// Another step is due.
    #[error("another step is due at {stage}")]
    OutOfOrder {
        /// How far it has come.
        stage: &'static str,
    },
    /// The old key is gone, and so is the way back.
    #[error("the renewal is over")]
    Over,
    /// The new key has given no token within this renewal.
    #[error("{kid} is not proved")]
    NotProved {
        /// The new key's name.
        kid: String,
    },
    /// The new key no longer stands on the client: somebody overwrote it.
    #[error("{kid} is not registered any more")]
    NewKeyGone {
        /// The client.
        client: String,
        /// The new key's name.
        kid: String,
    },
    /// Going back to the old key would leave the client without one that works.
    #[error("{kid} gives no token")]
    OldKeyUnproved {
        /// The old key's name.
        kid: String,
        /// Why.
        cause: Box<MaskinportenError>,
    },
    /// The name that was told is the old key's.
    #[error("{kid} is the old key's")]
    OtherKey {
        /// What was told.
        kid: String,
    },
}

impl Explain for RenewalError {
    fn explain(&self) -> Problem {
        match self {
            Self::Key(error) => error.explain(),
            Self::SelfService(error) => error.explain(),
            Self::Maskinporten(error) => error.explain(),
            Self::NoScopes => NO_SCOPES.problem().offer(Action::ReviewClient),
            Self::OutOfOrder { stage } => OUT_OF_ORDER.problem().with("stage", *stage),
            Self::Over => OVER.problem(),
            Self::NotProved { kid } => NOT_PROVED.problem().with("kid", kid).offer(Action::TryAgain),
            Self::NewKeyGone { client, kid } => NEW_KEY_GONE.problem().with("client", client).with("kid", kid).offer(Action::OpenPortal),
            Self::OldKeyUnproved { kid, cause } => {
                Problem { said: cause.explain().said, ..OLD_KEY_UNPROVED.problem().with("kid", kid).offer(Action::TryAgain) }
            }
            Self::OtherKey { kid } => OTHER_KEY.problem().with("kid", kid).offer(Action::OpenPortal),
        }
    }
}
