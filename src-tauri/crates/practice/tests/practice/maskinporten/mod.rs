//! Practice Maskinporten over HTTP: what it gives, and the 25 rejections of "Things a simulator must reject" by number.
//!
//! | Rejections | File |
//! |---|---|
//! | 1–6 | `assertion.rs` |
//! | 7–9 | `certificates.rs` |
//! | 10–14, 23 | `keys.rs` |
//! | 15–19 | `claims.rs` |
//! | 20–21 | `scopes.rs` |
//! | 22 | `details.rs` |
//! | 24 | `upload.rs` |
//! | 25 | `transport.rs` |

mod assertion;
mod certificates;
mod claims;
mod details;
mod keys;
mod scopes;
mod token;
mod transport;
mod upload;

pub(crate) use details::{new_system, new_user};
