//! `inngang token`: what a token says.

pub(crate) mod arguments;
mod read;
mod report;
mod told;

use crate::words::Words;
use crate::{Ending, Stop};

/// What to do with tokens.
#[derive(Debug)]
pub(crate) enum Order {
    /// Say what one says.
    Read(read::Order),
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    match order {
        Order::Read(order) => read::run(order, words),
    }
}
