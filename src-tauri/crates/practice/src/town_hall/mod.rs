//! The town hall: issues practice certificates as .p12 files.

mod authority;
mod issue;
mod issued;
mod leaf;
mod leaf_key;
mod order;
mod page;
mod password;
mod pkcs12;

pub(crate) use authority::{Authorities, Authority, Rank, Seat, key_pair, known_authorities, serial_number};
#[cfg(test)]
pub(crate) use issue::for_handshake;
pub(crate) use issue::{issue, issue_set, issued};
pub use issued::{IssuedCertificate, IssuedFile};
pub use order::{CertificateOrder, CertificateRole, Contents, Flavour, Issuer, KeyKind, Profile, Tree, Validity};
pub(crate) use page::router;
