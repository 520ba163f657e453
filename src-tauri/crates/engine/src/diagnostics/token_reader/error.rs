//! What a pasted text is when it is no token that can be read.

use super::pasted::LIMIT;
use crate::problem::{Explain, Problem};

codes! { "token":
    EMPTY = "empty", turn: You;
    TOO_LONG = "too_long", turn: You, facts: [limit];
    NOT_A_TOKEN = "not_a_token", turn: You;
    OPAQUE = "opaque", turn: You;
    ENCRYPTED = "encrypted", turn: You;
    CUT_OFF = "cut_off", turn: You;
    DAMAGED = "damaged", turn: You;
    PRIVATE_KEY = "private_key", turn: You;
    PUBLIC_KEY = "public_key", turn: You;
    REFUSAL = "refusal", turn: You, facts: [error];
}

/// What a pasted text is when it is no token that can be read. Carries nothing of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenReaderError {
    /// Nothing but white space.
    #[error("nothing was pasted")]
    Empty,
    /// More than any token.
    #[error("longer than {LIMIT} bytes")]
    TooLong,
    /// Something else.
    #[error("not a token")]
    NotAToken,
    /// A token that says nothing to anybody but its issuer (idporten.md 10).
    #[error("an opaque token")]
    Opaque,
    /// Five parts (RFC 7516 §7.1): readable with its receiver's key alone.
    #[error("an encrypted token")]
    Encrypted,
    /// The beginning of one.
    #[error("a part of a token")]
    CutOff,
    /// Three parts, of which the first two hold no JSON.
    #[error("a damaged token")]
    Damaged,
    /// A private key in PEM or as a JWK.
    #[error("a private key")]
    PrivateKey,
    /// A public key or a certificate.
    #[error("a public key")]
    PublicKey,
    /// A token endpoint's answer without a token in it (RFC 6749 §5.2).
    #[error("a refusal: {error}")]
    Refusal {
        /// `error`.
        error: String,
    },
}

impl Explain for TokenReaderError {
    fn explain(&self) -> Problem {
        match self {
            Self::Empty => EMPTY.problem(),
            Self::TooLong => TOO_LONG.problem().with("limit", i64::try_from(LIMIT / 1024).unwrap_or_default()),
            Self::NotAToken => NOT_A_TOKEN.problem(),
            Self::Opaque => OPAQUE.problem(),
            Self::Encrypted => ENCRYPTED.problem(),
            Self::CutOff => CUT_OFF.problem(),
            Self::Damaged => DAMAGED.problem(),
            Self::PrivateKey => PRIVATE_KEY.problem(),
            Self::PublicKey => PUBLIC_KEY.problem(),
            Self::Refusal { error } => REFUSAL.problem().with("error", error),
        }
    }
}
