//! The systems that a vendor has in Altinn's register: seen, registered, changed, deleted (altinn.md 4).

mod address;
mod changes;
mod check;
mod delete;
mod draft;
mod error;
mod finding;
mod read;
mod rights;
mod save;

pub use changes::{Change, ChangeKind, changes};
pub use check::is_package;
pub use delete::delete;
pub use draft::{Draft, LANGUAGES, PACKAGE};
pub use error::{CODES, SystemError};
pub use finding::{Field, Finding};
pub use read::{list, read};
pub use save::{create, update};

#[cfg(test)]
mod tests;
