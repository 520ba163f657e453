//! The systems that a vendor has in Altinn's register: seen, registered, changed, deleted (altinn.md 4).

mod address;
mod read;

pub use read::{list, read};
