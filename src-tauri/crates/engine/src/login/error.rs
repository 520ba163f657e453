//! How a login fails.

use super::id_token::IdTokenError;
use super::refusal::Refused;
use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::jose::JoseError;
use crate::keys::KeyError;
use crate::maskinporten::MaskinportenError;
use crate::problem::{Action, Explain, Fact, Problem, Said};

codes! { "login":
    CANCELLED_HERE = "cancelled_here", turn: You;
    TIMED_OUT = "timed_out", turn: You, facts: [redirect_uri, strangers];
    PORT_TAKEN = "port_taken", turn: You, facts: [port];
    NO_LISTENER = "no_listener", turn: You;
    NO_BROWSER = "no_browser", turn: You;
    STATE_MISMATCH = "state_mismatch", turn: You;
    STATE_MISSING = "state_missing", turn: Service;
    ANSWER_DOUBLED = "answer_doubled", turn: Service, facts: [member];
    ISSUER_MISSING = "issuer_missing", turn: Service, facts: [expected];
    ISSUER_MISMATCH = "issuer_mismatch", turn: Service, facts: [expected, got];
    METADATA_ISSUER = "metadata_issuer", turn: Service, facts: [expected, got];
    METADATA_INCOMPLETE = "metadata_incomplete", turn: Service, facts: [member];
    METADATA_ADDRESS = "metadata_address", turn: Service, facts: [member, got];
    ANSWER_INCOMPLETE = "answer_incomplete", turn: Service, facts: [member];
    NO_RANDOMNESS = "no_randomness", turn: Us;
    LEVEL_UNKNOWN = "level_unknown", turn: You, facts: [asked];
    LEVEL_RETIRED = "level_retired", turn: You, facts: [asked];
    LEVEL_NOT_OFFERED = "level_not_offered", turn: You, facts: [asked, offered];
    NOT_OFFERED = "not_offered", turn: Service, facts: [member];
    TEST_USER_IN_PRODUCTION = "test_user_in_production", turn: You;
    TEST_USER_NOT_SYNTHETIC = "test_user_not_synthetic", turn: You;
    TEST_USER_REFUSED = "test_user_refused", turn: You, facts: [redirect_uri];
    USER_INFO_REFUSED = "user_info_refused", turn: You;
    USER_INFO_SUBJECT = "user_info_subject", turn: Service;
    NO_REFRESH_TOKEN = "no_refresh_token", turn: You;
    REFRESH_REFUSED = "refresh_refused", turn: You;
    SESSION_OVER = "session_over", turn: You;
    TOKEN_TYPE = "token_type", turn: Service, facts: [asked, got];
}

/// How a login fails.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The person stopped it in this program, or started another login.
    #[error("cancelled")]
    CancelledHere,
    /// Nothing came back: the window was closed, or stays on an error page of the provider's.
    #[error("nobody came back in time")]
    TimedOut {
        /// What must be registered on the client.
        redirect_uri: String,
        /// How many requests came that were no answer.
        strangers: u32,
    },
    /// Another program has the fixed port.
    #[error("port {port} is taken")]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// The system lets us have no port on loopback.
    #[error("cannot listen on loopback")]
    NoListener,
    /// No browser could be started. It ends no login.
    #[error("no browser could be started")]
    NoBrowser,
    /// An answer came with another state than that of our request.
    #[error("the answer has another state")]
    StateMismatch,
    /// An answer came without state.
    #[error("the answer has no state")]
    StateMissing,
    /// An answer has a member twice, so that nobody can say which is meant (RFC 6749 §3.1).
    #[error("the answer has {member} twice")]
    AnswerDoubled {
        /// Its name.
        member: &'static str,
    },
    /// The answer to our request names no issuer, where metadata says that it does (RFC 9207 §2.4).
    #[error("the answer names no issuer")]
    IssuerMissing {
        /// Ours.
        expected: String,
    },
    /// The answer to our request names another issuer (RFC 9207 §2.4).
    #[error("the answer is of another issuer")]
    IssuerMismatch {
        /// Ours.
        expected: String,
        /// What stood there.
        got: String,
    },
    /// Metadata names another issuer than its address.
    #[error("metadata of another issuer")]
    MetadataIssuer {
        /// Ours.
        expected: String,
        /// What stood there.
        got: String,
    },
    /// Metadata lacks a member, or one says that it is not for us.
    #[error("metadata without {member}")]
    MetadataIncomplete {
        /// Its name.
        member: &'static str,
    },
    /// An address in metadata is none that may be used.
    #[error("metadata with an unusable {member}")]
    MetadataAddress {
        /// Its name.
        member: &'static str,
        /// What stood there.
        got: String,
    },
    /// An answer lacks a member.
    #[error("an answer without {member}")]
    AnswerIncomplete {
        /// Its name.
        member: &'static str,
    },
    /// The system has no random numbers.
    #[error("no randomness")]
    NoRandomness,
    /// No level is written so.
    #[error("{asked} is no level of assurance")]
    LevelUnknown {
        /// What was written.
        asked: String,
    },
    /// A level of the old ID-porten.
    #[error("{asked} was switched off")]
    LevelRetired {
        /// What was written.
        asked: String,
    },
    /// The provider has no such level.
    #[error("{asked} is not offered")]
    LevelNotOffered {
        /// What was asked for.
        asked: String,
        /// `acr_values_supported`.
        offered: Vec<String>,
    },
    /// The provider's metadata lacks what was asked for.
    #[error("the provider has no {member}")]
    NotOffered {
        /// The missing member.
        member: &'static str,
    },
    /// A login without a browser, in production.
    #[error("no test user in production")]
    TestUserInProduction,
    /// A test user with a real person's number.
    #[error("the test user is not synthetic")]
    TestUserNotSynthetic,
    /// The provider answered a test user with a page: an error, or one that only a person gets past.
    #[error("the test user was answered with a page")]
    TestUserRefused {
        /// What must be registered on the client.
        redirect_uri: String,
        /// The provider's words.
        said: Said,
    },
    /// Userinfo does not take the access token.
    #[error("userinfo refused")]
    UserInfoRefused {
        /// The provider's words.
        said: Said,
    },
    /// Userinfo tells of somebody else than the ID token.
    #[error("userinfo has another subject")]
    UserInfoSubject,
    /// The access token is over, and the client has nothing to renew it with.
    #[error("no refresh token")]
    NoRefreshToken,
    /// The refresh token was used, has expired, or is not for this client.
    #[error("the refresh token was refused")]
    RefreshRefused {
        /// The provider's words.
        said: Said,
    },
    /// Nobody is logged in any more.
    #[error("the session is over")]
    SessionOver,
    /// The tokens are of another type than asked for.
    #[error("asked for {asked}, got {got}")]
    TokenType {
        /// `DPoP` or `Bearer`.
        asked: &'static str,
        /// `token_type`.
        got: String,
    },
    /// The provider said no.
    #[error(transparent)]
    Refused(Box<Refused>),
    /// The ID token is not believed.
    #[error("the ID token is not believed: {0}")]
    IdToken(#[from] IdTokenError),
    /// The client's key could not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The client's certificate cannot be shown.
    #[error(transparent)]
    Credential(#[from] MaskinportenError),
    /// No whole answer.
    #[error(transparent)]
    Http(#[from] HttpFailure),
    /// The environment has no such provider.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
}

impl From<JoseError> for LoginError {
    fn from(error: JoseError) -> Self {
        Self::IdToken(error.into())
    }
}

impl Explain for LoginError {
    fn explain(&self) -> Problem {
        use Action::{LogInAgain, ReviewClient, ReviewStart};
        match self {
            Self::CancelledHere => CANCELLED_HERE.problem().offer(LogInAgain),
            Self::TimedOut { redirect_uri, strangers } => TIMED_OUT
                .problem()
                .with("redirect_uri", redirect_uri)
                .with("strangers", i64::from(*strangers))
                .offer(LogInAgain)
                .offer(ReviewClient),
            Self::PortTaken { port } => PORT_TAKEN.problem().with("port", port.to_string()).offer(LogInAgain).offer(ReviewClient),
            Self::NoListener => NO_LISTENER.problem().offer(LogInAgain),
            Self::NoBrowser => NO_BROWSER.problem().offer(LogInAgain),
            Self::StateMismatch => STATE_MISMATCH.problem().offer(LogInAgain),
            Self::StateMissing => STATE_MISSING.problem().offer(LogInAgain),
            Self::AnswerDoubled { member } => ANSWER_DOUBLED.problem().with("member", *member).offer(LogInAgain),
            Self::IssuerMissing { expected } => ISSUER_MISSING.problem().with("expected", expected).offer(LogInAgain),
            Self::IssuerMismatch { expected, got } => mismatch(ISSUER_MISMATCH.problem(), expected, got).offer(LogInAgain),
            Self::MetadataIssuer { expected, got } => mismatch(METADATA_ISSUER.problem(), expected, got).offer(ReviewStart),
            Self::MetadataAddress { member, got } => METADATA_ADDRESS.problem().with("member", *member).with("got", got).offer(ReviewStart),
            Self::MetadataIncomplete { member } => METADATA_INCOMPLETE.problem().with("member", *member).offer(ReviewStart),
            Self::AnswerIncomplete { member } => ANSWER_INCOMPLETE.problem().with("member", *member).offer(LogInAgain),
            Self::NoRandomness => NO_RANDOMNESS.problem().offer(LogInAgain),
            Self::LevelUnknown { asked } => LEVEL_UNKNOWN.problem().with("asked", asked),
            Self::LevelRetired { asked } => LEVEL_RETIRED.problem().with("asked", asked),
            Self::LevelNotOffered { asked, offered } => {
                LEVEL_NOT_OFFERED.problem().with("asked", asked).with("offered", Fact::List(offered.clone())).offer(LogInAgain)
            }
            Self::NotOffered { member } => NOT_OFFERED.problem().with("member", *member),
            Self::TestUserInProduction => TEST_USER_IN_PRODUCTION.problem(),
            Self::TestUserNotSynthetic => TEST_USER_NOT_SYNTHETIC.problem(),
            Self::TestUserRefused { redirect_uri, said } => {
                TEST_USER_REFUSED.problem().with("redirect_uri", redirect_uri).offer(ReviewClient).said(said.clone())
            }
            Self::UserInfoRefused { said } => USER_INFO_REFUSED.problem().offer(LogInAgain).said(said.clone()),
            Self::UserInfoSubject => USER_INFO_SUBJECT.problem().offer(LogInAgain),
            Self::NoRefreshToken => NO_REFRESH_TOKEN.problem().offer(LogInAgain),
            Self::RefreshRefused { said } => REFRESH_REFUSED.problem().offer(LogInAgain).said(said.clone()),
            Self::SessionOver => SESSION_OVER.problem().offer(LogInAgain),
            Self::TokenType { asked, got } => TOKEN_TYPE.problem().with("asked", *asked).with("got", got).offer(LogInAgain),
            Self::Refused(refused) => refused.explain(),
            Self::IdToken(error) => error.explain(),
            Self::Key(error) => error.explain(),
            Self::Credential(error) => error.explain(),
            Self::Http(failure) => failure.explain(),
            Self::Environment(error) => error.explain(),
        }
    }
}

fn mismatch(problem: Problem, expected: &str, got: &str) -> Problem {
    problem.with("expected", expected).with("got", got)
}
