//! The arguments of `inngang altinn`; each verb knows its own.

use clap::{ArgMatches, Command as Parser};

use super::{Order, systems};
use crate::arguments::Frame;

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    frame.group("altinn", "altinn", frame.words.get("cli:altinn.about", &[])).subcommand(systems::arguments::parser(frame))
}

/// The first that is asked for is what is done: clap lets nobody through without one.
pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (_, matches) = matches.subcommand().unwrap_or(("systems", matches));
    Order::Systems(systems::arguments::order(matches))
}
