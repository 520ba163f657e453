//! The town hall: issues practice certificates as .p12 files.

mod authority;
mod der;
mod issue;
mod leaf;
mod order;
mod page;
mod password;
mod pkcs12;

pub(crate) use authority::Authorities;
pub(crate) use issue::issue;
pub use order::{CertificateOrder, CertificateRole, Flavour, IssuedFile, Issuer, Validity};
pub(crate) use page::router;
