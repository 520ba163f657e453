//! How a login fails.

use crate::environment::EnvironmentError;
use crate::http::HttpFailure;
use crate::jose::JoseError;
use crate::keys::KeyError;
use crate::maskinporten::MaskinportenError;
use crate::problem::{Action, Explain, Fact, Problem, Said};

codes! { "login":
    CANCELLED_BY_PERSON = "cancelled_by_person", turn: You;
    CANCELLED_HERE = "cancelled_here", turn: You;
    TIMED_OUT = "timed_out", turn: You, facts: [redirect_uri, strangers];
    PORT_TAKEN = "port_taken", turn: You, facts: [port];
    NO_LISTENER = "no_listener", turn: You;
    STATE_MISMATCH = "state_mismatch", turn: You;
    ISSUER_MISMATCH = "issuer_mismatch", turn: Service, facts: [expected, got];
    METADATA_ISSUER = "metadata_issuer", turn: Service, facts: [expected, got];
    METADATA_INCOMPLETE = "metadata_incomplete", turn: Service, facts: [member];
    ANSWER_INCOMPLETE = "answer_incomplete", turn: Service, facts: [member];
    NONCE_MISMATCH = "nonce_mismatch", turn: Service;
    MALFORMED = "malformed_token", turn: Service;
    SIGNATURE = "signature", turn: Service;
    UNKNOWN_KEY = "unknown_key", turn: Service;
    ALGORITHM = "algorithm", turn: Service, facts: [algorithm];
    WRONG_CLAIM = "token_claims", turn: Service, facts: [claim];
    EXPIRED = "expired_token", turn: Service, facts: [seconds];
    CLOCK = "clock", turn: You, facts: [seconds];
    LEVEL_TOO_LOW = "level_too_low", turn: You, facts: [asked, got];
    LEVEL_REFUSED = "level_refused", turn: You, facts: [asked];
    TEST_IDENTITY = "test_identity", turn: You;
    SCOPE_REFUSED = "scope_refused", turn: You, facts: [scopes];
    CLIENT_REFUSED = "client_refused", turn: You;
    GRANT_REFUSED = "grant_refused", turn: You;
    UNAVAILABLE = "unavailable", turn: Service;
    REFUSED = "refused", turn: Service, facts: [error];
    NO_RANDOMNESS = "no_randomness", turn: Us;
    LEVEL_UNKNOWN = "level_unknown", turn: You, facts: [asked];
    LEVEL_RETIRED = "level_retired", turn: You, facts: [asked];
    LEVEL_NOT_OFFERED = "level_not_offered", turn: You, facts: [asked, offered];
    NOT_OFFERED = "not_offered", turn: Service, facts: [member];
    STALE_AUTHENTICATION = "stale_authentication", turn: Service, facts: [seconds];
    INTERACTION_REQUIRED = "interaction_required", turn: You;
    REQUEST_LAPSED = "request_lapsed", turn: You;
    TEST_USER_IN_PRODUCTION = "test_user_in_production", turn: You;
    TEST_USER_NOT_SYNTHETIC = "test_user_not_synthetic", turn: You;
    USER_INFO_REFUSED = "user_info_refused", turn: You;
    USER_INFO_SUBJECT = "user_info_subject", turn: Service;
    NO_REFRESH_TOKEN = "no_refresh_token", turn: You;
    REFRESH_REFUSED = "refresh_refused", turn: You;
    SESSION_OVER = "session_over", turn: You;
    TOKEN_TYPE = "token_type", turn: Service, facts: [asked, got];
    PROOF_REFUSED = "proof_refused", turn: Service;
}

/// How a login fails.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The person declined on the provider's page.
    #[error("the person cancelled the login")]
    CancelledByPerson {
        /// The provider's words.
        said: Said,
    },
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
    /// An answer came with another state than that of our request.
    #[error("the answer has another state")]
    StateMismatch,
    /// The answer to our request names another issuer, or none (RFC 9207 §2.4).
    #[error("the answer is of another issuer")]
    IssuerMismatch {
        /// Ours.
        expected: String,
        /// What stood there; empty when nothing did.
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
    /// Metadata lacks a member, or it is no address that may be used.
    #[error("metadata without a usable {member}")]
    MetadataIncomplete {
        /// Its name.
        member: &'static str,
    },
    /// An answer lacks a member.
    #[error("an answer without {member}")]
    AnswerIncomplete {
        /// Its name.
        member: &'static str,
    },
    /// The ID token belongs to another request.
    #[error("the ID token has another nonce")]
    NonceMismatch,
    /// The ID token is no JWT with claims in the forms they must have.
    #[error("the ID token is malformed")]
    Malformed,
    /// The ID token is signed with a key that is not the published one.
    #[error("the ID token is signed by somebody else")]
    Signature,
    /// The ID token names a key that is not published, also when asked twice.
    #[error("the ID token's key is not published")]
    UnknownKey,
    /// Anything but RS256.
    #[error("the ID token is signed with {algorithm}")]
    Algorithm {
        /// `alg`.
        algorithm: String,
    },
    /// A claim is missing, or is not what it must be.
    #[error("the ID token's {claim} is wrong")]
    WrongClaim {
        /// Its name.
        claim: &'static str,
    },
    /// The ID token had ended when it came.
    #[error("the ID token expired {seconds} s ago")]
    Expired {
        /// How long ago.
        seconds: i64,
    },
    /// The ID token is from the future, so this computer's clock is behind.
    #[error("the ID token is {seconds} s in the future")]
    Clock {
        /// How far.
        seconds: i64,
    },
    /// The person logged in at a lower level than asked for.
    #[error("logged in at {got}, asked for {asked}")]
    LevelTooLow {
        /// `acr_values`.
        asked: String,
        /// `acr`.
        got: String,
    },
    /// The provider cannot reach the level asked for.
    #[error("level {asked} cannot be reached")]
    LevelRefused {
        /// `acr_values`.
        asked: String,
        /// The provider's words.
        said: Said,
    },
    /// TestID where only real people may be.
    #[error("a test identity in production")]
    TestIdentity,
    /// A scope is not on the client, so the whole login is refused.
    #[error("a scope was refused")]
    ScopeRefused {
        /// All that were asked for; the provider's words say which.
        scopes: Vec<String>,
        /// The provider's words.
        said: Said,
    },
    /// The provider does not know the client, or it is registered for something else.
    #[error("the client was refused")]
    ClientRefused {
        /// The provider's words.
        said: Said,
    },
    /// The code was used, has expired, or belongs to another request.
    #[error("the code was refused")]
    GrantRefused {
        /// The provider's words.
        said: Said,
    },
    /// The provider says that it has trouble.
    #[error("the provider has trouble")]
    Unavailable {
        /// The provider's words.
        said: Said,
    },
    /// A refusal that we have no words for.
    #[error("refused: {error}")]
    Refused {
        /// `error`.
        error: String,
        /// The provider's words.
        said: Said,
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
    /// A new login was asked for, and an earlier one came.
    #[error("logged in {seconds} s before the request")]
    StaleAuthentication {
        /// How long before.
        seconds: i64,
    },
    /// A login without a page was asked for, and one is needed.
    #[error("the person must be asked")]
    InteractionRequired {
        /// The provider's words.
        said: Said,
    },
    /// The pushed request was used, or lay too long.
    #[error("the pushed request has lapsed")]
    RequestLapsed {
        /// The provider's words.
        said: Said,
    },
    /// A login without a browser, in production.
    #[error("no test user in production")]
    TestUserInProduction,
    /// A test user with a real person's number.
    #[error("the test user is not synthetic")]
    TestUserNotSynthetic,
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
    /// The proof of the key was not taken (RFC 9449 §5).
    #[error("the DPoP proof was refused")]
    ProofRefused {
        /// The provider's words.
        said: Said,
    },
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
        match error {
            JoseError::Malformed => Self::Malformed,
            JoseError::Algorithm(algorithm) => Self::Algorithm { algorithm },
            JoseError::UnknownKey => Self::UnknownKey,
            JoseError::Signature => Self::Signature,
        }
    }
}

impl Explain for LoginError {
    fn explain(&self) -> Problem {
        use Action::{LogInAgain, OpenPortal, ReviewClient, ReviewStart};
        match self {
            Self::CancelledByPerson { said } => CANCELLED_BY_PERSON.problem().offer(LogInAgain).said(said.clone()),
            Self::CancelledHere => CANCELLED_HERE.problem().offer(LogInAgain),
            Self::TimedOut { redirect_uri, strangers } => TIMED_OUT
                .problem()
                .with("redirect_uri", redirect_uri)
                .with("strangers", i64::from(*strangers))
                .offer(LogInAgain)
                .offer(ReviewClient),
            Self::PortTaken { port } => PORT_TAKEN.problem().with("port", port.to_string()).offer(LogInAgain).offer(ReviewClient),
            Self::NoListener => NO_LISTENER.problem().offer(LogInAgain),
            Self::StateMismatch => STATE_MISMATCH.problem().offer(LogInAgain),
            Self::IssuerMismatch { expected, got } => mismatch(ISSUER_MISMATCH.problem(), expected, got).offer(LogInAgain),
            Self::MetadataIssuer { expected, got } => mismatch(METADATA_ISSUER.problem(), expected, got).offer(ReviewStart),
            Self::MetadataIncomplete { member } => METADATA_INCOMPLETE.problem().with("member", *member).offer(ReviewStart),
            Self::AnswerIncomplete { member } => ANSWER_INCOMPLETE.problem().with("member", *member).offer(LogInAgain),
            Self::NonceMismatch => NONCE_MISMATCH.problem().offer(LogInAgain),
            Self::Malformed => MALFORMED.problem().offer(LogInAgain),
            Self::Signature => SIGNATURE.problem().offer(LogInAgain),
            Self::UnknownKey => UNKNOWN_KEY.problem().offer(LogInAgain),
            Self::Algorithm { algorithm } => ALGORITHM.problem().with("algorithm", algorithm).offer(LogInAgain),
            Self::WrongClaim { claim } => WRONG_CLAIM.problem().with("claim", *claim).offer(LogInAgain),
            Self::Expired { seconds } => EXPIRED.problem().with("seconds", *seconds).offer(LogInAgain),
            Self::Clock { seconds } => CLOCK.problem().with("seconds", *seconds).offer(LogInAgain),
            Self::LevelTooLow { asked, got } => LEVEL_TOO_LOW.problem().with("asked", asked).with("got", got).offer(LogInAgain),
            Self::LevelRefused { asked, said } => {
                LEVEL_REFUSED.problem().with("asked", asked).offer(LogInAgain).offer(ReviewClient).said(said.clone())
            }
            Self::TestIdentity => TEST_IDENTITY.problem().offer(LogInAgain).offer(ReviewStart),
            Self::ScopeRefused { scopes, said } => {
                let scopes = Fact::List(scopes.clone());
                SCOPE_REFUSED.problem().with("scopes", scopes).offer(ReviewClient).offer(OpenPortal).said(said.clone())
            }
            Self::ClientRefused { said } => CLIENT_REFUSED.problem().offer(ReviewClient).offer(OpenPortal).said(said.clone()),
            Self::GrantRefused { said } => GRANT_REFUSED.problem().offer(LogInAgain).offer(ReviewClient).said(said.clone()),
            Self::Unavailable { said } => UNAVAILABLE.problem().offer(LogInAgain).said(said.clone()),
            Self::Refused { error, said } => REFUSED.problem().with("error", error).offer(LogInAgain).said(said.clone()),
            Self::NoRandomness => NO_RANDOMNESS.problem().offer(LogInAgain),
            Self::LevelUnknown { asked } => LEVEL_UNKNOWN.problem().with("asked", asked),
            Self::LevelRetired { asked } => LEVEL_RETIRED.problem().with("asked", asked),
            Self::LevelNotOffered { asked, offered } => {
                LEVEL_NOT_OFFERED.problem().with("asked", asked).with("offered", Fact::List(offered.clone())).offer(LogInAgain)
            }
            Self::NotOffered { member } => NOT_OFFERED.problem().with("member", *member),
            Self::StaleAuthentication { seconds } => STALE_AUTHENTICATION.problem().with("seconds", *seconds).offer(LogInAgain),
            Self::InteractionRequired { said } => INTERACTION_REQUIRED.problem().offer(LogInAgain).said(said.clone()),
            Self::RequestLapsed { said } => REQUEST_LAPSED.problem().offer(LogInAgain).said(said.clone()),
            Self::TestUserInProduction => TEST_USER_IN_PRODUCTION.problem(),
            Self::TestUserNotSynthetic => TEST_USER_NOT_SYNTHETIC.problem(),
            Self::UserInfoRefused { said } => USER_INFO_REFUSED.problem().offer(LogInAgain).said(said.clone()),
            Self::UserInfoSubject => USER_INFO_SUBJECT.problem().offer(LogInAgain),
            Self::NoRefreshToken => NO_REFRESH_TOKEN.problem().offer(LogInAgain),
            Self::RefreshRefused { said } => REFRESH_REFUSED.problem().offer(LogInAgain).said(said.clone()),
            Self::SessionOver => SESSION_OVER.problem().offer(LogInAgain),
            Self::TokenType { asked, got } => TOKEN_TYPE.problem().with("asked", *asked).with("got", got).offer(LogInAgain),
            Self::ProofRefused { said } => PROOF_REFUSED.problem().offer(LogInAgain).said(said.clone()),
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
