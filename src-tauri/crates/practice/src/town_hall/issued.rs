//! What the town hall hands out.

use std::path::PathBuf;

use serde::Serialize;
use time::OffsetDateTime;

use super::order::{CertificateRole, Contents, Flavour, Issuer, Profile, Tree};

/// A file that was issued.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct IssuedFile {
    pub path: PathBuf,
    pub file_name: String,
    /// The certificate alone, in DER, beside the file.
    pub public_path: PathBuf,
    /// Shown to the person; worthless outside practice. Empty where the file has none.
    pub password: String,
    pub organisation: String,
    pub organisation_name: String,
    pub flavour: Flavour,
    pub issuer: Issuer,
    pub role: CertificateRole,
    pub profile: Profile,
    pub tree: Tree,
    pub contents: Contents,
    /// Serial number in upper-case hexadecimal: of the ordered role's certificate, where the file holds several.
    pub serial: String,
    #[serde(with = "time::serde::rfc3339")]
    pub not_before: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub not_after: OffsetDateTime,
    /// Whether the authority had revoked it when the file was handed out.
    pub revoked: bool,
}

impl std::fmt::Debug for IssuedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedFile").field("path", &self.path).field("organisation", &self.organisation).finish_non_exhaustive()
    }
}

/// A certificate that the town hall remembers, also after a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuedCertificate {
    /// Serial number in upper-case hexadecimal.
    pub serial: String,
    pub organisation: String,
    /// The file that it was first in.
    pub file_name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub issued_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub revoked_at: Option<OffsetDateTime>,
}
