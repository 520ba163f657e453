//! Access: a ladder of small calls, cheapest first, each proving one thing (altinn.md 10).

mod acting;
mod error;
mod ladder;
mod registered;
mod step;
mod subject;

pub(crate) use error::SKIPPED_EARLIER;
pub use error::{AccessError, CODES};
pub use ladder::{AccessReport, Outcome, Rung, ladder};
use step::Step;
pub use subject::{Goal, Subject};
