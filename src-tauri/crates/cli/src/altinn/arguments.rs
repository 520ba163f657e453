//! The arguments of `inngang altinn`; each verb knows its own.

use clap::{ArgMatches, Command as Parser};

use super::{Order, organisation, systems};
use crate::arguments::Frame;

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let group = frame.group("altinn", "altinn", frame.words.get("cli:altinn.about", &[]));
    group.subcommand(systems::arguments::parser(frame)).subcommand(organisation::parser(frame))
}

/// The first that is asked for is what is done: clap lets nobody through without one.
pub(crate) fn order(matches: &ArgMatches) -> Order {
    match matches.subcommand().unwrap_or(("systems", matches)) {
        ("organisation", matches) => Order::Organisation(organisation::order(matches)),
        (_, matches) => Order::Systems(systems::arguments::order(matches)),
    }
}
