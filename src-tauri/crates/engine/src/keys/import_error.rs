//! How importing a key fails.

use super::KeyError;
use crate::certificates::{CertificateError, FileKind};
use crate::problem::{Action, Code, Explain, Problem};

codes! { "key":
    PASSWORD_NEEDED = "password_needed", turn: You;
    /// The texts must say both: a wrong password and a damaged file look the same.
    WRONG_PASSWORD = "wrong_password", turn: You;
    TOO_COSTLY = "too_costly", turn: You;
    UNSUPPORTED_ALGORITHM = "unsupported_algorithm", turn: Us, facts: [algorithm];
    IMPORT_CANCELLED = "import_cancelled", turn: You;
    PUBLIC_HALF = "public_half", turn: You;
    CERTIFICATE = "is_certificate", turn: You;
    CERTIFICATE_FILE = "certificate_file", turn: You;
    OPENSSH_KEY = "openssh_key", turn: You;
    PUTTY_KEY = "putty_key", turn: You;
    SHARED_SECRET = "shared_secret", turn: You;
    NO_FACTORS = "jwk_without_factors", turn: You;
    SEVERAL_KEYS = "several_keys", turn: You;
    UNREADABLE = "unreadable", turn: You;
    NOT_A_KEY = "not_a_key", turn: You;
}

/// How importing a key fails. Nothing is stored when it does.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It has a password, and none was given yet.
    #[error("the key needs a password")]
    PasswordNeeded,
    /// The password is wrong or the file is damaged.
    #[error("wrong password, or the file is damaged")]
    WrongPassword,
    /// Opening it would take longer or more memory than any key does.
    #[error("opening the key would cost too much")]
    TooCostly,
    /// Encrypted in a way that we cannot read.
    #[error("unsupported algorithm {algorithm}")]
    UnsupportedAlgorithm {
        /// Name or OID.
        algorithm: String,
    },
    /// The person stopped it.
    #[error("importing was cancelled")]
    Cancelled,
    /// A public key, in any form.
    #[error("only the public half")]
    PublicHalf,
    /// A certificate, or several, without a private key.
    #[error("a certificate")]
    Certificate,
    /// A file of certificates with their keys: PKCS#12 or a Java keystore.
    #[error("a certificate file")]
    CertificateFile,
    /// In the form of `ssh-keygen`.
    #[error("a key in OpenSSH's format")]
    OpenSshKey,
    /// In the form of PuTTY.
    #[error("a key in PuTTY's format")]
    PuttyKey,
    /// `oct` (RFC 7518 §6.4): both parties know it.
    #[error("a shared secret")]
    SharedSecret,
    /// A JWK with `d` and without the numbers that RFC 7518 §6.3.2 says should come with it.
    #[error("a JWK without its factors")]
    NoFactors,
    /// More private keys than one.
    #[error("more than one private key")]
    SeveralKeys,
    /// Something else.
    #[error("not a key")]
    NotAKey,
    /// About the key itself, or from the key store.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<CertificateError> for ImportError {
    /// What opening a file says, in the words of keys.
    fn from(failure: CertificateError) -> Self {
        match failure {
            CertificateError::PasswordNeeded => Self::PasswordNeeded,
            CertificateError::WrongPassword | CertificateError::WrongPasswordSpaces | CertificateError::PasswordEncoding => {
                Self::WrongPassword
            }
            CertificateError::TooCostly => Self::TooCostly,
            CertificateError::TooMany => Self::SeveralKeys,
            CertificateError::UnsupportedAlgorithm { algorithm } => Self::UnsupportedAlgorithm { algorithm },
            CertificateError::Cancelled => Self::Cancelled,
            CertificateError::NotPkcs12(kind) => Self::instead(kind),
            CertificateError::Key(failure) => Self::Key(failure),
            _ => Self::Key(KeyError::Malformed),
        }
    }
}

impl ImportError {
    const fn instead(kind: FileKind) -> Self {
        match kind {
            FileKind::PublicKey => Self::PublicHalf,
            FileKind::CertificateDer | FileKind::CertificatePem | FileKind::Pkcs7 => Self::Certificate,
            FileKind::Pkcs12 | FileKind::Jks | FileKind::Jceks | FileKind::Bks => Self::CertificateFile,
            FileKind::OpenSshKey => Self::OpenSshKey,
            FileKind::PuttyKey => Self::PuttyKey,
            // Cut off before it held anything.
            FileKind::KeyPem | FileKind::KeyDer | FileKind::Jwk => Self::Key(KeyError::Malformed),
            _ => Self::NotAKey,
        }
    }
}

impl Explain for ImportError {
    fn explain(&self) -> Problem {
        match self {
            Self::PasswordNeeded => PASSWORD_NEEDED.problem().offer(Action::EnterPassword),
            Self::WrongPassword => another(WRONG_PASSWORD).offer(Action::EnterPassword),
            Self::TooCostly => another(TOO_COSTLY),
            Self::UnsupportedAlgorithm { algorithm } => another(UNSUPPORTED_ALGORITHM).with("algorithm", algorithm),
            Self::Cancelled => another(IMPORT_CANCELLED),
            Self::PublicHalf => another(PUBLIC_HALF).offer(Action::CreateKey),
            Self::Certificate => another(CERTIFICATE).offer(Action::ImportCertificate),
            Self::CertificateFile => CERTIFICATE_FILE.problem().offer(Action::ImportCertificate),
            Self::OpenSshKey => another(OPENSSH_KEY).offer(Action::CreateKey),
            Self::PuttyKey => another(PUTTY_KEY).offer(Action::CreateKey),
            Self::SharedSecret => another(SHARED_SECRET).offer(Action::CreateKey),
            Self::NoFactors => another(NO_FACTORS).offer(Action::CreateKey),
            Self::SeveralKeys => another(SEVERAL_KEYS),
            Self::NotAKey => another(NOT_A_KEY).offer(Action::CreateKey),
            Self::Key(KeyError::Malformed) => another(UNREADABLE).offer(Action::CreateKey),
            Self::Key(failure) => failure.explain(),
        }
    }
}

/// The page of keys takes another file, or another text.
fn another(code: Code) -> Problem {
    code.problem().offer(Action::ImportKey)
}
