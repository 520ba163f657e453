//! `inngang altinn`: what a vendor, a firm or a person does at Altinn; each verb has its own file or folder.

pub(crate) mod arguments;
mod bearer;
mod caller;
mod clients;
mod exchange;
mod legacy;
mod organisation;
mod parties;
mod requests;
mod system_users;
mod systems;

pub(crate) use self::caller::{Caller, with_vendor};
use crate::words::Words;
use crate::{Ending, Stop};

/// What to do there.
#[derive(Debug)]
pub(crate) enum Order {
    /// With the systems of a vendor.
    Systems(systems::Order),
    /// With requests to customers.
    Requests(requests::Order),
    /// With the system users of a vendor's systems.
    SystemUsers(system_users::Order),
    /// With what Altinn gives for a token.
    Exchange(exchange::Order),
    /// With whom somebody may act for.
    Parties(parties::Order),
    /// With the clients of agent system users.
    Clients(clients::Order),
    /// At Altinn 2.
    Legacy(legacy::Order),
    /// With what the register says of a number.
    Organisation(organisation::Order),
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    match order {
        Order::Systems(order) => systems::run(order, words),
        Order::Requests(order) => requests::run(order, words),
        Order::SystemUsers(order) => system_users::run(order, words),
        Order::Exchange(order) => exchange::run(order, words),
        Order::Parties(order) => parties::run(order, words),
        Order::Clients(order) => clients::run(order, words),
        Order::Legacy(order) => legacy::run(order, words),
        Order::Organisation(order) => organisation::run(order, words),
    }
}
