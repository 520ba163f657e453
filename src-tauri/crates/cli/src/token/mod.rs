//! `inngang token`: a token from Maskinporten; what one says.

pub(crate) mod arguments;
mod obtain;
mod read;
mod report;
mod told;

use crate::words::Words;
use crate::{Ending, Stop};

/// What to do with tokens.
#[derive(Debug)]
pub(crate) enum Order {
    /// Get one, or see beforehand what would become of it.
    Obtain(Box<obtain::Order>),
    /// Say what one says.
    Read(read::Order),
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    match order {
        Order::Obtain(order) => obtain::run(order, words),
        Order::Read(order) => read::run(order, words),
    }
}
