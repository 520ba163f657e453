//! How work with keys fails.

use crate::problem::{Action, Explain, Problem};

codes! { "key":
    LOCKED = "vault_locked", turn: You;
    WRONG_PASSWORD = "vault_wrong_password", turn: You;
    SHORT_PASSWORD = "vault_short_password", turn: You, facts: [least];
    KEYCHAIN_GONE = "keychain_gone", turn: You;
    KEYCHAIN_REFUSED = "keychain_refused", turn: You;
    MOVED = "vault_moved", turn: You;
    DAMAGED = "vault_damaged", turn: You, facts: [file];
    UNWRITABLE = "vault_unwritable", turn: You, facts: [file];
    DISK_FULL = "vault_disk_full", turn: You;
    READ_ONLY = "vault_read_only", turn: You, facts: [file];
    GONE = "vault_gone", turn: You, facts: [file];
    BUSY = "vault_busy", turn: You;
    NOT_FOUND = "not_found", turn: You;
    NOT_RSA = "not_rsa", turn: You, facts: [algorithm];
    TOO_SMALL = "too_small", turn: You, facts: [bits];
    TOO_LARGE = "too_large", turn: You, facts: [bits];
    BAD_EXPONENT = "bad_exponent", turn: You;
    MULTI_PRIME = "multi_prime", turn: You;
    INCONSISTENT = "inconsistent", turn: You;
    MALFORMED = "malformed", turn: You;
    OTHER_CERTIFICATE = "other_certificate", turn: You;
    PRIVATE_MEMBER = "private_member", turn: You, facts: [member];
    BACKUP_PASSWORD_SHORT = "backup_password_short", turn: You, facts: [least];
    CANCELLED = "cancelled", turn: You;
    BAD_KEY_ID = "bad_key_id", turn: You;
}

/// How work with keys fails.
#[derive(Debug, Clone, thiserror::Error)]
pub enum KeyError {
    /// The vault waits for its password.
    #[error("the vault is locked")]
    Locked,
    /// The vault's password does not open it.
    #[error("wrong vault password")]
    WrongPassword,
    /// A new password that is too easily guessed.
    #[error("the new password has fewer than {least} characters")]
    ShortPassword {
        /// What it needs at least.
        least: i64,
    },
    /// The operating system's keychain does not answer, or its item is gone.
    #[error("the keychain does not answer or has lost the vault's identity")]
    KeychainGone,
    /// The keychain did not do what it was asked for now; the vault is as it was.
    #[error("the keychain refused")]
    KeychainRefused,
    /// Sealed with another computer's keychain.
    #[error("the vault was sealed with another computer's keychain")]
    Moved,
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
    /// There is no space; what was there before is unchanged.
    #[error("no space left to write the vault's file")]
    DiskFull,
    /// The folder or the file is write-protected, or this person may not use it.
    #[error("the vault's file may not be used")]
    ReadOnly {
        /// File name, without folder.
        file: String,
    },
    /// It was there a while ago: the disk is disconnected, or somebody moved or removed it.
    #[error("the vault's file is gone")]
    Gone {
        /// File name, without folder.
        file: String,
    },
    /// Another program has been changing the vault for long.
    #[error("another program is changing the vault")]
    Busy,
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
    /// Above 8192 bits, which nothing here signs with.
    #[error("RSA key of {bits} bits is too large")]
    TooLarge {
        /// Modulus length.
        bits: i64,
    },
    /// Even, too small to be safe, or larger than anybody's.
    #[error("an unusual public exponent")]
    BadExponent,
    /// More primes than two (RFC 8017 §3.2), which nothing here signs with.
    #[error("an RSA key of more than two primes")]
    MultiPrime,
    /// Its numbers do not belong together.
    #[error("the numbers of the key do not belong together")]
    Inconsistent,
    /// The certificate that a key was to be bound to is another key's.
    #[error("the certificate belongs to another key")]
    OtherCertificate,
    /// Something private where only the public half may go.
    #[error("a private member {member} among public keys")]
    PrivateMember {
        /// Its name in the JWK.
        member: &'static str,
    },
    /// A password that is too easily guessed for a file with a private key.
    #[error("the backup's password has fewer than {least} characters")]
    BackupPasswordShort {
        /// What it needs at least.
        least: i64,
    },
    /// Not a PKCS#8 key.
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
            Self::ShortPassword { least } => SHORT_PASSWORD.problem().with("least", *least).offer(Action::EnterPassword),
            Self::KeychainGone => KEYCHAIN_GONE.problem().offer(Action::TryAgain),
            Self::KeychainRefused => KEYCHAIN_REFUSED.problem().offer(Action::TryAgain),
            Self::Moved => MOVED.problem().offer(Action::TryAgain),
            Self::Damaged { file } => DAMAGED.problem().with("file", file).offer(Action::CreateKey),
            Self::Unwritable { file } => UNWRITABLE.problem().with("file", file).offer(Action::TryAgain),
            Self::DiskFull => DISK_FULL.problem().offer(Action::TryAgain),
            Self::ReadOnly { file } => READ_ONLY.problem().with("file", file).offer(Action::TryAgain),
            Self::Gone { file } => GONE.problem().with("file", file).offer(Action::TryAgain),
            Self::Busy => BUSY.problem().offer(Action::TryAgain),
            Self::NotFound => NOT_FOUND.problem().offer(Action::CreateKey),
            Self::NotRsa { algorithm } => NOT_RSA.problem().with("algorithm", algorithm).offer(Action::CreateKey),
            Self::TooSmall { bits } => TOO_SMALL.problem().with("bits", *bits).offer(Action::CreateKey),
            Self::TooLarge { bits } => TOO_LARGE.problem().with("bits", *bits).offer(Action::CreateKey),
            Self::BadExponent => BAD_EXPONENT.problem().offer(Action::CreateKey),
            Self::MultiPrime => MULTI_PRIME.problem().offer(Action::CreateKey),
            Self::Inconsistent => INCONSISTENT.problem().offer(Action::CreateKey),
            Self::OtherCertificate => OTHER_CERTIFICATE.problem().offer(Action::ImportCertificate),
            Self::PrivateMember { member } => PRIVATE_MEMBER.problem().with("member", *member).offer(Action::RegisterKey),
            Self::BackupPasswordShort { least } => BACKUP_PASSWORD_SHORT.problem().with("least", *least).offer(Action::EnterPassword),
            Self::Malformed => MALFORMED.problem().offer(Action::PickFile),
            Self::Cancelled => CANCELLED.problem().offer(Action::TryAgain),
            Self::BadKeyId => BAD_KEY_ID.problem().offer(Action::RegisterKey),
        }
    }
}
