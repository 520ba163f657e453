//! Enterprise certificates: what a file is, opening it, what the certificate in it says, and whether it can be used.
//!
//! Numbers of sections are those of the certificate dossier. Nothing here touches a file or a clock of its own.

mod authorities;
mod ber;
mod chain;
mod der;
mod error;
mod export;
mod facts;
mod finding;
mod import;
mod inspect;
mod mac;
mod open;
mod organisation;
mod pairs;
mod pfx;
mod recognise;
mod scheme;

pub use authorities::IssuerFamily;
pub use error::{CODES, CertificateError};
pub use export::{export_der, export_pem};
pub use facts::{Belonging, CertificateFacts, Generation, Role};
pub use finding::{CODES as FINDING_CODES, Finding, Severity, Usable};
pub use import::{ImportCertificate, ImportedCertificate, import};
pub use open::SIZE_LIMIT;
pub use pfx::EncodingFacts;
pub use recognise::{FileKind, recognise};

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
