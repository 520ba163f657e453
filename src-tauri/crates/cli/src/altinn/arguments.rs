//! The arguments of `inngang altinn`; each verb knows its own.

use clap::{ArgMatches, Command as Parser};

use super::{Order, clients, exchange, legacy, organisation, parties, requests, system_users, systems};
use crate::arguments::Frame;

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let group = frame.group("altinn", "altinn", frame.words.get("cli:altinn.about", &[]));
    group
        .subcommand(exchange::parser(frame))
        .subcommand(parties::parser(frame))
        .subcommand(clients::arguments::parser(frame))
        .subcommand(systems::arguments::parser(frame))
        .subcommand(requests::arguments::parser(frame))
        .subcommand(system_users::parser(frame))
        .subcommand(organisation::parser(frame))
        .subcommand(legacy::arguments::parser(frame))
}

/// The first that is asked for is what is done: clap lets nobody through without one.
pub(crate) fn order(matches: &ArgMatches) -> Order {
    match matches.subcommand().unwrap_or(("systems", matches)) {
        ("requests", matches) => Order::Requests(requests::arguments::order(matches)),
        ("system-users", matches) => Order::SystemUsers(system_users::order(matches)),
        ("exchange", matches) => Order::Exchange(exchange::order(matches)),
        ("parties", matches) => Order::Parties(parties::order(matches)),
        ("clients", matches) => Order::Clients(clients::arguments::order(matches)),
        ("legacy", matches) => Order::Legacy(legacy::arguments::order(matches)),
        ("organisation", matches) => Order::Organisation(organisation::order(matches)),
        (_, matches) => Order::Systems(systems::arguments::order(matches)),
    }
}
