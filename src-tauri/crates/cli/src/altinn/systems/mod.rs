//! `inngang altinn systems`: the systems that a vendor has in Altinn's register.

pub(crate) mod arguments;
mod told;

use inngang_engine::vendor::systems;

use super::caller::Caller;
use crate::words::Words;
use crate::{Ending, Stop, print};

/// Whose, and what.
#[derive(Debug)]
pub(crate) struct Order {
    caller: Caller,
    deed: Deed,
}

/// What can be done with systems.
#[derive(Debug)]
enum Deed {
    /// Lists them.
    List,
}

/// Does it.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let json = order.caller.choice.json;
    order.caller.as_vendor(words, async |vendor, _| match &order.deed {
        Deed::List => {
            let systems = systems::list(vendor).await?;
            Ok(print(&if json { told::list_json(&systems) } else { told::list_in_words(&systems, words) })?)
        }
    })
}
