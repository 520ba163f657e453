//! How importing a certificate fails.

use super::{FileKind, Finding};
use crate::keys::KeyError;
use crate::problem::{Action, Code, Explain, Problem};

codes! { "certificate":
    PASSWORD_NEEDED = "password_needed", turn: You;
    /// The texts must say both: a wrong password and a damaged file look the same.
    WRONG_PASSWORD = "wrong_password", turn: You;
    WRONG_PASSWORD_SPACES = "wrong_password_spaces", turn: You;
    PASSWORD_ENCODING = "password_encoding", turn: You;
    DAMAGED = "damaged", turn: You;
    TOO_LARGE = "too_large", turn: You, facts: [bytes, limit];
    EMPTY = "empty", turn: You;
    NOT_DOWNLOADED = "not_downloaded", turn: You;
    PUBLIC_ONLY = "public_only", turn: You;
    KEY_ONLY_FILE = "key_only_file", turn: You;
    KEYSTORE_JAVA = "keystore_java", turn: You, facts: [kind];
    OPENSSH_KEY = "openssh_key", turn: You;
    PUBLIC_KEY = "public_key", turn: You;
    BUNDLE = "p7b", turn: You;
    REQUEST = "csr", turn: You;
    EMAIL = "email", turn: You;
    DOCUMENT = "document", turn: You, facts: [kind];
    UNKNOWN_FILE = "unknown_file", turn: You;
    TOO_COSTLY = "too_costly", turn: You;
    TOO_MANY = "too_many", turn: You;
    CANCELLED = "cancelled", turn: You;
    UNSUPPORTED_ALGORITHM = "unsupported_algorithm", turn: Us, facts: [algorithm];
    NO_KEY = "no_key", turn: You;
    NO_CERTIFICATE = "no_certificate", turn: You;
    EC_KEY = "ec_key", turn: YourOrganisation, facts: [algorithm];
    OTHER_ENVIRONMENT = "other_environment", turn: You, facts: [theirs, ours];
    OTHER_ORGANISATION = "other_organisation", turn: You, facts: [theirs, ours];
}

/// How importing a certificate fails. Nothing is stored when it does.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The file has a password, and none was given yet.
    #[error("the file needs a password")]
    PasswordNeeded,
    /// The password is wrong or the file is damaged: the two cannot be told apart (certificates.md 8.4).
    #[error("wrong password, or the file is damaged")]
    WrongPassword,
    /// The same, with a password that starts or ends with white space, as one pasted from an e-mail does.
    #[error("wrong password, and it starts or ends with white space")]
    WrongPasswordSpaces,
    /// The password is right, and the program that wrote the file turned its letters into other bytes than the standard says.
    #[error("the file's password was encoded in an unusual way")]
    PasswordEncoding,
    /// Cut off or bent.
    #[error("the file is damaged")]
    Damaged,
    /// Larger than any certificate file.
    #[error("the file has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Size.
        bytes: i64,
        /// What we read at most.
        limit: i64,
    },
    /// Something else than a PKCS#12 file.
    #[error("not a PKCS#12 file: {0:?}")]
    NotPkcs12(FileKind),
    /// Its iteration counts or memory demands exceed the budget (certificates.md 10).
    #[error("opening the file would cost too much")]
    TooCostly,
    /// More certificates or keys than are examined at once, in it or in all files together.
    #[error("too many certificates or keys")]
    TooMany,
    /// The person stopped it.
    #[error("opening the file was cancelled")]
    Cancelled,
    /// A scheme that we cannot read.
    #[error("unsupported algorithm {algorithm}")]
    UnsupportedAlgorithm {
        /// Name or OID.
        algorithm: String,
    },
    /// Certificates, and no private key.
    #[error("no private key in the file")]
    NoKey,
    /// A private key, and no certificate.
    #[error("no certificate in the file")]
    NoCertificate,
    /// Elliptic curves or another algorithm than RSA, which alone is accepted by Maskinporten.
    #[error("not an RSA key: {algorithm}")]
    EcKey {
        /// Name or OID.
        algorithm: String,
    },
    /// A certificate for test, production or practice in one of the others.
    #[error("a certificate for {theirs} in {ours}")]
    OtherEnvironment {
        /// `practice`, `test` or `production`: the certificate's.
        theirs: &'static str,
        /// The same for the environment chosen.
        ours: &'static str,
    },
    /// Another organisation's certificate.
    #[error("a certificate of {theirs} where {ours} was expected")]
    OtherOrganisation {
        /// Number in the certificate.
        theirs: String,
        /// Number of the profile.
        ours: String,
    },
    /// What was found says that it must not be used, not even its key.
    #[error("not usable: {}", .0.code)]
    Unusable(Box<Finding>),
    /// From the key store, or about the key itself.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<super::pkcs12::Malformed> for CertificateError {
    fn from(_: super::pkcs12::Malformed) -> Self {
        Self::Damaged
    }
}

impl Explain for CertificateError {
    fn explain(&self) -> Problem {
        match self {
            Self::PasswordNeeded => PASSWORD_NEEDED.problem().offer(Action::EnterPassword),
            Self::WrongPassword => WRONG_PASSWORD.problem().offer(Action::EnterPassword).offer(Action::PickFile),
            Self::WrongPasswordSpaces => WRONG_PASSWORD_SPACES.problem().offer(Action::EnterPassword).offer(Action::PickFile),
            Self::PasswordEncoding => another_file(PASSWORD_ENCODING),
            Self::Damaged => another_file(DAMAGED),
            Self::TooLarge { bytes, limit } => another_file(TOO_LARGE).with("bytes", *bytes).with("limit", *limit),
            Self::NotPkcs12(kind) => not_pkcs12(*kind),
            Self::TooCostly => another_file(TOO_COSTLY),
            Self::TooMany => another_file(TOO_MANY),
            Self::Cancelled => another_file(CANCELLED),
            Self::UnsupportedAlgorithm { algorithm } => another_file(UNSUPPORTED_ALGORITHM).with("algorithm", algorithm),
            Self::NoKey => another_file(NO_KEY),
            Self::NoCertificate => another_file(NO_CERTIFICATE).offer(Action::CreateKey),
            Self::EcKey { algorithm } => {
                EC_KEY.problem().with("algorithm", algorithm).offer(Action::CreateKey).offer(Action::OrderCertificate)
            }
            Self::OtherEnvironment { theirs, ours } => {
                another_file(OTHER_ENVIRONMENT).with("theirs", *theirs).with("ours", *ours).offer(Action::ReviewStart)
            }
            Self::OtherOrganisation { theirs, ours } => {
                another_file(OTHER_ORGANISATION).with("theirs", theirs).with("ours", ours).offer(Action::ReviewStart)
            }
            Self::Unusable(finding) => finding.problem().offer(Action::PickFile),
            Self::Key(failure) => failure.explain(),
        }
    }
}

fn another_file(code: Code) -> Problem {
    code.problem().offer(Action::PickFile)
}

fn not_pkcs12(kind: FileKind) -> Problem {
    match kind {
        FileKind::Empty => another_file(EMPTY),
        FileKind::NotDownloaded => another_file(NOT_DOWNLOADED),
        FileKind::CertificateDer | FileKind::CertificatePem => another_file(PUBLIC_ONLY),
        // A private key without a certificate can still sign for a client that it is registered on.
        FileKind::KeyPem | FileKind::KeyDer | FileKind::Jwk => another_file(KEY_ONLY_FILE).offer(Action::ImportKey),
        FileKind::OpenSshKey | FileKind::PuttyKey => another_file(OPENSSH_KEY),
        FileKind::PublicKey => another_file(PUBLIC_KEY),
        FileKind::Pkcs7 => another_file(BUNDLE),
        FileKind::Request => another_file(REQUEST),
        FileKind::Jks | FileKind::Jceks | FileKind::Bks => another_file(KEYSTORE_JAVA).with("kind", kind.as_str().to_uppercase()),
        FileKind::Pdf | FileKind::Zip | FileKind::Html => another_file(DOCUMENT).with("kind", kind.as_str().to_uppercase()),
        FileKind::Email => another_file(EMAIL),
        FileKind::Pkcs12 | FileKind::Base64 | FileKind::Unknown => another_file(UNKNOWN_FILE),
    }
}
