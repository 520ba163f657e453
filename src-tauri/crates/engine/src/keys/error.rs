//! How work with keys fails.

use crate::problem::{Action, Explain, Problem};

codes! { "key":
    LOCKED = "vault_locked", turn: You;
    WRONG_PASSWORD = "vault_wrong_password", turn: You;
    KEYCHAIN_GONE = "keychain_gone", turn: You;
    DAMAGED = "vault_damaged", turn: You, facts: [file];
    UNWRITABLE = "vault_unwritable", turn: You, facts: [file];
    NOT_FOUND = "not_found", turn: You;
    NOT_RSA = "not_rsa", turn: You, facts: [algorithm];
    TOO_SMALL = "too_small", turn: You, facts: [bits];
    MALFORMED = "malformed", turn: You;
    CANCELLED = "cancelled", turn: You;
    BAD_KEY_ID = "bad_key_id", turn: You;
}

/// How work with keys fails.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The vault waits for its password.
    #[error("the vault is locked")]
    Locked,
    /// The vault's password does not open it.
    #[error("wrong vault password")]
    WrongPassword,
    /// The operating system's keychain does not answer, or its item is gone.
    #[error("the keychain does not answer or has lost the vault's identity")]
    KeychainGone,
    /// The vault's file cannot be decrypted or parsed; it was set aside.
    #[error("the vault's file is damaged")]
    Damaged {
        /// File name it was set aside under.
        file: String,
    },
    /// The vault's file cannot be written or read.
    #[error("the vault's file cannot be written")]
    Unwritable {
        /// File name, without folder.
        file: String,
    },
    /// No such key in this profile.
    #[error("no such key")]
    NotFound,
    /// Recognised, and of no use to Maskinporten, which takes RSA alone.
    #[error("not an RSA key: {algorithm}")]
    NotRsa {
        /// `EC`, `Ed25519`, `RSASSA-PSS` or an OID.
        algorithm: String,
    },
    /// Below 2048 bits.
    #[error("RSA key of {bits} bits is too small")]
    TooSmall {
        /// Modulus length.
        bits: i64,
    },
    /// Not a PKCS#8 key, or its parts do not belong together.
    #[error("malformed key")]
    Malformed,
    /// The person stopped the making of the key.
    #[error("cancelled")]
    Cancelled,
    /// Not letters, digits, `.`, `_`, `-`.
    #[error("not a key id")]
    BadKeyId,
}

impl Explain for KeyError {
    fn explain(&self) -> Problem {
        match self {
            Self::Locked => LOCKED.problem().offer(Action::UnlockVault),
            Self::WrongPassword => WRONG_PASSWORD.problem().offer(Action::UnlockVault),
            Self::KeychainGone => KEYCHAIN_GONE.problem().offer(Action::TryAgain),
            Self::Damaged { file } => DAMAGED.problem().with("file", file).offer(Action::CreateKey),
            Self::Unwritable { file } => UNWRITABLE.problem().with("file", file).offer(Action::TryAgain),
            Self::NotFound => NOT_FOUND.problem().offer(Action::CreateKey),
            Self::NotRsa { algorithm } => NOT_RSA.problem().with("algorithm", algorithm).offer(Action::CreateKey),
            Self::TooSmall { bits } => TOO_SMALL.problem().with("bits", *bits).offer(Action::CreateKey),
            Self::Malformed => MALFORMED.problem().offer(Action::PickFile),
            Self::Cancelled => CANCELLED.problem().offer(Action::TryAgain),
            Self::BadKeyId => BAD_KEY_ID.problem().offer(Action::RegisterKey),
        }
    }
}
