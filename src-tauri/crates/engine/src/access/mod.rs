//! Access: a ladder of small calls, cheapest first, each proving one thing (altinn.md 10).

mod error;
mod ladder;

pub(crate) use error::SKIPPED_EARLIER;
pub use error::{AccessError, CODES};
pub use ladder::{AccessReport, Outcome, RUNGS, Rung, Subject, ladder};
