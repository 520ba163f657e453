//! What a practice certificate can be ordered as, with what is handed out.

use std::path::PathBuf;

use serde::Serialize;
use time::OffsetDateTime;

/// Declares a choice whose variants have a name in forms: `Variant = "name"`.
macro_rules! choice {
    ($(#[$doc:meta])* $kind:ident { $($(#[$about:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $kind { $($(#[$about])* $variant,)+ }

        impl $kind {
            /// Every choice, the ordinary one first.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in the town hall's form, also in file names.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The choice with this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    };
}

choice! {
    /// How the file is written (certificates.md 8.2).
    Flavour {
        /// PBES2 with AES-256, PBKDF2 with HMAC-SHA256, SHA-256 MAC: OpenSSL 3, Java of today.
        Modern = "modern",
        /// 3DES for key as for certificates, SHA-1 MAC, 2,000 iterations: the export wizard of Windows.
        Windows = "windows",
        /// RC2-40 for certificates, 3DES for the key: OpenSSL 1, old Java, macOS.
        Legacy = "legacy",
        /// 3DES in indefinite lengths with OCTET STRINGs in pieces: older Bouncy Castle.
        Ber = "ber",
    }
}

choice! {
    /// Whose certificates it resembles.
    Issuer {
        /// Subject and usages as Buypass writes them.
        BuypassLike = "buypass-like",
        /// Subject and usages as Commfides writes them.
        CommfidesLike = "commfides-like",
    }
}

choice! {
    /// What the certificate is for.
    CertificateRole {
        /// digitalSignature: the one for Maskinporten.
        Authentication = "authentication",
        /// contentCommitment.
        Signing = "signing",
        /// keyEncipherment: of no use to Maskinporten.
        Encryption = "encryption",
    }
}

choice! {
    /// When the certificate holds.
    Validity {
        /// From yesterday for three years.
        Valid = "valid",
        /// Ended thirty days ago.
        Expired = "expired",
        /// Begins in thirty days.
        NotYetValid = "not-yet-valid",
        /// Ends in fourteen days.
        EndsSoon = "ends-soon",
    }
}

/// What the town hall shall issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateOrder {
    /// The number of an active organisation of the town.
    pub organisation: String,
    pub flavour: Flavour,
    pub issuer: Issuer,
    pub role: CertificateRole,
    pub validity: Validity,
}

impl CertificateOrder {
    /// The ordinary one: modern, Buypass-like, for authentication, valid.
    pub fn ordinary(organisation: impl Into<String>) -> Self {
        Self {
            organisation: organisation.into(),
            flavour: Flavour::Modern,
            issuer: Issuer::BuypassLike,
            role: CertificateRole::Authentication,
            validity: Validity::Valid,
        }
    }
}

/// A file that was issued.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct IssuedFile {
    pub path: PathBuf,
    pub file_name: String,
    /// Shown to the person; worthless outside practice.
    pub password: String,
    pub organisation: String,
    pub organisation_name: String,
    pub flavour: Flavour,
    pub issuer: Issuer,
    pub role: CertificateRole,
    /// Serial number in upper-case hexadecimal.
    pub serial: String,
    #[serde(with = "time::serde::rfc3339")]
    pub not_before: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub not_after: OffsetDateTime,
}

impl std::fmt::Debug for IssuedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedFile").field("path", &self.path).field("organisation", &self.organisation).finish_non_exhaustive()
    }
}
