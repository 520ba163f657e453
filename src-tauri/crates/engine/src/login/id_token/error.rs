//! Why an ID token is not believed.

use super::claims::readable;
use crate::jose::JoseError;
use crate::problem::{Action, Explain, Fact, Problem};
use crate::scrub::scrub;

codes! { "login":
    MALFORMED = "malformed_token", turn: Service;
    UNSIGNED = "unsigned_token", turn: Service;
    ALGORITHM = "algorithm", turn: Service, facts: [algorithm];
    UNKNOWN_KEY = "unknown_key", turn: Service;
    UNNAMED_KEY = "unnamed_key", turn: Service;
    SIGNATURE = "signature", turn: Service;
    ISSUER = "token_issuer", turn: Service, facts: [expected, got];
    AUDIENCE = "token_audience", turn: Service, facts: [expected, got];
    AUDIENCES = "token_audiences", turn: Service, facts: [got];
    INCOMPLETE = "token_incomplete", turn: Service, facts: [claim];
    WRONG_CLAIM = "token_claims", turn: Service, facts: [claim];
    EXPIRED = "expired_token", turn: Service, facts: [seconds];
    FUTURE = "future_token", turn: Service, facts: [seconds];
    CLOCK = "clock", turn: You, facts: [seconds];
    NONCE_MISSING = "nonce_missing", turn: Service;
    NONCE_MISMATCH = "nonce_mismatch", turn: Service;
    LEVEL_TOO_LOW = "level_too_low", turn: You, facts: [asked, got];
    STALE_AUTHENTICATION = "stale_authentication", turn: Service, facts: [seconds];
    TEST_IDENTITY = "test_identity", turn: You;
}

/// Why an ID token is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenError {
    /// No signed JWT, or one with header members that must be understood and are not.
    #[error("malformed")]
    Malformed,
    /// `alg` is `none`.
    #[error("not signed")]
    Unsigned,
    /// Anything but RS256.
    #[error("signed with {algorithm}")]
    Algorithm {
        /// `alg`.
        algorithm: String,
    },
    /// It names a key that is not published, also when asked twice.
    #[error("the key is not published")]
    UnknownKey,
    /// It names no key, and several are published (OpenID Connect Core 1.0 §10.1).
    #[error("names no key, and there are several")]
    UnnamedKey,
    /// It is signed with another key than the published one.
    #[error("signed by somebody else")]
    Signature,
    /// `iss` is another provider.
    #[error("of another issuer")]
    Issuer {
        /// Ours.
        expected: String,
        /// What stood there.
        got: String,
    },
    /// `aud` or `azp` is another client.
    #[error("for another client")]
    Audience {
        /// Ours.
        expected: String,
        /// What stood there.
        got: String,
    },
    /// `aud` has other clients beside ours, whom nobody here trusts (OpenID Connect Core 1.0 §3.1.3.7 no 3).
    #[error("for other clients too")]
    Audiences {
        /// All of them.
        got: Vec<String>,
    },
    /// A claim is missing.
    #[error("without {claim}")]
    Incomplete {
        /// Its name.
        claim: &'static str,
    },
    /// A claim has not the form that it must have.
    #[error("{claim} is wrong")]
    WrongClaim {
        /// Its name.
        claim: &'static str,
    },
    /// It had ended when it came.
    #[error("expired {seconds} s ago")]
    Expired {
        /// How long ago.
        seconds: i64,
    },
    /// It is not valid yet, by the service's own clock.
    #[error("{seconds} s in the future")]
    Future {
        /// How far.
        seconds: i64,
    },
    /// It is not valid yet by this computer's clock, and the service has not told the time.
    #[error("{seconds} s in the future, by our clock")]
    Clock {
        /// How far.
        seconds: i64,
    },
    /// Nothing ties it to our request.
    #[error("without nonce")]
    NonceMissing,
    /// It belongs to another request.
    #[error("another nonce")]
    NonceMismatch,
    /// The person logged in at a lower level than asked for.
    #[error("logged in at {got}, asked for {asked}")]
    LevelTooLow {
        /// `acr_values`.
        asked: String,
        /// `acr`.
        got: String,
    },
    /// A new login was asked for, and an earlier one came.
    #[error("logged in {seconds} s before the request")]
    StaleAuthentication {
        /// How long before.
        seconds: i64,
    },
    /// TestID where only real people may be.
    #[error("a test identity in production")]
    TestIdentity,
}

impl From<JoseError> for IdTokenError {
    fn from(error: JoseError) -> Self {
        match error {
            JoseError::Malformed => Self::Malformed,
            JoseError::Algorithm(algorithm) if algorithm.eq_ignore_ascii_case("none") => Self::Unsigned,
            JoseError::Algorithm(algorithm) => Self::Algorithm { algorithm: shown(&algorithm) },
            JoseError::UnknownKey => Self::UnknownKey,
            JoseError::UnnamedKey => Self::UnnamedKey,
            JoseError::Signature => Self::Signature,
        }
    }
}

impl Explain for IdTokenError {
    fn explain(&self) -> Problem {
        let again = |problem: Problem| problem.offer(Action::LogInAgain);
        match self {
            Self::Malformed => again(MALFORMED.problem()),
            Self::Unsigned => again(UNSIGNED.problem()),
            Self::Algorithm { algorithm } => again(ALGORITHM.problem().with("algorithm", algorithm)),
            Self::UnknownKey => again(UNKNOWN_KEY.problem()),
            Self::UnnamedKey => again(UNNAMED_KEY.problem()),
            Self::Signature => again(SIGNATURE.problem()),
            Self::Issuer { expected, got } => again(ISSUER.problem().with("expected", expected).with("got", got)),
            Self::Audience { expected, got } => {
                again(AUDIENCE.problem().with("expected", expected).with("got", got)).offer(Action::ReviewClient)
            }
            Self::Audiences { got } => again(AUDIENCES.problem().with("got", Fact::List(got.clone()))),
            Self::Incomplete { claim } => again(INCOMPLETE.problem().with("claim", *claim)),
            Self::WrongClaim { claim } => again(WRONG_CLAIM.problem().with("claim", *claim)),
            Self::Expired { seconds } => again(EXPIRED.problem().with("seconds", *seconds)),
            Self::Future { seconds } => again(FUTURE.problem().with("seconds", *seconds)),
            Self::Clock { seconds } => again(CLOCK.problem().with("seconds", *seconds)),
            Self::NonceMissing => again(NONCE_MISSING.problem()),
            Self::NonceMismatch => again(NONCE_MISMATCH.problem()),
            Self::LevelTooLow { asked, got } => again(LEVEL_TOO_LOW.problem().with("asked", asked).with("got", got)),
            Self::StaleAuthentication { seconds } => again(STALE_AUTHENTICATION.problem().with("seconds", *seconds)),
            Self::TestIdentity => again(TEST_IDENTITY.problem()).offer(Action::ReviewStart),
        }
    }
}

/// The beginning of what stood there, without what may be a secret: a hostile provider writes what it likes.
pub(in crate::login) fn shown(text: &str) -> String {
    scrub(&readable(text).chars().take(200).collect::<String>())
}
