//! Enterprise certificates: what a file is, opening it, what the certificate in it says, and whether it can be used.
//!
//! Numbers of sections are those of the certificate dossier. Nothing here touches a file or a clock of its own.

mod authorities;
mod bundle;
mod chain;
mod effort;
mod error;
mod evidence;
mod examine;
mod export;
mod extensions;
mod facts;
mod finding;
mod import;
mod inspect;
mod judge;
mod kept;
pub(crate) mod key_info;
mod key_proof;
mod links;
pub(crate) mod loose;
mod name;
mod open;
mod organisation;
mod pem;
mod pkcs12;
mod policy;
mod pool;
mod questions;
mod recognise;
mod recommend;
pub mod revocation;
mod signature;
mod statements;
#[cfg(test)]
mod tests;
mod usable;
mod validity;
mod verdict;

pub use authorities::IssuerFamily;
pub use effort::{Effort, Limits, Progress, Spent};
pub use error::{CODES, CertificateError};
pub use evidence::Cost;
pub use examine::{Against, Examination, ExaminedCertificate, ExaminedContents, ExaminedFile, ExaminedKey, examine, examine_unless};
pub use export::{export_der, export_pem};
pub use facts::{Belonging, CertificateFacts, Generation, Role};
pub use finding::{CODES as FINDING_CODES, Finding, Severity};
pub(crate) use import::stay_in;
pub use import::{ImportedCertificate, import, import_recommended};
pub use kept::examine_kept;
pub use key_info::KeyInfo;
pub use links::{ChainLink, ChainState, Place};
pub use open::{CertificateFile, Contents, OpenedFile, SIZE_LIMIT, open};
pub use organisation::NumberSource;
pub use pkcs12::{EncodingFacts, PasswordForm};
pub use policy::{PolicyLevel, policy_level};
pub use questions::{Answer, Question, ask};
pub use recognise::{FileKind, recognise};
pub use recommend::{Recommendation, Why};
pub use usable::Usable;
pub use validity::{Validity, validity};
pub use verdict::Verdict;

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
