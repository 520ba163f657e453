//! `inngang altinn`: what a vendor, a firm or a person does at Altinn; each verb has its own file or folder.

pub(crate) mod arguments;
mod caller;
mod organisation;
mod systems;

pub(crate) use self::caller::{Caller, with_vendor};
use crate::words::Words;
use crate::{Ending, Stop};

/// What to do there.
#[derive(Debug)]
pub(crate) enum Order {
    /// With the systems of a vendor.
    Systems(systems::Order),
    /// With what the register says of a number.
    Organisation(organisation::Order),
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    match order {
        Order::Systems(order) => systems::run(order, words),
        Order::Organisation(order) => organisation::run(order, words),
    }
}
